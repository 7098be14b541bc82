"""Shares of statements that carry a code, by group, with intervals and, given a gold sample, corrected.

Codings of one coder and statements come in, one row per group and value goes out. A statement without a row
for the variable is not counted; value ``none`` is. Automated codes are wrong at some rate, and an interval
that ignores it is too narrow and in the wrong place: give ``gold`` and report the corrected columns.
"""

import numpy as np
import pandas as pd

from discourse._checks import check_columns, check_fraction, check_unique
from discourse._prevalence_design import bootstrap_shares, clustered_error, corrected_share, wilson_interval
from discourse.codings import select_variable

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
        Wilson (1927) takes statements as independent; the bootstrap resamples whole clusters (percentiles), and
        is NaN for a group of one cluster.
    gold : DataFrame, codings of one other coder, with a column probability, optional
        A random sample of the statements coded with care. ``probability`` in (0, 1] is the chance with which the
        statement came into the sample; ``draw_sample`` records it.
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
            low, high = _percentiles(f[inside], clusters, level, replicates, seed)
        columns = [counts.astype(int), np.full(len(values), n), counts / n, low, high]
        if gold is not None:
            columns += _corrected(f[inside], y[inside], probability[inside], clusters, level)
        rows += [(group, value, *numbers) for value, *numbers in zip(values, *columns)]
    table = pd.DataFrame(rows, columns=COLUMNS if gold is None else COLUMNS + CORRECTED)
    return table if keys.shape[1] == 1 else keys.merge(table, on="group")


def read_marks(codings, statements, variable, gold, cluster):
    """What all shares are made of.

    Returns
    -------
    frame : DataFrame, the statements that the coder coded for the variable, index from 0
    values : list of str, sorted, without "none"
    f, y : arrays of 0 and 1, statements x values: the coder's codes and the gold codes
    probability : array, one per statement; NaN outside the gold sample
    """
    check_columns(statements, ["statement_id", cluster], "statements")
    check_unique(statements, "statement_id", "statements")
    rows = one_coder(select_variable(codings, variable), "codings")
    _check_known(rows, statements, "codings")
    frame = statements[statements["statement_id"].isin(set(rows["statement_id"]))].reset_index(drop=True)
    values = set(rows["value"])
    probability = np.full(len(frame), np.nan)
    if gold is not None:
        check_columns(gold, ["probability"], "gold")
        gold = one_coder(select_variable(gold, variable), "gold")
        _check_known(gold, frame, "gold", "coded statements")
        _check_probability(gold)
        values |= set(gold["value"])
        chances = gold.drop_duplicates("statement_id").set_index("statement_id")["probability"]
        probability = chances.reindex(frame["statement_id"]).to_numpy(float)
    values = sorted(values - {"none"})
    f = mark_values(rows, frame["statement_id"], values)
    y = np.zeros_like(f) if gold is None else mark_values(gold, frame["statement_id"], values)
    return frame, values, f, y, probability


def mark_values(rows, ids, values):
    """Array ids x values: 1 where a row gives the statement the value."""
    marks = np.zeros((len(ids), len(values)))
    kept = rows[rows["value"].isin(values)]
    marks[pd.Index(ids).get_indexer(kept["statement_id"]), pd.Index(values).get_indexer(kept["value"])] = 1
    return marks


def one_coder(rows, name):
    """The rows, if they are of one coder; else ValueError with the coders there are."""
    coders = sorted(set(rows["coder"]))
    if len(coders) > 1:
        raise ValueError(
            f"{name}: come from {len(coders)} coders, {coders[:5]}. "
            f"Choose one, for example codings[codings['coder'] == {coders[0]!r}]."
        )
    return rows


def make_groups(frame, by):
    """The group of each statement (Series of str), and a table of the groups in order with the columns of ``by``."""
    columns = [] if by is None else [by] if isinstance(by, str) else list(by)
    if not columns:
        return pd.Series("all", index=frame.index), pd.DataFrame({"group": ["all"]})
    if "month" in columns and "month" not in frame and "date" in frame:
        frame = frame.assign(month=_months(frame))
    missing = [c for c in columns if c not in frame]
    if missing:
        remedy = f"statements.merge(documents[{['doc_id', *missing]!r}], on='doc_id')".replace("month", "date")
        raise ValueError(
            f"statements lacks the columns {missing} to group by; it has {list(frame.columns)}. Add them: {remedy}."
        )
    texts = frame[columns].astype(object).where(frame[columns].notna(), "").astype(str)
    groups = texts.agg(" / ".join, axis=1) if len(columns) > 1 else texts[columns[0]]
    order = frame[columns].assign(group=groups).drop_duplicates("group").sort_values(columns, kind="stable")
    keys = order[["group"]] if len(columns) == 1 else order[[*columns, "group"]]
    return groups, keys.reset_index(drop=True)


def _months(frame):
    dates = frame["date"].astype(str)
    wrong = frame[~dates.str.fullmatch(r"(\d{4}-\d{2}(-\d{2}.*)?)?")]
    if len(wrong):
        raise ValueError(
            f"statements: {len(wrong)} dates are not ISO dates such as 2025-11-27, first {wrong['date'].iloc[0]!r} "
            f"in {wrong['statement_id'].iloc[0]}. Correct the column date."
        )
    return dates.str[:7]


def _check_known(rows, statements, name, among="statements"):
    unknown = rows[~rows["statement_id"].isin(set(statements["statement_id"]))]
    if len(unknown):
        count, first = unknown["statement_id"].nunique(), unknown["statement_id"].iloc[0]
        raise ValueError(
            f"{name}: {count} statements are not among the {among}, first {first!r}. Pass those that were coded."
        )


def _check_probability(gold):
    chance = pd.to_numeric(gold["probability"], errors="coerce")
    wrong = gold[~((chance > 0) & (chance <= 1))]
    if len(wrong):
        raise ValueError(
            f"gold: {len(wrong)} values of 'probability' are not in (0, 1], first {wrong['probability'].iloc[0]!r} in "
            f"{wrong['statement_id'].iloc[0]}. Merge the column that draw_sample recorded."
        )


def _percentiles(marks, clusters, level, replicates, seed):
    if clusters.max() == 0:
        return np.full((2, marks.shape[1]), np.nan)
    shares = bootstrap_shares(marks, clusters, replicates, seed)
    return np.quantile(shares, [0.5 - level / 2, 0.5 + level / 2], axis=0)


def _corrected(f, y, probability, clusters, level):
    from scipy import stats

    sampled = ~np.isnan(probability)
    n_gold = np.full(f.shape[1], int(sampled.sum()))
    groups = len(set(clusters[sampled]))
    if groups < 2:
        return [n_gold, *np.full((3, f.shape[1]), np.nan)]
    share, influence = corrected_share(f, y, probability)
    half = stats.t.ppf(0.5 + level / 2, groups - 1) * clustered_error(influence, clusters)
    return [n_gold, *(np.clip(x, 0, 1) for x in (share, share - half, share + half))]
