"""The one wording of errors.

Every check names the table or file, the place, what was expected, what was found and the remedy, and
raises ValueError for data and TypeError for a wrong kind. Readers of batches collect the same sentences
as warnings of the class BadInput instead, so that good files are still done.
"""

import warnings
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

MAKERS = {
    "documents": "read_documents makes them.",
    "attributions": "find_attributions makes them.",
    "statements": "find_statements makes them.",
    "codings": "code_by_rules, Classifier.code and load_codings make them.",
}


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
    twice = table[column][table[column].duplicated()]
    if len(twice):
        raise ValueError(
            f"{name}: {len(twice)} values of {column!r} occur more than once, first {twice.iloc[0]!r}. "
            f"Give each row its own {column}."
        )


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
    """Raise ValueError if a span lies outside its text; ``texts`` maps doc_id to text, missing spans are passed over."""
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
    """A neighbouring temporary path to write to; it takes the name ``path`` only if the block ends well."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
