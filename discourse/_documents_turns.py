"""Transcripts: paragraphs that open with a speaker's name or office and a colon."""

import re
from collections import Counter

from discourse._documents_furniture import word_pattern
from discourse._lexicon import load_lexicon

TURN_LABEL = re.compile(r"(?P<label>[^\W\d_a-z][^:\n.!?“”\"]{0,120}?):(?:\s|$)")


def holds_turns(text):
    """Whether most of ``text`` is a transcript: it lies after a paragraph that opens with a name and a colon.

    A name must return, or an office stand in it as in a speech printed whole; lists of places and headlines fail.
    """
    paragraphs = [p for p in text.split("\n") if p.strip()]
    labels = [turn_label(p) if i or p[-1] in ".,;!?…):" else "" for i, p in enumerate(paragraphs)]
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


def turn_label(paragraph):
    """The name with which a turn opens, "" if it is none: every word but small ones within has a capital."""
    hit = TURN_LABEL.match(paragraph)
    words = re.sub(r"[(\[].*?[)\]]|[\"“”’',]", " ", hit["label"]).split() if hit else []
    if (
        not words
        or len(words) > 16
        or re.match(r"\s*[\d$€£]", paragraph[hit.end() :])
        or word_pattern(r"(?:{})\b.*", "not_turns").fullmatch(hit["label"])
    ):
        return ""
    particles = load_lexicon("furniture")["name_particles"]
    named = all(w[0].isupper() or w in particles or not w[0].isalpha() for w in words[:-1]) and words[-1][0].isupper()
    return hit["label"] if named else ""
