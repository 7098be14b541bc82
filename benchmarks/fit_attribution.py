"""Fit the weights of attribution on a folder in PolNeAR's form and write them where the package reads them.

    fit_attribution.py FOLDER [--language en] [--out FILE] [--skip I/K]

FOLDER holds text/ID.txt and attributions/ID_*.ann. For each decision the gold option is found among the proposed
ones, and a conditional logit with a quadratic penalty is fitted by L-BFGS. ``--skip I/K`` leaves every K-th article
out, beginning with the I-th, for cross-validation. The same folder gives the same bytes.
"""

import argparse
import collections
import json
from pathlib import Path

import numpy as np
from attribution import gold_attributions, trimmed
from scipy import optimize, sparse

from discourse import _attribution_contents as contents
from discourse import _attribution_features as features
from discourse import _attribution_sources as sources
from discourse import _attribution_spans as spans
from discourse._attribution_tokens import VERBAL, Reading
from discourse._attribution_words import words_of
from discourse._lexicon import FOLDER

PENALTY = 4.0  # of the squared weights
SEEN = 4  # features of fewer options are left out
SMALLEST = 0.08  # weights nearer to zero are left out
SHIFT = 0.3  # added to the bias of cues: a missed attribution weighs as much as an invented one
# "Her claim that ..." is an attribution by every definition, though the annotators marked one in seven.
LEAST = {
    ("cue", "owner", ("noun", "T'")): 3.0,
    # What a noun reports ends before the verb whose subject the noun is ("her claim that he lied | was rejected").
    **{("stop", "commas", ("noun", (True, 0, tag))): 2.0 for tag in "Xvzd"},
}
CARD = """Weights of the decisions in attribution: weight, decision, feature, [context, what an option shows] (see
_attribution_features.py).
Fitted by benchmarks/fit_attribution.py; do not edit by hand. A value seen fewer than 4 times in the fitting text, or
whose weight lies near zero, is left out and weighs nothing. Fitted on 240 articles of American political news of 2015
and 2016 with one annotator's attributions each (PolNeAR 1.0, Newell, Margolin & Ruths 2018); it holds single words and
tags, no sentences. Less sure in other genres and years, of nouns, and of what is no speech; "said" and quotations are
stable. Names and numbers count by their tag alone."""


def token_span(reading, span):
    "Tokens that a character span touches."
    return reading.at(span[0] + 1, 1), reading.at(span[1], 0)


def head_of(candidates, cue, tags):
    "The candidate a gold cue is built on: the last verb of its first chain, else its first noun, adjective or mark."
    inside = [c for c in candidates if cue[0] <= c.head < cue[1]]
    verbs = [c for c in inside if c.kind == "verb"]
    if not verbs:
        return inside[0] if inside else None
    chosen = verbs[0]
    for c in verbs[1:]:
        if all(t in "XRi" or t in VERBAL for t in tags[chosen.head + 1 : c.head]):
            chosen = c
    return chosen


def jaccard(spans_a, spans_b):
    a = {i for s, e in spans_a for i in range(s, e)}
    b = {i for s, e in spans_b for i in range(s, e)}
    return len(a & b) / len(a | b) if a | b else 0.0


def examples(folder, language, skip=None):
    "Yield (decision, list of feature lists, index of the gold option)."
    words = words_of(language)
    for number, (_, text, relations) in enumerate(gold_attributions(folder)):
        if skip and number % skip[1] == skip[0]:
            continue
        reading = Reading(text, words)
        for first, last, _ in reading.sentences:
            reading.find_phrases(first, last)
        candidates = spans.find_candidates(reading)
        chosen = {}
        for relation in relations:
            if not relation["Cue"]:
                continue
            cue = token_span(reading, relation["Cue"][0])
            c = head_of(candidates, cue, reading.tags)
            if c is not None and c.head not in chosen:
                chosen[c.head] = (c, cue, relation)
        for c in candidates:
            contexts = features.cue_contexts(c.lemma, c.kind, c.kinds, reading.tags[c.head])
            yield "cue", [pairs(contexts, features.cue_shown(reading, c)), ()], 0 if c.head in chosen else 1
        for c, cue, relation in chosen.values():
            yield from decisions(reading, text, c, cue, relation)


def pairs(contexts, shown):
    "Values of features: each context with what is shown."
    return tuple(zip(contexts, shown))


def described(options, values):
    "Values of the features of each option."
    return [pairs(values.contexts, values.show(option)) for option in options]


