"""The people and bodies of one text: mentions that mean the same settled to one canonical name.

Mentions go in, entities come out, each with its fullest name, gender, offices and sides. Offices are read from
titles before a name, from small-letter roles before it and from appositions around it.
"""

import re
import unicodedata
from bisect import insort
from dataclasses import dataclass, field
from functools import lru_cache

from discourse._speakers_words import has_article, is_verb, plain

AFTER = re.compile(r",\s(?:(?:aged\s)?\d{1,3},\s)?([^,.;:—\n\"“”]{2,90})")
BRACKET = re.compile(r"\s?[(,]\s?([A-Za-z]{1,3}(?: [A-Z][a-z]+)?)[-–—]\s?([^()\s]{1,12})")
ACRONYM = re.compile(r"\s\(([A-Z][A-Za-z]{1,9})\)")
BREAKS = re.compile('[,.;:—\n"“”(]')
SMALL_BREAKS = re.compile('[,;:—\n"“”()]')
WORD = re.compile(r"[\w'’.&-]*\w\.?")
GLUED = re.compile(r"(?<=\b\w)\.(?=\w{2})")  # "M.Doln"
SPELT = [("kh", "h"), ("w", "v"), ("y", "i"), ("j", "i"), ("ph", "f"), ("ck", "k")]


@dataclass(slots=True)
class Entity:
    """One person or body of a text."""

    name: str
    kind: str
    first: int
    gender: str = ""
    side: str = ""
    owned: bool = False  # a body named with its owner: "Vestria's Foreign Ministry"
    roles: list = field(default_factory=list)  # (office words, side, place in the text)
    places: list = field(default_factory=list)  # starts of the mentions
    words: set = field(default_factory=set)


@lru_cache(maxsize=20000)
def sound(word):
    """A name's word without what transliterations differ in: Zorenskyy and Zorenski are one."""
    word = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower() or word.lower()
    for written, kept in SPELT:
        word = word.replace(written, kept)
    return re.sub(r"(.)\1+", r"\1", word)


def office(words, lexicon):
    """The words that make an office, one word for one office: {'foreign', 'minister'}."""
    out = set()
    for word in words:
        word = lexicon.plurals.get(word, word)
        if word in lexicon.persons or word in lexicon.qualifiers:
            out.update(lexicon.same.get(word, word).split())
    return frozenset(out)


def gender_of(words, lexicon):
    """m or f if a word of the list tells, else ""."""
    return next((lexicon.gender[w] for w in words if w in lexicon.gender), "")


def role_in(phrase, lexicon, sides):
    """(office words, side, gender) of a phrase such as 'a spokesman for the Vestrian ministry'; () without a role."""
    words = [plain(w) for w in WORD.findall(phrase)]
    if not words:
        return ()
    cut = next((i for i, w in enumerate(words) if i and w in lexicon.prepositions), len(words))
    if not any(w in lexicon.persons for w in words[:cut]):
        return ()
    starts = (lexicon.determiners, lexicon.persons, lexicon.qualifiers, lexicon.known)
    if not any(words[0] in s for s in starts) and "'" not in phrase[:40] and "’" not in phrase[:40]:
        return ()
    return office(words[:cut], lexicon), sides.of(words[:cut]) or sides.of(words), gender_of(words[:cut], lexicon)


def roles_around(text, mention, lexicon, sides):
    """Offices and sides that stand around a person's name, as a list of (office words, side, gender)."""
    found = []
    if mention.title:
        found.append((office(mention.title, lexicon), mention.side or sides.of(mention.title), mention.gender))
    next_char = text[mention.end : mention.end + 2]
    if next_char in (" (", ", "):
        bracket = BRACKET.match(text, mention.end)
        if bracket and bracket[1].lower() in lexicon.letters:
            found.append((frozenset(), lexicon.letters[bracket[1].lower()], ""))
    if next_char == ", ":
        after = AFTER.match(text, mention.end)
        role = role_in(after[1], lexicon, sides) if after else ()
        if role:
            found.append(role)
    elif next_char[:1] == " " and next_char[1:].islower():
        following = WORD.match(text, mention.end + 1)
        if following and following[0] in lexicon.led_by:
            found.append((frozenset(lexicon.led_by[following[0]]), mention.side, ""))
    before_char = text[max(0, mention.start - 2) : mention.start]
    if before_char[:1].isalnum():
        words = [plain(w) for w in _piece(text, mention.start, SMALL_BREAKS).split()[-7:]] or [""]
        if words[-1] in lexicon.naming:
            words = words[:-1] or [""]
        if words[-1] in lexicon.persons:
            start = len(words) - 1
            while start and not (words[start - 1] in lexicon.prepositions or words[start - 1] in lexicon.determiners):
                start -= 1
            words = words[start:]
            found.append((office(words, lexicon), sides.of(words), gender_of(words, lexicon)))
    elif before_char == ", ":
        role = role_in(_piece(text, mention.start - 2, BREAKS).strip(), lexicon, sides)
        if role:
            found.append(role)
    return [r for r in found if r[0] or r[1]]


def _piece(text, end, breaks):
    "The words right before ``end``, back to a mark."
    return breaks.split(text[max(0, end - 90) : end])[-1]


