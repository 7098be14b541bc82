"""Weights of features: read from a text file, found by what a feature shows.

All weights lie in one table of numbers. The place of a weight, and how it is known again, follow from a number made of
its feature, its context and what is shown; two of which 48 bits are the same are not met in a million articles.
"""

import json
from array import array
from functools import cache

from discourse._attribution_features import DECISIONS, cue_contexts, cue_shown
from discourse._lexicon import FOLDER

LIMIT = 10**9  # no sum of weights comes near it
BITS = 48  # of an entry that hold what it is the weight of; those above hold the weight
NUMBER = 0xFFFF_FFFF_FFFF
FACTOR = 0x9E37_79B9_7F4B  # an odd number of many bits, so that contexts and places differ in all bits of a product
MIDDLE = 0x4000  # added to a weight, so that none is below zero


class Weights:
    """Weights in hundredths of all features of all `DECISIONS`.

    ``rows`` are numbers that stand for features in their contexts; what has no weight weighs nothing.
    """

    def __init__(self, lines):
        self.places, self.cues = {}, {}
        place = 0
        for decision, names in DECISIONS.items():
            self.places[decision] = place
            place += len(names)
        numbers = {(d, n): self.places[d] + i for d, names in DECISIONS.items() for i, n in enumerate(names)}
        weights = {}
        for line in lines:
            if not line.startswith("#"):
                weight, decision, name, value = line.rstrip("\n").split("\t")
                context, shown = value_of(json.loads(value))
                weights[row_of(numbers[decision, name], context) ^ hash(shown)] = round(100 * float(weight))
        self.last = (1 << (2 * len(weights)).bit_length()) - 1
        self.entries = array("Q", bytes(8 * (self.last + 1)))
        for number, weight in weights.items():
            i = number & self.last
            while self.entries[i]:
                i = (i + 1) & self.last
            self.entries[i] = (number & NUMBER) + (weight + MIDDLE << BITS)

    def rows(self, decision, contexts):
        "The number of each feature of a decision in its context."
        place, rows = self.places[decision], []
        for context in contexts:
            rows.append(row_of(place, context))
            place += 1
        return rows

    def cue(self, reading, c):
        "Sum of the weights for a candidate's being a cue."
        word = c.lemma, c.kind, c.kinds, reading.tags[c.head]
        rows = self.cues.get(word)
        if rows is None:
            rows = self.cues[word] = self.rows("cue", cue_contexts(*word))
        return self.weigh(rows, cue_shown(reading, c))

    def best(self, decision, options, values):
        "The option whose features weigh most, the first of equals; an option may show less than there are features."
        best = options[0]
        rows = self.rows(decision, values.contexts)
        most = -LIMIT
        for option in options:
            weight = self.weigh(rows, values.show(option))
            if weight > most:
                best, most = option, weight
        return best

    def weigh(self, rows, shown):
        "Sum of the weights of what is shown."
        total, entries, last = 0, self.entries, self.last
        for place, value in enumerate(shown):
            number = rows[place]
            number ^= hash(value)
            i = number & last
            number &= NUMBER
            entry = entries[i]
            while entry:
                if entry & NUMBER == number:
                    total += (entry >> BITS) - MIDDLE
                    break
                i = (i + 1) & last
                entry = entries[i]
        return total


def row_of(place, context):
    "A number for the feature at a place in a context."
    number = hash(context)
    return ((number & NUMBER) + place) * FACTOR & NUMBER


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
