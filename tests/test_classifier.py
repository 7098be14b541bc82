"""Classifiers learn what is there, say how sure they are, and are judged on documents they have not seen."""

import numpy as np
import pandas as pd
import pytest

from discourse._classifier_training import calibrate, grouped_splits
from discourse.classifier import Classifier, code_out_of_fold

CODING = "statement_id variable value target basis coder start end evidence confidence rule".split()
HARSH = ["Kadar's junta is a sham", "the junta rules by a sham vote", "a sham court serves the junta"]
PLAIN = [
    "the river rose at Tesh",
    "trade with Lorn grew in May",
    "the bridge at Sereth opened",
    "rain fell on the market",
]


def corpus(documents=12):
    statements, codings = [], []
    for d in range(documents):
        lines = [HARSH[d % 3], *PLAIN[: 2 + d % 3]]
        start = 0
        for i, text in enumerate(lines):
            key = f"d{d:02d}-{i + 1:03d}"
            statements.append((key, f"d{d:02d}", start, start + len(text), text, "narrator", ""))
            value = "delegitimation" if i == 0 else "none"
            codings.append((key, "legitimacy", value, "", "", "human:ana", pd.NA, pd.NA, "", float("nan"), ""))
            start += len(text) + 1
    names = ["statement_id", "doc_id", "start", "end", "text", "voice", "speaker"]
    return pd.DataFrame(statements, columns=names), pd.DataFrame(codings, columns=CODING)


STATEMENTS, CODINGS = corpus()


@pytest.fixture(scope="module")
def model():
    return Classifier("legitimacy", multiple=True).fit(STATEMENTS, CODINGS)


def test_it_learns_words_and_shows_them_as_evidence(model):
    text = "He called the new junta a sham."
    new = pd.DataFrame(
        [
            ("x-001", "x", 100, 131, text, "indirect", "Vesk"),
            ("x-002", "x", 132, 150, "Rain fell on Tesh.", "narrator", ""),
        ],
        columns=STATEMENTS.columns,
    )
    first, second = model.code(new).to_dict("records")
    assert (first["value"], second["value"]) == ("delegitimation", "none")
    assert "sham" in first["evidence"] or "junta" in first["evidence"]
    assert text[first["start"] - 100 : first["end"] - 100] == first["evidence"]
    assert 0.5 < first["confidence"] <= 1
    assert pd.isna(second["start"]) and second["evidence"] == ""


def test_out_of_fold_every_statement_once_and_no_document_on_both_sides():
    coded = code_out_of_fold(Classifier("legitimacy", multiple=True), STATEMENTS, CODINGS, folds=3)
    assert list(coded["statement_id"]) == list(STATEMENTS["statement_id"])
    truth = CODINGS.set_index("statement_id")["value"]
    assert (coded.set_index("statement_id")["value"] == truth).mean() > 0.9
    for train, test in grouped_splits(STATEMENTS["doc_id"], 3):
        assert not set(STATEMENTS["doc_id"].iloc[train]) & set(STATEMENTS["doc_id"].iloc[test])


def test_labels_without_pattern_are_not_learned():
    "Where words tell nothing, grouped out-of-fold coding does not beat chance."
    rng = np.random.default_rng(7)
    noise = CODINGS.assign(value=rng.permutation(CODINGS["value"].to_numpy()))
    coded = code_out_of_fold(Classifier("legitimacy", multiple=True), STATEMENTS, noise, folds=3)
    truth = noise.set_index("statement_id")["value"] == "delegitimation"
    given = coded.set_index("statement_id")["value"] == "delegitimation"
    assert (truth & given).sum() <= truth.sum() / 2


def test_hints_are_read_and_carry_target_and_ground():
    statements = STATEMENTS.assign(text=[f"words number {i % 3}" for i in range(len(STATEMENTS))])
    hints = CODINGS[CODINGS["value"] != "none"].assign(target="Kadar", basis="legal", rule="sham", coder="rules:x@1")
    model = Classifier("legitimacy", multiple=True).fit(statements, CODINGS, hints)
    coded = model.code(statements, hints)
    found = coded[coded["value"] == "delegitimation"]
    assert set(found["statement_id"]) == set(hints["statement_id"])
    assert set(found["target"]) == {"Kadar"} and set(found["basis"]) == {"legal"}


