"""Statements: voice and speaker of every sentence, with attributions given by hand and, on shared data, found."""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.attribution import find_attributions
from discourse.quotations import find_quotations
from discourse.sentences import find_paragraphs, find_sentences
from discourse.statements import find_statements

OFFSETS = ["source_start", "source_end", "cue_start", "cue_end", "content_start", "content_end"]
ATTRIBUTIONS = ["doc_id", "attribution", "voice", "speaker", *OFFSETS]


def documents(text, **fields):
    return pd.DataFrame([{"doc_id": "d", "text": text, "genre": "news", **fields}])


def said(text, *rows):
    "Attributions from (speaker, source, cue, content, ...) given by their words, voice indirect."
    table = []
    for number, (speaker, source, cue, *contents) in enumerate(rows):
        for content in contents:
            spans = [(text.index(w), text.index(w) + len(w)) if w else (None, None) for w in (source, cue, content)]
            table.append(("d", number, "indirect", speaker, *(x for span in spans for x in span)))
    return pd.DataFrame(table, columns=ATTRIBUTIONS).astype(dict.fromkeys(OFFSETS, "Int64"))


def heard(text, *rows, **fields):
    "(voice, speaker) of every sentence."
    table = find_statements(documents(text, **fields), said(text, *rows))
    return list(zip(table.voice, table.speaker, strict=True))


def test_the_whole_table_of_a_short_article():
    text = "Talks failed on Monday. Vestrian President Mara Doln said the bridge would stay closed."
    row = ("Mara Doln", "Vestrian President Mara Doln", "said", "the bridge would stay closed")
    table = find_statements(documents(text + " Vestria waits.", doc_id="a"), said(text, row).assign(doc_id="a"))
    first, second = table.iloc[0].to_dict(), table.iloc[1].to_dict()
    assert list(table.statement_id) == ["a-001", "a-002", "a-003"]
    assert (first["voice"], first["speaker"], first["side"], first["cue"]) == ("narrator", "", "", "")
    assert table.cue_start.isna().tolist() == [True, False, True] and first["paragraph"] == 0
    assert (second["voice"], second["speaker"], second["side"]) == ("indirect", "Mara Doln", "Vestria")
    assert (second["cue"], text[second["cue_start"] : second["cue_end"]]) == ("said", "said")
    assert text[second["start"] : second["end"]] == second["text"]


@pytest.mark.parametrize(
    ("sentence", "content", "voice"),
    [
        ('Mara Doln said: "The bridge stays closed."', '"The bridge stays closed."', "direct"),
        ('Mara Doln said that "we are ready to fight" for it.', 'that "we are ready to fight" for it', "direct"),
        ('Mara Doln said the plan was "dead on arrival" and a trap.', 'the plan was "dead on arrival"', "mixed"),
        ('Mara Doln said it "will not stand" for long.', 'it "will not stand" for long', "mixed"),
        ('Mara Doln said the "Ostmark Dialogue" was over.', 'the "Ostmark Dialogue" was over', "indirect"),
        ("Mara Doln said the plan was dead.", "the plan was dead", "indirect"),
    ],
)
def test_voice_by_what_is_in_quotation_marks(sentence, content, voice):
    assert heard(sentence, ("Mara Doln", "Mara Doln", "said", content)) == [(voice, "Mara Doln")]


def test_scare_quotes_and_signs_without_an_attribution_are_the_narrators():
    assert heard('The "little war" goes on. Banners read "No".') == [("narrator", "")] * 2


def test_speech_runs_over_sentences_and_paragraphs():
    text = (
        "“We will not go,” Doln said. “We will stay.\n\nThis is our land.\n\n“And it remains ours.”\n\n"
        "The crowd went home."
    )
    row = ("Mara Doln", "Doln", "said", "We will not go", "We will stay")
    assert heard(text, row) == [("direct", "Mara Doln")] * 4 + [("narrator", "")]


