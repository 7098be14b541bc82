"""What speaks for a candidate: readable features of a cue, its content and its source.

For each decision a tuple of names and a function. The value of a feature has two parts: the context, which the
candidate gives once, and what each option shows. The function returns the contexts of all features and a function from
an option to what it shows, both in the order of the names; the weight of each pair stands in
``lexicon/<language>/attribution_weights.tsv``. Tags are those of `Reading`; short slices of the tag string tell what
stands around a place. Of names and numbers only the tag counts.
"""

from discourse._attribution_spans import Candidate
from discourse._attribution_tokens import Reading

BUCKETS = [0, 1, 2, 3, 4, 5, 7, 10, 14, 19, 25, 35, 50]
BUCKET = [max(b for b in BUCKETS if b <= n) for n in range(61)]
AROUND = 12  # tokens after a cue in which a quotation counts
BACK = 10  # tokens before a cue in which a quotation counts and its clause may be opened


def bucket(n):
    return BUCKET[n] if 0 <= n <= 60 else 60 if n > 0 else -1


CUE = (
    "bias", "lemma", "lemma word", "lemma quotes", "next", "word", "quotes", "owner", "long before", "position", "left",
    "opener", "form between", "group", "kinds", "kinds next", "kinds clause quotes", "kinds subject", "kinds between",
    "kinds inside",
)  # fmt: skip


def cue_contexts(lemma, kind, kinds, tag):
    """Contexts of what may be a cue: its word alone."""
    form, kinds = kind + tag, kinds.partition("+")[0]
    word, shaped = (lemma, kind), (kinds, form)
    return (
        "", word, word, word, kind, kind, kind, kind, kind, kind, kind, kind, form, form, kinds, kinds, kinds, kinds,
        shaped, shaped,
    )  # fmt: skip


def cue_shown(reading: Reading, c: Candidate):
    """What a candidate shows: is this token the head of a cue?"""
    tags, low, head, first, last, g = reading.tags, reading.shapes, c.head, c.first, c.last, c.group
    n2 = tags[head + 1 : head + 3] if head + 3 <= last else tags[head + 1 : last]
    n1, w1 = n2[:1], low[head + 1] if n2 else ""
    if g > first:
        before, p2, wg = tags[g - 1], tags[g - 2 : g] if g - 2 >= first else tags[first:g], low[g - 1]
    else:
        before = p2 = wg = "^"
    inside = "q" if reading.quote_of[head] is not None else "-"
    around = "q" if tags.find("q", head, min(last, head + AROUND)) >= 0 else "-"
    if head == first or (g - first < 4 and first > 0 and tags[first - 1] == "Q"):
        around += "B"
    elif inside == "-" and tags.rfind("Q", max(first, head - BACK), head) >= 0:
        around += "Q"
    end = min(head + 8, last)
    opened = tags.find("T", head + 1, end)
    clause = "Tv" if 0 <= opened < head + 6 else "-v" if opened >= 0 or reading.verb_before[end] > head else "--"
    opener = "main"
    for j in range(g - 1, (g - BACK if g - BACK > first else first) - 1, -1):
        tag = tags[j]
        if tag in "WTHU":
            opener = low[j]
            break
        if tag in ",;:qQ-":
            opener = tag
            break
    owner = n1 + "'" if c.kind == "noun" and owned(reading, c) else n1
    between = before + n1
    return (
        "", "", w1, around, n2, w1, around, owner, p2, bucket(head - first), bucket(last - head), opener, between,
        tags[g:head], "", n1, clause + around, wg, between, inside,
    )  # fmt: skip


def owned(reading: Reading, c: Candidate):
    "Has a noun an owner: their claim, Vesk's claim?"
    before = c.head - 1
    if before < c.first:
        return False
    if reading.tags[before] in "nNR" and before > c.first:
        before -= 1
    return reading.tags[before] == "p" or reading.lowered[before] in reading.words.possessives


class Values:
    """What the options of one decision show: ``contexts``, given once, and ``show`` for each option."""

    def show(self, option):
        """What an option shows, a value for each context, or for fewer."""
        raise NotImplementedError


START = ("between", "before between", "word", "word before")


class StartValues(Values):
    """Does the cue begin here?"""

    def __init__(self, reading: Reading, c: Candidate):
        self.tags, self.low, self.head, self.first = reading.tags, reading.shapes, c.head, c.first
        self.contexts = (c.kind,) * len(START)

    def show(self, option):
        """What a start shows."""
        start, tags, low = option, self.tags, self.low
        between = tags[start : self.head + 1]
        before, word = (tags[start - 1], low[start - 1]) if start > self.first else ("^", "")
        return between, before + between, low[start], (word, between[:1])


END = ("between", "last after", "word after", "last word", "lemma between", "lemma last after")


