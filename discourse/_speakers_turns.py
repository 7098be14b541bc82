"""Turns of a transcript: who speaks from where to where.

A text goes in, ``(speaker, start, end)`` comes out, one per turn, label and utterance together.
"""

import re
from collections import Counter
from functools import cache

from discourse._lexicon import load_lexicon
from discourse._speakers_names import find_names
from discourse._speakers_words import UPPER, plain, words_of

LABEL = re.compile(
    rf"(?m)^[^\S\n]*(?:[*_]{{1,3}})?((?:[{UPPER}][^\n:*_\"“”?!;]{{0,90}}?))(?:[*_]{{1,3}})?\s?:(?:[*_]{{1,3}})?(?=[^\S\n]*\S)"
)
LONGEST = 100  # characters; no label is longer


def find_turns(text, title="", least=2, language="en"):
    """Turns of a transcript in order; [] for a text that is none.

    A turn begins with a label at the head of a line ("Mara Doln: ...", "QUESTION: ...", "**Mara Doln:** ...") and
    runs to the next label. One line with a colon makes no transcript: two labels that name speakers are needed.

    Parameters
    ----------
    text : str
    title : str
        Names in it complete a label that has a surname only.
    least : int, labels needed before the text counts as a transcript

    Returns
    -------
    list of (speaker, start, end)
        Half-open character spans; the text before the first label belongs to no turn.
    """
    lexicon, words = words_of(language), _labels_of(language)
    labels, others = [], []
    for match in _heads(text[:]):  # a plain string, of whatever kind of str
        label = match[1].strip()
        if _is_label(label, lexicon, words):
            labels.append((match.start(), label))
        elif _is_titled(label, lexicon, words):
            others.append((match.start(), label))
    if not labels:
        return []
    counts = Counter(label for _, label in labels)
    known = words["labels"] | {plain(w) for w in title.split()}
    labels = [x for x in labels if " " in x[1] or "." in x[1] or counts[x[1]] > 1 or plain(x[1]) in known]
    if len(labels) < max(1, least):
        return []
    labels = sorted(labels + others)
    full = {}
    for name in [m.name for m in find_names(title, lexicon) if m.kind == "person"]:
        full.setdefault(plain(name.split()[-1]), name)
    shown = [name_in_label(label, lexicon) for _, label in labels]
    for name in shown:
        if len(name.split()) > 1:
            full.setdefault(plain(name.split()[-1]), name)
    shown = [full.get(plain(name.split()[-1]), name) if len(name.split()) == 1 else name for name in shown]
    ends = [start for start, _ in labels[1:]] + [len(text)]
    return [(name, start, end) for name, (start, _), end in zip(shown, labels, ends)]


@cache
def _labels_of(language):
    return {name: frozenset(words) for name, words in load_lexicon("turns", language).items()}


def _heads(text):
    "What looks like a label, in order: in lines with a colon, or before a line that begins with one."
    found, before, colon = [], -1, text.find(":")
    while colon >= 0:
        start = text.rfind("\n", 0, colon) + 1
        if start == colon and start:
            start = text.rfind("\n", 0, colon - 1) + 1
        head = text[start:colon].strip() if start > before else ""
        short = len(head) <= LONGEST and head.lstrip("*_")[:1].istitle()
        match = LABEL.match(text, start) if short else None
        if match:
            found.append(match)
        before, end = start, text.find("\n", colon)
        colon = text.find(":", end) if end >= 0 else -1
    return found


def _is_label(label, lexicon, words):
    low = [plain(w) for w in label.split()]
    if not low or len(low) > 12:
        return False
    if low[0] in words["labels"] and len(low) <= 4:
        return True
    if low[0] in words["not_labels"] or not words["not_in_labels"].isdisjoint(low):
        return False
    mentions = find_names(label.title() if label.isupper() else label, lexicon)
    if "," in label and not any(m.kind == "person" for m in mentions):
        return False
    named = all(w[0].isupper() for w in label.split()) and len(low) <= 2
    return any(m.kind in ("person", "office") or (m.kind == "name" and named) for m in mentions)


def _is_titled(label, lexicon, words):
    "Whether every word of weight has a capital, as in the name of a newspaper: a label where others are sure."
    shown = re.sub(r"\([^)]*\)?", "", label).split()
    low = [plain(w) for w in shown]
    if not 0 < len(shown) < 7 or low[0] in words["not_labels"] or not words["not_in_labels"].isdisjoint(low):
        return False
    return all(w[0].isupper() or low_w in lexicon.prepositions for w, low_w in zip(shown, low, strict=True))


def name_in_label(label, lexicon):
    """The speaker's name in a label or by-line: offices, party letters and what stands in brackets left out."""
    label = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", label).strip(" .,:*_")
    shown = label.title() if label.isupper() and len(label) > 3 else label
    words = shown.split()
    low = [plain(w) for w in words]
    given = [i for i in range(len(words) - 1) if low[i] in lexicon.given]
    if given:
        first = given[0] if len(words) - given[0] <= 5 else given[-1]
        words = words[first:]
    elif len(words) > 3 and any(w in lexicon.titles for w in low[:3]):
        words = words[-2:]
    else:
        people = [m for m in find_names(shown, lexicon) if m.kind == "person"]
        return people[-1].name if people else shown
    return " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in words)


def title_names(title, lexicon):
    """People named in a title, as (start, end, name); the start is that of their office."""
    return [(m.start, m.end, m.name) for m in find_names(title, lexicon) if m.kind == "person"]
