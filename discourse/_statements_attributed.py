"""Attributed contents as statements weigh them: what the cue and the source of each tell of it.

Rows of attributions go in, ``Attributed`` comes out: who speaks where a source stands behind its verb or an agency
passes on what another says, whether words are told at all, and whether the attribution stands under another.
"""

import re
from itertools import pairwise

from discourse._statements_quotes import words_in
from discourse.speakers import is_verb

BEHIND = re.compile(r"\s([^\s.,;:\n](?:[^.,;:\n]|\.(?=\s\w+\.)){1,80}?)(?:\.\s|\.$|\n|\Z)")  # ", said the envoy."
NOWHERE = -1  # the place of a cue or source that is not there


class Attributed:
    """One content of an attribution: ``text[start:end]``, with the places of its cue and its source."""

    def __init__(self, number, voice, speaker, source_start, source_end, cue_start, cue_end, start, end):
        self.number, self.voice, self.speaker = number, voice, speaker
        self.source_start, self.source_end = _place(source_start), _place(source_end)
        self.cue_start, self.cue_end = _place(cue_start), _place(cue_end)
        self.start, self.end = start, end
        self.cue = ""  # in small letters, once read

    def read(self, text, speakers, words):
        """Read the cue; where it tells of another speaker, lead the content to that one.

        That is the one quoted ('the agency quoted Doln as saying') or the subject behind the verb.
        """
        start, end = self.cue_start, self.cue_end
        if start < 0:
            return
        cue = self.cue = text[start:end].lower()
        if cue.rpartition(" ")[2] in words.quoting and self.is_agency(words):
            match = words.quoted_as.match(text, end)
            if match:
                self.speaker = speakers.resolve(*match.span(1)) or self.speaker
            return
        source = self.source_start
        inverted = source < start and cue in words.inverting and text[start - 2 : start] == ", "
        match = BEHIND.match(text, end) if inverted or (source < 0 and cue in words.by_source) else None
        behind = words_in(text, match.start(1), match.end(1)) if match else ()
        lexicon = speakers.lexicon
        if behind and (behind[0][0].isupper() or behind[0] in lexicon.determiners):
            for first, second in pairwise(behind):
                if first[0].isupper() and is_verb(second, lexicon):
                    return
            self.speaker = speakers.resolve(*match.span(1)) or self.speaker

    def is_agency(self, words):
        """Whether the source is a news outlet that passes on what another says."""
        speaker = self.speaker.lower()
        named = speaker.split()
        return bool(named) and (named[-1] in words.agencies or speaker in words.agencies)

    def is_reported(self, text, quotes, words):
        """Whether the attribution tells of words or thoughts with a source, and not of a deed or a duty."""
        if self.cue_start < 0 or not self.speaker:
            return bool(self.speaker)
        cue = self.cue.split()
        if not cue or cue[0] in words.duties or " ".join(cue[:2]) in words.duties:
            return False
        if not words.deeds.isdisjoint(cue):
            return quotes.hold_speech(self.start, self.end)
        source, start = self.source_start, self.cue_start
        if source < 0:
            return True
        if source < start:
            if cue[0] in words.passives and not cue[-1].endswith(words.active):
                return False  # done to the source
            between = text[self.source_end : start].lower() if cue[0] in words.base else ""
            if between and not words.duties.isdisjoint(words_in(between, 0, len(between))):
                return False  # an infinitive: "is to travel and discuss the plan"
        before = text[max(0, source - 12) : source].lower().rpartition("\n")[2]
        aside = words_in(before, 0, len(before)) if "," not in before[-3:] else ()
        return not (aside and aside[-1] in words.asides)

    def is_subordinate(self, text, relatives, words):
        """Whether it stands in a clause under another: 'which the station said', 'while Doln said'."""
        source = self.source_start
        if source < 0:
            return False
        head = text[max(0, source - 12) : self.source_end].lower().rpartition("\n")[2]
        opening = words_in(head, 0, len(head), 3)
        return not (relatives.isdisjoint(opening) and words.conjunctions.isdisjoint(opening))

    def stands_in(self, run):
        """Whether the cue or the source stands inside a quoted stretch: the speaker quotes somebody in turn."""
        return run[0] <= self.cue_start < run[1] or run[0] <= self.source_start < run[1]

    def cue_span(self):
        """(start, end) of the cue, None for both where there is none."""
        return (None, None) if self.cue_start < 0 else (self.cue_start, self.cue_end)

    def holds(self, other):
        """Whether the content holds the cue of another attribution."""
        return other.number != self.number and self.start <= other.cue_start < self.end


def _place(offset):
    return NOWHERE if offset is None else offset


def in_order(attributed):
    "Where a content stands among others: by its start, the longest first."
    return attributed.start, -attributed.end, attributed.number
