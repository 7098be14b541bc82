"""Shares and their uncertainty: intervals, clusters, and correction by a gold sample.

The correction is design-based: it needs no model of the errors, only the probability with which each
statement came into the gold sample. Its letters: y is what the gold coder found, f what the coder to be
corrected found, r whether the statement is in the gold sample and p with which probability. The share is
mean(f) + sum(r/p (y - f)) / sum(r/p): prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan
& Zrnic 2023) with the sampling weights of design-based supervised learning (Egami, Hinck, Stewart & Wei
2023), normalised after Hajek (1971). Documents, not statements, are taken to be independent.
"""

import numpy as np
from scipy import stats

from discourse._codings_bootstrap import draw_weights, percentile_interval, sum_clusters


def wilson_interval(count, n, level):
    """Low and high end of the interval of Wilson (1927) for ``count`` of ``n``; arrays in, arrays out."""
    count, n = np.asarray(count, float), np.asarray(n, float)
    z = stats.norm.ppf(0.5 + level / 2)
    share = count / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return np.where(count == 0, 0.0, middle - half), np.where(count == n, 1.0, middle + half)


def bootstrap_interval(marks, clusters, level, replicates, seed):
    """Low and high end of the shares of the columns of ``marks``, from a bootstrap of whole clusters."""
    sums = sum_clusters(np.column_stack([marks, np.ones(len(marks))]), clusters)
    totals = draw_weights(clusters, replicates, np.random.default_rng(seed))[1:] @ sums
    return percentile_interval(totals[:, :-1] / totals[:, -1:], clusters, level)


def corrected_share(f, y, probability):
    """Corrected share and the influence of each statement on it.

    Parameters
    ----------
    f : array n x k of 0 and 1, the coder's codes
    y : array n x k of 0 and 1, the gold codes; rows outside the gold sample are not looked at
    probability : array n, in (0, 1] inside the gold sample and NaN outside

    Returns
    -------
    share : array k, not cut to [0, 1]
    influence : array n x k; its sum is 0, and the variance of the share is that of the sum over clusters
    spare : array k, variance to be added; 0 but where the sample holds hardly an error

    Notes
    -----
    A small sample may by chance hold no error of the coder, and the interval would ignore that there are some. The
    errors' part of the variance is taken to be at least that of one error in either direction among two more
    statements, in the manner of Agresti & Coull (1998).
    """
    weight = np.where(np.isnan(probability), 0.0, 1 / probability)[:, None]
    total = weight.sum()
    errors = np.where(weight > 0, y - f, 0.0)
    rectifier = (weight * errors).sum(axis=0) / total
    share = f.mean(axis=0) + rectifier
    correction = weight * (errors - rectifier) / total
    least = 2 / ((weight > 0).sum() + 2) ** 2
    return share, (f - f.mean(axis=0)) / len(f) + correction, np.maximum(0, least - (correction**2).sum(axis=0))


def clustered_error(influence, clusters):
    """Standard error from influences: the root of the summed squares of cluster sums, times G / (G - 1)."""
    sums = sum_clusters(influence, clusters)
    sums = sums[np.bincount(clusters) > 0]
    groups = len(sums)
    if groups < 2:
        return np.full(sums.shape[1:], np.nan)
    return np.sqrt(groups / (groups - 1) * (sums**2).sum(axis=0))


def corrected_error(influence, clusters, spare):
    """Standard error of a corrected share, or of a difference of two with the sum of their ``spare`` variances."""
    return np.sqrt(clustered_error(influence, clusters) ** 2 + spare)
