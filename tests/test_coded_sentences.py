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
    assert set(sample["corpus"]) == {"kremlin", "press", "us", "zelenskyy"}
    assert (sample["weight"] >= 1).all() and set(sample["read"]) == {0, 1}
    assert (sample.loc[sample["stratum"] != "random", "weight"] == 1).all()
    variables = load_codebook("legitimacy-threat").variables
    known = {value for name in ("legitimacy", "threat", "settlement") for value in variables[name].values}
    given = sample["codes"].str.split()
    assert set(given.explode()) == known | {"none"}
    assert not given.map(lambda codes: "none" in codes and len(codes) > 1).any()


def test_no_text_is_in_the_file(sample):
    assert list(sample) == ["corpus", "sentence", "stratum", "weight", "read", "codes"]


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


def test_a_machine_adds_to_the_rules_what_other_groups_taught(unseen):
    texts = ["a sham vote", "rain fell", "a sham court", "the river rose"] * 10
    table = unseen.feature_table(
        pd.DataFrame(
            {
                "statement_id": [f"s{i:02d}" for i in range(40)],
                "doc_id": [f"d{i // 4}" for i in range(40)],
                "text": texts,
                "voice": "narrator",
            }
        )
    )
    truth = np.array(["sham" in text for text in texts])
    rules = np.array(["vote" in text for text in texts])
    found = unseen.learned(table, truth, np.arange(40) // 4, rules)
    assert list(found) == list(truth)
