"""Which of a codebook's needed words a word is.

Every cue needs some words; each need is a list of written words, globs and words in capitals. Written words are
looked up, globs are tried where the word begins as they do, and what was found for a word is kept.
"""

import re

import re2

from discourse._codebook_cues import OPEN
from discourse._codebook_tokens import chunk_words, spelled
from discourse._memory import LONGEST, WORDS, Answers

ITEM = re.compile(rf"(\(\?-i:)?{re.escape(OPEN)}((?:\[\^ \]\*|[^ |])+) ")
GLOB = re.compile(r"\[|\*|(?<!\\)\.")
BEGIN = re.compile(r"(?:\\.|[^\[*\\])*")
HEAD = 3  # letters by which globs are told apart first
REST = "[^ ]*"  # how the cue language spells "any ending"


class Item:
    """One written word or glob of the needs: what else must hold of a word that is looked up, and the needs it meets.

    Attributes
    ----------
    exact : str or None
        The word in capitals that alone will do.
    pattern : google-re2 pattern or None
        What the word must match, where its beginning does not say enough.
    numbers : list of int
        The needs.
    met : int
        The same as bits.
    """

    __slots__ = ("exact", "met", "numbers", "pattern")

    def __init__(self, exact, pattern):
        self.exact, self.pattern, self.numbers, self.met = exact, pattern, [], 0


class Items:
    """All items of the needs, found by a word: written ones by themselves, globs by how they begin."""

    __slots__ = ("begun", "known", "options", "sizes", "told", "written")

    def __init__(self, options):
        self.options = options
        self.known, self.written, self.begun, self.sizes, self.told = {}, {}, {}, {}, {}

    def add(self, number, case, text):
        """Let an item meet a need; ``case`` is filled where only capitals will do."""
        item = self.known.get((case, text)) or self._enter(case, text)
        item.numbers.append(number)
        item.met |= 1 << number

    def _enter(self, case, text):
        "A new item, put where it is looked up."
        exact = pattern = None
        if not GLOB.search(text):
            word = bare(text)
            table, key, exact = self.written, word.lower(), word if case else None
        else:
            table, key = self.begun, bare(BEGIN.match(text).group()).lower()
            sizes = self.sizes.setdefault(key[:HEAD], [])
            if len(key) not in sizes:
                sizes.append(len(key))
            if case or not text.endswith(REST) or GLOB.search(text.removesuffix(REST)):
                pattern = re2.compile(f"^(?-i:{text})$" if case else f"^{text}$", self.options)
        self.known[case, text] = item = Item(exact, pattern)
        table.setdefault(key, []).append(item)
        return item

    def of(self, word):
        """The items that a word is."""
        found = self.told.get(word)
        if found is None:
            found = self._look_up(word, word.lower())
            if len(self.told) < WORDS and len(word) <= LONGEST:
                self.told[word] = found
        return found

    def _look_up(self, word, lower):
        found = [item for item in self.written.get(lower, ()) if item.exact is None or item.exact == word]
        for head in range(min(HEAD, len(lower)) + 1):
            for size in self.sizes.get(lower[:head], ()):
                if size <= len(lower):
                    for item in self.begun.get(lower[:size], ()):
                        if item.pattern is None or item.pattern.search(word):
                            found.append(item)
        return found


class Waiting:
    """What waits for the needs that a word meets.

    Attributes
    ----------
    others : int
        The rarest of what else each of it waits for, as bits, so that one look at a sentence tells what can be met.
    by_other : dict of int to (int, list of (int, object))
        Each of these, by the length of its bit (0 for nothing else): the bit, and all that is waited for, as bits,
        with what waits.
    """

    __slots__ = ("by_other", "others")

    def __init__(self, entries):
        self.by_other, self.others = {}, 0
        for entry in entries:
            length = entry[0].bit_length()
            if length not in self.by_other:
                bit = bits([length - 1]) if length else 0
                self.by_other[length] = bit, []
                self.others |= bit
            self.by_other[length][1].append(entry)

    def met(self, found):
        """What has all it waits for in a sentence whose words meet the needs ``found``."""
        met = [something for _, something in self.by_other[0][1]] if 0 in self.by_other else []
        others = self.others & found
        while others:
            bit, entries = self.by_other[others.bit_length()]
            others ^= bit
            for needs, something in entries:
                if needs & found == needs:
                    met.append(something)
        return met


class NeededWords(Answers):
    """What stands between blanks to its spelling, the needs that its words meet and what waits for one; filled as met.

    Needs are a number with a bit for each, so that those of a sentence are joined, and compared, at once.
    """

    def __init__(self, options):
        super().__init__()
        self.items, self.waiting, self.told = Items(options), {}, {}

    def wait(self, number, needs, something):
        """Give ``something`` with every word that meets a need; ``needs``, as bits, are what else it waits for."""
        self.waiting.setdefault(number, []).append((needs, something))

    def add(self, number, regex):
        """Take a need, ``regex`` as the cue language spells it: words between blanks, parted by bars.

        Raises
        ------
        ValueError
            If it holds anything else.
        """
        written = dict.fromkeys(ITEM.findall(regex))
        if not written:
            raise ValueError(f"{regex!r} names no word.")
        for case, text in written:
            self.items.add(number, case, text)

    def answer(self, chunk):
        """(spelled, the needs met as bits, what waits for them)"""
        text = spelled(chunk_words(chunk))
        met, items = needs_met(self.items, text.split())
        numbers = {number for item in items for number in item.numbers if number in self.waiting}
        key = tuple(sorted(numbers))
        waiting = self.told.get(key)
        if waiting is None:
            waiting = Waiting([entry for number in key for entry in self.waiting[number]])
            if len(self.told) < WORDS:
                self.told[key] = waiting
        return text, met, waiting


def needs_met(items, words):
    """The needs that words meet, as bits, and the items that they are."""
    met, found = 0, []
    for word in words:
        for item in items.of(word):
            met = met | item.met if met else item.met  # most words are one item: the same number for all of them
            found.append(item)
    return met, found


def bits(numbers):
    """A number with these bits."""
    return sum(1 << number for number in set(numbers))


def bare(item):
    """A word without the marks that keep its signs from being read as a pattern."""
    return re.sub(r"\\(.)", r"\1", item)
