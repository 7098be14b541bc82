"""Files to documents: any mix of files and folders in, one table out.

Markdown, web pages, PDF and DOCX are cleaned of furniture and broken lines and give title, date, outlet and address
from their text; plain text and tables are kept to the character. A bad file costs one line and itself, never the batch.
"""

import hashlib
import logging
import os
import re
import sys
from pathlib import Path

import pandas as pd

from discourse._checks import report_problem
from discourse._documents_bytes import whole_characters
from discourse._documents_duplicates import find_duplicates
from discourse._documents_pages import read_docx, read_html, read_markdown, read_rtf, read_text
from discourse._documents_pdf import read_pdf
from discourse._documents_rows import ROWS
from discourse._documents_tables import GENRES, MAX_TEXT, table_documents
from discourse._documents_tei import read_tei
from discourse._documents_turns import holds_turns

__all__ = ["find_duplicates", "read_documents"]
COLUMNS = ["doc_id", "title", "date", "outlet", "genre", "speaker", "url", "text", "sha256"]
PAGES = {
    ".md": read_markdown,
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".rtf": read_rtf,
    ".xml": read_tei,
}
KINDS = sorted([*PAGES, *ROWS])
ABOUT = re.compile(r"(?:README|LICEN[CS]E|CHANGELOG|CITATION)[\w-]*", re.IGNORECASE)  # files about a folder, not of it
CODINGS = "codings"  # folders of this name hold codes of the texts beside them, not texts
log = logging.getLogger("discourse")


class _Note:
    """Collects what is wrong with one file, logs what is only worth knowing, and tells how far the reading is."""

    def __init__(self, path, faults, tell=lambda words: None):
        self.path, self.faults, self.tell = path, faults, tell

    def __call__(self, sentence):
        self.faults.setdefault(self.path, []).append(" ".join(sentence.split()))

    def info(self, sentence):
        log.info("%s: %s", self.path, sentence)


def read_documents(*paths, columns=None, genre=None, problems=None, progress=False):
    """Documents of any mix of files and folders.

    Reads .md, .txt, .html, .htm, .pdf, .docx, .rtf (one document each), .csv, .tsv, .xlsx, .json, .jsonl and .parquet
    (one a row), exports of press archives (Nexis Uni and LexisNexis in .docx and .rtf, Factiva in .html and .rtf; one
    an article) and TEI or ParlaMint .xml (one a speech). Of a folder, all such files below it are read in the order
    of their names, but for hidden ones, those in a folder named codings, and those named README, LICENSE or the like.
    A head of ``key: value`` lines between ``---`` in .md and .txt gives particulars and leaves the text.

    Parameters
    ----------
    *paths : str, Path, or lists of them
    columns : dict, optional
        Which column of a table holds which field, such as {"text": "body", "outlet": "paper"}. Fields not named
        are found by the usual names of columns; the logger "discourse" says which at level INFO.
    genre : str, optional
        Genre of the documents that do not state their own: news, transcript, statement or analysis. Without it,
        "transcript" is set where most of a text lies after paragraphs that open with a name and a colon.
    problems : list, optional
        Takes one line for each file that is bad in some way: its name, the place, what was found, the remedy. Without
        it the lines come as warnings of the class BadInput.
    progress : bool
        Show a bar on standard error.

    Returns
    -------
    DataFrame, one row per document
        doc_id (the file's stem, or the table's own id, or stem and row number; made unique by the folder's name
        where files share a stem), title, date (ISO or ""), outlet, genre, speaker, url, text, sha256 (of the
        text in UTF-8), then whatever other columns and head lines the files hold, as text. Missing is "".

    Raises
    ------
    ValueError
        If nothing could be read and no list ``problems`` was given, or ``genre`` is none of the four.
    TypeError
        If a path is neither str nor Path nor a list of them.
    """
    if columns is not None and not (isinstance(columns, dict) and all(isinstance(v, str) for v in columns.values())):
        raise TypeError(f'columns must be a dict such as {{"text": "body"}}; got {columns!r}.')
    if genre is not None and genre not in GENRES:
        raise ValueError(f"genre must be one of {GENRES}; got {genre!r}.")
    faults = {}  # path: sentences, in the order in which they were found
    files = find_files(paths, faults)
    records = []
    for path, tell in _with_progress(files, progress):
        for record in _read_file(path, columns, _Note(path, faults, tell)):
            stated = record.get("genre", "")
            stated = stated.lower() if stated.lower() in GENRES else stated
            record["genre"] = stated or genre or ("transcript" if holds_turns(record["text"]) else "")
            records.append({**record, "path": path})
    _name(records, faults)
    lines = [whole_characters(f"{path}: {' '.join(sentences)}") for path, sentences in faults.items()]
    if not records and problems is None:
        raise ValueError(
            "No document could be read. " + (" | ".join(lines) or f"No file was given; known kinds: {KINDS}.")
        )
    for line in lines:
        report_problem(line, problems)
    return table_of(records)


