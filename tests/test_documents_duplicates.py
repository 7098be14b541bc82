"""Near-duplicates: copies, trimmed copies, updates; and what only looks like one."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.documents import find_duplicates

A = [f"a{i}" for i in range(60)]
B = [f"b{i}" for i in range(60)]


def documents(**texts):
    return pd.DataFrame({"doc_id": list(texts), "text": [" ".join(words) for words in texts.values()]})


def test_a_trimmed_copy_counts_as_whole_and_the_earliest_leads():
    table = documents(late=A, other=B, early=A[:30])
    assert find_duplicates(table).values.tolist() == [["late", 0, "late", 1.0], ["early", 0, "late", 1.0]]
    table["date"] = ["2024-03-04", "", "2024-03-03"]
    assert find_duplicates(table).values.tolist() == [["late", 0, "early", 1.0], ["early", 0, "early", 1.0]]


def test_similarity_is_the_share_of_the_shorter_texts_sequences():
    "40 words have 36 sequences of five; a changed word in the middle takes five of them: 31 of 36 are left."
    table = documents(one=A, two=[*A[:20], "changed", *A[21:40]])
    found = find_duplicates(table, similarity=0.8)
    assert list(found.similarity) == [1.0, 31 / 36]
    assert len(find_duplicates(table, similarity=0.9)) == 0


def test_letters_and_marks_make_no_difference_but_words_do():
    text = "President Mara Doln said on Monday that Vestria would not withdraw from the Ostmark, "
    text += "whatever the Amber Palace says about it now."
    other = text.upper().replace(",", " --")
    table = pd.DataFrame({"doc_id": ["a", "b", "c"], "text": [text, other, " ".join(reversed(text.split()))]})
    assert list(find_duplicates(table).doc_id) == ["a", "b"]


def test_a_quotation_in_common_makes_no_copy():
    quoted = [f"q{i}" for i in range(25)]
    assert len(find_duplicates(documents(one=[*A, *quoted], two=[*quoted, *B]))) == 0


def test_short_texts_are_no_copies():
    assert len(find_duplicates(documents(one=A[:19], two=A[:19]))) == 0
    assert len(find_duplicates(documents(one=A[:20], two=A[:20]))) == 2
    assert list(find_duplicates(documents()).columns) == ["doc_id", "group", "first", "similarity"]


def test_groups_join_through_a_third():
    table = documents(x=A[:40], y=[*A[20:40], *B[:20]], z=B[:40])
    found = find_duplicates(table, similarity=0.4)
    assert list(found.doc_id) == ["x", "y", "z"] and set(found.group) == {0}
    assert list(found.similarity) == [1.0, 16 / 36, 0.0]


def test_what_is_wrong_is_said():
    with pytest.raises(ValueError, match="lacks the columns"):
        find_duplicates(pd.DataFrame({"text": []}))
    with pytest.raises(ValueError, match="occur more than once"):
        find_duplicates(pd.DataFrame({"doc_id": ["a", "a"], "text": ["x", "y"]}))
    with pytest.raises(ValueError, match="between 0 and 1"):
        find_duplicates(documents(one=A), similarity=1.5)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 400).map(lambda i: f"w{i}"), min_size=25, max_size=80), min_size=1, max_size=6),
    st.data(),
)
def test_a_copy_is_always_found(texts, data):
    n = data.draw(st.integers(0, len(texts) - 1))
    table = documents(**{f"t{i}": words for i, words in enumerate(texts)}, copy=texts[n])
    found = find_duplicates(table).set_index("doc_id")
    assert found.group["copy"] == found.group[f"t{n}"]
