"""Bootstrap of whole documents, for everything that is counted from codings.

Statements of one document are not independent, documents are taken to be. A replicate is a weighting of the
documents, so what is a function of sums over statements is resampled by one product of matrices.
"""

import numpy as np
import pandas as pd
from scipy import stats

from discourse._checks import check_columns


def find_clusters(ids, statements=None):
    """Whole numbers from 0 for the documents of statement ids, read off the id ("doc-001") or off ``statements``."""
    ids = pd.Series(ids)
    if statements is None:
        documents = ids.str.rsplit("-", n=1).str[0]
    else:
        check_columns(statements, ["statement_id", "doc_id"], "statements")
        documents = ids.map(statements.drop_duplicates("statement_id").set_index("statement_id")["doc_id"])
        if documents.isna().any():
            first = ids[documents.isna()].iloc[0]
            raise ValueError(f"codings: {first!r} is not among the statements. Pass the statements that were coded.")
    return pd.factorize(documents)[0]


def draw_weights(clusters, replicates, generator):
    """How often each replicate drew each cluster: a row of ones, then ``replicates`` rows."""
    size = clusters.max() + 1
    drawn = generator.multinomial(size, np.full(size, 1 / size), size=replicates)
    return np.vstack([np.ones((1, size)), drawn])


def sum_clusters(values, clusters):
    """Sums of the rows of ``values`` (n, or n x k) by ``clusters`` (whole numbers from 0)."""
    values = np.asarray(values, float)
    sums = np.zeros((clusters.max() + 1, *values.shape[1:]))
    np.add.at(sums, clusters, values)
    return sums


def percentile_interval(replicates, clusters, level):
    """Low and high percentiles of ``replicates`` (along the first axis), NaN left out.

    Percentiles are too narrow for few clusters; they are taken further out as Hesterberg (2015, section 4.5) expands
    them, so that for a mean the interval is as wide as that of Student's t. NaN if there is one cluster.
    """
    replicates = np.asarray(replicates, float)
    groups = int(clusters.max()) + 1 if len(clusters) else 0
    if groups < 2 or not len(replicates):
        return np.full((2, *replicates.shape[1:]), np.nan)
    tail = stats.norm.cdf(-np.sqrt(groups / (groups - 1)) * stats.t.ppf(0.5 + level / 2, groups - 1))
    if np.isnan(replicates).any():
        kept = ~np.isnan(replicates).all(axis=0)
        ends = np.full((2, *replicates.shape[1:]), np.nan)
        ends[:, kept] = np.nanquantile(replicates[:, kept], [tail, 1 - tail], axis=0)
        return ends
    return np.quantile(replicates, [tail, 1 - tail], axis=0)
