"""Capitalised names in a text and what stands around them.

A text goes in, a list of mentions comes out: people, bodies, places and bare offices, each with the words that
tell gender, office and side. One compiled pattern runs once over the text; the words are looked up in the lexicon.
"""

from dataclasses import dataclass
from functools import lru_cache

from discourse._speakers_words import has_article, plain

OWNERS = ("'s ", "’s ", "' ", "’ ")


@dataclass(slots=True)
class Mention:
    """One capitalised name: ``text[start:end]`` with its offices, ``name`` the part that names."""

    start: int
    end: int
    kind: str  # person, body, place, office, name (a single word of unknown kind)
    name: str
    name_start: int
    title: tuple = ()  # office words, small
    gender: str = ""
    side: str = ""
    owned: bool = False  # named with its owner: "Vestria's Foreign Ministry"
    entity: object = None  # whom or what it names, once settled
    quoted: bool = False  # inside quotation marks
    sure: bool = False  # surely a person
    likely: bool = False  # perhaps a person: a verb follows, "Doln said"


def find_names(text, lexicon):
    """Mentions of capitalised names in order; no two overlap."""
    found, end = [], 0
    for head in lexicon.head.finditer(text):  # the heads first: they are found much faster than names
        at = head.start()
        match = lexicon.name.match(text, at) if at >= end else None
        if not match:
            continue
        end = match.end()
        read = _read_run(match.group(), lexicon)
        if read:
            start, stop, kind, name, name_start, title, gender, side = read
            found.append(Mention(at + start, at + stop, kind, name, at + name_start, title, gender, side))
    return _join_of(text, found, lexicon)


@lru_cache(maxsize=50000)
def _read_run(text, lexicon):
    "One run of capitalised words, cut into offices and a name: the fields of a Mention, None where it names nobody."
    spans = [(m.start(), m.end()) for m in lexicon.word.finditer(text)]
    low = [_office_word(plain(text[a:b]), lexicon) for a, b in spans]
    first = 0
    while first < len(low) and (low[first] in lexicon.openers or low[first] in lexicon.time):
        if first + 1 < len(low) and (low[first] in lexicon.qualifiers or low[first] in lexicon.honorifics):
            break
        if low[first] in lexicon.known and text[spans[first][0] : spans[first][1]].isupper():
            break
        first += 1
    last = len(low)
    while last > first + 1 and (low[last - 1] in lexicon.time or low[last - 1] in lexicon.openers):
        last -= 1
    if first == last or low[first] in lexicon.time:
        return None
    low, spans = low[first:last], spans[first:last]
    cut = 0
    for i, word in enumerate(low):
        if word in lexicon.titles or word in lexicon.honorifics:
            cut = i + 1
    if cut < len(low) and any(w in lexicon.bodies for w in low[cut:]):
        cut = 0
    title, rest = low[:cut], low[cut:]
    shown, end = spans[0][0], spans[-1][1]
    side = lexicon.side_of(title) if title else ""
    gender = next((lexicon.gender[w] for w in title if w in lexicon.gender), "")
    if not rest:
        kind = "office" if any(w in lexicon.titles for w in title) else "name"
        return shown, end, kind, text[shown:end], shown, tuple(title), gender, side
    start = spans[cut][0]
    name = text[start:end]
    whole = " ".join(rest)
    if whole in lexicon.known:
        kind, side = "place", lexicon.known[whole]
    elif any(w in lexicon.bodies for w in rest) or (len(rest) == 1 and name.isupper() and len(name) > 1 and not title):
        kind, side = "body", lexicon.side_of(rest) or side
    elif title:
        kind = "person"
    elif len(rest) == 1:
        kind = "name"
    else:
        while len(rest) > 2 and rest[0] in lexicon.demonym:
            side, rest, cut = lexicon.demonym[rest[0]], rest[1:], cut + 1
            start = spans[cut][0]
        if len(rest) > 2 and rest[0] not in lexicon.given:
            later = next((i for i in range(1, len(rest) - 1) if rest[i] in lexicon.given and "." not in rest[i - 1]), 0)
            rest, cut = rest[later:], cut + later
            start = spans[cut][0]
        name = text[start:end]
        kind = "name" if lexicon.side_of(rest[:1]) or rest[-1] in lexicon.groups else "person"
        if kind == "name":
            side = lexicon.side_of(rest)
    if kind == "person":
        gender = gender or lexicon.given.get(rest[0], "")
    return shown, end, kind, name, start, tuple(title), gender, side


