"""Corpora in partitions: where each begins and ends, read and coded one by one, each written whole.

A partition is a run of rows of one file: a byte range of a CSV or JSONL file, a range of rows of a Parquet
file. It is cut out, read by ``read_documents`` and coded like any other file.
"""

import csv
import json
import posixpath
import tempfile
from contextlib import suppress
from itertools import chain
from pathlib import Path

from discourse._checks import written_whole
from discourse._documents_rows import separator_of
from discourse._scale_coding import code_statements

KINDS = (".parquet", ".jsonl", ".csv", ".tsv")


def find_sources(source):
    """Addresses of the tables that ``source`` names: a file, a folder, or a pattern, on any fsspec file system.

    Returns
    -------
    (file system, sorted list of addresses)

    Raises
    ------
    ValueError
        If there is no table of a known kind.
    """
    from fsspec.core import url_to_fs

    files, root = url_to_fs(str(source))
    found = files.glob(root) if any(c in root for c in "*?[") else files.find(root) if files.isdir(root) else [root]
    tables = sorted(p for p in found if p.lower().endswith(KINDS) and not posixpath.basename(p).startswith("."))
    if not tables or not all(files.exists(p) for p in tables):
        raise ValueError(f"{source}: expected a table ({', '.join(KINDS)}), a folder or a pattern; found none.")
    return files, tables


def check_ids(files, tables, columns):
    """Raise ValueError unless every table has a column of document ids: row numbers would start anew in each part."""
    from discourse._documents_tables import find_columns

    for address in tables:
        header = _header(files, address)
        if "doc_id" not in find_columns(header, columns):
            raise ValueError(
                f"{address}: expected a column of document ids; it has {header[:20]}. Add one named "
                'doc_id, or name it: columns={"doc_id": "..."}.'
            )


def _header(files, address):
    """The column names of a table; of JSON lines, the keys of the first."""
    import pyarrow
    import pyarrow.parquet

    try:
        with files.open(address) as stream:
            if address.lower().endswith(".parquet"):
                return list(pyarrow.parquet.ParquetFile(stream).schema_arrow.names)
            if address.lower().endswith(".jsonl"):
                return _first_keys(stream)
            line = next((row for row in stream if row.strip()), b"").decode("utf-8-sig")
        return next(csv.reader([line], delimiter=_separator(address, line)), [])
    except (pyarrow.ArrowException, OSError, ValueError, csv.Error) as error:
        raise ValueError(
            f"{address}: expected a sound table; {' '.join(str(error).split())[:200]}. Write it again."
        ) from None


def _first_keys(stream):
    """The keys of the first line that holds an object; those before it are told as bad rows when they are read."""
    for line in stream:
        with suppress(ValueError):
            row = json.loads(line.decode("utf-8-sig"))
            if isinstance(row, dict):
                return list(row)
    raise ValueError("no line holds an object")


def plan_partitions(files, tables, rows):
    """Partitions of at most ``rows`` rows: dictionaries with part, address, kind, start, stop, and header for text."""
    parts = []
    for address in tables:
        kind = posixpath.splitext(address)[1].lower()
        cut = {".parquet": _cut_parquet, ".jsonl": _cut_lines}.get(kind, _cut_records)
        for start, stop, header in cut(files, address, rows):
            part = dict(part=len(parts), address=address, kind=kind, start=start, stop=stop, header=header)
            parts.append(part)
    return parts


def _cut_parquet(files, address, rows):
    import pyarrow.parquet

    with files.open(address) as stream:
        total = pyarrow.parquet.ParquetFile(stream).metadata.num_rows
    for start in range(0, total, rows):
        yield start, min(start + rows, total), ""


def _cut_lines(files, address, rows):
    """Byte ranges of whole lines."""
    with files.open(address) as stream:
        start = stop = count = 0
        for line in stream:
            stop += len(line)
            count += bool(line.strip())
            if count == rows:
                yield start, stop, ""
                start, count = stop, 0
        if count:
            yield start, stop, ""


def _cut_records(files, address, rows):
    """Byte ranges of whole records of a CSV file, whose quoted cells may hold line breaks."""
    csv.field_size_limit(100_000_000)
    with files.open(address) as stream:
        place = [0]

        def lines():
            for line in stream:
                place[0] += len(line)
                try:
                    yield line.decode("utf-8-sig" if place[0] == len(line) else "utf-8")
                except UnicodeDecodeError as error:
                    raise ValueError(
                        f"{address}: expected UTF-8 near byte {place[0]}; {error.reason}. Save it as UTF-8."
                    ) from None

        rest = lines()
        line = next(rest, "")
        records = csv.reader(chain([line], rest), delimiter=_separator(address, line))
        count = 0
        try:
            next(records, None)
            first = start = place[0]
            for record in records:
                count += bool(record)
                if count == rows:
                    yield start, place[0], first
                    start, count = place[0], 0
        except csv.Error as error:
            raise ValueError(f"{address}: expected a CSV file near byte {place[0]}; {error}. Mend it there.") from None
        if count:
            yield start, place[0], first


def _separator(address, header):
    return separator_of(header, posixpath.splitext(address)[1].lower())


def read_partition(files, part, folder, columns, genre, problems):
    """Documents of one partition, read by ``read_documents`` from a copy in ``folder`` under the source's name."""
    from discourse.documents import read_documents

    copy = Path(folder) / posixpath.basename(part["address"])
    if part["kind"] == ".parquet":
        _copy_rows(files, part, copy)
    else:
        header = files.cat_file(part["address"], 0, part["header"]) if part["header"] else b""
        copy.write_bytes(header + files.cat_file(part["address"], part["start"], part["stop"]))
    said = []
    documents = read_documents(copy, columns=columns, genre=genre, problems=said)
    problems += [f"{part['address']}, part {part['part']}: {line.split(': ', 1)[-1]}" for line in said]
    return documents


def _copy_rows(files, part, copy):
    import pyarrow
    import pyarrow.parquet

    with files.open(part["address"]) as stream:
        table, first, pieces = pyarrow.parquet.ParquetFile(stream), 0, []
        for group in range(table.num_row_groups):
            size = table.metadata.row_group(group).num_rows
            a, b = max(part["start"] - first, 0), min(part["stop"] - first, size)
            if a < b:
                pieces.append(table.read_row_group(group).slice(a, b - a))
            first += size
    pyarrow.parquet.write_table(pyarrow.concat_tables(pieces), copy)


def code_partition(part, source, out, codebook, classifiers, encoder, actors, columns, genre):
    """Code one partition and write its statements and codings; returns what was done, as a dictionary.

    The file of ``done_file`` is written last: where it stands, the partition is done.
    """
    from fsspec.core import url_to_fs

    from discourse.statements import find_statements

    files, _ = url_to_fs(str(source))
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        documents = read_partition(files, part, folder, columns, genre, problems)
    statements = find_statements(documents, actors=actors)
    codings = code_statements(statements, codebook, classifiers, encoder)
    for name, table in (("statements", statements), ("codings", codings)):
        with written_whole(Path(out) / name / f"part-{part['part']:05d}.parquet") as partial:
            table.to_parquet(partial, index=False)
    done = dict(
        documents=len(documents), statements=len(statements), codings=len(codings),
        problems=problems, doc_ids=list(documents["doc_id"]),
    )  # fmt: skip
    with written_whole(done_file(out, part)) as partial:
        partial.write_text(json.dumps(done), encoding="utf-8")
    return done


def done_file(out, part):
    """The file whose being there says that a partition is done."""
    return Path(out) / "done" / f"part-{part['part']:05d}.json"
