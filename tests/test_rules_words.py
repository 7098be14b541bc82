"""Words are looked up as the whole pattern would find them."""

import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from discourse._codebook_cues import OPEN, read_cue
from discourse._codebook_tokens import READ, Line, words_of
from discourse._rules_document import FAR, Document, Statement, has_forename
from discourse._rules_finders import Finder
from discourse._rules_match import Matcher
from discourse._rules_words import NeededWords, Waiting, all_met, marked, one_met
from discourse.codebook import load_codebook

CUES = ["rain*|snow", "*storm", "U.S.|US", "sub[cs]ide*", "cannot ..3 wait", "pre*war", "a b|c", "ice-cold|hail*"]


def needs():
    options = re2.Options()
    options.case_sensitive = False
    words = NeededWords(options)
    patterns = {chr(n): need for n, need in enumerate(need for cue in CUES for need in read_cue(cue, {}).needs)}
    for need, regex in patterns.items():
        words.add(need, regex)
        words.wait(need, "", need)
    return words, {need: re2.compile(regex, options) for need, regex in patterns.items()}


WORDS, PATTERNS = needs()


def expected(word):
    "A word spelled, the needs whose patterns find it, and what waits for each: itself."
    spelled = READ[word][0]
    met = [need for need, pattern in PATTERNS.items() if pattern.search(spelled)]
    return spelled, set(met), met


def told(word):
    "The same as it is looked up."
    spelled, met, waiting, words = WORDS[word]
    assert words == READ[word][-1]
    return spelled, set(met), waiting.met(marked([WORDS[word]], WORDS.last)) if waiting else []


LIKELY = [
    "rain",
    "Raining",
    "snow",
    "snowy",
    "storm",
    "Brainstorm",
    "US",
    "us",
    "U.S.",
    "subside",
    "can",
    "not",
    "prewar",
    "b",
]


@given(st.sampled_from(LIKELY) | st.text("abcdeinorstuwUS.-,’", min_size=1, max_size=12))
def test_a_chunk_meets_the_needs_that_its_patterns_find(word):
    assert told(word) == expected(word)


def test_the_words_of_a_contraction_are_needed_one_by_one():
    assert [need.removeprefix(OPEN) for need in read_cue("cannot wait", {}).needs] == ["can ", "wait "]


def test_long_strings_are_looked_up_but_not_remembered():
    long = "rain" * 5000
    assert told(long) == expected(long)
    assert long not in WORDS
    Line(long)
    assert long not in READ


@given(st.lists(st.text("abcdé\u1234", max_size=4)), st.lists(st.text("abcdé\u1234", max_size=2)))
def test_what_waits_is_told_where_all_else_that_it_needs_is_met(needs, words):
    waiting = Waiting([(needed, number) for number, needed in enumerate(needs)])
    met = [number for number, needed in enumerate(needs) if set(needed) <= set("".join(words))]
    found = marked([("", word, None) for word in words], 0x1234)
    assert sorted(waiting.met(found)) == met
    assert [number for number, needed in enumerate(needs) if all_met(needed, found)] == met
    assert one_met(tuple(needs), found) == bool(met)


@pytest.mark.parametrize(
    ("cue", "ways"),
    [
        ("rain", []),
        ("rain|snow", []),
        ("rain fell | snow lies", [["fell", "rain"], ["lies", "snow"]]),
        ("rain fell | hail | sleet", [["fell", "rain"], ["hail", "sleet"]]),
        ("(rain fell | snow lies) ..3 today", [["fell", "rain", "today"], ["lies", "snow", "today"]]),
        ("(rain fell | snow lies)? today", []),
        ("rain fell | {NAME} lies", [["fell", "rain"], ["lies"]]),
        ("rain fell | {NAME}", []),
    ],
)
def test_alternatives_of_several_words_keep_their_own_needs(cue, ways):
    found = [sorted(re.findall(r"\w+", " ".join(way))) for way in read_cue(cue, {}).ways]
    assert sorted(found) == sorted(ways)


def test_where_the_alternatives_within_two_options_are_too_many_those_of_each_are_one():
    def choices(words):
        pairs = iter(words.split())
        return " ..1 ".join("(" + " | ".join(f"{next(pairs)} {next(pairs)}" for _ in range(3)) + ")" for _ in range(3))

    one, other = (" ".join(f"{letter}{n}" for n in range(18)) for letter in "rs")
    first, second = choices(one), choices(other)
    assert len(read_cue(first, {}).ways) == 27
    assert len(read_cue(f"{first} | {second}", {}).ways) == 2


@given(st.lists(st.sampled_from(["rain", "fell", "snow", "lies", "today", "and"]), min_size=1, max_size=6))
def test_a_sentence_that_a_cue_hits_meets_all_needs_of_one_way(words):
    pattern = read_cue("(rain fell | snow ..2 lies) ..1 today | (fell | lies) and", {})
    line = Line(" ".join(words)).spelled
    if re2.search(pattern.regex, line):
        assert any(all(re2.search(need, line) for need in way) for way in pattern.ways)


@given(st.text("Raind o'n’t,.-\u2009\n\u00a0é", max_size=40) | st.text(max_size=40))
def test_a_sentence_read_chunk_by_chunk_has_the_words_of_the_whole(text):
    line = Line(text)
    assert line.words == words_of(text)
    assert line.spelled.split() == [word for word, _, _ in line.words]


HITS = "<target: {NAME}> rain*|k*s|Kiss ..2 <actor: {NAME}> | snow ..3 (ice|st*)"


@given(
    st.lists(
        st.sampled_from(["Ana", "Žižek", "rain", "kiss", "Kiß", "ſnow", "snow", "ice…", "Stæl", "\u212as", "日本"])
    )
)
def test_a_sentence_read_as_bytes_has_the_hits_of_one_read_as_letters(words):
    line, pattern = Line(" ".join(words)), read_cue(HITS, {})
    finder = Finder(pattern.regex, "here", captures=pattern.captures)
    wide = finder.whole()
    assert [finder.captured(hit) for hit in finder.search(line)] == [
        finder.captured(hit) for hit in wide.finditer(line.spelled)
    ]
    assert [hit.span() for hit in finder.search(line)] == [hit.span() for hit in wide.finditer(line.spelled)]
    assert finder.occurs(line) == (wide.search(line.spelled) is not None)


@given(st.text("AbR .\n", min_size=1, max_size=6).filter(lambda name: " " not in name), st.text("AbR .\n", max_size=30))
def test_a_forename_is_a_word_with_a_capital_before_the_name(name, text):
    assert has_forename(name, text) == (re.search(rf"[A-Z]\S* {re.escape(name)}\b", text) is not None)


MATCHER = Matcher(load_codebook())


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3 * FAR)), min_size=1, max_size=6), st.data())
def test_a_place_keeps_its_order_in_a_text_whose_long_blanks_are_cut(parts, data):
    statements, starts, at = [], [], 0
    for number, (named, gap) in enumerate(parts):
        text = "Vesk spoke." if named else "Rain fell."
        at += gap
        starts += [at] if named else []
        statements.append(Statement(f"s{number}", "d", 0, at, at + len(text), text, "narrator", "", ""))
        at += len(text) + 1
    place = data.draw(st.integers(0, at))
    text, here = Document(statements, MATCHER).text_about(["Vesk"], place)
    found = [match.start() for match in re.finditer("Vesk", text)]
    assert [start < here for start in found] == [start < place for start in starts]
    assert " " * (FAR + 1) not in text
