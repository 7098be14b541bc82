"""Candidates: where a cue, its source and its content may begin and end.

Everything here proposes; the weights decide. A span is a pair of token indices, half-open. Every search is bounded
by its sentence and by a fixed number of steps, so that time grows linearly with the text.
"""

VERBS = frozenset("bzdvcg")
PREVERBAL = frozenset("XRi")
LINKS = frozenset("PO")
REACH = 7  # phrases a source may run over


class Candidate:
    """A token that may be a cue, with what the sentence around it looks like."""

    __slots__ = ("first", "head", "kind", "kinds", "last", "lemma", "sentence", "group")

    def __init__(self, head, kind, lemma, kinds, sentence):
        self.head, self.kind, self.lemma, self.kinds = head, kind, lemma, kinds
        self.first, self.last, self.sentence = sentence[0], sentence[1], sentence
        self.group = head


def find_candidates(reading):
    """Tokens that may be cues: known verbs, nouns and adjectives, source prepositions and speaker colons, in order."""
    words, tags, lowered = reading.words, reading.tags, reading.lowered
    found = []
    for sentence in reading.sentences:
        first, last, _ = sentence
        for i in range(first, last):
            tag = tags[i]
            low = lowered[i]
            if tag in VERBS:
                verb = words.verbs.get(low)
                if verb and verb[1] != ["verbs"]:
                    candidate = Candidate(i, "verb", verb[0], verb[1], sentence)
                else:
                    continue
            elif tag in "nN":
                noun = words.nouns.get(low)
                adjective = words.adjectives.get(low)
                if noun:
                    candidate = Candidate(i, "noun", noun[0], noun[1], sentence)
                elif adjective:
                    candidate = Candidate(i, "adjective", adjective[0], adjective[1], sentence)
                else:
                    continue
            elif tag == "A":
                candidate = Candidate(i, "preposition", low, [], sentence)
            elif tag == ":" and i + 1 < last and 0 < i - first:
                candidate = Candidate(i, "colon", low, [], sentence)
            else:
                continue
            group = i
            while group > first and (tags[group - 1] in PREVERBAL or (tags[group - 1] in VERBS and tags[group] in "ig")):
                group -= 1
            candidate.group = group
            found.append(candidate)
    return found


def cue_starts(reading, candidate):
    """Where the cue may begin: the head or any word of the verb group before it."""
    return range(candidate.head, max(candidate.group, candidate.head - 7) - 1, -1)


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
    tags, at = reading.tags, reading.phrase_at
    if start not in at:
        return []
    i = at[start][1]
    ends = [i]
    for _ in range(REACH):
        if i >= last:
            break
        if tags[i] in LINKS or tags[i] in "&ia":
            nxt = i + 1
        elif tags[i] == "," and i + 1 < last and (tags[i + 1] in "DEWnNC0" or (tags[i + 1] == "&" and i + 2 < last)):
            nxt = i + 1 + (tags[i + 1] == "&")
        elif tags[i] == "(":
            closing = tags.find(")", i, min(last, i + 12))
            if closing < 0:
                break
            i = closing + 1
            ends.append(i)
            continue
        elif tags[i] in "Wgdc":
            nxt = i + 1
            while nxt < last and tags[nxt] not in ",.;q" and nxt - i < 25:
                nxt += 1
            i = nxt
            ends.append(i)
            continue
        else:
            break
        if nxt < last and tags[nxt] == "W":
            i = nxt
            while i < last and tags[i] not in ",.;q" and i - nxt < 25:
                i += 1
            ends.append(i)
            continue
        if nxt not in at:
            break
        i = at[nxt][1]
        ends.append(i)
    return ends


