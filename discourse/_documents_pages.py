"""Web pages, DOCX, RTF, Markdown and plain text to documents.

Every reader takes a path and ``note`` and returns a dict with "text" and the particulars found, or a list of such
where the file is the export of a press archive.
"""

import re

from discourse._documents_archives import archive_documents, factiva_blocks
from discourse._documents_bytes import check_package, decode, read_bytes, split_front_matter
from discourse._documents_clean import clean_blocks
from discourse._documents_furniture import alike
from discourse._documents_markdown import markdown_blocks
from discourse._documents_particulars import ADDRESS, iso_date, outlet_of, tidy_address
from discourse._documents_rtf import rtf_blocks

FACTIVA = re.compile(r"class=[\"'][^\"']*\b(?:en|ru|de|fr|es)?Article(?:Paragraph)?\b|factiva", re.IGNORECASE)
CELL = 12  # words; a table whose cells hold more is a way of setting a page, not of figures
NAMES = {
    "source": "outlet",
    "newspaper": "outlet",
    "publication": "outlet",
    "link": "url",
    "headline": "title",
    "type": "genre",
}


def read_text(path, note):
    """A .txt file: its text to the character, less a front matter."""
    fields, text = split_front_matter(decode(read_bytes(path), note))
    return {**_front(fields), "text": text}


def read_markdown(path, note):
    """A .md file: cleaned; what its front matter says goes before what is found in the text."""
    fields, text = split_front_matter(decode(read_bytes(path), note))
    text, found = clean_blocks(markdown_blocks(text), title=fields.get("title", ""))
    return {**found, **_front(fields), "text": text}


def _front(fields):
    named = {}
    for key, value in fields.items():
        named.setdefault(NAMES.get(key, key), value)
    named.pop("text", None)
    named.pop("sha256", None)
    if "date" in named:
        named["date"] = iso_date(named["date"])
    if named.get("url") and not named.get("outlet"):
        named["outlet"] = outlet_of(named["url"])
    return {key: value for key, value in named.items() if value}


def read_html(path, note):
    """A saved web page: the article as trafilatura finds it, with the page's own particulars."""
    import trafilatura

    data = read_bytes(path)
    declared = re.search(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", data[:4096], re.IGNORECASE)
    source = decode(data, note, declared[1].decode("ascii") if declared else "")
    if re.search(r"<html\b", source[:5000], re.IGNORECASE) and not re.search(
        r"</(?:html|body)\s*>", source[-5000:], re.IGNORECASE
    ):
        note("ends without </html>: it may be cut short; what is there was read. Save the page again.")
    if FACTIVA.search(source):
        articles = archive_documents(list(factiva_blocks(source)), note)
        if articles:
            return articles
    # The date is looked for in mark-up only, and no clock bounds it: the same page gives the same date on any day.
    dates = {"extensive_search": False, "original_date": True, "max_date": "2200-12-31"}
    found = trafilatura.bare_extraction(
        source, with_metadata=True, include_comments=False, date_extraction_params=dates
    )
    if found is None or not (found.text or "").strip():
        raise ValueError("holds no article that could be found. Save the article's own page, or its text as .txt.")
    lines = found.text.split("\n")
    if alike(lines[0], found.title or ""):
        lines = lines[1:]
    blocks = [("paragraph", cell) for line in lines for cell in _cells(line.removeprefix("- ").strip())]
    text, other = clean_blocks(blocks, joined_capitals=False, find_title=False)
    url = found.url or _saved_from(source) or other.get("url", "")
    outlet = found.sitename or ""
    if not outlet or ("." in outlet and " " not in outlet) or outlet.startswith("@"):
        outlet = outlet_of(url) or outlet
    title = bare_title(found.title or other.get("title", ""), outlet)
    fields = {"title": title, "date": found.date or other.get("date", ""), "outlet": outlet, "url": url}
    return {**fields, "text": text}


def _cells(line):
    """A line as it is; of a row of a table, the cells if they hold sentences, nothing if they hold figures."""
    if not (line.startswith("|") and line.endswith("|")):
        return [line]
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return [cell for cell in cells if cell] if any(len(cell.split()) > CELL for cell in cells) else []


def bare_title(title, outlet):
    """A page's title without the outlet's name after a mark."""
    title, mark, name = re.fullmatch(r"(.*?)(?:\s+([|•·—–-]|::)\s+([^|•·]*))?", title.strip(), re.DOTALL).groups()
    return title if mark is None or (outlet and alike(name, outlet)) else f"{title} {mark} {name}"


def _saved_from(source):
    hit = re.search(r"saved from url=(?:\(\d+\))?\s*(\S+)", source[:5000])
    address = ADDRESS.match(hit[1]) if hit else None
    return tidy_address(address[0]) if address else ""


def read_docx(path, note):
    """A DOCX file: paragraphs and cells in order, without the headers and footers of its pages; cleaned."""
    import docx

    check_package(path, "DOCX")
    try:
        document = docx.Document(str(path))
        blocks = list(_docx_blocks(document))
    except Exception as error:  # a broken package fails in many ways inside the reader
        raise ValueError(
            f"is not a sound DOCX file ({type(error).__name__}: {str(error)[:120]}). Save it again."
        ) from None
    articles = archive_documents(blocks, note)
    if articles is not None:
        return articles
    text, found = clean_blocks(blocks)
    if "title" not in found and document.core_properties.title:
        found["title"] = document.core_properties.title
    return {**found, "text": text}


def read_rtf(path, note):
    """An RTF file, cleaned; an export of an archive gives its articles."""
    blocks = rtf_blocks(path)
    articles = archive_documents(blocks, note)
    if articles is not None:
        return articles
    text, found = clean_blocks(blocks)
    return {**found, "text": text}


def _docx_blocks(document):
    for part in document.iter_inner_content():
        paragraphs = (
            [part] if hasattr(part, "runs") else [p for row in part.rows for cell in row.cells for p in cell.paragraphs]
        )
        for paragraph in paragraphs:
            style = (paragraph.style.name if paragraph.style is not None else "") or ""
            kind = (
                "heading"
                if style.startswith(("Heading", "Title"))
                else "item"
                if style.startswith("List")
                else "paragraph"
            )
            for line in paragraph.text.split("\n"):
                yield kind, re.sub(r"[ \t]+", " ", line).strip()
