"""Rows of tables: CSV, TSV, XLSX, JSON, JSONL, Parquet.

Each reader yields (row number from 1, dict of column to value), keeps every character of a value, and says broken rows
through ``note`` while the good ones go on.
"""

import csv
import datetime
import io
import json
import math
import re
import zipfile

from discourse._documents_bytes import MAX_PACKED, MAX_TABLE, check_package, decode, read_bytes
from discourse._lexicon import load_lexicon

MAX_COLUMNS = 2_000


def rows_of_csv(path, note):
    """Rows of a CSV or TSV file; the separator is the one under which the header says most."""
    text = decode(read_bytes(path, MAX_TABLE), note)
    csv.field_size_limit(MAX_PACKED)
    separator = separator_of(text[:100_000].splitlines()[0], path.suffix.lower())
    records = _records(list(io.StringIO(text, newline="")), separator, note)
    header, broken = next(records), []
    for row, values in enumerate(records, 1):
        if len(values) == len(header):
            yield row, dict(zip(header, values))
        else:
            broken.append((row, len(values)))
    if broken:
        note(
            f"{counted(broken)} left out: not the {len(header)} fields of the header, first row {broken[0][0]} with "
            f"{broken[0][1]}. Mend the quotation marks or separators there."
        )


def separator_of(header, ending):
    """The separator under which the first line of a file that ends in .csv or .tsv names most known columns."""
    separators = ["\t", ",", ";", "|"] if ending == ".tsv" else [",", ";", "\t", "|"]
    return max(separators, key=lambda s: (_known_columns(next(csv.reader([header], delimiter=s), [])), header.count(s)))


def _records(lines, separator, note):
    """Records of a CSV file; one whose quotation mark never closes is given up, not the lines that it swallows."""
    at, given_up = 0, []
    while at < len(lines) and len(given_up) < 20:
        reader, begun = csv.reader(lines[at:], delimiter=separator), 0
        try:
            for values in reader:
                last = reader.line_num == len(lines) - at
                if last and reader.line_num - begun > 1 and _is_open(lines[at + begun :], separator):
                    break
                begun = reader.line_num
                if values:
                    yield values
            else:
                break
        except csv.Error:
            pass  # said below, as a record that never ends
        given_up.append(at + begun + 1)
        at += begun + 1
    if given_up:
        rest = f", and all after line {at}" if len(given_up) == 20 else ""
        left = f"{counted(given_up, 'line')} left out{rest}"
        note(f"{left}: a quotation mark in line {given_up[0]} is never closed. Close it.")


def _is_open(lines, separator):
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _known_columns(header):
    known = {name for names in load_lexicon("columns").values() for name in names}
    return sum(normal_name(name) in known for name in header)


def rows_of_xlsx(path, note):
    """Rows of the first sheet that holds any, and of the others with the same header; values of cells as text."""
    import openpyxl

    check_package(path, "XLSX")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    last, row, names, other = _last_row(path), 0, None, []
    try:
        for sheet in book.worksheets:
            first = sheet.iter_rows(values_only=True, max_row=last, max_col=MAX_COLUMNS)
            at, header = next(((i, r) for i, r in enumerate(first, 1) if any(v is not None for v in r)), (0, ()))
            if not header:
                continue
            found = [plain_value(v) for v in header[: max(i for i, v in enumerate(header, 1) if v is not None)]]
            names = names or found
            if found != names:
                other.append(sheet.title)
                continue
            for values in sheet.iter_rows(values_only=True, min_row=at + 1, max_row=last, max_col=len(names)):
                if any(value is not None for value in values):
                    row += 1
                    yield row, {name: _unescaped(value) for name, value in zip(names, values)}
        if other:
            note.info(f"sheets with another header were passed over: {other}")
    finally:
        book.close()


def _unescaped(value):
    """A cell's own characters: the format writes a carriage return as _x000D_, and so on."""
    if not isinstance(value, str) or "_x" not in value:
        return value
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), value)


