"""Counts of stances, as they are and as they might as well have been.

A replicate draws documents with replacement and, where the coder's errors are known, draws for each stance whether
it was rightly found and for each statement without the code whether it was missed. Counts are arrays actors x
concepts x 2 (for, against).
"""

import numpy as np
import pandas as pd

from discourse._checks import check_columns
from discourse._codings_bootstrap import draw_weights, percentile_interval

NEEDED = ["doc_id", "actor", "concept", "value", "sign", "coded"]


class Replicates:
    """Stances in arrays, and their replicates; ``actors`` and ``concepts`` are sorted and name the axes."""

    def __init__(self, stances, errors=None, replicates=1000, seed=0):
        check_columns(stances, NEEDED, "stances")
        if not stances["coded"].any():
            raise ValueError("stances: there is none. Look whether statements have speakers and codes have targets.")
        self.found = stances[stances["coded"].astype(bool)]
        self.actors = sorted(set(self.found["actor"]))
        self.concepts = sorted(set(self.found["concept"]))
        self.errors, self.replicates, self.seed = errors, replicates, seed
        self.documents = pd.factorize(stances["doc_id"])[0]
        self.is_found = stances["coded"].to_numpy(bool)
        actor = pd.Index(self.actors).get_indexer(stances["actor"])
        self.is_found_or_known = self.is_found | (actor >= 0)
        self.actor, self.against = actor, (stances["sign"] < 0).to_numpy(int)
        self.concept = pd.Index(self.concepts).get_indexer(stances["concept"])
        self.value = stances["value"].to_numpy()
        self.shape = (len(self.actors), len(self.concepts), 2)

    def counts(self):
        """How often each actor was found to be for and against each concept."""
        return self._count(self.is_found.astype(float), self.concept)

    def draws(self):
        """The counts of each replicate, one after the other, the same for the same seed."""
        generator = np.random.default_rng(self.seed)
        weights = draw_weights(self.documents, self.replicates, generator)[1:]
        if self.errors is None:
            for row in weights:
                yield self._count(row[self.documents] * self.is_found, self.concept)
            return
        rates = self._rates()
        pools = {v: self.concept[self.is_found & (self.value == v)] for v in rates}
        for row in weights:
            true, concept = np.zeros(len(self.value)), self.concept.copy()
            for value, (right, missed) in rates.items():
                mine = self.value == value
                chance = np.where(self.is_found[mine], generator.beta(*right), generator.beta(*missed))
                true[mine] = generator.random(mine.sum()) < chance
                unplaced = mine & (concept < 0)
                if len(pools[value]):
                    concept[unplaced] = generator.choice(pools[value], unplaced.sum())
            yield self._count(row[self.documents] * true * (concept >= 0) * self.is_found_or_known, concept)

    def intervals(self, statistic, level):
        """Estimate, low, high and mean over replicates of ``statistic``, a function from counts to an array.

        Without errors the interval reaches to the estimate, which resamples that lose stances may not.
        """
        estimate = statistic(self.counts())
        if not len(estimate):
            return estimate, estimate, estimate, estimate
        drawn = np.array([statistic(counts) for counts in self.draws()], float)
        low, high = percentile_interval(drawn, self.documents, level)
        if self.errors is None:
            low, high = np.minimum(low, estimate), np.maximum(high, estimate)
        return estimate, low, high, drawn.mean(axis=0)

    def _count(self, amounts, concept):
        kept = amounts > 0
        cell = (self.actor[kept] * self.shape[1] + concept[kept]) * 2 + self.against[kept]
        return np.bincount(cell, amounts[kept], minlength=np.prod(self.shape)).reshape(self.shape)

    def _rates(self):
        """For each value the two beta distributions (Jeffreys' prior) of being right and of having missed it."""
        check_columns(
            self.errors, ["value", "found", "right", "not_found", "missed", "precision", "miss_rate"], "errors"
        )
        table = self.errors.set_index("value")
        rates = {}
        for value in sorted(set(self.value)):
            if value not in table.index:
                raise ValueError(
                    f"errors: has no row for {value!r}. error_table makes it, from a gold sample with that value."
                )
            row = table.loc[value]
            rates[value] = (_beta(row["precision"], row["found"]), _beta(row["miss_rate"], row["not_found"]))
        return rates


def _beta(rate, n):
    return (0.5, 0.5) if not n else (rate * n + 0.5, (1 - rate) * n + 0.5)
