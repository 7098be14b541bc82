"""Differences of shares and shares on covariates, with standard errors clustered by document.

Both rest on the moment that the code minus its expectation is zero, which is linear in the code; so with a gold
sample the code f is replaced by f + r/p (y - f), as design-based supervised learning does (Egami, Hinck,
Stewart & Wei 2023), and the same formulas hold. The sandwich is that of Liang & Zeger (1986) with the usual factor
for few clusters.
"""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
from scipy import stats

from discourse._checks import check_columns, check_fraction
from discourse._prevalence_design import clustered_error, corrected_error, corrected_share
from discourse._prevalence_marks import make_groups, read_marks

DIFFERENCES = ["group", "other", "value", "n", "n_other", "share", "share_other", "difference", "low", "high"]
CORRECTED = ["difference_corrected", "low_corrected", "high_corrected"]
TERMS = ["term", "estimate", "standard_error", "low", "high"]
MODELS = ["linear", "logit"]
STEPS = 50


def difference_table(
    codings, statements, variable, by="outlet", against="all", level=0.95, gold=None, cluster="doc_id"
):
    """Differences of shares between groups, or from one time to the next.

    Documents that fall into both groups (speakers who share an article) are allowed for.

    Parameters
    ----------
    codings, statements, variable, by, level, gold, cluster
        As for ``prevalence_table``.
    against : {"all", "previous"} or a group
        Each pair of groups, each group (a month, say) against the one before it, or each against one group.

    Returns
    -------
    DataFrame, one row per pair of groups and value: group, other, value, n, n_other, share, share_other,
    difference (share - share_other), low, high (last three in [-1, 1]); with ``gold`` also difference_corrected,
    low_corrected, high_corrected, which are NaN where a group has gold statements from fewer than two clusters.

    Raises
    ------
    ValueError
        As ``prevalence_table``, and if there are fewer than two groups or ``against`` is none of them.
    """
    check_fraction(level, "level")
    frame, values, f, y, probability = read_marks(codings, statements, variable, gold, cluster)
    groups, keys = make_groups(frame, by)
    clusters = pd.factorize(frame[cluster])[0]
    parts = {group: (groups == group).to_numpy() for group in keys["group"]}
    rows = []
    for group, other in _pairs(list(parts), against):
        one, two = parts[group], parts[other]
        share, share_other = f[one].mean(axis=0), f[two].mean(axis=0)
        influence = _spread(one, (f[one] - share) / one.sum()) - _spread(two, (f[two] - share_other) / two.sum())
        # one imagined statement with the code and one without it in each group: Agresti & Caffo (2000)
        imagined = sum((s**2 + (1 - s) ** 2) / (n + 2) ** 2 for s, n in [(share, one.sum()), (share_other, two.sum())])
        error = np.sqrt(clustered_error(influence, clusters) ** 2 + imagined)
        columns = [np.full(len(values), one.sum()), np.full(len(values), two.sum()), share, share_other]
        columns += _interval(share - share_other, error, _size(clusters[one | two]), level)
        if gold is not None:
            columns += _corrected_difference(f, y, probability, one, two, clusters, level)
        rows += [(group, other, value, *numbers) for value, *numbers in zip(values, *columns)]
    return pd.DataFrame(rows, columns=DIFFERENCES + (CORRECTED if gold is not None else []))


def regression_table(
    codings, statements, variable, value, covariates, model="linear", level=0.95, gold=None, cluster="doc_id"
):
    """Presence of a value regressed on columns of statements.

    Parameters
    ----------
    codings, statements, variable, level, gold, cluster
        As for ``prevalence_table``.
    value : str, the value whose presence (0 or 1) is explained
    covariates : list of str, columns of statements
        Numbers enter as they are; text enters as one term for each of its values but the first in sorted order.
    model : {"linear", "logit"}
        Linear probability (differences of shares) or logistic (log odds).

    Returns
    -------
    DataFrame, one row per term ("intercept" first): term, estimate, standard_error, low, high, n, clusters; with
    ``gold`` also estimate_corrected, standard_error_corrected, low_corrected, high_corrected.

    Raises
    ------
    ValueError
        As ``prevalence_table``, and if a covariate is missing or has gaps, terms depend on each other, there are no
        more clusters than terms, or the logistic model has no solution.
    """
    check_fraction(level, "level")
    if model not in MODELS:
        raise ValueError(f"model must be one of {MODELS}; got {model!r}.")
    check_columns(statements, covariates, "statements")
    frame, values, f, y, probability = read_marks(codings, statements, variable, gold, cluster)
    if value not in values:
        raise ValueError(f"codings: nobody gave {variable!r} the value {value!r}. Values given: {values}.")
    clusters = pd.factorize(frame[cluster])[0]
    terms, x = _design(frame, covariates)
    if _size(clusters) <= len(terms):
        raise ValueError(
            f"{len(terms)} terms need more than {_size(clusters)} clusters ({cluster}). Use fewer covariates."
        )
    found, wanted = f[:, values.index(value)], y[:, values.index(value)]
    columns = _fit(x, found, clusters, model, level)
    table = pd.DataFrame(dict(zip(TERMS, [terms, *columns])))
    table["n"], table["clusters"] = len(x), _size(clusters)
    if gold is not None:
        sampled = ~np.isnan(probability)
        adjusted = found + np.where(sampled, (wanted - found) / np.where(sampled, probability, 1), 0)
        names = [f"{t}_corrected" for t in TERMS[1:]]
        table = table.assign(**dict(zip(names, _fit(x, adjusted, clusters, model, level))))
    return table


