"""Words are looked up as the whole pattern would find them."""

import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from discourse._codebook_cues import OPEN, read_cue
from discourse._codebook_tokens import READ, Line, words_of
from discourse._rules_words import NeededWords, bits, numbers

CUES = ["rain*|snow", "*storm", "U.S.|US", "sub[cs]ide*", "cannot ..3 wait", "pre*war", "a b|c", "ice-cold|hail*"]


def needs():
    options = re2.Options()
    options.case_sensitive = False
    words = NeededWords(options)
    patterns = [need for cue in CUES for need in read_cue(cue, {}).needs]
    for number, regex in enumerate(patterns):
        words.add(number, regex)
        words.wait(number, number)
    return words, [re2.compile(regex, options) for regex in patterns]


WORDS, PATTERNS = needs()


def expected(word):
    "The bits of the needs whose patterns find a word, and what waits for each: its number."
    met = [n for n, pattern in enumerate(PATTERNS) if pattern.search(READ[word][0])]
    return bits(met), tuple(met)


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
    assert WORDS[word] == expected(word)


def test_the_words_of_a_contraction_are_needed_one_by_one():
    assert [need.removeprefix(OPEN) for need in read_cue("cannot wait", {}).needs] == ["can ", "wait "]


def test_long_strings_are_looked_up_but_not_remembered():
    long = "rain" * 5000
    assert WORDS[long] == expected(long)
    assert long not in WORDS
    Line(long)
    assert long not in READ


def test_bits_and_numbers_lead_to_each_other():
    assert bits([0, 3, 3]) == 9
    assert numbers(9) == [0, 3]
    assert (bits([]), numbers(0)) == (0, [])


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
