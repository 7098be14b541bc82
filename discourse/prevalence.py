"""Shares of statements that carry a code, by group, with intervals and, given a gold sample, corrected.

Codings of one coder and statements come in, one row per group and value goes out. A statement without a row
for the variable is not counted; value ``none`` is. Automated codes are wrong at some rate, and an interval
that ignores it is too narrow and in the wrong place: give ``gold`` and report the corrected columns.
"""

import numpy as np
import pandas as pd

from discourse._checks import check_fraction
from discourse._prevalence_design import bootstrap_interval, corrected_error, corrected_share, wilson_interval
from discourse._prevalence_marks import make_groups, read_marks
from discourse._prevalence_regression import difference_table, regression_table

__all__ = ["difference_table", "prevalence_table", "regression_table"]
COLUMNS = ["group", "value", "count", "n", "share", "low", "high"]
CORRECTED = ["n_gold", "share_corrected", "low_corrected", "high_corrected"]
INTERVALS = ["wilson", "bootstrap"]


def prevalence_table(
    codings,
    statements,
    variable,
    by="outlet",
    level=0.95,
    interval="wilson",
    gold=None,
    cluster="doc_id",
    replicates=1000,
    seed=0,
):
    """Share of statements that carry each value of a variable, by group.

    Does not weigh statements by length, and does not mix coders. The corrected share is that of design-based
    supervised learning and prediction-powered inference (Egami et al. 2023; Angelopoulos et al. 2023).

    Parameters
    ----------
    codings : DataFrame, one row per statement and value
        Of one coder. A statement without a row for ``variable`` is not counted; value "none" is.
    statements : DataFrame, one row per statement, with the column named by ``by``
    variable : str
    by : str, list of str, or None
        Columns that make the groups; "month" is made of the column date where there is no column month. None
        takes all statements as one group, "all".
    level : float in (0, 1), coverage of the intervals
    interval : {"wilson", "bootstrap"}
        Wilson (1927) takes statements as independent and is too narrow where those of a document are alike: in
        ``benchmarks/coverage.py`` it holds the truth in 75 to 85 of 100 runs. The bootstrap resamples whole clusters
        (percentiles expanded after Hesterberg 2015; 92 to 96 of 100) and is NaN for a group of one cluster.
    gold : DataFrame, codings of one other coder, with a column probability, optional
        A random sample of the statements coded with care. ``probability`` in (0, 1] is the chance with which the
        statement came into the sample; ``sample_table`` records it.
    cluster : str, column of statements; its values are taken to be independent of each other
    replicates, seed : int, for the bootstrap

    Returns
    -------
    DataFrame, one row per group and value other than "none": group, value, count, n, share, low, high (last three
    in [0, 1]); with ``gold`` also n_gold (gold statements of the group), share_corrected, low_corrected,
    high_corrected (in [0, 1]; NaN where a group has gold statements from fewer than two clusters). With a list in
    ``by`` its columns stand first and group joins them by " / ".

    Raises
    ------
    ValueError
        If a column is missing, the codings come from several coders, a coding belongs to no statement, or a
        probability is missing, out of range, or says that the sample is not one of these statements.
    """
    check_fraction(level, "level")
    if interval not in INTERVALS:
        raise ValueError(f"interval must be one of {INTERVALS}; got {interval!r}.")
    frame, values, f, y, probability = read_marks(codings, statements, variable, gold, cluster)
    groups, keys = make_groups(frame, by)
    rows = []
    for group in keys["group"]:
        inside = (groups == group).to_numpy()
        counts, n = f[inside].sum(axis=0), int(inside.sum())
        clusters = pd.factorize(frame.loc[inside, cluster])[0]
        if interval == "wilson":
            low, high = wilson_interval(counts, n, level)
        else:
            low, high = bootstrap_interval(f[inside], clusters, level, replicates, seed)
            alike = ((counts == 0) | (counts == n)) & ~np.isnan(low)  # every replicate is the same: it tells nothing
            low, high = (np.where(alike, w, b) for w, b in zip(wilson_interval(counts, n, level), (low, high)))
        columns = [counts.astype(int), np.full(len(values), n), counts / n, low, high]
        if gold is not None:
            columns += _corrected(f[inside], y[inside], probability[inside], clusters, level)
        rows += [(group, value, *numbers) for value, *numbers in zip(values, *columns)]
    table = pd.DataFrame(rows, columns=COLUMNS if gold is None else COLUMNS + CORRECTED)
    return table if keys.shape[1] == 1 else keys.merge(table, on="group")


def _corrected(f, y, probability, clusters, level):
    from scipy import stats

    sampled = ~np.isnan(probability)
    n_gold = np.full(f.shape[1], int(sampled.sum()))
    groups = len(set(clusters[sampled]))
    if groups < 2:
        return [n_gold, *np.full((3, f.shape[1]), np.nan)]
    share, influence, spare = corrected_share(f, y, probability)
    half = stats.t.ppf(0.5 + level / 2, groups - 1) * corrected_error(influence, clusters, spare)
    return [n_gold, *(np.clip(x, 0, 1) for x in (share, share - half, share + half))]
