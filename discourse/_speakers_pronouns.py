"""Whom a pronoun means.

Subjects weigh most: of the same sentence, then of the sentence before, then whoever spoke last; a mention inside
quotation marks or after a preposition weighs little. Number and gender exclude, where name, title or role tell them.
"""

import re

from discourse._places import count_before
from discourse._speakers_words import has_article, plain, plain_words, shortened

WORD = re.compile(r"[\w'’-]*\w")
PAPER = re.compile(r"((?:\w+ ){0,4}?\w+)(?=,? \w+ed\b|,? (?:\w+ly )?\w+s\b|,)")
REACH = 2500  # characters back in which an antecedent is looked for
HEAD = 40  # characters from the head of a sentence within which its subject begins
SENTENCE = 700  # characters back in which a sentence's head is looked for
STEPS = 12  # sentences back over which a chain of the same pronoun is followed


def pronoun(speakers, start, number, gender):
    "(name, number, gender) of whom a personal pronoun at ``start`` means, names '' if nobody fits."
    if number == "many":
        return _group(speakers, start)
    if gender == "n":
        return _body(speakers, start)
    spoke = last_speaker(speakers, start, gender)
    here = at = start
    for step in range(-1, STEPS):
        here = _before(speakers, here) if step >= 0 else _sentence(speakers, start)
        people = _people(speakers, here, at, gender)
        for mention in people if step < 1 else ():
            if _is_subject(speakers, mention, here):
                return _found(mention, gender)
        if spoke and (step >= 0 or not people) and spoke[0] >= here - (REACH if step >= 0 else 0):
            return spoke[1], "one", spoke[3] or gender
        if people:
            return _found(people[-1] if step >= 0 else people[0], gender)
        if here <= max(0, start - REACH):
            break
        at = here
    if spoke:
        return spoke[1], "one", gender
    unnamed = speakers.unnamed_person(max(0, start - REACH // 2), start, gender)
    if unnamed:
        return unnamed, "one", gender
    near = [m for m in speakers.inside(max(0, start - REACH), start + REACH // 2) if not m.quoted]
    maybe = [m for m in near if m.likely and m.start < start and speakers.gender_of(m.entity) in ("", gender)]
    ahead = [m for m in near if m.start > start and (m.likely or _fits(speakers, m, gender))]
    best = maybe[-1:] or ahead[:1]
    return _found(best[0], gender) if best else ("", "one", gender)


def antecedent(speakers, start):
    "Whoever stands right before a relative pronoun: 'Mara Doln of Lorn, who', 'the rebels, which'."
    text, begin = speakers.text, max(_sentence(speakers, start), start - 120)
    near = [m for m in speakers.inside(begin, start) if m.entity and m.start >= begin]
    word = WORD.match(text, start)
    if word and plain(word[0]) in speakers.lexicon.personal_relatives:
        for mention in reversed(near):
            between = plain_words(WORD.findall(text, mention.end, start))
            apposed = text[mention.end] == "," if between else text[mention.end] in ", "
            if mention.kind == "person" and mention.sure and apposed and speakers.lexicon.finite.isdisjoint(between):
                return mention.entity.name, "one", mention.entity.gender
    for i in range(len(near) - 1, -1, -1):
        mention, limit = near[i], near[i + 1].start if i + 1 < len(near) else start
        words = plain_words(WORD.findall(text, mention.end, limit))
        if limit == start and words:
            break
        if limit < start and not (len(words) == 1 and words[0] in speakers.lexicon.prepositions):
            break
        if mention.kind == "person" or i == 0 or near[i - 1].kind != "person":
            return mention.entity.name, "one", mention.entity.gender if mention.kind == "person" else "n"
    group = speakers.group_in(begin, start, last=True)
    if group:
        return group, "many", ""
    chunk = re.split(r"[,;:(\n]", text[begin:start].rstrip(" ,"))[-1]
    words = list(re.finditer(r"\S+", chunk))
    for word in reversed(words[-8:]):
        if word[0].lower() in speakers.lexicon.finite:
            break
        if word[0].lower() in speakers.lexicon.determiners:
            return chunk[word.start() :].strip(), "one", "n"
    return "", "", ""


def last_speaker(speakers, start, gender=""):
    "The person who spoke last before a place, as (place, name, number, gender), else None."
    for said in speakers.said_before(start, REACH):
        if said[2] == "one" and (said[3] == gender or said[3] == "" or (not gender and said[3] in ("m", "f"))):
            return said
    return None


def _found(mention, gender):
    return mention.entity.name, "one", mention.entity.gender or gender


def _sentence(speakers, place):
    "Where the sentence that holds ``place`` begins."
    text, floor = speakers.text, max(0, place - SENTENCE)
    while place > floor and text[place - 1].isspace():
        place -= 1
    sentences = speakers.sentences
    i = count_before(sentences, place)
    return max(floor, sentences[i - 1]) if i else floor


def _before(speakers, here):
    "Where the sentence before the one that begins at ``here`` begins."
    return _sentence(speakers, here) if here else 0


def _people(speakers, start, end, gender):
    "The mentions of people of the gender between two places, outside quotation marks."
    found = []
    for mention in speakers.inside(start, end):
        if not mention.quoted and start <= mention.start and _fits(speakers, mention, gender):
            found.append(mention)
    return found


def _fits(speakers, mention, gender):
    "Whether a mention is a person of the gender; a likely one only if pronouns after the name say so."
    if not (mention.sure or mention.likely):
        return False
    known = speakers.gender_of(mention.entity)
    return known == gender if mention.likely and gender else not gender or known in ("", gender)


def _is_subject(speakers, mention, sentence):
    "Whether a mention can be its clause's subject: no preposition before it, no possessive ending after it."
    text = speakers.text
    after = text[mention.end : mention.end + 1]
    if after == "'" or after == "’":
        return False
    before = WORD.findall(text, max(sentence, mention.start - 40), mention.start)
    return not before or plain(before[-1]) not in speakers.lexicon.not_before_subjects


def _group(speakers, start):
    "Whom 'they' means: the group that spoke last nearby, else the nearest subject that is a group or body."
    for said in speakers.said_before(start, REACH // 2):
        if said[2] == "many":
            return said[1:]
    here = _sentence(speakers, start)
    for _ in range(3):
        group = speakers.group_in(here, start)
        if group:
            return group, "many", ""
        if here == 0:
            break
        here = _before(speakers, here)
    group = speakers.group_in(here, start, last=None)
    if group:
        return group, "many", ""
    for mention in reversed(speakers.inside(max(0, start - REACH // 4), start)):
        if mention.kind in ("body", "place") and mention.entity:
            return mention.entity.name, "many", "n"
    return "", "many", ""


def _with_article(speakers, mention):
    "A body's name with the article that stands before it."
    shown = has_article(speakers.text, mention.start, speakers.lexicon) and not mention.entity.owned
    return (speakers.lexicon.article if shown else "") + mention.entity.name


def _body(speakers, start):
    "What 'it' means: the sentence's own or the last sentence's body, else the body that spoke last."
    here = _sentence(speakers, start)
    for step in range(2):
        named = [m for m in speakers.inside(here, start) if m.kind in ("body", "place") and m.entity and not m.quoted]
        bodies = [m for m in named if here <= m.start < here + HEAD and _is_subject(speakers, m, here)]
        paper = PAPER.match(speakers.text, here)
        if step and paper and plain(paper[1].split()[-1]) in speakers.lexicon.papers:
            return shortened(paper[1], speakers.lexicon), "one", "n"
        if bodies:
            return _with_article(speakers, bodies[0]), "one", "n"
        for said in speakers.said_before(start, REACH // (1 if step else 3)):
            if said[3] == "n":
                return said[1:]
        here = _before(speakers, here) if here else 0
    return "", "one", "n"
