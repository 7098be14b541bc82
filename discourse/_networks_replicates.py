"""Counts of stances, as they are and as they might as well have been.

A replicate draws documents with replacement and, where the coder's errors are known, draws for each stance whether
it was rightly found and for each statement without the code whether it was missed. The coder is taken to err alike for
all actors: to find what is there as often (recall), and what is not (false alarms). Counts are arrays actors x
concepts x 2 (for, against).
"""

import numpy as np
import pandas as pd

from discourse._checks import check_columns
from discourse._codings_bootstrap import draw_weights, percentile_interval

PRIOR = 10
SMALLEST_GAP = 0.05
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
        self.actor, self.against = actor, (stances["sign"] < 0).to_numpy(int)
        self.concept = pd.Index(self.concepts).get_indexer(stances["concept"])
        self.value = stances["value"].to_numpy()
        self.shape = (len(self.actors), len(self.concepts), 2)

    def counts(self):
        """How often each actor was found to be for and against each concept."""
        return self._count(self.is_found.astype(float), self.concept)

    def draws(self, expected=False):
        """The counts of each replicate, one after the other, the same for the same seed.

        With ``expected`` a statement counts as much as its code is likely to be true, instead of once or not at all:
        right for sums over statements, where a draw would add noise that the documents bring in already.
        """
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
            for value, (recall, false_alarm) in rates.items():
                mine = self.value == value
                chance = self._chances(mine, row, generator.beta(*recall), generator.beta(*false_alarm))
                true[mine] = chance if expected else generator.random(mine.sum()) < chance
                unplaced = mine & (concept < 0)
                if len(pools[value]):
                    concept[unplaced] = generator.choice(pools[value], unplaced.sum())
            known = (concept >= 0) & (self.actor >= 0)
            yield self._count(row[self.documents] * true * known, concept)

    def _chances(self, mine, row, recall, false_alarm):
        """How likely the code is true of each statement, found or not, given how often its actor carries it.

        The share of an actor is that found, freed of errors after Rogan & Gladen (1978); what few statements say is
        drawn towards the share of all by as many statements as ``PRIOR``.
        """
        actor, found, weight = self.actor[mine] + 1, self.is_found[mine], row[self.documents[mine]]
        gap = max(recall - false_alarm, SMALLEST_GAP)
        n = np.bincount(actor, weight, minlength=self.shape[0] + 1)
        hits = np.bincount(actor, weight * found, minlength=self.shape[0] + 1)
        everywhere = np.clip((hits.sum() / max(n.sum(), 1) - false_alarm) / gap, 0, 1)
        rate = np.divide(hits, n, out=np.zeros(len(n)), where=n > 0)
        share = (n * np.clip((rate - false_alarm) / gap, 0, 1) + PRIOR * everywhere) / (n + PRIOR)
        right = recall * share / np.maximum(recall * share + false_alarm * (1 - share), 1e-12)
        missed = (1 - recall) * share / np.maximum((1 - recall) * share + (1 - false_alarm) * (1 - share), 1e-12)
        return np.where(found, right[actor], missed[actor])

    def intervals(self, statistic, level, expected=False):
        """Estimate, low, high and mean over replicates of ``statistic``, a function from counts to an array.

        Without errors the interval reaches to the estimate, which resamples that lose stances may not.
        """
        estimate = statistic(self.counts())
        if not len(estimate):
            return estimate, estimate, estimate, estimate
        drawn = np.array([statistic(counts) for counts in self.draws(expected)], float)
        low, high = percentile_interval(drawn, self.documents, level)
        if self.errors is None:
            low, high = np.minimum(low, estimate), np.maximum(high, estimate)
        return estimate, low, high, drawn.mean(axis=0)

    def _count(self, amounts, concept):
        kept = amounts > 0
        cell = (self.actor[kept] * self.shape[1] + concept[kept]) * 2 + self.against[kept]
        return np.bincount(cell, amounts[kept], minlength=np.prod(self.shape)).reshape(self.shape)

    def _rates(self):
        """For each value the beta distributions (Jeffreys' prior) of recall and of false alarms."""
        check_columns(
            self.errors, ["value", "found", "right", "not_found", "missed", "recall", "false_alarm"], "errors"
        )
        table = self.errors.set_index("value")
        rates = {}
        for value in sorted(set(self.value)):
            if value not in table.index:
                raise ValueError(
                    f"errors: has no row for {value!r}. error_table makes it, from a gold sample with that value."
                )
            row = table.loc[value]
            true = row["right"] + row["missed"]
            false = row["found"] + row["not_found"] - true
            rates[value] = (_beta(row["recall"], true), _beta(row["false_alarm"], false))
        return rates


def _beta(rate, n):
    return (rate * n + 0.5, (1 - rate) * n + 0.5) if n else (0.5, 0.5)
