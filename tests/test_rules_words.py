"""Words are looked up as the whole pattern would find them."""

import re2
from hypothesis import given
from hypothesis import strategies as st

from discourse._codebook_cues import OPEN, read_cue
from discourse._codebook_tokens import SPELLED, Line
from discourse._rules_words import NeededWords

CUES = ["rain*|snow", "*storm", "U.S.|US", "sub[cs]ide*", "cannot ..3 wait", "pre*war", "a b|c", "ice-cold|hail*"]


def needs():
    options = re2.Options()
    options.case_sensitive = False
    words = NeededWords(options)
    patterns = [need for cue in CUES for need in read_cue(cue, {}).needs]
    for number, regex in enumerate(patterns):
        words.add(number, regex)
    return words, [re2.compile(regex, options) for regex in patterns]


WORDS, PATTERNS = needs()
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


@given(st.sampled_from(LIKELY) | st.text("abcdeinorstuwUS.-", min_size=1, max_size=12))
def test_a_word_meets_the_needs_that_its_pattern_finds(word):
    assert WORDS[word] == {n for n, pattern in enumerate(PATTERNS) if pattern.search(f" {word} ")}


def test_the_words_of_a_contraction_are_needed_one_by_one():
    assert [need.removeprefix(OPEN) for need in read_cue("cannot wait", {}).needs] == ["can ", "wait "]


def test_long_strings_are_looked_up_but_not_remembered():
    long = "rain" * 5000
    assert WORDS[long] == {n for n, pattern in enumerate(PATTERNS) if pattern.search(f" {long} ")}
    assert long not in WORDS
    Line(long)
    assert long not in SPELLED
