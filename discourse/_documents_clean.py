"""Blocks of an article to its own words: furniture out, particulars read, broken paragraphs joined.

Blocks come in reading order as (kind, text), kind one of "heading", "paragraph", "item", "link". The words that
mark furniture are data; the rules below say only where in a block they count.
"""

import re
from collections import Counter
from functools import cache

from discourse._documents_particulars import ADDRESS, find_dates, is_date_line, outlet_of, tidy_address
from discourse._lexicon import load_lexicon

HEAD = 12  # blocks from the beginning in which a date line, a byline or an outlet may stand
TERMINAL = ".!?…:;\"”’'»)]*"
SHORT = 40  # words; a longer block is never furniture
TURN_LABEL = re.compile(r"(?P<label>[^\W\d_a-z][^:\n.!?“”\"]{0,120}?):(?:\s|$)")


@cache
def _words(name):
    entries = load_lexicon("furniture")[name]
    return "|".join(re.escape(e).replace(r"\ ", r"\s+") for e in sorted(entries, key=lambda e: (-len(e), e)))


@cache
def _pattern(form, *names):
    return re.compile(form.format(*(_words(name) for name in names)), re.IGNORECASE)


@cache
def _labels():
    labels = load_lexicon("furniture")["labels"]
    return [
        (
            field,
            re.compile(
                rf"(?:{'|'.join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))})\s*:\s*(.*)",
                re.I | re.S,
            ),
        )
        for field, words in labels.items()
    ]


def clean_blocks(blocks, joined_capitals=True):
    """The text of an article, paragraphs separated by an empty line, and the particulars found in it.

    Returns
    -------
    text : str
    found : dict with any of title, date, outlet, url, genre, speaker
    """
    bare = [(kind, re.sub(r"<(https?://[^<>\s]*)>?", r"\1", text).strip()) for kind, text in blocks]
    blocks = _join_addresses([(kind, text) for kind, text in bare if text])
    found, kept, addresses = {}, [], []
    for i, (kind, text) in enumerate(blocks):
        near_end = len(blocks) - i <= 6
        if kind == "heading" and not kept and "title" not in found and not is_date_line(text):
            found["title"] = text
            continue
        at_edge = i < HEAD or near_end
        if _takes_label(text, found, at_edge) or _takes_address(text, addresses):
            continue
        if at_edge and is_date_line(text):
            found.setdefault("date", find_dates(text)[0][2])
        elif not is_furniture(kind, text, at_edge):
            kept.append((kind, text))
    if addresses:
        found.setdefault("url", addresses[-1])
    if found.get("url"):
        found.setdefault("outlet", outlet_of(found["url"]))
    return "\n\n".join(join_broken(kept, joined_capitals)), found


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
    address = ADDRESS.search(before[before.rfind("http") :]) if "http" in before[-500:] else None
    if not address or not before.endswith(address[0]):
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
    text = ""
    for line in lines:
        line = re.sub(r"<(https?://[^<>\s]*)>?", r"\1", line)
        if text and _goes_on(text, line):
            text += line.rstrip(">")
        elif re.search(r"[^\W\d_]-$", text) and re.match(r"[^\W\d_]", line) and line[0].islower():
            text += "\u00ad" + line  # undecided: resolve_hyphens knows the whole text
        else:
            text = f"{text} {line}".strip()
    return text


def resolve_hyphens(blocks):
    """Drop the hyphen of a word broken at a line end, unless the text writes it with one elsewhere."""
    whole = " ".join(text for _, text in blocks).lower()
    hyphened = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", whole))

    def decide(found):
        return f"{found[1]}-{found[2]}" if f"{found[1]}-{found[2]}".lower() in hyphened else found[1] + found[2]

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
        elif value and len(value.split()) <= (SHORT if field == "title" else 8) and not value.endswith(("?", "!", ",")):
            found.setdefault(field, value.rstrip("."))
            return True
    return False


def _takes_address(text, addresses):
    address = ADDRESS.fullmatch(text.strip("<>() "))
    if address:
        addresses.append(tidy_address(address[0]))
    return bool(address)


