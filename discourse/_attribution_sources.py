"""Candidates for sources: subjects, inverted subjects, agents, owners, and the subjects of verbs before.

Everything here proposes; the weights decide. As elsewhere every search is bounded, so that time grows linearly.
"""

from discourse._attribution_spans import extend_left, extend_right


def source_options(reading, candidate, content, cue):
    """Spans that may name the source, each with a word for how it stands to the cue, none first."""
    tags, first, last = reading.tags, candidate.first, candidate.last
    offers = Offers(cue)
    if candidate.kind == "noun":
        _offer_possessor(reading, cue[0], first, offers)
    left = cue[0]
    while left > first and tags[left - 1] in "XR":
        left -= 1
    _offer_subjects(reading, left, first, offers, "", 9)
    if not content[0] <= cue[1] < content[1]:
        for rank, end in enumerate(extend_right(reading, cue[1], last)):
            offers.add(cue[1], end, "inverted", rank)
    for j in range(cue[1], min(last, cue[1] + 12)):
        if tags[j] == "P" and reading.lowered[j] in reading.words.agents and reading.phrase_end[j + 1] >= 0:
            for rank, end in enumerate(extend_right(reading, j + 1, last)):
                offers.add(j + 1, end, "agent", rank)
            break
    _offer_earlier(reading, left, first, offers)
    if cue[0] - first < 4 and tags[candidate.head] in "gdc":
        j = content[1]
        if j < last and tags[j] == ",":
            for rank, end in enumerate(extend_right(reading, j + 1, last)[:4]):
                offers.add(j + 1, end, "main", rank)
    return offers.options


class Offers:
    """Spans for a source, each once, none of them over the cue."""

    def __init__(self, cue):
        self.options, self.seen = [(None, "none", 0)], set()
        self.start, self.end = cue

    def add(self, start, end, how, rank):
        """Offer a span, if it is new and lies beside the cue."""
        if 0 <= start < end and (start >= self.end or end <= self.start) and (start, end) not in self.seen:
            self.seen.add((start, end))
            self.options.append(((start, end), how, rank))


def _offer_possessor(reading, start, first, offers):
    "Whose claim it is: the possessive before a noun."
    tags = reading.tags
    i = start
    while i > first and tags[i - 1] in "nNR0":
        i -= 1
    if i > first and tags[i - 1] == "D" and reading.lowered[i - 1] in reading.words.possessives:
        offers.add(i - 1, i, "possessor", 0)
    if i > first and tags[i - 1] == "p":
        j = i - 1
        while j > first and reading.phrase_end[j] < 0:
            j -= 1
        offers.add(j, i, "possessor", 1)


def _offer_subjects(reading, left, first, offers, kind, most):
    "Noun phrases that may be the subject of the verb group beginning at ``left``."
    tags = reading.tags
    i = left - 1
    if i < first:
        return
    if tags[i] == "W" or (tags[i] == "T" and i > first and tags[i - 1] in "nNC"):
        offers.add(i, i + 1, kind + "relative", 0)
        back = i - 1 if tags[i - 1] == "," else i
        for rank, start in enumerate(extend_left(reading, back, first)[:2]):
            offers.add(start, back, kind + "antecedent", rank)
    for rank, start in enumerate(extend_left(reading, left, first)[:most]):
        offers.add(start, left, kind + "subject", rank)
    if tags[i] in ",-":
        for rank, start in enumerate(_over_parenthesis(reading, i, first)[:most]):
            offers.add(start, left, kind + "over", rank)
            if reading.phrase_end[start] >= 0:
                offers.add(start, reading.phrase_end[start], kind + "parted", rank)
    if tags[i] == ")":
        opening = tags.rfind("(", max(first, i - 30), i)
        if opening >= 0:
            for rank, start in enumerate(extend_left(reading, opening, first)[:most]):
                offers.add(start, left, kind + "bracket", rank)


def _over_parenthesis(reading, comma, first):
    "Starts of noun phrases before the inserted phrase or clause that ends at this comma or dash."
    tags, found = reading.tags, []
    for i in range(comma - 1, max(first, comma - 40), -1):
        if tags[i] == tags[comma]:
            starts = extend_left(reading, i, first)
            found += starts[:3]
            if starts and tags[i + 1] in "WDnCgd0RP":
                break
    return found


def _offer_earlier(reading, left, first, offers):
    "Subjects of the verbs before this one, and the first phrase of the sentence."
    tags, phrase_start = reading.tags, reading.phrase_start
    count = 0
    i = left - 1
    while i > max(first, left - 60) and count < 2:
        if tags[i] in "Xvdzb" and tags[i - 1] not in "XRi":
            j = i
            while j > first + 1 and tags[j - 1] == "R":
                j -= 1
            if _is_free(tags, phrase_start[j], first) or tags[j - 1] in ",)W-":
                count += 1
                _offer_subjects(reading, j, first, offers, f"earlier {count} ", 3)
        i -= 1
    i = first
    while i < min(left, first + 3) and reading.phrase_end[i] < 0:
        i += 1
    if reading.phrase_end[i] >= 0:
        for rank, end in enumerate(extend_right(reading, i, left)[:3]):
            offers.add(i, end, "first", rank)


def _is_free(tags, start, first):
    'Is there a noun phrase that begins at ``start``, and no "to" before it?'
    return start >= 0 and not (start > first and tags[start - 1] == "i")
