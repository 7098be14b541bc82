"""Blocks of an article to its own words: furniture out, particulars read, broken paragraphs joined.

Blocks come in reading order as (kind, text), kind one of "heading", "paragraph", "item", "link". The words that
mark furniture are data; the rules below say only where in a block they count.
"""

import re
from functools import cache

from discourse._documents_bytes import whole_characters
from discourse._documents_furniture import SHORT, is_furniture, is_scrap, unsigned, without_menus
from discourse._documents_particulars import ADDRESS, find_dates, is_date_line, outlet_of, tidy_address
from discourse._documents_turns import TURN_LABEL
from discourse._lexicon import load_lexicon

HEAD = 12  # blocks from the beginning in which a date line, a byline or an outlet may stand
SPACES = {
    **dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")),
}
LONGEST = 2_000  # characters of an address
TERMINAL = ".!?…:;\"”’'»)]*"


@cache
def _labels():
    patterns = []
    for field, words in load_lexicon("furniture")["labels"].items():
        listed = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
        patterns.append((field, re.compile(rf"(?:{listed})(?:\s*:\s*|\s+(?=http))(.*)", re.IGNORECASE | re.DOTALL)))
    return patterns


def clean_blocks(blocks, joined_capitals=True, title="", find_title=True):
    """The text of an article, paragraphs separated by an empty line, and the particulars found in it.

    ``title`` is what the file says of itself; what stands before a block that repeats it is left out. Where there is
    none, and ``find_title``, a first line without an end is the title.

    Returns
    -------
    text : str
    found : dict with any of title, date, outlet, url, genre, speaker
    """
    bare = [
        (kind, re.sub(r"<(https?://[^<>\s]*)>?", r"\1", whole_characters(text.translate(SPACES))).strip())
        for kind, text in blocks
    ]
    blocks = without_menus(_join_addresses([(kind, text) for kind, text in bare if text]), title)
    found, kept, addresses = {}, [], []
    for i, (kind, text) in enumerate(blocks):
        at_edge = i < HEAD or len(blocks) - i <= 6
        if len(blocks) - i <= 3 and i and unsigned(text):
            text = unsigned(text)
        if kind == "heading" and "title" not in found and _is_masthead(kept) and not is_date_line(text):
            found["title"] = text
            if kept:
                found["outlet"] = kept.pop()[1]
            continue
        if _takes_label(text, found, at_edge) or _takes_address(text, addresses) or is_furniture(kind, text, at_edge):
            continue
        if at_edge and (is_date_line(text) or (i < HEAD and _ends_in_date(text))):
            found.setdefault("date", find_dates(text)[-1][2])
        else:
            kept.append((kind, text))
    if find_title and not title and "title" not in found and len(kept) > 2 and _is_title(*kept[0]):
        found["title"] = kept.pop(0)[1]
    opening = find_dates(kept[0][1][:60]) if kept else []
    if opening and opening[0][0] == 0 and not opening[0][3]:
        found.setdefault("date", opening[0][2])
    if addresses:
        found.setdefault("url", addresses[-1])
    if found.get("url"):
        found.setdefault("outlet", outlet_of(found["url"]))
    joined = resolve_hyphens([("paragraph", text) for text in join_broken(kept, joined_capitals)])
    return "\n\n".join(text for _, text in joined), found


def _is_masthead(kept):
    """Whether nothing stands above a headline but the name of the paper."""
    return not kept or (len(kept) == 1 and is_scrap(*kept[0]) and len(kept[0][1].split()) <= 6)


def _is_title(kind, text):
    """Whether a first block without mark-up is a headline: a line without an end that opens no turn."""
    return (
        kind == "paragraph" and 2 < len(text.split()) <= 25 and text[-1] not in ".…,;:" and not TURN_LABEL.match(text)
    )


def _ends_in_date(text):
    """Whether a short line is a name and a date, such as "The Far Bank, 3 May 2024"."""
    dates = find_dates(text) if len(text.split()) <= 9 else []
    return bool(dates) and dates[-1][1] == len(text) and text[0].isupper()


def _join_addresses(blocks):
    """Put an address that runs over the end of its block together again."""
    joined = []
    for kind, text in blocks:
        before = joined[-1][1] if joined else ""
        if joined and _goes_on(before, text):
            first, *rest = text.split(None, 1)
            joined[-1] = (joined[-1][0], before + first.rstrip(">"))
            text = rest[0] if rest else ""
        if text:
            joined.append((kind, text))
    return joined


