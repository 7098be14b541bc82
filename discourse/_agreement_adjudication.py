"""Where coders differ, and how to settle it: confusion, disagreements side by side, majority and a sheet."""

import numpy as np
import pandas as pd

from discourse._checks import check_columns
from discourse.codings import COLUMNS, coding_sheet, ratings_table


def confusion_table(codings, variable, coder, reference):
    """What one coder gave where another gave a value.

    Of a statement with several values, those that both gave are counted as the same; each that is left of the one
    stands against each that is left of the other, or against "none".

    Parameters
    ----------
    codings : DataFrame, with the codings of both
    coder, reference : str, names of coders; the reference makes the rows of the matrix

    Returns
    -------
    DataFrame, one row per pair of values: reference, coded, count, n (codes of the reference value), share (count / n,
    in [0, 1], NaN if n is 0). Statements that only one of them coded are not counted.

    Raises
    ------
    ValueError
        If one of them did not code the variable, or they have no statement in common.
    """
    ratings = ratings_table(codings, variable)
    for name in (coder, reference):
        if name not in ratings.columns[1:]:
            raise ValueError(f"codings: {name!r} did not code {variable!r}. Coders: {list(ratings.columns[1:])}.")
    both = ratings[(ratings[coder] != "") & (ratings[reference] != "")]
    if both.empty:
        raise ValueError(f"codings: {coder!r} and {reference!r} have no statement of {variable!r} in common.")
    pairs = [pair for a, b in zip(both[reference], both[coder]) for pair in _pairs(a, b)]
    values = sorted({v for pair in pairs for v in pair} - {"none"})
    values.append("none")
    counts = pd.Series(pairs).value_counts()
    rows = [(a, b, int(counts.get((a, b), 0))) for a in values for b in values]
    table = pd.DataFrame(rows, columns=["reference", "coded", "count"])
    table["n"] = table.groupby("reference")["count"].transform("sum")
    table["share"] = np.where(table["n"] > 0, table["count"] / table["n"].where(table["n"] > 0), np.nan)
    return table


def disagreements(codings, statements, variable):
    """The statements on which coders differ, their codes side by side.

    Returns
    -------
    DataFrame, one row per statement that at least two coders coded differently, in the order of ``statements``:
    statement_id, doc_id, text, then a column per coder with the values joined by ";" ("" if the coder gave none).

    Raises
    ------
    ValueError
        If a column is missing or nobody coded the variable.
    """
    check_columns(statements, ["statement_id", "doc_id", "text"], "statements")
    ratings = ratings_table(codings, variable)
    codes = ratings[ratings.columns[1:]].apply(lambda row: len({v for v in row if v}), axis=1)
    return statements[["statement_id", "doc_id", "text"]].merge(ratings[codes > 1], on="statement_id")


def adjudicate(codings, statements, codebook, coder="adjudicated"):
    """Settle by majority what can be, and make a sheet of the rest.

    A value holds if more than half of those who coded the statement gave it. A statement stays open where it was coded
    once, where exactly half gave a value, and where neither a value nor "none" has a majority.

    Parameters
    ----------
    codings : DataFrame, codings of several coders
    statements : DataFrame, those that were coded
    codebook : Codebook, name or path
    coder : str, the name under which the settled codings stand

    Returns
    -------
    settled : DataFrame, codings in the order of ``statements``; target, basis and span are those of the first coder
        who gave the value, confidence is the share of coders who did
    sheet : DataFrame, the coding sheet of statements with an open variable, which are left empty, with a column
        ``<variable>_given`` that shows what each coder gave where it is open

    Raises
    ------
    ValueError
        If a column is missing or a statement was coded that is not among ``statements``.
    """
    check_columns(codings, COLUMNS, "codings")
    unknown = sorted(set(codings["statement_id"]) - set(statements["statement_id"]))
    if unknown:
        raise ValueError(f"codings: {unknown[0]!r} is not among the statements. Pass the statements that were coded.")
    unit = ["statement_id", "variable"]
    marks = codings.drop_duplicates([*unit, "coder", "value"]).reset_index(drop=True)
    votes = marks.groupby([*unit, "value"], sort=False)["coder"].transform("size")
    coders = marks.groupby(unit, sort=False)["coder"].transform("nunique")
    tied = (2 * votes == coders).groupby([marks[u] for u in unit], sort=False).transform("any")
    won = (2 * votes > coders) & (coders > 1) & ~tied
    first = marks[won].assign(confidence=votes[won] / coders[won]).drop_duplicates([*unit, "value"])
    first = first.assign(coder=coder, rule="majority").sort_values(["variable", "value"], kind="stable")
    place = pd.Series(range(len(statements)), index=statements["statement_id"])
    table = first.loc[first["statement_id"].map(place).sort_values(kind="stable").index].reset_index(drop=True)
    still = marks[~won.groupby([marks[u] for u in unit], sort=False).transform("any")]
    given = {}
    for (statement, variable, name), values in still.groupby([*unit, "coder"], sort=True)["value"]:
        given.setdefault((statement, variable), []).append(f"{name}: {';'.join(sorted(values))}")
    sheet = coding_sheet(statements, codebook, coder)
    open_ones = {statement for statement, _ in given}
    sheet = sheet[sheet["statement_id"].isin(open_ones)].reset_index(drop=True)
    for variable in sorted({v for _, v in given}):
        sheet[f"{variable}_given"] = [" | ".join(given.get((s, variable), [])) for s in sheet["statement_id"]]
    return table, sheet


def _pairs(reference, coded):
    reference, coded = set(reference.split(";")), set(coded.split(";"))
    same = reference & coded
    left, right = sorted(reference - same - {"none"}) or ["none"], sorted(coded - same - {"none"}) or ["none"]
    pairs = [(v, v) for v in sorted(same)]
    return pairs if left == right == ["none"] else pairs + [(a, b) for a in left for b in right]
