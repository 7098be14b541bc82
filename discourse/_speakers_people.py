"""The people and bodies of one text: mentions that mean the same settled to one canonical name.

Mentions go in, entities come out, each with its fullest name, gender, offices and sides.
"""

import re
from bisect import insort
from functools import lru_cache

from discourse._places import places_of
from discourse._speakers_mentions import Entity
from discourse._speakers_roles import roles_around
from discourse._speakers_sounds import sound
from discourse._speakers_words import bare, has_article, is_verb, plain, plain_words, tidy, word_at

ACRONYM = re.compile(r"\s\(([A-Z][A-Za-z]{1,9})\)")
QUOTED = re.compile(
    r"[“\"](?<!\w.)[^“”\"\n]{1,2000}(?:[”\"]|$)|'(?<!\w.)'.{1,2000}?''|«[^«»\n]{1,2000}»",
    re.MULTILINE,
)


@lru_cache(maxsize=20000)
def _agree(name, words):
    "Whether the words of a name can mean a person of a fuller name with the same surname: by a first name or initial."
    other = [plain(w).strip("\"“”‘’'()") for w in name.split()]
    return sound(words[0]) in map(sound, other) or (len(words[0]) == 1 and other[0][:1] == words[0])


class People:
    """The entities of a text and the ways to them: by canonical name, by surname, by first name."""

    def __init__(self, text, mentions, lexicon, sides, names=()):
        self.sides, self.mentions = sides, mentions
        self.lexicon, self.entities, self.by_last, self.by_first, self.acronyms = lexicon, {}, {}, {}, {}
        self._read(text, mentions, names)
        self._shorten(mentions)

    def _read(self, text, mentions, names):
        "Meet everyone, full names first, and learn of each what the text says around the name."
        lexicon = self.lexicon
        for mention in mentions:
            if mention.kind == "person" and len(mention.words) > 1:
                self._meet(mention.name, mention.words, mention.sound, mention.start, False)
        for name in names:
            words = bare(name, lexicon)
            if len(words) > 1:
                self._meet(name, words, sound(words[-1]), -1, True)
        for mention in mentions:
            self._settle(text, mention)
        for entity in self.entities.values():
            if entity.kind == "body":
                entity.words = set(plain_words(entity.name.split()))
            elif entity.kind == "person":
                if not entity.gender:
                    entity.gender = lexicon.given.get(bare(entity.name, lexicon)[0], "")
                for _, side, _ in entity.roles:
                    entity.side = entity.side or side

    def _shorten(self, mentions):
        "Lead 'the Council' to the one body of the text whose longer name has that word."
        longer = {}
        for entity in self.entities.values():
            if entity.kind == "body" and len(entity.words) > 1:
                for word in entity.words & self.lexicon.bodies:
                    longer.setdefault(word, []).append(entity)
        if not longer:
            return
        for mention in mentions:
            if mention.kind == "body":
                bodies = longer.get(plain(mention.name), ())
                if len(bodies) == 1:
                    mention.entity = bodies[0]
                    insort(mention.entity.places, mention.start)

    def judge(self, text):
        """Tell which mentions are surely people, and which likely."""
        mentions = self.mentions
        short, likely = set(), set()
        for mention in mentions:
            entity = mention.entity
            if entity is not None and (mention.title or mention.name != entity.name):
                short.add(entity.name)
        for mention in mentions:
            entity = mention.entity
            if entity is not None and entity.kind == "person":
                mention.sure = bool(entity.gender or entity.roles or entity.name in short)
            if mention.kind != "name" and mention.kind != "person":
                continue
            if entity.name not in likely and mention.name not in self.sides.nouns and self._acts(text, mention):
                likely.add(entity.name)
        for mention in mentions:
            entity = mention.entity
            mention.likely = entity is not None and not mention.sure and entity.name in likely

    def _acts(self, text, mention):
        "Whether a verb follows a name that has no article: 'Doln said', 'Doln has'."
        if mention.name.isupper() or has_article(text, mention.start, self.lexicon):
            return False
        return is_verb(word_at(text, mention.end + 1), self.lexicon)

    def who(self, words, heard, gender=""):
        """The person whom bare name words mean, the last of which is ``heard``; None if nobody."""
        met = self.by_last.get(heard, ())
        for entity in met:
            if len(words) > 1:
                if _agree(entity.name, words):
                    return entity
            elif not (gender and entity.gender and gender != entity.gender):
                return entity
        return None

    def _meet(self, written, words, heard, place, keep):
        "A full name with its bare words: a new person, or a fuller name for one met."
        name = tidy(written.title() if written.isupper() else written)
        if name is not written:
            words = bare(name, self.lexicon)
            heard = sound(words[-1])
        entity = self.who(words, heard)
        if entity is None:
            entity = self._entity(name, "person", place)
            entity.gender = self.lexicon.given.get(words[0], "")
            self.by_last.setdefault(heard, []).append(entity)
            self.by_first.setdefault(sound(words[0]), []).append(entity)
        elif len(name) > len(entity.name) and not keep:
            self.entities[name] = self.entities.pop(entity.name)
            entity.name = name

    def _entity(self, name, kind, place):
        entity = self.entities.get(name)
        if entity is None:
            name = tidy(name)
            entity = self.entities.get(name)
        if entity is None:
            entity = self.entities[name] = Entity(name, kind, place)
        return entity

    def _settle(self, text, mention):
        if mention.kind == "office":
            return
        words, lexicon = mention.words, self.lexicon
        entity = None
        if mention.kind == "person" or (mention.kind == "name" and len(words) == 1):
            entity = self.who(words, mention.sound, mention.gender)
            if entity is None and len(words) == 1 and (mention.title or words[0] in lexicon.given):
                alike = self.by_first.get(sound(words[0]))
                entity = alike[0] if alike else None
            if entity is None and (mention.kind == "person" or self._is_named_like(text, mention, words)):
                entity = self._entity(mention.name, "person", mention.start)
                self.by_last.setdefault(mention.sound, []).append(entity)
        if entity is not None:
            mention.kind = "person"
            for role, side, gender in roles_around(text, mention, lexicon, self.sides):
                entity.roles.append((role, side, mention.start))
                entity.gender = entity.gender or gender
            entity.gender = entity.gender or mention.gender
        else:
            entity = self._body(text, mention)
        entity.places.append(mention.start)
        mention.entity = entity

    def _is_named_like(self, text, mention, words):
        "Whether a single word is a first name that acts: 'Mara said'."
        return words[0] in self.lexicon.given and " " not in mention.name and self._acts(text, mention)

    def _body(self, text, mention):
        "A body, a place or a name of unknown kind; an acronym in brackets is another name of the body before it."
        if mention.name in self.acronyms:
            return self.acronyms[mention.name]
        entity = self._entity(mention.name, mention.kind, mention.start)
        entity.side = entity.side or mention.side
        entity.owned = entity.owned or mention.owned
        acronym = ACRONYM.match(text, mention.end) if mention.kind == "body" else None
        if acronym:
            self.acronyms[acronym[1]] = entity
        return entity


def mark_quoted(text, mentions):
    """Tell of each mention whether it lies inside quotation marks."""
    spans = _quoted(text)
    at, last = 0, len(mentions)
    for start, end in spans:
        while at < last:
            mention = mentions[at]
            if mention.start >= end:
                break
            mention.quoted = start < mention.start
            at += 1


def _quoted(text):
    "What stands within marks of one line, as (start, end), in order, disjoint."
    spans, end = [], 0
    for place in places_of(text, "“\"'«"):
        match = QUOTED.match(text, place) if place >= end else None
        if match:
            end = match.end()
            spans.append((place, end))
    return spans
