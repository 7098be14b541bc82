"""What is found by walking over characters is what the patterns below say, whatever the text."""

import re
from bisect import bisect_left

from hypothesis import given, settings
from hypothesis import strategies as st

from discourse._attribution_phrases import phrase_end
from discourse._attribution_tags import corrected
from discourse._places import count_before, places_of
from discourse._rules_document import has_forename
from discourse._speakers_names import end_of_run, heads_of
from discourse._speakers_words import UPPER, plain, spans_of, tidy, word_at, words_in, words_of
from discourse._statements_quotes import words_in as plain_words_in
from discourse.quotations import has_few_words

TEXTS = st.text("aBéÉǅß7_'’.,&-‑“”\" \n\xa0\u2028Σ\U0001f600", max_size=20)
PLACES = st.integers(0, 22)
TAGS = "DERnNC0pPOBZGXvzdcgbxfFqQ&-,.;:WTHUSYMiwaA()"
PIECES = (
    "Mr|Lt.-Gen.|Doln|doln|de|al|J.|U.S.|O'Dowd|Vesk's|’s|'|“|(Bo) |\n| |  |\u2028|\xa0|.|-|‑|&|R&D|ǅ|É|é|_|7|A|Ⅷ|ß|İ"
)
NAMES = st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map("".join)

WORD = re.compile(r"[\w'’.&-]*\w\.?")
QUOTED_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
STATED_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
HEAD = re.compile(rf"[{UPPER}](?<!\w.)")
FORENAME = re.compile(r"(?<!\S)[^\sA-Z]*[A-Z]\S* ")
POSSESSIVE_VERB = re.compile(r"p(?:(?<=[SYWH]p)|(?=g[DETCSMi]|[RXDETHiP]|[dc][^nNC]))")
AMBIGUOUS_NOUN = re.compile(
    r"[BZG](?:(?<=[DOp0E].)|(?<=[BZ])(?<=P.)|(?<=G)(?<=[DE][nC].)"
    r"|(?<=B)(?:(?<=[DOp0EPnBZ][nNC].)(?![DEMST])|(?<=[CnN].)(?=[.,;:XvdzP)QO&])|(?<=[nC].)(?=[nN])|(?<=n.)(?=[dvz]))"
    r"|(?<=Z)(?:(?<=[DOEp][nC].)(?=[XvdPO.,&)])|(?<=[CN&].)(?=[XvdO.,&)])|(?<=[,q&A].)(?![DTEHS])|(?<=R.)(?=[PO])"
    r"|(?<=n.)(?=[PO.,Xvd)])))"
)
PARTICIPLE = re.compile(
    r"[dcg](?:(?<=[DOp0].)|(?<=[DOp0]-.)|(?<=[dc])(?:(?<=[DOp0]R.)|(?<=[EP].)(?=[nNC]))"
    r"|(?<=g)(?:(?<=E.)|(?<![XRiSYW].)(?=[nN]+[Xvdzb])|(?<=[CnN].)(?=[.,;)])))"
)
PHRASE = re.compile(
    r"f?(?:[DE]+R?)?(?:[nNC0]+(?:(?:[-&](?=C)|q(?=[nC0]+Q[nNC])|(?<=[nC0])Q(?=[nNC]))[nNC0]+)*)(?:p(?:R?[nNC0]+)?)*F?"
    r"|f?[DE]*w[nN0]*|f?D*E+|[SYM]F?"
)


@given(TEXTS, PLACES, PLACES)
def test_words(text, start, end):
    assert spans_of(text, start, end) == [match.span() for match in WORD.finditer(text, start, end)]
    assert words_in(text, start, end) == [plain(word) for word in WORD.findall(text, start, end)]
    match = WORD.match(text, start)
    assert word_at(text, start) == (match[0] if match else "")
    stated = STATED_WORD.findall(text, start, end)
    assert plain_words_in(text, start, end) == stated
    assert plain_words_in(text, start, end, 2) == stated[:2]
    assert has_few_words(text) == (len(QUOTED_WORD.findall(text)) <= 4)


@given(TEXTS)
def test_plain_and_tidy_forms(text):
    assert tidy(text) == " ".join(text.split())
    low = text.lower().replace("’", "'")
    low = low[:-2] if low.endswith("'s") else low.rstrip("'")
    assert plain(text) == (low if len(low) > 2 and len(low) == 2 * low.count(".") else low.rstrip("."))


@given(st.lists(st.integers(0, 9), max_size=8).map(sorted), st.integers(-1, 11), TEXTS)
def test_places(places, place, text):
    assert count_before(places, place) == bisect_left(places, place)
    assert places_of(text, "B.“") == [i for i, letter in enumerate(text) if letter in "B.“"]


@settings(max_examples=500)
@given(NAMES)
def test_runs_of_capitalised_words(text):
    lexicon = words_of("en")
    heads = [match.start() for match in HEAD.finditer(text)]
    assert heads_of(text) == heads
    for head in heads:
        assert end_of_run(text, head, lexicon) == lexicon.name.match(text, head).end()


@settings(max_examples=500)
@given(
    st.lists(st.sampled_from(["Vesk", "Mara ", "mara ", " ", "\n", "V", "é", "-", "'s", "."]), max_size=8).map("".join)
)
def test_forenames(text):
    expected = any(re.match(r"Vesk\b", text[found.end() :]) for found in FORENAME.finditer(text))
    assert has_forename("Vesk", text) == expected


@settings(max_examples=1000)
@given(st.text(TAGS, max_size=14))
def test_tags_corrected_by_their_neighbours(line):
    expected = POSSESSIVE_VERB.sub("X", line)
    expected = AMBIGUOUS_NOUN.sub("n", expected).translate(str.maketrans("BZG", "bzg"))
    expected = PARTICIPLE.sub("n", expected.replace("xR", "XR").replace("x", "C"))
    assert corrected(line) == expected


@settings(max_examples=1000)
@given(st.text("DERnNC0pfFqQ&-wSYMv", max_size=14), st.integers(0, 3), st.integers(0, 3))
def test_noun_phrases(line, before, behind):
    first, last = before, len(line) - behind
    expected = [match.span() for match in PHRASE.finditer(line, first, max(first, last))]
    found = []
    while first < last:
        end = phrase_end(line, first, last)
        if end > 0:
            found.append((first, end))
        first = max(end, first + 1)
    assert found == expected
