"""Cues compiled and matched: which cues hit a sentence, and where.

A codebook goes in once; sentences go through. Every cue is taken apart into the words it cannot do without; the words
of a sentence are looked up, and only cues that have all of theirs are looked for with their whole pattern, by
google-re2. Both steps take linear time, whatever a codebook's author wrote.
"""

from operator import attrgetter

from discourse._codebook_cues import OPEN
from discourse._lexicon import function_words
from discourse._rules_finders import Awaiting, Finder, Rule, compiled, options
from discourse._rules_words import NeededWords, marked, one_met
from discourse.codebook import commonness, read_cue, with_targets

MEMO = 100_000
ORDER = attrgetter("place")
REACH = 4  # words before a hit in which a negator governs it


def rarest_first(letters):
    """Needs as they are looked for: what is missing is told soonest."""
    return "".join(sorted(letters, reverse=True))


def ways_of(pattern, letters):
    """What each alternative of a pattern needs; ``letters`` are those of the needs."""
    return tuple(rarest_first(map(letters.__getitem__, way)) for way in pattern.ways or (pattern.needs,))


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
        self.own = self.acting(patterns, "own_side")
        self.other = self.acting(patterns, "other_side")
        self.third = self.acting(patterns, "third_person")
        self.some = self.acting(patterns, "some_side")
        self.names = Finder(read_cue("{NAME}", {}).regex, "codebook")
        self.rules, self.candidates, self.aliases = [], {}, {}
        for variable in codebook.variables.values():
            self.add(variable, with_targets(patterns, variable))
        negating = [patterns[name] for name in ("negators", "deniers") if name in patterns]
        letters = self.letters_of([*self.finders, *negating])
        for pattern, finder in self.finders.items():
            finder.needs = rarest_first(map(letters.__getitem__, pattern.needs))
            finder.ways = ways_of(pattern, letters)
        self.negating = tuple([needs for pattern in negating for needs in ways_of(pattern, letters)])
        self.needless = []
        pairs = [(rule, finder) for rule in self.rules for finder in rule.finders]
        for place, pair in enumerate(pairs):
            self.wait(place, *pair)

    def letters_of(self, patterns):
        """A character for each of the needs of patterns, the later the rarer: a dict of str to str."""
        grammar = function_words(self.codebook.language)
        wanted = {need for pattern in patterns for way in (pattern.needs, *pattern.ways) for need in way}
        ordered = sorted(wanted, key=lambda need: (-commonness(need, grammar), need))
        letters = {need: chr(number) for number, need in enumerate(ordered)}
        for need, letter in letters.items():
            self.words.add(letter, need)
        return letters

    def wait(self, place, rule, finder):
        """Give a finder of a rule with the rarest word of each of its alternatives."""
        needs = {need for part in (finder, *rule.with_) for need in part.needs}
        awaited = {}
        for way in finder.ways:
            rarest = max(needs.union(way), default="")
            awaited.setdefault(rarest, []).append(needs.union(way) - {rarest})
        for rarest, rest in awaited.items():
            entry = Awaiting(place, rule, finder, tuple(map(rarest_first, rest)) if len(rest) > 1 else ())
            if rarest:
                self.words.wait(rarest, rarest_first(set.intersection(*rest)), entry)
            else:
                self.needless.append(entry)

    def finder(self, text, patterns, place):
        """The Finder of a cue; the same cue gives the same one, so that it is looked for once a sentence."""
        pattern = read_cue(text, patterns)
        if pattern in self.finders:
            return self.finders[pattern]
        place = getattr(text, "place", place)
        negates = self.negators is not None and any(
            f"{OPEN}{word} " in pattern.regex for word in self.codebook.terms.get("negators", ())
        )
        self.finders[pattern] = Finder(pattern.regex, place, negates=negates, captures=pattern.captures)
        return self.finders[pattern]

    def listed(self, patterns, name):
        """The pattern of a list that the engine itself asks for, None if the codebook has none."""
        return compiled(patterns[name].regex, f"terms: {name}") if name in patterns else None

    def acting(self, patterns, name):
        """The Finder of a list of those who act, None if the codebook has none."""
        return Finder(patterns[name].regex, f"terms: {name}") if name in patterns else None

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
                rule = Rule(cue.id or f"{variable.name}-{value.name}-{count}", variable.name, value.name, cue, spared)
                raw = (Finder(cue.regex, cue.place, raw=True),) if cue.regex else ()
                rule.finders = raw or finders(cue.find, cue.place)
                rule.with_ = finders(cue.with_, cue.place)
                rule.without = finders(cue.without, cue.place) + exclude
                rule.previous = finders(cue.previous, cue.place)
                rule.nearby = finders(cue.nearby, cue.place)
                rule.about = finders(cue.about, cue.place)
                rule.document = finders(cue.document, cue.place)
                self.rules.append(rule)

    def possible(self, line):
        """The needs that the words of a sentence meet, and what may hit it, in the codebook's order.

        Returns
        -------
        bytearray
            As `marked` makes it.
        list of Awaiting
        """
        found, likely = marked(line.read, self.words.last), {}
        for reading in line.read:
            waiting = reading[2]
            if waiting is not None:
                for entry in waiting.met(found):
                    if not entry.ways or one_met(entry.ways, found):
                        likely[entry.place] = entry
        if not likely:
            return found, self.needless
        entries = [*likely.values(), *self.needless]
        return found, sorted(entries, key=ORDER) if len(entries) > 1 else entries

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
            ends = [ended.end() for ended in self.breaks.finditer(reach)]
            reach = reach[ends[-1] :] if ends else reach
        inside = line.spelled[start:end]
        if self.unnegating is not None:
            reach, inside = self.unnegating.sub(" ", reach), self.unnegating.sub(" ", inside)
        if self.negators.search(reach) or (not finder.negates and self.negators.search(inside)):
            return True
        return self.deniers is not None and self.deniers.search(line.spelled[:start]) is not None
