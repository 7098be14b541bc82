"""Tables of codings as files: text that no spreadsheet runs, workbooks, JSON lines and Parquet.

A cell that a spreadsheet would take for a formula begins with = + - @, a tab or a carriage return; it is
written with an apostrophe before it and read without. So that both ways are exact, a cell that begins with
apostrophes and then such a sign gets one apostrophe more.
"""

import csv
import json
import re
from pathlib import Path

import pandas as pd

from discourse._checks import written_whole

FORMULA = re.compile(r"'*[=+\-@\t\r]")
DELIMITERS = {".csv": ",", ".tsv": "\t"}
READ = [*DELIMITERS, ".xlsx", ".jsonl", ".parquet"]


def read_table(path):
    """A file of one of the endings ``READ`` as a DataFrame without empty rows; guarded text cells are restored."""
    ending = path.suffix.lower()
    if not path.is_file():
        raise ValueError(f"{path}: there is no such file.")
    if ending in DELIMITERS:
        return _read_delimited(path, DELIMITERS[ending])
    if ending not in READ:
        raise ValueError(f"{path}: codings are read from {', '.join(READ)}; got {ending or 'no ending'!r}.")
    if ending == ".jsonl":
        return _read_lines(path)
    try:
        if ending == ".parquet":
            return pd.read_parquet(path)
        table = pd.read_excel(path, dtype=str, keep_default_na=False, na_filter=False)
        return table[(table != "").any(axis=1)].reset_index(drop=True)
    except Exception as error:  # the readers raise many classes for one thing: the bytes are not of this format
        raise ValueError(
            f"{path}: cannot be read as {ending}: {str(error).splitlines()[0]}. Save it again from its program."
        ) from error


def _read_lines(path):
    """Codings one a line, or the statements of ``discourse code --format jsonl`` with their codings.

    Such a line leaves "none" out; so a listed statement without a code of a variable that its coder coded elsewhere in
    the file is given "none".
    """
    rows, listed, order = [], [], []
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line.encode("utf-8"))
                if not isinstance(record, dict):
                    raise ValueError(f"found {line.strip()[:40]!r}")
                if "codings" in record:
                    listed.append(record["statement_id"])
                order.append(record["statement_id"])
                nested = record.get("codings", [record])
                rows += [{**c, "statement_id": record["statement_id"]} for c in nested]
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(
                    f"{path}: line {number} holds no codings: {error!s:.120}. "
                    "Expected one JSON object a line, with a statement_id."
                ) from error
    if not rows:
        raise ValueError(f"{path}: holds no codings. Expected one JSON object a line, with a statement_id.")
    coders = dict.fromkeys((row.get("variable", ""), row.get("coder", "")) for row in rows)
    given = {(row["statement_id"], row.get("variable", ""), row.get("coder", "")) for row in rows}
    for variable, coder in coders:
        absent = [s for s in listed if (s, variable, coder) not in given]
        rows += [{"statement_id": s, "variable": variable, "value": "none", "coder": coder} for s in absent]
    place = {s: i for i, s in enumerate(dict.fromkeys(order))}
    table = pd.DataFrame(sorted(rows, key=lambda row: place[row["statement_id"]]))
    for column in table.columns:
        table[column] = [";".join(cell) if isinstance(cell, list) else cell for cell in table[column]]
    return table


def _read_delimited(path, delimiter):
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            if delimiter == "," and ";" in head and "," not in head:
                delimiter = ";"  # as spreadsheets write it where the comma is the decimal point
            stream.seek(0)
            reader = csv.reader(stream, delimiter=delimiter, strict=True)
            header, rows = next(reader, []), []
            for row in reader:
                if any(row) and len(row) != len(header):
                    raise ValueError(
                        f"{path}: line {reader.line_num} has {len(row)} cells, the header {len(header)}. "
                        "Put cells that hold the delimiter in double quotation marks."
                    )
                if any(row):
                    rows.append([_restore(cell) for cell in row])
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: is not UTF-8 at byte {error.start}. Save it as CSV UTF-8.") from error
    except csv.Error as error:
        raise ValueError(
            f"{path}: line {reader.line_num} is not CSV: {error}. Close the quotation mark or save it again."
        ) from error
    table = pd.DataFrame(rows, columns=[_restore(c) for c in header], dtype=object)
    if not header:
        raise ValueError(f"{path}: is empty; expected a header such as statement_id,variable,value,coder.")
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise ValueError(f"{path}: the column {twice[0]!r} occurs twice. Rename or remove one.")
    return table


def write_table(table, path, encoding="utf-8"):
    """Write a table as .csv, .tsv or .parquet, text cells guarded against spreadsheet formulas; missing is empty."""
    path = Path(path)
    if path.suffix.lower() not in [*DELIMITERS, ".parquet"]:
        raise ValueError(f"{path}: tables are written as .csv, .tsv or .parquet; got {path.suffix or 'no ending'!r}.")
    with written_whole(path) as partial:
        if path.suffix.lower() == ".parquet":
            table.to_parquet(partial, index=False)
            return
        with partial.open("w", encoding=encoding, newline="") as stream:
            delimiter = DELIMITERS[path.suffix.lower()]
            stream.write(delimiter.join(_quote(str(c), delimiter) for c in table.columns) + "\n")
            columns = [_cells(table[c], delimiter) for c in table.columns]
            stream.writelines(delimiter.join(cells) + "\n" for cells in zip(*columns))


def _quote(cell, delimiter):
    """A cell as it stands in the file; the csv module of Python 3.11 leaves a bare carriage return unquoted."""
    cell = f"'{cell}" if FORMULA.match(cell) else cell
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in f'{delimiter}"\r\n') else cell


def _restore(cell):
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _cells(column, delimiter):
    if pd.api.types.is_numeric_dtype(column):
        return ["" if pd.isna(x) else repr(x) if isinstance(x, float) else str(x) for x in column.tolist()]
    return ["" if pd.isna(x) else _quote(str(x), delimiter) for x in column.tolist()]
