"""Rows of a table to documents: which column holds what, dates, outlets, rows without a text."""

import json
import re

from discourse._documents_bytes import whole_characters
from discourse._documents_particulars import iso_dates, outlet_named, outlet_of
from discourse._documents_rows import ROWS, counted, normal_name, plain_value
from discourse._lexicon import load_lexicon

FIELDS = ["doc_id", "title", "date", "outlet", "genre", "speaker", "url", "text"]
GENRES = ["news", "transcript", "statement", "analysis"]
LONG = 40  # characters; a column of texts holds more on average
TELL = 5_000  # rows between two words on the progress
SAMPLE = 50  # rows that are looked at for it
MAX_TEXT = 10_000_000  # characters of one document


def find_columns(header, given=None, rows=()):
    """Which column of a table holds which field of documents: {field: column}.

    Of several names that could hold the text, "text" wins, then the first whose values in ``rows`` are long; a column
    "type" is the genre only if it holds genres and nothing else.

    Raises
    ------
    ValueError
        If a given column is not there, or no column holds the text.
    """
    missing = [c for c in (given or {}).values() if c not in header]
    if missing:
        raise ValueError(f"lacks the columns {missing} that were asked for; it has {list(header)[:20]}.")
    chosen = dict(given or {})
    known = load_lexicon("columns")
    for field, names in known.items():
        if field in chosen or field not in FIELDS:
            continue
        by_name = {normal_name(c): c for c in reversed(list(header)) if c not in chosen.values()}
        present = [by_name[n] for n in names if n in by_name]
        if field == "text" and present and normal_name(present[0]) != "text":
            present.sort(key=lambda c: _usual_length(rows, c) < LONG)
        if field == "genre":
            present = [c for c in present if normal_name(c) == "genre" or _all_genres(rows, c)]
        if present:
            chosen[field] = present[0]
    if "text" not in chosen and "title" in chosen and {normal_name(c) for c in header} & set(known["titles_only"]):
        chosen["text"] = chosen["title"]
    if "text" not in chosen:
        raise ValueError(f'has no column of texts; it has {list(header)[:20]}. Name it: columns={{"text": "..."}}.')
    return chosen


def _usual_length(rows, column):
    lengths = [len(plain_value(values.get(column))) for _, values in rows[:SAMPLE]]
    return sum(lengths) / max(1, len(lengths))


def _all_genres(rows, column):
    return bool(rows) and {plain_value(values.get(column)).strip() for _, values in rows} <= {*GENRES, ""}


def table_documents(path, columns, note):
    """Documents of a table, one a row; rows without a text are said and left out."""
    rows = []
    for entry in ROWS[path.suffix.lower()](path, note):
        rows.append(entry)
        if len(rows) % TELL == 0:
            note.tell(f"{len(rows):,} rows")
    if not rows:
        raise ValueError("holds no rows. Give at least a header and one row.")
    header = list(dict.fromkeys(name for _, values in rows for name in values))
    chosen = find_columns(header, columns, rows)
    if chosen["text"] == chosen.get("title"):
        note("holds titles and no texts; each title was read as the text.")
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
        elif whole_characters(text) != text:
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
        document["outlet"] = outlet_named(document.get("outlet", ""))
        if not document["outlet"] and document.get("url"):
            document["outlet"] = outlet_of(document["url"])
    return documents
