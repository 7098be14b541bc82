"""Tables to rows: CSV, TSV, XLSX, JSONL, Parquet.

Each reader yields (row number from 1, dict of column to value) and says broken rows through ``note``. Values are kept
to the character; ``table_documents`` finds the columns and makes documents of the rows.
"""

import csv
import datetime
import io
import json
import math
import re

from discourse._documents_bytes import MAX_PACKED, check_package, decode, read_bytes
from discourse._documents_particulars import iso_dates, outlet_of
from discourse._lexicon import load_lexicon

FIELDS = ["doc_id", "title", "date", "outlet", "genre", "speaker", "url", "text"]
MAX_TEXT = 10_000_000  # characters of one document
MAX_COLUMNS = 2_000


def rows_of_csv(path, note):
    """Rows of a CSV or TSV file; the separator is the one under which the header says most."""
    text = decode(read_bytes(path, MAX_PACKED), note)
    csv.field_size_limit(MAX_PACKED)
    first = text[:100_000].splitlines()[0]
    separators = ["\t", ",", ";", "|"] if path.suffix.lower() == ".tsv" else [",", ";", "\t", "|"]
    separator = max(
        separators, key=lambda s: (_known_columns(next(csv.reader([first], delimiter=s), [])), first.count(s))
    )
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
    """Rows of the first sheet that holds any; values of cells as text."""
    import openpyxl

    check_package(path, "XLSX")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
            header = next((r for r in rows if any(v is not None for v in r)), None)
            if header is None:
                continue
            names = [plain_value(v) for v in header]
            others = [s.title for s in book.worksheets if s is not sheet]
            if others:
                note.info(f"sheet {sheet.title!r} was read, not {others}")
            for i, values in enumerate((r for r in rows if any(v is not None for v in r)), 1):
                yield i, dict(zip(names, values))
            return
    finally:
        book.close()


def rows_of_jsonl(path, note):
    """Objects of a JSONL file, one a line; a single JSON array of objects is read as well."""
    broken, row = [], 0
    text = decode(read_bytes(path, MAX_PACKED), note)
    for line in text.split("\n"):
        if not line.strip():
            continue
        row += 1
        try:
            entry = json.loads(line, parse_constant=lambda name: None)
        except (ValueError, RecursionError) as error:
            broken.append((row, str(error).split(":")[0]))
            continue
        if isinstance(entry, dict):
            yield row, entry
        else:
            broken.append((row, f"it holds a {type(entry).__name__}, not an object"))
    if broken:
        note(f"{counted(broken)} left out: no JSON object, first row {broken[0][0]} ({broken[0][1]}). Mend them.")


def rows_of_parquet(path, note):
    """Rows of a Parquet file, by row groups, so that a broken one costs only itself."""
    import pyarrow
    import pyarrow.parquet

    read_bytes(path, MAX_PACKED * 10) if path.stat().st_size == 0 else None
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
    ".jsonl": rows_of_jsonl,
    ".parquet": rows_of_parquet,
}


def normal_name(name):
    return re.sub(r"[^a-z0-9]+", "_", str(name).lower()).strip("_")


def find_columns(header, given=None):
    """Which column of a table holds which field of documents: {field: column}.

    Raises
    ------
    ValueError
        If a given column is not there, or no column holds the text.
    """
    missing = [c for c in (given or {}).values() if c not in header]
    if missing:
        raise ValueError(f"lacks the columns {missing} that were asked for; it has {list(header)[:20]}.")
    chosen = dict(given or {})
    for field, names in load_lexicon("columns").items():
        if field in chosen:
            continue
        by_name = {normal_name(c): c for c in reversed(list(header)) if c not in chosen.values()}
        column = next((by_name[n] for n in names if n in by_name), None)
        if column is not None:
            chosen[field] = column
    if "text" not in chosen:
        raise ValueError(f'has no column of texts; it has {list(header)[:20]}. Name it: columns={{"text": "..."}}.')
    return chosen


def plain_value(value):
    """A cell as text: dates as ISO, whole numbers without a point, missing as ""."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)


def table_documents(path, columns, note):
    """Documents of a table, one a row; rows without a text are said and left out."""
    rows = list(ROWS[path.suffix.lower()](path, note))
    if not rows:
        raise ValueError("holds no rows. Give at least a header and one row.")
    header = list(dict.fromkeys(name for _, values in rows for name in values))
    chosen = find_columns(header, columns)
    note.info("columns " + ", ".join(f"{field} = {column!r}" for field, column in chosen.items()))
    extra = [
        c
        for c in header
        if c not in chosen.values() and c and not normal_name(c).startswith("unnamed") and normal_name(c)
    ]
    documents, empty = [], []
    for row, values in rows:
        text = values.get(chosen["text"])
        if not isinstance(text, str) or not text.strip():
            empty.append(
                (row, "it is empty" if plain_value(text).strip() == "" else f"it holds a {type(text).__name__}")
            )
        elif len(text) > MAX_TEXT:
            empty.append((row, f"it has {len(text)} characters, more than {MAX_TEXT}"))
        elif any("\ud800" <= c <= "\udfff" for c in text) if not text.isascii() else False:
            empty.append((row, "it holds half a surrogate pair"))
        else:
            record = {f: plain_value(values.get(c)).strip() for f, c in chosen.items() if f != "text"}
            record |= {str(c): _extra(values.get(c)) for c in extra if str(c) not in FIELDS and c != "sha256"}
            documents.append({**record, "text": text, "row": row})
    if empty:
        note(f"{counted(empty)} left out for want of a text, first row {empty[0][0]}: {empty[0][1]}. Mend them.")
    return _settle(documents, note)


def _extra(value):
    return (
        json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
        if isinstance(value, (dict, list))
        else plain_value(value)
    )


def _settle(documents, note):
    """Dates to ISO; an outlet that is an address is one; a missing outlet comes from the address."""
    written = [d.get("date", "") for d in documents]
    dates, unclear = iso_dates(written)
    unread = [(d["row"], w) for d, w, iso in zip(documents, written, dates) if w and not iso]
    if unclear:
        note(f"{counted([0] * unclear, 'date')} may be day or month first, and no other shows which. Write ISO dates.")
    elif unread:
        row, found = unread[0]
        note(f"{counted(unread, 'date')} not understood, first row {row}: {found[:60]!r}. Write ISO dates.")
    for document, date in zip(documents, dates):
        document["date"] = date
        if re.match(r"https?://", document.get("outlet", "")):
            document["url"] = document.get("url") or document["outlet"]
            document["outlet"] = ""
        if not document.get("outlet") and document.get("url"):
            document["outlet"] = outlet_of(document["url"])
    return documents
