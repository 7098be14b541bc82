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
FOLDED = re.compile("[\u017f\u212a]")  # the long s and the sign for kelvin
BEYOND = re.compile("[^\x00-\xff]")
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


def chunk_words(chunk):
    """The words of what stands between two blanks: [(word, start, end)]."""
    word = chunk if chunk.isalnum() else chunk[:-1]
    if not word.isalnum() or not plain(word):
        return words_of(chunk)
    if word == chunk:
        return [(word, 0, len(word))]
    return [(word, 0, len(word)), (chunk[-1], len(word), len(chunk))] if chunk[-1] in ",.;:?!)" else words_of(chunk)


def spelling(words):
    """Words as cues see them, each between two blanks of its own."""
    return "".join([(CAPITAL if word[0].isupper() else SMALL) + word + " " for word, _, _ in words])


def narrowed(spelled):
    """Spelled words as bytes, one a character, None if they cannot be: letters beyond ASCII are not told apart.

    To a pattern of ASCII they are all the same, but for those that are another case of an ASCII letter.
    """
    if spelled.isascii():
        return spelled.encode("ascii")
    if FOLDED.search(spelled):
        return None
    return BEYOND.sub("\x80", spelled).encode("latin-1")


class Read(Answers):
    """The words of what stands between two blanks, spelled and where they stand in it; filled as it is met."""

    def answer(self, chunk):
        """(spelled, [(word, start, end)])"""
        words = chunk_words(chunk)
        return spelling(words), words


READ = Read()


class Line:
    """A sentence spelled for matching, and the way back to its characters.

    ``known`` gives what stands between two blanks a tuple: how it is spelled first, its words last, as `READ` does.

    Attributes
    ----------
    text : str
    chunks : list of str
        What stands between blanks.
    read : list of tuple
        What is known of each.
    spelled : str
        Every word between two blanks of its own, the first a tab before a capital.
    matched : bytes or None
        The same as google-re2 reads it fastest, see `narrowed`.
    """

    __slots__ = ("_matched", "_spelled", "_starts", "_words", "chunks", "read", "text")

    def __init__(self, text, known=READ):
        self.text, self.chunks = text[:], text.split()  # where the text is of a kind of its own: a plain string
        self.read = [known[chunk] for chunk in self.chunks]
        self._spelled = self._matched = self._words = self._starts = None

    @property
    def spelled(self):
        """Every word between two blanks; put together where it is asked for, as most sentences show nothing."""
        if self._spelled is None:
            self._spelled = "".join([reading[0] for reading in self.read])
        return self._spelled

    @property
    def matched(self):
        """The same as google-re2 reads it fastest, None if it cannot be."""
        if self._matched is None:
            self._matched = narrowed(self.spelled)
        return self._matched

    @property
    def words(self):
        """[(word, start, end)], offsets into the sentence; read off only where something is found."""
        if self._words is None:
            self._words = self._read_words()
        return self._words

    def _read_words(self):
        text, words, at = self.text, [], 0
        for chunk, reading in zip(self.chunks, self.read):
            at = text.find(chunk, at)
            for word, start, end in reading[-1]:
                words.append((word, at + start, at + end))
            at += len(chunk)
        return words

    @property
    def starts(self):
        """Where each word starts in the spelled sentence, and where the last ends."""
        if self._starts is None:
            self._starts = list(accumulate([len(word) + 2 for word, _, _ in self.words], initial=0))
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
        words, first, last = self.words, self.index(start), self.index(max(start, end - 1))
        while first < last and not words[first][0][-1].isalnum():
            first += 1
        while last > first and not words[last][0][0].isalnum():
            last -= 1
        return words[first][1], words[last][2]
