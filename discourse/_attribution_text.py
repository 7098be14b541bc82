"""Attributions of one text, as spans of characters: the decisions of the model made fit for a table.

What overlaps its own cue or source is cut away, white space is trimmed, and the voice is told from the quotation marks.
"""

import re

from discourse._attribution_model import decide
from discourse._attribution_tokens import Reading
from discourse._attribution_weights import load_weights
from discourse._attribution_words import words_of

CLAUSE = re.compile("[Xvzdb]")  # tags of verbs, as a quoted clause has one
WHOLE = 0.5  # share of a content inside quotation marks from which a quoted clause is its main message


def attributions_of(text, language="en"):
    """Attributions of one text as (voice, source or None, cue, contents), spans of characters, in the order of cues."""
    reading = Reading(text, words_of(language))
    found = []
    for (first, last), contents, source, _, _ in decide(reading, load_weights(language)):
        cue = reading.span(first, last)
        source = reading.span(source[0], source[1]) if source else None
        spans = []
        for i, j in contents:
            start, end = reading.span(i, j)
            for a, b in _apart(start, end, cue, source):
                a, b = _trimmed(text, a, b)
                if _is_spoken(text, a, b):
                    spans.append((a, b))
        if spans:
            found.append((_voice(reading, contents), source, cue, sorted(spans)))
    return found


def _apart(start, end, cue, source):
    "The parts of a span that lie outside its cue and its source."
    parts = [(start, end)]
    for other in (cue, source):
        if other is None:
            continue
        a, b = other
        if a < end and b > start:
            parts = [p for s, e in parts for p in ((s, min(e, a)), (max(s, b), e)) if p[0] < p[1]]
    return parts


def _trimmed(text, start, end):
    "A span without white space around it, nor a comma or semicolon before it."
    while start < end and text[start] in " \t\r\n,;":
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_spoken(text, start, end):
    "Is there a letter or a digit in a span?"
    while start < end and not text[start].isalnum():
        start += 1
    return start < end


def _voice(reading, contents):
    "direct where a quoted clause is the main message, mixed where some words are quoted, else indirect."
    quoted = total = 0
    clause = False
    for i, last in contents:
        total += last - i
        while i < last:
            quote = reading.quote_of[i]
            if quote is None:
                i += 1
                continue
            end = min(last, quote[1])
            quoted += end - i
            clause = clause or (not quote[2].fragment and CLAUSE.search(reading.tags, i, end) is not None)
            i = end
    if not quoted:
        return "indirect"
    return "direct" if clause and quoted >= WHOLE * total else "mixed"
