"""Decisions by weights: which of the proposed cues, contents and sources are taken.

A linear model per decision, in the manner of a conditional logit (McFadden 1974): the option with the highest sum of
weights is chosen, and a cue is one where its sum is above zero. Weights come from a text file a person can read.
"""

import json
from functools import cache

from discourse import _attribution_contents as contents
from discourse import _attribution_features as features
from discourse import _attribution_sources as sources
from discourse import _attribution_spans as spans
from discourse._lexicon import FOLDER

LOOK_UP = dict.get
NOTHING: dict = {}


class Weights:
    """Weights in hundredths: for each decision and feature, in the order of `features.DECISIONS`, context to shown."""

    def __init__(self, lines):
        self.tables = {decision: [{} for _ in names] for decision, names in features.DECISIONS.items()}
        self.cues = {}
        places = {
            (d, n): t for d, names in features.DECISIONS.items() for n, t in zip(names, self.tables[d], strict=True)
        }
        for line in lines:
            if not line.startswith("#"):
                weight, decision, name, value = line.rstrip("\n").split("\t")
                context, shown = value_of(json.loads(value))
                places[decision, name].setdefault(context, {})[shown] = round(100 * float(weight))

    def rows(self, decision, contexts):
        "What weighs in these contexts: for each feature a mapping of what is shown to its weight."
        return [table.get(context, NOTHING) for table, context in zip(self.tables[decision], contexts, strict=True)]

    def cue(self, reading, c):
        "Sum of the weights for a candidate's being a cue."
        word = c.lemma, c.kind, c.kinds, reading.tags[c.head]
        rows = self.cues.get(word)
        if rows is None:
            rows = self.cues[word] = self.rows("cue", features.cue_contexts(*word))
        return sum(filter(None, map(LOOK_UP, rows, features.cue_shown(reading, c))))

    def best(self, decision, options, values):
        "The option whose features weigh most, the first of equals; an option may show less than there are features."
        if len(options) == 1:
            return options[0]
        contexts, show = values
        rows = self.rows(decision, contexts)
        scores = [sum(filter(None, map(LOOK_UP, rows, show(option)))) for option in options]
        return options[scores.index(max(scores))]


def value_of(part):
    "A value as features give it: lists of the file are tuples."
    return tuple(map(value_of, part)) if isinstance(part, list) else part


@cache
def load_weights(language):
    """The weights of a language, from ``lexicon/<language>/attribution_weights.tsv``."""
    return read_weights(FOLDER / language / "attribution_weights.tsv")


def read_weights(path):
    """Weights from lines "weight, decision, feature, [context, shown] as JSON", parted by tabs; # begins a comment."""
    with path.open(encoding="utf-8") as stream:
        return Weights(stream)


def decide(reading, weights):
    """Attributions of a reading as (cue, contents, source, how content stands, how source stands), spans of tokens."""
    found = []
    for c in spans.find_candidates(reading):
        if weights.cue(reading, c) > 0:
            decision = decide_one(reading, weights, c)
            if decision:
                found.append(decision)
    return found


def decide_one(reading, weights, c):
    "Cue, contents and source of one candidate, or None where no content is to be had."
    best = weights.best
    reading.find_phrases(c.first, c.last)
    start = best("start", spans.cue_starts(reading, c), features.start_values(reading, c))
    end = best("end", spans.cue_ends(reading, c), features.end_values(reading, c))
    cue = (start, end)
    options = contents.content_starts(reading, c, cue)
    if not options:
        return None
    first, stop, how = best("content", options, features.content_values(reading, c, cue))
    if stop is None:
        stop = best("stop", contents.content_ends(reading, c, first), features.stop_values(reading, c, first))
    content = (first, stop)
    options = sources.source_options(reading, c, content, cue)
    source, standing, _ = best("source", options, features.source_values(reading, c, cue, content, how))
    more = contents.continuations(reading, c, content, cue, source)
    pieces = best("more", more, features.more_values(c, how, reading.tags[first]))[0]
    return cue, [content, *pieces], source, how, standing
