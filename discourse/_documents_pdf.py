"""PDF to blocks: printed lines to paragraphs by their place on the page.

pdfium gives characters and their boxes. Lines that recur at the edge of the pages are page furniture; a wider gap,
an indent, a change of size or a short line that ends a sentence begins a new paragraph; broken words are joined. Text
in columns is read in the order in which the file holds it; a page without a text layer gives nothing.
"""

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from discourse._documents_bytes import MAX_PACKED, read_bytes
from discourse._documents_clean import clean_blocks, join_lines, resolve_hyphens

EDGE = 0.09  # share of the page's height, above and below, where headers and footers stand
MAX_PAGES = 2_000


class Line(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    page: int
    edge: bool


def read_pdf(path, note):
    """A PDF file with a text layer, cleaned."""
    import pypdfium2

    data = read_bytes(path, MAX_PACKED)
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if len(pdf) > MAX_PAGES:
                raise ValueError(f"has {len(pdf)} pages; at most {MAX_PAGES} are read. Split it.")
            lines = [line for number, page in enumerate(pdf) for line in _lines(page, number)]
            title = pdf.get_metadata_value("Title")
            pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(
            f"is not a sound PDF file, or has a password ({error}). Fetch it again, or save it without."
        ) from None
    if b"%%EOF" not in data[-2048:]:
        note("ends without its end mark: it may be cut short; what is there was read. Fetch it again.")
    if not any(line.text.strip() for line in lines):
        raise ValueError(
            f"has no text layer on its {pages} pages: they are pictures. Run a text recognition over it first."
        )
    text, found = clean_blocks(pdf_blocks(lines, pages))
    if (
        "title" not in found
        and title
        and not re.search(r"\.(?:docx?|pdf|indd|qxd)$|untitled|microsoft word", title, re.IGNORECASE)
    ):
        found["title"] = title
    return {**found, "text": text}


def _lines(page, number):
    import pypdfium2.raw as raw

    height = page.get_height() or 1.0
    textpage = page.get_textpage()
    try:
        chars = [raw.FPDFText_GetUnicode(textpage, i) for i in range(textpage.count_chars())]
        start = 0
        for i, code in enumerate([*chars, 10]):
            if code not in (10, 13):
                continue
            shown = [j for j in range(start, i) if chars[j] > 32]
            if shown:
                text = "".join(
                    "-" if chars[j] in (2, 0xFFFE, 0xAD) else chr(chars[j]) for j in range(start, i) if chars[j]
                )
                left, bottom, _, top = textpage.get_charbox(shown[0])
                _, low, right, high = textpage.get_charbox(shown[-1])
                bottom, top = min(bottom, low), max(top, high)
                size = raw.FPDFText_GetFontSize(textpage, shown[0])
                edge = bottom > height * (1 - EDGE) or top < height * EDGE
                yield Line(re.sub(r"\s+", " ", text).strip(), left, right, bottom, top, round(size, 1), number, edge)
            start = i + 1
    finally:
        textpage.close()


def pdf_blocks(lines, pages):
    """Lines of all pages to blocks."""
    body = median([line.size for line in lines for _ in range(1 + len(line.text) // 10)])
    lines = _without_page_furniture(lines, pages, body)
    blocks, paragraph = [], []
    if not lines:
        return blocks
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.page == b.page and 0 < a.bottom - b.bottom < 4 * body]
    pitch = _usual(steps) if steps else body * 1.3
    margin = _usual([line.left for line in lines])
    edge = max(line.right for line in lines)
    for line in lines:
        if paragraph and _begins(paragraph, line, pitch, margin, edge):
            blocks.append(_block(paragraph, body))
            paragraph = []
        paragraph.append(line)
    blocks.append(_block(paragraph, body))
    return resolve_hyphens(blocks)


def _usual(numbers):
    return Counter(round(n) for n in numbers).most_common(1)[0][0]


def _begins(paragraph, line, pitch, margin, edge):
    before = paragraph[-1]
    if abs(line.size - before.size) > 0.1 * before.size:
        return True
    if line.page != before.page or line.bottom > before.bottom + pitch:
        return True  # the cleaner joins what the page breaks
    if before.bottom - line.bottom > 1.3 * pitch * (max(line.size, 1) / max(before.size, 1)):
        return True
    if (
        line.left - margin > 0.8 * line.size
        and abs(before.left - margin) < 0.5 * line.size
        and before.text[-1:] in '.!?”"’:'
    ):
        return True
    return before.right < edge - 0.2 * (edge - margin) and before.text[-1:] in '.!?”"' and len(before.text) > 1


def _block(paragraph, body):
    size = paragraph[0].size
    text = join_lines([line.text for line in paragraph])
    kind = "heading" if size > 1.15 * body and len(text.split()) <= 40 else "paragraph"
    return kind, re.sub(r"^[•‣▪●◦–-]\s+", "", text)


def _without_page_furniture(lines, pages, body):
    """Lines without running heads, page numbers and what a browser prints at the edge of a page."""
    shapes = Counter()
    for page in range(pages):
        shapes.update({_shape(line) for line in lines if line.page == page and line.edge})
    kept = []
    for line in lines:
        if line.edge:
            address = re.search(r"https?://\S+", line.text)
            recurs = pages > 1 and shapes[_shape(line)] > pages / 2
            numbered = re.fullmatch(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", line.text, re.IGNORECASE)
            printed = re.match(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d", line.text)
            if address and (recurs or line.size < 0.95 * body or re.search(r"\d+/\d+$", line.text)):
                if line.page == 0:
                    kept.append(line._replace(text=address[0], size=body))
                continue
            if recurs or numbered or printed:
                continue
        kept.append(line)
    return kept


def _shape(line):
    return re.sub(r"\d+", "#", line.text)
