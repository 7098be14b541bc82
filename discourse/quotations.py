"""Quotation marks to quoted spans.

A text goes in, one `Quotation` per pair of marks comes out: curly, straight, single, double, doubled singles,
LaTeX, low-high and angle marks, nested, continued over paragraphs with an opening mark on each, and left open.
Marks are paired within a paragraph, so one odd mark never disturbs the next paragraph. Apostrophes, inches and
years are no marks. One limit: of a plural's apostrophe inside single marks only the context is a judge.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from discourse._lexicon import load_lexicon
from discourse._places import places_of
from discourse.sentences import find_paragraphs

MARKS = "“”\"„‟«»‹›‘’'‚`"
DOUBLED = ("``", "''", "‘‘", "’’")  # two single marks that are one double mark
DOUBLE = dict.fromkeys(("“", "”", '"', "„", "‟", "``", "''", "‘‘", "’’"), "double")
FAMILY = {**DOUBLE, "«": "angle", "»": "angle", "‹": "single angle", "›": "single angle"}  # any other mark is single
OPENS_ONLY = ("„", "``", "‘‘")
CLAUSE_END = frozenset(".,!?;…—-")
FRAGMENT = 4  # words: marked words up to this number, without a clause mark, are not taken for speech
CLOSING_LATER = re.compile(r"(?<=[^\s])['’](?![^\W_])")
DEEPEST = 8  # marks open at once


class Quotation(NamedTuple):
    """One quoted span: ``text[start:end]`` is inside the marks, ``text[outer_start:outer_end]`` with them.

    ``level`` counts the quotations around it, ``closed`` says that its end is marked, ``continued`` that it goes on
    with the quotation of the paragraph before, ``fragment`` that it holds no clause (scare quotes, titles).
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    level: int
    closed: bool
    continued: bool
    fragment: bool


@cache
def _elided(language):
    words = load_lexicon("apostrophes", language).get("elided") or ["\x00"]
    return re.compile(rf"(?:\d\ds?\b|(?:{'|'.join(map(re.escape, words))})\b)", re.IGNORECASE)


def find_quotations(text, language="en"):
    """Quoted spans of a text.

    Parameters
    ----------
    text : str
    language : str, name of a folder of ``lexicon`` (its words with a leading apostrophe)

    Returns
    -------
    list of Quotation, by start, outer before inner. Spans nest or are disjoint and never leave their paragraph.
    """
    return list(_quotations(text[:], language))  # a plain str, of whatever kind of str


@lru_cache(maxsize=4)  # several readers of a text ask one after the other
def _quotations(text, language):
    return _paired(text, _marks(text), find_paragraphs(text), _elided(language))


def _marks(text):
    "Places of the quotation marks of a text as (start, end), in order; an apostrophe within a word is none."
    found = []
    end = 0
    for place in places_of(text, MARKS):
        if place < end:
            continue  # the second of a doubled mark
        mark = text[place]
        end = place + 1
        if mark in "'’" and place > 0 and end < len(text) and text[place - 1].isalnum() and text[end].isalnum():
            continue
        if mark in "`'‘’" and text[place : end + 1] in DOUBLED:
            end += 1
        found.append((place, end))
    return found


def _paired(text, marks, paragraphs, elided):
    found = []
    carried = ""  # kind of the quotation that the paragraph before left open
    at = 0
    for first, last in paragraphs:
        start = at
        while at < len(marks) and marks[at][0] < last:
            at += 1
        carried = _pair(text, marks[start:at], first, last, carried, elided, found) if at > start else ""
    return found


