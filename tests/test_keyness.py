"""Keyness worked by hand from the published formula; keywords where they stand; pairs as NLTK scores them."""

from math import log, sqrt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.keyness import collocation_table, concordance_table, keyness_table


def statements(*rows):
    table = pd.DataFrame(rows, columns=["outlet", "text"])
    return table.assign(
        statement_id=[f"d{i}-001" for i in range(len(rows))], doc_id=[f"d{i}" for i in range(len(rows))], start=100
    )


PRESS = statements(
    ("Herald", "The troops stand ready."),
    ("Herald", "Troops will answer, Troops will march."),
    ("Gazette", "The talks go on."),
    ("Gazette", "The troops stay home; talks help."),
)


def test_log_odds_of_monroe_colaresi_quinn_by_hand():
    """troops: 3 of 10 words against 1 of 10, 4 of 20 in all; with a prior of 5 words a = 1.

    log(4 / (10 + 5 - 3 - 1)) - log(2 / (10 + 5 - 1 - 1)), variance 1/4 + 1/2.
    """
    table = keyness_table(PRESS, group="Herald", words=(1,), prior=5, minimum=1).set_index("term")
    delta = log(4 / 11) - log(2 / 13)
    assert table.loc["troops", ["count", "count_other", "documents"]].tolist() == [3, 1, 2]
    assert table.loc["troops", "log_odds"] == pytest.approx(delta, abs=1e-12)
    assert table.loc["troops", "z"] == pytest.approx(delta / sqrt(0.75), abs=1e-12)
    assert table.loc["troops", "high"] == pytest.approx(delta + 1.959963985 * sqrt(0.75), abs=1e-8)
    # the: 1 of 10 against 2 of 10; a = 5 * 3 / 20
    expected = log(1.75 / (15 - 1.75)) - log(2.75 / (15 - 2.75))
    assert table.loc["the", "log_odds"] == pytest.approx(expected, abs=1e-12)
    assert table.index[0] == "will" and table.index[-1] == "talks"
    assert table.loc["troops", "examples"] == "The troops stand ready.\nTroops will answer, Troops will march."


def test_pairs_are_compared_with_pairs_and_end_with_the_statement():
    table = keyness_table(PRESS, group="Herald", words=(2,), prior=5, minimum=1).set_index("term")
    assert table.loc["troops will", ["words", "count", "count_other"]].tolist() == [2, 2, 0]
    assert "ready troops" not in table.index


def test_two_groups_are_each_others_mirror():
    one = keyness_table(PRESS, group="Herald", against="Gazette", minimum=1)
    two = keyness_table(PRESS, group="Gazette", against="Herald", minimum=1)
    assert (one.set_index("term")["z"] + two.set_index("term")["z"]).abs().max() < 1e-12
    assert set(keyness_table(PRESS, minimum=1)["group"]) == {"Gazette", "Herald"}
    assert keyness_table(PRESS, minimum=4)["term"].drop_duplicates().tolist() == ["troops"]


def test_groups_by_code():
    marks = [("d0-001", "strength"), ("d1-001", "threat"), ("d1-001", "strength"), ("d2-001", "none")]
    codings = pd.DataFrame(marks, columns=["statement_id", "value"]).assign(variable="threat", coder="rules:x")
    table = keyness_table(PRESS, by="threat", codings=codings, group="strength", against="none", words=(1,), minimum=1)
    assert table.set_index("term").loc["troops", ["count", "count_other"]].tolist() == [3, 0]
    assert "home" not in set(table["term"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("AB"), st.text("ab ", min_size=1)), min_size=1, max_size=8))
def test_z_has_the_sign_of_the_difference_in_rates(rows):
    frame = statements(("A", "x a"), ("B", "x b"), *rows)
    table = keyness_table(frame, group="A", words=(1,), minimum=1, prior=1e-6)
    n = table["count"].sum(), table["count_other"].sum()
    for row in table.itertuples():
        difference = row[5] / n[0] - row.count_other / n[1]
        assert difference == pytest.approx(0) or (row.z > 0) == (difference > 0)


def test_keyword_in_context_and_near_misses():
    frame = statements(("Herald", "An illegitimate vote: the  vote was, they say, Legitimate."), ("Herald", "Votes."))
    table = concordance_table(frame, "vote", width=8)
    assert table[["left", "keyword", "right"]].values.tolist() == [
        ["itimate ", "vote", ": the  v"], ["e: the  ", "vote", " was, th"],
    ]  # fmt: skip
    assert table["start"].tolist() == [100 + 16, 100 + 27]
    assert concordance_table(frame, "vote*")["keyword"].tolist() == ["vote", "vote", "Votes"]
    assert concordance_table(frame, "legitim*")["keyword"].tolist() == ["Legitimate"]
    assert concordance_table(frame, "THE vote")["keyword"].tolist() == ["the  vote"]
    with pytest.raises(ValueError, match="must hold a word"):
        concordance_table(frame, "*")


def test_collocations_by_hand():
    "amber palace: 3 pairs of 3 and 3 words among 12: pointwise mutual information log2(3 * 12 / 9) = 2."
    frame = statements(*[("Herald", "The Amber Palace said.")] * 3)
    table = collocation_table(frame, measure="pmi", minimum=3)
    assert table[["first", "second", "count", "count_first", "count_second"]].values.tolist() == [
        ["amber", "palace", 3, 3, 3], ["palace", "said", 3, 3, 3], ["the", "amber", 3, 3, 3],
    ]  # fmt: skip
    assert table["score"].tolist() == pytest.approx([2, 2, 2])
    assert collocation_table(frame, word="Said")[["first", "second"]].values.tolist() == [["palace", "said"]]
    wide = collocation_table(frame, window=3)
    assert ["the", "palace"] in wide[["first", "second"]].values.tolist()
    assert ["said", "the"] not in wide[["first", "second"]].values.tolist()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (dict(group="Times"), r"no group 'Times' among the statements. Groups: \['Gazette', 'Herald'\]"),
        (dict(by="speaker"), r"lacks the columns \['speaker'\]"),
        (dict(prior=0), "prior must be above 0"),
        (dict(by="same"), "nothing to compare it with"),
    ],
)
def test_wrong_input_is_told(change, message):
    with pytest.raises(ValueError, match=message):
        keyness_table(PRESS.assign(same="x"), **change)
    with pytest.raises(ValueError, match="measure must be one of"):
        collocation_table(PRESS, measure="best")
    with pytest.raises(ValueError, match="window must be at least 2"):
        collocation_table(PRESS, window=1)