def test_a_quotation_that_sentences_cut_into_paragraphs_is_one():
    text = '"We deeply regret it.\n\nVestria is a friend.\n\nWe hope for peace," Jonas Prell told reporters.'
    row = ("Jonas Prell", "Jonas Prell", "told", "We hope for peace")
    assert heard(text, row) == [("direct", "Jonas Prell")] * 3


def test_of_two_nested_attributions_the_outer_speaks():
    text = "Petra Osk said the army claims that the bridge is safe."
    outer = ("Petra Osk", "Petra Osk", "said", "the army claims that the bridge is safe")
    inner = ("the army", "the army", "claims", "that the bridge is safe")
    assert heard(text, inner, outer) == [("indirect", "Petra Osk")]


def test_a_news_agency_passes_on_what_another_says():
    text = "Petra Osk said the bridge is safe, Reuters reported."
    said_so = ("Petra Osk", "Petra Osk", "said", "the bridge is safe")
    agency = ("Reuters", "Reuters", "reported", "Petra Osk said the bridge is safe")
    assert heard(text, said_so, agency) == [("indirect", "Petra Osk")]
    assert heard("The bridge is safe, Reuters reported.", ("Reuters", "Reuters", "reported", "The bridge is safe")) == [
        ("indirect", "Reuters")
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "speaker"),
    [
        ("The Union will help, said President Mara Doln.", "The Union", "said", "will help", "Mara Doln"),
        ("The Union, tired, said Mara Doln would help.", "The Union", "said", "would help", "the Union"),
        ("The bridge is safe, according to the army.", "", "according to", "The bridge is safe", "the army"),
        ("Reuters quoted Petra Osk as saying it was over.", "Reuters", "quoted", "it was over", "Petra Osk"),
        ("Reuters quoted Petra Osk on Monday.", "Reuters", "quoted", "Petra Osk", "Reuters"),
    ],
)
def test_a_source_behind_its_verb_is_the_speaker(text, source, cue, content, speaker):
    given = {"The Union": "the Union"}.get(source, source)
    assert heard(text, (given, source, cue, content))[0] == ("indirect", speaker)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Helen Aster is due to travel and discuss the plan.", "Helen Aster", "discuss", "the plan"),
        ("Petra Osk was asked about the bridge.", "Petra Osk", "was asked about", "the bridge"),
        ("Hours after Mara Doln said it was over, the shelling began.", "Mara Doln", "said", "it was over"),
        ("The two states signed a treaty.", "The two states", "signed", "a treaty"),
        ("It was expected to fail.", "", "was expected", "to fail"),
    ],
)
def test_plans_deeds_and_asides_are_the_narrators(text, source, cue, content):
    speaker = source if source != "" else ""
    assert heard(text, (speaker, source, cue, content))[0] == ("narrator", "")


def test_every_sentence_of_a_turn_is_its_speakers():
    text = (
        "The two presidents met in Lorn.\n\nPresident of Vestria Mara Doln: Welcome. We have work to do.\n\n"
        "Tomas Reval: Thank you.\n\nQuestion: Is it peace?"
    )
    expected = [("narrator", "")] + [("direct", "Mara Doln")] * 2 + [("direct", "Tomas Reval"), ("direct", "Question")]
    assert heard(text, genre="transcript") == expected
    assert heard(text, genre="") == expected


def test_text_before_the_first_label_that_says_we_is_speech_that_goes_on():
    text = "We will rebuild our bridge. We have the means.\n\nTomas Reval: Thank you.\n\nMara Doln: Let us go on."
    assert heard(text, genre="transcript")[:2] == [("direct", "Mara Doln")] * 2


def test_a_signed_statement_is_its_speakers_throughout():
    text = "I condemn the attack. President Tomas Reval said it was an error."
    assert heard(text, genre="statement", speaker="Mara Doln") == [("direct", "Mara Doln")] * 2
    assert (
        heard(text, genre="statement", title="Statement by President Mara Doln on the Sereth crossing")
        == [("direct", "Mara Doln")] * 2
    )


