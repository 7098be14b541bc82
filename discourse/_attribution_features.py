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
    "bias",
    "lemma",
    "lemma word",
    "lemma quotes",
    "next",
    "word",
    "quotes",
    "form between",
    "long before",
    "position",
    "left",
    "group",
    "opener",
    "opener before",
    "kinds",
    "kinds next",
    "kinds between",
    "kinds clause quotes",
    "kinds inside",
    "kinds subject",
    "second kind",
    "second kind next",
    "owner",
)


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
    kinds, _, second = kinds.partition("+")
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
        (kind, opener, p1),
        kinds,
        (kinds, n1),
        (kinds, form, p1, n1),
        (kinds, clause, around),
        (kinds, inside, form),
        (kinds, wg),
        second,
        (second, n1),
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


def start_values(reading, c, start):
    """Does the cue begin here?"""
    tags, head, kind = reading.tags, c.head, c.kind
    between = tags[start : head + 1]
    before, word = (tags[start - 1], reading.shapes[start - 1]) if start > c.first else ("^", "")
    return (
        (kind, between),
        (kind, before, between),
        (kind, reading.shapes[start]),
        (kind, word, between[:1]),
        head - start,
    )


END = (
    "between",
    "last after",
    "distance",
    "word after",
    "lemma between",
    "lemma last after",
    "last word",
    "form between after",
    "kinds between after",
    "words",
)


def end_values(reading, c, end):
    """Does the cue end here?"""
    tags, low, head, kind, lemma = reading.tags, reading.shapes, c.head, c.kind, c.lemma
    between = tags[head + 1 : end]
    after, following = (tags[end], low[end]) if end < c.last else ("$", "")
    return (
        (kind, between),
        (kind, between[-2:], after),
        (kind, end - head),
        (kind, following),
        (lemma, between),
        (lemma, between[-1:], after),
        (kind, low[end - 1] if between else ""),
        (kind, tags[head], between, after),
        (c.kinds, between, after),
        tuple(low[head + 1 : end]),
    )


CONTENT = ("lemma", "next", "word", "group", "cue", "before", "last word", "kinds", "between")


def content_values(reading, c, cue, option):
    """Does the content stand, or begin, here?"""
    start, end, how = option
    tags, low = reading.tags, reading.shapes
    here = tags[start : start + 1]
    return (
        (how, c.lemma),
        (how, here, tags[cue[1]] if cue[1] < c.last else "$"),
        (how, low[start] if start < len(low) else ""),
        (how[:4], low[cue[0]]),
        (how, tags[cue[0] : cue[1]]),
        (how, tags[cue[0] - 1] if cue[0] > c.first else "^", here),
        (how, low[cue[1] - 1]),
        (how, c.kinds, here),
        (how, tags[end : cue[0]][-5:] if end is not None else ""),
    )


STOP = ("here", "word", "marks", "length", "commas", "hanging", "opener", "lemma", "around", "last")


def stop_values(reading, c, start, end):
    """Does a content that began at ``start`` stop before ``end``?"""
    tags, last, kind = reading.tags, c.last, c.kind
    here, word = (tags[end], reading.shapes[end]) if end < last else ("$", "")
    inside, closing = tags[start:end], tags[end - 1]
    finite = has_verb(inside)
    quote = reading.quote_of[end - 1]
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
        (reading.shapes[c.first] if tags[c.first] in "UPaHgd" else "", min(count, 2), here),
        (c.lemma, finite, here),
        (kind, tags[c.head], inside[0], finite, here, has_verb(tags[end : min(last, end + 6)])),
        (closing, inside[-2:-1] if closing == "Q" else "", here),
    )


MORE = ("how", "how content", "how opened", "how lemma")


def more_values(c, how, content_how, opened):
    """Does the content go on with these further pieces?"""
    return how, (how, content_how), (how, opened), (how, c.lemma)


SOURCE = (
    "form",
    "side lemma",
    "side before",
    "next",
    "lemma",
    "cue",
    "overlap",
    "commas",
    "shape",
    "around",
    "gap",
    "words",
    "word before",
)


def source_values(reading, c, cue, content, content_how, option):
    """Is this the source?"""
    span, how, rank = option
    tags, low = reading.tags, reading.shapes
    side = content_how[:4]
    common = (
        (how, c.kind, tags[c.head]),
        (how, side, c.lemma),
        (how, side, c.kind, tags[cue[0] - 1] if cue[0] > c.first else "^"),
        (how, content_how, tags[cue[1]] if cue[1] < c.last else "$"),
        (how, c.lemma),
        (how, tags[cue[0] : c.head + 1]),
    )
    if span is None:
        return common
    a, b = span
    before, word = (tags[a - 1], low[a - 1]) if a > c.first else ("^", "")
    after = tags[b] if b < c.last else "$"
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


DECISIONS = {"cue": CUE, "start": START, "end": END, "content": CONTENT, "stop": STOP, "source": SOURCE, "more": MORE}
