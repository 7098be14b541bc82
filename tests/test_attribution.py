"""Attributions of invented news, read off the text by their spans."""

import json
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse._attribution_features import DECISIONS, MoreValues
from discourse._attribution_spans import Candidate
from discourse._attribution_text import attributions_of
from discourse._attribution_tokens import Reading
from discourse._attribution_weights import Weights, load_weights, value_of
from discourse._attribution_words import TOKEN, words_of
from discourse._lexicon import FOLDER
from discourse._memory import LONGEST
from discourse.attribution import COLUMNS, find_attributions


def documents(*texts):
    return pd.DataFrame({"doc_id": [f"d{i}" for i in range(len(texts))], "text": texts})


def found(text, language="en"):
    "Attributions of a text as (source, cue, contents, voice)."
    table = find_attributions(documents(text), language=language)
    rows = []
    for _, pieces in table.groupby("attribution", sort=True):
        one = pieces.iloc[0]
        source = "" if pd.isna(one.source_start) else text[one.source_start : one.source_end]
        contents = [text[a:b] for a, b in zip(pieces.content_start, pieces.content_end, strict=True)]
        rows.append(
            (source.strip(" ,"), text[one.cue_start : one.cue_end], [c.strip(" ,.") for c in contents], one.voice)
        )
    return rows


SPEECH = [
    (
        "President Mara Doln said that the treaty was dead.",
        "President Mara Doln",
        "said",
        ["that the treaty was dead"],
        "indirect",
    ),
    ("Kadari officials say the talks have failed.", "Kadari officials", "say", ["the talks have failed"], "indirect"),
    ("“We will never sign this paper,” Doln said.", "Doln", "said", ["“We will never sign this paper,”"], "direct"),
    (
        '"We will never sign this paper," said Ilan Vesk.',
        "Ilan Vesk",
        "said",
        ['"We will never sign this paper,"'],
        "direct",
    ),
    ("''The vote was stolen,'' she told reporters.", "she", "told", ["''The vote was stolen,''"], "direct"),
    (
        "The army has taken the bridge, according to the ministry.",
        "the ministry",
        "according to",
        ["The army has taken the bridge"],
        "indirect",
    ),
    (
        "According to the report, the army has taken the bridge.",
        "the report",
        "According to",
        ["the army has taken the bridge"],
        "indirect",
    ),
    (
        "The minister, who visited Tesh on Monday, warned that the war would spread.",
        "The minister, who visited Tesh on Monday",
        "warned",
        ["that the war would spread"],
        "indirect",
    ),
    ("The government called the vote “a sham.”", "The government", "called", ["the vote “a sham.”"], "mixed"),
    ("Korit has said the army is ready.", "Korit", "has said", ["the army is ready"], "indirect"),
    ("Prell declined to comment.", "Prell", "declined", ["to comment"], "indirect"),
    ("Critics argue that the deal is illegal.", "Critics", "argue", ["that the deal is illegal"], "indirect"),
    ("Osk accused the president of treason.", "Osk", "accused", ["the president of treason"], "indirect"),
    ("Aster wants both sides to withdraw.", "Aster", "wants", ["both sides to withdraw"], "indirect"),
    (
        "A new poll shows that most Vestrians oppose the plan.",
        "A new poll",
        "shows",
        ["that most Vestrians oppose the plan"],
        "indirect",
    ),
    ("Doln thinks the deal is a mistake.", "Doln", "thinks", ["the deal is a mistake"], "indirect"),
]


@pytest.mark.parametrize(
    ("text", "source", "cue", "contents", "voice"), SPEECH, ids=lambda v: v[:30] if isinstance(v, str) else ""
)
def test_one_sentence(text, source, cue, contents, voice):
    assert (source, cue, [c.strip(" ,.") for c in contents], voice) in found(text)


def test_a_participle_takes_the_subject_of_its_sentence():
    rows = found("Vesk rejected the offer on Tuesday, saying that Kadar could not be trusted.")
    assert ("Vesk", "saying", ["that Kadar could not be trusted"], "indirect") in rows


def test_an_owned_noun_reports():
    rows = found("Vesk's accusation that Kadar broke the truce was rejected.")
    assert ("Vesk's", "accusation", ["that Kadar broke the truce"], "indirect") in rows


