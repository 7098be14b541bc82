"""Exports of press archives: one file of many articles to one document each.

Nexis Uni and LexisNexis (DOCX, RTF), Factiva (HTML, RTF). An export is known by the lines with which it marks its
articles; which they are is data. What the file itself counts is compared with what was found.
"""

import re
from functools import cache

from discourse._documents_clean import clean_blocks
from discourse._documents_particulars import find_dates, is_date_line
from discourse._lexicon import load_lexicon

HEAD = 12  # blocks in which an article states its particulars


def archive_documents(blocks, note):
    """Records of the articles in ``blocks``; None if they are no export of an archive that is known."""
    texts = [text for _, text in blocks]
    for split in (_split_nexis, _split_lexis, _split_coded, _split_factiva):
        records, counted = split(texts)
        if records:
            if counted and counted != len(records):
                note(f"counts {counted} articles itself; {len(records)} were found. Export it again.")
            empty = [i for i, record in enumerate(records, 1) if not record["text"].strip()]
            if empty:
                note(f"{len(empty)} articles have no text, first article {empty[0]}. They were left out.")
            kept = [{**record, "row": i} for i, record in enumerate(records, 1) if record["text"].strip()]
            return [{key: value for key, value in record.items() if value} for record in kept]
    return None


@cache
def _words(*path):
    entries = load_lexicon("archives")
    for key in path:
        entries = entries[key]
    return "|".join(re.escape(str(e)) for e in entries)


@cache
def _line(form, *paths):
    return re.compile(form.format(*(_words(*path) for path in paths)), re.IGNORECASE)


def _count(texts, form, *path):
    """The number of articles that the export states, 0 if it states none."""
    pattern = _line(form, path)
    return next((int(hit[1].replace(",", "")) for hit in map(pattern.fullmatch, texts) if hit), 0)


def _parts(texts, is_end):
    """Runs of texts up to each line that ends an article, that line with them; what follows the last is left."""
    part = []
    for text in texts:
        part.append(text)
        if is_end(text):
            yield part
            part = []


def _split_nexis(texts):
    end = _line(r"(?:{})\s*", ("nexis", "end"))
    records = [_nexis_article(part[:-1]) for part in _parts(texts, end.fullmatch)]
    return records, _count(texts, r"(?:{})\s*\((\d[\d,]*)\)", "nexis", "count")


def _split_lexis(texts):
    mark = _line(r"\d+ \S+ (\d+) (?:{})", ("lexis", "count"))
    starts = [i for i, text in enumerate(texts) if mark.fullmatch(text)]
    parts = [texts[a + 1 : b] for a, b in zip(starts, [*starts[1:], len(texts)])]
    counted = int(mark.fullmatch(texts[starts[0]])[1]) if starts else 0
    return [_lexis_article(part) for part in parts], counted


def _labelled(text, *groups):
    """(label, value) if a block is a label of the archive with its value."""
    for group in groups:
        hit = _line(r"({})\s*:\s*(.*)", (group,)).fullmatch(text)
        if hit:
            return hit[1].lower(), hit[2]
    return None


def _nexis_article(part):
    """Title, outlet and date stand above the labels; the text between "Body" and the headings after it."""
    body = next((i for i, t in enumerate(part) if _line(r"(?:{})", ("nexis", "body")).fullmatch(t)), None)
    labels = [i for i, t in enumerate(part[:body]) if _labelled(t, "labels_before")]
    start = body if body is not None else (labels[-1] if labels else _dated(part, HEAD) or 0)
    head = part[:start]
    dated = _dated(head, len(head))
    rights = next((i for i, t in enumerate(head) if _line(r".*(?:{}).*", ("rights",)).fullmatch(t)), len(head))
    place = dated if dated is not None else (labels[0] if labels and labels[0] < rights else rights)
    after = _line(r"(?:{})", ("nexis", "after"))
    rest = part[start + 1 :]
    stop = next((i for i, t in enumerate(rest) if after.fullmatch(t)), _end_of_text(rest, 0))
    return {
        "title": head[place - 2] if place >= 2 else (head[0] if head else ""),
        "outlet": head[place - 1] if place >= 2 else "",
        "date": _date(head[dated]) if dated is not None else "",
        **_text(rest[:stop]),
    }


def _lexis_article(part):
    """Outlet, date, then title above the labels; the text between the labels before and those after it."""
    dated = _dated(part, HEAD)
    before = [i for i, t in enumerate(part[: 2 * HEAD]) if _labelled(t, "labels_before")]
    start = before[-1] + 1 if before else (dated + 2 if dated is not None else 0)
    rights = _line(r"(?:{}).*", ("rights",))
    stop = _end_of_text(part, start)
    outlets = [t for t in part[:dated] if not rights.match(t)] if dated is not None else []
    address = next((pair[1] for t in part[stop:] if (pair := _labelled(t, "address"))), "")
    return {
        "outlet": outlets[-1] if outlets else "",
        "date": _date(part[dated]) if dated is not None else "",
        "title": part[before[0] - 1] if before and before[0] > (dated or 0) + 1 else "",
        "url": address,
        **_text([t for t in part[start:stop] if not rights.match(t)]),
    }


