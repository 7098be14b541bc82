"""Sentences as a reader would part them: abbreviations, quotations, lists, lost spaces, printer's lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse._lexicon import load_lexicon
from discourse.sentences import find_paragraphs, find_sentences

# One sentence a line; a bar stands where a splitter by full stops alone would go wrong.
NEWS = [
    ["Gen. Korit met Mr. Prell at 5 p.m. in Tesh.", "They talked until dawn."],
    ["The U.S. Congress sent aid.", "It came late."],
    ["She lives in the U.S.", "They do not."],
    ["Vestria Corp. shares fell 1.5 percent.", "Investors sold."],
    ['"The bill is dead." he said.', "Nobody answered."],
    ['"Are you ready?" Doln asked.', "He was."],
    ["Was it a lie?", "No.", "It was an error."],
    ["He said: “We will stay.”", "Then he left."],
    ["“We will stay. ", "We will not go,” Reval said."],
    ["He spoke (in Lorn.)", "She did not."],
    ["J. K. Prell signed it.", "Korit did not."],
    ["No. 5 Tesh Street was hit.", "The art. 7 talks go on."],
    ["They waited . . .", "Nobody came."],
    ["More on this later... but not now."],
    ["It ended.", "[2] A footnote follows."],
    ["The Yahoo! News team asked.", "He replied."],
]


@pytest.mark.parametrize("sentences", NEWS, ids=lambda s: s[0][:25])
def test_sentences_of_news(sentences):
    sentences = [s.strip() for s in sentences]
    text = " ".join(sentences)
    assert [text[a:b] for _, a, b in find_sentences(text)] == sentences


def test_a_lost_space_parts_sentences_but_not_addresses():
    text = "The talks ended.The delegates left. See kadar.gov.vs for more."
    assert [text[a:b] for _, a, b in find_sentences(text)] == [
        "The talks ended.",
        "The delegates left.",
        "See kadar.gov.vs for more.",
    ]


def test_closing_marks_belong_to_the_sentence_they_close():
    text = "''We go.'' She left. (He stayed.) “Why?” ‘No.’"
    assert [text[a:b] for _, a, b in find_sentences(text)] == [
        "''We go.''",
        "She left.",
        "(He stayed.)",
        "“Why?”",
        "‘No.’",
    ]


def test_paragraphs_are_lines_and_numbers_of_lists_stay():
    text = "Title\nFirst paragraph.\n\n1. Raise the wage.\n2. Hold a vote.\n"
    assert [text[a:b] for a, b in find_paragraphs(text)] == [
        "Title",
        "First paragraph.",
        "1. Raise the wage.",
        "2. Hold a vote.",
    ]
    assert [p for p, _, _ in find_sentences(text)] == [0, 1, 2, 3]


def test_separators_of_records_end_no_line():
    assert find_paragraphs("Doln spoke.\x1cReval left.\x85She\u2028He") == [(0, 23), (24, 27), (28, 30)]


def test_printers_lines_are_joined():
    text = "The envoy of the Northern States Helen Aster\ncame to Tesh and spoke with the\nminister.\n\nShe left."
    assert [p for p, _, _ in find_sentences(text)] == [0, 1]


def test_punkt_agrees_on_plain_news():
    "Punkt with our abbreviations is the oracle where no mark stands inside a quotation."
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    lexicon = load_lexicon("abbreviations", "en")
    parameters.abbrev_types = {w.lower() for w in [*lexicon["titles"], *lexicon["others"]]}
    text = (
        "President Mara Doln met Gov. Ilan Vesk in Lorn on Monday. The talks took 2.5 hours. Mr. Prell called them "
        "good. Will they go on? Nobody knows! The Union of Northern States sent Dr. Aster, its envoy. She came at noon."
    )
    assert [(a, b) for _, a, b in find_sentences(text)] == list(PunktSentenceTokenizer(parameters).span_tokenize(text))


@given(st.text(st.sampled_from("aB .,!?\"'“”()\n\t1") | st.characters(), max_size=200))
def test_sentences_tile_the_text(text):
    paragraphs = find_paragraphs(text)
    end = 0
    for paragraph, a, b in find_sentences(text):
        assert end <= a < b and not text[a].isspace() and not text[b - 1].isspace()
        assert paragraphs[paragraph][0] <= a and b <= paragraphs[paragraph][1]
        assert not text[end:a].strip()
        end = b
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "text",
    ["!" * 200_000 + "x", ". " * 100_000, "a." * 100_000, " \n" * 100_000, "(" * 200_000],
    ids=["marks", "stops", "dots", "lines", "brackets"],
)
def test_odd_texts_end(text):
    assert "".join(text[a:b] for _, a, b in find_sentences(text)).split() == text.split() or text.split() == []


def test_a_list_that_was_changed_is_not_given_again():
    text = "Doln spoke. Reval left."
    find_sentences(text).clear()
    find_paragraphs(text).clear()
    assert len(find_sentences(text)) == 2
    assert len(find_paragraphs(text)) == 1
