"""Cues compiled and matched: which cues hit a sentence, and where.

A codebook goes in once; sentences go through. Every cue is taken apart into the words it cannot do without; the words
of a sentence are looked up, and only cues that have all of theirs are looked for with their whole pattern, by
google-re2. Both steps take linear time, whatever a codebook's author wrote.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_, attrgetter, or_
from typing import NamedTuple

import re2

from discourse._codebook_cues import OPEN
from discourse._lexicon import function_words
from discourse._rules_words import NeededWords, bits
from discourse.codebook import CodebookError, commonness, read_cue, with_targets

MEMORY = (1 << 24, 1 << 28)  # bytes for a pattern and what it remembers; the second where the first is too little
MEMO = 100_000
ORDER = attrgetter("place")
REACH = 4  # words before a hit in which a negator governs it


def options(memory=MEMORY[0]):
    chosen = re2.Options()
    chosen.max_mem = memory
    chosen.log_errors = False
    chosen.case_sensitive = False
    return chosen


def compiled(regex, place):
    """A google-re2 pattern; raises CodebookError naming the place of the cue."""
    for memory in MEMORY:
        try:
            return re2.compile(regex, options(memory))
        except re2.error as error:
            why = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else error
    remedy = "Write it with fewer or shorter gaps."
    raise CodebookError([f"{place}: google-re2 refuses the cue ({why}). {remedy}"])


def one_met(ways, found):
    """Are all the needs of one of ``ways`` among those ``found``?"""
    for needs in ways:  # noqa: SIM110  # half the time of any()
        if needs & found == needs:
            return True
    return False


def ways_of(pattern, number):
    """What each alternative of a pattern needs, as bits; ``number`` gives the number of a need."""
    return tuple(bits(map(number, way)) for way in pattern.ways or (pattern.needs,))


@dataclass(slots=True)
class Finder:
    """One pattern ready to look for; ``needs``, as bits, are what it cannot do without, ``ways`` of alternatives."""

    pattern: object
    needs: int = 0
    ways: tuple = (0,)
    raw: bool = False
    negates: bool = False
    groups: tuple = ()

    def likely(self, found):
        """Can it occur in a sentence whose needed words are ``found``?"""
        return self.needs & found == self.needs and one_met(self.ways, found)

    def captured(self, match):
        """What a match takes out: target or actor -> (start, end) in the spelled sentence."""
        return {name: match.span(number) for name, number in self.groups if match.group(number)}

    def search(self, line):
        """The hits in a sentence."""
        return self.pattern.finditer(line.text if self.raw else line.matched)

    def occurs(self, line, found):
        """Does it occur in a sentence whose needed words are ``found``?"""
        return self.likely(found) and self.pattern.search(line.text if self.raw else line.matched) is not None


@dataclass(slots=True)
class Rule:
    """A cue of a value, with its conditions as finders."""

    id: str
    variable: str
    value: str
    cue: object
    finders: tuple
    with_: tuple = ()
    without: tuple = ()
    previous: tuple = ()
    nearby: tuple = ()
    about: tuple = ()
    document: tuple = ()
    not_target: object = None


class Awaiting(NamedTuple):
    """A finder of a rule, given with a word without which some of its alternatives, ``ways``, cannot occur."""

    place: tuple
    rule: Rule
    finder: Finder
    ways: tuple


class Matcher:
    """All rules of a codebook, compiled.

    Raises
    ------
    CodebookError
        If google-re2 refuses a cue; the message names its line.
    """

    def __init__(self, codebook):
        self.codebook = codebook
        self.words = NeededWords(options())
        self.finders, self.alias_of = {}, {}
        patterns = codebook.patterns
        self.negators = self.listed(patterns, "negators")
        self.deniers = self.listed(patterns, "deniers")
        self.breaks = self.listed(patterns, "clause_breaks")
        self.unnegating = self.listed(patterns, "unnegating")
        self.own = self.listed(patterns, "own_side")
        self.other = self.listed(patterns, "other_side")
        self.third = self.listed(patterns, "third_person")
        self.some = self.listed(patterns, "some_side")
        self.names = self.finder("{NAME}", {}, "codebook")
        self.rules, self.candidates, self.aliases = [], {}, {}
        for variable in codebook.variables.values():
            self.add(variable, with_targets(patterns, variable))
        negating = [patterns[name] for name in ("negators", "deniers") if name in patterns]
        number = self.number_needs([*self.finders, *negating])
        for pattern, finder in self.finders.items():
            finder.needs, finder.ways = bits(map(number, pattern.needs)), ways_of(pattern, number)
        self.negating = [needs for pattern in negating for needs in ways_of(pattern, number)]
        self.needless = []
        for order, rule in enumerate(self.rules):
            for place, finder in enumerate(rule.finders):
                self.wait((order, place), rule, finder)

    def number_needs(self, patterns):
        """Number what the patterns need from the most common to the rarest, so that numbers met often are short.

        Returns
        -------
        function
            The number of a need.
        """
        grammar = function_words(self.codebook.language)
        wanted = {need for pattern in patterns for way in (pattern.needs, *pattern.ways) for need in way}
        ordered = sorted(wanted, key=lambda need: (-commonness(need, grammar), need))
        for number, need in enumerate(ordered):
            self.words.add(number, need)
        self.all_needs = (1 << len(ordered)) - 1
        return dict(zip(ordered, range(len(ordered)))).__getitem__

    def wait(self, place, rule, finder):
        """Give a finder of a rule with the rarest word of each of its alternatives."""
        needs = reduce(or_, (part.needs for part in rule.with_), finder.needs)
        awaited = {}
        for way in finder.ways:
            rarest = (way | needs).bit_length() - 1
            awaited.setdefault(rarest, []).append(way)
        for rarest, ways in awaited.items():
            rest = [(way | needs) & ~(1 << rarest) if rarest >= 0 else 0 for way in ways]
            entry = Awaiting(place, rule, finder, tuple(rest) if len(rest) > 1 else ())
            if rarest < 0:
                self.needless.append(entry)
            else:
                self.words.wait(rarest, (reduce(and_, rest), entry))

    def finder(self, text, patterns, place):
        """The Finder of a cue; the same cue gives the same one, so that it is looked for once a sentence."""
        pattern = read_cue(text, patterns)
        if pattern in self.finders:
            return self.finders[pattern]
        place = getattr(text, "place", place)
        negates = self.negators is not None and any(
            f"{OPEN}{word} " in pattern.regex for word in self.codebook.terms.get("negators", ())
        )
        machine = compiled(pattern.regex, place)
        groups = tuple((name.split("_")[0], machine.groupindex[name]) for name in pattern.captures)
        self.finders[pattern] = Finder(machine, negates=negates, groups=groups)
        return self.finders[pattern]

    def listed(self, patterns, name):
        """The pattern of a list that the engine itself asks for, None if the codebook has none."""
        return compiled(patterns[name].regex, f"terms: {name}") if name in patterns else None

    def add(self, variable, patterns):
        def finders(cues, place):
            return tuple(self.finder(cue, patterns, place) for cue in cues)

        self.aliases[variable.name] = {
            name: compiled(
                f"^(?:{'|'.join(read_cue(cue, patterns).regex for cue in (name, *others))})$", variable.place
            )
            for name, others in variable.targets.items()
        }
        if "TARGET" in patterns:
            self.candidates[variable.name] = self.finder("{TARGET}", patterns, variable.place)
        common = finders(variable.exclude, variable.place)
        for value in variable.values.values():
            exclude = common + finders(value.exclude, value.place)
            before = [f"(?:{read_cue(cue, patterns).regex})$" for cue in value.not_target]
            spared = compiled("|".join(before), value.place) if before else None
            for count, cue in enumerate(value.cues, 1):
                raw = (Finder(compiled(cue.regex, cue.place), raw=True),) if cue.regex else ()
                self.rules.append(
                    Rule(
                        id=cue.id or f"{variable.name}-{value.name}-{count}",
                        variable=variable.name,
                        value=value.name,
                        cue=cue,
                        finders=raw or finders(cue.find, cue.place),
                        with_=finders(cue.with_, cue.place),
                        without=finders(cue.without, cue.place) + exclude,
                        previous=finders(cue.previous, cue.place),
                        nearby=finders(cue.nearby, cue.place),
                        about=finders(cue.about, cue.place),
                        document=finders(cue.document, cue.place),
                        not_target=spared,
                    )
                )

    def possible(self, line):
        """What the words of a sentence meet, and what may hit it, in the codebook's order.

        Returns
        -------
        int
            The needs that are met, as bits.
        list of Awaiting
        """
        found, waiting, words = 0, [], self.words
        for chunk in set(line.chunks):
            met, entries = words[chunk]
            found |= met
            waiting += entries
        missing = self.all_needs ^ found
        waiting = [entry for needs, entry in waiting if not needs & missing]
        likely = {entry.place: entry for entry in waiting if not entry.ways or one_met(entry.ways, found)}
        return found, sorted([*likely.values(), *self.needless], key=ORDER)

    def listed_name(self, variable, spelled):
        """The target whose alias ``spelled`` is, "" if it is none of those that the variable lists."""
        key = (variable, spelled)
        if key not in self.alias_of:
            names = self.aliases[variable].items()
            if len(self.alias_of) > MEMO:
                self.alias_of.clear()
            self.alias_of[key] = next((name for name, pattern in names if pattern.search(spelled)), "")
        return self.alias_of[key]

    def negated(self, line, found, hit, finder):
        """Does a negator or denier govern the hit, a match on the spelled sentence whose needed words are ``found``?"""
        if self.negators is None or not one_met(self.negating, found):
            return False
        start, end = hit
        first = line.index(start)
        reach = line.before(first, REACH)
        if self.breaks is not None:
            reach = reach[max((found.end() for found in self.breaks.finditer(reach)), default=0) :]
        inside = line.spelled[start:end]
        if self.unnegating is not None:
            reach, inside = self.unnegating.sub(" ", reach), self.unnegating.sub(" ", inside)
        if self.negators.search(reach) or (not finder.negates and self.negators.search(inside)):
            return True
        return self.deniers is not None and self.deniers.search(line.spelled[:start]) is not None
