"""Coefficients of agreement from an array of codes, with all bootstrap replicates at once.

``codes`` is an array units x coders of whole numbers from 0, and -1 where a coder did not code a unit. Every
coefficient is a function of sums over units; the sums are taken by cluster first, so that a replicate is a
weighting of the clusters. ``weights`` is an array replicates x clusters of how often each cluster was drawn;
its first row is all ones, so that the first number of each result is the estimate itself.
"""

import numpy as np

from discourse._codings_bootstrap import sum_clusters


def observed_agreement(codes, size, clusters, weights):
    """Share of the pairs of codes of a unit that agree, averaged over units with at least two codes."""
    counts, given = _counts(codes, size)
    pairs = given * (given - 1)
    agreeing = (counts * (counts - 1)).sum(axis=1)
    shares = np.divide(agreeing, pairs, out=np.zeros(len(codes)), where=pairs > 0)
    return _ratio(weights @ sum_clusters(shares, clusters), weights @ sum_clusters(pairs > 0, clusters))


def krippendorff_alpha(codes, size, clusters, weights, distance="nominal"):
    """Alpha of Krippendorff (2011): o are coincidences, n_c how often value c stands in them.

    ``distance`` is "nominal", "ordinal" (codes stand in order) or an array size x size of squared differences.
    NaN where there is no variation to agree about.
    """
    given = (codes >= 0).sum(axis=1)
    o = np.zeros((weights.shape[1], size * size))
    for i in range(codes.shape[1]):
        for j in range(codes.shape[1]):
            both = (codes[:, i] >= 0) & (codes[:, j] >= 0) & (i != j)
            cells = codes[both, i] * size + codes[both, j]
            np.add.at(o, (clusters[both], cells), 1 / (given[both] - 1))
    o = (weights @ o).reshape(-1, size, size)
    n_c = o.sum(axis=2)
    n = n_c.sum(axis=1)
    if isinstance(distance, str) and distance == "ordinal":
        ranks = n_c.cumsum(axis=1) - n_c / 2
        delta = (ranks[:, :, None] - ranks[:, None, :]) ** 2
    else:
        delta = np.broadcast_to(1 - np.eye(size) if isinstance(distance, str) else distance, o.shape)
    expected = np.einsum("rc,rk,rck->r", n_c, n_c, delta)
    return 1 - _ratio((n - 1) * (o * delta).sum(axis=(1, 2)), expected)


def gwet_ac1(codes, size, clusters, weights):
    """AC1 of Gwet (2008) for any number of coders; units coded once count for the shares of the values."""
    counts, given = _counts(codes, size)
    coded = given > 0
    shares = np.divide(counts, given[:, None], out=np.zeros(counts.shape), where=coded[:, None])
    shares = _ratio(weights @ sum_clusters(shares, clusters), (weights @ sum_clusters(coded, clusters))[:, None])
    chance = (shares * (1 - shares)).sum(axis=1) / (size - 1) if size > 1 else np.full(len(weights), np.nan)
    return _ratio(observed_agreement(codes, size, clusters, weights) - chance, 1 - chance)


def cohen_kappa(codes, size, clusters, weights):
    """Kappa of Cohen (1960); of more than two coders the mean over the pairs, after Light (1971)."""

    def kappa(joint):
        n = joint.sum(axis=(1, 2))
        observed = _ratio(np.trace(joint, axis1=1, axis2=2), n)
        chance = _ratio((joint.sum(axis=1) * joint.sum(axis=2)).sum(axis=1), n**2)
        return _ratio(observed - chance, 1 - chance)

    return _mean_of_pairs(codes, size, clusters, weights, kappa)


def positive_f1(codes, size, clusters, weights):
    """F1 of code 1 against code 0, the same whoever is the standard; of several coders the mean over the pairs."""

    def f1(joint):
        return _ratio(2 * joint[:, 1, 1], 2 * joint[:, 1, 1] + joint[:, 0, 1] + joint[:, 1, 0])

    return _mean_of_pairs(codes, size, clusters, weights, f1)


def masi_distance(one, other):
    """Distance in [0, 1] of two sets that are not empty: 1 - Jaccard times monotonicity (Passonneau 2006)."""
    if one == other:
        return 0.0
    shared = len(one & other)
    monotonicity = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - monotonicity * shared / len(one | other)


def _mean_of_pairs(codes, size, clusters, weights, measure):
    results = []
    for i in range(codes.shape[1]):
        for j in range(i):
            both = (codes[:, i] >= 0) & (codes[:, j] >= 0)
            if both.any():
                joint = np.zeros((weights.shape[1], size * size))
                np.add.at(joint, (clusters[both], codes[both, j] * size + codes[both, i]), 1)
                results.append(measure((weights @ joint).reshape(-1, size, size)))
    return np.mean(results, axis=0) if results else np.full(len(weights), np.nan)


def _counts(codes, size):
    counts = (codes[:, :, None] == np.arange(size)).sum(axis=1)
    return counts, counts.sum(axis=1)


def _ratio(above, below):
    above, below = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=np.abs(below) > 1e-12)
