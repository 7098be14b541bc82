"""Measure attribution on a folder in PolNeAR's form, and its speed.

    attribution.py FOLDER [--out PREDICTIONS.jsonl] [--weights FILE] [--only I/K] [--speed]

FOLDER holds text/ID.txt and attributions/ID_*.ann (brat: Source, Cue and Content spans tied by an event). Prints
precision, recall and F1 of exact spans, of token overlap and of whole relations (contents share at least half of
their tokens, sources at least one), articles per second, and with ``--speed`` the time for 1, 10 and 100 copies.
"""

import argparse
import collections
import json
import re
import time
from bisect import bisect_left, bisect_right
from pathlib import Path

from discourse import _attribution_text
from discourse._attribution_text import attributions_of
from discourse._attribution_weights import read_weights
from discourse._collector import uncollected

TOKEN = re.compile(r"\w+(?:[’']\w+)?|[^\w\s]")
OUTER = " \t\n\r.,;:!?\"'“”‘’—–-()[]"
ROLES = ("Source", "Cue", "Content")


def gold_attributions(folder):
    "Yield (id, text, list of {Source, Cue, Content: spans}) of every article."
    for path in sorted((Path(folder) / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        relations = []
        for annotation in sorted((Path(folder) / "attributions").glob(path.stem + "_*.ann"))[:1]:
            relations += _relations(annotation.read_text(encoding="utf-8"))
        yield path.stem, text, relations


def _relations(lines):
    spans, events = {}, []
    for line in lines.split("\n"):
        if re.match(r"T\d+\t", line):
            key, body = line.split("\t")[:2]
            kind, where = body.split(" ", 1)
            spans[key] = kind, [tuple(map(int, piece.split())) for piece in where.split(";")]
        elif re.match(r"E\d+\t", line):
            events.append([role.split(":")[1] for role in line.split("\t")[1].split()])
    for event in events:
        relation = {role: [] for role in ROLES}
        for key in event:
            kind, where = spans.get(key, ("", []))
            if kind in relation:
                relation[kind] += where
        if relation["Content"]:
            yield {role: sorted(set(where)) for role, where in relation.items()}


def trimmed(text, span):
    "A span without outer punctuation, white space and quotation marks."
    start, end = span
    while start < end and text[start] in OUTER:
        start += 1
    while end > start and text[end - 1] in OUTER:
        end -= 1
    return start, end


def measure(gold, predicted):
    """Counts of hits, found and wanted by measure name: exact spans, token overlap, relations."""
    counts = collections.defaultdict(lambda: [0, 0, 0, 0])
    for name, text, relations in gold:
        found = predicted.get(name, [])
        tokens = [m.span() for m in TOKEN.finditer(text)]
        ends = [e for _, e in tokens]
        starts = [s for s, _ in tokens]

        def touched(spans, starts=starts, ends=ends):
            return {i for a, b in spans for i in range(bisect_right(ends, a), bisect_left(starts, b))}

        for role in ROLES:
            want, have = touched([s for r in relations for s in r[role]]), touched([s for r in found for s in r[role]])
            _add(counts["overlap " + role.lower()], len(want & have), len(have), len(want))
        for role in ("Cue", "Source"):
            want = collections.Counter(trimmed(text, s) for r in relations for s in r[role])
            have = collections.Counter(trimmed(text, s) for r in found for s in r[role])
            _add(counts["exact " + role.lower()], sum((want & have).values()), sum(have.values()), sum(want.values()))
        wanted = [(touched(r["Content"]), touched(r["Source"])) for r in relations]
        had = [(touched(r["Content"]), touched(r["Source"])) for r in found]
        _add(counts["relation"], _matched(wanted, had), len(had), len(wanted))
    return {
        name: (h / f if f else 0.0, h / w if w else 0.0, 2 * h / (f + w) if f + w else 0.0)
        for name, (h, f, w, _) in counts.items()
    }


def _add(row, hits, found, wanted):
    row[0] += hits
    row[1] += found
    row[2] += wanted


def _matched(wanted, had):
    pairs = sorted(
        (
            (len(c & k) / len(c | k), i, j)
            for i, (c, s) in enumerate(wanted)
            for j, (k, t) in enumerate(had)
            if c & k and (s & t or (not s and not t))
        ),
        reverse=True,
    )
    left, right = set(), set()
    for share, i, j in pairs:
        if share >= 0.5 and i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


@uncollected
def predict(gold):
    """Attributions by the id of the article, as lists of {Source, Cue, Content: spans, voice}."""
    predicted = {}
    for name, text, _ in gold:
        predicted[name] = [
            {"Source": [s] if s else [], "Cue": [c], "Content": k, "voice": v} for v, s, c, k in attributions_of(text)
        ]
    return predicted


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--weights", type=Path, help="another file of weights")
    parser.add_argument("--only", help="I/K: measure every K-th article from the I-th on")
    parser.add_argument("--speed", action="store_true")
    args = parser.parse_args()
    if args.weights:
        weights = read_weights(args.weights)
        _attribution_text.load_weights = lambda language: weights
    gold = list(gold_attributions(args.folder))
    if args.only:
        first, step = map(int, args.only.split("/"))
        gold = gold[first::step]
    attributions_of("")
    begin = time.process_time()
    predicted = predict(gold)
    seconds = time.process_time() - begin
    if args.out:
        with args.out.open("w", encoding="utf-8", newline="\n") as stream:
            for name, rows in predicted.items():
                quotes = [
                    {"cue": r["Cue"][0], "sources": r["Source"], "contents": r["Content"], "voice": r["voice"]}
                    for r in rows
                ]
                stream.write(json.dumps({"id": name, "quotes": quotes}, ensure_ascii=False) + "\n")
    for name, (precision, recall, f1) in sorted(measure(gold, predicted).items()):
        print(f"{name:16} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    size = sum(len(text.encode()) for _, text, _ in gold)
    print(f"{len(gold)} articles, {len(gold) / seconds:.0f} a second, {size / seconds / 6000:.0f} of 6 kB a second")
    if args.speed:
        text = max((text for _, text, _ in gold), key=len)
        for copies in (1, 10, 100):
            begin = time.process_time()
            attributions_of("\n\n".join([text] * copies))
            print(f"{copies:4} copies of {len(text)} characters: {time.process_time() - begin:.3f} s")


if __name__ == "__main__":
    main()
