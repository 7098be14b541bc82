"""From codings and statements to arrays: who is coded, with what, in which group."""

import numpy as np
import pandas as pd

from discourse._checks import check_columns, check_unique
from discourse.codings import select_variable


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
            f"{wrong['statement_id'].iloc[0]}. Merge the column that sample_table recorded."
        )
