"""A text cut into tokens: where each stands, and the tag that it has by its word and its place in the sentence."""

from array import array

LONGEST = 400  # tokens read together; no sentence is longer, and time stays linear where something is
HEADLINE = 0.75  # share of longer words with a capital in a headline


class Tokens:
    """Tokens of a text: each in small letters, its tag, and which may be cues; then their sentences and quotations."""

    def __init__(self, text, words):
        self.text, self.words = text, words
        places = array("i", [0]) * len(text)  # no text has more tokens
        self.starts, self.ends = places, places[:]
        self.lowered, self.tags, self.cues, self.unlisted = [], [], [], set()
        self.sentences, self.sentence_of, self.quote_of = [], [], []
        self._cut(text.replace("\n", " ").split(" "), words.pieces)

    def _cut(self, pieces, known):
        "Tokens piece by piece, as they are known of each."
        lowered, tags, unlisted, starts, ends = self.lowered, self.tags, self.unlisted, self.starts, self.ends
        place = count = 0
        for piece in pieces:
            token = known[piece]
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

    def mark_sentences(self, sentences):
        """Tell the tokens of each sentence, and correct tags that depend on the place in it."""
        line, first = "".join(self.tags), 0
        for paragraph, _, end in sentences:
            stop = self.at(end, 0)
            while first < stop:
                last = min(stop, first + LONGEST)
                self._settle(line, first, last)
                self.sentence_of += [len(self.sentences)] * (last - first)
                self.sentences.append((first, last, paragraph))
                first = last

    def _settle(self, line, first, last):
        "Correct the tags that depend on the place in the sentence: its opening, headlines, full stops inside."
        text, tags, opening = self.text, self.tags, first
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

    def mark_quotations(self, quotations):
        """Tag the tokens that are quotation marks q and Q, and tell for each token its outermost quotation."""
        self.quote_of = [None] * len(self.tags)
        for quotation in quotations:
            start, end = quotation.outer_start, quotation.outer_end
            first, last = self.at(start, 0), self.at(end, 1)
            if last <= first or last >= len(self.tags) or self.starts[first] != start or self.ends[last] != end:
                continue
            self.tags[first] = "q"
            if quotation.closed:
                self.tags[last] = "Q"
            if quotation.level == 0:
                self.quote_of[first : last + 1] = [(first, last + 1, quotation)] * (last + 1 - first)