def _office_word(word, lexicon):
    "The last part of a hyphened office ('lt.-gen', 'vice-president'), else the word itself."
    if "-" in word and word not in lexicon.titles:
        last = word.rpartition("-")[2]
        return last if last in lexicon.titles else word
    return word


def _join_of(text, found, lexicon):
    "Runs that a small word ties into one name: 'Ministry of Energy', 'President of Vestria Mara Doln'."
    out = []
    for mention in found:
        before = out[-1] if out else None
        if before and before.kind == "place" and mention.kind == "body" and text[before.end : mention.start] in OWNERS:
            whole = text[before.start : mention.end]
            out[-1] = Mention(before.start, mention.end, "body", whole, before.start, side=before.side, owned=True)
        elif before is None or mention.start - before.end > 9 or text[before.end : mention.start] not in lexicon.ties:
            out.append(mention)
        elif before.kind == "office" and not mention.title and text[before.end : mention.start] in lexicon.links:
            out[-1] = _office_of(text, before, mention, lexicon)
        elif before.kind in ("name", "body") and mention.kind == "person" and _names_body(mention, lexicon):
            out[-1] = mention
            mention.start = before.start
        elif _goes_on(text, before, mention, lexicon):
            before.kind = "body"
            before.end, before.name = mention.end, text[before.name_start : mention.end]
            before.side = before.side or mention.side
        else:
            out.append(mention)
    return out


def _names_body(mention, lexicon):
    "Whether words before a person's office name what it is of: '(Union of) Northern States Secretary-General'."
    first = mention.title[0] if mention.title else ""
    known = (lexicon.titles, lexicon.qualifiers, lexicon.honorifics)
    return bool(first) and not any(first in words for words in known)


def _goes_on(text, before, mention, lexicon):
    "Whether a name belongs to the body named before it: 'Organization for Security', ' and Cooperation'."
    if mention.name.lower() in lexicon.plurals and before.kind == "body":
        return True
    if mention.kind == "office" or mention.title or (before.kind != "body" and not _has_article(text, before, lexicon)):
        return False
    if text[before.end : mention.start] in lexicon.coordinators:
        return mention.kind == "name" and any(link in before.name for link in lexicon.links)
    return mention.kind != "person" or plain(mention.name.split()[0]) not in lexicon.given


def _has_article(text, mention, lexicon):
    "Whether an article stands before a single name: 'the Hall of Lorn' is a body."
    return mention.kind == "name" and " " not in mention.name and has_article(text, mention.start, lexicon)


def _office_of(text, office, mention, lexicon):
    "An office and what it is of: still an office, or a person where a name follows the place."
    spans = [(m.start(), m.end()) for m in lexicon.word.finditer(text, mention.start, mention.end)]
    low = [plain(text[a:b]) for a, b in spans]
    cut = next((i for i in range(1, len(low) - 1) if low[i] in lexicon.given), 0)
    if not cut:
        while cut < len(low) and (low[cut] in lexicon.qualifiers or " ".join(low[: cut + 1]) in lexicon.known):
            cut += 1
        if not 0 < cut < len(low) - 1 or any(w in lexicon.bodies for w in low[cut:]):
            cut = len(low)
    side = lexicon.side_of(low[:cut]) or office.side
    title = (*office.title, *(w for w in low[:cut] if w in lexicon.qualifiers))
    if cut >= len(low):
        return Mention(
            office.start,
            mention.end,
            "office",
            text[office.start : mention.end],
            office.start,
            title,
            office.gender,
            side,
        )
    start = spans[cut][0]
    gender = office.gender or lexicon.given.get(low[cut], "")
    return Mention(office.start, mention.end, "person", text[start : mention.end], start, title, gender, side)
