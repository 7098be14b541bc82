"""Vectors: how words are cut, what the layers compute, and that the like in other words points the same way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import sentence_vectors
from discourse._vectors_network import Network, gelu, normalised, packed, spread
from discourse._vectors_words import Vocabulary, plain
from discourse.vectors import LONGEST, WEIGHTS, _reader, vectors_digest

TEXTS = [
    "The junta has no right to rule Kadar.",
    "Its generals seized power and nobody elected them.",
    "The river Tesh rose by a metre in spring.",
    "Flooding began along the stream when the snow melted.",
]


# Words


def test_words_are_cut_into_the_longest_known_pieces():
    vocabulary = Vocabulary(["[UNK]", "un", "##law", "##lawful", "##ful", "vote", "!", "##s"])
    pieces, places, spans = vocabulary.read("Unlawful vötes!")
    assert pieces == [1, 3, 5, 7, 6]  # un ##lawful, not un ##law ##ful
    assert places == [0, 0, 1, 1, 2] and spans == [(0, 8), (9, 14), (14, 15)]


def test_a_word_that_does_not_come_out_even_is_unknown():
    vocabulary = Vocabulary(["[UNK]", "vote", "##s"])
    assert vocabulary.read("voted")[0] == [0]
    assert vocabulary.read("votes " + "s" * 101)[0] == [1, 2, 0]
    assert vocabulary.read(" \n ") == ([], [], [])


def test_marks_stand_alone_and_accents_fall():
    assert [span for span in Vocabulary(["[UNK]"]).read("e.g. “yes”—中文")[2]] == [
        (0, 1), (1, 2), (2, 3), (3, 4), (5, 6), (6, 9), (9, 10), (10, 11), (11, 12), (12, 13)
    ]  # fmt: skip
    assert plain("Élan\u200b") == "elan" and plain("NAI\u0308VE") == "naive"


# Layers


def test_packed_rows_come_back_within_half_a_step():
    rows = np.array([[1.0, -0.5, 0.25], [0.0, 0.0, 0.0]])
    whole, scale = packed(rows)
    assert whole.dtype == np.int8 and whole.tolist()[0] == [127, -64, 32]  # 63.5 and 31.75, to the even
    assert np.abs(spread(whole, scale) - rows).max() <= 1 / 127 / 2 + 1e-9


def test_gelu_and_norm_by_hand():
    assert gelu(np.array([0.0, 1.0, -1.0])) == pytest.approx([0.0, 0.841192, -0.158808], abs=1e-6)
    assert gelu(np.array([-20.0, 20.0])) == pytest.approx([0.0, 20.0])
    weight, bias = np.array([1.0, 2.0]), np.array([0.0, 1.0])
    assert normalised(np.array([[1.0, 3.0]]), weight, bias)[0] == pytest.approx([-1.0, 3.0])


def tiny(attend):
    """A network of one layer, two wide, whose other matrices are nothing."""
    arrays = {"embedding.norm": np.array([[1.0, 1.0], [0.0, 0.0]])}
    tables = {"pieces": [[1.0, -1.0], [-1.0, 1.0]], "places": [[0.0, 0.0]] * 4, "kinds": [[0.0, 0.0]] * 2}
    matrices = {"0.attend": attend, "0.mix": np.eye(2), "0.widen": np.zeros((3, 2)), "0.narrow": np.zeros((2, 3))}
    for name, rows in {**tables, **matrices}.items():
        arrays[name], arrays[f"{name}.scale"] = packed(np.array(rows, dtype=float))
    arrays.update({f"{name}.bias": np.zeros(len(rows)) for name, rows in matrices.items()})
    arrays.update({f"0.{name}.norm": np.array([[1.0, 1.0], [0.0, 0.0]]) for name in ("first", "second")})
    return Network(arrays, heads=1)


def test_a_piece_attends_to_all_alike_where_queries_are_nothing():
    values = np.vstack([np.zeros((4, 2)), np.eye(2)])  # no query, no key, the value as it is
    read = tiny(values).read([0, 0, 1], [0, 0, 0])
    # mean of the values (1/3, -1/3) is added to (1, -1) and to (-1, 1); then every row has mean 0, variance 1
    assert read == pytest.approx(np.array([[1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]]), abs=1e-4)


def test_a_piece_attends_more_to_what_answers_its_query():
    other = 10 * np.vstack([np.eye(2), -np.eye(2), np.eye(2)])
    # queries meet unlike pieces: scores of 141 against -141; ten times the other is added, which turns each round
    read = tiny(other).read([0, 1], [0, 1])
    assert read == pytest.approx(np.array([[-1.0, 1.0], [1.0, -1.0]]), abs=1e-4)


# Vectors


def test_cosines_are_those_of_the_published_weights():
    """By transformers 5 in 32 bits, from the published weights; eight bits differ by less than .01."""
    found = sentence_vectors(TEXTS)
    wanted = [
        [1.0, 0.5262, -0.0777, -0.0656],
        [0.5262, 1.0, 0.0252, 0.1332],
        [-0.0777, 0.0252, 1.0, 0.3606],
        [-0.0656, 0.1332, 0.3606, 1.0],
    ]
    assert found @ found.T == pytest.approx(np.array(wanted), abs=0.01)


def test_a_vector_does_not_depend_on_the_texts_beside_it():
    whole = sentence_vectors(TEXTS)
    _reader().vector.cache_clear()  # what was read before is read anew
    assert (sentence_vectors(TEXTS[2:3])[0] == whole[2]).all()
    _reader().vector.cache_clear()
    assert (sentence_vectors(reversed(TEXTS)) == whole[::-1]).all()
    assert sentence_vectors([]).shape == (0, 384)


def test_of_a_long_text_the_begin_is_read():
    first, second = sentence_vectors(["yes " * LONGEST + "no " * n for n in (0, 300)])
    assert (first == second).all()
    assert (sentence_vectors(["yes " * (LONGEST - 1) + "no"])[0] != first).any()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=3))
def test_any_text_has_a_vector_of_length_one(texts):
    found = sentence_vectors(texts)
    assert found.shape == (len(texts), 384)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_weights_are_numbers_and_the_card_names_them():
    with np.load(WEIGHTS, allow_pickle=False) as file:
        kinds = {file[name].dtype.str for name in file.files}
    assert kinds <= {"|i1", "<f4", "|u1"} and WEIGHTS.stat().st_size < 25_000_000
    assert vectors_digest() in (WEIGHTS.parent / "README.md").read_text(encoding="utf-8")
