"""From coded texts to a model, and from two codings to their agreement, on the command line."""

import json
import random

import pandas as pd
import pytest
from test_cli import run  # noqa: F401

from discourse.classifier import Classifier
from discourse.codings import labelled_texts, save_codings

POSTS = {
    "FAVOR": ["the Sereth treaty gives us peace at last", "vote for the treaty, our best hope"],
    "AGAINST": ["the treaty is a sell out", "no to this shameful treaty"],
    "NONE": ["rain again in Lorn", "my bus is late"],
}


@pytest.fixture
def posts(tmp_path):
    draw = random.Random(1)
    rows = [(i, label, draw.choice(POSTS[label]), "treaty") for i, label in enumerate(draw.choices(list(POSTS), k=90))]
    path = tmp_path / "posts.csv"
    pd.DataFrame(rows, columns=["id", "stance", "tweet", "towards"]).to_csv(path, index=False)
    return path


def test_labelled_texts_are_one_statement_and_one_coding_each():
    documents = pd.DataFrame(
        [("a", "Yes to it", "FAVOR", "plan"), ("b", "Rain", "NONE", "plan"), ("c", "Unread", "", "plan")],
        columns=["doc_id", "text", "stance", "towards"],
    )
    statements, codings = labelled_texts(documents, "stance", "stance", target="towards", absent="NONE")
    assert statements[["statement_id", "start", "end", "voice"]].values.tolist() == [
        ["a-001", 0, 9, "direct"],
        ["b-001", 0, 4, "direct"],
    ]
    assert codings[["value", "target", "evidence"]].values.tolist() == [
        ["FAVOR", "plan", "Yes to it"],
        ["none", "plan", ""],
    ]
    with pytest.raises(ValueError, match="no label stands in 'stance'"):
        labelled_texts(documents.assign(stance=""), "stance", "stance")


def test_train_on_labelled_posts(run, posts, tmp_path):  # noqa: F811
    words = ["--label", "stance", "--absent", "NONE", "--target", "treaty", "--target-column", "towards"]
    status, out, _ = run("train", posts, "-v", "stance", *words, "-o", tmp_path / "m.skops")
    assert status == 0
    assert "learned from 90 statements" in out and "AGAINST 90 1.00" in out
    assert Classifier.load(tmp_path / "m.skops").values == ["AGAINST", "FAVOR"]


def test_a_trained_model_codes_in_place_of_the_rules(run, posts, tmp_path):  # noqa: F811
    words = ["--label", "stance", "--absent", "NONE", "--target", "treaty", "--target-column", "towards"]
    run("train", posts, "-v", "stance", *words, "-o", tmp_path / "m.skops")
    text = tmp_path / "letter.txt"
    text.write_text("No to this shameful treaty. The vote was a sham.", encoding="utf-8")
    status, out, _ = run("code", text, "--model", tmp_path / "m.skops", "--format", "jsonl")
    first, second = [json.loads(line)["codings"] for line in out.splitlines()]
    assert status == 0
    assert [(c["variable"], c["value"], c["target"]) for c in first] == [("stance", "AGAINST", "treaty")]
    assert first[0]["coder"].startswith("model:tfidf+vectors@") and 0.5 < first[0]["confidence"] <= 1
    assert ("legitimacy", "delegitimation") in [(c["variable"], c["value"]) for c in second]
    status, out, _ = run("code", text, "--model", tmp_path / "m.skops")
    assert f"- stance: AGAINST of treaty  [{first[0]['evidence']}]  {first[0]['coder']} {first[0]['confidence']}" in out
    status, _, err = run("report", text, "--model", tmp_path / "m.skops", "-o", tmp_path / "page.html")
    assert status == 2 and "codes are not in the codebook 'legitimacy-threat': ['stance: AGAINST'" in err
    status, _, err = run("code", text, "--model", text)
    assert status == 2 and "letter.txt: expected a classifier that Classifier.save of this version wrote" in err


def test_a_model_of_the_codebooks_own_values_is_shown_in_the_report(run, posts, tmp_path):  # noqa: F811
    posts.write_text(posts.read_text().replace("AGAINST", "against").replace("FAVOR", "favor"))
    run("train", posts, "-v", "settlement", "--label", "stance", "--absent", "NONE", "-o", tmp_path / "m.skops")
    text = tmp_path / "letter.txt"
    text.write_text("No to this shameful treaty. It rained in Lorn.", encoding="utf-8")
    status, _, err = run("report", text, "--model", tmp_path / "m.skops", "-o", tmp_path / "page.html")
    assert status == 0 and "1 documents, 2 statements" in err
    assert "against" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_train_needs_codings_or_labels(run, posts, tmp_path):  # noqa: F811
    status, _, err = run("train", posts, "-v", "stance", "-o", tmp_path / "m.skops")
    assert status == 2 and "either --codings FILE or --label COLUMN" in err


def test_evaluate_prints_agreement_confusion_and_sentences(run, tmp_path):  # noqa: F811
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text("The vote was a sham. It rained.", encoding="utf-8")
    ids = ["a-001", "a-002", "b-001", "b-002"]
    gold = pd.DataFrame({"statement_id": ids, "variable": "legitimacy", "coder": "human:ana"})
    gold["value"] = ["delegitimation", "none", "delegitimation", "none"]
    mine = gold.assign(coder="human:ben", value=["delegitimation", "none", "none", "none"])
    for name, table in (("gold", gold), ("mine", mine)):
        save_codings(table, tmp_path / f"{name}.csv")
    status, out, _ = run("evaluate", tmp_path / "mine.csv", tmp_path / "gold.csv", "--texts", folder)
    assert status == 0
    assert "human:ben against human:ana: 4 statements" in out
    assert "1 statements differ" in out
    assert "b-001  human:ana: delegitimation  human:ben: none\n    The vote was a sham." in out
    # two of four marked by one, one by both: F1 = 2 * 1 / (2 + 1)
    assert "0.67 [" in out


def test_evaluate_needs_statements_in_common(run, tmp_path):  # noqa: F811
    table = pd.DataFrame({"statement_id": ["a-001"], "variable": "x", "value": "y", "coder": "human:ana"})
    save_codings(table, tmp_path / "a.csv")
    save_codings(table.assign(statement_id="b-001"), tmp_path / "b.csv")
    status, _, err = run("evaluate", tmp_path / "a.csv", tmp_path / "b.csv")
    assert status == 2 and "no statement in common" in err
