"""Paragraphs and sentences as character spans.

A text goes in, half-open spans come out; white space lies between spans, every other character in exactly
one. Compiled rules find the places where a sentence may end; the abbreviations that stop them are data
(``lexicon/<language>/abbreviations.yaml``). Closing quotation marks and brackets belong to the sentence
they close. One limit: an abbreviation before a capitalised name ("in the U.S. Congress") is never taken
for an end, although now and then it is one.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise

from discourse._lexicon import load_lexicon

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
CLOSERS = "\"'”’»“›)\\]}*_"
# The mark, what closes with it, then white space; or no space at all where a printer lost it ("ended.The").
LETTER = "[^\\W\\d_]"
MARK = "[.!?…。！？]"
END = re.compile(
    rf"({MARK}(?<!{MARK}{MARK})(?<![.]\s.){MARK}*+(?:\s[.])*+)([{CLOSERS}]*+(?:\[\d{{1,3}}\])*+)(?:(?=\s+(\S++))|(?=[A-ZÀ-ÖØ-Þ]{LETTER}++[\s,]))"
)
LETTERS = re.compile(rf"{LETTER}{{3}}")
APART = re.compile(r"[\s(\[\"“”‘’'«»—–/]")
AFTER_WORD = re.compile(r"[,;:.!?”\"]")
OPENING = re.compile(r"[\"'“‘«„‚`(\[—–*_-]*")
ENUMERATOR = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")
INITIALS = re.compile(r"(?:\w\.)+\w\Z|\w\Z")
WRAPPED = 110  # a text with no longer line than this was broken into lines by a printer
FILLED = 0.6  # share of the longest line that a broken line fills; a shorter line ends a paragraph


@cache
def _words(language):
    lexicon = load_lexicon("abbreviations", language)
    sets = {key: frozenset(lexicon.get(key) or ()) for key in ("titles", "others", "before_number", "names", "openers")}
    verbs = "|".join(
        sorted(map(re.escape, load_lexicon("inversions", language)["after_question"]), key=len, reverse=True)
    )
    sets["reported"] = re.compile(rf"(?:[\w.’'-]+ ){{1,6}}?(?:{verbs})\b") if verbs else None
    return sets


def find_paragraphs(text):
    """Spans of the paragraphs of a text, without the white space around them.

    A paragraph is a line. Where the lines of a text are printer's lines (none is longer than 110 characters,
    and blank lines stand between blocks), the filled lines of a block are one paragraph; a line that begins
    with a small letter right below another continues it anywhere.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of (start, end), in order, disjoint; every non-blank character lies in exactly one.
    """
    return list(_paragraphs(text))


@lru_cache(maxsize=4)  # several readers of a text ask one after the other
def _paragraphs(text):
    lines = []
    for match in LINE.finditer(text):
        part = match.group()
        start = match.start() + len(part) - len(part.lstrip())
        end = match.start() + len(part.rstrip())
        if start < end:
            lines.append((start, end))
    longest = max((end - start for start, end in lines), default=0)
    wrapped = longest <= WRAPPED and any(_blank(text, a[1], b[0]) for a, b in pairwise(lines))
    spans = []
    previous = None
    for start, end in lines:
        if (
            previous
            and not _blank(text, previous[1], start)
            and (
                text[start].islower()
                or (wrapped and previous[1] - previous[0] > FILLED * longest and not _is_item(text, start))
            )
        ):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        previous = (start, end)
    return spans


def find_sentences(text, language="en"):
    """Spans of the sentences of a text.

    Parameters
    ----------
    text : str
    language : str, name of a folder of ``lexicon``

    Returns
    -------
    list of (paragraph, start, end), in order, disjoint; ``paragraph`` counts from 0 as in `find_paragraphs`, and
    the sentences of a paragraph hold each of its non-blank characters exactly once.
    """
    return list(_sentences(text, language))


@lru_cache(maxsize=4)
def _sentences(text, language):
    words = _words(language)
    sentences = []
    for paragraph, (first, last) in enumerate(_paragraphs(text)):
        start = first
        for match in END.finditer(text, first, last):
            if match.start() >= start and _ends(text, start, match, words):
                sentences.append((paragraph, start, match.end()))
                start = match.end()
                while text[start].isspace():
                    start += 1
        sentences.append((paragraph, start, last))
    return sentences


def _blank(text, end, start):
    "Is there an empty line between the line that ends at ``end`` and the one that begins at ``start``?"
    return len(text[end:start].replace("\r\n", "\n").strip(" \t\xa0").splitlines()) > 1


def _is_item(text, start):
    return text[start] in "-*•–—·▪◦" or bool(re.match(r"\(?\w{1,3}[.)]\s", text[start : start + 8]))


def _ends(text, start, match, words):
    "Does the sentence that began at ``start`` end at this mark?"
    mark, closers, following = match.groups()
    if following is None:  # no space after the mark: the printer lost it, or it is part of a name
        return not closers and len(mark) == 1 and LETTERS.match(text, match.start() - 3, match.start()) is not None
    bare = following if following[0].isalnum() else OPENING.sub("", following, count=1)
    opened = following[: len(following) - len(bare)]
    initial = bare[:1]
    if initial.islower() and not opened.strip("—–-("):
        return mark[-1] in "?!" and bare[1:2].isupper() and not closers
    before = APART.split(text[max(start, match.start() - 24) : match.start()])[-1]
    if mark == "." and not closers.strip("'’") and _stays(text, start, match.start(), before, bare, words):
        return False
    if mark in {"!", "?"} and not closers and before in words["names"] and bare.rstrip(",.") not in words["openers"]:
        return False
    if set(mark) & set("?!") and closers.strip(")]") and words["reported"] and not opened:
        return not words["reported"].match(text, match.end() + 1, match.end() + 90)
    if not initial:
        return bool(opened.strip("—–-"))
    return initial not in ",;:%&"


def _stays(text, start, dot, before, bare, words):
    "Is this full stop part of an abbreviation, an initial or a list number?"
    if before == "" or bare == "":
        return False
    lowered = before[0].lower() + before[1:]
    follower = AFTER_WORD.split(bare, maxsplit=1)[0]
    if before in words["titles"] or lowered in words["titles"] or before.rsplit("-", 1)[0] + "-" in words["titles"]:
        return True
    if bare[0].isdigit() and (before in words["before_number"] or lowered in words["before_number"]):
        return True
    if dot - start < 8 and ENUMERATOR.fullmatch(text[start:dot]):
        return True
    if before in words["others"] or lowered in words["others"] or INITIALS.match(before):
        return follower not in words["openers"] or (len(before) == 1 and before.isupper() and before != "I")
    return False
