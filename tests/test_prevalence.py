"""Shares, intervals and corrections, worked by hand."""

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse._prevalence_design import clustered_error, corrected_share, wilson_interval
from discourse.prevalence import difference_table, prevalence_table, regression_table


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
    "Two statements of a document always agree: the interval is that of twenty documents, not of forty statements."
    marks = ["threat", "none", "none", "none"] * 5
    coded = codings([v for v in marks for _ in range(2)])
    table = prevalence_table(coded, statements(40), "threat", by=None, interval="bootstrap")
    single = statements(20, doc_id=[f"d{i}" for i in range(20)])
    other = prevalence_table(codings(marks), single, "threat", by=None, interval="bootstrap")
    assert table[["low", "high"]].equals(other[["low", "high"]])
    assert 0.05 <= table["low"][0] < 0.1 and 0.4 < table["high"][0] <= 0.5
    assert table.equals(prevalence_table(coded, statements(40), "threat", by=None, interval="bootstrap"))
    alone = prevalence_table(coded, statements(40, doc_id="d"), "threat", by=None, interval="bootstrap")
    assert alone[["low", "high"]].isna().all(axis=None)


def test_corrected_share_by_hand():
    """f finds 6 of 8; of four gold statements, drawn with 1/2, it is wrong in one: 6/8 - (2 * 1) / (2 * 4) = 1/2.

    Influence: (f - 6/8) / 8 + w (e - (-1/4)) / 8 with w = 2 inside the sample; every statement a document.
    """
    f = np.array([1, 1, 1, 1, 1, 1, 0, 0.0])[:, None]
    y = np.array([0, 1, 0, 0, 0, 0, 0, 0.0])[:, None]
    probability = np.array([0.5, 0.5, np.nan, np.nan, np.nan, np.nan, 0.5, 0.5])
    share, influence, spare = corrected_share(f, y, probability)
    assert share[0] == pytest.approx(0.5)
    expected = [1 / 32 - 6 / 32, 1 / 32 + 2 / 32, 1 / 32, 1 / 32, 1 / 32, 1 / 32, -3 / 32 + 2 / 32, -3 / 32 + 2 / 32]
    assert influence[:, 0].tolist() == pytest.approx(expected)
    # the errors' part of the variance is (6 ** 2 + 3 * 2 ** 2) / 32 ** 2; that of one error either way in 4 + 2 is more
    assert spare[0] == pytest.approx(2 / 36 - (36 + 3 * 4) / 1024)
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


def two_outlets(herald, gazette, n=20):
    "Each statement its own document; so many of n in each outlet carry the code."
    marks = ["threat"] * herald + ["none"] * (n - herald) + ["threat"] * gazette + ["none"] * (n - gazette)
    frame = statements(2 * n, outlet=["Herald"] * n + ["Gazette"] * n, doc_id=[f"d{i}" for i in range(2 * n)])
    return codings(marks), frame


def test_difference_of_two_shares_by_hand():
    "5 of 20 less 12 of 20; variance p q / n each, times G / (G - 1), and the imagined statements."
    row = difference_table(*two_outlets(12, 5), "threat").iloc[0]
    assert (row["group"], row["other"], row["n"], row["n_other"]) == ("Gazette", "Herald", 20, 20)
    assert row["difference"] == pytest.approx(0.25 - 0.6)
    imagined = (0.25**2 + 0.75**2 + 0.6**2 + 0.4**2) / 22**2
    error = sqrt(40 / 39 * (0.25 * 0.75 + 0.6 * 0.4) / 20 + imagined)
    assert (row["high"] - row["low"]) / 2 == pytest.approx(2.0226909 * error, abs=1e-6)


