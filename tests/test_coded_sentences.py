"""The coded sentences of public corpora, and the benchmark that measures on them."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from discourse.codebook import load_codebook

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "coded" / "sentences.csv"


@pytest.fixture(scope="module")
def unseen():
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import unseen

    yield unseen
    sys.path.remove(str(ROOT / "benchmarks"))


@pytest.fixture(scope="module")
def sample():
    return pd.read_csv(SAMPLE, dtype={"sentence": str})


def test_every_row_names_a_sentence_once_and_bears_codes_of_the_codebook(sample):
    assert sample["sentence"].str.fullmatch("[0-9a-f]{12}").all() and sample["sentence"].is_unique
    assert set(sample["corpus"]) == {"kremlin", "press", "us", "zelenskyy", "sotu", "reuters", "polnear"}
    assert set(sample["read"]) == {0, 1} == set(sample["taught"])
    assert (sample.loc[sample["taught"] == 0, "weight"] >= 1).all()  # what is measured on stands for something
    variables = load_codebook("legitimacy-threat").variables
    known = {value for name in ("legitimacy", "threat", "settlement") for value in variables[name].values}
    given = sample["codes"].str.split()
    assert set(given.explode()) == known | {"none"}
    assert not given.map(lambda codes: "none" in codes and len(codes) > 1).any()


def test_no_text_is_in_the_file(sample):
    assert list(sample) == ["corpus", "sentence", "stratum", "weight", "read", "taught", "codes"]


def test_a_sentence_is_found_by_its_words_however_they_are_spaced(unseen):
    # printf 'It rained in Lorn.' | sha256sum
    assert unseen.sentence_key(" It rained\n in  Lorn. ") == "1f928a9f5896"
    assert unseen.sentence_key("It rained in Tesh.") != unseen.sentence_key("It rained in Lorn.")


def test_weighted_scores_by_hand(unseen):
    given = np.array([True, True, False, False])
    truth = np.array([True, False, True, False])
    weight = np.array([1.0, 1.0, 2.0, 6.0])
    precision, recall, pi = unseen.weighted_scores(given, truth, weight)
    assert (precision, recall) == (0.5, pytest.approx(1 / 3))
    # observed 1 - 3/10; share (2 + 3) / 20 = 1/4, expected 1/16 + 9/16 = 5/8; (.7 - .625) / .375
    assert pi == pytest.approx(0.2)
    assert unseen.weighted_scores(truth, truth, weight)[2] == 1.0


def test_the_interval_holds_the_estimate_and_narrows_with_documents(unseen):
    rng = np.random.default_rng(3)
    truth = rng.random(2000) < 0.2
    given = np.where(rng.random(2000) < 0.1, ~truth, truth)
    weight = np.ones(2000)
    pi = unseen.weighted_scores(given, truth, weight)[2]
    wide = unseen.interval(given, truth, weight, np.arange(2000) // 100, seed=1)
    many = np.tile(given, 9), np.tile(truth, 9), np.ones(18000)
    narrow = unseen.interval(*many, np.arange(18000) // 100, seed=1)
    assert wide[0] < pi < wide[1] and wide[0] < narrow[0] < pi < narrow[1] < wide[1]
    assert list(wide) == list(unseen.interval(given, truth, weight, np.arange(2000) // 100, seed=1))


def test_rows_are_found_by_their_words_and_documents_come_whole(unseen, sample, monkeypatch):
    key = unseen.sentence_key("It rained in Lorn.")
    row = sample.iloc[[0]].assign(sentence=key, weight=3.0, read=0, taught=0, codes="none")
    monkeypatch.setattr(unseen.pd, "read_csv", lambda *args, **kwargs: row)
    statements = pd.DataFrame(
        {
            "doc_id": ["a", "a", "b", "c"],
            "text": ["It rained\n in Lorn.", "Then it stopped.", "It rained in Tesh.", "It rained in Lorn."],
        }
    )
    found, rows = unseen.coded_statements(statements)
    assert list(found["doc_id"]) == ["a", "a"]  # a sentence is counted once, where it stands first
    assert list(rows["text"]) == ["It rained\n in Lorn."] and list(rows["weight"]) == [3.0]


def test_the_statement_before_comes_along(unseen):
    statements = pd.DataFrame({"doc_id": list("aaabb"), "statement_id": list("vwxyz"), "text": list("12345")})
    rows = statements[statements["statement_id"].isin(["x", "y"])]
    assert list(unseen.near(statements, rows)["statement_id"]) == ["w", "x", "y"]  # x is of another document than y


def test_articles_of_the_newswire_lose_their_line_breaks_and_the_agencys_name(unseen):
    import other_corpora

    body = 'Troops of Tesh crossed\nthe river on Friday.\n    "We will not yield," Vesk\nsaid.\n Reuter\n\x03'
    assert other_corpora.article_text(body) == (
        'Troops of Tesh crossed the river on Friday.\n\n"We will not yield," Vesk said.'
    )