def is_furniture(kind, text, at_edge=False):
    """Whether a block is a call-out, a credit, a rights notice, a byline or a rule and no part of the article."""
    if kind == "link" or not re.search(r"\w", text):
        return True
    words = len(text.split())
    if words > SHORT:
        return False
    if _pattern(r"(?:{})\W*", "lines").fullmatch(text) or re.fullmatch(
        r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", text, re.I
    ):
        return True
    if _pattern(r"(?:{})\s*(?:[:>»|→]|[-–—]\s).*|(?:{})\W*", "callouts", "callouts").fullmatch(text):
        return True
    if words <= 30 and _pattern(r"(?:{})\b.*", "invitations").fullmatch(text):
        return True
    if (
        _pattern(r".*(?:©|\(c\)\s*[12]\d\d\d).*|(?:{})\b.*|.*\ball rights reserved\b.*", "rights").fullmatch(text)
        and words <= 30
    ):
        return True
    return is_credit(text) or (at_edge and _is_byline(text, words))


def is_credit(text):
    """Whether a short block is a picture's caption: it opens with a word such as "Photo:" or ends in a source alone."""
    opened = r"\W*(?:{})\s*(?:[:/|]|\bby\b).*|\W*(?:{})\s+(?:{})\b.*"
    if _pattern(opened, "credits", "credits", "credits").fullmatch(text):
        return True
    source = r"(?:{}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{{2,10}})"
    before = r"(?:^|.*?(?:[.!?”\"]\s+|\s*[/|©(\[–—]\s*|\bvia\s+))(?:(?:{})\s*[:/]?\s*)?"
    name = r"(?:\s*[/,:]\s*[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){{0,3}})?"
    end = rf"{before}{source}(?:\s*[/,]\s*{source})*{name}\s*[)\].]?"
    return bool(_pattern(end, "credits", "agencies", "agencies").fullmatch(text)) and not text.endswith(".")


def _is_byline(text, words):
    if (
        words > 14
        or text.endswith(("!", "?"))
        or (text.endswith(".") and not _pattern(r"(?:{})\b.*", "credited").fullmatch(text))
    ):
        return False
    hit = _pattern(r"(?:{})[\s:]+(.+)", "bylines").fullmatch(text)
    return bool(hit) and all(
        w[0].isupper() or not w[0].isalpha() or w in load_lexicon("furniture")["name_particles"] for w in hit[1].split()
    )


def join_broken(blocks, joined_capitals=True):
    """Paragraph texts, those broken by the end of a page put together again."""
    paragraphs = []
    kinds = []
    for kind, text in blocks:
        if paragraphs and kind == "paragraph" == kinds[-1] and _is_broken(paragraphs[-1], text, joined_capitals):
            glue = "" if re.search(r"[^\W\d_][-\u00ad]$", paragraphs[-1]) and text[0].islower() else " "
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
    if not joined_capitals or not (last.isalnum() or last in ",-–—"):
        return False
    final = re.findall(r"[^\W\d_]+", before.lower()[-30:])
    is_open = bool(final) and last != "," and final[-1] in load_lexicon("furniture")["open_words"]
    return len(before.split()) >= (5 if is_open else 12)


def holds_turns(text):
    """Whether most of ``text`` is a transcript: it lies after a paragraph that opens with a name and a colon.

    A name must return, or an office stand in it as in a speech printed whole; lists of places and headlines fail.
    """
    paragraphs = [p for p in text.split("\n") if p.strip()]
    labels = [_turn_label(p) if i or p[-1] in ".,;!?…):" else "" for i, p in enumerate(paragraphs)]
    turns = [(i, label) for i, label in enumerate(labels) if label]
    if not turns:
        return False
    within = sum(len(p) for p in paragraphs[turns[0][0] :])
    if within < 0.5 * sum(map(len, paragraphs)):
        return False
    offices = set(load_lexicon("titles")["offices"])
    bearers = Counter(label.split()[-1].lower() for _, label in turns)
    return max(bearers.values()) > 1 or any(
        len(label.split()) > 1 and set(label.lower().split()) & offices for _, label in turns
    )


def _turn_label(paragraph):
    """The name with which a turn opens, "" if it is none: every word but small ones within has a capital."""
    hit = TURN_LABEL.match(paragraph)
    words = re.sub(r"[(\[].*?[)\]]|[\"“”’',]", " ", hit["label"]).split() if hit else []
    if (
        not words
        or len(words) > 16
        or re.match(r"\s*[\d$€£]", paragraph[hit.end() :])
        or _pattern(r"(?:{})\b.*", "not_turns").fullmatch(hit["label"])
    ):
        return ""
    particles = load_lexicon("furniture")["name_particles"]
    named = all(w[0].isupper() or w in particles or not w[0].isalpha() for w in words[:-1]) and words[-1][0].isupper()
    return hit["label"] if named else ""