class People:
    """The entities of a text and the ways to them: by canonical name, by surname, by first name."""

    def __init__(self, text, mentions, lexicon, sides, names=()):
        self.sides = sides
        self.lexicon, self.entities, self.by_last, self.by_first, self.acronyms = lexicon, {}, {}, {}, {}
        for mention in mentions:
            if mention.kind == "person" and len(bare(mention.name, lexicon)) > 1:
                self._meet(mention.name, mention.start)
        for name in names:
            if len(bare(name, lexicon)) > 1:
                self._meet(name, -1, keep=True)
        for mention in mentions:
            self._settle(text, mention)
        for entity in self.entities.values():
            entity.words = {plain(w) for w in entity.name.split()}
            if entity.kind == "person":
                entity.gender = entity.gender or lexicon.given.get(bare(entity.name, lexicon)[0], "")
                entity.side = entity.side or next((side for _, side, _ in entity.roles if side), "")
        self._shorten(mentions)
        likely, short = set(), set()
        for mention in mentions:
            if mention.entity and (mention.title or mention.name != mention.entity.name):
                short.add(mention.entity.name)
            if mention.kind in ("name", "person") and mention.name not in sides.nouns and self._acts(text, mention):
                likely.add(mention.entity.name)
        for mention in mentions:
            entity = mention.entity
            if entity and entity.kind == "person":
                mention.sure = bool(entity.gender or entity.roles or entity.name in short)
            mention.likely = bool(entity) and not mention.sure and entity.name in likely

    def _shorten(self, mentions):
        "Lead 'the Council' to the one body of the text whose longer name has that word."
        longer = {}
        for entity in self.entities.values():
            if entity.kind == "body" and len(entity.words) > 1:
                for word in entity.words & self.lexicon.bodies:
                    longer.setdefault(word, []).append(entity)
        for mention in mentions:
            word = plain(mention.name)
            if mention.kind == "body" and len(longer.get(word, ())) == 1:
                mention.entity = longer[word][0]
                insort(mention.entity.places, mention.start)

    def _acts(self, text, mention):
        "Whether a verb follows a name that has no article: 'Doln said', 'Doln has'."
        if mention.name.isupper() or has_article(text, mention.start, self.lexicon):
            return False
        following = WORD.match(text, mention.end + 1)
        return bool(following) and is_verb(following[0], self.lexicon)

    def who(self, words, gender=""):
        """The person whom bare name words mean, None if nobody."""
        met = self.by_last.get(sound(words[-1]), ())
        if len(words) > 1:
            return next((e for e in met if self._agree(e.name, words)), None)
        fits = [e for e in met if not (gender and e.gender and gender != e.gender)]
        return fits[0] if fits else None

    def _agree(self, name, words):
        other = [plain(w).strip("\"“”‘’'()") for w in name.split()]
        return sound(words[0]) in map(sound, other) or (len(words[0]) == 1 and other[0][:1] == words[0])

    def _meet(self, name, place, keep=False):
        "A full name: a new person, or a fuller name for one met."
        name = " ".join((name.title() if name.isupper() else name).split())
        words = bare(name, self.lexicon)
        entity = self.who(words)
        if entity is None:
            entity = self._entity(name, "person", place)
            entity.gender = self.lexicon.given.get(words[0], "")
            self.by_last.setdefault(sound(words[-1]), []).append(entity)
            self.by_first.setdefault(sound(words[0]), []).append(entity)
        elif len(name) > len(entity.name) and not keep:
            self.entities[name] = self.entities.pop(entity.name)
            entity.name = name

    def _entity(self, name, kind, place):
        name = " ".join(name.split())
        if name not in self.entities:
            self.entities[name] = Entity(name, kind, place)
        return self.entities[name]

    def _settle(self, text, mention):
        if mention.kind == "office":
            return
        words, lexicon = bare(mention.name, self.lexicon), self.lexicon
        entity = None
        if mention.kind == "person" or (mention.kind == "name" and len(words) == 1):
            entity = self.who(words, mention.gender)
            if entity is None and len(words) == 1 and (mention.title or words[0] in lexicon.given):
                entity = next(iter(self.by_first.get(sound(words[0]), ())), None)
            named_like = words[0] in lexicon.given and " " not in mention.name and self._acts(text, mention)
            if entity is None and (mention.kind == "person" or (len(words) == 1 and named_like)):
                entity = self._entity(mention.name, "person", mention.start)
                self.by_last.setdefault(sound(words[-1]), []).append(entity)
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

    def _body(self, text, mention):
        "A body, a place or a name of unknown kind; an acronym in brackets is another name of the body before it."
        if mention.name in self.acronyms:
            return self.acronyms[mention.name]
        entity = self._entity(mention.name, mention.kind, mention.start)
        entity.side = entity.side or mention.side
        entity.owned = entity.owned or mention.owned
        acronym = ACRONYM.match(text, mention.end)
        if acronym and mention.kind == "body":
            self.acronyms[acronym[1]] = entity
        return entity


@lru_cache(maxsize=50000)
def bare(name, lexicon):
    """Words of a name in small letters, without suffixes and initials (unless nothing else is left)."""
    parts = GLUED.sub(". ", name).split()
    words = [w for w in (plain(w).strip("\"“”‘’'()") for w in parts) if w and w not in lexicon.suffixes]
    long = [w for w in words if len(w) > 1 and "." not in w] or words
    return tuple(long or [name.lower()])
