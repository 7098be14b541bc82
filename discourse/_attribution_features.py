"""What speaks for a candidate: readable features of a cue, its content and its source.

For each decision a tuple of names and a function that gives the values in the same order; the weight of each value
stands in ``lexicon/<language>/attribution_weights.tsv``. A value is text, or a tuple of texts. Tags are those of
`Reading`; short slices of the tag string tell what stands around a place. Of names and numbers only the tag counts.
"""

import re

BUCKETS = [0, 1, 2, 3, 4, 5, 7, 10, 14, 19, 25, 35, 50]
BUCKET = [max(b for b in BUCKETS if b <= n) for n in range(61)]
VERB = re.compile("[Xvzd]")
HANGING = re.compile("[TWU][^XvzdTWU]*\\Z")  # a clause that is opened and has no verb yet


def bucket(n):
    return BUCKET[n] if 0 <= n <= 60 else 60 if n > 0 else -1


def has_verb(tags):
    "Is there a finite verb, or what may be one, among these tags?"
    return VERB.search(tags) is not None


CUE = (
    "bias", "lemma", "lemma word", "lemma quotes", "next", "word", "quotes", "form between", "long before",
    "position", "left", "group", "opener", "kinds", "kinds next", "kinds between",
    "kinds clause quotes", "kinds inside", "kinds subject", "owner",
)  # fmt: skip


def cue_values(reading, c):
    """Is this token the head of a cue?"""
    tags, head, first, last, g, lemma, kind, kinds = (
        reading.tags,
        c.head,
        c.first,
        c.last,
        c.group,
        c.lemma,
        c.kind,
        c.kinds,
    )
    low = reading.shapes
    form = kind + tags[head]
    n1, n2 = tags[head + 1 : min(last, head + 2)], tags[head + 1 : min(last, head + 3)]
    w1 = low[head + 1] if n1 else ""
    if g > first:
        p1, p2, wg = tags[g - 1], tags[max(first, g - 2) : g], low[g - 1]
    else:
        p1 = p2 = wg = "^"
    inside = "q" if reading.quote_of[head] is not None else "-"
    around = "q" if tags.find("q", head, min(last, head + 12)) >= 0 else "-"
    if head == first or (g - first < 4 and first > 0 and tags[first - 1] == "Q"):
        around += "B"
    elif inside == "-" and tags.rfind("Q", max(first, head - 10), head) >= 0:
        around += "Q"
    clause = tags[head + 1 : min(last, head + 8)]
    clause = ("T" if "T" in clause[:5] else "-") + ("v" if "T" in clause or has_verb(clause) else "-")
    opener = "main"
    for j in range(g - 1, max(first, g - 10) - 1, -1):
        tag = tags[j]
        if tag in "WTHU":
            opener = low[j]
            break
        if tag in ",;:qQ-":
            opener = tag
            break
    kinds = kinds.partition("+")[0]
    return (
        "",
        (lemma, kind),
        (lemma, w1),
        (lemma, around),
        (kind, n2),
        (kind, w1),
        (kind, around),
        (form, p1, n1),
        (kind, p2),
        (kind, bucket(head - first)),
        (kind, bucket(last - head)),
        (form, tags[g:head]),
        (kind, opener),
        kinds,
        (kinds, n1),
        (kinds, form, p1, n1),
        (kinds, clause, around),
        (kinds, inside, form),
        (kinds, wg),
        (kind, n1, owned(reading, c)),
    )


def owned(reading, c):
    "Is this a noun with an owner: their claim, Vesk's claim?"
    before = c.head - 1
    if c.kind != "noun" or before < c.first:
        return False
    if reading.tags[before] in "nNR" and before > c.first:
        before -= 1
    return reading.tags[before] == "p" or reading.lowered[before] in reading.words.possessives


START = ("between", "before between", "word", "word before", "distance")


def start_values(reading, c):
    """Does the cue begin here? Gives the function of the start."""
    tags, low, head, kind, first = reading.tags, reading.shapes, c.head, c.kind, c.first

    def describe(start):
        between = tags[start : head + 1]
        before, word = (tags[start - 1], low[start - 1]) if start > first else ("^", "")
        return (kind, between), (kind, before, between), (kind, low[start]), (kind, word, between[:1]), head - start

    return describe


END = (
    "between", "last after", "distance", "word after", "lemma between", "lemma last after", "last word",
    "form between after",
)  # fmt: skip


def end_values(reading, c):
    """Does the cue end here? Gives the function of the end."""
    tags, low, head, kind, lemma, last = reading.tags, reading.shapes, c.head, c.kind, c.lemma, c.last

    def describe(end):
        between = tags[head + 1 : end]
        after, following = (tags[end], low[end]) if end < last else ("$", "")
        return (
            (kind, between),
            (kind, between[-2:], after),
            (kind, end - head),
            (kind, following),
            (lemma, between),
            (lemma, between[-1:], after),
            (kind, low[end - 1] if between else ""),
            (kind, tags[head], between, after),
        )

    return describe


