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
from discourse._places import places_of

ENDS = r"\n\r\u2028\u2029\x0b\x0c\x85"
LINE = re.compile(rf"[^{ENDS}]*[{ENDS}]|[^{ENDS}]+")
SEPARATORS = "\x1c\x1d\x1e"  # end a line for str.splitlines, but not for us
CLOSERS = "\"'”’»“›)\\]}*_"
# The mark, what closes with it, then white space; or no space at all where a printer lost it ("ended.The").
LETTER = "[^\\W\\d_]"
MARKS = ".!?…。！？"
MARK = f"[{MARKS}]"
END = re.compile(
    rf"({MARK}(?<!{MARK}{MARK})(?<![.]\s.){MARK}*+(?:\s[.])*+)([{CLOSERS}]*+(?:\[\d{{1,3}}\])*+)(?:(?=\s+(\S++))|(?=[A-ZÀ-ÖØ-Þ]{LETTER}++[\s,]))"
)
LETTERS = re.compile(rf"{LETTER}{{3}}")
APART = re.compile(r"[\s(\[\"“”‘’'«»—–/]")
AFTER_WORD = re.compile(r"[,;:.!?”\"]")
OPENING = "\"'“‘«„‚`([—–*_-"
ENUMERATOR = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")
INITIALS = re.compile(r"(?:\w\.)+\w\Z|\w\Z")
KINDS = ("titles", "others", "before_number", "names", "openers")  # of abbreviations and words around them
WRAPPED = 110  # a text with no longer line than this was broken into lines by a printer
FILLED = 0.6  # share of the longest line that a broken line fills; a shorter line ends a paragraph


@cache
def _words(language):
    lexicon = load_lexicon("abbreviations", language)
    sets = {key: frozenset(lexicon.get(key) or ()) for key in KINDS}
    verbs = "|".join(
        sorted(map(re.escape, load_lexicon("inversions", language)["after_question"]), key=len, reverse=True)
    )
    sets["hyphened"] = frozenset(title[:-1] for title in sets["titles"] if title.endswith("-"))
    sets["known"] = sets["titles"] | sets["others"] | sets["before_number"] | sets["hyphened"]
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
    return list(_paragraphs(text[:]))  # a plain str, of whatever kind of str


@lru_cache(maxsize=4)  # several readers of a text ask one after the other
def _paragraphs(text):
    return _joined(text, _lines(text))


def _joined(text, lines):
    "Lines as paragraphs: those that go on with the line before made one with it."
    longest = max([end - start for start, end in lines], default=0)
    wrapped = longest <= WRAPPED and any([_blank(text, a[1], b[0]) for a, b in pairwise(lines)])
    spans = []
    before, below = 0, 0  # where the line before begins and ends
    for start, end in lines:
        goes_on = text[start].islower() or (wrapped and below - before > FILLED * longest and not _is_item(text, start))
        if goes_on and spans and not _blank(text, below, start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        before, below = start, end
    return spans


def _lines(text):
    "Spans of the lines that are not blank, without the white space around them."
    spans = []
    start = 0
    for line in LINE.findall(text) if places_of(text, SEPARATORS) else text.splitlines(True):
        following = start + len(line)
        if not line.isspace():
            end = following
            while text[end - 1].isspace():
                end -= 1
            while text[start].isspace():
                start += 1
            spans.append((start, end))
        start = following
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
    return list(_sentences(text[:], language))


@lru_cache(maxsize=4)
def _sentences(text, language):
    return _split(text, _paragraphs(text), places_of(text, MARKS), _words(language))


def _split(text, paragraphs, places, words):
    "Sentences of paragraphs; ``places`` are those of the marks with which a sentence may end."
    sentences = []
    at = 0
    for paragraph, (first, last) in enumerate(paragraphs):
        start = end = first
        while at < len(places) and places[at] < last:
            place = places[at]
            at += 1
            if place < end:
                continue  # within the marks before
            ends = _plainly_ends(text, start, place, last, words)
            if ends is None:
                match = END.match(text, place, last)
                if match is None:
                    continue
                end = match.end()
                ends = _ends(text, start, place, end, match, words)
            else:
                end = place + 1
            if ends:
                sentences.append((paragraph, start, end))
                start = end
                while text[start].isspace():
                    start += 1
        sentences.append((paragraph, start, last))
    return sentences


def _plainly_ends(text, start, place, last, words):
    "Whether a full stop between a plain word and another ends a sentence; None for whatever is not as plain."
    if place + 2 >= last:
        return False  # what ends here is the paragraph
    if place - start < 8 or text[place] != "." or text[place + 1] != " ":
        return None
    if not text[place - 1].isalpha() or not text[place + 2].isalnum():
        return None
    if text[place + 2].islower():
        return False
    before = text[max(start, place - 24) : place].rpartition(" ")[2]
    if len(before) < 2 or not before.isalpha() or before in words["known"]:
        return None
    return None if before[0].isupper() and before[0].lower() + before[1:] in words["known"] else True


def _blank(text, end, start):
    "Is there an empty line between the line that ends at ``end`` and the one that begins at ``start``?"
    between = text[end:start]
    if len(between) < 2 or between == "\n\n":
        return len(between) == 2
    return len(between.replace("\r\n", "\n").strip(" \t\xa0").splitlines()) > 1


def _is_item(text, start):
    return text[start] in "-*•–—·▪◦" or bool(re.match(r"\(?\w{1,3}[.)]\s", text[start : start + 8]))


def _ends(text, start, place, end, match, words):
    "Does the sentence that began at ``start`` end at this mark?"
    mark, closers, following = match.groups()
    if following is None:  # no space after the mark: the printer lost it, or it is part of a name
        return not closers and len(mark) == 1 and LETTERS.match(text, place - 3, place) is not None
    bare = following if following[0].isalnum() else following.lstrip(OPENING)
    opened = following[: len(following) - len(bare)]
    initial = bare[:1]
    if initial.islower() and not opened.strip("—–-("):
        return mark[-1] in "?!" and bare[1:2].isupper() and not closers
    if mark == "." and not closers.strip("'’") and _stays(text, start, place, bare, words):
        return False
    if (mark == "!" or mark == "?") and not closers and bare.rstrip(",.") not in words["openers"]:
        if _word_before(text, start, place) in words["names"]:
            return False
    elif closers.strip(")]") and not opened and words["reported"] and ("?" in mark or "!" in mark):
        return not words["reported"].match(text, end + 1, end + 90)
    if not initial:
        return bool(opened.strip("—–-"))
    return initial not in ",;:%&"


def _word_before(text, start, end):
    "What stands right before a mark, back to a blank, a bracket or a quotation mark."
    word = text[max(start, end - 24) : end].rpartition(" ")[2]
    return word if word.isalpha() else APART.split(word)[-1]


def _stays(text, start, dot, bare, words):
    "Is this full stop part of an abbreviation, an initial or a list number?"
    before = _word_before(text, start, dot)
    if before == "" or bare == "":
        return False
    lowered = before[0].lower() + before[1:]
    if before in words["titles"] or lowered in words["titles"] or before.rsplit("-", 1)[0] in words["hyphened"]:
        return True
    if bare[0].isdigit() and (before in words["before_number"] or lowered in words["before_number"]):
        return True
    if dot - start < 8 and ENUMERATOR.fullmatch(text[start:dot]):
        return True
    initials = (len(before) == 1 or "." in before) and INITIALS.match(before)
    if initials or before in words["others"] or lowered in words["others"]:
        follower = AFTER_WORD.split(bare, maxsplit=1)[0]
        return follower not in words["openers"] or (len(before) == 1 and before.isupper() and before != "I")
    return False
