"""The people and bodies of one text: mentions that mean the same settled to one canonical name.

Mentions go in, entities come out, each with its fullest name, gender, offices and sides. Offices are read from
titles before a name, from small-letter roles before it and from appositions around it.
"""

import re
from dataclasses import dataclass, field

from discourse._speakers_names import plain

AFTER = re.compile(r",\s(?:(?:aged\s)?\d{1,3},\s)?([^,.;:—\n\"“”]{2,90})")
BRACKET = re.compile(r"\s\(([A-Za-z]{1,3}(?: [A-Z][a-z]+)?)[-–—,.:]\s?([^()]{1,30})\)")
BEFORE = re.compile(r"(?:^|[,.;:—\n\"“”(])\s*([^,.;:—\n\"“”()]{3,90}),\s$")
SMALL = re.compile(r"(?:[\w'’.&-]+[^\S\n]){1,7}$")
WORD = re.compile(r"[\w'’.&-]*\w\.?")


@dataclass(slots=True)
class Entity:
    """One person or body of a text."""

    name: str
    kind: str
    first: int
    gender: str = ""
    side: str = ""
    names: dict = field(default_factory=dict)
    roles: list = field(default_factory=list)  # (words, side, place in the text)
    places: list = field(default_factory=list)  # starts of the mentions


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


def role_in(phrase, lexicon, head_needed=True):
    """(office words, side, gender) of a phrase such as 'a spokesman for the Vestrian ministry'; () without a role."""
    words = [plain(w) for w in WORD.findall(phrase)]
    if not words:
        return ()
    cut = next((i for i, w in enumerate(words) if i and w in lexicon.prepositions), len(words))
    if not any(w in lexicon.persons for w in words[:cut]):
        return ()
    head = words[0]
    if head_needed and not (
        head in lexicon.determiners
        or head in lexicon.persons
        or head in lexicon.qualifiers
        or head in lexicon.known
        or "'" in phrase[:40]
        or "’" in phrase[:40]
    ):
        return ()
    return office(words[:cut], lexicon), lexicon.side_of(words), gender_of(words[:cut], lexicon)


def roles_around(text, mention, lexicon):
    """Offices and sides that stand around a person's name, as a list of (office words, side, gender)."""
    found = []
    if mention.title:
        found.append((office(mention.title, lexicon), mention.side, mention.gender))
    bracket = BRACKET.match(text, mention.end)
    if bracket and bracket[1].lower() in lexicon.letters:
        found.append((frozenset(), lexicon.letters[bracket[1].lower()], ""))
    after = AFTER.match(text, bracket.end() if bracket else mention.end)
    if after:
        role = role_in(after[1], lexicon)
        if role:
            found.append(role)
    small = SMALL.search(text, max(0, mention.start - 80), mention.start)
    if small:
        words = [plain(w) for w in small[0].split()]
        if words[-1] in lexicon.persons:
            start = len(words) - 1
            while (
                start and words[start - 1] not in lexicon.prepositions and words[start - 1] not in lexicon.determiners
            ):
                start -= 1
            words = words[start:]
            found.append((office(words, lexicon), lexicon.side_of(words), gender_of(words, lexicon)))
    else:
        before = BEFORE.search(text, max(0, mention.start - 100), mention.start)
        role = role_in(before[1], lexicon) if before else ()
        if role:
            found.append(role)
    return [r for r in found if r[0] or r[1]]


def settle(text, mentions, lexicon, names=()):
    """Entities by canonical name; writes the canonical name into every mention.

    ``names`` are full names known from outside the text (its title, a registry).
    """
    people = {}  # last word of the name -> entities
    entities = {}

    def entity(name, kind, mention):
        if name not in entities:
            entities[name] = Entity(name, kind, mention.start if mention else -1)
        return entities[name]

    for mention in mentions:
        words = _bare(mention.name, lexicon)
        if mention.kind == "person" and len(words) > 1:
            same = next((e for e in people.get(words[-1], ()) if _same(e.name, words)), None)
            if same is None:
                same = entity(mention.name, "person", mention)
                people.setdefault(words[-1], []).append(same)
                people.setdefault(words[0], []).append(same) if words[0] in lexicon.given else None
            elif len(mention.name) > len(same.name):
                entities[mention.name] = entities.pop(same.name)
                same.name = mention.name
    for name in names:
        words = _bare(name, lexicon)
        if len(words) > 1 and not any(_same(e.name, words) for e in people.get(words[-1], ())):
            people.setdefault(words[-1], []).append(entity(name, "person", None))
    for mention in mentions:
        words = _bare(mention.name, lexicon)
        if mention.kind == "person" or (mention.kind == "name" and len(words) == 1 and words[0] in people):
            same = _who(people, words, mention, lexicon)
            if same is None:
                same = entity(mention.name, "person", mention)
                people.setdefault(words[-1], []).append(same)
            mention.kind = "person"
            same.gender = same.gender or mention.gender
            for role, side, gender in roles_around(text, mention, lexicon):
                same.roles.append((role, side, mention.start))
                same.gender = same.gender or gender
        elif mention.kind == "office":
            continue
        else:
            same = entity(mention.name, mention.kind, mention)
            same.side = same.side or mention.side
        same.places.append(mention.start)
        mention.entity = same
    for e in entities.values():
        if e.kind == "person":
            e.gender = e.gender or lexicon.given.get(_bare(e.name, lexicon)[0], "")
            e.side = e.side or next((side for _, side, _ in e.roles if side), "")
    return entities, people


def _bare(name, lexicon):
    "Words of a name without points, suffixes and initials (unless nothing else is left)."
    words = [w for w in (plain(w).strip("\"“”‘’'()") for w in name.split()) if w and w not in lexicon.suffixes]
    long = [w for w in words if len(w.strip(".")) > 1 and w.count(".") < 2] or words
    return long or [name.lower()]


def _same(name, words):
    "Whether a full name already met is that of ``words``: same last word, and first words that agree."
    other = [plain(w) for w in name.split()]
    return words[0] == other[0] or words[0] in other


def _who(people, words, mention, lexicon):
    "The person already met whom a name means; None for a new one."
    met = people.get(words[-1], ())
    if len(words) > 1:
        return next((e for e in met if _same(e.name, words)), None)
    fits = [e for e in met if not (mention.gender and e.gender and mention.gender != e.gender)]
    return fits[0] if fits else None