def _pair(text, marks, first, last, carried, elided, found):
    "Append the quotations of a paragraph to those found; the kind of the one left open is returned."
    stack, pieces = [], []
    for at, end in marks:
        mark = text[at:end]
        before = text[at - 1] if at > first else " "
        after = text[end] if end < last else " "
        family = FAMILY.get(mark, "single")
        place = _place_of(family, stack)
        if family == "single":
            role = _single_role(text, last, mark, end, before, after, place >= 0, elided)
        else:
            role = _role(mark, before, after, place >= 0)
        if role == "open":
            if place >= 0:  # a mark of this kind is open already: it was never closed
                pieces += _left_open(text, stack[place:], at, place)
                del stack[place:]
            if len(stack) < DEEPEST:
                stack.append((family, at, end, carried == family and at == first))
        elif role == "close":
            if place + 1 < len(stack):
                pieces += _left_open(text, stack[place + 1 :], at, place + 1)
            _, opened_at, inner, continued = stack[place]
            pieces.append(_quotation(text, opened_at, inner, at, end, place, True, continued))
            del stack[place:]
    if stack:
        pieces += _left_open(text, [opened for opened in stack if opened[0] != "single"], last, 0)
    found += sorted(pieces, key=_outer) if len(pieces) > 1 else pieces
    return stack[0][0] if stack and stack[0][0] != "single" else ""


def _place_of(family, stack):
    "Where among the open marks the one of a kind is, -1 if none is open."
    for place, opened in enumerate(stack):
        if opened[0] == family:
            return place
    return -1


def _outer(quotation):
    return quotation.outer_start, -quotation.outer_end


def _quotation(text, opened_at, inner, closed_at, end, level, closed, continued):
    fragment = False
    if closed and closed_at - inner <= 80:
        inside = text[inner:closed_at].rstrip()
        fragment = inside[-1:] not in CLAUSE_END and has_few_words(inside)
    return Quotation(inner, closed_at, opened_at, end, level, closed, continued, fragment)


def has_few_words(text):
    """Whether quoted text has too few words for speech; "Ben-Gal's" is one."""
    words, at, end = 0, 0, len(text)
    while at < end and words <= FRAGMENT:
        words += text[at].isalnum()
        while at + 1 < end and text[at].isalnum() and (text[at + 1].isalnum() or text[at + 1] in "'’.-"):
            at += 1 if text[at + 1].isalnum() else 2
        at += 1
    return words <= FRAGMENT


def _left_open(text, stack, limit, level):
    "Quotations whose closing mark is missing end where the text before ``limit`` ends."
    found = []
    for i, (_, at, inner, continued) in enumerate(stack):
        end = limit
        while end > inner and text[end - 1].isspace():
            end -= 1
        found.append(_quotation(text, at, inner, end, end, level + i, False, continued))
    return found


def _role(mark, before, after, is_open):
    "open, close, or None for a measure or a stray mark."
    if mark in OPENS_ONLY:
        return "open"
    if mark == "“":  # "close" is the German closing mark
        stands_before = before.isspace() or _opens_behind(before)
        return "close" if is_open and not stands_before and not after.isalnum() else "open"
    if mark == "”" or mark == "’’":
        if is_open:
            return "close"
        return "open" if before.isspace() and not after.isspace() else None
    left = before.isspace() or _opens_behind(before)
    right = after.isspace() or not (after.isalnum() or after in "$€£“‘'[(#@«…")
    if mark == '"' and before.isdigit() and not is_open:
        return None
    if left and not right:
        return "open" if not (is_open and before in "-—–…,") else ("close" if right else "open")
    if right and not left:
        return "close" if is_open else None
    if after.isspace() and before.isspace():
        return "close" if is_open else "open"
    return "close" if is_open else ("open" if left else None)


def _opens_behind(before):
    "Whether an opening mark may stand right behind a character."
    return before in "([{—–-/“\"'‘«„…:,"


def _single_role(text, last, mark, end, before, after, is_open, elided):
    "open, close, or None for an apostrophe."
    opening = (before.isspace() or _opens_behind(before)) and not after.isspace()
    if opening and mark in "‘'‚`":
        if elided.match(text, end, min(last, end + 12)):
            return None
        if mark == "'" and is_open and before == ",":
            return "close"
        return "open" if after.isalnum() or after in '"“[($' or mark == "‘" else None
    if mark in "'’" and is_open and not before.isspace():
        if before in "sS" and after == " " and text[end + 1 : end + 2].islower():
            return None if CLOSING_LATER.search(text, end, min(last, end + 400)) else "close"
        return "close"
    return None
