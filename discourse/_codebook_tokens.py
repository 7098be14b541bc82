"""Words of a sentence as cues see them.

A string goes in, words with their offsets come out. Marks are words too, curly quotes and odd spaces are
read as plain ones, contractions are read in full. Every word is written between two blanks of its own, so
that a cue needs no look-around and no notion of a letter; it holds in any script. The first of the two is a tab
where the word begins with a capital, so that a name is recognised by one character.
"""

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate

from discourse._lexicon import load_lexicon
from discourse._memory import Answers

CAPITAL, SMALL = "\t", " "  # what a word opens with
WORD = re.compile(r"\w+(?:[-'’.,]\w+)*(?:(?<=\.\w)\.)?|[^\w\s]")
PLAIN = str.maketrans({**dict.fromkeys("‘’‛ʼ`´", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‒–—―−", "-")})


@cache
def contractions():
    """Endings, irregular forms and endings left as they are of the contractions, from the lexicon."""
    words = load_lexicon("contractions")
    irregular = {word: (first, second, int(cut)) for word, (first, second, cut) in words["irregular"].items()}
    return tuple(words["endings"].items()), irregular, words["kept"]


def parts(word, start, end):
    """One written word as the words it is read as: [(word, start, end)]."""
    endings, irregular, kept = contractions()
    lower = word.lower()
    if lower in irregular:
        first, second, cut = irregular[lower]
        return [(first, start, start + cut), (second, start + cut, end)]
    if "'" in word:
        for ending, full in endings:
            if lower.endswith(ending) and len(word) > len(ending):
                cut = end - len(ending)
                return [(word[: -len(ending)], start, cut), (full, cut, end)]
        for ending in kept:
            if lower.endswith(ending) and len(word) > 2:
                return [(word[:-2], start, end - 2), (ending, end - 2, end)]
        if len(word) > 1 and word.startswith("'"):
            return [("'", start, start + 1), (word[1:], start + 1, end)]
    return [(word, start, end)]


def plain(word):
    """Is a written word read as it stands?"""
    return word.isascii() and "'" not in word and "`" not in word and word.lower() not in contractions()[1]


class Parts(Answers):
    """A written word to the words it is read as and where they stand in it; None if it is read as it stands."""

    def answer(self, word):
        """[(word, start, end)] or None."""
        return None if plain(word) else parts(word.translate(PLAIN), 0, len(word))


class Spelled(Answers):
    """A written word as it is spelled for matching; filled as words are met."""

    def answer(self, word):
        """How a written word is spelled."""
        read = PARTS[word] or [(word, 0, 0)]
        return "".join(f"{CAPITAL if part[0].isupper() else SMALL}{part} " for part, _, _ in read)


PARTS, SPELLED = Parts(), Spelled()


def words_of(text):
    """The words and marks of ``text``: [(word, start, end)], offsets into ``text``."""
    found = []
    for match in WORD.finditer(text):
        word, start = match.group(), match.start()
        read = PARTS[word]
        if read is None:
            found.append((word, start, start + len(word)))
        else:
            found += [(part, start + a, start + b) for part, a, b in read]
    return found


class Line:
    """A sentence spelled for matching, and the way back to its characters.

    Attributes
    ----------
    text : str
    spelled : str
        Every word between two blanks of its own, the first a tab before a capital.
    matched : bytes or str
        The same as google-re2 reads it fastest: bytes where each is a character.
    """

    __slots__ = ("_starts", "_words", "matched", "spelled", "text")

    def __init__(self, text):
        self.text = text
        self.spelled = "".join(map(SPELLED.__getitem__, WORD.findall(text)))
        self.matched = self.spelled.encode("ascii") if self.spelled.isascii() else self.spelled
        self._words = self._starts = None

    @property
    def words(self):
        """[(word, start, end)], offsets into the sentence; read off only where something is found."""
        if self._words is None:
            self._words = words_of(self.text)
        return self._words

    @property
    def starts(self):
        """Where each word starts in the spelled sentence, and where the last ends."""
        if self._starts is None:
            self._starts = [0, *accumulate(len(word) + 2 for word, _, _ in self.words)]
        return self._starts

    def index(self, position):
        """The number of the word at ``position`` of the spelled sentence."""
        return bisect_right(self.starts, position) - 1

    def before(self, index, count):
        """The ``count`` words before word number ``index``, spelled."""
        starts = self.starts
        return self.spelled[starts[max(0, index - count)] : starts[index]]

    def span(self, start, end):
        """The characters of the sentence that ``spelled[start:end]`` stands for, marks at both ends left out."""
        first, last = self.index(start), self.index(max(start, end - 1))
        while first < last and not self.words[first][0][-1].isalnum():
            first += 1
        while last > first and not self.words[last][0][0].isalnum():
            last -= 1
        return self.words[first][1], self.words[last][2]