def find_files(paths, faults):
    """The files named by ``paths``, folders searched, each once; what is not there is said in ``faults``."""
    found = []
    for path in paths:
        if isinstance(path, (list, tuple)):
            found += find_files(path, faults)
            continue
        if not isinstance(path, (str, os.PathLike)):
            raise TypeError(f"paths must be str or Path, or lists of them; got {type(path).__name__}.")
        if re.match(r"https?://", str(path)):
            _Note(path, faults)("is an address, not a file. Save the page and give the file.")
            continue
        path = Path(path)
        if path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and not any(s.startswith(".") or s == CODINGS for s in p.relative_to(path).parts)
            )
            known = [p for p in inside if p.suffix.lower() in KINDS and not ABOUT.fullmatch(p.stem)]
            if not known:
                _Note(path, faults)(f"holds no file of a known kind. Known: {', '.join(KINDS)}.")
            elif len(known) < len(inside):
                log.info("%s: %d files of other kinds were passed over", path, len(inside) - len(known))
            found += known
        elif not path.exists():
            _Note(path, faults)("is not there. Check the name and the folder.")
        elif not path.is_file():
            _Note(path, faults)("is neither a file nor a folder. Give one of them.")
        elif path.suffix.lower() not in KINDS:
            _Note(path, faults)(f"is of no known kind. Known: {', '.join(KINDS)}.")
        else:
            found.append(path)
    return list({p.resolve(): p for p in reversed(found)}.values())[::-1]


def _read_file(path, columns, note):
    """Documents of one file; whatever is wrong with it becomes a line."""
    suffix = path.suffix.lower()
    try:
        if suffix in ROWS:
            return table_documents(path, columns, note)
        read = PAGES[suffix](path, note)
        records = read if isinstance(read, list) else [read]
        if any(not record["text"].strip() for record in records):
            raise ValueError("holds no text. Remove it, or look at how it was saved.")
        if any(len(record["text"]) > MAX_TEXT for record in records):
            raise ValueError(f"has a text of more than {MAX_TEXT} characters. Split it.")
        return records
    except (ValueError, OSError) as error:
        reason = str(error) if isinstance(error, ValueError) else f"cannot be read ({error.strerror or error})."
        note(f"{reason} It was left out.")
    except (MemoryError, RecursionError) as error:
        note(f"is too large or too deeply nested to be read ({type(error).__name__}). It was left out.")
    except ImportError as error:  # the installation's fault, not the file's
        note(f"could not be read, for a library is missing ({error}). It was left out; install discourse anew.")
    except Exception as error:  # foreign readers fail in their own ways: one file must not cost the batch
        note(f"could not be read ({type(error).__name__}: {str(error)[:160]}). It was left out; save it again.")
    return []


def _name(records, faults):
    """Give every record a doc_id of its own: given ids first, then stems, made unique by what tells the files apart."""
    stems = {}
    for path in dict.fromkeys(r["path"] for r in records):
        stems.setdefault(path.stem, []).append(path)
    names = {}
    for paths in stems.values():
        forms = [lambda p: p.stem, lambda p: p.name.replace(".", "-"), lambda p: f"{p.parent.name}-{p.stem}"]
        forms += [lambda p, k=k: "-".join([*p.resolve().parts[-k:-1], p.name.replace(".", "-")]) for k in range(2, 40)]
        form = next(f for f in forms if len({f(p) for p in paths}) == len(paths))
        names |= {p: form(p) for p in paths}
    taken, twice = set(), {}
    for record in records:
        name = names[record["path"]]
        own = f"{name}-{record['row']}" if "row" in record else name
        given = record.get("doc_id", "").strip() or own
        record["doc_id"] = given
        if given in taken:
            twice.setdefault(record["path"], []).append((record, given, own))
        taken.add(given)
    for path, entries in twice.items():
        for record, given, own in entries:
            record["doc_id"] = next(
                c for c in (own, *(f"{given}~{i}" for i in range(2, len(records) + 3))) if c not in taken
            )
            taken.add(record["doc_id"])
        record, given, _ = entries[0]
        where = f"row {record['row']}" if "row" in record else "this file"
        _Note(path, faults)(
            f"{len(entries)} doc_id repeated, first {given!r} in {where}; it is read as "
            f"{record['doc_id']!r}. Give each document its own doc_id."
        )


def table_of(records):
    """Documents of records, each a dict with "text" and any of the other columns; missing is ""."""
    names = dict.fromkeys([*COLUMNS, *(k for r in records for k in r if k not in ("path", "row"))])
    for record in records:
        record["sha256"] = hashlib.sha256(record["text"].encode("utf-8")).hexdigest()
    columns = {name: [whole_characters(r.get(name, "") or "") for r in records] for name in names}
    return pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in columns.items()})


def _with_progress(files, progress):
    if not progress:
        yield from ((path, lambda words: None) for path in files)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
        console=Console(file=sys.stderr),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=len(files), name="")
        for path in files:
            bar.update(task, name=path.name)
            yield path, lambda words, name=path.name: bar.update(task, name=f"{name}, {words}")
            bar.advance(task)
