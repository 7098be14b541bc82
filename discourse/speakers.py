"""Speakers of a text: every mention led back to the fullest name that the text gives.

A text goes in; a span of it ("he", "the Vestrian president", "Ilan Vesk, a spokesman for the ministry") comes back
as one canonical name. Unnamed groups and bodies keep the text's own words. Rules of newspaper English grammar over a
lexicon; no syntactic parse, so a pronoun is a guess from number, gender, place and who spoke last.
"""

import re
from bisect import bisect_left, insort
from copy import copy
from functools import cached_property

from discourse._speakers_actors import load_actors
from discourse._speakers_mentions import Entity
from discourse._speakers_names import find_names
from discourse._speakers_people import People, mark_quoted, sound
from discourse._speakers_phrases import read_phrase
from discourse._speakers_roles import WORD, office
from discourse._speakers_sides import Sides
from discourse._speakers_turns import find_turns, name_in_label, title_names
from discourse._speakers_words import is_verb, plain, shortened, trimmed, words_of
from discourse.sentences import find_sentences

__all__ = ["Speakers", "find_turns", "is_verb", "load_actors", "name_in_label", "plain", "shortened", "title_names"]

LEAD = 350  # characters: how far a news lead's unnamed person may be from the name
NEXT = re.compile(r"[^.!?\n]{1,160}")
END = re.compile(r"[.!?][\"”’']*\s|\n")


