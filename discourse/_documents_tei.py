"""TEI and ParlaMint XML: each speech a document with its speaker.

Entities and networks are off. A file of speeches (elements ``u``) gives one document a speech; any other TEI text gives
one document. Names of speakers come from the list of persons in the file or beside it.
"""

import re
from functools import cache

from discourse._documents_bytes import MAX_PACKED, read_bytes
from discourse._documents_particulars import iso_date

XML = "{http://www.w3.org/XML/1998/namespace}"
PASSED = {"note", "vocal", "kinesic", "incident", "gap", "desc", "pb", "fw", "head"}
LISTS = "*[lL]ist[pP]erson*.xml"


def read_tei(path, note):
    """Documents of a TEI file, in its order."""
    root = _parse(read_bytes(path, MAX_PACKED))
    if _local(root) not in ("TEI", "teiCorpus", "TEI.2"):
        raise ValueError(f"is XML, but no TEI: its root is {_local(root)!r}. Give TEI or ParlaMint files, or JSONL.")
    bodies = [element for element in root.iter() if _local(element) == "text"]
    if not bodies:
        note.info("holds no text of its own")
        return []
    stated = {"title": _title(root), "date": _date(root), "outlet": _first(root, "publicationStmt", "publisher")}
    speeches = [element for body in bodies for element in body.iter() if _local(element) == "u"]
    if not speeches:
        paragraphs = [_words(p) for body in bodies for p in body.iter() if _local(p) in ("p", "ab", "head", "l")]
        return [{**stated, "text": "\n\n".join(p for p in paragraphs if p)}]
    names = {**_names_beside(path.resolve().parent), **_names(root)}
    counted = _counted(root)
    if counted and counted != len(speeches):
        note(f"counts {counted} speeches itself; {len(speeches)} were found. Fetch it again, or look at what lacks.")
    records = []
    for row, speech in enumerate(speeches, 1):
        text = "\n\n".join(filter(None, map(_words, _segments(speech))))
        if text:
            who = (speech.get("who") or "").lstrip("#").split("#")[-1]
            identity = {
                "doc_id": speech.get(f"{XML}id", ""),
                "speaker": names.get(who, who.replace("_", " ")),
                "row": row,
            }
            records.append({**stated, **identity, "genre": "statement", "text": text})
    if len(records) < len(speeches):
        note.info(f"{len(speeches) - len(records)} speeches without words were passed over")
    return records


def _parse(data):
    from lxml import etree

    head = data[:65_536].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise ValueError("declares a document type or entities, which are not read. Remove the declaration.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"is not sound XML ({str(error)[:120]}). It may be cut short: fetch it again.") from None


def _local(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _segments(speech):
    return [child for child in speech if _local(child) in ("seg", "p", "ab")] or [speech]


def _words(element):
    """The text of an element without notes, stage directions and page breaks."""
    return re.sub(r"\s+", " ", "".join(_pieces(element))).strip()


def _pieces(element):
    name = _local(element)
    if name not in PASSED:
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            word = _local(child) in ("w", "pc") and child.get("join") not in ("right", "both")
            if word or _local(child) in ("s", "seg", "lb"):
                yield " "
            yield child.tail or ""


def _first(root, within, name):
    for parent in root.iter():
        if _local(parent) == within:
            for element in parent.iter():
                if _local(element) == name and (element.text or "").strip():
                    return " ".join(element.text.split())
    return ""


def _title(root):
    titles = [e for e in root.iter() if _local(e) == "title" and "".join(e.itertext()).strip()]
    english = [e for e in titles if e.get(f"{XML}lang", "en").startswith("en")]
    main = [e for e in english if e.get("type") in (None, "main")] or english or titles
    return " ".join("".join(main[0].itertext()).split()) if main else ""


def _date(root):
    """The day of the setting or of the source, before that of the publication of the file."""
    for within in ("setting", "settingDesc", "sourceDesc", "bibl", "publicationStmt"):
        for parent in root.iter():
            if _local(parent) == within:
                for element in parent.iter():
                    if _local(element) == "date":
                        found = iso_date(element.get("when") or element.get("from") or element.text or "")
                        if found:
                            return found
    return ""


def _counted(root):
    for element in root.iter():
        if (
            _local(element) == "measure"
            and element.get("unit") == "speeches"
            and (element.get("quantity") or "").isdigit()
        ):
            return int(element.get("quantity"))
    return 0


def _names(root):
    """Names by the identity of each person in a list of persons."""
    names = {}
    for person in root.iter():
        if _local(person) == "person" and person.get(f"{XML}id"):
            parts = {"forename": [], "nameLink": [], "surname": []}
            for name in [e for e in person if _local(e) == "persName"][:1]:
                for element in name.iter():
                    if _local(element) in parts:
                        parts[_local(element)].append((element.text or "").strip())
                whole = " ".join(p for part in parts.values() for p in part if p) or " ".join(
                    "".join(name.itertext()).split()
                )
                if whole:
                    names[person.get(f"{XML}id")] = whole
    return names


def _names_beside(folder):
    names = {}
    for path in sorted(folder.glob(LISTS)):
        names.update(_names_of_list(path, path.stat().st_mtime_ns))
    return names


@cache
def _names_of_list(path, _changed):
    try:
        return _names(_parse(read_bytes(path, MAX_PACKED)))
    except (ValueError, OSError):
        return {}  # the list is a file of the batch as well, and its fault is said there