def test_a_quotation_goes_on_after_its_speaker():
    rows = found("“We want peace,” Doln said. “But we will not beg for it.”")
    assert ("Doln", "said", ["“We want peace,”", "“But we will not beg for it.”"], "direct") in [
        (s, c, k, v) for s, c, k, v in rows
    ]


def test_a_content_in_two_parts_leaves_its_speaker_out():
    text = "The bridge, Korit said, will be closed for a week."
    assert [c for s, _, c, _ in found(text) if s == "Korit"] == [["The bridge", "will be closed for a week"]]


NOTHING = [
    "The army crossed the river at dawn.",
    "Two hundred people walked to the square in Lorn.",
    "The road from Tesh to the border is closed.",
    "It rained for three days.",
    "The “Red Line” bus stops at the market.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_nobody_says_is_not_attributed(text):
    assert found(text) == []


def test_columns_and_types_hold_for_no_attribution_at_all():
    table = find_attributions(documents("", "It rained."))
    assert list(table.columns) == COLUMNS
    assert not len(table)
    assert {str(table[c].dtype) for c in COLUMNS[4:]} == {"Int64"}


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match=r"documents lacks the columns \['text'\]"):
        find_attributions(pd.DataFrame({"doc_id": ["a"]}))


def test_an_unknown_language_is_named():
    with pytest.raises(ValueError, match="xx"):
        find_attributions(documents("He said no."), language="xx")


def test_no_english_in_code_another_language_is_a_folder():
    rows = found(
        "Präsidentin Doln sagte, dass der Vertrag tot ist. „Wir gehen nicht nach Tesh zurück“, sagte Vesk.",
        language="de",
    )
    assert ("Präsidentin Doln", "sagte", ["dass der Vertrag tot ist"], "indirect") in rows
    assert ("Vesk", "sagte", ["„Wir gehen nicht nach Tesh zurück“"], "direct") in rows
    assert found("Präsidentin Doln sagte, dass der Vertrag tot ist.", language="en") == []


def check_spans(text, table):
    for row in table.itertuples():
        spans = [(row.cue_start, row.cue_end)] + (
            [] if pd.isna(row.source_start) else [(row.source_start, row.source_end)]
        )
        assert 0 <= row.content_start < row.content_end <= len(text)
        for a, b in spans:
            assert 0 <= a < b <= len(text)
            assert b <= row.content_start or a >= row.content_end


PIECES = [
    "said ",
    "“",
    "”",
    '"',
    "''",
    "Doln ",
    "that ",
    ", ",
    ". ",
    "He ",
    "told ",
    "\n\n",
    "(",
    ")",
    "to ",
    ": ",
    "İ",
    "the ",
    "claim ",
    "by ",
    "who ",
    "wants ",
    "’s ",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map("".join))
def test_no_text_makes_it_raise_and_spans_hold(text):
    check_spans(text, find_attributions(documents(text)))


