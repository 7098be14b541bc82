"""Codes by a codebook's cues.

Statements and a codebook in, codings out: for every value found its evidence, rule, target and basis, and "none" for
every variable of which a statement shows nothing. Cues are matched by google-re2 in linear time, so that no cue
can stall a run. What a sentence implies without saying it is not found.
"""

from functools import lru_cache
from itertools import groupby
from math import nan

import numpy as np
import pandas as pd

from discourse._checks import check_columns, check_unique
from discourse._collector import uncollected
from discourse._rules_document import NEEDED, Document, Statement
from discourse._rules_match import Matcher
from discourse._tables import as_table
from discourse.codebook import NONE, load_codebook
from discourse.codings import COLUMNS

TYPES = {"start": "Int64", "end": "Int64", "confidence": "float64"}

WORDS = ["text", "voice", "speaker", "side"]


@lru_cache(maxsize=16)
def matcher_of(identity):
    return Matcher(identity.codebook)


class Identity:
    """A codebook by its identity, so that it is compiled once."""

    def __init__(self, codebook):
        self.codebook = codebook

    def __hash__(self):
        return id(self.codebook)

    def __eq__(self, other):
        return self.codebook is other.codebook


@uncollected
def code_by_rules(statements, codebook="legitimacy-threat"):
    """Code every statement by the cues of a codebook.

    A value that a cue finds gives one coding per target; a variable that takes a single value gets the one that its
    codebook lists first. A variable of which nothing is found gets one coding ``none`` without evidence, so that
    every statement counts as coded.

    Parameters
    ----------
    statements : DataFrame, one row per statement, in the order of the text
        As `find_statements` makes them: statement_id, doc_id, paragraph, start, end, text, voice, speaker, side.
    codebook : str, Path or Codebook, as `load_codebook` takes it

    Returns
    -------
    DataFrame, one row per statement, variable, value and target
        statement_id, variable, value, target, basis, coder, start, end (offsets into the document's text, <NA> for
        none), evidence, confidence (NaN: rules do not say), rule.

    Raises
    ------
    ValueError
        If a column is missing, a statement_id occurs twice or the codebook does not hold.
    """
    book = load_codebook(codebook)
    check_columns(statements, NEEDED, "statements")
    check_unique(statements, "statement_id", "statements")
    matcher = matcher_of(Identity(book))
    found, before = [], 0
    columns = [
        statements[c].to_numpy(dtype=object, na_value="").tolist() if c in WORDS else statements[c].tolist()
        for c in NEEDED
    ]
    for _, group in groupby(map(Statement._make, zip(*columns)), key=lambda s: s.doc_id):
        document = Document(list(group), matcher)
        found += [(before + i, number, row) for i, number, row in document.codings()]
        before += len(document.statements)
    return table_of(columns[0], found, book)


def table_of(names, found, book):
    """The codings of statements called ``names``: what is found, else ``none``, a row that is made but once a variable.

    Parameters
    ----------
    names : list of statement_id
    found : list of (int, int, tuple)
        Numbers of statement and variable, in this order, and the row of a coding from its variable on.
    book : Codebook
    """
    nothing = [(name, NONE, "", "", book.coder, None, None, "", nan, "") for name in book.variables]
    if not names:
        return as_table([], COLUMNS, TYPES)
    taken = np.array([i * len(nothing) + number for i, number, _ in found], dtype=int)
    free = np.delete(np.arange(len(names) * len(nothing)), taken)
    places = np.concatenate([free, taken])
    kinds = np.concatenate([free % len(nothing), np.arange(len(found)) + len(nothing)])
    order = np.argsort(places, kind="stable")
    table = as_table([*nothing, *[row for _, _, row in found]], COLUMNS[1:], TYPES).take(kinds[order])
    table.index = pd.RangeIndex(len(table))
    table.insert(0, COLUMNS[0], pd.Series(names).take(places[order] // len(nothing)).array)
    return table


def check_codebook(codebook="legitimacy-threat"):
    """Run a codebook's own examples and near-misses through its cues.

    Parameters
    ----------
    codebook : str, Path or Codebook, as `load_codebook` takes it

    Returns
    -------
    DataFrame, one row per failure: place (file:line), variable, value, kind (example or near-miss), text, found (what
        was coded instead, "value rule" joined by semicolons). Empty if all is well.

    Raises
    ------
    ValueError
        If the codebook does not hold.
    """
    book = load_codebook(codebook)
    cases, rows = [], []
    for variable in book.variables.values():
        for value in variable.values.values():
            for kind, examples in (("example", value.examples), ("near-miss", value.near_misses)):
                for example in examples:
                    cases.append((variable, value, kind, example))
                    rows += as_statements(example, f"case{len(cases):05d}")
    codings = code_by_rules(pd.DataFrame(rows, columns=NEEDED), book) if rows else pd.DataFrame(columns=COLUMNS)
    by_statement = {key: table for key, table in codings.groupby("statement_id")}
    failures = []
    for number, (variable, value, kind, example) in enumerate(cases, 1):
        table = by_statement[f"case{number:05d}"]
        mine = table[table["variable"] == variable.name]
        hits = mine[mine["value"] == value.name]
        good = len(hits) > 0 if kind == "example" else len(hits) == 0
        if good and example.basis and kind == "example":
            good = any(set(basis.split(";")) == set(example.basis) for basis in hits["basis"])
        if good and example.target and kind == "example":
            good = example.target in list(hits["target"])
        if not good:
            told = mine[["value", "target", "basis", "rule"]].itertuples(index=False)
            shown = [" ".join(filter(None, row)) for row in told]
            failures.append((example.place, variable.name, value.name, kind, example.text, "; ".join(shown)))
    return pd.DataFrame(failures, columns=["place", "variable", "value", "kind", "text", "found"])


def as_statements(example, doc_id):
    """Rows of a statements table: the context of an example and the example itself, in one document."""
    rows, start = [], 0
    for count, text in enumerate([*example.context, example.text], -len(example.context)):
        name = doc_id if not count else f"{doc_id}{count}"
        rows.append((name, doc_id, 0, start, start + len(text), text, example.voice, example.speaker, example.side))
        start += len(text) + 1
    return rows
