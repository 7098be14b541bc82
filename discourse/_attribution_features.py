"""What speaks for a candidate: readable features of a cue, a source, a content.

Each function gives short strings for one option of one decision; their weights stand in
``lexicon/<language>/attribution_weights.tsv``. A string names the decision by its first word.
"""

BUCKETS = [0, 1, 2, 3, 4, 5, 7, 10, 14, 19, 25, 35, 50]
BUCKET = [max(b for b in BUCKETS if b <= n) for n in range(61)]


def bucket(n):
    return BUCKET[n] if 0 <= n <= 60 else "many" if n > 0 else "before"


def cue_features(reading, c):
    """Is this token the head of a cue?"""
    tags, low, head, first, last = reading.tags, reading.lowered, c.head, c.first, c.last
    form = tags[head]
    n1 = tags[head + 1] if head + 1 < last else "$"
    n2 = tags[head + 2] if head + 2 < last else "$"
    w1 = low[head + 1] if head + 1 < last else "$"
    g = c.group
    p1 = tags[g - 1] if g > first else "^"
    p2 = tags[g - 2] if g - 1 > first else "^"
    wg = low[g - 1] if g > first else "^"
    wp = low[head - 1] if head > first else "^"
    tp = tags[head - 1] if head > first else "^"
    lemma = c.lemma
    quote = reading.quote_of[head]
    inside = "q" if quote is not None and quote[0] >= 0 else "-"
    near = tags.find("q", head, min(last, head + 12))
    ahead = "q" if near >= 0 else "-"
    closed = tags.rfind("Q", max(first, head - 10), head)
    behind = "Q" if closed >= 0 and inside == "-" else "-"
    if head == first or (behind == "-" and g - first < 4 and first > 0 and tags[first - 1] == "Q"):
        behind = "B"
    that = "T" if tags.find("T", head, min(last, head + 6)) >= 0 else "-"
    verb_after = "v" if any(t in "XvzdT" for t in tags[head + 1 : min(last, head + 8)]) else "-"
    f = [
        "cue", f"cue {lemma} {c.kind}", f"cue {lemma} next {w1}", f"cue {lemma} next {n1}", f"cue {lemma} form {form}", f"cue {lemma} before {p1}",
        f"cue {c.kind} next {n1} {n2}", f"cue {c.kind} nextword {w1}", f"cue {c.kind}{form} before {p1} {tp}", f"cue {c.kind} beforeword {wg}",
        f"cue {c.kind} wordbefore {wp}", f"cue {c.kind}{form} inside {inside}", f"cue {lemma} inside {inside}",
        f"cue {c.kind} quotes {behind}{ahead}", f"cue {lemma} quotes {behind}{ahead}", f"cue {c.kind}{form} {p1} {n1}",
        f"cue {c.kind} {p2} {p1}", f"cue {lemma} {verb_after}{that}", f"cue {c.kind}{form} {verb_after}{that}",
        f"cue {c.kind} at {bucket(head - first)}", f"cue {c.kind} left {bucket(last - head)}", f"cue {c.kind} group {tags[g:head]}",
    ]  # fmt: skip
    for kind in c.kinds:
        f += [f"cue of {kind}", f"cue of {kind} next {n1}", f"cue of {kind}{form} {p1} {n1}", f"cue of {kind} {verb_after}{that}{behind}{ahead}"]
        f.append(f"cue of {kind} in {inside}{form}")
    return f


def start_features(reading, c, start):
    """Does the cue begin here?"""
    tags, low, head = reading.tags, reading.lowered, c.head
    between = tags[start:head]
    before = tags[start - 1] if start > c.first else "^"
    return [
        f"start {c.kind} {between}", f"start {c.kind} {before}|{between[:2]}", f"start {c.kind} word {low[start]}",
        f"start {c.kind} wordbefore {low[start - 1] if start > c.first else '^'}", f"start {c.lemma} {between}", f"start {head - start}",
        f"start {c.kind}{tags[head]} {before}|{between}",
    ]  # fmt: skip


def end_features(reading, c, end):
    """Does the cue end here?"""
    tags, low, head = reading.tags, reading.lowered, c.head
    between = tags[head + 1 : end]
    after = tags[end] if end < c.last else "$"
    following = low[end] if end < c.last else "$"
    f = [
        f"end {c.kind} {between}", f"end {c.kind} {between[-2:]}|{after}", f"end {c.kind} {end - head}", f"end {c.kind} after {following}",
        f"end {c.lemma} {between}", f"end {c.lemma} {between[-1:]}|{after}", f"end {c.kind} last {low[end - 1]}" if between else f"end {c.kind} head",
        f"end {c.lemma} last {low[end - 1]}" if between else f"end {c.lemma} head|{following}", f"end {c.kind}{tags[head]} {between}|{after}",
    ]  # fmt: skip
    f += [f"end of {kind} {between}|{after}" for kind in c.kinds]
    if between:
        f.append(f"end words {' '.join(low[head + 1 : end])}" if end - head < 5 else "end long")
    return f


