"""Rules: what a codebook's cues find in statements, whose act it is, and what nobody's cue may do."""

import json
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.codebook import CodebookError, load_codebook
from discourse.rules import COLUMNS, check_codebook, code_by_rules

HEAD = """\
name: small
version: 2.1.0
terms:
  negators: [not, never]
  deniers: [denied that]
  clause_breaks: [but]
  own_side: [we, our]
  other_side: [they, enemy]
  third_person: [he, she]
variables:
  threat:
    definition: Force is announced.
    multiple: true
    values:
      warning:
        definition: Another will attack.
        cues:
"""


def codebook(tmp_path, cues, head=HEAD, tail=""):
    path = tmp_path / "book.yaml"
    path.write_text(head + "".join(f"          - {cue}\n" for cue in cues) + tail, encoding="utf-8")
    return load_codebook(path)


def statements(*texts, voice="direct", speaker="Ilan Vesk", side="Vestria", paragraphs=None):
    "One document; its sentences one blank apart."
    rows, start = [], 0
    for number, text in enumerate(texts):
        paragraph = paragraphs[number] if paragraphs else 0
        rows.append((f"d-{number}", "d", paragraph, start, start + len(text), text, voice, speaker, side))
        start += len(text) + 1
    return pd.DataFrame(
        rows, columns=["statement_id", "doc_id", "paragraph", "start", "end", "text", "voice", "speaker", "side"]
    )


def codes(table, book, *columns):
    "What is coded, statement by statement, the absent left out."
    rows = code_by_rules(table, book)
    rows = rows[rows["value"] != "none"]
    return list(rows[list(columns)].itertuples(index=False, name=None)) if columns else list(rows["statement_id"])


def test_a_coding_shows_the_characters_that_it_rests_on(tmp_path):
    book = codebook(tmp_path, ["{find: will attack, id: announced}"])
    table = statements("We know it.", "Kadar won’t wait: it will — soon — attack.", "Kadar will attack Ostmark.")
    rows = code_by_rules(table, book)
    assert list(rows.columns) == COLUMNS
    assert list(rows["value"]) == ["none", "none", "warning"]
    last = rows.iloc[2]
    whole = " ".join(table["text"])
    assert whole[last["start"] : last["end"]] == last["evidence"] == "will attack"
    assert (last["rule"], last["coder"], last["target"], last["basis"]) == ("announced", "rules:small@2.1.0", "", "")
    assert rows["start"].isna().tolist() == [True, True, False]
    assert rows["confidence"].isna().all()


@pytest.mark.parametrize(
    ("cue", "hit", "miss"),
    [
        ("{find: will attack, with: border}", "Kadar will attack the border.", "Kadar will attack the plan."),
        ("{find: will attack, without: [critic*]}", "They will attack us.", "The critics will attack us."),
        ("{find: will attack}", "They will attack us.", "They say no; never will attack us."),
        ("{find: will attack}", "Not only words, but they will attack.", "He denied that they will attack."),
        ("{find: will attack, negated: only}", "They never will attack.", "They will attack."),
        ("{find: will ..3 attack}", "They will surely attack.", "They will surely not attack."),
        ("{find: will not attack, negated: keep}", "They will not attack.", "They will attack."),
        ("{find: will attack, actor: other}", "The enemy will attack.", "We will attack."),
        ("{find: will attack, actor: own}", "Our army will attack.", "They will attack."),
        ("{find: will attack, actor: own}", "The Vestrian army will attack.", "The Russian army will attack."),
        ("{find: will attack, actor: [own, other]}", "Germany will attack.", "The Kadari army will attack."),
        ("{find: '<actor: {NAME}> will attack', actor: own}", "Now Vestria will attack.", "Now Poland will attack."),
        ("{regex: 'attac[kq]s?'}", "They plan attacks.", "They plan nothing."),
        ("{find: will attack, voice: narrator}", "", "They will attack."),
    ],
)
def test_conditions_of_a_cue(tmp_path, cue, hit, miss):
    book = codebook(tmp_path, [cue])
    assert codes(statements(hit, miss), book) == (["d-0"] if hit else [])


def test_the_voices_of_a_value_hold_for_its_cues(tmp_path):
    head = HEAD.replace("        cues:\n", "        voice: direct\n        cues:\n")
    book = codebook(tmp_path, ["attack", "{find: war, voice: narrator}"], head)
    told = statements("An attack and a war.", voice="narrator")
    assert codes(statements("An attack."), book) == ["d-0"]
    assert codes(told, book, "rule") == [("threat-warning-2",)]


def test_for_the_narrator_every_actor_is_another(tmp_path):
    book = codebook(tmp_path, ["{find: will attack, actor: other}"])
    assert codes(statements("Vestria will attack.", voice="narrator", speaker="", side=""), book) == ["d-0"]
    assert codes(statements("Vestria will attack."), book) == []