class Speakers:
    """Canonical speakers of one document.

    Spans are resolved best in the order of the text: who spoke before is remembered for pronouns.

    Parameters
    ----------
    text : str
    title : str
        Names in it are known, but the text's own come first.
    speaker : str
        Who speaks the whole document (a speech, a signed statement), "" if nobody does.
    genre : str
        news, transcript, statement, analysis or "".
    actors : list of dict or None
        A registry as `load_actors` returns it; its names win over the text's.
    date : str
        ISO date of the document; entries of the registry outside their ``from`` and ``to`` are passed over.

    Does not know the world: "the president" is only someone whom the text, its title or the registry calls so.
    """

    def __init__(self, text, title="", speaker="", genre="", actors=None, date="", language="en"):
        self.text = text[:]  # where it is of a kind of its own: a plain string
        self.title, self.genre = title or "", genre or ""
        self.language, self.lexicon = language, words_of(language)
        self.speaker = name_in_label(speaker, self.lexicon) if speaker else ""
        self.actors = [a for a in actors or () if not date or (a["from"] or "") <= date <= (a["to"] or "9999")]
        self._alias = {alias.lower(): a for a in self.actors for alias in (a["name"], *a["aliases"])}
        self._resolved, self.history, self._genders = {}, [], {}

    def anew(self):
        """The same names, with nobody having spoken yet."""
        self.mentions  # noqa: B018
        other = copy(self)
        other._resolved, other.history = {}, []
        return other

    @cached_property
    def mentions(self):
        """Mentions of names in the order of the text, each with the entity it names."""
        mentions = find_names(self.text, self.lexicon)
        outside = [name for _, _, name in title_names(self.title, self.lexicon)]
        outside += [self.speaker] if self.speaker else []
        self.sides = Sides(self.lexicon, mentions, [a["side"] for a in self.actors])
        self.people = People(self.text, mentions, self.lexicon, self.sides, outside)
        mark_quoted(self.text, mentions)
        self._starts = [m.start for m in mentions]
        return mentions

    @cached_property
    def sentences(self):
        """Where the sentences of the text begin, the first left out."""
        return [start for _, start, _ in find_sentences(self.text, self.language)[1:]]

    @cached_property
    def roles(self):
        """Offices that the text or the registry gives: word to a list of (entity, office words, side, first place)."""
        self.mentions  # noqa: B018
        found = {}
        for entity in self.people.entities.values():
            for words, side, place in entity.roles:
                found.setdefault((entity.name, words, side), (entity, words, side, place))
        for actor in self.actors:
            words = office([plain(w) for w in actor["office"].split()], self.lexicon)
            person = self.people.entities.get(actor["name"]) or Entity(actor["name"], "person", -1, side=actor["side"])
            found.setdefault((actor["name"], words, actor["side"]), (person, words, actor["side"], -1))
        roles = {}
        for role in found.values():
            for word in sorted(role[1]):
                roles.setdefault(word, []).append(role)
        return roles

    def said_before(self, start, reach):
        """Who spoke in the ``reach`` characters before a place, the last first: (place, name, number, gender)."""
        i = bisect_left(self.history, (start,))
        while i and start - self.history[i - 1][0] < reach:
            i -= 1
            yield self.history[i]

    @cached_property
    def bodies(self):
        """Bodies that the text names, each once."""
        self.mentions  # noqa: B018
        return [e for e in self.people.entities.values() if e.kind == "body"]

    def resolve(self, start, end):
        """Canonical name of whoever ``text[start:end]`` means, "" if it means nobody."""
        key = (start, end)
        if key not in self._resolved:
            name, number, gender = read_phrase(self, max(0, start), min(end, len(self.text)))
            self._resolved[key] = self.registered(name)
            if name:
                insort(self.history, (start, self._resolved[key], number, gender))
        return self._resolved[key]

    def canonical(self, name, before=None):
        """The fullest name in the text for a name given as a string; the name itself if the text has none.

        ``before`` is an offset: people first named at or after it are not considered, if anyone else fits.
        """
        named = [m for m in find_names(name, self.lexicon) if m.kind in ("person", "name")]
        if named:
            self.mentions  # noqa: B018
            words = named[0].words
            person = self.people.who(words, named[0].gender)
            others = self.people.by_last.get(sound(words[-1]), ())
            if person and before is not None and person.first >= before and len(words) == 1:
                person = next((e for e in others if e.first < before), person)
            if person:
                return self.registered(person.name)
        return self.registered(shortened(trimmed(name), self.lexicon))

    def registered(self, name):
        """The name under which the registry has an actor called ``name``, with or without article; else the name."""
        low = name.lower()
        actor = self._alias.get(low) or self._alias.get(low.removeprefix(self.lexicon.article))
        return actor["name"] if actor else name

    def side(self, name):
        """Country or party that the text (or the registry) gives to a canonical name, "" if none."""
        actor = self._alias.get(name.lower())
        if actor and actor["side"]:
            return actor["side"]
        self.mentions  # noqa: B018
        entity = self.people.entities.get(name)
        words = [plain(w) for w in name.split()]
        return self.sides.shown(entity.side if entity and entity.side else self.sides.of(words))

    def inside(self, start, end):
        """The mentions of names that lie in ``text[start:end]``, wholly or in part."""
        mentions = self.mentions
        first = bisect_left(self._starts, start)
        if first and mentions[first - 1].end > start:
            first -= 1
        return mentions[first : bisect_left(self._starts, end, first)]

    def group_in(self, start, end, last=False):
        """The first (or last) unnamed group in ``text[start:end]``, "" if there is none."""
        found = list(WORD.finditer(self.text, start, end))
        words = [plain(m[0]) for m in found]
        lexicon = self.lexicon
        for i in reversed(range(len(words))) if last else range(len(words)):
            shown = found[i][0]
            lower = shown.islower() or (i == 0 and not last) or words[i] in lexicon.party
            if (
                lower
                and words[i] not in lexicon.determiners
                and (words[i] in lexicon.groups or (last is None and words[i].endswith(lexicon.group_endings)))
            ):
                first = i
                while first and i - first < 3 and self.text[found[first - 1].end() : found[first].start()] == " ":
                    if words[first - 1] not in lexicon.before_groups:
                        break
                    first -= 1
                if last or not first or words[first - 1] not in lexicon.prepositions:
                    return self.text[found[first].start() : found[i].end()]
        return ""

    def gender_of(self, entity):
        """m, f or "": the person's known gender, else that of the pronouns that follow the name in its sentence."""
        if entity.gender or entity.kind == "body":
            return entity.gender
        lexicon = self.lexicon
        if entity.name not in self._genders:
            counts = {"m": 0, "f": 0}
            for place in entity.places[:12]:
                i = bisect_left(self._starts, place)
                after = self._starts[i + 1] if i + 1 < len(self._starts) else len(self.text)
                line = NEXT.match(self.text, place, min(after, place + 160))
                known = lexicon.possessives if entity.kind == "name" else lexicon.possessives | lexicon.pronouns
                for word in WORD.findall(line[0]) if line else ():
                    if plain(word) in lexicon.gender:
                        break  # a woman, the man: the pronoun is theirs
                    gender = known.get(word, {}).get("gender")
                    if gender in counts:
                        counts[gender] += 1
                        break
            self._genders[entity.name] = "m" if counts["m"] > counts["f"] else "f" if counts["f"] > counts["m"] else ""
        return self._genders[entity.name]

    def unnamed_person(self, start, end, gender):
        """The last 'a woman', 'one man' in ``text[start:end]`` of a gender, "" if there is none."""
        found = list(WORD.finditer(self.text, start, end))
        for i in range(len(found) - 1, 0, -1):
            if self.lexicon.gender.get(plain(found[i][0])) == gender and found[i][0].islower():
                for first in range(i - 1, max(-1, i - 4), -1):
                    if plain(found[first][0]) in self.lexicon.indefinite:
                        return shortened(self.text[found[first].start() : found[i].end()], self.lexicon)
        return ""

    def named_later(self, start):
        """The person first named soon after an unnamed one opens the text, as news leads do; None if there is none."""
        if start > LEAD:
            return None
        stop = END.search(self.text, start, start + 2 * LEAD)
        for mention in self.inside(stop.end(), stop.end() + LEAD) if stop else ():
            if mention.kind != "person" or not mention.sure or mention.quoted or mention.entity.first < stop.end():
                continue
            before = [plain(w) for w in WORD.findall(self.text, max(0, mention.start - 30), mention.start)]
            if before and before[-1] in self.lexicon.not_before_subjects:
                continue
            after = WORD.match(self.text, mention.end + 1)
            acts = after and is_verb(after[0], self.lexicon)
            return mention.entity if acts or self.text[mention.end : mention.end + 1] == "," else None
        return None
