"""One document under a codebook's rules: what its statements show, read in the order of the text.

Statements of one document and the compiled rules in, rows of codings out. Conditions of a cue are looked up in the
order of their cost; what is looked for once is remembered for the document.
"""

import re
from collections import namedtuple
from itertools import islice
from math import nan

from discourse._codebook_tokens import Line
from discourse._rules_actors import actor_of, target_of
from discourse.speakers import Speakers

NEEDED = ["statement_id", "doc_id", "paragraph", "start", "end", "text", "voice", "speaker", "side"]
BOUNDARY = re.compile(r"\b")
HEAD = 4  # letters that the spellings of a name share
FAR = 250  # blanks, for as many as there are characters left out: more than one looks around a name
ABOUT = 2, 0.05  # statements, and their share, that show what a document is about
HITS = 50  # hits of one cue in one sentence that are looked at; keeps a hostile sentence linear

Statement = namedtuple("Statement", NEEDED)  # type: ignore[misc]  # the names are NEEDED


def has_forename(name, text):
    """Does a word with a capital stand before ``name`` anywhere in a text?"""
    at = text.find(f" {name}")
    while at >= 0:
        first = at
        while first and not text[first - 1].isspace():
            first -= 1
            if "A" <= text[first] <= "Z" and BOUNDARY.match(text, at + 1 + len(name)):
                return True
        at = text.find(f" {name}", at + 1)
    return False


