"""The one wording of errors.

Every check names the table or file, the place, what was expected, what was found and the remedy, and
raises ValueError for data and TypeError for a wrong kind. Readers of batches collect the same sentences
as warnings of the class BadInput instead, so that good files are still done.
"""

import errno
import os
import time
import warnings
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pandas as pd

MAKERS = {
    "documents": "read_documents makes them.",
    "attributions": "find_attributions makes them.",
    "statements": "find_statements makes them.",
    "codings": "code_by_rules, Classifier.code and load_codings make them.",
}
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # a full disk, a full quota, a file over the limit of the process
STALE = 3600  # seconds without a touch after which an unfinished file is what a killed run left


class BadInput(UserWarning):
    """One unusable file, row or document, reported while the rest of the batch goes on."""


def report_problem(message, problems=None):
    """Append ``message`` to the list ``problems``, or warn with it where there is no list."""
    if problems is None:
        warnings.warn(message, BadInput, stacklevel=3)
    else:
        problems.append(message)


def check_table(table, name):
    """Raise TypeError unless ``table`` is a DataFrame."""
    if not isinstance(table, pd.DataFrame):
        raise TypeError(
            f"{name} must be a pandas DataFrame; got {type(table).__name__}. {MAKERS.get(name, '')}".strip()
        )


def check_columns(table, columns, name):
    """Raise ValueError unless the DataFrame ``table`` has all ``columns``."""
    check_table(table, name)
    missing = [c for c in columns if c not in table.columns]
    if missing:
        remedy = MAKERS.get(name, "")
        raise ValueError(f"{name} lacks the columns {missing}; it has {list(table.columns)}. {remedy}".strip())


def check_unique(table, column, name):
    """Raise ValueError if a value of ``column`` occurs twice."""
    check_columns(table, [column], name)
    if not table[column].is_unique:
        twice = table[column][table[column].duplicated()]
        raise ValueError(
            f"{name}: {len(twice)} values of {column!r} occur more than once, first {twice.iloc[0]!r}. "
            f"Give each row its own {column}."
        )


def document_records(documents):
    """The rows of documents as dictionaries, with plain texts; TypeError if the text of one is no str."""
    records = documents.to_dict("records")
    for record in records:
        if not isinstance(record["text"], str):
            raise TypeError(
                f"documents: the text of {record['doc_id']!r} must be a str; got {record['text']!r}. Leave such rows "
                'out, or fill them: documents["text"].fillna("").'
            )
        record["text"] = str(record["text"])  # of a kind of str, such as numpy's, the plain one
    return records


def check_values(table, column, known, name, place):
    """Raise ValueError if ``column`` holds a value outside ``known``; ``place`` is the column that tells where."""
    check_columns(table, [column, place], name)
    wrong = table[~table[column].isin(list(known))]
    if len(wrong):
        found = sorted(set(map(str, wrong[column])))[:5]
        raise ValueError(
            f"{name}: {len(wrong)} values of {column!r} are not known: {found}, first in "
            f"{wrong[place].iloc[0]}. Known: {sorted(map(str, known))}."
        )


def check_spans(table, texts, name, start="start", end="end"):
    """Raise ValueError if a span lies outside its text; ``texts`` maps doc_id to text; missing spans are left out."""
    check_columns(table, ["doc_id", start, end], name)
    spans = table[["doc_id", start, end]].dropna()
    for doc_id, a, b in spans.itertuples(index=False):
        if doc_id not in texts:
            raise ValueError(
                f"{name}: doc_id {doc_id!r} is not among the documents. Pass the documents they were made from."
            )
        if not 0 <= a <= b <= len(texts[doc_id]):
            raise ValueError(
                f"{name}: span {a}:{b} of {doc_id!r} lies outside its text of {len(texts[doc_id])} characters. "
                "Pass the documents they were made from, unchanged."
            )


def check_fraction(number, name):
    """Raise ValueError unless 0 < ``number`` < 1."""
    if not 0 < number < 1:
        raise ValueError(f"{name} must lie between 0 and 1, both excluded; got {number!r}.")


@contextmanager
def written_whole(path):
    """A temporary path beside ``path`` to write to; it takes that name only if the block ends well.

    Two runs that write one file at once do not meet: each has its own temporary path. A link stays a link, and a pipe
    or a device such as /dev/null is written to as it is.
    """
    path = _settled(path)
    if path.exists() and not path.is_file():
        yield path
        return
    partial = _neighbour(path)
    try:
        yield partial
        partial.replace(path)
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise OSError(error.errno, "No room for the whole file, so it was not written. Make room", str(path)) from error
    finally:
        partial.unlink(missing_ok=True)


def check_target(path):
    """Raise now, before any work, what ``written_whole(path)`` would raise after it."""
    path = _settled(path)
    if not path.exists() or path.is_file():
        _neighbour(path).unlink()


def _settled(path):
    """``path`` with its links followed and its folder made; ValueError if it is a folder itself."""
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise ValueError(f"{path}: expected the name of a file to write; found a folder. Name a file in it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _neighbour(path):
    """An empty hidden file beside ``path`` that is this run's own; remains of a killed run are used up."""
    for number in count():
        partial = path.with_name(f".{path.name}.{number}.partial")
        with suppress(FileNotFoundError):
            if time.time() - partial.stat().st_mtime > STALE:
                partial.unlink()
        with suppress(FileExistsError):
            partial.touch(exist_ok=False)
            return partial