def extend_left(reading, end, first):
    """Noun phrases that end at ``end``: the last one, then with what it hangs on. Returns the possible starts."""
    tags, to = reading.tags, reading.phrase_to
    starts = []
    for _ in range(REACH):
        if end not in to or to[end][0] < first:
            break
        start = to[end][0]
        starts.append(start)
        i = start - 1
        if i <= first:
            break
        if tags[i] in LINKS or tags[i] in "&i":
            end = i - (tags[i] == "&" and tags[i - 1] == ",")
        elif tags[i] == ",":
            end = i
        else:
            break
    return starts


def source_options(reading, candidate, content, cue):
    """Spans that may name the source, each with a word for how it stands to the cue, none first."""
    tags, first, last = reading.tags, candidate.first, candidate.last
    options = [(None, "none", 0)]
    seen = set()

    def offer(start, end, how, rank):
        if 0 <= start < end and (start, end) not in seen and not (start < cue[1] and end > cue[0]):
            seen.add((start, end))
            options.append(((start, end), how, rank))

    left = cue[0]
    while left > first and tags[left - 1] in "XR":
        left -= 1
    i = left - 1
    if i >= first:
        if tags[i] == "W" or (tags[i] == "T" and i > first and tags[i - 1] in "nNC"):
            offer(i, i + 1, "relative", 0)
            back = i - 1 if tags[i - 1] == "," else i
            for rank, start in enumerate(extend_left(reading, back, first)):
                offer(start, back, "antecedent", rank)
        for rank, start in enumerate(extend_left(reading, left, first)):
            offer(start, left, "subject", rank)
        if tags[i] == ",":
            for rank, start in enumerate(_over_parenthesis(reading, i, first)):
                offer(start, left, "over", rank)
                end = reading.phrase_at[start][1] if start in reading.phrase_at else None
                if end:
                    offer(start, end, "parted", rank)
        if tags[i] == ")":
            opening = tags.rfind("(", max(first, i - 12), i)
            for rank, start in enumerate(extend_left(reading, opening, first)):
                offer(start, left, "subject", rank)
    for rank, end in enumerate(extend_right(reading, cue[1], last)):
        offer(cue[1], end, "inverted", rank)
    if cue[1] < last:
        nxt = cue[1] + (tags[cue[1]] in "PiO")
        if nxt > cue[1]:
            for rank, end in enumerate(extend_right(reading, nxt, last)):
                offer(nxt, end, "after " + reading.lowered[cue[1]], rank)
    for j in range(cue[1], min(last, cue[1] + 12)):
        if reading.lowered[j] in reading.words.agents and j + 1 in reading.phrase_at and j > cue[1]:
            for rank, end in enumerate(extend_right(reading, j + 1, last)):
                offer(j + 1, end, "agent", rank)
            break
    _offer_earlier(reading, candidate, left, offer)
    return options


def _over_parenthesis(reading, comma, first):
    "Starts of noun phrases before the inserted phrase or clause that ends at this comma."
    tags = reading.tags
    i = comma - 1
    steps = 0
    while i > first and steps < 40:
        if tags[i] == ",":
            starts = extend_left(reading, i, first)
            yield from starts[:3]
            if starts and tags[i + 1] in "WDnCgd0":
                return
        i -= 1
        steps += 1


def _offer_earlier(reading, candidate, left, offer):
    "Subjects of the verbs before this one, and the first phrase of the sentence."
    tags, at, to = reading.tags, reading.phrase_at, reading.phrase_to
    first = candidate.first
    count = 0
    i = left - 1
    steps = 0
    while i > first and count < 3 and steps < 60:
        if i in to and tags[i] in "XvdzRb" and to[i][1] <= left:
            start = to[i][0]
            if not (start > first and tags[start - 1] in LINKS):
                offer(start, i, "earlier", count)
                count += 1
            else:
                starts = extend_left(reading, i, first)
                for s in starts[1:3]:
                    offer(s, i, "earlier long", count)
                count += 1
        i -= 1
        steps += 1
    i = first
    while i < min(left, first + 3) and i not in at:
        i += 1
    if i in at:
        for rank, end in enumerate(extend_right(reading, i, left)[:3]):
            offer(i, end, "first", rank)
