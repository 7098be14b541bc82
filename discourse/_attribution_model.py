"""Decisions by weights: which of the proposed cues, contents and sources are taken.

A linear model per decision, in the manner of a conditional logit (McFadden 1974): the option with the highest sum of
weights is chosen, and a cue is one where its sum is above zero. Weights come from a text file a person can read.
"""

import json
from functools import cache

from discourse._attribution_contents import content_ends, content_starts, continuations
from discourse._attribution_features import (
    DECISIONS,
    ContentValues,
    EndValues,
    MoreValues,
    SourceValues,
    StartValues,
    StopValues,
    cue_contexts,
    cue_shown,
)
from discourse._attribution_sources import source_options
from discourse._attribution_spans import cue_ends, cue_starts, find_candidates
from discourse._lexicon import FOLDER

LIMIT = 10**9  # no sum of weights comes near it


class Weights:
    """Weights in hundredths: for each decision and feature, in the order of `DECISIONS`, context to shown."""

    def __init__(self, lines):
        self.tables = {decision: [{} for _ in names] for decision, names in DECISIONS.items()}
        self.cues = {}
        places = {(d, n): t for d, names in DECISIONS.items() for n, t in zip(names, self.tables[d], strict=True)}
        for line in lines:
            if not line.startswith("#"):
                weight, decision, name, value = line.rstrip("\n").split("\t")
                context, shown = value_of(json.loads(value))
                places[decision, name].setdefault(context, {})[shown] = round(100 * float(weight))

    def rows(self, decision, contexts):
        "What weighs in these contexts: for each feature a mapping of what is shown to its weight, or None."
        tables, found = self.tables[decision], []
        for i, context in enumerate(contexts):
            table = tables[i]
            found.append(table.get(context))
        return found

    def cue(self, reading, c):
        "Sum of the weights for a candidate's being a cue."
        word = c.lemma, c.kind, c.kinds, reading.tags[c.head]
        rows = self.cues.get(word)
        if rows is None:
            rows = self.cues[word] = self.rows("cue", cue_contexts(*word))
        return _weigh(rows, cue_shown(reading, c))

    def best(self, decision, options, values):
        "The option whose features weigh most, the first of equals; an option may show less than there are features."
        best = options[0]
        rows = self.rows(decision, values.contexts)
        most = -LIMIT
        for option in options:
            weight = _weigh(rows, values.show(option))
            if weight > most:
                best, most = option, weight
        return best


def _weigh(rows, shown):
    "Sum of the weights of what is shown."
    total = 0
    for i, value in enumerate(shown):
        row = rows[i]
        if row is not None:
            total += row.get(value, 0)
    return total


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
    for c in find_candidates(reading):
        if weights.cue(reading, c) > 0:
            decision = decide_one(reading, weights, c)
            if decision:
                found.append(decision)
    return found


def decide_one(reading, weights, c):
    "Cue, contents and source of one candidate, or None where no content is to be had."
    reading.find_phrases(c.first, c.last)
    starts, ends = cue_starts(reading, c), cue_ends(reading, c)
    start = starts[0] if len(starts) == 1 else weights.best("start", starts, StartValues(reading, c))
    end = ends[0] if len(ends) == 1 else weights.best("end", ends, EndValues(reading, c))
    cue = (start, end)
    options = content_starts(reading, c, cue)
    if not options:
        return None
    first, stop, how = weights.best("content", options, ContentValues(reading, c, cue))
    if stop is None:
        stop = weights.best("stop", content_ends(reading, c, first), StopValues(reading, c, first))
    content = (first, stop)
    options = source_options(reading, c, content, cue)
    source, standing, _ = weights.best("source", options, SourceValues(reading, c, cue, content, how))
    more = continuations(reading, c, content, cue, source)
    pieces, _ = more[0] if len(more) == 1 else weights.best("more", more, MoreValues(c, how, reading.tags[first]))
    return cue, [content, *pieces], source, how, standing
