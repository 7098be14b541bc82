"""What speaks for a candidate: readable features of a cue, its content and its source.

For each decision a tuple of names and a function that gives the values in the same order; the weight of each value
stands in ``lexicon/<language>/attribution_weights.tsv``. A value is text, or a tuple of texts. Tags are those of
`Reading`; short slices of the tag string tell what stands around a place.
"""

import re

BUCKETS = [0, 1, 2, 3, 4, 5, 7, 10, 14, 19, 25, 35, 50]
BUCKET = [max(b for b in BUCKETS if b <= n) for n in range(61)] + [60]
VERB = re.compile("[Xvzd]")


def bucket(n):
    return BUCKET[min(n, 61)] if n >= 0 else -1


def has_verb(tags):
    "Is there a finite verb, or what may be one, among these tags?"
    return VERB.search(tags) is not None


CUE = (
    "bias", "lemma", "lemma word", "lemma next", "lemma form before", "lemma quotes", "lemma clause", "lemma inside", "lemma subject", "next",
    "word", "before", "word before", "previous word", "quotes", "form between", "long before", "clause", "position", "left", "group",
    "opener", "opener before", "kinds", "kinds next", "kinds between", "kinds clause quotes", "kinds inside", "kinds subject", "second kind", "second kind next",
)  # fmt: skip


def cue_values(reading, c):
    """Is this token the head of a cue?"""
    tags, head, first, last, g, lemma, kind, kinds = reading.tags, c.head, c.first, c.last, c.group, c.lemma, c.kind, c.kinds
    low = reading.lowered
    form = kind + tags[head]
    n1, n2 = tags[head + 1 : min(last, head + 2)], tags[head + 1 : min(last, head + 3)]
    w1 = low[head + 1] if n1 else ""
    if g > first:
        p1, p2, wg = tags[g - 1], tags[max(first, g - 2) : g], low[g - 1]
    else:
        p1 = p2 = wg = "^"
    wp = low[head - 1] if head > first else "^"
    inside = "q" if reading.quote_of[head] is not None else "-"
    around = "q" if tags.find("q", head, min(last, head + 12)) >= 0 else "-"
    if head == first or (g - first < 4 and first > 0 and tags[first - 1] == "Q"):
        around += "B"
    elif inside == "-" and tags.rfind("Q", max(first, head - 10), head) >= 0:
        around += "Q"
    clause = tags[head + 1 : min(last, head + 8)]
    clause = ("T" if "T" in clause[:5] else "-") + ("v" if any(t in clause for t in "XvzdT") else "-")
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
        "", (lemma, kind), (lemma, w1), (lemma, n1), (lemma, form, p1), (lemma, around), (lemma, clause), (lemma, inside), (lemma, p1, form), (kind, n2),
        (kind, w1), (form, p1, tags[head - 1]), (kind, wg), (kind, wp), (kind, around), (form, p1, n1), (kind, p2), (form, clause), (kind, bucket(head - first)),
        (kind, bucket(last - head)), (form, tags[g:head]),
        (kind, opener), (kind, opener, p1), kinds, (kinds, n1), (kinds, form, p1, n1), (kinds, clause, around), (kinds, inside, form), (kinds, wg),
        second, (second, n1),
    )  # fmt: skip


START = ("between", "before between", "word", "word before", "distance")


def start_values(reading, c, start):
    """Does the cue begin here?"""
    tags, head, kind = reading.tags, c.head, c.kind
    between = tags[start : head + 1]
    before, word = (tags[start - 1], reading.lowered[start - 1]) if start > c.first else ("^", "")
    return (kind, between), (kind, before, between), (kind, reading.lowered[start]), (kind, word, between[:1]), head - start


END = (
    "between", "last after", "distance", "word after", "lemma between", "lemma last after", "last word", "form between after", "kinds between after", "words",
)  # fmt: skip


def end_values(reading, c, end):
    """Does the cue end here?"""
    tags, low, head, kind, lemma = reading.tags, reading.lowered, c.head, c.kind, c.lemma
    between = tags[head + 1 : end]
    after, following = (tags[end], low[end]) if end < c.last else ("$", "")
    return (
        (kind, between), (kind, between[-2:], after), (kind, end - head), (kind, following), (lemma, between), (lemma, between[-1:], after),
        (kind, low[end - 1] if between else ""), (kind, tags[head], between, after), (c.kinds, between, after), tuple(low[head + 1 : end]),
    )  # fmt: skip


CONTENT = (
    "how kind", "how lemma", "form around", "how here next", "how mark quotes", "word", "skipped", "group", "cue tags", "before", "last word", "kinds", "tags between",
)  # fmt: skip


