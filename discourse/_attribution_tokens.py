"""Tokens of a text and one tag a token: a shallow reading that the search for attributions walks on.

A tag is one letter, so that the tags of a text are a string and phrases are found in it by walks and patterns.
"""

import re

from discourse._attribution_phrases import phrase_end
from discourse._attribution_pieces import Tokens
from discourse._attribution_tags import corrected
from discourse.quotations import find_quotations
from discourse.sentences import find_sentences

VERBAL = frozenset("bzdvcg")
DATELINE = re.compile(r"C[C.]*(?:,C[C.]*)?(?:\([CnN]+\))?-")


class Reading:
    """One text read: tokens, tags, sentences, quotations, noun phrases."""

    def __init__(self, text, words):
        tokens = Tokens(text, words)
        tokens.mark_sentences(find_sentences(text, words.language))
        tokens.mark_quotations(find_quotations(text, words.language))
        self.text, self.words, self.tokens, self.lowered, self.cues = text, words, tokens, tokens.lowered, tokens.cues
        self.sentence_of, self.quote_of = tokens.sentence_of, tokens.quote_of
        self.line = corrected("".join(tokens.tags))
        self.tags = self.line.replace("f", "R")
        self.sentences = [(self._after_dateline(first, last), last, p) for first, last, p in tokens.sentences]
        self._look_over(self.line)
        # for each token where the noun phrase ends that begins there, and begins that ends there, or -1
        self.phrase_end, self.phrase_start = [-1] * (len(self.line) + 1), [-1] * (len(self.line) + 1)
        self.read = set()

    def _after_dateline(self, first, last):
        "Where a sentence begins behind its dateline (LORN, Vestria (VPA) - ...), if it has one."
        if self.tags[first] != "C":
            return first
        match = DATELINE.match(self.tags, first, last - 1)
        placed = match and ("(" in match.group() or "," in match.group())
        return match.end() if placed and self.text[slice(*self.span(first, first + 1))].isupper() else first

    def _look_over(self, line):
        "Tokens in small letters, of names and numbers only the tag, and where the last finite verb before each stands."
        shapes, verb_before = self.lowered[:], []
        verb = -1  # there is none
        for i, tag in enumerate(line):
            verb_before.append(verb)
            if tag in "Xvzd":
                verb = i
            elif tag in "C0":
                shapes[i] = tag
        verb_before.append(verb)
        self.shapes, self.verb_before = shapes, verb_before

    def span(self, first, last):
        """The characters of the tokens ``first`` to ``last``, half-open."""
        return self.tokens.span(first, last)

    def at(self, place, side):
        """The first token that starts (side 0) or ends (side 1) at a place of the text or after it."""
        return self.tokens.at(place, side)

    def find_phrases(self, first, last):
        """Noun phrases of a sentence, into ``phrase_end`` and ``phrase_start``; once each."""
        if first in self.read:
            return
        self.read.add(first)
        while first < last:
            end = phrase_end(self.line, first, last)
            if end < 0:
                first += 1
            else:
                self.phrase_end[first], self.phrase_start[end] = end, first
                first = end

    def paragraph_of(self, token):
        return self.sentences[self.sentence_of[token]][2]
