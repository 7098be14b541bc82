"""Candidates for cues, and noun phrases with what hangs on them.

Everything here proposes; the weights decide. A span is a pair of token indices, half-open. Every search is bounded
by its sentence and by a fixed number of steps, so that time grows linearly with the text.
"""

LABEL = 6  # tokens that may stand before the colon after a speaker
REACH = 7  # phrases a source may run over


class Candidate:
    """A token that may be a cue, with what the sentence around it looks like."""

    __slots__ = ("first", "group", "head", "kind", "kinds", "last", "lemma", "sentence")

    def __init__(self, head, kind, lemma, kinds, sentence):
        self.head, self.kind, self.lemma, self.kinds = head, kind, lemma, kinds
        self.first, self.last, self.sentence = sentence[0], sentence[1], sentence
        self.group = head


def find_candidates(reading):
    """Tokens that may be cues: known verbs, nouns and adjectives, source prepositions and speaker colons, in order."""
    words, tags, lowered = reading.words, reading.tags, reading.lowered
    verbs, nouns, adjectives = words.verbs, words.nouns, words.adjectives
    found = []
    for i in reading.cues:
        sentence = reading.sentences[reading.sentence_of[i]]
        first, last, _ = sentence
        if i < first:
            continue  # in a dateline
        tag, low = tags[i], lowered[i]
        if tag in "bzdvcg":
            kind, entry = "verb", verbs.get(low)
            if not (entry and entry[1]):
                kind, entry = "adjective", adjectives.get(low)
        elif tag in "nN":
            kind, entry = "noun", nouns.get(low)
            if not (entry and _opens_content(tags, i, first)):
                kind, entry = "adjective", adjectives.get(low)
        elif tag == "R":
            kind, entry = "adverb", words.adverbs.get(low)
        elif tag == "A":
            kind, entry = "preposition", (low, "")
        elif tag == ":" and i + 1 < last and i > first:
            kind, entry = "colon", (low, "")
        else:
            continue
        if entry:
            lemma, kinds = entry
            candidate = Candidate(i, kind, lemma, kinds, sentence)
            if kind != "colon":
                candidate.group = _group(tags, i, first)
            elif i - first <= LABEL:
                candidate.group = first
            found.append(candidate)
    return found


def _opens_content(tags, i, first):
    "Does a noun take a content or have an owner: claim that, call for, their claim, Vesk's claim?"
    if tags[i + 1 : i + 2] in "TiPO:q":
        return True
    return "p" in tags[max(first, i - 3) : i] or "D" in tags[max(first, i - 2) : i]


def _group(tags, head, first):
    "Where the verb group before a head begins."
    i = head
    while i > first:
        tag = tags[i - 1]
        if (
            tag in "XRi"
            or (tag in "bzdvcg" and tags[i] in "igP")
            or (tag == "P" and tags[i] == "i" and i - 1 > first and tags[i - 2] in "bzdvcg")
        ):
            i -= 1
        else:
            break
    while i < head and tags[i] == "P":
        i += 1
    return i


def cue_starts(reading, candidate):
    """Where the cue may begin: the head, any word of the verb group before it, of a noun also what qualifies it."""
    tags, first, head = reading.tags, candidate.first, candidate.head
    group = candidate.group if candidate.kind != "colon" else head
    if candidate.kind == "noun" or candidate.kind == "adjective":
        group = head
        while group > first and tags[group - 1] in "nNREDp0":
            group -= 1
        group = (
            _group(tags, group - 1, first)
            if group > first and tags[group - 1] in "bzdvcg"
            else _group(tags, group, first)
        )
    return list(range(head, max(group, head - 7) - 1, -1))


def cue_ends(reading, candidate):
    """Where the cue may end: after the head, or after up to six words that may belong to it."""
    tags, last = reading.tags, candidate.last
    i = candidate.head + 1
    ends = [i]
    while i < last and len(ends) < 7 and tags[i] not in ",.;qQTWS()-&U":
        i += 1
        ends.append(i)
        if tags[i - 1] == ":":
            break
    if ends[-1] < last and len(ends) < 7 and tags[ends[-1]] == ":" and ends[-1] + 1 not in ends:
        ends.append(ends[-1] + 1)
    return ends


def extend_right(reading, start, last):
    """Phrases from ``start`` on: the noun phrase there, then with what hangs on it. Returns the possible ends."""
    tags, phrase_end = reading.tags, reading.phrase_end
    i = phrase_end[start]
    if i < 0:
        return []
    ends = [i]
    for _ in range(REACH):
        if i >= last:
            break
        if tags[i] in "Wgdc" or (tags[i] == "i" and i + 1 < last and tags[i + 1] in "bzdvcg"):
            i = ends_clause(tags, i, last)
            ends.append(i)
            continue
        if tags[i] in "PO" or tags[i] in "&ia":
            nxt = i + 1
        elif (
            tags[i] == "," and i + 1 < last and (tags[i + 1] in "DEWnNC0Rgdc" or (tags[i + 1] == "&" and i + 2 < last))
        ):
            nxt = i + 1 + (tags[i + 1] in "&R")
        elif tags[i] == "(":
            closing = tags.find(")", i, min(last, i + 30))
            if closing < 0:
                break
            i = closing + 1
            ends.append(i)
            continue
        else:
            break
        if nxt < last and tags[nxt] in "Wgdc":
            i = ends_clause(tags, nxt, last)
            ends.append(i)
            continue
        if phrase_end[nxt] < 0:
            break
        i = phrase_end[nxt]
        ends.append(i)
    return ends


def ends_clause(tags, start, last):
    "Where a relative or participial clause that begins at ``start`` meets the next mark."
    i = start + 1
    while i < last and tags[i] not in ",.;q" and i - start < 25:
        i += 1
    return i


def extend_left(reading, end, first):
    """Noun phrases that end at ``end``: the last one, then with what it hangs on. Returns the possible starts."""
    tags, phrase_start = reading.tags, reading.phrase_start
    starts = []
    for _ in range(REACH):
        start = phrase_start[end]
        if start < first:
            start = _before_clause(tags, phrase_start, end, first) if starts else -1
            if start < 0:
                break
        starts.append(start)
        i = start - 1
        if i <= first:
            break
        if tags[i] in "bzdvcg" or tags[i] in "WXR":
            end = start
        elif tags[i] in "PO" or tags[i] in "&i":
            end = i - (tags[i] == "&" and tags[i - 1] == ",")
        elif tags[i] == ",":
            end = i
        else:
            break
    return starts


def _before_clause(tags, phrase_start, end, first):
    "Start of the noun phrase before a relative or participial clause that runs up to ``end`` without a comma, or -1."
    for i in range(end - 1, max(first, end - 14), -1):
        if tags[i] in ",;:.q":
            return -1
        if tags[i] in "WdgT" and phrase_start[i] >= 0:
            return phrase_start[i] if phrase_start[i] >= first else -1
    return -1