def test_conditions_on_the_sentences_around(tmp_path):
    table = statements("Leave Ostmark.", "Or we act.", "Or we act.", "Or we act.", paragraphs=[0, 0, 1, 2])
    assert codes(table, codebook(tmp_path, ["{find: or we act, previous: leave}"])) == ["d-1"]
    assert codes(table, codebook(tmp_path, ["{find: or we act, nearby: leave}"])) == ["d-1", "d-2"]
    assert codes(table, codebook(tmp_path, ["{find: or we act, document: leave}"])) == ["d-1", "d-2", "d-3"]
    assert codes(table, codebook(tmp_path, ["{find: or we act, once: true}"])) == ["d-1"]


def test_what_a_document_is_about_is_said_at_least_twice_and_in_one_of_twenty_sentences(tmp_path):
    book = codebook(tmp_path, ["{find: or we act, about: leave}"])
    far = {"paragraphs": [0, 1, 2, 3, 4]}
    once = statements("Leave Ostmark.", "It rains.", "It rains.", "It rains.", "Or we act.", **far)
    twice = statements("Leave Ostmark.", "Leave it.", "It rains.", "It rains.", "Or we act.", **far)
    assert codes(once, book) == []
    assert codes(twice, book) == ["d-4"]
    rain = ["It rains."] * 38
    assert codes(statements("Leave it.", "Leave it.", *rain[1:], "Or we act.", paragraphs=range(40)), book) == ["d-39"]
    assert codes(statements("Leave it.", "Leave it.", *rain, "Or we act.", paragraphs=range(41)), book) == []


def test_a_negated_hit_may_mean_another_value(tmp_path):
    tail = "      denial:\n        definition: The danger is denied.\n"
    book = codebook(tmp_path, ["{find: attack Ostmark, negated: denial}"], tail=tail)
    table = statements("They plan to attack Ostmark.", "They do not attack Ostmark.")
    assert codes(table, book, "statement_id", "value") == [("d-0", "warning"), ("d-1", "denial")]


def test_without_repeat_of_the_exclusions(tmp_path):
    head = HEAD.replace("    multiple: true\n", "    multiple: true\n    exclude: [heart attack]\n")
    book = codebook(tmp_path, ["attack"], head=head)
    assert codes(statements("An attack.", "A heart attack."), book) == ["d-0"]


TARGETS = HEAD.replace(
    "multiple: true", "multiple: by target\n    target: '{NAME}'\n    targets: {peace plan: [the plan]}"
)


def test_targets_are_captured_near_or_listed(tmp_path):
    book = codebook(
        tmp_path,
        ["'blames <target: {TARGET}>'", "{find: must go, target: before}", "{find: down with, target: after}"],
        TARGETS,
    )
    table = statements(
        "President Mara Doln spoke.",
        "He blames Doln.",
        "He blames the plan.",
        "Yet Reval must go.",
        "Down with Dana Korit.",
        "He must go.",
    )
    assert codes(table, book, "statement_id", "target") == [
        ("d-1", "Mara Doln"), ("d-2", "peace plan"), ("d-3", "Reval"), ("d-4", "Dana Korit"),
    ]  # fmt: skip


def test_one_value_for_each_target_if_the_codebook_says_so(tmp_path):
    cues = "['backs <target: {TARGET}>', 'blames <target: {TARGET}>']"
    tail = f"      support:\n        definition: Backed.\n        cues: {cues}\n"
    book = codebook(tmp_path, ["'blames <target: {TARGET}>'"], TARGETS, tail)
    rows = codes(statements("He blames Kadar and backs Vestria."), book, "value", "target")
    assert rows == [("warning", "Kadar"), ("support", "Vestria")]


def test_a_single_choice_takes_the_value_listed_first(tmp_path):
    tail = "      other:\n        definition: Second.\n        cues: [they]\n"
    table = statements("They attack.")
    assert codes(table, codebook(tmp_path, ["attack"], tail=tail), "value") == [("warning",), ("other",)]
    head = HEAD.replace("multiple: true", "multiple: false")
    assert codes(table, codebook(tmp_path, ["attack"], head, tail), "value") == [("warning",)]


def test_grounds_stand_in_the_codebooks_order(tmp_path):
    head = HEAD.replace("multiple: true", "multiple: true\n    basis: {legal: law, moral: values}")
    book = codebook(tmp_path, ["{find: crime, basis: moral}", "{find: unlawful, basis: legal}"], head)
    rows = codes(statements("An unlawful crime."), book, "basis", "rule")
    assert rows == [("legal;moral", "threat-warning-1")]


def test_a_codebooks_examples_are_its_tests(tmp_path):
    tail = (
        "        examples:\n          - They will attack.\n          - They may come.\n"
        "          - {text: Or we act., context: [Leave.], voice: narrator}\n"
        "        near_misses:\n          - They will wait.\n          - We say that they will attack.\n"
    )
    failures = check_codebook(codebook(tmp_path, ["will attack", "{find: or we act, previous: leave}"], tail=tail))
    assert list(failures["text"]) == ["They may come.", "We say that they will attack."]
    assert list(failures["kind"]) == ["example", "near-miss"]
    assert [place.rsplit(":", 1)[1] for place in failures["place"]] == ["22", "26"]
    assert failures["found"].iloc[1] == "warning threat-warning-1"