def test_differences_over_time_and_against_one_group():
    frame = statements(6, date=["2031-01-01"] * 2 + ["2031-02-01"] * 2 + ["2031-04-01"] * 2)
    coded = codings(["threat", "threat", "none", "threat", "none", "none"])
    steps = difference_table(coded, frame, "threat", by="month", against="previous")
    assert steps[["group", "other", "difference"]].values.tolist() == [
        ["2031-02", "2031-01", -0.5], ["2031-04", "2031-02", -0.5],
    ]  # fmt: skip
    first = difference_table(coded, frame, "threat", by="month", against="2031-01")
    assert first[["group", "difference"]].values.tolist() == [["2031-02", -0.5], ["2031-04", -1.0]]
    with pytest.raises(ValueError, match="against must be 'all', 'previous' or a group; got '2030-01'"):
        difference_table(coded, frame, "threat", by="month", against="2030-01")
    with pytest.raises(ValueError, match="differences need two groups; got \\['all'\\]"):
        difference_table(coded, frame, "threat", by=None)


def test_a_shared_document_narrows_the_difference():
    "Two speakers who always say the same in the same document do not differ, and no chance made it so."
    marks = [m for m in ["threat", "none"] * 15 for _ in range(2)]
    frame = statements(60, speaker=["Mara Doln", "Tomas Reval"] * 30)
    together = difference_table(codings(marks), frame, "threat", by="speaker").iloc[0]
    apart = difference_table(codings(marks), frame.assign(doc_id=range(60)), "threat", by="speaker").iloc[0]
    assert together["difference"] == apart["difference"] == 0
    assert together["high"] < apart["high"] / 2


def test_corrected_difference_is_that_of_corrected_shares():
    coded, frame = two_outlets(12, 5)
    people = ["none" if i == 0 else value for i, value in enumerate(coded["value"])]
    gold = codings([[v] if i % 3 == 0 else [] for i, v in enumerate(people)], "human:ana", probability=1 / 3)
    table = prevalence_table(coded, frame, "threat", gold=gold).set_index("group")["share_corrected"]
    row = difference_table(coded, frame, "threat", gold=gold).iloc[0]
    assert row["difference_corrected"] == pytest.approx(table["Gazette"] - table["Herald"])
    assert row["low_corrected"] < row["difference_corrected"] < row["high_corrected"]


def test_linear_and_logistic_model_of_one_group_by_hand():
    "A dummy model is saturated: shares and log odds, and each sandwich is a sum of two variances."
    coded, frame = two_outlets(12, 5)
    factor = 40 / 39 * 39 / 38
    linear = regression_table(coded, frame, "threat", "threat", ["outlet"])
    assert linear["term"].tolist() == ["intercept", "outlet[Herald]"]
    assert linear["estimate"].tolist() == pytest.approx([0.25, 0.35])
    assert linear["standard_error"][1] == pytest.approx(sqrt(factor * (0.1875 + 0.24) / 20), abs=1e-9)
    logit = regression_table(coded, frame, "threat", "threat", ["outlet"], model="logit")
    assert logit["estimate"].tolist() == pytest.approx([log(5 / 15), log(12 / 8) - log(5 / 15)], abs=1e-8)
    error = sqrt(factor * (1 / (20 * 0.1875) + 1 / (20 * 0.24)))
    assert logit["standard_error"][1] == pytest.approx(error, abs=1e-8)
    assert (logit["high"] - logit["estimate"])[1] == pytest.approx(2.0226909 * error, abs=1e-6)
    assert logit[["n", "clusters"]].drop_duplicates().values.tolist() == [[40, 40]]


def test_errors_are_clustered_by_document():
    "Every document twice: estimates stay, standard errors but for the small factor as well."
    coded, frame = two_outlets(12, 5)
    once = regression_table(coded, frame, "threat", "threat", ["outlet"])
    again = frame.assign(statement_id=[f"s{i + 40}" for i in range(40)])
    codings_again = coded.assign(statement_id=[f"s{i + 40}" for i in range(40)])
    both = pd.concat([coded, codings_again]), pd.concat([frame, again])
    twice = regression_table(*both, "threat", "threat", ["outlet"])
    ratio = sqrt((79 / 78) / (39 / 38))
    assert (twice["standard_error"] / once["standard_error"]).tolist() == pytest.approx([ratio, ratio])


