"""A text with its names and with who has spoken so far: what phrases and pronouns are read by.

Names are read when somebody first asks for them. Places go in; mentions, people, groups and genders come out.
"""

import re
from bisect import bisect_left

from discourse._places import count_before
from discourse._speakers_mentions import Entity
from discourse._speakers_names import find_names
from discourse._speakers_people import People, mark_quoted
from discourse._speakers_roles import office
from discourse._speakers_sides import Sides
from discourse._speakers_turns import title_names
from discourse._speakers_words import is_verb, plain, shortened, spans_of, trimmed, word_at, words_in
from discourse.sentences import find_sentences

LEAD = 350  # characters: how far a news lead's unnamed person may be from the name
LINE = 160  # characters behind a name in which a pronoun tells its gender
TOLD = 12  # mentions of a name that are asked for its gender
END = re.compile(r"[.!?][\"”’']*\s|\n")


class NamedText:
    """What is known of the names of one document; `Speakers` resolves by it."""

    def __init__(self, text, lexicon, language, title, speaker, actors):
        self.text, self.lexicon, self.language, self.title, self.speaker = text, lexicon, language, title, speaker
        self.actors = actors
        self._alias = {alias.lower(): a for a in actors for alias in (a["name"], *a["aliases"])}
        self.history, self._genders = [], {}
        self._mentions = self._starts = self._sentences = self._roles = self._bodies = None
        self._sides = self._people = None

    def _read_names(self):
        text, lexicon = self.text, self.lexicon
        mentions = find_names(text, lexicon)
        outside = [name for _, _, name in title_names(self.title, lexicon)] if self.title else []
        outside += [self.speaker] if self.speaker else []
        self._sides = Sides(lexicon, mentions, [a["side"] for a in self.actors])
        self._people = People(text, mentions, lexicon, self._sides, outside)
        self._starts = [m.start for m in mentions]

    def _read_mentions(self):
        people = self.people
        people.judge(self.text)
        mark_quoted(self.text, people.mentions)
        self._mentions = people.mentions

    @property
    def mentions(self):
        """Mentions of names in the order of the text, each with the entity it names."""
        if self._mentions is None:
            self._read_mentions()
        return self._mentions

    @property
    def people(self):
        """The people and bodies that the text names."""
        if self._people is None:
            self._read_names()
        return self._people

    @property
    def sides(self):
        """The countries and parties that words of the text name."""
        if self._sides is None:
            self._read_names()
        return self._sides

    @property
    def sentences(self):
        """Where the sentences of the text begin, the first left out."""
        if self._sentences is None:
            self._sentences = [start for _, start, _ in find_sentences(self.text, self.language)[1:]]
        return self._sentences

    @property
    def bodies(self):
        """Bodies that the text names, each once."""
        if self._bodies is None:
            self._bodies = [e for e in self.people.entities.values() if e.kind == "body"]
        return self._bodies

    @property
    def roles(self):
        """Offices that the text or the registry gives: word to a list of (entity, office words, side, first place)."""
        if self._roles is None:
            self._roles = self._read_roles()
        return self._roles

    def _read_roles(self):
        found, entities = {}, self.people.entities
        for entity in entities.values():
            for words, side, place in entity.roles:
                found.setdefault((entity.name, words, side), (entity, words, side, place))
        for actor in self.actors:
            words = office([plain(w) for w in actor["office"].split()], self.lexicon)
            person = entities.get(actor["name"]) or Entity(actor["name"], "person", -1, side=actor["side"])
            found.setdefault((actor["name"], words, actor["side"]), (person, words, actor["side"], -1))
        roles = {}
        for role in found.values():
            for word in sorted(role[1]):
                roles.setdefault(word, []).append(role)
        return roles

    def said_before(self, start, reach):
        """Who spoke in the ``reach`` characters before a place, the last first: (place, name, number, gender)."""
        history = self.history
        i, said = bisect_left(history, (start,)), []
        while i and start - history[i - 1][0] < reach:
            i -= 1
            said.append(history[i])
        return said

    def canonical(self, name, before=None):
        """The fullest name in the text for a name given as a string; the name itself if the text has none.

        ``before`` is an offset: people first named at or after it are not considered, if anyone else fits.
        """
        named = [m for m in find_names(name, self.lexicon) if m.kind in ("person", "name")]
        if named:
            first, people = named[0], self.people
            words, heard = first.words, first.sound
            person = people.who(words, heard, first.gender)
            others = people.by_last.get(heard, ())
            if person and before is not None and person.first >= before and len(words) == 1:
                person = next((e for e in others if e.first < before), person)
            if person:
                return self.registered(person.name)
        return self.registered(shortened(trimmed(name), self.lexicon))

    def registered(self, name):
        """The name under which the registry has an actor called ``name``, with or without article; else the name."""
        if not self._alias:
            return name
        low = name.lower()
        actor = self._alias.get(low) or self._alias.get(low.removeprefix(self.lexicon.article))
        return actor["name"] if actor else name

    def side(self, name):
        """Country or party that the text (or the registry) gives to a canonical name, "" if none."""
        actor = self._alias.get(name.lower()) if self._alias else None
        if actor and actor["side"]:
            return actor["side"]
        entity, sides = self.people.entities.get(name), self.sides
        return sides.shown(entity.side if entity and entity.side else sides.of([plain(w) for w in name.split()]))

    def inside(self, start, end):
        """The mentions of names that lie in ``text[start:end]``, wholly or in part."""
        if self._mentions is None:
            self._read_mentions()
        mentions, starts = self._mentions, self._starts
        first, last = count_before(starts, start), count_before(starts, end)
        if first:
            before = mentions[first - 1]
            first -= before.end > start
        return mentions[first:last]

    def group_in(self, start, end, last=False):
        """The first (or last) unnamed group in ``text[start:end]``, "" if there is none."""
        text, lexicon = self.text, self.lexicon
        spans = spans_of(text, start, end)
        words = [plain(text[a:b]) for a, b in spans]
        for i in reversed(range(len(words))) if last else range(len(words)):
            word = words[i]
            if word not in lexicon.groups and not (last is None and word.endswith(lexicon.group_endings)):
                continue
            if word in lexicon.determiners:
                continue
            if text[spans[i][0] : spans[i][1]].islower() or (i == 0 and not last) or word in lexicon.party:
                first = i
                while first and i - first < 3 and text[spans[first - 1][1] : spans[first][0]] == " ":
                    if words[first - 1] not in lexicon.before_groups:
                        break
                    first -= 1
                if last or not first or words[first - 1] not in lexicon.prepositions:
                    return text[spans[first][0] : spans[i][1]]
        return ""

    def gender_of(self, entity):
        """m, f or "": the person's known gender, else that of the pronouns that follow the name in its sentence."""
        if entity.gender or entity.kind == "body":
            return entity.gender
        gender = self._genders.get(entity.name)
        if gender is None:
            men = women = 0
            for place in entity.places[:TOLD]:
                told = self._gender_after(place, entity.kind == "name")
                men += told == "m"
                women += told == "f"
            gender = self._genders[entity.name] = "m" if men > women else "f" if women > men else ""
        return gender

    def _gender_after(self, place, possessive):
        "The gender of the first pronoun that follows a name before the next one; of a possessive one only."
        text, lexicon, starts = self.text, self.lexicon, self._starts
        i = count_before(starts, place)
        last = min(place + LINE, len(text))
        if i + 1 < len(starts):
            last = min(last, starts[i + 1])
        end = place
        while end < last and text[end] not in ".!?\n":
            end += 1
        for start, stop in spans_of(text, place, end):
            word = text[start:stop]
            if plain(word) in lexicon.gender:
                return ""  # a woman, the man: the pronoun is theirs
            told = None if possessive else lexicon.pronouns.get(word)
            if told is None:
                told = lexicon.possessives.get(word)
            gender = told["gender"] if told else ""
            if gender == "m" or gender == "f":
                return gender
        return ""

    def unnamed_person(self, start, end, gender):
        """The last 'a woman', 'one man' in ``text[start:end]`` of a gender, "" if there is none."""
        text, lexicon = self.text, self.lexicon
        spans = spans_of(text, start, end)
        words = [plain(text[a:b]) for a, b in spans]
        for i in range(len(words) - 1, 0, -1):
            if lexicon.gender.get(words[i]) == gender and text[spans[i][0] : spans[i][1]].islower():
                for first in range(i - 1, max(-1, i - 4), -1):
                    if words[first] in lexicon.indefinite:
                        return shortened(text[spans[first][0] : spans[i][1]], lexicon)
        return ""

    def named_later(self, start):
        """The person first named soon after an unnamed one opens the text, as news leads do; None if there is none."""
        text, lexicon = self.text, self.lexicon
        if start > LEAD:
            return None
        stop = END.search(text, start, start + 2 * LEAD)
        for mention in self.inside(stop.end(), stop.end() + LEAD) if stop else ():
            if mention.kind != "person" or not mention.sure or mention.quoted or mention.entity.first < stop.end():
                continue
            before = words_in(text, max(0, mention.start - 30), mention.start)
            if before and before[-1] in lexicon.not_before_subjects:
                continue
            acts = is_verb(word_at(text, mention.end + 1), lexicon)
            return mention.entity if acts or text[mention.end : mention.end + 1] == "," else None
        return None
