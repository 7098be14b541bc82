"""What speaks for a candidate: readable features of a cue, its content and its source.

For each decision a tuple of names and a function. The value of a feature has two parts: the context, which the
candidate gives once, and what each option shows. The function returns the contexts of all features and a function from
an option to what it shows, both in the order of the names; the weight of each pair stands in
``lexicon/<language>/attribution_weights.tsv``. Tags are those of `Reading`; short slices of the tag string tell what
stands around a place. Of names and numbers only the tag counts.
"""

from bisect import bisect_left

from discourse._attribution_tokens import FINITE

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


def cue_shown(reading, c):
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
    clause = tags[head + 1 : head + 8 if head + 8 <= last else last]
    clause = "Tv" if "T" in clause[:5] else "-v" if "T" in clause or FINITE.search(clause) else "--"
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


def owned(reading, c):
    "Has a noun an owner: their claim, Vesk's claim?"
    before = c.head - 1
    if before < c.first:
        return False
    if reading.tags[before] in "nNR" and before > c.first:
        before -= 1
    return reading.tags[before] == "p" or reading.lowered[before] in reading.words.possessives


START = ("between", "before between", "word", "word before")


def start_values(reading, c):
    """Does the cue begin here?"""
    tags, low, head, kind, first = reading.tags, reading.shapes, c.head, c.kind, c.first

    def show(start):
        between = tags[start : head + 1]
        before, word = (tags[start - 1], low[start - 1]) if start > first else ("^", "")
        return between, before + between, low[start], (word, between[:1])

    return (kind, kind, kind, kind), show


END = ("between", "last after", "word after", "last word", "lemma between", "lemma last after")


def end_values(reading, c):
    """Does the cue end here?"""
    tags, low, head, kind, last = reading.tags, reading.shapes, c.head, c.kind, c.last

    def show(end):
        between = tags[head + 1 : end]
        after, following = (tags[end], low[end]) if end < last else ("$", "")
        closing = low[end - 1] if between else ""
        return between, between[-2:] + after, following, closing, between, between[-1:] + after

    return (kind, kind, kind, kind, c.lemma, c.lemma), show


CONTENT = ("lemma", "next", "word", "cue", "before", "kinds", "between")


def content_values(reading, c, cue):
    """Does the content stand, or begin, here?"""
    tags, low = reading.tags, reading.shapes
    n1 = tags[cue[1]] if cue[1] < c.last else "$"
    p1 = tags[cue[0] - 1] if cue[0] > c.first else "^"
    length = len(low)

    def show(option):
        start, end, how = option
        here = f"{how} {tags[start : start + 1]}"
        between = tags[end : cue[0]][-5:] if end is not None else ""
        return how, here, (how, low[start] if start < length else ""), how, here, here, (how, between)

    return (c.lemma, n1, "", tags[cue[0] : cue[1]], p1, c.kinds, ""), show


STOP = ("commas", "around", "opener", "word", "marks", "hanging", "last")


def stop_values(reading, c, start):
    """Does a content that began at ``start`` stop here?"""
    tags, low, quote_of, last = reading.tags, reading.shapes, reading.quote_of, c.last
    opener = low[c.first] if tags[c.first] in "UPaHgd" else ""
    verbs = reading.verbs
    before = bisect_left(verbs, start)

    def show(end):
        here, word, after = (tags[end], low[end], tags[end + 1 : end + 2]) if end < last else ("$", "", "")
        inside, closing = tags[start:end], tags[end - 1]
        behind = bisect_left(verbs, end)
        finite = behind > before
        later = behind < len(verbs) and verbs[behind] < min(last, end + 6)
        opened = max(inside.rfind("T"), inside.rfind("W"), inside.rfind("U"))
        hanging = opened >= 0 and not (finite and verbs[behind - 1] > start + opened)
        quote = quote_of[end - 1]
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

    return (c.kind, c.kind + tags[c.head] + tags[start], opener, "", "", "", ""), show


MORE = ("how", "how content", "how opened", "how lemma")


def more_values(c, content_how, opened):
    """Does the content go on with these further pieces?"""
    return ("", content_how, opened, c.lemma), lambda option: (option[1],) * 4


SOURCE = (
    "form", "side lemma", "side before", "next", "lemma", "overlap", "commas", "shape", "around", "words",
    "word before",
)  # fmt: skip


def source_values(reading, c, cue, content, content_how):
    """Is this the source? Without a span an option shows less."""
    tags, low, first, last, kind = reading.tags, reading.shapes, c.first, c.last, c.kind
    p1 = tags[cue[0] - 1] if cue[0] > first else "^"
    n1 = tags[cue[1]] if cue[1] < last else "$"

    def show(option):
        span, how, rank = option
        if span is None:
            return how, how, how, how, how
        a, b = span
        before, word = (tags[a - 1], low[a - 1]) if a > first else ("^", "")
        after = tags[b] if b < last else "$"
        inside = tags[a:b]
        commas = inside.count(",")
        return (
            how,
            how,
            how,
            how,
            how,
            a < content[1] and b > content[0],
            (how, min(3, commas), inside[-1], after),
            (how, commas > 0, "P" if "P" in inside else "O" if "O" in inside else "", "W" in inside, after, rank),
            (how, before, after),
            (how, low[a] if b == a + 1 else inside if b - a < 4 else inside[:2]),
            (how, word),
        )

    side = content_how[:4]
    contexts = (
        kind + tags[c.head],
        (side, c.lemma),
        (side, kind, p1),
        (content_how, n1),
        c.lemma,
        "",
        "",
        "",
        "",
        "",
        "",
    )
    return contexts, show


DECISIONS = {"cue": CUE, "start": START, "end": END, "content": CONTENT, "stop": STOP, "source": SOURCE, "more": MORE}
