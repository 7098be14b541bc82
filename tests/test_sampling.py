"""Samples of a fixed size whose inclusion probabilities are what they say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.prevalence import prevalence_table
from discourse.sampling import _probabilities, _systematic, design_effect, sample_size, sample_table, uncertainty_table


def statements(n, **columns):
    return pd.DataFrame({"statement_id": [f"s{i}" for i in range(n)]}).assign(**columns)


def codings(values, confidence=np.nan, size=1):
    ids = [f"d{i // size}-{i:03d}" for i in range(len(values))]
    table = pd.DataFrame({"statement_id": ids, "variable": "threat", "value": values, "coder": "model:x"})
    return table.assign(confidence=confidence)


def test_strata_by_hand():
    "60 and 30 and 10 statements, 20 chosen: 12, 6 and 2; equal: 7, 7 and 6."
    frame = statements(100, outlet=["A"] * 60 + ["B"] * 30 + ["C"] * 10)
    sample = sample_table(frame, 20, by="outlet")
    assert sample["stratum"].value_counts().to_dict() == {"A": 12, "B": 6, "C": 2}
    assert sample["probability"].to_numpy() == pytest.approx(0.2)
    equal = sample_table(frame, 20, by="outlet", allocation="equal")
    assert equal["stratum"].value_counts().to_dict() == {"A": 7, "B": 7, "C": 6}
    assert equal.groupby("stratum")["probability"].first().tolist() == pytest.approx([7 / 60, 7 / 30, 6 / 10])
    small = sample_table(frame, 34, by="outlet", allocation="equal")
    assert small["stratum"].value_counts().to_dict() == {"A": 12, "B": 12, "C": 10}


def test_weights_by_hand():
    "Weights 3, 1, 1, 1, floor 1/2: 1.5/2 + 3/2 is 2.25 against 1.25: 2 of 6 in parts of .75 and .4166."
    frame = statements(4, doubt=[3.0, 1, 1, 1])
    chances = {}
    for seed in range(40):
        chances |= (
            sample_table(frame, 2, weight="doubt", floor=0.5, seed=seed)
            .set_index("statement_id")["probability"]
            .to_dict()
        )
    assert chances == pytest.approx({"s0": 0.75, "s1": 1.25 / 3, "s2": 1.25 / 3, "s3": 1.25 / 3})


def test_statements_are_chosen_as_often_as_their_probability_says():
    chance = _probabilities(np.arange(1.0, 13.0), 6)
    assert chance.sum() == pytest.approx(6) and chance.max() <= 1 and chance[0] == pytest.approx(chance[3] / 4)
    generator = np.random.default_rng(0)
    drawn = [_systematic(chance, 6, generator) for _ in range(4000)]
    assert all(len(set(d)) == 6 for d in drawn)
    assert np.abs(np.bincount(np.concatenate(drawn)) / 4000 - chance).max() < 0.03


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20), st.data())
def test_size_is_kept_and_probabilities_add_up(doubts, data):
    if not sum(doubts):
        return
    size = data.draw(st.integers(1, len(doubts)))
    frame = statements(len(doubts), doubt=doubts)
    sample = sample_table(frame, size, weight="doubt", seed=data.draw(st.integers(0, 99)))
    assert len(sample) == size == sample["statement_id"].nunique()
    assert ((sample["probability"] > 0) & (sample["probability"] <= 1)).all()


@pytest.mark.parametrize("doubts", [[0.0, 5.5e-304], [0.0, 5e-324], [1e306, 1e308, 0.0]])
def test_weights_at_the_ends_of_what_numbers_hold_are_weights(doubts):
    frame = statements(len(doubts), doubt=doubts)
    sample = sample_table(frame, len(doubts), weight="doubt")
    assert sample["statement_id"].nunique() == len(doubts) and (sample["probability"] == 1).all()


def test_the_same_seed_gives_the_same_sample():
    frame = statements(50)
    assert sample_table(frame, 9, seed=3).equals(sample_table(frame, 9, seed=3))
    assert not sample_table(frame, 9, seed=3).equals(sample_table(frame, 9, seed=4))


def test_uncertainty_is_that_of_the_least_sure_code():
    marks = codings(["warning", "none"], confidence=[0.9, 0.6])
    more = marks.iloc[:1].assign(value="denial", confidence=0.7)
    table = uncertainty_table(pd.concat([marks, more]), "threat")
    assert table["statement_id"].tolist() == ["d0-000", "d1-001"]
    assert table["uncertainty"].tolist() == pytest.approx([0.3, 0.4])
    with pytest.raises(ValueError, match="'model:x' gives no confidence, first in d0-000"):
        uncertainty_table(codings(["none"]), "threat")


def test_design_effect_by_hand():
    "Documents of two alike statements count once: 2, with the factor 10 / 9 for ten of them."
    marks = [m for m in ["warning", "none"] * 5 for _ in range(2)]
    assert design_effect(codings(marks, size=2), "threat", "warning") == pytest.approx(2 * 10 / 9)
    assert design_effect(codings(["warning", "none"] * 10, size=2), "threat", "warning") == pytest.approx(0)
    with pytest.raises(ValueError, match=r"share between 0 and 1; got 10 and 0\.000"):
        design_effect(codings(marks, size=2), "threat", "denial")


def test_sample_size_is_the_smallest_that_does():
    "At .5 the Wilson interval is z / sqrt(n + z^2) wide: n = z^2 (1 / w^2 - 1) = 380.3 for .1."
    assert sample_size(0.1) == 381
    assert sample_size(0.1, design_effect=2) == 762
    assert sample_size(0.1, share=0.1) < sample_size(0.1, share=0.3) < 381


def test_gold_sample_size_by_hand():
    "(.1 / 2z)^2 = .00065077; 4,000 codes of share .2 leave .00004; .15 / .00061077 = 245.6."
    assert sample_size(0.1, share=0.2, errors=0.15, coded=4000) == 246
    with pytest.raises(ValueError, match=r"no gold sample makes the interval 0\.01 wide: 4000 coded"):
        sample_size(0.01, share=0.2, errors=0.15, coded=4000)
    with pytest.raises(ValueError, match="coded must be given"):
        sample_size(0.1, errors=0.1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (dict(size=0), "size must lie between 1 and the number of statements, 4; got 0"),
        (dict(size=5), "got 5"),
        (dict(by="doubt", size=2), "at least the number of strata, 3; got 2"),
        (dict(by="outlet"), r"lacks the columns \['outlet'\]"),
        (dict(allocation="best"), "allocation must be one of"),
        (dict(weight="minus"), "'minus' must be 0 or more; got -1.0 in s2"),
        (dict(weight="zero"), "'zero' is 0 everywhere"),
        (dict(floor=0), "floor must lie between 0 and 1"),
    ],
)
def test_wrong_input_is_told(change, message):
    frame = statements(4, doubt=[1.0, 2, 3, 3], minus=[1, 1, -1.0, 1], zero=0.0)
    with pytest.raises(ValueError, match=message):
        sample_table(frame, **(dict(size=3) | change))


def test_a_weighted_sample_corrects_a_biased_coder():
    "From sample to corrected share: the coder sees 50 of 100, people 20, and more of the doubtful ones are sampled."
    n = 600
    frame = statements(n, doc_id=[f"d{i}" for i in range(n)])
    truth, code = np.arange(n) % 10 < 2, np.arange(n) % 10 < 5
    found = codings(np.where(code, "warning", "none")).assign(statement_id=frame["statement_id"])
    people = found.assign(value=np.where(truth, "warning", "none"), coder="human:ana")
    frame["doubt"] = np.where(code, 0.9, 0.1)
    rows = []
    for seed in range(20):
        sample = sample_table(frame, 120, weight="doubt", seed=seed)
        gold = people.merge(sample[["statement_id", "probability"]], on="statement_id")
        rows.append(prevalence_table(found, frame, "threat", by=None, gold=gold).iloc[0])
    table = pd.DataFrame(rows)
    assert set(table["n_gold"]) == {120} and set(table["share"]) == {0.5}
    assert table["share_corrected"].mean() == pytest.approx(0.2, abs=0.025)
    assert ((table["low_corrected"] <= 0.2) & (table["high_corrected"] >= 0.2)).mean() > 0.85