def test_officials_quoted_in_an_unsigned_release_speak_for_themselves():
    text = "The Ministry of Energy announced new loans. “These loans help everyone,” said Minister Ilan Vesk.\n\n###"
    rows = [("Ilan Vesk", "Minister Ilan Vesk", "said", "These loans help everyone")]
    assert heard(text, *rows, genre="statement") == [
        ("direct", "Ministry of Energy"), ("direct", "Ilan Vesk"), ("narrator", ""),
    ]  # fmt: skip
    assert heard(text, *rows, genre="statement", outlet="Government of Vestria")[0] == (
        "direct", "Government of Vestria",
    )  # fmt: skip


def test_an_analysis_is_its_narrators_even_where_it_says_we():
    assert heard("We all know the plan is dead. I doubt the rest.", genre="analysis") == [("narrator", "")] * 2


def test_question_and_answer_inside_news():
    text = (
        "Tesh is calm, and so is its market.\n\nQ: Why now?\n\nA: Because it is late.\n\n"
        "Q: And then?\n\nA: Nothing.\n\nThe talks go on in Lorn."
    )
    voices = [voice for voice, _ in heard(text)]
    assert voices == ["narrator", "direct", "direct", "direct", "direct", "narrator"]


def test_a_registry_names_the_side():
    text = "Doln said no."
    actors = [{"name": "Mara Doln", "aliases": ["Doln"], "side": "Vestria", "office": "", "from": "", "to": ""}]
    table = find_statements(documents(text), said(text, ("Mara Doln", "Doln", "said", "no")), actors=actors)
    assert table.side[0] == "Vestria"


def test_tables_that_are_none_are_refused():
    with pytest.raises(ValueError, match=r"documents lacks the columns \['text'\]"):
        find_statements(pd.DataFrame({"doc_id": ["a"]}), said(""))
    with pytest.raises(ValueError, match="'a'"):
        find_statements(pd.DataFrame({"doc_id": ["a", "a"], "text": ["x", "y"]}), said(""))
    with pytest.raises(TypeError, match="attributions must be a pandas DataFrame"):
        find_statements(documents("x"), [])
    with pytest.raises(ValueError, match="attributions lacks the columns"):
        find_statements(documents("x"), pd.DataFrame({"doc_id": ["d"]}))


def test_attributions_from_a_file_with_gaps_are_heard_as_those_with_none():
    text = "Mara Doln said the bridge stays closed. According to reports, the envoy left."
    rows = [("Mara Doln", "Mara Doln", "said", "the bridge stays closed"), ("", "", "According to", "the envoy left")]
    table = said(text, *rows)
    as_read = table.astype(dict.fromkeys(OFFSETS, float))
    assert as_read["source_start"].isna().any()
    pd.testing.assert_frame_equal(find_statements(documents(text), as_read), find_statements(documents(text), table))


def test_no_document_gives_an_empty_table_with_all_columns():
    table = find_statements(documents("").iloc[:0], said(""))
    assert len(table) == 0 and list(table.columns)[:3] == ["statement_id", "doc_id", "paragraph"]
    assert len(find_statements(documents(" \n "), said(""))) == 0


