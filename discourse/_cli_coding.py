"""How ``discourse code`` and ``discourse report`` code: by rules, by rules and the encoder, or by trained models."""

from enum import StrEnum

ENCODED = "legitimacy-threat"  # the codebook whose codes the encoder learned
CHUNK = 200  # documents whose results are held at once


def load_classifiers(paths):
    """The models in the files that ``train`` wrote."""
    if not paths:
        return []
    from discourse.classifier import Classifier

    return [Classifier.load(path) for path in paths]


class Size(StrEnum):
    """Which weights of the encoder code beside the rules."""

    none = "none"
    small = "small"
    large = "large"


def weights_of(asked, codebook, models):
    """The encoder's weights or nothing: where nobody said, the small ones beside the package's codebook."""
    if asked is None:
        return None if models or codebook != ENCODED else Size.small.value
    return None if asked is Size.none else asked.value


def coder_of(codebook, models, encoder):
    """A function of statements that gives their codings."""
    from discourse._scale_coding import check_coders, code_statements
    from discourse.codebook import load_codebook

    book = load_codebook(codebook)
    check_coders(book, models, encoder)
    classifiers = load_classifiers(models)
    return lambda statements: code_statements(statements, book, classifiers, encoder)


def chunks(documents, said):
    """Documents a few hundred at a time, with a bar on standard error where a person watches."""
    from rich.console import Console
    from rich.progress import track

    starts = range(0, len(documents), CHUNK)
    console = Console(stderr=True)
    for start in track(
        starts, said, console=console, disable=len(starts) < 2 or not console.is_terminal, transient=True
    ):
        yield documents.iloc[start : start + CHUNK]


def coded(documents, coder, registry):
    """(documents, statements, codings), chunk by chunk, so that memory holds one chunk of results."""
    from discourse.statements import find_statements

    for chunk in chunks(documents, "Coding"):
        statements = find_statements(chunk, actors=registry)
        yield chunk, statements, coder(statements)


def joined(tables):
    """Tables of chunks in one."""
    import pandas as pd

    tables = list(tables)
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]
