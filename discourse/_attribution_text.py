"""Attributions of one text, as spans of characters: the decisions of the model made fit for a table.

What overlaps its own cue or source is cut away, white space is trimmed, and the voice is told from the quotation marks.
"""

import re

from discourse._attribution_model import decide, load_weights
from discourse._attribution_tokens import Reading
from discourse._attribution_words import words_of

SPOKEN = re.compile(r"[^\W_]")
CLAUSE = re.compile("[Xvzdb]")  # tags of verbs, as a quoted clause has one
WHOLE = 0.5  # share of a content inside quotation marks from which a quoted clause is its main message


def attributions_of(text, language="en"):
    """Attributions of one text as (voice, source or None, cue, contents), spans of characters, in the order of cues."""
    reading = Reading(text, words_of(language))
    found = []
    for cue, contents, source, _, _ in decide(reading, load_weights(language)):
        cue_span = reading.span(*cue)
        source_span = reading.span(*source) if source else None
        spans = []
        for content in contents:
            spans += _apart(text, reading.span(*content), [cue_span] + ([source_span] if source_span else []))
        if spans:
            found.append((_voice(reading, contents), source_span, cue_span, sorted(spans)))
    return found


def _apart(text, span, others):
    "The parts of a span that lie outside the others, without white space around them."
    parts = [span]
    for a, b in others:
        parts = [p for s, e in parts for p in ((s, min(e, a)), (max(s, b), e)) if p[0] < p[1]]
    kept = []
    for s, e in parts:
        while s < e and text[s] in " \t\r\n,;":
            s += 1
        while e > s and text[e - 1].isspace():
            e -= 1
        if SPOKEN.search(text, s, e):
            kept.append((s, e))
    return kept


def _voice(reading, contents):
    "direct where a quoted clause is the main message, mixed where some words are quoted, else indirect."
    quoted = total = 0
    clause = False
    for i, last in contents:
        total += last - i
        if not any(reading.quote_of[i:last]):
            continue
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
