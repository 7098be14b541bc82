"""Which of a codebook's needed words a word is.

Every cue needs some words; each need is a list of written words, globs and words in capitals. Written words are
looked up, globs are tried where the word begins as they do, and what was found for a word is kept.
"""

import re

import re2

from discourse._codebook_cues import OPEN
from discourse._codebook_tokens import READ
from discourse._memory import WORDS, Answers

ITEM = re.compile(rf"(\(\?-i:)?{re.escape(OPEN)}((?:\[\^ \]\*|[^ |])+) ")
GLOB = re.compile(r"\[|\*|(?<!\\)\.")
BEGIN = re.compile(r"(?:\\.|[^\[*\\])*")
REST = "[^ ]*"  # how the cue language spells "any ending"


class NeededWords(Answers):
    """What stands between blanks to the needs that its words meet and what waits for one of them; filled as met.

    Needs are a number with a bit for each, so that those of a sentence are joined, and compared, at once.
    """

    def __init__(self, options):
        super().__init__()
        self.options = options
        self.written, self.begun, self.waiting, self.entries, self.told = {}, {}, {}, {}, {}

    def wait(self, number, something):
        """Give ``something`` with every word that meets a need."""
        self.waiting.setdefault(number, []).append(something)

    def add(self, number, regex):
        """Take a need, ``regex`` as the cue language spells it: words between blanks, parted by bars.

        Raises
        ------
        ValueError
            If it holds anything else.
        """
        items = ITEM.findall(regex)
        if not items:
            raise ValueError(f"{regex!r} names no word.")
        for case, item in items:
            if (case, item) not in self.entries:
                self.entries[case, item] = self._entry(case, item)
            table, key, rest = self.entries[case, item]
            table.setdefault(key, []).append((number, *rest))

    def _entry(self, case, item):
        "Where an item is looked up: the table, its key, and what else must hold."
        if not GLOB.search(item):
            word = bare(item)
            return self.written, word.lower(), (word if case else None,)
        begin = bare(BEGIN.match(item).group()).lower()
        whole = not case and item.endswith(REST) and not GLOB.search(item.removesuffix(REST))
        pattern = None if whole else re2.compile(f"^(?-i:{item})$" if case else f"^{item}$", self.options)
        return self.begun, begin[:3], (begin, pattern)

    def answer(self, chunk):
        """The needs that the words of a chunk meet, as bits, and what waits for them."""
        met = bits(number for word in READ[chunk][0].split() for number in self._look_up(word))
        if met in self.told:
            return self.told[met]
        found = met, tuple(something for number in numbers(met) for something in self.waiting.get(number, ()))
        if len(self.told) < WORDS:
            self.told[met] = found
        return found

    def _look_up(self, word):
        lower = word.lower()
        for number, exact in self.written.get(lower, ()):
            if exact is None or exact == word:
                yield number
        for size in range(min(3, len(lower)) + 1):
            for number, begin, pattern in self.begun.get(lower[:size], ()):
                if lower.startswith(begin) and (pattern is None or pattern.search(word)):
                    yield number


def bits(numbers):
    """A number with these bits."""
    return sum(1 << number for number in set(numbers))


def numbers(bits):
    """The numbers of the bits that are set."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def bare(item):
    """A word without the marks that keep its signs from being read as a pattern."""
    return re.sub(r"\\(.)", r"\1", item)