def test_one_value_is_chosen_where_only_one_may_be():
    stances = CODINGS.assign(
        variable="settlement", value=["against" if v != "none" else "favor" for v in CODINGS["value"]]
    )
    coded = Classifier("settlement").fit(STATEMENTS, stances).code(STATEMENTS)
    assert len(coded) == len(STATEMENTS)
    assert set(coded["value"]) == {"favor", "against"}


def test_only_the_wanted_target_is_learned():
    two = pd.concat([CODINGS.assign(target="Kadar"), CODINGS.assign(target="Vestria", value="none")])
    model = Classifier("legitimacy", multiple=True, target="Kadar").fit(STATEMENTS, two)
    assert set(model.code(STATEMENTS)["target"]) == {"Kadar"}
    with pytest.raises(ValueError, match="no value but 'none'"):
        Classifier("legitimacy", multiple=True, target="Vestria").fit(STATEMENTS, two)


def test_a_saved_model_codes_the_same(model, tmp_path):
    model.save(tmp_path / "m.skops")
    again = Classifier.load(tmp_path / "m.skops")
    pd.testing.assert_frame_equal(again.code(STATEMENTS), model.code(STATEMENTS))
    pd.testing.assert_frame_equal(again.scores, model.scores)
    assert again.coder == model.coder and model.coder.startswith("model:tfidf@")


def test_the_same_data_give_the_same_name_and_other_data_another(model):
    assert Classifier("legitimacy", multiple=True).fit(STATEMENTS, CODINGS).coder == model.coder
    fewer, codes = corpus(10)
    assert Classifier("legitimacy", multiple=True).fit(fewer, codes).coder != model.coder


def test_what_is_no_model_is_refused(tmp_path):
    (tmp_path / "m.skops").write_bytes(b"not a zip")
    with pytest.raises(ValueError, match=r"m\.skops: expected a classifier"):
        Classifier.load(tmp_path / "m.skops")
    with pytest.raises(FileNotFoundError):
        Classifier.load(tmp_path / "absent.skops")


def test_a_model_file_cannot_bring_code(tmp_path):
    from sklearn.preprocessing import FunctionTransformer
    from skops.io import dump

    dump({"variable": "x", "models": FunctionTransformer(print)}, tmp_path / "evil.skops")
    with pytest.raises(ValueError, match="expected a classifier"):
        Classifier.load(tmp_path / "evil.skops")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c.assign(variable="threat"), "no rows of 'legitimacy'"),
        (lambda c: pd.concat([c, c.assign(coder="human:ben")]), "several coders"),
        (lambda c: pd.concat([c, c.assign(value="legitimation")]), "several values of 'legitimacy'"),
        (lambda c: c.assign(value=["rare", *c["value"][1:]]), "'rare' stands in 1 document"),
        (lambda c: c.drop(columns="value"), r"codings lacks the columns \['value'\]"),
    ],
)
def test_unfit_codings_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        Classifier("legitimacy").fit(STATEMENTS, change(CODINGS))


def test_coding_before_fitting_is_refused():
    with pytest.raises(ValueError, match="has not been fitted"):
        Classifier("legitimacy").code(STATEMENTS)


def test_one_group_cannot_be_split():
    with pytest.raises(ValueError, match="at least 2"):
        grouped_splits(["a", "a"], 5)


def test_calibration_by_hand():
    "Three positives above all negatives, the fourth below two: the best cut keeps the three."
    margins = np.array([3.0, 2.5, 2.0, -1.2, 1.0, -1.0, -2.0, -3.0, -1.5, -2.5])
    truth = np.array([True, True, True, True, False, False, False, False, False, False])
    curve = calibrate(margins, truth)
    assert (curve["precision"], curve["recall"]) == (1.0, 0.75)
    observed, share = 0.9, 7 / 20
    assert curve["pi"] == pytest.approx(
        (observed - (share**2 + (1 - share) ** 2)) / (1 - (share**2 + (1 - share) ** 2))
    )
    assert curve["slope"] > 0


def test_a_value_that_cannot_be_told_apart_is_never_given():
    margins = np.arange(20.0)
    truth = np.zeros(20, dtype=bool)
    truth[0] = True
    assert calibrate(margins, truth)["threshold"] == 1.0
