"""How ``discourse code`` and ``discourse report`` code: by rules, by rules and the encoder, or by trained models."""

CHUNK = 200  # documents whose results are held at once


def load_classifiers(paths):
    """The models in the files that ``train`` wrote."""
    if not paths:
        return []
    from discourse.classifier import Classifier

    return [Classifier.load(path) for path in paths]


def coder_of(codebook, models, encoder):
    """A function of statements that gives their codings."""
    from discourse.codebook import load_codebook
    from discourse.rules import code_by_rules

    check_coders(models, encoder)
    book, classifiers = load_codebook(codebook), load_classifiers(models)
    if encoder:
        from discourse.encoder import check_encodable, code_by_encoder

        check_encodable(book)

    def code(statements):
        codings = code_by_rules(statements, book)
        if classifiers:
            from discourse.classifier import recode

            return recode(statements, codings, classifiers)
        return code_by_encoder(statements, codings) if encoder else codings

    return code


def check_coders(models, encoder):
    """Models and the encoder code the same variables."""
    if models and encoder:
        raise ValueError("--encoder: expected without --model, which takes its place; found both. Leave one out.")


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
