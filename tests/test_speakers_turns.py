"""Turns of transcripts and the labels that are none."""

from itertools import pairwise

import pytest

from discourse.speakers import find_turns

TALKS = (
    "President of Vestria Mara Doln: Good afternoon.\nWe have work to do.\n\n"
    "Tomas Reval (retranslated): Thank you.\n\nQuestion: Will you meet again?\n\nMara Doln: Yes: in Lorn."
)


def test_turns_run_from_label_to_label():
    turns = find_turns(TALKS)
    assert [name for name, _, _ in turns] == ["Mara Doln", "Tomas Reval", "Question", "Mara Doln"]
    assert [TALKS[a:b].split(":")[0] for _, a, b in turns][2] == "Question"
    assert turns[0][1] == 0 and turns[-1][2] == len(TALKS)
    assert all(a[2] == b[1] for a, b in pairwise(turns))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("**Mara Doln:** One.\n\n**Tomas Reval:** Two.", ["Mara Doln", "Tomas Reval"]),
        ("MR. PRELL: One.\nQUESTION: Two.\nMR. PRELL: Three.", ["Prell", "Question", "Prell"]),
        ("M.Doln: One.\nT.Reval: Two.", ["M.Doln", "T.Reval"]),
        ("Mara Doln: One.\nThe Lorn Times: Two.\nMara Doln: Three.", ["Mara Doln", "The Lorn Times", "Mara Doln"]),
        ("Q: Why?\nA: Because.", ["Q", "A"]),
        ("Minister of Defence Dana Korit: One.\nDana Korit: Two.", ["Dana Korit", "Dana Korit"]),
    ],
)
def test_forms_of_labels(text, names):
    assert [name for name, _, _ in find_turns(text)] == names


def test_a_title_completes_a_surname():
    text = "MR. PRELL: One.\nQUESTION: Two.\nMR. PRELL: Three."
    assert find_turns(text, title="Briefing by Jonas Prell")[0][0] == "Jonas Prell"


@pytest.mark.parametrize(
    "text",
    [
        "Kadar: talks fail again.\n\nThe envoy left Tesh on Monday.",
        "Note: prices in crowns.\nSource: the ministry.",
        "The plan has three parts: land, water, time.\nHere is the first: land.",
        "",
    ],
)
def test_lines_with_a_colon_that_are_no_turns(text):
    assert find_turns(text) == []


def test_one_label_is_enough_where_the_genre_is_known():
    text = "Mara Doln: Good afternoon.\nWe begin."
    assert find_turns(text) == []
    assert find_turns(text, least=1) == [("Mara Doln", 0, len(text))]
