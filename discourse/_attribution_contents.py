"""Candidates for contents: where what is said may begin and end, to the right or the left of its cue.

As in the candidates for sources, everything here proposes and the weights decide; every search is bounded.
"""

from discourse._attribution_spans import extend_left

WINDOW = 16  # tokens within which a content begins after its cue
CHOICES = 14  # ends that are weighed


def content_starts(reading, candidate, cue):
    """Places where the content may begin, as (token, token or None, how): a whole span where the end is plain.

    ``how`` is right (the end is still open), left (a clause or quotation before the cue), subject, relative.
    """
    tags, first = reading.tags, candidate.first
    offers = Offers(candidate.last)
    _offer_right(reading, candidate, cue[1], offers)
    left = cue[0]
    j = left - 1
    steps = found = 0
    while j >= first and steps < 45 and found < 3:
        tag = tags[j]
        if tag == "Q" or (tag in ",-.:" and j > first and tags[j - 1] != "Q" and not (tag == "." and j == left - 1)):
            found += 1
            end = j + 1 if tag == "Q" else j
            for start, how in _starts_before(reading, first, j, tag):
                if found == 1 or how == "quote":
                    offers.add(start, end, f"left {how} {found}")
        j -= 1
        steps += 1
    i = left - 1
    while i > first and tags[i] in "XR":
        i -= 1
    if i >= first:
        for rank, start in enumerate(extend_left(reading, i + 1, first)[:2]):
            offers.add(start, i + 1, f"subject {rank}")
        if tags[i] in "WT":
            offers.add(i, i + 1, "relative own")
        if reading.phrase_start[i + 1] >= 0:
            b = reading.phrase_start[i + 1] - 1
            if b >= first and tags[b] in "WTHa":
                offers.add(b, b + 1, "relative over")
            elif b >= first and reading.phrase_start[b + 1] >= 0:
                offers.add(reading.phrase_start[b + 1], b + 1, "object")
    return offers.options


class Offers:
    """Places for the content of one sentence, each once."""

    def __init__(self, last):
        self.options, self.seen, self.last = [], set(), last

    def add(self, start, end, how):
        """Offer a place, if it is new and lies in the sentence."""
        if (end is not None or start < self.last) and (start, end) not in self.seen:
            self.seen.add((start, end))
            self.options.append((start, end, how))


def _offer_right(reading, candidate, c, offers):
    "Places behind a cue that ends at ``c``."
    tags, last, phrase_end = reading.tags, candidate.last, reading.phrase_end
    offers.add(c, None, "right at")
    if c < last and tags[c] in ",:":
        offers.add(c + 1, None, "right mark")
    if c >= last - 1 and tags[c - 1] == ":" and last < len(tags):
        options_below = reading.sentences[reading.sentence_of[last]]
        offers.add(last, _end_below(reading, last, options_below), "below")
    i = c
    if phrase_end[i] >= 0:
        i = phrase_end[i]
        offers.add(i, None, "right phrase")
    for _ in range(3):
        if i < last and tags[i] in "PO" and phrase_end[i + 1] >= 0:
            i = phrase_end[i + 1]
        elif i < last and tags[i] in "wR":
            i += 1
        else:
            break
        offers.add(i, None, "right link")
    for mark in "Tq:":
        j = reading.tags.find(mark, c, min(last, c + WINDOW))
        if j > c:
            offers.add(j + (mark == ":"), None, f"right {mark}")


def _end_below(reading, start, sentence):
    "End of what a colon at the end of a sentence announces: the quotation, or the next sentence."
    quote = reading.quote_of[start]
    return quote[1] if quote is not None and quote[0] == start else sentence[1]


def _starts_before(reading, first, j, tag):
    "Starts for a content that ends with the token ``j``, each with a word for it."
    if tag == "Q":
        quote = reading.quote_of[j]
        if quote is not None:
            return [(quote[0], "quote"), (first, "sentence")] if quote[0] > first else [(quote[0], "quote")]
    starts = [(first, "sentence")]
    quote = reading.quote_of[first]
    if quote is not None and quote[0] < first:
        starts.append((quote[0], "quote"))
        opening = reading.sentences[reading.sentence_of[quote[0]]][0]
        if opening < quote[0]:
            starts.append((opening, "sentence of quote"))
    tags = reading.tags
    for k in range(j - 1, max(first, j - 30), -1):
        if tags[k] in "&U,;-:q":
            starts.append((k + (tags[k] != "q"), "clause"))
            break
    return starts


def content_ends(reading, candidate, start):
    """Ends that a content beginning at ``start`` may have, nearest first, the end of the sentence among them."""
    tags, last = reading.tags, candidate.last
    stop = last
    while stop > start + 1 and tags[stop - 1] == ".":
        stop -= 1
    quote = reading.quote_of[start]
    ends = []
    if quote is not None and quote[0] == start:
        ends.append(quote[1])
        stop = max(stop, min(quote[1], last))
    i = start + 1
    while i < stop and len(ends) < CHOICES:
        tag = tags[i]
        if (
            (tag in ",;-:(WUHaPiT&" and not (tag == "&" and tags[i - 1] == ","))
            or (tag in "gXvzd" and tags[i - 1] not in "XRi,&-")
            or tags[i - 1] == "Q"
        ):
            ends.append(i)
        i += 1
    end = reading.phrase_end[start]
    if 0 <= end < stop and end not in ends:
        ends.append(end)
    if stop not in ends:
        ends.append(stop)
    return ends


def continuations(reading, candidate, content, cue, source):
    """Further pieces that may continue the content: each an option of spans in order, the empty one first.

    After an inserted "he said": the rest of the sentence; then the quotations that the following sentences open with.
    """
    tags = reading.tags
    options = [((), "none")]
    taken = max(cue[1], content[1], source[1] if source else 0)
    last = candidate.last
    i = taken
    pieces = []
    if content[1] <= cue[0]:
        if i < last and tags[i] == "," and i + 1 < last:
            i += 1
            stop = last
            while stop > i and tags[stop - 1] == ".":
                stop -= 1
            if stop > i:
                quote = reading.quote_of[i]
                end = max(stop, quote[1]) if quote is not None and quote[0] == i else stop
                pieces.append((i, end))
                options.append((tuple(pieces), "rest quote" if quote is not None and quote[0] == i else "rest"))
        else:
            for j in range(i, min(last, i + 30)):
                quote = reading.quote_of[j]
                if tags[j] == "q" and quote is not None and quote[0] == j and tags[j - 1] in ",:-":
                    pieces.append((j, quote[1]))
                    options.append((tuple(pieces), "later quote"))
                    break
    after = max(last, pieces[-1][1] if pieces else 0, content[1])
    grown = 0
    while after < len(tags) and grown < 3:
        quote = reading.quote_of[after]
        if tags[after] != "q" or quote is None or quote[0] != after:
            break
        same = reading.paragraph_of(after) == reading.paragraph_of(cue[0])
        if _has_own_cue(reading, quote):
            break
        pieces = [*pieces, (after, quote[1])]
        grown += 1
        options.append((tuple(pieces), f"next {'same' if same else 'below'} {len(pieces)}"))
        after = quote[1]
        while after < len(tags) and tags[after] == ".":
            after += 1
    return options


def _has_own_cue(reading, quote):
    "Does a speaker follow this quotation in its last sentence?"
    end = quote[1]
    if end >= len(reading.tags) or reading.tags[end] == ".":
        return False
    sentence = reading.sentences[reading.sentence_of[end - 1]]
    return any(reading.tags[k] in "bzdvcg" for k in range(end, min(sentence[1], end + 25)))