PIECES = st.sampled_from(
    ["Doln said. ", "“We go. ", "”", '"', "\n\n", "Mara Doln: ", "Q: ", "I ", "...", "###", "\u2028", "a"]
)
GENRES = st.sampled_from(["", "news", "transcript", "statement", "analysis"])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.lists(PIECES).map("".join), GENRES)
def test_every_character_lies_in_exactly_one_statement(text, genre):
    span = (0, len(text), 0, len(text) // 3, len(text) // 2, len(text))
    rows = pd.DataFrame([("d", 0, "direct", "Mara Doln", *span)] if text else [], columns=ATTRIBUTIONS)
    table = find_statements(documents(text, genre=genre), rows)
    covered = [0] * len(text)
    for a, b in zip(table.start, table.end, strict=True):
        for i in range(a, b):
            covered[i] += 1
    assert all(n == 1 for n, c in zip(covered, text, strict=True) if not c.isspace())
    assert max(covered, default=0) <= 1
    assert set(table.voice) <= {"direct", "mixed", "indirect", "narrator"}
    assert (table.speaker[table.voice == "narrator"] == "").all()


def agreement(first, second):
    "Krippendorff's nominal alpha of two coders without gaps."
    values = [*first, *second]
    observed = sum(a != b for a, b in zip(first, second, strict=True)) / len(first)
    n = len(values)
    expected = 1 - sum(values.count(v) * (values.count(v) - 1) for v in sorted(set(values))) / (n * (n - 1))
    return 1 - observed / expected


def test_voice_and_speaker_on_coded_documents():
    "Voice alpha and speaker accuracy end to end; the floor leaves room below what was measured."
    if "DISCOURSE_SHARED" not in os.environ:
        pytest.skip("set DISCOURSE_SHARED to the folder with eval/ to measure on coded documents")
    path = Path(os.environ["DISCOURSE_SHARED"]) / "eval" / "gold" / "dev.jsonl"
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    fields = ("doc_id", "title", "genre", "speaker", "text")
    table = find_statements(pd.DataFrame([{k: row[k] or "" for k in fields} for row in gold]))
    pairs, right, attributed = [], 0, 0
    for row in gold:
        rows = table[table.doc_id == row["doc_id"]]
        for coded in row["gold"]:
            shared = rows.end.clip(upper=coded["end"]) - rows.start.clip(lower=coded["start"])
            best = rows.loc[shared.idxmax()]
            pairs.append((coded["voice"], best.voice))
            if row["genre"] == "news" and coded["voice"] != "narrator":
                attributed += 1
                right += coded["speaker"].split()[-1:] == best.speaker.split()[-1:]
    assert agreement(*zip(*pairs, strict=True)) > 0.85
    assert right / attributed > 0.7


def test_attributions_found_on_the_way_and_given_beforehand_are_heard_alike():
    text = (
        "Vestrian President Mara Doln met Tomas Reval in Lorn. He called the talks useful, she said.\n\n"
        '"We will wait," she added. Kadari officials denied that they had asked for a truce.'
    )
    documents = pd.DataFrame({"doc_id": ["a", "b"], "text": [text, "Reval said he would come."], "title": ["", None]})
    pd.testing.assert_frame_equal(find_statements(documents), find_statements(documents, find_attributions(documents)))


@pytest.mark.parametrize(
    "opening",
    ["Dear colleagues!", "Ladies and gentlemen.", "Defenders of the bridge!", "My fellow Vestrians, good evening."],
)
def test_a_text_that_addresses_hearers_and_says_we_is_its_outlets_speech(opening):
    text = opening + " Our troops hold the Sereth. We shall not yield. The night was quiet."
    told = heard(text, genre="", outlet="Harbour League")
    assert told == [("direct", "Harbour League")] * len(told)


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("Dear colleagues! The troops hold the Sereth. The night was quiet. Snow fell. Ferries ran.", ""),
        ("The fair opened on Monday. We saw our first snow. I took the ferry.", ""),
        ("What a night it was for the ferrymen of Lorn, who had waited so long! We saw our first snow.", ""),
        ("Dear colleagues! Our troops hold the Sereth. We shall not yield.", "news"),
    ],
)
def test_what_only_looks_like_an_address_stays_the_narrators(text, genre):
    assert {voice for voice, _ in heard(text, genre=genre, outlet="Lorn Courier")} == {"narrator"}


REGISTRY = [
    {
        "name": "Mara Doln",
        "aliases": ["President of Vestria"],
        "side": "Vestria",
        "office": "President of Vestria",
        "from": "",
        "to": "",
    }
]


