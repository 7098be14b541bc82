"""Codings of people, rules, models and other tools, in one table.

A file comes in, a checked table goes out, and back again. One row is one code that one coder gave one
statement; no row means not coded, value ``none`` means coded as absent. A variable that allows several
codes has several rows. Spans are kept as they stand: whether they fit the documents is for
``check_spans`` to say, since the documents are not needed here.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from discourse._checks import check_columns, check_values
from discourse._codings_files import read_table, write_table
from discourse._codings_labels import labelled_texts
from discourse._codings_sheet import SHEET_COLUMNS, coding_sheet, save_coding_sheet, sheet_to_codings

__all__ = ["coding_sheet", "labelled_texts", "load_codings", "ratings_table", "save_coding_sheet", "save_codings"]
COLUMNS = [
    "statement_id", "variable", "value", "target", "basis", "coder", "start", "end", "evidence", "confidence", "rule",
]  # fmt: skip
NEEDED = ["statement_id", "variable", "value", "coder"]
NUMBERS = ["start", "end", "confidence"]


def load_codings(path, codebook=None, coder=""):
    """Codings from a file, checked: people's, machines', other tools' and filled coding sheets.

    Parameters
    ----------
    path : path to a .csv, .tsv, .xlsx, .jsonl or .parquet file
        Either codings, with the columns statement_id, variable, value and coder, and those of target, basis,
        start, end, evidence, confidence and rule that are known (extra columns are kept); or a sheet made by
        ``coding_sheet`` and filled in; or what ``discourse code --format jsonl`` wrote. Cells of a text file that
        ``save_codings`` guarded against spreadsheet formulas are restored.
    codebook : Codebook, name or path, optional
        Variables and values are checked against it. A filled sheet cannot be read without it.
    coder : str
        Name of the coder, such as "human:ana", where the file has no column coder.

    Returns
    -------
    DataFrame, one row per statement, variable, value and coder: statement_id, variable, value, target, basis,
    coder, start, end (Int64), evidence, confidence (float in [0, 1] or NaN), rule; missing text is "".

    Raises
    ------
    ValueError
        If the file cannot be read as a table, a column is missing, a cell is not what it must be (with its
        line), "none" stands beside another value of the same coder, or a value is not in the codebook.
    """
    path = Path(path)
    if codebook is not None:
        from discourse.codebook import load_codebook

        codebook = load_codebook(codebook)
    table = read_table(path)
    table.columns = [str(c).strip() for c in table.columns]
    if "variable" not in table.columns and set(SHEET_COLUMNS) <= set(table.columns):
        if codebook is None:
            raise ValueError(f"{path}: is a coding sheet. Pass the codebook it was made for.")
        table = sheet_to_codings(table, codebook, str(path))
    if coder and "coder" not in table.columns:
        table["coder"] = coder
    missing = [c for c in NEEDED if c not in table.columns]
    if missing:
        remedy = (
            " Pass coder=, for example coder='human:ana'."
            if missing == ["coder"]
            else " Rename the columns that hold them."
        )
        raise ValueError(f"{path}: lacks the columns {missing}; it has {list(table.columns)}.{remedy}")
    codings = _settle_columns(table, str(path))
    check_codings(codings, codebook, str(path))
    return codings


def save_codings(codings, path):
    """Write codings to ``path``: .csv, .tsv (UTF-8, LF, cells that a spreadsheet would run are guarded) or .parquet.

    The file appears whole or not at all, and ``load_codings`` gives the same table back. A cell beginning with
    ``=``, ``+``, ``-``, ``@``, a tab or a carriage return gets an apostrophe before it, as does one that
    begins with apostrophes and such a sign.

    Raises
    ------
    ValueError
        If a column is missing, a cell is not what it must be, or the ending of the path is another.
    """
    path = Path(path)
    check_columns(codings, NEEDED, "codings")
    codings = _settle_columns(codings, "codings")
    check_codings(codings)
    write_table(codings, path)


def ratings_table(codings, variable):
    """Statement by coder: what each coder gave each statement for one variable.

    Returns
    -------
    DataFrame, one row per statement that anybody coded, in order of appearance: statement_id, then a column per
    coder (sorted), holding the value, several values in order joined by ";", or "" where the coder gave none.

    Raises
    ------
    ValueError
        If a column is missing or nobody coded the variable.
    """
    check_columns(codings, NEEDED, "codings")
    rows = select_variable(codings, variable)[["statement_id", "coder", "value"]].drop_duplicates()
    order = rows["statement_id"].drop_duplicates()
    rows = rows.sort_values(["statement_id", "coder", "value"], kind="stable")
    joined = rows.groupby(["statement_id", "coder"], sort=False)["value"].agg(";".join)
    table = joined.unstack("coder").reindex(order).sort_index(axis=1)
    table = table.astype(object).where(table.notna(), "").astype(str)
    table.columns.name = None
    return table.reset_index()


def select_variable(codings, variable):
    """The rows of one variable.

    Raises
    ------
    ValueError
        If there are none; the message lists the variables there are.
    """
    check_columns(codings, NEEDED, "codings")
    rows = codings[codings["variable"] == variable]
    if rows.empty:
        known = sorted(set(map(str, codings["variable"])))
        raise ValueError(f"codings: nobody coded {variable!r}. Variables coded: {known}.")
    return rows


def check_codings(codings, codebook=None, name="codings"):
    """Raise ValueError where codings contradict themselves, the shape or the codebook."""
    check_columns(codings, COLUMNS, name)
    for column in NEEDED:
        empty = codings[codings[column].astype(str).str.strip() == ""]
        if len(empty):
            remedy = ' Write "none" for coded as absent, and no row for not coded.' if column == "value" else ""
            raise ValueError(f"{name}: {len(empty)} rows have an empty {column!r}, first row {_place(empty)}.{remedy}")
    joined = codings[codings["value"].str.contains(";", regex=False)]
    if len(joined):
        raise ValueError(
            f"{name}: {len(joined)} values hold a ';', first {joined['value'].iloc[0]!r} in row {_place(joined)}. "
            "Give each value a row of its own."
        )
    _check_numbers(codings, name)
    keys = ["statement_id", "variable", "coder"]
    pairs = codings[[*keys, "value"]].drop_duplicates()
    several = pairs[pairs.duplicated(keys, keep=False)]
    torn = several[several["value"] == "none"]
    if len(torn):
        where = "/".join(torn.iloc[0][keys])
        raise ValueError(
            f"{name}: 'none' stands beside another value in {len(torn)} places, first {where}. Keep one of the two."
        )
    if codebook is None:
        return
    check_values(codings, "variable", codebook.variables, name, "statement_id")
    for variable, rows in codings.groupby("variable", sort=True):
        known = {*codebook.variables[variable].codes, "none"}
        wrong = rows[~rows["value"].isin(known)]
        if len(wrong):
            raise ValueError(
                f"{name}: {len(wrong)} values of {variable!r} are not in the codebook: "
                f"{sorted(set(wrong['value']))[:5]}, first in {wrong['statement_id'].iloc[0]}. Known: {sorted(known)}."
            )
        grounds = rows["basis"].str.split(";").explode().str.strip()
        unknown = grounds[~grounds.isin(["", *codebook.variables[variable].basis])]
        if len(unknown):
            raise ValueError(
                f"{name}: {len(unknown)} grounds of {variable!r} are not in the codebook: {sorted(set(unknown))[:5]}, "
                f"first in {rows['statement_id'][unknown.index[0]]}. Known: {list(codebook.variables[variable].basis)}."
            )
        multiple = codebook.variables[variable].multiple
        if multiple is not True:
            apart = ["statement_id", "coder", *(["target"] if multiple == "by target" else [])]
            given = rows.drop_duplicates([*apart, "value"])
            twice = given[given.duplicated(apart, keep=False)]
            if len(twice):
                where = "/".join(twice.iloc[0][apart])
                values = sorted(given[(given[apart] == twice.iloc[0][apart]).all(axis=1)]["value"])
                raise ValueError(f"{name}: {variable!r} takes one value; {where} has {values}. Keep one.")


def _check_numbers(codings, name):
    ends = codings[["start", "end"]].isna()
    for wrong, expected in [
        (codings[ends["start"] != ends["end"]], "start and end must stand together"),
        (
            codings[(codings["start"] < 0).fillna(False) | (codings["end"] < codings["start"]).fillna(False)],
            "expected 0 <= start <= end",
        ),
        (codings[(codings["confidence"] < 0) | (codings["confidence"] > 1)], "confidence must lie in [0, 1]"),
    ]:
        if len(wrong):
            raise ValueError(
                f"{name}: {len(wrong)} rows are out of range, first row {_place(wrong)}: {expected}. "
                "Correct the cells or empty them."
            )
    spans = codings[~ends["start"] & (codings["evidence"] != "")]
    wrong = spans[spans["evidence"].str.len() != (spans["end"] - spans["start"]).astype(int)]
    if len(wrong):
        row = wrong.iloc[0]
        raise ValueError(
            f"{name}: {len(wrong)} pieces of evidence are not as long as their span, first row {_place(wrong)}: "
            f"{len(row['evidence'])} characters in {row['start']}:{row['end']}. "
            "Evidence is text[start:end] of the document."
        )


def _place(rows):
    return f"{rows.index[0] + 1} ({rows['statement_id'].iloc[0]})"


def _settle_columns(table, name):
    table = table.reset_index(drop=True)
    settled = {}
    for column in [*COLUMNS, *(c for c in table.columns if c not in COLUMNS)]:
        if column in ("start", "end"):
            settled[column] = _to_numbers(table, column, name, whole=True)
        elif column == "confidence":
            settled[column] = _to_numbers(table, column, name, whole=False)
        elif column not in table:
            settled[column] = pd.Series("", index=table.index, dtype="str" if pd.__version__ >= "3" else object)
        elif column in COLUMNS:
            cells = table[column].astype(object)
            settled[column] = cells.where(cells.notna(), "").astype(str)
        else:
            settled[column] = table[column]
    return pd.DataFrame(settled)


def _to_numbers(table, column, name, whole):
    cells = table[column].astype(object) if column in table else pd.Series(np.nan, index=table.index)
    cells = cells.map(lambda cell: np.nan if isinstance(cell, str) and not cell.strip() else cell)
    numbers = pd.to_numeric(cells, errors="coerce").astype("Float64").astype(float)
    kind = "a whole number" if whole else "a number"
    wrong = table[(numbers.isna() & cells.notna()) | (whole & (numbers % 1 != 0) & numbers.notna())]
    if len(wrong):
        raise ValueError(
            f"{name}: {column} must be {kind} or empty; got {wrong[column].iloc[0]!r} in row {_place(wrong)}."
        )
    return numbers.astype("Int64") if whole else numbers
