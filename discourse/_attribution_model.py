"""Decisions by weights: which of the proposed cues, contents and sources are taken.

A linear model per decision, in the manner of a conditional logit (McFadden 1974): the option with the highest sum of
weights is chosen, and a cue is one where its sum is above zero. Weights come from a text file a person can read.
"""

from functools import cache

from discourse import _attribution_contents as contents
from discourse import _attribution_features as features
from discourse import _attribution_spans as spans
from discourse._lexicon import FOLDER


@cache
def load_weights(language):
    """Feature to weight, from ``lexicon/<language>/attribution_weights.tsv``."""
    return read_weights(FOLDER / language / "attribution_weights.tsv")


def read_weights(path):
    """Feature to weight, from a file of lines "weight, tab, feature"; lines that begin with # are comments."""
    weights = {}
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if not line.startswith("#"):
                weight, feature = line.rstrip("\n").split("\t")
                weights[feature] = float(weight)
    return weights


def best(options, weights, describe):
    "The option whose features weigh most; the first of equals."
    get = weights.get
    top, chosen = None, None
    for option in options:
        score = 0.0
        for feature in describe(option):
            score += get(feature, 0.0)
        if top is None or score > top:
            top, chosen = score, option
    return chosen


def decide(reading, weights):
    """Attributions of a reading as (cue, contents, source, how), spans of tokens, in the order of their cues."""
    get = weights.get
    found = []
    for c in spans.find_candidates(reading):
        score = 0.0
        for feature in features.cue_features(reading, c):
            score += get(feature, 0.0)
        if score <= 0:
            continue
        decision = decide_one(reading, weights, c)
        if decision:
            found.append((*decision, score))
    return found


def decide_one(reading, weights, c):
    "Cue, contents and source of one candidate, or None where no content is to be had."
    start = best(spans.cue_starts(reading, c), weights, lambda s: features.start_features(reading, c, s))
    end = best(spans.cue_ends(reading, c), weights, lambda e: features.end_features(reading, c, e))
    cue = (start, end)
    options = contents.content_starts(reading, c, cue)
    if not options:
        return None
    quotes = quotes_around(reading, c)
    first, stop, how = best(options, weights, lambda o: features.content_features(reading, c, cue, o, quotes))
    if stop is None:
        ends = contents.content_ends(reading, c, first)
        stop = best(ends, weights, lambda e: features.stop_features(reading, c, cue, first, e, how))
    content = (first, stop)
    options = spans.source_options(reading, c, content, cue)
    source = best(options, weights, lambda o: features.source_features(reading, c, cue, content, how, o))[0]
    more = contents.continuations(reading, c, content, cue, source)
    pieces = best(more, weights, lambda o: features.more_features(reading, c, o[1], how, first))[0] if len(more) > 1 else ()
    return cue, [content, *pieces], source, how


def quotes_around(reading, c):
    "Where quotations stand in the sentence: before the cue, after it."
    tags = reading.tags
    return ("Q" if tags.find("Q", c.first, c.head) >= 0 else "-") + ("q" if tags.find("q", c.head, c.last) >= 0 else "-")