def content_features(reading, c, cue, option, quotes):
    """Does the content stand, or begin, here?"""
    start, end, how = option
    tags, low = reading.tags, reading.lowered
    side = how.split()[0]
    here = tags[start] if start < c.last else "$"
    n1 = tags[cue[1]] if cue[1] < c.last else "$"
    p1 = tags[cue[0] - 1] if cue[0] > c.first else "^"
    form = tags[c.head]
    inside = "q" if tags[start : start + 1] == "q" else "-"
    f = [
        f"content {how}", f"content {how} {c.kind}", f"content {how} {c.lemma}", f"content {side} {c.lemma} {n1}", f"content {side} {form} {n1} {p1}",
        f"content {how} {here} {n1}", f"content {how} {inside} {quotes}", f"content {side} {inside} {c.kind}{form} {quotes} {n1}",
        f"content {how} word {low[start] if start < c.last else '$'}", f"content {how} skip {tags[cue[1] : start][-4:] if side == 'right' else ''}",
        f"content {side} group {low[cue[0]]}", f"content {how} cue {tags[cue[0] : cue[1]]}", f"content {how} {p1} {here}", f"content {how} last {low[cue[1] - 1]}",
    ]  # fmt: skip
    f += [f"content {how} of {kind} {here}" for kind in c.kinds]
    if end is not None:
        f += [f"content {side} long {bucket(end - start)}", f"content {side} gap {bucket(cue[0] - end)}", f"content {how} gap {tags[end : cue[0]][-5:]}"]
    return f


def stop_features(reading, c, cue, start, end, how):
    """Does a content that began at ``start`` stop before ``end``?"""
    tags, low, last = reading.tags, reading.lowered, c.last
    here = tags[end] if end < last else "$"
    word = low[end] if end < last else "$"
    nxt = tags[end + 1] if end + 1 < last else "$"
    opened = tags[start]
    full = "full" if end >= last or tags[end : end + 1] == "." else "part"
    count = sum(tags.count(t, start, end) for t in ",;-")
    finite = "v" if any(t in "Xvzd" for t in tags[start:end]) else "-"
    quote = reading.quote_of[end - 1]
    cut = "cut" if quote is not None and quote[1] > end else "-"
    whole = "whole" if quote is not None and quote[0] == start and quote[1] == end else "-"
    unclosed = "(" if tags.count("(", start, end) > tags.count(")", start, end) else "-"
    beyond = "v" if any(t in "Xvzd" for t in tags[end : min(last, end + 6)]) else "-"
    f = [
        f"stop {c.kind} {here}", f"stop {c.kind} {full}", f"stop {opened} {here} {nxt}", f"stop {opened} {word}", f"stop {word} {nxt}", f"stop {c.kind} {finite}{full}",
        f"stop {c.lemma} {here} {full}", f"stop {cut}{whole}{unclosed} {full}", f"stop {opened} {finite} {here}", f"stop long {c.kind} {bucket(end - start)}",
        f"stop {c.kind} {finite} marks {min(count, 4)} {here}", f"stop {how} {full} {finite}", f"stop {opened} {cut}{whole} {here}", f"stop {c.lemma} {opened} {finite}{full}",
        f"stop {c.kind}{tags[c.head]} {opened} {finite} {here} {beyond}", f"stop {tags[end - 1]} {here}",
    ]  # fmt: skip
    f += [f"stop of {kind} {opened} {here} {finite}" for kind in c.kinds]
    return f


def more_features(reading, c, how, content_how, start):
    """Does the content go on with these further pieces?"""
    opened = reading.tags[start]
    return [f"more {how}", f"more {how} {content_how}", f"more {how} {opened}", f"more {how} {c.lemma}", f"more {how} {c.kind} {content_how} {opened}"]


def source_features(reading, c, cue, content, content_how, option):
    """Is this the source?"""
    span, how, rank = option
    tags, low = reading.tags, reading.lowered
    side = content_how.split()[0]
    form = tags[c.head]
    p1 = tags[cue[0] - 1] if cue[0] > c.first else "^"
    n1 = tags[cue[1]] if cue[1] < c.last else "$"
    f = [f"source {how} {c.kind}{form}", f"source {how} {side} {c.lemma}", f"source {how} {side} {c.kind} {p1}", f"source {how} {content_how} {n1}", f"source {how} {c.lemma}",
         f"source {how} {tags[cue[0] : c.head + 1]}", f"source {how} {rank} {side}"]  # fmt: skip
    if span is None:
        return f
    a, b = span
    before = tags[a - 1] if a > c.first else "^"
    after = tags[b] if b < c.last else "$"
    overlap = "over" if a < content[1] and b > content[0] else "-"
    commas = min(3, tags.count(",", a, b))
    shape = ("," if commas else "") + ("P" if tags.find("P", a, b) >= 0 else "O" if tags.find("O", a, b) >= 0 else "") + ("W" if tags.find("W", a, b) >= 0 else "")
    f += [
        f"source {overlap}", f"source {how} before {before}", f"source {how} after {after} {rank}", f"source {how} {commas}{tags[b - 1]} {after}", f"source {how} shape {shape} {after}",
        f"source head {tags[a]} {tags[b - 1]} {how}", f"source word {low[a]}", f"source last {low[b - 1]}", f"source {how} long {bucket(b - a)}", f"source {how} {before} {after}",
        f"source {how} gap {bucket(cue[0] - b if b <= cue[0] else a - cue[1])}", f"source one {low[a]} {how}" if b == a + 1 else f"source {how} {tags[a]}{tags[a + 1]}",
        f"source {how} {shape} {before}", f"source {how} wordbefore {low[a - 1] if a > c.first else '^'}",
        f"source {how} order {'<' if b <= content[0] else '>' if a >= content[1] else '='}{side}",
    ]  # fmt: skip
    return f
