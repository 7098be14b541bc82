"""Quotations, read off the text by their spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.quotations import find_quotations


def inside(text):
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we stay” and left.", ["we stay"]),
        ('"We stay," he said. "They go."', ["We stay,", "They go."]),
        ("''We stay,'' he said. ''Now.''", ["We stay,", "Now."]),
        ("``We stay,'' he said.", ["We stay,"]),
        ("‘We stay,’ he said.", ["We stay,"]),
        ("'We won't go,' she said.", ["We won't go,"]),
        ("„Wir bleiben“, sagte er.", ["Wir bleiben"]),
        ("»Wir bleiben«, sagte er. «On reste», dit-il.", ["Wir bleiben", "On reste"]),
        ("He said 'the workers' rights are gone' today.", ["the workers' rights are gone"]),
    ],
)
def test_marks_of_many_printers(text, expected):
    assert inside(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the '90s and '88",
        "6'2\" tall",
        "the delegates' cars",
        "It's Doln's, isn't it?",
        "rock 'n' roll",
        "get 'em",
        'a 5" pipe',
        "’Tis late",
    ],
)
def test_apostrophes_measures_and_years_are_no_marks(text):
    assert inside(text) == []


def test_nested_quotations_have_levels():
    text = "“He said ‘never again’ to me,” Osk recalled."
    assert [(text[q.start : q.end], q.level) for q in find_quotations(text)] == [
        ("He said ‘never again’ to me,", 0),
        ("never again", 1),
    ]


def test_a_quotation_over_paragraphs_opens_each():
    text = "“One.\n\n“Two.\n\n“Three,” he said.\n\nNo more."
    found = find_quotations(text)
    assert [(text[q.start : q.end], q.closed, q.continued) for q in found] == [
        ("One.", False, False),
        ("Two.", False, True),
        ("Three,", True, True),
    ]


def test_a_missing_closing_mark_harms_one_paragraph_only():
    text = 'He said "we stay.\n\nShe said "we go" twice.'
    assert inside(text) == ["we stay.", "we go"]


def test_a_new_opening_mark_ends_a_quotation_left_open():
    assert inside("“We stay, he said. “They go,” she said.") == ["We stay, he said.", "They go,"]


def test_fragments_are_told_from_speech():
    text = "The “so-called” vote. “We won.” “The vote in the Ostmark is over and done” she said."
    assert [q.fragment for q in find_quotations(text)] == [True, False, False]


@given(st.text(st.sampled_from("ab .,“”\"'‘’«»„`\n5s") | st.characters(), max_size=200))
def test_spans_nest_and_stay_inside(text):
    stack = []
    for q in find_quotations(text):
        assert 0 <= q.outer_start < q.start <= q.end <= q.outer_end <= len(text)
        while stack and stack[-1].outer_end <= q.outer_start:
            stack.pop()
        assert not stack or q.outer_end <= stack[-1].outer_end
        stack.append(q)


@pytest.mark.parametrize("mark", ['"', "“", "'", "''", "«", "(“"])
def test_a_text_of_marks_ends(mark):
    assert len(find_quotations(mark * 10_000)) <= 20_000
