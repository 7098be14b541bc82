"""What the rules of a codebook look for in a sentence, ready to run.

A cue's pattern goes in, a `Finder` that google-re2 runs in linear time comes out; a `Rule` holds those of a cue and its
conditions. Which words a pattern cannot do without stands beside it, so that most patterns need not be run.
"""

import re2

from discourse._codebook_tokens import narrowed
from discourse._rules_words import all_met, one_met
from discourse.codebook import CodebookError

MEMORY = (1 << 24, 1 << 28)  # bytes for a pattern and what it remembers; the second where the first is too little
LARGE = 100_000  # instructions of a narrow pattern; the wide one of a smaller pattern is never too large, see Finder


def options(memory=MEMORY[0], narrow=False):
    chosen = re2.Options()
    chosen.max_mem = memory
    chosen.log_errors = False
    chosen.case_sensitive = False
    if narrow:
        chosen.encoding = re2.Options.Encoding.LATIN1
    return chosen


def compiled(regex, place):
    """A google-re2 pattern, of str or of bytes; raises CodebookError naming the place of the cue."""
    for memory in MEMORY:
        try:
            return re2.compile(regex, options(memory, isinstance(regex, bytes)))
        except re2.error as error:
            why = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else error
    remedy = "Write it with fewer or shorter gaps."
    raise CodebookError([f"{place}: google-re2 refuses the cue ({why}). {remedy}"])


class Finder:
    """One pattern ready to look for.

    A pattern of ASCII is compiled for bytes that are a character each: so it is smaller, and google-re2 builds sooner
    what it remembers of it. The wide one, for all letters, is compiled when it is first asked for, but at once where
    it might be refused: it has several times the instructions, and a codebook's author must know at the start.

    Attributes
    ----------
    regex : str
    place : str
        Where the cue stands.
    needs : str
        What it cannot do without.
    ways : tuple of str
        The same of each of its alternatives.
    raw : bool
        Is it looked for in the sentence as it is written, not as it is spelled for cues?
    negates : bool
        Does it hold a negator itself?
    groups : tuple of (str, int)
        Name, target or actor, and number of what it takes out.
    """

    __slots__ = ("groups", "narrow", "needs", "negates", "place", "raw", "regex", "ways", "wide")

    def __init__(self, regex, place, raw=False, negates=False, captures=()):
        self.regex, self.place, self.raw, self.negates = regex, place, raw, negates
        self.needs, self.ways, self.narrow, self.wide = "", ("",), None, None
        if not raw and regex.isascii():
            self.narrow = compiled(regex.encode("ascii"), place)
        if self.narrow is None or self.narrow.programsize > LARGE:
            self.wide = compiled(regex, place)
        numbers = (self.narrow or self.wide).groupindex if captures else {}
        numbers = {name if isinstance(name, str) else name.decode(): number for name, number in numbers.items()}
        self.groups = tuple([(name.split("_")[0], numbers[name]) for name in captures])

    def possible(self, found):
        """Can it occur in a sentence whose needed words are ``found``?"""
        return all_met(self.needs, found) and one_met(self.ways, found)

    def captured(self, match):
        """What a match takes out: target or actor -> (start, end) in the spelled sentence."""
        spans = [(name, match.span(number)) for name, number in self.groups]
        return {name: span for name, span in spans if span[0] < span[1]}

    def search(self, line):
        """The hits in a sentence."""
        if self.narrow is not None and line.matched is not None:
            return self.narrow.finditer(line.matched)
        return self.whole().finditer(line.text if self.raw else line.spelled)

    def occurs(self, line):
        """Does it occur in a sentence?"""
        if self.narrow is not None and line.matched is not None:
            return self.narrow.search(line.matched) is not None
        return self.whole().search(line.text if self.raw else line.spelled) is not None

    def hits(self, spelled):
        """The hits in some words of a sentence, spelled as they are in it."""
        matched = narrowed(spelled) if self.narrow is not None else None
        return self.whole().finditer(spelled) if matched is None else self.narrow.finditer(matched)

    def whole(self):
        """The wide pattern."""
        if self.wide is None:
            self.wide = compiled(self.regex, self.place)
        return self.wide


class Rule:
    """A cue of a value: its id, its variable and value by name, and the cue itself; its conditions as finders.

    What every sentence is asked of the cue (``voices``, ``once``, ``follows``) stands with the rule.
    """

    __slots__ = (
        "about",
        "cue",
        "document",
        "finders",
        "follows",
        "id",
        "nearby",
        "not_target",
        "once",
        "previous",
        "value",
        "variable",
        "voices",
        "with_",
        "without",
    )

    def __init__(self, name, variable, value, cue, not_target):
        self.id, self.variable, self.value, self.cue, self.not_target = name, variable, value, cue, not_target
        self.voices, self.once, self.follows = frozenset(cue.voice), cue.once, frozenset(cue.follows)
        self.finders = self.with_ = self.without = self.previous = self.nearby = self.about = self.document = ()


class Awaiting:
    """A finder of a rule, given with a word without which some of its alternatives, ``ways``, cannot occur."""

    __slots__ = ("finder", "place", "rule", "ways")

    def __init__(self, place, rule, finder, ways):
        self.place, self.rule, self.finder, self.ways = place, rule, finder, ways