def _fit(x, outcome, clusters, model, level):
    """Estimate, standard error, low and high for each term."""
    if model == "linear":
        beta = np.linalg.solve(x.T @ x, x.T @ outcome)
        fitted, slope = x @ beta, np.ones(len(x))
    else:
        beta = _solve_logit(x, outcome)
        fitted = 1 / (1 + np.exp(-x @ beta))
        slope = fitted * (1 - fitted)
    bread = np.linalg.inv((x * slope[:, None]).T @ x)
    influence = (x * (outcome - fitted)[:, None]) @ bread
    n, k = x.shape
    error = clustered_error(influence, clusters) * np.sqrt((n - 1) / (n - k))
    half = stats.t.ppf(0.5 + level / 2, _size(clusters) - 1) * error
    return beta, error, beta - half, beta + half


def _solve_logit(x, outcome):
    """The root of the score by Newton's steps, halved while they do not lower it."""

    def score(beta):
        return x.T @ (outcome - 1 / (1 + np.exp(-x @ beta)))

    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        fitted = 1 / (1 + np.exp(-x @ beta))
        information = (x * (fitted * (1 - fitted))[:, None]).T @ x
        if np.linalg.cond(information) > 1e12:
            break
        step = np.linalg.solve(information, score(beta))
        while np.linalg.norm(score(beta + step)) > np.linalg.norm(score(beta)) and np.linalg.norm(step) > 1e-12:
            step = step / 2
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            return beta
    raise ValueError(
        "the logistic model has no solution: a term tells the value apart without fail. "
        "Use model='linear', or join groups in which nobody or everybody gave the value."
    )


def _design(frame, covariates):
    terms, columns = ["intercept"], [np.ones(len(frame))]
    for name in covariates:
        column = frame[name]
        if column.isna().any():
            first = frame["statement_id"][column.isna()].iloc[0]
            raise ValueError(
                f"statements: {name!r} has gaps, first in {first}. Fill them or leave those statements out."
            )
        if pd.api.types.is_numeric_dtype(column):
            terms.append(name)
            columns.append(column.to_numpy(float))
            continue
        for level in sorted(set(column.astype(str)))[1:]:
            terms.append(f"{name}[{level}]")
            columns.append((column.astype(str) == level).to_numpy(float))
    x = np.column_stack(columns)
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError(f"the terms {terms} depend on each other. Leave out a covariate that the others already tell.")
    return terms, x


def _corrected_difference(f, y, probability, one, two, clusters, level):
    results, influence, spare, gold_clusters = [], np.zeros_like(f), 0, []
    for part, sign in [(one, 1), (two, -1)]:
        sampled = part & ~np.isnan(probability)
        gold_clusters.append(_size(clusters[sampled]))
        if gold_clusters[-1] < 2:
            return list(np.full((3, f.shape[1]), np.nan))
        share, own, more = corrected_share(f[part], y[part], probability[part])
        spare = spare + more
        results.append(share)
        influence += sign * _spread(part, own)
    error = corrected_error(influence, clusters, spare)
    return _interval(results[0] - results[1], error, min(gold_clusters), level)


def _interval(difference, error, groups, level):
    half = stats.t.ppf(0.5 + level / 2, groups - 1) * error if groups > 1 else np.full(len(error), np.nan)
    return [np.clip(x, -1, 1) for x in (difference, difference - half, difference + half)]


def _spread(inside, influence):
    whole = np.zeros((len(inside), influence.shape[1]))
    whole[inside] = influence
    return whole


def _size(clusters):
    return len(set(clusters.tolist()))


def _pairs(groups, against):
    if len(groups) < 2:
        raise ValueError(f"differences need two groups; got {groups}. Choose another column for by.")
    if against == "previous":
        return [(later, earlier) for earlier, later in pairwise(groups)]
    if against == "all":
        return list(combinations(groups, 2))
    if against not in groups:
        raise ValueError(f"against must be 'all', 'previous' or a group; got {against!r}. Groups: {groups}.")
    return [(group, against) for group in groups if group != against]
