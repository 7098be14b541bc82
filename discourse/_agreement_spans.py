"""Agreement on the evidence: do two coders who give a statement the same value point to the same words?"""

import re
from itertools import combinations

import numpy as np
import pandas as pd

from discourse._checks import check_columns, check_fraction
from discourse._codings_bootstrap import draw_weights, find_clusters, percentile_interval, sum_clusters

COLUMNS = ["variable", "value", "coders", "measure", "estimate", "low", "high", "n", "left_out"]
WORD = re.compile(r"\w+")


def span_agreement_table(codings, level=0.95, replicates=1000, seed=0):
    """Overlap of evidence, in words, of each pair of coders on the values that both gave.

    Words of a statement are those between its spans' ends; a word cut by a span is another word. Where a coder gave
    several spans for one value, their words are taken together.

    Parameters
    ----------
    codings : DataFrame, codings of at least two coders with start, end and evidence
    level : float in (0, 1), coverage of the interval
    replicates, seed : int, of the bootstrap over documents (what stands before the last "-" of a statement_id)

    Returns
    -------
    DataFrame, one row per variable, value, pair and measure: variable, value, coders, measure, estimate, low, high (all
    in [0, 1]), n (statements to which both gave the value with evidence), left_out (one of them without evidence).
    Measure "overlap" is the mean of 2 |A and B| / (|A| + |B|) over statements, "exact" the share with the same words.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    check_fraction(level, "level")
    check_columns(codings, ["statement_id", "variable", "value", "coder", "start", "evidence"], "codings")
    words = {}
    for row in codings[codings["value"] != "none"].itertuples(index=False):
        key = (row.variable, row.value, row.coder)
        found = words.setdefault(key, {}).setdefault(row.statement_id, set())
        if row.evidence and not pd.isna(row.start):
            found |= {(row.start + m.start(), row.start + m.end()) for m in WORD.finditer(row.evidence)}
    rows = []
    for variable, value in sorted({key[:2] for key in words}):
        coders = sorted(key[2] for key in words if key[:2] == (variable, value))
        for one, other in combinations(coders, 2):
            a, b = words[variable, value, one], words[variable, value, other]
            shared = [i for i in a if i in b]
            kept = [i for i in shared if a[i] and b[i]]
            overlap = np.array([2 * len(a[i] & b[i]) / (len(a[i]) + len(b[i])) for i in kept])
            exact = np.array([float(a[i] == b[i]) for i in kept])
            clusters = find_clusters(kept)
            for measure, numbers in [("overlap", overlap), ("exact", exact)]:
                estimate, low, high = _mean_interval(numbers, clusters, level, replicates, seed)
                rows.append(
                    (
                        variable,
                        value,
                        f"{one}, {other}",
                        measure,
                        estimate,
                        low,
                        high,
                        len(kept),
                        len(shared) - len(kept),
                    )
                )
    return pd.DataFrame(
        rows, columns=["variable", "value", "coders", "measure", "estimate", "low", "high", "n", "left_out"]
    )


def _mean_interval(numbers, clusters, level, replicates, seed):
    if not len(numbers):
        return np.nan, np.nan, np.nan
    sums = sum_clusters(np.column_stack([numbers, np.ones(len(numbers))]), clusters)
    totals = draw_weights(clusters, replicates, np.random.default_rng(seed))[1:] @ sums
    low, high = percentile_interval(totals[:, 0] / totals[:, 1], clusters, level)
    return numbers.mean(), low, high