def test_numbers_enter_as_they_are_and_gold_corrects_them():
    "The coder gives the code with the year; people see it in every other statement of the sample."
    frame = statements(12, doc_id=[f"d{i}" for i in range(12)], year=[2030, 2031] * 6)
    coded = codings(["none", "threat"] * 6)
    gold = codings(["none", "none", "threat", "threat"], "human:ana", probability=1 / 3)
    table = regression_table(coded, frame, "threat", "threat", ["year"], gold=gold)
    assert table["estimate"][1] == pytest.approx(1)
    # adjusted code: even statements 0, 0 + 3 once; odd 1, 1 - 3 once: means 3 / 6 and 3 / 6
    assert table["estimate_corrected"][1] == pytest.approx(0)
    assert table["low_corrected"][1] < 0 < table["high_corrected"][1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (dict(model="probit"), "model must be one of"),
        (dict(value="denial"), "nobody gave 'threat' the value 'denial'. Values given: \\['threat'\\]"),
        (dict(covariates=["mood"]), "statements lacks the columns \\['mood'\\]"),
        (dict(covariates=["gaps"]), "'gaps' has gaps, first in s0"),
        (dict(covariates=["outlet", "same"]), "depend on each other"),
        (dict(covariates=["doc_id"]), "terms need more than 40 clusters"),
        (dict(covariates=["perfect"], model="logit"), "the logistic model has no solution"),
    ],
)
def test_models_that_cannot_be_fitted_are_told(change, message):
    coded, frame = two_outlets(12, 5)
    frame["gaps"] = [np.nan] + [1.0] * 39
    frame["same"] = frame["outlet"] == "Herald"
    frame["perfect"] = (coded["value"] == "threat").astype(int)
    arguments = dict(value="threat", covariates=["outlet"]) | change
    with pytest.raises(ValueError, match=message):
        regression_table(coded, frame, "threat", **arguments)


MARKS = st.lists(st.tuples(st.sampled_from(["threat", "none"]), st.sampled_from(["threat", "none"])), min_size=2)


@settings(max_examples=40, deadline=None)
@given(MARKS)
def test_gold_for_all_makes_the_coder_irrelevant(pairs):
    "Where every statement is coded with care, the corrected share is the careful one."
    coded, gold = codings([a for a, _ in pairs]), codings([b for _, b in pairs], "human:ana", probability=1.0)
    frame = statements(len(pairs), doc_id=[f"d{i}" for i in range(len(pairs))])
    for row in prevalence_table(coded, frame, "threat", by=None, gold=gold).itertuples():
        assert row.share_corrected == pytest.approx(np.mean([b == "threat" for _, b in pairs]))
        assert 0 <= row.low_corrected <= row.share_corrected <= row.high_corrected <= 1
        assert 0 <= row.low <= row.share <= row.high <= 1


def test_a_share_of_nothing_keeps_an_interval_under_the_bootstrap():
    "None of 12 statements in four documents: the bootstrap would say 0 to 0, Wilson says 0 to z^2 / (n + z^2)."
    ids = [f"d{i % 4}-{i:03d}" for i in range(12)]
    statements = pd.DataFrame({"statement_id": ids, "doc_id": [i[:2] for i in ids], "outlet": ["a"] * 6 + ["b"] * 6})
    codings = pd.DataFrame({"statement_id": ids, "variable": "threat", "coder": "human:ana"})
    codings["value"] = ["none"] * 11 + ["denial"]
    table = prevalence_table(codings, statements, "threat", interval="bootstrap", seed=0).set_index("group")
    z2 = 1.959964**2
    assert (table.loc["a", "low"], round(table.loc["a", "high"], 6)) == (0.0, round(z2 / (6 + z2), 6))
    assert 0 < table.loc["b", "high"] < 1
