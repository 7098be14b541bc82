"""The rules for legitimacy hold on sentences worked by hand, and on the development data where it is at hand."""

import json
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.agreement import agreement_table
from discourse.codebook import load_codebook
from discourse.rules import check_codebook, code_by_rules

COLUMNS = ["statement_id", "doc_id", "paragraph", "start", "end", "text", "voice", "speaker", "side"]
VARIABLE = load_codebook().variables["legitimacy"]
EXAMPLES = [e for value in VARIABLE.values.values() for e in value.examples]


def statements(*texts, voice="direct", speaker="Mara Doln", side="Vestria"):
    """One document of sentences, all in one voice."""
    rows, start = [], 0
    for number, text in enumerate(texts, 1):
        rows.append(
            (
                f"d-{number:03d}",
                "d",
                0,
                start,
                start + len(text),
                text,
                voice,
                speaker if voice != "narrator" else "",
                side,
            )
        )
        start += len(text) + 1
    return pd.DataFrame(rows, columns=COLUMNS)


def coded(*texts, **known):
    """Codings of legitimacy of the sentences, absence left out."""
    codings = code_by_rules(statements(*texts, **known))
    return codings[(codings["variable"] == "legitimacy") & (codings["value"] != "none")]


def values(text, **known):
    return set(coded(text, **known)["value"])


L, D = {"legitimation"}, {"delegitimation"}
WORKED = [
    # a question or hedge is coded like the claim that it raises
    ("Is the referendum in Ostmark illegal?", {}, D),
    ("The council may no longer be legitimate.", {}, D),
    # a denied claim is coded with its opposite
    ("The decree is not lawful.", {}, D),
    ("Kadar did not violate international law, Prell said.", {"voice": "indirect", "speaker": "Jonas Prell"}, L),
    ("Kadar has no right to speak for Ostmark.", {}, D),
    ("She is not qualified to be president.", {}, D),
    # "not only" denies nothing
    ("This is not only an illegal annexation, it is a mistake.", {}, D),
    # both at once
    ("The legitimate government in Lorn condemned the Kadari occupation.", {"voice": "indirect"}, L | D),
    # the loaded word only locates
    ("Two ferries sank in occupied Ostmark.", {"voice": "narrator"}, set()),
    ("Voting went on in the self-proclaimed republic on Sunday.", {"voice": "narrator"}, set()),
    # a coup that is told is an event; a coup that is said is a judgement
    ("The coup of 1961 lasted two days.", {"voice": "narrator"}, set()),
    ("What they staged in Lorn was a coup.", {}, D),
    # a crime that happened denies nobody's standing; a label does
    ("A terrorist attack killed four people in Tesh.", {"voice": "narrator"}, set()),
    ("Kadar is a terrorist state.", {}, D),
    # condemnation without an actor is nothing
    ("We condemn the violence.", {}, set()),
    ("We condemn the Kadari aggression.", {}, D),
    # bare names and neutral reports
    ("The invasion began on the third of March.", {}, set()),
    ("The regime changed its timetable of talks.", {}, set()),
    ("Parliament passed the law on harbour fees.", {"voice": "narrator"}, set()),
    ("The election was held on Sunday, and turnout was 61 percent.", {"voice": "narrator"}, set()),
    # a policy is called unwise
    ("The opposition called the budget a mistake.", {"voice": "indirect"}, set()),
    # what is done to courts, votes and constitutions
    ("The party has packed the courts of Vestria.", {}, D),
    ("The hall was packed with guests.", {}, set()),
    ("The bank was fined for breaking the law on deposits.", {"voice": "narrator"}, set()),
    ("The court struck down the decree on the press.", {"voice": "narrator"}, D),
    ("A storm struck down the mast.", {"voice": "narrator"}, set()),
    ("He was cleared of all charges.", {}, L),
    ("Kadar broke no law.", {}, L),
    # how power was come by, and kept
    ("The council came to power by force.", {}, D),
    ("He refuses to leave office.", {}, D),
    ("She refused to leave the hall.", {}, set()),
    ("No state recognises the council in Ostmark.", {}, D),
    ("Kadar is one of fifty states that recognise the council as the government.", {}, L),
    # an accusation and its denial
    ("She accused the council of rigging the count.", {"voice": "indirect", "speaker": "Petra Osk"}, D),
    ("Prell rejected the charge that the count was rigged.", {"voice": "indirect", "speaker": "Jonas Prell"}, L),
    ("The baker was accused of selling old bread.", {"voice": "narrator"}, set()),
    # a crime that happened, and an actor named by it
    ("The murder trial opened on Monday.", {"voice": "narrator"}, set()),
    ("We are not occupiers.", {}, L),
    # ordinary crime
    ("Police found illegal drugs on the ferry.", {"voice": "narrator"}, set()),
    ("The truce was violated twice on Monday.", {"voice": "indirect"}, set()),
]


