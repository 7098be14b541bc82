"""Classifiers learn what is there, say how sure they are, and are judged on documents they have not seen."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from discourse._classifier_features import feature_table, feature_union, parted, strongest_words
from discourse._classifier_training import COSTS, calibrate, choose_among, grouped_splits, support_vector_machine
from discourse.classifier import Classifier, code_out_of_fold, recode

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
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


def test_words_written_together_are_read_apart_and_shown_where_they_stand():
    texts = ["Rain.", "#StopTheShamVote now", "Dry.", "A sham, by NATOAllies2031"]
    statements = STATEMENTS.head(4).assign(text=texts)
    table = feature_table(statements)
    assert list(table["text"]) == ["Rain.", "#Stop The Sham Vote now", "Dry.", "A sham, by NATO Allies 2031"]
    features = feature_union(table)
    matrix = features.fit_transform(table)
    machine = support_vector_machine(1.0, 0).fit(matrix, [False, True, False, True])
    start, end = strongest_words(features, machine, matrix[1], texts[1])
    assert texts[1][start:end] == "Sham"
    assert [parted(text) for text in ("", "a", "#НетВойне", "McDonald's USA F16", "iPhone")] == [
        "",
        "a",
        "#Нет Войне",
        "Mc Donald's USA F16",
        "i Phone",
    ]


def test_recoding_replaces_the_variable_of_a_classifier_and_nothing_else(model):
    "By statement, then by variable as the rules give them."
    rules = pd.concat(
        [CODINGS.assign(value="none", coder="rules:x@1"), CODINGS.assign(variable="threat", coder="rules:x@1")]
    ).sort_values("statement_id", kind="stable")
    joined = recode(STATEMENTS, rules, [model])
    assert list(joined["variable"]) == ["legitimacy", "threat"] * len(STATEMENTS)
    assert list(joined["statement_id"]) == [i for i in STATEMENTS["statement_id"] for _ in range(2)]
    mine = joined[joined["variable"] == "legitimacy"].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, model.code(STATEMENTS))
    assert set(joined.loc[joined["variable"] == "threat", "coder"]) == {"rules:x@1"}
    with pytest.raises(ValueError, match="two code the same"):
        recode(STATEMENTS, rules, [model, model])
    assert recode(STATEMENTS.head(0), rules.head(0), [model]).empty


def test_recoding_toward_a_target_leaves_the_other_targets():
    "Of a statement that bears a code, the rules' bare none is left out."
    two = pd.concat([CODINGS.assign(target="Kadar"), CODINGS.assign(target="Vestria", value="none")])
    model = Classifier("legitimacy", multiple=True, target="Kadar").fit(STATEMENTS, two)
    ids = list(STATEMENTS["statement_id"].head(2))
    rules = CODINGS.head(3).assign(
        statement_id=[ids[0], ids[0], ids[1]], value=["against", "against", "none"], target=["Kadar", "Lorn", ""]
    )
    joined = recode(STATEMENTS.head(2), rules, [model])
    assert joined[["statement_id", "value", "target"]].values.tolist() == [
        [ids[0], "against", "Lorn"],
        [ids[0], "delegitimation", "Kadar"],
        [ids[1], "none", "Kadar"],
    ]


def test_vectors_find_what_is_said_in_other_words():
    """Taught on the right to rule and on weather; no word of the new sentences but small ones occurs in either."""
    harsh = ["The junta is illegitimate.", "Nobody elected this regime.", "The usurpers hold no mandate."]
    calm = ["The river rose by a metre.", "Rain fell in the valley.", "Snow lies on the hills."]
    texts, n = (harsh + calm) * 4, 24
    statements = pd.DataFrame(
        {"statement_id": [f"s{i}" for i in range(n)], "doc_id": [f"d{i // 6}" for i in range(n)], "text": texts}
    ).assign(voice="narrator", start=0)
    codings = CODINGS.head(n).assign(
        statement_id=statements["statement_id"], value=(["delegitimation"] * 3 + ["none"] * 3) * 4
    )
    new = statements.head(2).assign(text=["That government came to power without a vote.", "Storms flooded two towns."])
    model = Classifier("legitimacy").fit(statements, codings)
    assert list(model.code(new)["value"]) == ["delegitimation", "none"]
    plain = Classifier("legitimacy", vectors=False).fit(statements, codings)
    assert plain.coder.startswith("model:tfidf@") and plain.coder[-12:] != model.coder[-12:]
    assert list(plain.code(new)["value"]) == ["none", "none"]


def test_codes_do_not_depend_on_how_many_are_held_at_a_time(model, monkeypatch):
    whole = model.code(STATEMENTS)
    monkeypatch.setattr("discourse.classifier.TOGETHER", 5)
    pd.testing.assert_frame_equal(model.code(STATEMENTS), whole)


def test_a_model_that_read_by_other_weights_is_refused(model, tmp_path, monkeypatch):
    model.save(tmp_path / "m.skops")
    monkeypatch.setattr("discourse.classifier.vectors_digest", lambda: "0" * 12)
    with pytest.raises(ValueError, match=r"m\.skops: .*vectors of .* where this version has 0{12}.* Fit anew"):
        Classifier.load(tmp_path / "m.skops")


def test_a_classifier_knows_whose_hints_it_needs(model):
    hints = CODINGS[CODINGS["value"] != "none"].assign(rule="sham")
    told = Classifier("legitimacy", multiple=True).fit(STATEMENTS, CODINGS, hints)
    assert (model.hinted, told.hinted, Classifier("x").hinted) == ([], ["human:ana"], [])
    for wrong in (None, CODINGS.assign(coder="rules:other@1")):
        with pytest.raises(ValueError, match="expected those of \\['human:ana'\\]"):
            told.code(STATEMENTS, wrong)
    pd.testing.assert_frame_equal(
        recode(STATEMENTS, CODINGS, [told]), told.code(STATEMENTS, CODINGS), check_dtype=False
    )


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
    assert again.hinted == model.hinted
    pd.testing.assert_frame_equal(again.code(STATEMENTS), model.code(STATEMENTS))
    pd.testing.assert_frame_equal(again.scores, model.scores)
    assert again.coder == model.coder and model.coder.startswith("model:tfidf+vectors@")


def test_the_same_data_give_the_same_name_and_other_data_another(model):
    assert Classifier("legitimacy", multiple=True).fit(STATEMENTS, CODINGS).coder == model.coder
    fewer, codes = corpus(10)
    assert Classifier("legitimacy", multiple=True).fit(fewer, codes).coder != model.coder


def test_what_is_no_model_is_refused(tmp_path):
    from skops.io import dump

    (tmp_path / "m.skops").write_bytes(b"not a zip")
    with pytest.raises(ValueError, match=r"m\.skops: expected a classifier"):
        Classifier.load(tmp_path / "m.skops")
    with pytest.raises(FileNotFoundError):
        Classifier.load(tmp_path / "absent.skops")
    dump(dict(variable="x", multiple=True, target=None, seed=0, values=[], models={}, coder=""), tmp_path / "old.skops")
    with pytest.raises(ValueError, match=r"old\.skops: expected .* of this version .*'vectors'.* Fit anew"):
        Classifier.load(tmp_path / "old.skops")


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
        (lambda c: c.assign(value="legitimation"), "every statement carries 'legitimation'"),
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


def margins_that_choose(choices, classes):
    "Margins by value and cost: 1 for the class chosen of a statement, -1 for the others."
    return {
        (value, cost): np.array([1.0 if name == value else -1.0 for name in chosen])
        for cost, chosen in choices.items()
        for value in classes
    }


def test_of_values_that_exclude_each_other_the_largest_margin_decides_at_the_best_cost():
    """Six statements, a a b b none none. At cost 0.3 one a is taken for b: a has P 1, R 1/2; b has P 2/3, R 1.

    The mean F1 of a and b, (2/3 + 4/5) / 2, beats that of the other costs, at which b is never given.
    """
    classes = ["a", "b", "none"]
    truth = {name: np.array([name == c for c in ["a", "a", "b", "b", "none", "none"]]) for name in classes}
    without_b = ["a", "a", "none", "none", "none", "none"]
    choices = dict.fromkeys(COSTS, without_b) | {0.3: ["a", "b", "b", "b", "none", "none"]}
    found = choose_among(margins_that_choose(choices, classes), truth)
    assert {curve["cost"] for curve in found.values()} == {0.3}
    assert (found["a"]["precision"], found["a"]["recall"]) == (1.0, 0.5) and found["a"]["f1"] == pytest.approx(2 / 3)
    assert found["b"]["precision"] == pytest.approx(2 / 3) and found["b"]["f1"] == pytest.approx(0.8)
    observed, share = 5 / 6, 5 / 12
    expected = share**2 + (1 - share) ** 2
    assert found["b"]["pi"] == pytest.approx((observed - expected) / (1 - expected))
    assert np.isnan(found["a"]["threshold"]) and found["a"]["slope"] > 0


def test_none_counts_nothing_when_a_cost_is_chosen():
    "At 1.0 all of none is right and a never given; at 0.03 everything is called a, so that its F1 is 1/2."
    truth = {"a": np.array([True, False, False]), "none": np.array([False, True, True])}
    choices = dict.fromkeys(COSTS, ["none"] * 3) | {0.03: ["a"] * 3}
    found = choose_among(margins_that_choose(choices, truth), truth)
    assert found["a"]["cost"] == 0.03 and found["a"]["f1"] == pytest.approx(0.5)
    assert found["none"]["recall"] == found["none"]["pi"] == 0.0


def test_each_part_gets_its_share_of_a_rare_value_and_no_group_is_torn():
    groups = np.repeat(np.arange(25), 2)
    labels = np.where(groups % 5 == 0, "rare", "common")
    for train, test in grouped_splits(groups, 5, labels):
        assert not set(groups[train]) & set(groups[test])
        assert (labels[test] == "rare").sum() == 2
    assert any((labels[test] == "rare").sum() != 2 for _, test in grouped_splits(groups, 5))
    few = grouped_splits(["a", "b", "c"], 3, [0, 1, 2])  # no label has as many rows as there are parts
    assert sorted(int(i) for _, test in few for i in test) == [0, 1, 2]


POSTS = {
    "Bridge at Tesh": ("build the bridge at Tesh now", "the bridge at Tesh is a waste", "rain in the hills today"),
    "Lorn Tramway": ("our tramway, our pride #Lorn", "stop the noisy tramway", "who has seen my grey cat"),
}


def posts(path, copies, encoding="utf-8", end="\n"):
    "A made-up file in the official form about invented targets."
    rows = ["ID\tTarget\tTweet\tStance"]
    for target, texts in POSTS.items():
        for i in range(copies):
            for text, stance in zip(texts, ("FAVOR", "AGAINST", "NONE")):
                rows.append(f'{len(rows)}\t{target}\t"{text} … Kel’s {i}\t{stance}')
    path.write_bytes((end.join(rows) + end).encode(encoding))
    return path


@pytest.fixture
def stance(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    import stance

    yield stance
    for name in ("stance", "coding"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize(("encoding", "end"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("cp1252", "\r")])
def test_the_official_form_of_posts_is_read_in_any_encoding(stance, tmp_path, encoding, end):
    read = stance.read_posts(posts(tmp_path / "train.txt", 1, encoding, end))
    assert read["stance"].tolist() == ["favor", "against", "none"] * 2
    assert read["target"].unique().tolist() == list(POSTS)
    assert read["text"][0] == '"build the bridge at Tesh now … Kel’s 0'  # a lone quotation mark opens no cell
    assert read["doc_id"].tolist() == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ID\tTarget\tTweet\n1\tx\ty\n", "expected the header"),
        ("ID\tTarget\tTweet\tStance\n1\tx\ty\tUNKNOWN\n", "row 2: .*UNKNOWN"),
        ("ID\tTarget\tTweet\tStance\n1\tx\ty\tz\tFAVOR\n", "row 2: expected four cells"),
        ("", "expected the header"),
    ],
)
def test_what_is_not_the_official_form_is_refused(stance, tmp_path, text, message):
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        stance.read_posts(tmp_path / "x.txt")


def test_posts_are_learned_one_model_a_target(stance, tmp_path):
    files = posts(tmp_path / "train.txt", 6), posts(tmp_path / "test.txt", 2)
    tasks = list(stance.post_tasks(*files))
    assert [name for name, *_ in tasks] == list(POSTS)
    for _, statements, codings, splits, values in tasks:
        truth = stance.value_flags(statements, codings, values)
        ((train, test),) = splits
        assert (len(train), len(test)) == (18, 6)
        for code in (stance.code_by_ours, stance.code_by_baseline):
            assert stance.measures(truth[test], code(statements, codings, splits, values)[test], values)["f1"] == 100


def test_measures_of_stance_by_hand(stance):
    "Two of three against found and one invented: F1 2/3; the one favor found: 1."
    truth = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 0]], dtype=bool)
    given = np.array([[1, 0], [1, 0], [0, 0], [0, 1], [1, 0]], dtype=bool)
    row = stance.measures(truth, given, ["against", "favor"])
    assert row["against"] == pytest.approx(200 / 3) and row["favor"] == 100 and row["f1"] == pytest.approx(250 / 3)
    alpha = 1 - 9 * 4 / (2 * 6 * 4)  # ten codes, four of them absent; two units differ, four coincidences
    assert row["alpha"] == pytest.approx((alpha + 1) / 2)