class Document:
    """The statements of one document, spelled for matching, and what is found in them."""

    def __init__(self, statements, matcher):
        self.statements, self.matcher = statements, matcher
        self.lines, self.found, self.awaiting = [], [], []
        for statement in statements:
            line = Line(statement.text, matcher.words)
            found, awaiting = matcher.possible(line)
            self.lines.append(line)
            self.found.append(found)
            self.awaiting.append(awaiting)
        self.done, self.known, self.seen, self.names, self.hits = set(), {}, {}, {}, []

    def codings(self):
        """What is found: numbers of statement and variable, and the row of the codings table from the variable on."""
        codings = []
        for i, awaiting in enumerate(self.awaiting):
            hits = {}
            for entry in awaiting:
                self.apply(entry.rule, entry.finder, i, hits)
            self.hits.append(hits)
            if hits:
                for number, variable in enumerate(self.matcher.codebook.variables.values()):
                    rows = self.rows(self.statements[i], variable, hits[variable.name]) if variable.name in hits else ()
                    codings += [(i, number, row) for row in rows]
        return codings

    def apply(self, rule, finder, i, hits):
        """Add what a rule finds in statement ``i`` to ``hits``: variable -> (value, target) -> rule, span, basis."""
        statement = self.statements[i]
        if rule.voices and statement.voice not in rule.voices:
            return
        if rule.once and (rule.variable, rule.value) in self.done:
            return
        if rule.follows and not self.follows(rule, i):
            return
        line, found, cue = self.lines[i], self.found[i], rule.cue
        for match in islice(finder.search(line), HITS):
            if not self.holds(rule, i):
                return
            hit = (0, 0) if finder.raw else match.span()
            captured = finder.captured(match)
            negated = not finder.raw and cue.negated != "keep" and self.matcher.negated(line, found, hit, finder)
            if (negated and cue.negated == "skip") or (cue.negated == "only" and not negated):
                continue
            value = cue.negated if negated and cue.negated != "only" else rule.value
            if cue.actor:
                text = line.spelled[slice(*captured["actor"])] if "actor" in captured else ""
                if actor_of(self.matcher, line, hit, text, statement) not in cue.actor:
                    continue
            span = match.span() if finder.raw else line.span(hit[0], hit[1])
            target = self.target(rule, line, hit, captured.get("target"), statement)
            if not target and self.matcher.codebook.variables[rule.variable].multiple == "by target":
                continue
            self.done.add((rule.variable, rule.value))
            known = hits.setdefault(rule.variable, {}).setdefault((value, target), [rule.id, *span, set()])
            known[3].update(cue.basis)
            if rule.variable not in self.matcher.candidates:
                return

    def target(self, rule, line, hit, captured, statement):
        """The name of the target of a hit, as full as the document gives it."""
        name, start, _ = target_of(self.matcher, rule, line, hit, captured, statement)
        if start < 0 or not name[:1].isupper():
            return name
        if name not in self.names:
            text, place = self.text_about(name.split(), int(statement.start) + start)
            longer = " " in name or has_forename(name, text)
            self.names[name] = Speakers(text).canonical(name, place) if longer else name
        return self.names[name]

    def text_about(self, words, place):
        """The document's text as far as it has one of the capitalised words, else blank, and where a place is in it.

        Of long blanks no more is kept than counts. A place in what is left out is where what stands before it ends.
        """
        heads = [word[:HEAD] for word in words if word[0].isupper()]
        pieces, at, paragraph = [], 0, 0
        here = end = left_out = 0
        for s in self.statements:
            for head in heads:
                if head in s.text:
                    gap = max(int(s.start) - at, 1 if pieces else 0)
                    kept = min(gap, FAR)
                    pieces += [("\n" if s.paragraph != paragraph else " ") * kept, s.text]
                    end, left_out = end + kept, left_out + gap - kept
                    if place >= end + left_out:
                        here = min(place - left_out, end + len(s.text))
                    end += len(s.text)
                    at, paragraph = int(s.start) + len(s.text), s.paragraph
                    break
        return "".join(pieces), here

    def follows(self, rule, i):
        """Does the sentence before, of the same speaker, carry one of the values that the cue continues?"""
        if not i or self.statements[i - 1].speaker != self.statements[i].speaker:
            return False
        return any(value in rule.follows for value, _ in self.hits[i - 1].get(rule.variable, ()))

    def holds(self, rule, i):
        """Do the conditions on statement ``i`` and on the sentences around it hold?"""
        for part in rule.with_:
            if not self.occurs(part, i):
                return False
        for part in rule.without:
            if self.occurs(part, i):
                return False
        for part in rule.previous:
            if i - 1 not in self.places(part)[0]:
                return False
        for part in rule.nearby:
            if not self.near(part, i):
                return False
        for part in rule.about:
            if not (self.near(part, i) or self.often(part)):
                return False
        for part in rule.document:  # noqa: SIM110  # the compiler takes no generator here
            if not self.places(part)[0]:
                return False
        return True

    def near(self, finder, i):
        """Does a pattern occur in the paragraph of statement ``i`` or in the one before?"""
        here = self.statements[i].paragraph
        return not {here - 1, here}.isdisjoint(self.places(finder)[1])

    def often(self, finder):
        """Does a pattern occur so often that the document is about it?"""
        least, share = ABOUT
        return len(self.places(finder)[0]) >= max(least, share * len(self.lines))

    def occurs(self, finder, i):
        """Does a pattern occur in statement ``i``? Looked for once."""
        if not finder.possible(self.found[i]):
            return False
        key = (id(finder), i)
        if key not in self.seen:
            self.seen[key] = finder.occurs(self.lines[i])
        return self.seen[key]

    def places(self, finder):
        """Numbers of the statements, and of the paragraphs, in which a pattern occurs; looked for once a document."""
        if id(finder) not in self.known:
            at = [j for j in range(len(self.lines)) if self.occurs(finder, j)]
            self.known[id(finder)] = frozenset(at), frozenset(self.statements[j].paragraph for j in at)
        return self.known[id(finder)]

    def rows(self, statement, variable, hits):
        """Codings of one statement for one variable of which something is found."""
        order = {value: number for number, value in enumerate(variable.values)}
        chosen = sorted(hits.items(), key=lambda item: (order[item[0][0]], item[1][1], item[0][1]))
        if not variable.multiple:
            chosen = chosen[:1]
        elif variable.multiple == "by target":
            chosen = list({item[0][1]: item for item in reversed(chosen)}.values())[::-1]
        rows, coder = [], self.matcher.codebook.coder
        for (value, target), (rule, start, end, grounds) in chosen:
            basis = ";".join(ground for ground in variable.basis if ground in grounds)
            evidence = statement.text[start:end]
            a, b = int(statement.start) + start, int(statement.start) + end
            rows.append((variable.name, value, target, basis, coder, a, b, evidence, nan, rule))
        return rows