ODD = {
    "marks": '"' * 100_000,
    "opening": "“ " * 50_000,
    "brackets": "(" * 10_000 + "he said no" + ")" * 10_000,
    "said": "he said that " * 5_000,
    "quotes": "“he said ” " * 3_000,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_end(name):
    check_spans(ODD[name], find_attributions(documents(ODD[name])).head(500))


def test_held_out_articles_are_read_as_well_as_was_measured():
    shared = os.environ.get("DISCOURSE_SHARED")
    if not shared:
        pytest.skip("set DISCOURSE_SHARED to the folder with eval/ to measure on annotated articles")
    import sys

    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    from attribution import gold_attributions, measure

    gold = list(gold_attributions(Path(shared) / "eval" / "polnear" / "dev"))
    predicted = {}
    for name, text, _ in gold:
        predicted[name] = [
            {"Source": [s] if s else [], "Cue": [c], "Content": k} for _, s, c, k in attributions_of(text)
        ]
    f1 = {name: row[2] for name, row in measure(gold, predicted).items()}
    assert (
        f1["relation"] >= 0.60
        and f1["overlap content"] >= 0.78
        and f1["exact source"] >= 0.66
        and f1["exact cue"] >= 0.65
    )


@settings(max_examples=200, deadline=None)
@given(st.text("ab'’.,:-_\"“ \n\xa0Z9İé", max_size=60) | st.text(max_size=40))
def test_tokens_by_pieces_are_those_of_the_whole_text(text):
    reading = Reading(text, words_of("en"))
    spans = [match.span() for match in TOKEN.finditer(text)]
    assert [reading.span(i, i + 1) for i in range(len(reading.lowered))] == spans
    for place in range(len(text) + 2):
        assert reading.at(place, 0) == sum(start < place for start, _ in spans)
        assert reading.at(place, 1) == sum(end < place for _, end in spans)
    assert reading.lowered == [text[a:b].lower() for a, b in spans]


def test_what_is_no_word_is_not_remembered():
    "Else a corpus of long strings without a blank would fill the memory."
    words = words_of("en")
    Reading("Lorn " + "a1" * 5000 + " " + "b.c-" * 5000, words)
    assert "Lorn" in words.pieces
    assert max(map(len, words.pieces)) <= LONGEST
    assert max(map(len, words.pieces.inside)) <= LONGEST


def test_every_weight_of_the_file_is_found_under_its_own_feature_and_context():
    weights, lines = load_weights("en"), 0
    with (FOLDER / "en" / "attribution_weights.tsv").open(encoding="utf-8") as stream:
        for line in stream:
            if line.startswith("#"):
                continue
            weight, decision, name, value = line.rstrip("\n").split("\t")
            context, shown = value_of(json.loads(value))
            place, count = DECISIONS[decision].index(name), len(DECISIONS[decision])
            rows = weights.rows(decision, (context,) * count)
            assert weights.weigh(rows[place : place + 1], (shown,)) == round(100 * float(weight))
            others = weights.rows(decision, (f"{context}, which no line has",) * count)
            assert weights.weigh(others, (shown,) * count) == 0
            assert weights.weigh(rows[place : place + 1], ((shown, "which no line has"),)) == 0
            lines += 1
    assert lines > 10_000


def test_the_option_that_weighs_most_is_taken_and_the_first_of_equals():
    "For say .5 + 1 against 1, for deny .5 against 1, for nod .5 + .5 against 1."
    weights = Weights(
        [
            "# weight, decision, feature, [context, shown]",
            '1.00\tmore\thow\t["", "none"]\n',
            '0.50\tmore\thow\t["", "rest"]\n',
            '1.00\tmore\thow lemma\t["say", "rest"]\n',
            '0.50\tmore\thow lemma\t["nod", "rest"]\n',
        ]
    )
    none, rest = ((), "none"), (((3, 5),), "rest")
    for lemma, best in (("say", rest), ("deny", none), ("nod", none)):
        values = MoreValues(Candidate(1, "verb", lemma, "speech", (0, 5, 0)), "left sentence 1", "C")
        assert weights.best("more", [none, rest], values) == best


def test_a_piece_of_very_many_tokens_is_read():
    reading = Reading("Lorn " + "!," * 100_000, words_of("en"))
    assert len(reading.lowered) == 200_001
    assert reading.span(200_000, 200_001) == (200_004, 200_005)


@pytest.mark.parametrize(
    "text, phrases",
    [
        ("The old mayor's sons left.", ["The old mayor's sons"]),
        ('Anna "Red" Kell met a few.', ['Anna "Red" Kell', "a few"]),
        ("She herself knows Doln-Vesk & Kell.", ["She herself", "Doln-Vesk & Kell"]),
        ("Most of the few left on a Monday.", ["Most", "the few", "a Monday"]),
        ("Who's who?", []),
    ],
)
def test_noun_phrases(text, phrases):
    reading = Reading(text, words_of("en"))
    ((first, last, _),) = reading.sentences
    reading.find_phrases(first, last)
    spans = [(i, end) for i, end in enumerate(reading.phrase_end) if end >= 0]
    assert [text[slice(*reading.span(*span))] for span in spans] == phrases
    assert [reading.phrase_start[end] for _, end in spans] == [start for start, _ in spans]


@pytest.mark.parametrize(
    "text, tags",
    [
        ("The claim is new.", "DnX"),  # a noun after a determiner
        ("They claim it is new.", "SbYX"),
        ("He's gone.", "SXc"),  # a verb, not a possessive
        ("Vesk's house fell.", "Cpn"),
        ("A divided town waits.", "Dnn"),  # a participle that qualifies
    ],
)
def test_tags_fit_their_neighbours(text, tags):
    assert Reading(text, words_of("en")).tags.startswith(tags)


def test_quoted_words_late_in_a_long_content_make_it_mixed():
    text = "Doln said that the crossing near Lorn would stay open and that it was a “test of nerves” for all of us."
    assert [voice for voice, *_ in attributions_of(text)] == ["mixed"]