CONTENT = ("lemma", "next", "word", "group", "cue", "before", "last word", "kinds", "between")


def content_values(reading, c, cue):
    """Does the content stand, or begin, here? Gives the function of the option."""
    tags, low, lemma, kinds = reading.tags, reading.shapes, c.lemma, c.kinds
    n1 = tags[cue[1]] if cue[1] < c.last else "$"
    p1 = tags[cue[0] - 1] if cue[0] > c.first else "^"
    group, first_word, last_word = tags[cue[0] : cue[1]], low[cue[0]], low[cue[1] - 1]

    def describe(option):
        start, end, how = option
        here = tags[start : start + 1]
        return (
            (how, lemma),
            (how, here, n1),
            (how, low[start] if start < len(low) else ""),
            (how[:4], first_word),
            (how, group),
            (how, p1, here),
            (how, last_word),
            (how, kinds, here),
            (how, tags[end : cue[0]][-5:] if end is not None else ""),
        )

    return describe


STOP = ("here", "word", "marks", "length", "commas", "hanging", "opener", "lemma", "around", "last")


def stop_values(reading, c, start):
    """Does a content that began at ``start`` stop here? Gives the function of the end."""
    tags, low, quote_of, last, kind = reading.tags, reading.shapes, reading.quote_of, c.last, c.kind
    lemma, form, opened = c.lemma, tags[c.head], tags[start]
    opener = low[c.first] if tags[c.first] in "UPaHgd" else ""

    def describe(end):
        here, word = (tags[end], low[end]) if end < last else ("$", "")
        inside, closing = tags[start:end], tags[end - 1]
        finite = VERB.search(inside) is not None
        quote = quote_of[end - 1]
        cut = whole = False
        if quote is not None:
            cut, whole = quote[1] > end, quote[0] == start and quote[1] == end
        count = inside.count(",") + inside.count("-")
        full = end >= last or here == "."
        return (
            (kind, here),
            (word, tags[end + 1 : end + 2]),
            (cut, whole, "(" in inside and ")" not in inside, full),
            (kind, bucket(end - start)),
            (kind, finite, min(count, 4), here),
            (HANGING.search(inside) is not None, here, full),
            (opener, min(count, 2), here),
            (lemma, finite, here),
            (kind, form, opened, finite, here, VERB.search(tags, end, min(last, end + 6)) is not None),
            (closing, inside[-2:-1] if closing == "Q" else "", here),
        )

    return describe


MORE = ("how", "how content", "how opened", "how lemma")


def more_values(c, content_how, opened):
    """Does the content go on with these further pieces? Gives the function of the option."""

    def describe(option):
        how = option[1]
        return how, (how, content_how), (how, opened), (how, c.lemma)

    return describe


SOURCE = (
    "form", "side lemma", "side before", "next", "lemma", "cue", "overlap", "commas", "shape", "around", "gap",
    "words", "word before",
)  # fmt: skip


def source_values(reading, c, cue, content, content_how):
    """Is this the source? Gives the function of the option."""
    tags, low, first, last, lemma = reading.tags, reading.shapes, c.first, c.last, c.lemma
    side, kind, form, group = content_how[:4], c.kind, tags[c.head], tags[cue[0] : c.head + 1]
    p1 = tags[cue[0] - 1] if cue[0] > first else "^"
    n1 = tags[cue[1]] if cue[1] < last else "$"

    def describe(option):
        span, how, rank = option
        common = (
            (how, kind, form),
            (how, side, lemma),
            (how, side, kind, p1),
            (how, content_how, n1),
            (how, lemma),
            (how, group),
        )
        if span is None:
            return common
        a, b = span
        before, word = (tags[a - 1], low[a - 1]) if a > first else ("^", "")
        after = tags[b] if b < last else "$"
        inside = tags[a:b]
        commas = inside.count(",")
        shape = (commas > 0, "P" if "P" in inside else "O" if "O" in inside else "", "W" in inside)
        return (
            *common,
            a < content[1] and b > content[0],
            (how, min(3, commas), inside[-1], after),
            (how, shape, after, rank),
            (how, before, after),
            (how, bucket(cue[0] - b if b <= cue[0] else a - cue[1])),
            (how, low[a] if b == a + 1 else inside if b - a < 4 else inside[:2]),
            (how, word),
        )

    return describe


DECISIONS = {"cue": CUE, "start": START, "end": END, "content": CONTENT, "stop": STOP, "source": SOURCE, "more": MORE}