def decisions(reading, text, c, cue, relation):
    starts = list(spans.cue_starts(reading, c))
    ends = spans.cue_ends(reading, c)
    if cue[0] in starts:
        yield "start", described(starts, features.StartValues(reading, c)), starts.index(cue[0])
    right = next(
        (e for e in ends if trimmed(text, reading.span(c.head, e)) == trimmed(text, reading.span(c.head, cue[1]))),
        None,
    )
    if right is not None:
        yield "end", described(ends, features.EndValues(reading, c)), ends.index(right)
    if right is None or cue[0] not in starts:
        return
    cue = (cue[0], right)
    gold = [token_span(reading, s) for s in relation["Content"]]
    options = contents.content_starts(reading, c, cue)
    scored = []
    for option in options:
        start, end, how = option
        for stop in [end] if end is not None else contents.content_ends(reading, c, start):
            for pieces, more in contents.continuations(reading, c, (start, stop), cue, None):
                # the exact first piece breaks ties
                scored.append(
                    (jaccard([(start, stop), *pieces], gold), (start, stop) in gold, option, stop, (pieces, more))
                )
    if not scored:
        return
    value, _, option, stop, more = max(scored, key=lambda s: s[:2])
    if value < 0.5:
        return
    start, end, how = option
    yield "content", described(options, features.ContentValues(reading, c, cue)), options.index(option)
    if end is None:
        stops = contents.content_ends(reading, c, start)
        yield "stop", described(stops, features.StopValues(reading, c, start)), stops.index(stop)
    content = (start, stop)
    options = sources.source_options(reading, c, content, cue)
    if relation["Source"]:
        wanted = trimmed(text, relation["Source"][0])
        same = [i for i, o in enumerate(options) if o[0] and trimmed(text, reading.span(*o[0])) == wanted]
        if not same:
            near = [
                (jaccard([o[0]], [token_span(reading, relation["Source"][0])]), -i)
                for i, o in enumerate(options)
                if o[0]
            ]
            same = [-max(near)[1]] if near and max(near)[0] >= 0.5 else []
    else:
        same = [0]
    source = None
    if same:
        yield "source", described(options, features.SourceValues(reading, c, cue, content, how)), same[0]
        source = options[same[0]][0]
    options = contents.continuations(reading, c, content, cue, source)
    if len(options) > 1 and more in options:
        yield "more", described(options, features.MoreValues(c, how, reading.tags[start])), options.index(more)


def fit(rows, penalty):
    "Weights of a conditional logit over rows of (feature lists, gold index)."
    count = collections.Counter(f for options, _ in rows for o in options for f in enumerate(o))
    names = [f for f, n in count.items() if n >= SEEN]
    index = {f: i for i, f in enumerate(names)}
    indices, indptr, group, gold = [], [0], [], []
    for g, (options, right) in enumerate(rows):
        for i, option in enumerate(options):
            if i == right:
                gold.append(len(group))
            indices += [index[f] for f in enumerate(option) if f in index]
            indptr.append(len(indices))
            group.append(g)
    matrix = sparse.csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(group), len(names)))
    group = np.array(group)
    first = np.searchsorted(group, np.arange(len(rows)))
    gold = np.array(gold)
    transposed = matrix.T.tocsr()

    def loss(w):
        s = matrix @ w
        top = np.maximum.reduceat(s, first)
        e = np.exp(s - top[group])
        z = np.add.reduceat(e, first)
        p = e / z[group]
        p[gold] -= 1
        value = -(s[gold] - top - np.log(z)).sum() + penalty / 2 * (w @ w)
        return value, transposed @ p + penalty * w

    w = optimize.minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    right = (
        np.array(
            [
                s[f:t].argmax() + f
                for s, f, t in ((matrix @ w, f, t) for f, t in zip(first, [*first[1:], len(group)], strict=True))
            ]
        )
        == gold
    ).mean()
    return dict(zip(names, w, strict=True)), right


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--skip")
    args = parser.parse_args()
    skip = tuple(map(int, args.skip.split("/"))) if args.skip else None
    rows = collections.defaultdict(list)
    for decision, options, right in examples(args.folder, args.language, skip):
        rows[decision].append((options, right))
    out = args.out or FOLDER / args.language / "attribution_weights.tsv"
    lines = []
    for decision, names in features.DECISIONS.items():
        weights, right = fit(rows[decision], PENALTY)
        kept = sorted(
            (place, json.dumps(value, ensure_ascii=False), w)
            for (place, value), w in weights.items()
            if abs(w) >= SMALLEST
        )
        kept = [(p, v, w + SHIFT * (decision == "cue" and names[p] == "bias")) for p, v, w in kept]
        least = {(names.index(n), json.dumps(v)): w for (d, n, v), w in LEAST.items() if d == decision}
        kept = [(p, v, w) for (p, v), w in sorted({**{(p, v): w for p, v, w in kept}, **least}.items())]
        print(
            f"{decision:8} {len(rows[decision]):6} examples, {len(kept):6} weights, right on these {right:.3f}",
            flush=True,
        )
        lines += [f"{w:.2f}\t{decision}\t{names[place]}\t{value}\n" for place, value, w in kept]
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("".join(f"# {line}\n" for line in CARD.splitlines()))
        stream.writelines(lines)


if __name__ == "__main__":
    main()