def _last_row(path):
    """The last row of any sheet that holds a value: a million rows of mere format cost nothing. None if unsure."""
    last = 1
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                data = package.read(name)
                end = max(data.rfind(b"<v>"), data.rfind(b"<v "), data.rfind(b"<is>"))
                start = data.rfind(b"<row", 0, end) if end >= 0 else -1
                number = re.match(rb'<row\b[^>]*?\sr="(\d{1,7})"', data[start : start + 500]) if start >= 0 else None
                if number is None:
                    return None
                last = max(last, int(number[1]))
    return last


def rows_of_jsonl(path, note):
    """Objects of a JSONL file, one a line."""
    return _objects(_parsed_lines(decode(read_bytes(path, MAX_TABLE), note)), note)


def rows_of_json(path, note):
    """Objects of a JSON file: those of its list, or of the one list that its object holds, else the object itself."""
    text = decode(read_bytes(path, MAX_TABLE), note)
    content = _parsed(text)
    if isinstance(content, ValueError) and isinstance(next(_parsed_lines(text), None), dict):
        return _objects(_parsed_lines(text), note)  # one object a line, as many exports are
    if isinstance(content, ValueError):
        raise ValueError(f"is not sound JSON ({content}). Mend it there.")
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list) and value]
        if len(lists) == 1 and all(isinstance(entry, dict) for entry in lists[0]) and not _names_text(content):
            content = lists[0]
    return _objects(content if isinstance(content, list) else [content], note)


def _names_text(entry):
    "Does an object name a text of its own?"
    return not {normal_name(name) for name in entry}.isdisjoint(load_lexicon("columns")["text"])


def _parsed_lines(text):
    return (_parsed(line) for line in text.split("\n") if line.strip())


def _parsed(text):
    "What a JSON text holds, the error where it is none."
    try:
        return json.loads(text, parse_constant=lambda name: None)
    except ValueError as error:
        return error
    except RecursionError:
        return ValueError("it is nested too deeply")


def _objects(entries, note):
    "Rows of what was read, with a note on whatever is no object."
    broken = []
    for row, entry in enumerate(entries, 1):
        if isinstance(entry, dict):
            yield row, entry
        elif isinstance(entry, ValueError):
            broken.append((row, str(entry).split(":")[0]))
        else:
            broken.append((row, f"it holds a {type(entry).__name__}, not an object"))
    if broken:
        note(f"{counted(broken)} left out: no JSON object, first row {broken[0][0]} ({broken[0][1]}). Mend them.")


def rows_of_parquet(path, note):
    """Rows of a Parquet file, by row groups, so that a broken one costs only itself."""
    import pyarrow
    import pyarrow.parquet

    if not path.stat().st_size:
        raise ValueError("is empty. Remove it or write it again.")
    try:
        table = pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowException, OSError) as error:
        raise ValueError(
            f"is not a sound Parquet file ({_first_line(error)}). It may be cut short: write it again."
        ) from None
    with table:
        row = 0
        for group in range(table.num_row_groups):
            size = table.metadata.row_group(group).num_rows
            try:
                for batch in table.iter_batches(batch_size=2_000, row_groups=[group]):
                    for values in batch.to_pylist():
                        row += 1
                        yield row, values
            except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
                note(f"row group {group + 1} of {table.num_row_groups} is damaged ({_first_line(error)}) and left out.")
                row = sum(table.metadata.row_group(g).num_rows for g in range(group)) + size


def counted(entries, noun="row"):
    return f"{len(entries)} {noun}{'s' * (len(entries) != 1)}"


def _first_line(error):
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


ROWS = {
    ".csv": rows_of_csv,
    ".tsv": rows_of_csv,
    ".xlsx": rows_of_xlsx,
    ".json": rows_of_json,
    ".jsonl": rows_of_jsonl,
    ".parquet": rows_of_parquet,
}


def normal_name(name):
    return re.sub(r"[\W_]+", "_", str(name).lower()).strip("_")


def plain_value(value):
    """A cell as text: dates as ISO, whole numbers without a point, missing as ""."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)