def content_values(reading, c, cue, option, quotes):
    """Does the content stand, or begin, here?"""
    start, end, how = option
    tags, low = reading.tags, reading.lowered
    side = how[:4]
    here = tags[start : start + 1]
    n1 = tags[cue[1]] if cue[1] < c.last else "$"
    p1 = tags[cue[0] - 1] if cue[0] > c.first else "^"
    return (
        (how, c.kind), (how, c.lemma), (side, c.kind, tags[c.head], n1, p1), (how, here, n1), (how, here == "q", quotes), (how, low[start] if start < len(low) else ""),
        (how, tags[cue[1] : start][-4:] if end is None else ""), (side, low[cue[0]]), (how, tags[cue[0] : cue[1]]), (how, p1, here), (how, low[cue[1] - 1]), (how, c.kinds, here),
        (how, tags[end : cue[0]][-5:] if end is not None else ""),
    )  # fmt: skip


STOP = ("here", "word next", "marks", "length", "commas", "how", "hanging", "opener", "whole", "lemma finite", "all", "last", "kinds")


def stop_values(reading, c, cue, start, end, how):
    """Does a content that began at ``start`` stop before ``end``?"""
    tags, low, last, kind = reading.tags, reading.lowered, c.last, c.kind
    here, word = (tags[end], low[end]) if end < last else ("$", "")
    opened, inside = tags[start], tags[start:end]
    full = end >= last or here == "."
    count = min(4, inside.count(",") + inside.count(";") + inside.count("-"))
    finite = has_verb(inside)
    quote = reading.quote_of[end - 1]
    cut = quote is not None and quote[1] > end
    whole = quote is not None and quote[0] == start and quote[1] == end
    unclosed = inside.count("(") > inside.count(")")
    hanging = max(inside.rfind("T"), inside.rfind("W"), inside.rfind("U"))
    hanging = hanging >= 0 and not has_verb(inside[hanging:])
    opener = low[c.first] if tags[c.first] in "UPaHgd" else ""
    return (
        (kind, here), (word, tags[end + 1 : end + 2]), (cut, whole, unclosed, full), (kind, bucket(end - start)), (kind, finite, count, here), (how, full, finite), (hanging, here, full),
        (opener, min(count, 2), here), (whole, inside[-2:-1] if inside[-1] == "Q" else "", here, kind), (c.lemma, finite, here),
        (kind, tags[c.head], opened, finite, here, has_verb(tags[end : min(last, end + 6)])), (inside[-1], here), (c.kinds, opened, here, finite),
    )  # fmt: skip


MORE = ("how", "how content", "how opened", "how lemma")


def more_values(c, how, content_how, opened):
    """Does the content go on with these further pieces?"""
    return how, (how, content_how), (how, opened), (how, c.lemma)


SOURCE = (
    "how form", "how side lemma", "how side before", "how content next", "how lemma", "how cue", "overlap", "before", "after", "commas", "shape after",
    "ends", "word", "last word", "length", "around", "gap", "one", "word before", "order",
)  # fmt: skip


def source_values(reading, c, cue, content, content_how, option):
    """Is this the source?"""
    span, how, rank = option
    tags, low = reading.tags, reading.lowered
    side = content_how[:4]
    p1 = tags[cue[0] - 1] if cue[0] > c.first else "^"
    n1 = tags[cue[1]] if cue[1] < c.last else "$"
    common = (how, c.kind, tags[c.head]), (how, side, c.lemma), (how, side, c.kind, p1), (how, content_how, n1), (how, c.lemma), (how, tags[cue[0] : c.head + 1])
    if span is None:
        return common
    a, b = span
    before, word = (tags[a - 1], low[a - 1]) if a > c.first else ("^", "")
    after = tags[b] if b < c.last else "$"
    inside = tags[a:b]
    commas = inside.count(",")
    shape = (commas > 0, "P" if "P" in inside else "O" if "O" in inside else "", "W" in inside)
    order = "<" if b <= content[0] else ">" if a >= content[1] else "="
    return (
        *common, a < content[1] and b > content[0], (how, before), (how, after, rank), (how, min(3, commas), inside[-1], after), (how, shape, after),
        (inside[0], inside[-1], how), low[a], low[b - 1], (how, bucket(b - a)), (how, before, after), (how, bucket(cue[0] - b if b <= cue[0] else a - cue[1])),
        (how, low[a] if b == a + 1 else inside if b - a < 4 else inside[:2]), (how, word), (how, order, side),
    )  # fmt: skip


DECISIONS = {"cue": CUE, "start": START, "end": END, "content": CONTENT, "stop": STOP, "source": SOURCE, "more": MORE}