class EndValues(Values):
    """Does the cue end here?"""

    def __init__(self, reading: Reading, c: Candidate):
        self.tags, self.low, self.head, self.last = reading.tags, reading.shapes, c.head, c.last
        self.contexts = (c.kind, c.kind, c.kind, c.kind, c.lemma, c.lemma)

    def show(self, option):
        """What an end shows."""
        end, tags, low = option, self.tags, self.low
        between = tags[self.head + 1 : end]
        after, following = (tags[end], low[end]) if end < self.last else ("$", "")
        closing = low[end - 1] if between else ""
        return between, between[-2:] + after, following, closing, between, between[-1:] + after


CONTENT = ("lemma", "next", "word", "cue", "before", "kinds", "between")


class ContentValues(Values):
    """Does the content stand, or begin, here?"""

    def __init__(self, reading: Reading, c: Candidate, cue):
        self.tags, self.low = reading.tags, reading.shapes
        self.start, end = cue
        n1 = self.tags[end] if end < c.last else "$"
        p1 = self.tags[self.start - 1] if self.start > c.first else "^"
        self.contexts = (c.lemma, n1, "", self.tags[self.start : end], p1, c.kinds, "")

    def show(self, option):
        """What a place of the content shows."""
        start, end, how = option
        tags, low = self.tags, self.low
        here = how + " " + tags[start : start + 1]
        between = tags[end : self.start][-5:] if end is not None else ""
        return how, here, (how, low[start] if start < len(low) else ""), how, here, here, (how, between)


STOP = ("commas", "around", "opener", "word", "marks", "hanging", "last")


class StopValues(Values):
    """Does a content that began at ``start`` stop here?"""

    def __init__(self, reading: Reading, c: Candidate, start):
        self.tags, self.low, self.quote_of = reading.tags, reading.shapes, reading.quote_of
        self.start, self.last, self.verb_before = start, c.last, reading.verb_before
        opener = self.low[c.first] if self.tags[c.first] in "UPaHgd" else ""
        self.contexts = (c.kind, c.kind + self.tags[c.head] + self.tags[start], opener, "", "", "", "")

    def show(self, option):
        """What a stop shows."""
        end, tags, low = option, self.tags, self.low
        start, last = self.start, self.last
        here, word, after = (tags[end], low[end], tags[end + 1 : end + 2]) if end < last else ("$", "", "")
        inside, closing = tags[start:end], tags[end - 1]
        verb = self.verb_before[end]
        finite = verb >= start
        later = self.verb_before[max(end, min(last, end + 6))] >= end
        opened = max(inside.rfind("T"), inside.rfind("W"), inside.rfind("U"))
        hanging = opened >= 0 and verb <= start + opened
        quote = self.quote_of[end - 1]
        cut = whole = False
        if quote is not None:
            cut, whole = quote[1] > end, quote[0] == start and quote[1] == end
        count = inside.count(",") + inside.count("-")
        full = end >= last or here == "."
        return (
            (finite, min(count, 4), here),
            (finite, here, later),
            (min(count, 2), here),
            (word, after),
            (cut, whole, "(" in inside and ")" not in inside, full),
            (hanging, here, full),
            (closing, inside[-2:-1] if closing == "Q" else "", here),
        )


MORE = ("how", "how content", "how opened", "how lemma")


class MoreValues(Values):
    """Does the content go on with these further pieces?"""

    def __init__(self, c: Candidate, content_how, opened):
        self.contexts = ("", content_how, opened, c.lemma)

    def show(self, option):
        """What further pieces show."""
        return (option[1],) * len(MORE)


SOURCE = (
    "form", "side lemma", "side before", "next", "lemma", "overlap", "commas", "shape", "around", "words",
    "word before",
)  # fmt: skip


class SourceValues(Values):
    """Is this the source? Without a span an option shows less."""

    def __init__(self, reading: Reading, c: Candidate, cue, content, content_how):
        self.tags, self.low, self.first, self.last = reading.tags, reading.shapes, c.first, c.last
        self.start, self.stop = content
        p1 = self.tags[cue[0] - 1] if cue[0] > c.first else "^"
        n1 = self.tags[cue[1]] if cue[1] < c.last else "$"
        side, form = content_how[:4], c.kind + self.tags[c.head]
        placed = (side, c.lemma), (side, c.kind, p1), (content_how, n1)
        self.contexts = (form, *placed, c.lemma, "", "", "", "", "", "")

    def show(self, option):
        """What a source shows."""
        span, how, rank = option
        if span is None:
            return how, how, how, how, how
        a, b = span
        tags, low = self.tags, self.low
        before, word = (tags[a - 1], low[a - 1]) if a > self.first else ("^", "")
        after = tags[b] if b < self.last else "$"
        inside = tags[a:b]
        commas = inside.count(",")
        return (
            how,
            how,
            how,
            how,
            how,
            a < self.stop and b > self.start,
            (how, min(3, commas), inside[-1], after),
            (how, commas > 0, "P" if "P" in inside else "O" if "O" in inside else "", "W" in inside, after, rank),
            (how, before, after),
            (how, low[a] if b == a + 1 else inside if b - a < 4 else inside[:2]),
            (how, word),
        )


DECISIONS = {"cue": CUE, "start": START, "end": END, "content": CONTENT, "stop": STOP, "source": SOURCE, "more": MORE}
