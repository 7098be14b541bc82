"""Tokens of a text and one tag a token: a shallow reading that the search for attributions walks on.

A tag is one letter, so that the tags of a text are a string and phrases are found in it by compiled patterns.
"""

import re
from array import array

from discourse._attribution_phrases import phrase_end
from discourse._attribution_tags import corrected
from discourse.quotations import find_quotations
from discourse.sentences import find_sentences

VERBAL = frozenset("bzdvcg")
DATELINE = re.compile(r"C[C.]*(?:,C[C.]*)?(?:\([CnN]+\))?-")
LONGEST = 400  # tokens read together; no sentence is longer, and time stays linear where something is
HEADLINE = 0.75  # share of longer words with a capital in a headline


class Reading:
    """One text read: tokens, tags, sentences, quotations, noun phrases."""

    def __init__(self, text, words):
        self.text, self.words = text, words
        places = array("i", [0]) * len(text)  # no text has more tokens
        self.starts, self.ends = places, places[:]
        self.lowered, self.cues, self.unlisted = [], [], set()
        tags = self._split(text.replace("\n", " ").split(" "), words.pieces.known)
        self._settle_all("".join(tags), tags, find_sentences(text, words.language))
        self._mark_quotations(find_quotations(text, words.language), tags)
        line = corrected("".join(tags))
        self.line, self.tags, self.read = line, line.replace("f", "R"), set()
        self.sentences = [(self._after_dateline(first, last), last, p) for first, last, p in self.sentences]
        self._look_over(line)
        # for each token where the noun phrase ends that begins there, and begins that ends there, or -1
        self.phrase_end, self.phrase_start = [-1] * (len(line) + 1), [-1] * (len(line) + 1)

    def _split(self, pieces, known):
        "Tags of the tokens, piece by piece; what else is known of each is kept."
        lowered, unlisted, starts, ends = self.lowered, self.unlisted, self.starts, self.ends
        tags, place, count = [], 0, 0
        for piece in pieces:
            token = known.get(piece)
            if token is None and piece:
                token = self.words.pieces.read(piece)
            while token is not None:
                lowered.append(token.lowered)
                tags.append(token.tag)
                starts[count], ends[count] = place + token.start, place + token.end
                if token.is_cue:
                    self.cues.append(count)
                if token.is_unlisted:
                    unlisted.add(token.lowered)
                count += 1
                token = token.following
            place += len(piece) + 1
        return tags

    def _look_over(self, line):
        "Tokens in small letters, of names and numbers only the tag, and where the last finite verb before each stands."
        self.shapes, self.verb_before = self.lowered[:], []
        verb = -1  # there is none
        for i, tag in enumerate(line):
            self.verb_before.append(verb)
            if tag in "Xvzd":
                verb = i
            elif tag in "C0":
                self.shapes[i] = tag
        self.verb_before.append(verb)

    def span(self, first, last):
        """The characters of the tokens ``first`` to ``last``, half-open."""
        return self.starts[first], self.ends[last - 1]

    def at(self, place, side):
        """The first token that starts (side 0) or ends (side 1) at a place of the text or after it."""
        edges, low, high = self.ends if side else self.starts, 0, len(self.lowered)
        while low < high:
            middle = (low + high) // 2
            if edges[middle] < place:
                low = middle + 1
            else:
                high = middle
        return low

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

    def _settle_all(self, line, tags, sentences):
        "Tell the tokens of each sentence, and correct tags that depend on the place in it."
        self.sentences, self.sentence_of = [], []
        first = 0
        for paragraph, _, end in sentences:
            stop = self.at(end, 0)
            while first < stop:
                last = min(stop, first + LONGEST)
                self._settle(line, tags, first, last)
                self.sentence_of += [len(self.sentences)] * (last - first)
                self.sentences.append((first, last, paragraph))
                first = last

    def _settle(self, line, tags, first, last):
        "Correct the tags that depend on the place in the sentence: its opening, headlines, full stops inside."
        text, opening = self.text, first
        while opening < last and not text[self.starts[opening]].isalnum():
            opening += 1
        if line.count("C", first, last) * 2 > last - first and self._is_headline(first, last):
            for i in range(first, last):
                tags[i] = self.words.tags.get(self.lowered[i]) or tags[i]
        elif opening < last and line[opening] == "C":
            low = self.lowered[opening]
            tag = self.words.tags.get(low) or (self.words.guess(low) if low in self.unlisted else "C")
            single = self._is_single(opening) and opening + 1 < last and self._is_full_stop(line, opening + 1)
            tags[opening] = "C" if tag in "bB0" or single else tag
        at = line.find(".", first, last - 1)
        while at >= 0:
            if self._is_full_stop(line, at) and text[self.starts[at + 1]] not in "\"'”’)":
                if at > first and self._is_single(at - 1) and text[self.starts[at - 1]].isupper():
                    tags[at - 1] = "C"
                tags[at] = "C" if at > first and tags[at - 1] == "C" else ","
            at = line.find(".", at + 1, last - 1)

    def _is_single(self, token):
        return self.ends[token] - self.starts[token] == 1

    def _is_full_stop(self, line, token):
        return line[token] == "." and self.text[self.starts[token]] == "."

    def _after_dateline(self, first, last):
        "Where a sentence begins behind its dateline (LORN, Vestria (VPA) - ...), if it has one."
        if self.tags[first] != "C" or not self.text[self.starts[first] : self.ends[first]].isupper():
            return first
        match = DATELINE.match(self.tags, first, last - 1)
        return match.end() if match and ("(" in match.group() or "," in match.group()) else first

    def _is_headline(self, first, last):
        "Do most of the longer words have a capital, the last of them too?"
        longer = capitals = 0
        is_capital = False
        for i in range(first, last):
            if self.ends[i] - self.starts[i] > 3:
                is_capital = self.text[self.starts[i]].isupper()
                longer += 1
                capitals += is_capital
        return longer > 2 and is_capital and capitals > HEADLINE * longer

    def _mark_quotations(self, quotations, tags):
        "Tag the tokens that are quotation marks q and Q, and tell for each token its outermost quotation."
        self.quote_of = [None] * len(tags)
        for quotation in quotations:
            start, end = quotation.outer_start, quotation.outer_end
            first, last = self.at(start, 0), self.at(end, 1)
            if last <= first or last >= len(tags) or self.starts[first] != start or self.ends[last] != end:
                continue
            tags[first] = "q"
            if quotation.closed:
                tags[last] = "Q"
            if quotation.level == 0:
                self.quote_of[first : last + 1] = [(first, last + 1, quotation)] * (last + 1 - first)

    def paragraph_of(self, token):
        return self.sentences[self.sentence_of[token]][2]
