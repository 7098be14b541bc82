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


def words_of(text):
    """The words and marks of ``text``: [(word, start, end)], offsets into ``text``."""
    found = []
    for match in WORD.finditer(text):
        word = match.group()
        start, end = match.span()
        found += [(word, start, end)] if plain(word) else parts(word.translate(PLAIN), start, end)
    return found


class Read(Answers):
    """The words of what stands between two blanks, spelled and where they stand in it; filled as it is met."""

    def answer(self, chunk):
        """(spelled, [(word, start, end)])"""
        words = words_of(chunk)
        return "".join(f"{CAPITAL if word[0].isupper() else SMALL}{word} " for word, _, _ in words), words


READ = Read()


class Line:
    """A sentence spelled for matching, and the way back to its characters.

    Attributes
    ----------
    text : str
    chunks : list of str
        What stands between blanks.
    spelled : str
        Every word between two blanks of its own, the first a tab before a capital.
    matched : bytes or str
        The same as google-re2 reads it fastest: bytes where each is a character.
    """

    __slots__ = ("_starts", "_words", "chunks", "matched", "spelled", "text")

    def __init__(self, text):
        self.text, self.chunks = text, text.split()
        self.spelled = "".join([READ[chunk][0] for chunk in self.chunks])
        self.matched = self.spelled.encode("ascii") if self.spelled.isascii() else self.spelled
        self._words = self._starts = None

    @property
    def words(self):
        """[(word, start, end)], offsets into the sentence; read off only where something is found."""
        if self._words is None:
            self._words, at = [], 0
            for chunk in self.chunks:
                at = self.text.index(chunk, at)
                self._words += [(word, at + a, at + b) for word, a, b in READ[chunk][1]]
                at += len(chunk)
        return self._words

    @property
    def starts(self):
        """Where each word starts in the spelled sentence, and where the last ends."""
        if self._starts is None:
            self._starts = list(accumulate([len(word) + 2 for word in self.spelled.split()], initial=0))
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