@pytest.mark.parametrize(("text", "known", "expected"), WORKED, ids=[w[0][:40] for w in WORKED])
def test_borderline_cases_come_out_as_the_codebook_decides_them(text, known, expected):
    assert values(text, **known) == expected


def test_own_examples_and_near_misses_hold():
    failures = check_codebook()
    assert failures[failures["variable"] == "legitimacy"].to_dict("records") == []


def test_every_value_and_basis_is_exemplified():
    for value in VARIABLE.values.values():
        assert len(value.examples) >= 6
        assert len(value.near_misses) >= 6
        shown = {basis for example in value.examples for basis in example.basis}
        assert shown == set(VARIABLE.basis), value.name


def test_every_rule_is_named_and_gives_its_ground():
    for value in VARIABLE.values.values():
        for cue in value.cues:
            assert cue.id and cue.basis, cue.place


TARGETS = [
    ("Nobody has forgotten Kadar's illegal war.", "Kadar"),
    ("We condemn Kadar for what it has done.", "Kadar"),
    ("The Union does not recognise the Ostmark council.", "Ostmark"),
    ("In March Kadar violated the treaty of Lorn.", "Kadar"),
    ("These funds help Ostmark to withstand Kadar's illegal war.", "Kadar"),
    ("In May the Union condemned Kadar's annexation of Ostmark.", "Kadar"),
    ("Vesk accused the US of meddling in Ostmark, in breach of the treaty.", "US"),
]


@pytest.mark.parametrize(("text", "target"), TARGETS)
def test_target_is_the_one_who_is_judged(text, target):
    assert target in list(coded(text, voice="indirect", speaker="Helen Aster", side="Union")["target"])


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("This is an unprovoked war against Vestria.", ""),
        ("These are barbaric attacks on the peaceful towns of Vestria.", ""),
        ("We support Vestria against the tyranny.", ""),
        ("We defend Vestria against Kadar's unprovoked war.", "Kadar"),
        ("Despite Kadar's campaign of cruelty Vestria stands.", "Kadar"),
        ("Vestria wages an unprovoked war.", "Vestria"),
    ],
)
def test_a_victim_is_no_target_and_an_owner_is(text, target):
    found = coded(text)
    assert list(found["value"].unique()) == ["delegitimation"] and set(found["target"]) == {target}


def test_formula_of_authority_counts_once_a_document():
    text = "By the authority vested in me as president, I sign this order."
    assert list(coded(text, text, speaker="Tomas Reval")["statement_id"]) == ["d-001"]


def test_basis_names_every_ground_given():
    rows = coded("Kadar's illegal and unprovoked war goes on.")
    assert list(rows["basis"]) == ["legal;moral"]


@given(st.sampled_from(EXAMPLES), st.sampled_from(["’", "'"]), st.booleans())
def test_spelling_of_marks_and_blanks_changes_nothing(example, apostrophe, wide):
    """The same sentence with curly or straight apostrophes, with no-break spaces or plain ones, gets the same codes."""
    known = {"voice": example.voice, "speaker": example.speaker}
    text = example.text.replace("'", apostrophe).replace(" ", "\u00a0" if wide else " ")
    assert values(text, **known) == values(example.text, **known)


def test_agreement_with_the_development_data():
    shared = os.environ.get("DISCOURSE_SHARED")
    if not shared:
        pytest.skip("set DISCOURSE_SHARED to the folder with eval/ to measure the rules on the development data")
    rows, gold = [], {}
    for line in (Path(shared) / "eval" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        for number, span in enumerate(document["gold"], 1):
            start, end, key = span["start"], span["end"], f"{document['doc_id']}-{number:03d}"
            where = (document["text"][:start].count("\n\n"), start, end, document["text"][start:end])
            rows.append((key, document["doc_id"], *where, span["voice"], span["speaker"] or "", ""))
            gold[key] = bool(span["legitimacy"])
    codings = code_by_rules(pd.DataFrame(rows, columns=COLUMNS))
    found = set(codings[(codings["variable"] == "legitimacy") & (codings["value"] != "none")]["statement_id"])
    both = pd.DataFrame(
        [(key, "legitimacy", "any" if here else "none", "gold") for key, here in gold.items()]
        + [(key, "legitimacy", "any" if key in found else "none", "rules") for key in gold],
        columns=["statement_id", "variable", "value", "coder"],
    )
    table = agreement_table(both, replicates=10)
    assert table[table["measure"] == "alpha"]["estimate"].item() >= 0.58
