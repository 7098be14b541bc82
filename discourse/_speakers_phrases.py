"""What a source phrase means: a name in it, a role, a body, a group, a paper.

A span goes in, (canonical name, number, gender) comes out; ``speakers`` holds the names and roles of the text.
"""

import re

from discourse._speakers_names import plain
from discourse._speakers_people import WORD, office
from discourse._speakers_pronouns import antecedent, pronoun

CLAUSE = re.compile(r"[,;:—(\n]|\s[–-]\s")


def read_phrase(speakers, start, end):
    "(canonical name, number, gender) of a span."
    lexicon, shown = speakers.lexicon, speakers.text[start:end]
    words = [plain(w) for w in WORD.findall(shown)]
    if not words:
        return "", "", ""
    if len(words) == 1 or (len(words) == 2 and words[1] in ("himself", "herself", "themselves")):
        word = words[0]
        if word in lexicon.pronouns:
            return pronoun(speakers, start, **lexicon.pronouns[word])
        if word in lexicon.first_person:
            return speakers.speaker, "one", ""
        if word in lexicon.relatives:
            return antecedent(speakers, start)
    inside = speakers.inside(start, end)
    cut = CLAUSE.search(speakers.text, start + 1, end)
    main_end = cut.start() if cut else end
    heads = [
        m
        for m in inside
        if m.kind in ("person", "name", "body", "place") and m.entity and _is_head(speakers, m, start, main_end)
    ]
    people = [m for m in heads if m.kind == "person"]
    if people:
        if len(people) > 1:
            return _together(speakers, people), "many", ""
        return people[0].entity.name, "one", people[0].entity.gender
    role = _has_role(speakers, words)
    named = [
        m
        for m in inside
        if m.kind == "person" and m.start >= main_end and speakers.text[m.end : m.end + 2] not in ("'s", "’s")
    ]
    if named and role and _follows_at_once(speakers, main_end, named[0].start):
        return named[0].entity.name, "one", named[0].entity.gender
    return _noun_phrase(speakers, start, main_end, heads)


def _is_head(speakers, mention, start, end):
    "Whether a mention is what the phrase is about, not what it belongs to."
    if mention.start >= end or speakers.text[mention.end : mention.end + 2] in ("'s", "’s"):
        return False
    if speakers.text[mention.end : mention.end + 1] in ("'", "’"):
        return False
    before = [plain(w) for w in WORD.findall(speakers.text[start : mention.start])]
    if any(w in speakers.lexicon.prepositions for w in before):
        return False
    after = WORD.match(speakers.text, mention.end + 1)
    if mention.kind != "person" and after and after.start() < end:
        word = plain(after[0])
        return (
            word in speakers.lexicon.prepositions
            or word in speakers.lexicon.conjunctions
            or word in speakers.lexicon.relatives
        )
    return True


def _follows_at_once(speakers, end, start):
    return start - end < 3 or len(speakers.text[end:start].split()) <= 2


def _has_role(speakers, words):
    return any(w in speakers.lexicon.persons for w in words)


def _together(speakers, people):
    names = []
    for mention in people:
        if mention.entity.name not in names:
            names.append(mention.entity.name)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _noun_phrase(speakers, start, end, heads):
    "A phrase without a person's name: a role, a body, a group, a paper."
    lexicon = speakers.lexicon
    phrase = trimmed(speakers.text[start:end])
    words = [plain(w) for w in WORD.findall(phrase)]
    if not words:
        return "", "", ""
    cut = next(
        (i for i, w in enumerate(words) if i and (w in lexicon.prepositions or w in lexicon.relatives)), len(words)
    )
    head = words[cut - 1]
    definite = words[0] in lexicon.definite or "'" in phrase or "’" in phrase
    if head in lexicon.persons:
        gender = next((lexicon.gender[w] for w in words[:cut] if w in lexicon.gender), "")
        if words[0] in lexicon.indefinite:
            return phrase, "one", gender
        entity = _by_role(speakers, start, words[:cut], gender, lexicon.side_of(words))
        if entity:
            return entity.name, "one", entity.gender
        return phrase, "one", gender
    if head in lexicon.papers and definite and cut == len(words) and len(words) == 2:
        for _, name, number, gender in reversed(speakers.history):
            return name, number, gender
    if head in lexicon.bodies and definite and cut == len(words) and len(words) == 2:
        body = _body(speakers, start, head)
        if body:
            return body.name, "one", "n"
    if heads and heads[0].kind in ("body", "place", "name") and cut >= len(words):
        entity = heads[0].entity
        shown = speakers.text[heads[0].start - 4 : heads[0].start].lower()
        return (
            ("the " if shown == "the " else "") + entity.name if entity.name in phrase else entity.name,
            "one",
            "n",
        )
    return _small_the(phrase), "many" if head in lexicon.groups else "one", ""


def _by_role(speakers, start, words, gender, side):
    "The person whom the text gives an office before this place."
    lexicon = speakers.lexicon
    asked = office(words, lexicon)
    head = lexicon.same.get(words[-1], words[-1]).split()[-1]
    best, best_score = None, None
    for entity in speakers.entities.values():
        if entity.kind != "person" or (gender and entity.gender and gender != entity.gender):
            continue
        for role, role_side, place in entity.roles:
            if head not in role:
                continue
            if side and (role_side or entity.side) and side not in (role_side, entity.side):
                continue
            last = max((p for p in entity.places if p < start), default=-1)
            score = (len(asked & role) - len(asked ^ role), place < start, last, entity.name)
            if best_score is None or score > best_score:
                best, best_score = entity, score
    return best


def _body(speakers, start, head):
    "The body last named before this place whose name has the word ``head``."
    for mention in reversed(speakers.inside(0, start)):
        if mention.kind == "body" and head in mention.name.lower().split():
            return mention.entity
    return None


def trimmed(phrase):
    return phrase.strip(" \t\n\r.,;:!?\"'“”‘’—–-()[]")


def _small_the(phrase):
    first, _, rest = phrase.partition(" ")
    return f"{first.lower()} {rest}" if rest and first.lower() in ("the", "a", "an") else phrase
