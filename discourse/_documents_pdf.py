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
from discourse._documents_furniture import is_page_number, word_pattern
from discourse._documents_pages import bare_title

EDGE = 0.09  # share of the page's height, above and below, where headers and footers stand
MAX_PAGES = 2_000
HYPHENS = (0x02, 0xAD, 0xFFFE)  # how pdfium marks a hyphen at the end of a line
# What a browser prints at the edge: the day and hour, or an address and the page of so many.
PRINTED = re.compile(r"^\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d|^(?:https?|file)://\S+\s.*\b\d+/\d+$")


class Line(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    page: int
    edge: bool


class Layout(NamedTuple):
    body: float
    pitch: float
    margin: float
    right: float
    indent: float | None
    told: bool


def read_pdf(path, note):
    """A PDF file with a text layer, cleaned."""
    import pypdfium2

    data = read_bytes(path, MAX_PACKED)
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if len(pdf) > MAX_PAGES:
                raise ValueError(f"has {len(pdf)} pages; at most {MAX_PAGES} are read. Split it.")
            lines = [line for number, page in enumerate(pdf) for line in _lines(page, number)]
            title = (pdf.get_metadata_value("Title") or "").strip()
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
    if re.search(r"\.[a-z]{3,4}$", title, re.IGNORECASE) or word_pattern(r"(?:{}).*", "no_titles").match(title):
        title = ""
    text, found = clean_blocks(pdf_blocks(lines, pages), title=title)
    if title:
        found.setdefault("title", bare_title(title, found.get("outlet", "")))
    return {**found, "text": text}


def _lines(page, number):
    import pypdfium2.raw as raw

    height = page.get_height() or 1.0
    textpage = page.get_textpage()
    try:
        chars = [raw.FPDFText_GetUnicode(textpage, i) for i in range(textpage.count_chars())]
        start = 0
        for i, code in enumerate([*chars, 10]):
            if code in (10, 13):
                shown = [j for j in range(start, i) if chars[j] > 32 or chars[j] == 2]
                yield from _pieces(textpage, chars, shown, number, height)
                start = i + 1
    finally:
        textpage.close()


def _pieces(textpage, chars, shown, number, height):
    """Lines of one run of characters: pdfium at times runs over the end of a printed line without saying so."""
    piece = []
    for j in shown:
        if piece and (j - piece[-1] > 1 or chars[piece[-1]] in HYPHENS):
            here, first = textpage.get_charbox(j, loose=True), textpage.get_charbox(piece[0], loose=True)
            if first[1] - here[1] > 0.6 * (first[3] - first[1]):
                yield _line(textpage, chars, piece, number, height)
                piece = []
        piece.append(j)
    if piece:
        yield _line(textpage, chars, piece, number, height)


def _line(textpage, chars, piece, number, height):
    span = range(piece[0], piece[-1] + 1)
    text = "".join("-" if chars[j] in HYPHENS else chr(chars[j]) for j in span if chars[j])
    left, low, _, top = textpage.get_charbox(piece[0], loose=True)
    _, bottom, right, _ = textpage.get_charbox(piece[-1], loose=True)
    edge = bottom > height * (1 - EDGE) or top < height * EDGE
    return Line(re.sub(r"\s+", " ", text).strip(), left, right, bottom, top, round(top - low, 1), number, edge)


def pdf_blocks(lines, pages):
    """Lines of all pages to blocks."""
    body = median([line.size for line in lines for _ in range(1 + len(line.text) // 10)])
    lines = _without_page_furniture(_whole_lines(lines), pages, body)
    blocks, paragraph = [], []
    if not lines:
        return blocks
    layout = _layout(lines, body)
    for line in lines:
        if paragraph and _begins(paragraph[-1], line, layout):
            blocks.append(_block(paragraph, body))
            paragraph = []
        paragraph.append(line)
    blocks.append(_block(paragraph, body))
    return resolve_hyphens(blocks)


def _layout(lines, body):
    """How the text is set: size, usual step from line to line, margins, and whether gaps or indents tell paragraphs."""
    steps = [round(a.bottom - b.bottom, 1) for a, b in pairwise(lines) if a.page == b.page and a.size == b.size]
    steps = Counter(step for step in steps if 0.8 * body < step < 4 * body)
    pitch = min((step for step in steps if steps[step] >= 0.1 * steps.total()), default=body * 1.3)
    wide = sum(count for step, count in steps.items() if step > 1.3 * pitch)
    margin = _usual([line.left for line in lines])
    indents = Counter(round(line.left - margin) for line in lines if 0.8 * body < line.left - margin < 5 * body)
    indent = next((size for size, count in indents.most_common(1) if count >= max(3, 0.05 * len(lines))), None)
    told = indent is not None or wide > 0.05 * len(lines)
    return Layout(body, pitch, margin, max(line.right for line in lines), indent, told)


def _whole_lines(lines):
    """Pieces that stand side by side on one base line put together."""
    whole = []
    for line in lines:
        before = whole[-1] if whole else None
        if (
            before
            and before.page == line.page
            and abs(before.bottom - line.bottom) < 0.2 * line.size
            and -0.5 * line.size < line.left - before.right < 4 * line.size
        ):
            glue = "" if line.left - before.right < 0.15 * line.size else " "
            whole[-1] = before._replace(text=before.text + glue + line.text, right=line.right)
        else:
            whole.append(line)
    return whole


def _usual(numbers):
    return Counter(round(n) for n in numbers).most_common(1)[0][0]


def _begins(before, line, layout):
    """Whether ``line`` begins a paragraph; the cleaner joins what only the page breaks."""
    if line.page != before.page or line.bottom > before.bottom + layout.pitch:
        return True
    if abs(line.size - before.size) > 0.1 * before.size:
        return True
    if before.bottom - line.bottom > (1.3 * layout.pitch if line.size < 1.15 * layout.body else 1.5 * line.size):
        return True
    if layout.told:
        return layout.indent is not None and abs(line.left - layout.margin - layout.indent) < 1
    ended = before.text[-1:] in '.!?”"' and before.right < layout.right - 0.2 * (layout.right - layout.margin)
    return ended or line.left - before.left > 0.8 * line.size


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
    kept, bands = [], set()
    for line in lines:
        if line.edge and PRINTED.search(line.text):
            bands.add((line.page, round(line.bottom)))
    for line in lines:
        if line.edge:
            address = re.search(r"https?://\S+", line.text)
            banded = (line.page, round(line.bottom)) in bands
            recurs = pages > 1 and shapes[_shape(line)] > pages / 2
            if address and (recurs or banded):
                if line.page == 0:
                    kept.append(line._replace(text=address[0], size=body))
                continue
            if recurs or banded or is_page_number(line.text):
                continue
        kept.append(line)
    return kept


def _shape(line):
    return re.sub(r"\d+", "#", line.text)