@pytest.mark.parametrize(
    ("title", "outlet", "opening"),
    [
        ("Address by the President of Vestria at the Forum of Small Harbours in Brenn", "", ""),
        ("Speech by the President of Vestria", "", ""),
        ("Hold the bridge", "President of Vestria", "Dear colleagues! "),
    ],
)
def test_a_registry_names_who_speaks_a_whole_document(title, outlet, opening):
    text = opening + "Our troops hold the Sereth. We shall not yield. The night was quiet."
    table = documents(text, genre="", title=title, outlet=outlet)
    told = find_statements(table, said(text), actors=REGISTRY)
    assert set(zip(told.voice, told.speaker, told.side)) == {("direct", "Mara Doln", "Vestria")}


def test_a_byline_ends_where_the_occasion_begins():
    text = "Our troops hold the Sereth. We shall not yield. The night was quiet."
    told = heard(text, genre="", title="Address by the President of Vestria at the Forum of Small Harbours in Brenn")
    assert {speaker for _, speaker in told} == {"the President of Vestria"}


@pytest.mark.parametrize(
    ("title", "outlet", "speaker"),
    [
        ("Two bridges reopened", "Government of Vestria", "Government of Vestria"),
        (
            "Call between the ministers",
            "Ministry of Defence of the Kadar Republic",
            "Ministry of Defence of the Kadar Republic",
        ),
        ("Fact sheet: the bridges of the Sereth | Office of the Envoy", "", "Office of the Envoy"),
    ],
)
def test_what_a_body_of_state_publishes_is_its_statement(title, outlet, speaker):
    text = "The bridges on the Sereth are open again. Trains run since Monday."
    assert heard(text, genre="", title=title, outlet=outlet) == [("direct", speaker)] * 2


@pytest.mark.parametrize(
    ("title", "outlet"), [("Statement of loss", "Lorn Courier"), ("Fact sheet in court", "Lorn Courier")]
)
def test_what_a_newspaper_publishes_is_not(title, outlet):
    text = "The bridges on the Sereth are open again. Trains run since Monday."
    assert {voice for voice, _ in heard(text, genre="", title=title, outlet=outlet)} == {"narrator"}


@pytest.mark.parametrize(
    ("title", "outlet", "speaker"),
    [
        ("Address by the President of Vestria to the guests of the harbour fair", "", "the President of Vestria"),
        ("Address by the President to the people of Lorn", "President of Vestria", "President of Vestria"),
        ("Hold on - address by the President of Vestria", "President of Vestria", "President of Vestria"),
        ("Speech by the Head of the Office of the President of Vestria Ilan Vesk at the fair", "", "Ilan Vesk"),
        ("Address by the Minister and Special Envoy to Kadar", "", "the Minister and Special Envoy to Kadar"),
        ("Address by Mara Doln", "Mara Doln Foundation", "Mara Doln"),
    ],
)
def test_a_byline_ends_with_the_office_or_the_name(title, outlet, speaker):
    text = "Our troops hold the Sereth. We shall not yield. The night was quiet."
    assert {name for _, name in heard(text, genre="", title=title, outlet=outlet)} == {speaker}


@pytest.mark.parametrize("find", [find_statements, find_attributions])
@pytest.mark.parametrize("text", [None, float("nan"), 3])
def test_a_text_that_is_no_text_is_told_with_its_document(find, text):
    documents = pd.DataFrame({"doc_id": ["good", "bad"], "text": ["Doln spoke.", text]}, dtype=object)
    with pytest.raises(TypeError, match=r"documents: the text of 'bad' must be a str; got .*\. Leave such rows out"):
        find(documents)


def test_texts_may_be_of_any_kind_of_str():
    text = 'President Vera Doln said the council is "not lawful." It will go.'
    plain = pd.DataFrame({"doc_id": ["a"], "text": [text], "title": ["Doln: it will go"]}, dtype=object)
    for kind in (np.str_, type("Own", (str,), {})):
        other = pd.DataFrame({name: [kind(values[0])] for name, values in plain.items()}, dtype=object)
        for find in (find_statements, find_attributions):
            assert find(other).to_csv(index=False) == find(plain).to_csv(index=False)
        for find in (find_sentences, find_paragraphs, find_quotations):
            assert find(kind(text)) == find(text)