def _goes_on(before, text):
    """Whether ``before`` ends in an address that the first word of ``text`` continues."""
    tail = before[-LONGEST:]
    address = ADDRESS.search(tail[tail.rfind("http") :]) if "http" in tail else None
    if not address or not tail.endswith(address[0]) or not text:
        return False
    first = text.split(None, 1)[0].rstrip(">")
    if ADDRESS.match(first) or not re.fullmatch(r"[\w./%&=?#~+,;:@!-]+", first):
        return False
    alone = first == text.rstrip(">")
    urlish = bool(re.search(r"[a-z0-9][-/_=&%?][a-z0-9]|\.[a-z]{2,5}$|\d", first, re.IGNORECASE))
    if before.endswith(("-", "/", "_", "=", "&", "%", "?")):
        return alone or urlish or first[0].islower()
    return alone and urlish


def join_lines(lines):
    """One paragraph of printed lines: addresses and words broken at line ends joined."""
    pieces, tail = [], ""  # tail: the end of what is joined so far
    for line in lines:
        line = re.sub(r"<(https?://[^<>\s]*)>?", r"\1", line)
        if tail and _goes_on(tail, line):
            piece = line.rstrip(">")
        elif re.search(r"[^\W\d_]-$", tail[-2:]) and re.match(r"[^\W\d_]", line) and line[0].islower():
            piece = "\u00ad" + line  # undecided: resolve_hyphens knows the whole text
        else:
            piece = f" {line}" if tail and line else line
        pieces.append(piece)
        tail = (tail + piece)[-LONGEST:]
    return "".join(pieces).strip()


def resolve_hyphens(blocks):
    """Drop the hyphen of a word broken at a line end, unless the text has it elsewhere, or both halves as words."""
    whole = " ".join(text for _, text in blocks).lower()
    if "\u00ad" not in whole:
        return blocks
    hyphened = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", whole))
    words = set(re.findall(r"(?<![\w-])[^\W\d_]+(?![\w-])", whole))

    def decide(found):
        left, right = found[1].lower(), found[2].lower()
        kept = f"{left}-{right}" in hyphened or (left + right not in words and {left, right} <= words)
        return f"{found[1]}-{found[2]}" if kept else found[1] + found[2]

    return [
        (kind, re.sub(r"([^\W\d_]+)-\u00ad([^\W\d_]+)", decide, text).replace("\u00ad", "")) for kind, text in blocks
    ]


def _takes_label(text, found, at_edge):
    """Read "Date: 3 May 2021" and its kind into ``found``; False if the block is something else."""
    if not at_edge or len(text.split()) > SHORT:
        return False
    for field, pattern in _labels():
        hit = pattern.fullmatch(text)
        if not hit:
            continue
        value = hit[1].strip()
        if field == "url":
            address = ADDRESS.search(value)
            if address and not value[: address.start()].strip(" <("):
                found.setdefault("url", tidy_address(address[0]))
                return True
            if not value:
                return True
        elif field == "date":
            dates = find_dates(value)
            if dates and is_date_line(value):
                found.setdefault("date", dates[0][2])
                return True
        elif value and len(value.split()) <= (SHORT if field == "title" else 8) and _fits(field, value):
            found.setdefault(field, value.rstrip("."))
            return True
    return False


def _fits(field, value):
    """Whether a value can follow a label: no question, and for an outlet a name, in capitals but for small words."""
    particles = load_lexicon("furniture")["name_particles"]
    named = all(not word[0].isalpha() or word[0].isupper() or word in particles for word in value.split())
    return not value.endswith(("?", "!", ",")) and (named or field != "outlet")


def _takes_address(text, addresses):
    address = ADDRESS.fullmatch(text.strip("<>() "))
    if address:
        addresses.append(tidy_address(address[0]))
    return bool(address)


def join_broken(blocks, joined_capitals=True):
    """Paragraph texts, those broken by the end of a page put together again."""
    paragraphs = []
    kinds = []
    for kind, text in blocks:
        if paragraphs and kind == "paragraph" == kinds[-1] and _is_broken(paragraphs[-1], text, joined_capitals):
            glue = "\u00ad" if re.search(r"[^\W\d_]-$", paragraphs[-1]) and text[0].islower() else " "
            paragraphs[-1] += glue + text
        else:
            paragraphs.append(text)
            kinds.append(kind)
    return paragraphs


def _is_broken(before, after, joined_capitals):
    last = before[-1]
    if last in TERMINAL or TURN_LABEL.match(after):
        return False
    if after[0].islower() or (last == "," and after[0].isdigit()):
        return len(before.split()) >= 4
    if not joined_capitals or not after[0].isalnum() or not (last.isalnum() or last in ",-–—"):
        return False
    final = re.findall(r"[^\W\d_]+", before.lower()[-30:])
    is_open = bool(final) and last != "," and final[-1] in load_lexicon("furniture")["open_words"]
    return len(before.split()) >= (5 if is_open else 12)
