"""Word pieces: how an encoder reads a text.

Words are lower-cased, stripped of accents and cut into the longest pieces that a vocabulary knows (WordPiece, Wu et
al. 2016, as BERT's uncased models use it, Devlin et al. 2019). Every piece remembers which word of the text it is of.
"""

import re
import sys
import unicodedata
from functools import lru_cache

LONGEST = 100  # characters of a word; a longer one is unknown
UNKNOWN = "[UNK]"
DROPPED = {"Mn", "Cc", "Cf", "Co", "Cs"}  # accents that stand alone, controls
ALONE = "".join(chr(a) + "-" + chr(b) for a, b in ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0xF900, 0xFAFF)))  # ideographs


@lru_cache(maxsize=1)
def word_pattern():
    """Runs of characters that are neither blank nor mark, and single marks."""
    marks = [chr(n) for n in range(33, 127) if not chr(n).isalnum()]
    marks += [chr(n) for n in range(128, sys.maxunicode + 1) if unicodedata.category(chr(n)).startswith("P")]
    single = "".join(map(re.escape, marks)) + ALONE
    return re.compile(rf"[^\s{single}]+|[{single}]")


def plain(word):
    """A word in lower case, without accents and control characters."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in letters if unicodedata.category(c) not in DROPPED and c != "\ufffd")


class Vocabulary:
    """Pieces and their numbers.

    Parameters
    ----------
    pieces : list of str, in the order of their numbers; those that go on a word begin with ``##``
    """

    def __init__(self, pieces):
        self.numbers = {piece: number for number, piece in enumerate(pieces)}
        self.cut = lru_cache(maxsize=100_000)(self._cut)
        self.parts = lru_cache(maxsize=100_000)(self._parts)
        self.read = lru_cache(maxsize=4)(self._read)  # a sentence is read again as the one before the next

    def __getitem__(self, piece):
        return self.numbers[piece]

    def _read(self, text):
        """Numbers of a text's pieces, for each the place of its word, and the words' spans in the text."""
        pieces, places, spans = [], [], []
        for match in re.finditer(r"\S+", text):
            start = match.start()
            for found, first, last in self.parts(match.group()):
                pieces += found
                places += [len(spans)] * len(found)
                spans.append((start + first, start + last))
        return pieces, places, spans

    def _parts(self, run):
        """Pieces and span of each word of a run of characters without blanks."""
        return [(self.cut(match.group()), *match.span()) for match in word_pattern().finditer(run)]

    def _cut(self, word):
        """Numbers of the longest known pieces, from the left; one unknown if the word does not come out even."""
        word = plain(word)
        if len(word) > LONGEST:
            return [self.numbers[UNKNOWN]]
        found, start = [], 0
        while start < len(word):
            lead = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self.numbers.get(lead + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [self.numbers[UNKNOWN]]
        return found


def together(vocabulary, text, before, longest, tail):
    """A sentence and the end of the one before it, as an encoder reads them.

    Returns
    -------
    pieces, kinds : lists of int, with the marks of begin and end; kind 0 is the sentence, 1 the one before it
    places, spans : of each piece of the sentence its word, and the words' spans
    """
    own, places, spans = vocabulary.read(text)
    own, places, earlier = own[:longest], places[:longest], vocabulary.read(before)[0][-tail:]
    first, end = vocabulary["[CLS]"], vocabulary["[SEP]"]
    pieces = [first, *own, end, *earlier, end]
    return pieces, [0] * (len(own) + 2) + [1] * (len(earlier) + 1), places, spans
