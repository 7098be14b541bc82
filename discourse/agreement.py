"""Agreement between coders, people or machines, with intervals.

Codings of several coders come in, one row per coefficient goes out. Which number to report: alpha (Krippendorff
2011) for reliability; beside it AC1 (Gwet 2008), which does not collapse when a code is rare; F1 for a machine
against people. Statements of one document are not independent, so the intervals are percentiles of a bootstrap
of whole documents. Statements coded by one coder alone are left out and counted.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from discourse._agreement_adjudication import adjudicate, confusion_table, disagreements
from discourse._agreement_measures import (
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    masi_distance,
    observed_agreement,
    positive_f1,
)
from discourse._agreement_spans import span_agreement_table
from discourse._checks import check_columns, check_fraction
from discourse._codings_bootstrap import draw_weights, find_clusters, percentile_interval
from discourse.codings import ratings_table

__all__ = ["adjudicate", "agreement_table", "confusion_table", "disagreements", "span_agreement_table"]
COLUMNS = ["variable", "value", "coders", "measure", "estimate", "low", "high", "n", "left_out"]
BY = ["variable", "value", "coders"]
METRICS = ["nominal", "ordinal", "interval"]


def agreement_table(
    codings,
    by="variable",
    variable=None,
    metric="nominal",
    order=None,
    statements=None,
    level=0.95,
    replicates=1000,
    seed=0,
):
    """Agreement of coders on variables, on each value, or of each pair of coders.

    Parameters
    ----------
    codings : DataFrame, codings of at least two coders
    by : {"variable", "value", "coders"}
        One set of coefficients for each variable; for each value as present or absent; or for each variable
        and pair of coders.
    variable : str or list of str, the variables wanted; all that two coders coded if None
    metric : {"nominal", "ordinal", "interval"}
        Of alpha. Ordinal values stand in ``order``; interval values are numbers. Both take one value a statement.
    order : list of str, the values from low to high, for the ordinal metric
    statements : DataFrame with statement_id and doc_id, optional
        Tells the documents. Without it the document is what stands before the last "-" of a statement_id.
    level : float in (0, 1), coverage of the interval
    replicates, seed : int, of the bootstrap over documents

    Returns
    -------
    DataFrame, one row per coefficient: variable, value ("" but by value), coders (joined by ", "), measure, estimate,
    low, high, n (statements with at least two coders), left_out (statements with one). Measures:

    - agreement: share of pairs of codes that agree, in [0, 1]; sets of values agree if they are the same
    - alpha: Krippendorff's, at most 1; masi: alpha by the set distance of Passonneau (2006), where a coder gave a
      statement several values; ac1: Gwet's; kappa: Cohen's, of more than two coders the mean over pairs (Light 1971)
    - f1: of the value, in [0, 1], the mean over pairs; by value only

    NaN where a coefficient is not defined, for instance alpha if all codes are the same, and for the interval where
    there is one document only.

    Raises
    ------
    ValueError
        If a column is missing, there is one coder only, ``by`` or ``metric`` is unknown, or values do not fit it.
    """
    check_fraction(level, "level")
    for name, given, known in [("by", by, BY), ("metric", metric, METRICS)]:
        if given not in known:
            raise ValueError(f"{name} must be one of {known}; got {given!r}.")
    check_columns(codings, ["statement_id", "variable", "value", "coder"], "codings")
    coders = codings.groupby("variable")["coder"].nunique()
    wanted = [variable] if isinstance(variable, str) else variable or sorted(coders.index[coders > 1])
    if not wanted:
        raise ValueError("codings: no variable was coded by two coders. Concatenate the codings of two.")
    rows = []
    for name in wanted:
        ratings = ratings_table(codings, name)
        coders = list(ratings.columns[1:])
        if len(coders) < 2:
            raise ValueError(
                f"codings: only {coders[0]!r} coded {name!r}. Agreement needs two coders; concatenate their codings."
            )
        clusters = find_clusters(ratings["statement_id"], statements)
        generator = np.random.default_rng(seed)
        weights = draw_weights(clusters, replicates, generator)
        codes, sets = _codes(ratings[coders].to_numpy())
        groups = list(combinations(range(len(coders)), 2)) if by == "coders" else [range(len(coders))]
        for group in groups:
            part = codes[:, group]
            labels = ", ".join(coders[i] for i in group)
            coded = (part >= 0).sum(axis=1)
            n, left_out = int((coded > 1).sum()), int((coded == 1).sum())
            for value, measure, numbers in _measures(part, sets, clusters, weights, by == "value", metric, order, name):
                low, high = percentile_interval(numbers[1:], clusters, level)
                rows.append((name, value, labels, measure, numbers[0], low, high, n, left_out))
    return pd.DataFrame(rows, columns=COLUMNS)


def _measures(codes, sets, clusters, weights, by_value, metric, order, name):
    if by_value:
        for value in sorted({v for s in sets for v in s} - {"none"}):
            marked = np.array([value in s for s in sets] + [-1])
            binary = np.where(codes >= 0, marked[codes], -1)
            yield from _nominal(binary, 2, clusters, weights, value)
            yield value, "f1", positive_f1(binary, 2, clusters, weights)
        return
    if metric == "nominal":
        yield from _nominal(codes, len(sets), clusters, weights, "")
    else:
        ranks, size, distance = _scaled(sets, metric, order, name)
        scaled = np.where(codes >= 0, ranks[codes], -1)
        yield "", "agreement", observed_agreement(scaled, size, clusters, weights)
        yield "", "alpha", krippendorff_alpha(scaled, size, clusters, weights, distance)
    if any(len(s) > 1 for s in sets):
        distance = np.array([[masi_distance(a, b) for b in sets] for a in sets])
        yield "", "masi", krippendorff_alpha(codes, len(sets), clusters, weights, distance)


def _nominal(codes, size, clusters, weights, value):
    yield value, "agreement", observed_agreement(codes, size, clusters, weights)
    yield value, "alpha", krippendorff_alpha(codes, size, clusters, weights)
    yield value, "ac1", gwet_ac1(codes, size, clusters, weights)
    yield value, "kappa", cohen_kappa(codes, size, clusters, weights)


def _codes(ratings):
    """Whole numbers for the sets of values in a ratings table, -1 for not coded, and the sets in order."""
    known = sorted({cell for row in ratings for cell in row} - {""})
    number = {cell: i for i, cell in enumerate(known)} | {"": -1}
    codes = np.array([[number[cell] for cell in row] for row in ratings])
    return codes, [frozenset(cell.split(";")) for cell in known]


def _scaled(sets, metric, order, name):
    """Ranks of the values, how many there are, and their distance."""
    several = [sorted(s) for s in sets if len(s) > 1]
    if several:
        raise ValueError(f"codings: {name!r} has several values a statement, {several[0]}. Use the nominal metric.")
    values = [next(iter(s)) for s in sets]
    if metric == "ordinal":
        unknown = [v for v in values if order is None or v not in order]
        if unknown:
            raise ValueError(f"order must list the values of {name!r} from low to high; it lacks {unknown}.")
        return np.array([list(order).index(v) for v in values] + [-1]), len(order), "ordinal"
    numbers = pd.to_numeric(pd.Series(values), errors="coerce").to_numpy(float)
    if np.isnan(numbers).any():
        wrong = [v for v, x in zip(values, numbers) if np.isnan(x)]
        raise ValueError(f"codings: {name!r} has values that are not numbers, {wrong[:5]}. Use another metric.")
    return np.arange(len(values) + 1), len(values), (numbers[:, None] - numbers[None, :]) ** 2
