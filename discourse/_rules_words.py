"""Which of a codebook's needed words a word is.

Every cue needs some words; each need is a list of written words, globs and words in capitals. Written words are
looked up, globs are tried where the word begins as they do, and what was found for a word is kept.
"""

import re

import re2

from discourse._codebook_cues import OPEN
from discourse._codebook_tokens import chunk_words, spelling
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
    met : str
        The needs.
    """

    __slots__ = ("exact", "met", "pattern")

    def __init__(self, exact, pattern):
        self.exact, self.pattern, self.met = exact, pattern, ""


class Items:
    """All items of the needs, found by a word: written ones by themselves, globs by how they begin."""

    __slots__ = ("begun", "known", "options", "sizes", "told", "written")

    def __init__(self, options):
        self.options = options
        self.known, self.written, self.begun, self.sizes, self.told = {}, {}, {}, {}, {}

    def add(self, need, case, text):
        """Let an item meet a need; ``case`` is filled where only capitals will do."""
        item = self.known.get((case, text)) or self._enter(case, text)
        item.met += need

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
    always : list of object
        What waits for nothing else.
    others : str
        The rarest of what else each other waits for, as few of these are met.
    rest : list of list of (str, object)
        For each of these all needs that are waited for, with what waits.
    """

    __slots__ = ("always", "others", "rest")

    def __init__(self, entries):
        self.always, by_other = [something for needs, something in entries if not needs], {}
        for entry in entries:
            if entry[0]:
                by_other.setdefault(max(entry[0]), []).append(entry)
        self.others, self.rest = "".join(by_other), list(by_other.values())

    def met(self, found):
        """What has all it waits for in a sentence whose words meet the needs ``found``."""
        met = self.always
        for place in range(len(self.others)):
            if found[ord(self.others[place])]:
                for needs, something in self.rest[place]:
                    if all_met(needs, found):
                        met = [*met, something]
        return met


class NeededWords(Answers):
    """What stands between blanks to its spelling, the needs that its words meet and what waits for one; filled as met.

    A need is a character, so that those of a word are a string; of a sentence they are marked, see `marked`.
    """

    def __init__(self, options):
        super().__init__()
        self.items, self.waiting, self.told, self.last = Items(options), {}, {}, 0

    def wait(self, need, needs, something):
        """Give ``something`` with every word that meets a need; ``needs`` are what else it waits for."""
        self.waiting.setdefault(need, []).append((needs, something))

    def add(self, need, regex):
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
            self.items.add(need, case, text)
        self.last = max(self.last, ord(need))

    def answer(self, chunk):
        """(spelled, the needs met, what waits for them or None, [(word, start, end)])"""
        words = chunk_words(chunk)
        text = spelling(words)
        met = needs_met(self.items, text.split())
        key = "".join(sorted({need for need in met if need in self.waiting}))
        waiting = self.told.get(key)
        if waiting is None and key:
            waiting = Waiting([entry for need in key for entry in self.waiting[need]])
            if len(self.told) < WORDS:
                self.told[key] = waiting
        return text, met, waiting, words


def needs_met(items, words):
    """The needs that words meet; where they are one item, as most are, the same string for all of them."""
    return "".join({item.met: None for word in words for item in items.of(word)})


def marked(readings, last):
    """The needs, up to number ``last``, that what is known of a sentence's words meets: a 1 in the place of each."""
    found = marks = bytearray(last + 1)  # two names, as the compiler writes through the second
    for reading in readings:
        met = reading[1]
        for need in met:
            marks[ord(need)] = 1
    return found


def all_met(needs, found):
    """Are all ``needs`` among those ``found``?"""
    for need in needs:  # noqa: SIM110  # the compiler takes no generator here
        if not found[ord(need)]:
            return False
    return True


def one_met(ways, found):
    """Are all the needs of one of ``ways`` among those ``found``?"""
    for needs in ways:  # noqa: SIM110  # the compiler takes no generator here
        if all_met(needs, found):
            return True
    return False


def bare(item):
    """A word without the marks that keep its signs from being read as a pattern."""
    return re.sub(r"\\(.)", r"\1", item)
