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
from discourse.sentences import find_paragraphs

MARK = re.compile(r"[“”\"„‟«»‹›‘’'‚`](?!(?<=[^\W_]['’])[^\W_])(?:(?<=[`'‘’])[`'‘’](?<=``|''|‘‘|’’))?")
DOUBLE = {"“", "”", '"', "„", "‟", "``", "''", "‘‘", "’’"}
ANGLE = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
OPENS_ONLY = {"„", "``", "‘‘", "‚"}
BEFORE_OPENING = frozenset("([{—–-/“\"'‘«„…:,")
CLAUSE_END = frozenset(".,!?;…—-")
FRAGMENT = 4  # words: marked words up to this number, without a clause mark, are not taken for speech
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


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
    return list(_quotations(text, language))


@lru_cache(maxsize=4)  # several readers of a text ask one after the other
def _quotations(text, language):
    elided = _elided(language)
    found = []
    carried = None
    for first, last in find_paragraphs(text):
        stack = []
        pieces = []
        for match in MARK.finditer(text, first, last):
            mark, at, end = match.group(), match.start(), match.end()
            family = _family(mark)
            role = _role(text, first, last, match, [f for f, *_ in stack], elided)
            if role == "open":
                same = next((i for i, opened in enumerate(stack) if opened[0] == family), None)
                if same is not None:  # a mark of this kind is open already: it was never closed
                    pieces.extend(_left_open(text, stack[same:], at, same))
                    del stack[same:]
                if len(stack) < 8:
                    stack.append((family, at, end, carried == family and at == first))
            elif role == "close":
                depth = max(i for i, opened in enumerate(stack) if opened[0] == family)
                pieces.extend(_left_open(text, stack[depth + 1 :], at, depth + 1))
                _, opened_at, inner, continued = stack[depth]
                pieces.append(_quotation(text, opened_at, inner, at, end, depth, True, continued))
                del stack[depth:]
        carried = stack[0][0] if stack and stack[0][0] != "single" else None
        pieces.extend(_left_open(text, [s for s in stack if s[0] != "single"], last, 0))
        found.extend(sorted(pieces, key=lambda q: (q.outer_start, -q.outer_end)))
    return found


def _family(mark):
    if mark in DOUBLE:
        return "double"
    return "single" if mark not in ANGLE else "angle" if mark in "«»" else "single angle"


def _quotation(text, opened_at, inner, closed_at, end, level, closed, continued):
    inside = text[inner : min(closed_at, inner + 80)].rstrip()
    fragment = (
        closed and closed_at - inner <= 80 and inside[-1:] not in CLAUSE_END and len(WORD.findall(inside)) <= FRAGMENT
    )
    return Quotation(inner, closed_at, opened_at, end, level, closed, continued, fragment)


def _left_open(text, stack, limit, level):
    "Quotations whose closing mark is missing end where the text before ``limit`` ends."
    for i, (_, at, inner, continued) in enumerate(stack):
        end = limit
        while end > inner and text[end - 1].isspace():
            end -= 1
        yield _quotation(text, at, inner, end, end, level + i, False, continued)


def _role(text, first, last, match, open_families, elided):
    "open, close, or None for an apostrophe, a measure or a stray mark."
    mark, at, end = match.group(), match.start(), match.end()
    before = text[at - 1] if at > first else " "
    after = text[end] if end < last else " "
    family = _family(mark)
    is_open = family in open_families
    if family == "single":
        return _single_role(text, last, match, before, after, is_open, elided)
    if mark in OPENS_ONLY:
        return "open"
    if mark == "“":
        if (
            is_open
            and not before.isspace()
            and (after.isspace() or not after.isalnum())
            and before not in BEFORE_OPENING
        ):
            return "close"  # the German closing mark
        return "open"
    if mark in {"”", "’’"}:
        if is_open:
            return "close"
        return "open" if before.isspace() and not after.isspace() else None
    left = before.isspace() or before in BEFORE_OPENING
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


def _single_role(text, last, match, before, after, is_open, elided):
    mark, end = match.group(), match.end()
    opening = (before.isspace() or before in BEFORE_OPENING) and not after.isspace()
    if opening and mark in "‘'‚`":
        if elided.match(text, end, min(last, end + 12)):
            return None
        if mark == "'" and is_open and before == ",":
            return "close"
        return "open" if after.isalnum() or after in '"“[($' or mark == "‘" else None
    if mark in "'’" and is_open and not before.isspace():
        if before in "sS" and after == " " and text[end + 1 : end + 2].islower():
            later = re.compile(r"(?<=[^\s])['’](?![^\W_])").search(text, end, min(last, end + 400))
            return None if later else "close"
        return "close"
    return None