def _end_of_text(part, start):
    """Where the labels below a text begin: those that run up to the day of loading, which every article states."""
    loaded = [i for i in range(start, len(part)) if _line(r"(?:{})\s*:.*", ("loaded",)).fullmatch(part[i])]
    stop = loaded[-1] if loaded else len(part)
    capitals = bool(loaded) and part[stop].split(":")[0].isupper()
    while stop > start and _labelled(part[stop - 1], "labels_after"):
        if capitals and not part[stop - 1].split(":")[0].isupper():
            break  # a paragraph of the text that only looks like a label
        stop -= 1
    return stop


def _split_factiva(texts):
    """An article ends in "Document" and its number; a line of its length in words stands above date and source."""
    page = _line(
        r"(?:{})\s+\d+\s+\S+\s+\d+.*|(?:{}).*(?:{}).*", ("factiva", "page"), ("rights",), ("factiva", "owners")
    )
    texts = [text for text in texts if not page.fullmatch(text)]
    end = re.compile(rf"(?i:{_words('factiva', 'end')})\s+([A-Z]{{2,12}}[A-Za-z0-9]{{8,40}})")
    words = _line(r"[\d,]+ (?:{})", ("factiva", "words"))
    parts = [part for part in _parts(texts, end.fullmatch) if any(map(words.fullmatch, part))]
    return [_factiva_article(part, words, end) for part in parts], _factiva_count(texts)


def _factiva_count(texts):
    return _count(texts, r"(?:{})\s*:?\s*(\d[\d,]*)", "factiva", "count")


def _factiva_article(part, words, end):
    at = next(i for i, t in enumerate(part) if words.fullmatch(t))
    titles = [t for t in part[:at] if not _line(r"(?:{})\s.*", ("factiva", "bylines")).fullmatch(t)]
    head = part[at + 1 : at + 1 + HEAD]
    language = next((i for i, t in enumerate(head) if _line(r"(?:{})", ("factiva", "languages")).fullmatch(t)), None)
    rights = next((i for i, t in enumerate(head) if _line(r"(?:{}).*", ("rights",)).match(t)), language)
    dated = _dated(head, len(head))
    between = head[(dated or 0) + 1 : language]
    names = [t for t in between if not re.fullmatch(r"\d{1,2}:\d\d(?::\d\d)?(?: [A-Z]+)?|[A-Z0-9]{2,12}", t)]
    start = at + 2 + (rights if rights is not None else -1)
    return {
        "doc_id": end.fullmatch(part[-1])[1],
        "title": titles[-1] if titles else "",
        "date": _date(head[dated]) if dated is not None else "",
        "outlet": names[0] if names else "",
        **_text(part[start:-1]),
    }


def _split_coded(texts):
    """Factiva's layout with indexing: each block is a code of two or three letters, a tab or blank, and its value."""
    codes = load_lexicon("archives")["factiva"]["codes"]
    every = [*codes, *load_lexicon("archives")["factiva"]["other_codes"]]
    start = re.compile(rf"({'|'.join(every)})(?:\s+(.*))?", re.DOTALL)
    records, record, field = [], {}, None
    for text in texts:
        hit = start.fullmatch(text)
        if hit:
            field = codes.get(hit[1])
            text = hit[2] or ""
        if field and text:
            record.setdefault(field, []).append(text)
        if hit and hit[1] == "AN" and record.get("text"):
            records.append(record)
        if hit and hit[1] == "AN":
            record, field = {}, None
    return [
        {
            "doc_id": re.sub(r"^(?i:document)\s+", "", " ".join(r.get("doc_id", []))),
            "title": " ".join(r.get("title", [])),
            "date": _date(" ".join(r.get("date", []))),
            "outlet": " ".join(r.get("outlet", [])),
            **_text(r["text"]),
        }
        for r in records
    ], _factiva_count(texts)


def _dated(texts, limit):
    """The place of the last line that is a date and little else, None if there is none."""
    return next((i for i in reversed(range(min(limit, len(texts)))) if is_date_line(texts[i])), None)


def _date(text):
    dates = find_dates(text)
    return dates[0][2] if dates and not dates[0][3] else ""


def _text(paragraphs):
    text, found = clean_blocks([("paragraph", p) for p in paragraphs], find_title=False)
    return {"text": text, **{key: value for key, value in found.items() if key == "url"}}


def factiva_blocks(source):
    """Blocks of a Factiva page: leaves in order, a row of the layout with indexing as "CODE<tab>value"."""
    import lxml.html

    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True)
    root = lxml.html.document_fromstring(source, parser=parser)
    holders = "self::div or self::p or self::td or self::tr or self::table or self::li"
    code = ""
    for leaf in root.xpath(f"//body//*[({holders}) and not(descendant::*[{holders}])]"):
        text = " ".join(leaf.text_content().split())
        if leaf.tag == "td" and re.fullmatch(r"[A-Z]{2,3}", text):
            code = text
        elif text:
            yield "paragraph", f"{code}\t{text}" if code else text
            code = ""