def test_what_google_re2_refuses_is_told_with_its_line(tmp_path):
    for cue in ["{regex: '(?=a)b'}", r"{regex: '(a)\1'}", "{regex: '(a'}"]:
        with pytest.raises(CodebookError, match=r"book.yaml:18: google-re2 refuses the cue"):
            code_by_rules(statements("A."), codebook(tmp_path, [cue]))


def test_a_cue_cannot_stall_a_run(tmp_path):
    book = codebook(tmp_path, ["{regex: '(a|aa)+$'}", "'(a | a a)  ... (a | a a) ... (a | a a) ... b'"])
    assert codes(statements("a" * 50_000 + "!", "a " * 5_000), book) == []
    book = codebook(tmp_path, ["{find: attack, negated: only, actor: own}"])
    assert codes(statements("They attack " * 50_000), book) == []


def test_gaps_in_speaker_and_side_count_as_unknown(tmp_path):
    table = statements("They attack.", speaker=None, side=float("nan"))
    assert codes(table, codebook(tmp_path, ["{find: attack, actor: other}"])) == ["d-0"]


def test_an_adjective_of_a_state_takes_its_noun(tmp_path):
    book = codebook(tmp_path, ["'blames <target: {TARGET}>'"], TARGETS)
    assert codes(statements("He blames German officials."), book, "target") == [("German officials",)]


def test_statements_that_are_none(tmp_path):
    book = codebook(tmp_path, ["attack"])
    empty = code_by_rules(statements().iloc[:0], book)
    assert (list(empty.columns), len(empty)) == (COLUMNS, 0)
    with pytest.raises(ValueError, match="statements lacks the columns"):
        code_by_rules(statements("A.").drop(columns="side"), book)
    with pytest.raises(ValueError, match="occur more than once"):
        code_by_rules(pd.concat([statements("A.")] * 2), book)
    with pytest.raises(TypeError, match="DataFrame"):
        code_by_rules([], book)


def test_every_example_of_the_shipped_codebook_holds():
    failures = check_codebook()
    assert failures.empty, failures.to_string()


def test_the_shipped_codebook_has_six_examples_and_six_near_misses_of_every_value():
    book = load_codebook()
    counts = {
        (v.name, name): (len(value.examples), len(value.near_misses))
        for v in book.variables.values()
        for name, value in v.values.items()
        if name != "none"
    }
    assert {key: n for key, n in counts.items() if min(n) < 6} == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), min_size=1, max_size=4))
def test_any_text_is_coded(texts):
    table = statements(*texts)
    rows = code_by_rules(table)
    assert set(rows["statement_id"]) == set(table["statement_id"])
    assert set(zip(rows["statement_id"], rows["variable"])) == {
        (s, v) for s in table["statement_id"] for v in load_codebook().variables
    }
    whole = "\0".join(texts)
    for row in rows.dropna(subset=["start"]).itertuples():
        assert whole[row.start : row.end] == row.evidence


def test_the_same_statements_give_the_same_codings():
    table = statements(
        "We will fight the enemy.", "The peace plan is a mistake.", "Unless Kadar leaves, we will attack."
    )
    pd.testing.assert_frame_equal(code_by_rules(table), code_by_rules(table))


def test_agreement_with_the_development_gold():
    "The rules as shipped, given the gold's voices: F1 of any stance toward a settlement, and of any threat."
    if "DISCOURSE_SHARED" not in os.environ:
        pytest.skip("set DISCOURSE_SHARED to the folder with eval/ to measure on the gold")
    rows, gold = [], []
    lines = (Path(os.environ["DISCOURSE_SHARED"]) / "eval" / "gold" / "dev.jsonl").read_text("utf-8").splitlines()
    for document in map(json.loads, lines):
        for number, g in enumerate(document["gold"]):
            text = document["text"][g["start"] : g["end"]]
            name = f"{document['doc_id']}-{number}"
            rows.append(
                (name, document["doc_id"], number, g["start"], g["end"], text, g["voice"], g["speaker"] or "", "")
            )
            gold.append((bool(g["threat"]), g["settlement"] != "none"))
    table = pd.DataFrame(rows, columns=statements("A.").columns)
    found = code_by_rules(table).query("value != 'none'")
    for column, variable, least in ((0, "threat", 0.45), (1, "settlement", 0.55)):
        hits = table["statement_id"].isin(found.loc[found["variable"] == variable, "statement_id"])
        truth = pd.Series([pair[column] for pair in gold])
        assert 2 * (hits & truth).sum() / (hits.sum() + truth.sum()) >= least
