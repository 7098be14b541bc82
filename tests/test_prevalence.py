"""Shares, intervals and corrections, worked by hand."""

import numpy as np
import pandas as pd
import pytest

from discourse._prevalence_design import clustered_error, corrected_share, wilson_interval
from discourse.prevalence import prevalence_table


def statements(n=10, **columns):
    table = pd.DataFrame({"statement_id": [f"s{i}" for i in range(n)], "doc_id": [f"d{i // 2}" for i in range(n)]})
    return table.assign(**columns)


def codings(values, coder="rules:x", variable="threat", **columns):
    "One row per statement s0, s1, ...; a list gives several rows, an empty one none."
    lists = [[v] if isinstance(v, str) else v for v in values]
    rows = [(f"s{i}", variable, v, coder) for i, vs in enumerate(lists) for v in vs]
    return pd.DataFrame(rows, columns=["statement_id", "variable", "value", "coder"]).assign(**columns)


def test_wilson_interval_of_newcombe_1998():
    "Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29."
    low, high = wilson_interval([81, 15, 0, 1], [263, 148, 20, 29], 0.95)
    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_shares_by_group():
    values = ["threat", ["threat", "denial", "denial"], "none", [], "none", "denial", "none", "none", "none", "none"]
    table = prevalence_table(codings(values), statements(outlet=["B"] * 4 + ["A"] * 6), "threat")
    assert table[["group", "value", "count", "n"]].values.tolist() == [
        ["A", "denial", 1, 6], ["A", "threat", 0, 6], ["B", "denial", 1, 3], ["B", "threat", 2, 3],
    ]  # fmt: skip
    assert table["share"].tolist() == [1 / 6, 0, 1 / 3, 2 / 3]
    assert (table["low"] <= table["share"]).all() and (table["share"] <= table["high"]).all()


def test_groups_of_months_lists_and_all():
    frame = statements(4, date=["2031-02-01", "2031-01-09", "2031-02-28", ""], outlet=["A", "A", "B", "B"])
    coded = codings(["threat", "none", "none", "none"])
    months = prevalence_table(coded, frame, "threat", by="month")
    assert months[["group", "count", "n"]].values.tolist() == [["", 0, 1], ["2031-01", 0, 1], ["2031-02", 1, 2]]
    both = prevalence_table(coded, frame, "threat", by=["outlet", "month"])
    assert both[["outlet", "month", "group", "n"]].values.tolist() == [
        ["A", "2031-01", "A / 2031-01", 1], ["A", "2031-02", "A / 2031-02", 1],
        ["B", "", "B / ", 1], ["B", "2031-02", "B / 2031-02", 1],
    ]  # fmt: skip
    assert prevalence_table(coded, frame, "threat", by=None)[["group", "n"]].values.tolist() == [["all", 4]]
    with pytest.raises(ValueError, match=r"not ISO dates .* first '1 May' in s0"):
        prevalence_table(coded, frame.assign(date="1 May"), "threat", by="month")


def test_nothing_but_none_is_an_empty_table():
    table = prevalence_table(codings(["none"] * 4), statements(4), "threat", by=None)
    assert list(table) == ["group", "value", "count", "n", "share", "low", "high"] and table.empty


def test_bootstrap_resamples_documents():
    "Two statements of a document always agree: the interval is that of five documents, not of ten statements."
    coded = codings([v for v in ["threat", "none", "none", "threat", "none"] for _ in range(2)])
    table = prevalence_table(coded, statements(), "threat", by=None, interval="bootstrap", replicates=4000)
    assert table.loc[0, ["low", "high"]].tolist() == [0, 0.8]
    again = prevalence_table(coded, statements(), "threat", by=None, interval="bootstrap", replicates=4000)
    assert table.equals(again)
    alone = prevalence_table(coded, statements(doc_id="d"), "threat", by=None, interval="bootstrap")
    assert alone[["low", "high"]].isna().all(axis=None)


def test_corrected_share_by_hand():
    """f finds 6 of 8; of four gold statements, drawn with 1/2, it is wrong in one: 6/8 - (2 * 1) / (2 * 4) = 1/2.

    Influence: (f - 6/8) / 8 + w (e - (-1/4)) / 8 with w = 2 inside the sample; every statement a document.
    """
    f = np.array([1, 1, 1, 1, 1, 1, 0, 0.0])[:, None]
    y = np.array([0, 1, 0, 0, 0, 0, 0, 0.0])[:, None]
    probability = np.array([0.5, 0.5, np.nan, np.nan, np.nan, np.nan, 0.5, 0.5])
    share, influence = corrected_share(f, y, probability)
    assert share[0] == pytest.approx(0.5)
    expected = [1 / 32 - 6 / 32, 1 / 32 + 2 / 32, 1 / 32, 1 / 32, 1 / 32, 1 / 32, -3 / 32 + 2 / 32, -3 / 32 + 2 / 32]
    assert influence[:, 0].tolist() == pytest.approx(expected)
    error = clustered_error(influence, np.arange(8))[0]
    assert error == pytest.approx(np.sqrt(8 / 7 * sum(x**2 for x in expected)))
    assert clustered_error(influence, np.zeros(8, int)).tolist() == pytest.approx([np.nan], nan_ok=True)


def test_corrected_columns_stand_beside_the_naive():
    coded = codings(["threat"] * 6 + ["none"] * 4)
    gold = codings(["none", "none", "threat", "threat", [], [], "none", "none"], coder="human:ana", probability=0.5)
    table = prevalence_table(coded, statements(doc_id=[f"d{i}" for i in range(10)]), "threat", by=None, gold=gold)
    row = table.iloc[0]
    assert (row["share"], row["n_gold"]) == (0.6, 6)
    assert row["share_corrected"] == pytest.approx(0.6 - 2 / 6)
    assert 0 == row["low_corrected"] < row["share_corrected"] < row["high_corrected"] <= 1


def test_a_group_without_gold_has_no_corrected_share():
    gold = codings(["threat", "none", "threat"], coder="human:ana", probability=0.5)
    coded = codings(["threat"] * 10)
    table = prevalence_table(coded, statements(outlet=["A"] * 6 + ["B"] * 4), "threat", gold=gold)
    assert table["n_gold"].tolist() == [3, 0]
    assert table["share_corrected"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (dict(by="outlet"), r"lacks the columns \['outlet'\].*statements.merge\(documents\[\['doc_id', 'outlet'\]\]"),
        (dict(level=95), "level must lie between 0 and 1"),
        (dict(interval="exact"), "interval must be one of"),
        (dict(variable="tone"), "nobody coded 'tone'"),
        (dict(codings=codings(["none"] * 11)), "1 statements are not among the statements, first 's10'"),
        (dict(codings=pd.concat([codings(["none"]), codings(["none"], "human:ana")])), "come from 2 coders"),
        (dict(gold=codings(["none"])), r"gold lacks the columns \['probability'\]"),
        (dict(gold=codings(["none"], probability=0.0)), r"'probability' are not in \(0, 1\], first"),
        (dict(gold=codings(["none"], probability=np.nan)), r"'probability' are not in \(0, 1\], first"),
    ],
)
def test_wrong_input_is_told(change, message):
    arguments = dict(codings=codings(["threat"] * 10), statements=statements(), variable="threat", by=None) | change
    with pytest.raises(ValueError, match=message):
        prevalence_table(**arguments)
