"""What a source phrase means: a name in it, a role, a body, a group, a paper.

A span goes in, (canonical name, number, gender) comes out; ``speakers`` holds the names and roles of the text.
"""

import re

from discourse._places import count_before
from discourse._speakers_pairs import is_pair, last_people
from discourse._speakers_pronouns import antecedent, last_speaker, pronoun
from discourse._speakers_roles import office
from discourse._speakers_words import is_verb, plain, plain_words, shortened, spans_of, trimmed, words_in

DASHED = re.compile(r"\s[–-]{1,2}\s")
POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s|$))")
NOBODY = ("", "", "")


def read_phrase(speakers, start, end):
    "(canonical name, number, gender) of a span."
    lexicon, text = speakers.lexicon, speakers.text
    while start < end and not text[start].isalnum():
        start += 1
    if end > start and text[end - 1] in "s'’":
        owner = POSSESSIVE.search(text, max(start, end - 2), end)
        end = owner.start() if owner and owner.end() == end else end
    words = words_in(text, start, end)
    if not words or words[0] in lexicon.nobody or words[-1] in lexicon.nobody:
        return NOBODY
    if len(words) < 4 and words[-1] in lexicon.time_nouns and text[start:end].islower():
        return NOBODY
    if len(words) == 1 and (words[0] in lexicon.mere or words[0].isdigit()):
        return NOBODY
    alone = words[0] if len(words) == 1 or words[1] in lexicon.pronouns or is_verb(words[1], lexicon) else ""
    if words[-1] in lexicon.pronouns and text[start].islower() and len(words) > 1:
        alone, start = words[-1], end - len(words[-1])
    if alone in lexicon.pronouns:
        told = lexicon.pronouns[alone]
        return pronoun(speakers, start, told["number"], told["gender"])
    if alone in lexicon.first_person:
        return speakers.speaker, "one", ""
    if alone in lexicon.relatives:
        return antecedent(speakers, start)
    main = _clause_end(text, start, end)
    inside = [m for m in speakers.inside(start, end) if m.entity]
    if len(inside) == 1:
        mention = inside[0]
        if mention.start <= start and end < mention.end:
            return speakers.canonical(text[start:end], start), "one", mention.entity.gender
    heads = [m for m in inside if _is_head(text, m, start, main, lexicon)]
    named = _named(heads, words[0] in lexicon.counting)
    if named:
        return _together(lexicon, named)
    if inside and (words[0] in lexicon.indefinite or not lexicon.people_or_groups.isdisjoint(words)):
        entity = _apposed(text, inside, main, end, lexicon)
        if entity:
            return _together(lexicon, [entity])
    if not heads:
        for mention in speakers.inside(end, end + 40):
            apposed = text[end : mention.start] == ", " and text[mention.end : mention.end + 1] == ","
            if mention.kind == "person" and apposed:
                return _together(lexicon, [mention.entity])
    if words[0] in lexicon.persons or words[0] in lexicon.qualifiers:
        bearer = _bearer(speakers, start)
        if bearer:
            return _together(lexicon, [bearer])
    return _noun_phrase(speakers, start, main, heads)


def _clause_end(text, start, end):
    "Where the first mark stands in a phrase, behind its first letter; the end of the phrase if it has none."
    at = start + 1
    while at < end and text[at] not in ",;:—(\n":
        if at + 1 < end and text[at + 1] in "–-" and DASHED.match(text, at, end):
            return at
        at += 1
    return at


def _named(heads, counted):
    "The people among a phrase's heads, else its one head of unknown kind; nobody in 'two Vesk'."
    people = [m.entity for m in heads if m.kind == "person"]
    if not people and len(heads) == 1 and not counted and heads[0].kind == "name":
        return [heads[0].entity]
    return people


def _apposed(text, inside, main, end, lexicon):
    "Who is named right after a phrase without a name: 'a senior adviser, Ilan Vesk'; None if nobody is."
    for mention in inside:
        if mention.start < main or (mention.kind != "person" and mention.kind != "name"):
            continue
        if _is_head(text, mention, main, end, lexicon):
            gap = words_in(text, main, mention.name_start)
            near = len(gap) < 9 and lexicon.finite.isdisjoint(gap) and lexicon.conjunctions.isdisjoint(gap[:1])
            return mention.entity if near else None
    return None


def _bearer(speakers, start):
    "Whose office an apposition is: 'Ilan Vesk, acting head of the office'."
    for mention in reversed(speakers.inside(max(0, start - 60), start)):
        gap = speakers.text[mention.end : start]
        if mention.kind == "person" and gap.startswith(", ") and len(gap.split()) <= 2 and "," not in gap[1:]:
            return mention.entity
    return None


def _owns(text, mention):
    "Whether a possessive ending follows."
    mark = text[mention.end : mention.end + 1]
    return (mark == "'" or mark == "’") and bool(POSSESSIVE.match(text, mention.end))


def _is_head(text, mention, start, end, lexicon):
    "Whether a mention is what the phrase is about, not what it belongs to."
    if mention.start >= end or _owns(text, mention):
        return False
    if start < mention.start and not lexicon.prepositions.isdisjoint(words_in(text, start, mention.start)):
        return False
    after = spans_of(text, mention.end, end) if mention.end < end else None
    if not after or "," in text[mention.end : after[0][0]]:
        return True
    shown = text[after[0][0] : after[0][1]]
    if mention.kind == "person" and not shown.islower():
        return True
    word = plain(shown)
    if word in lexicon.conjunctions and plain(text[after[-1][0] : after[-1][1]]) in lexicon.groups:
        return False  # "Interior and army officials"
    return word in lexicon.phrase_ends


def _together(lexicon, entities):
    "One name, or several joined."
    first = entities[0]
    names = list(dict.fromkeys([e.name for e in entities])) if len(entities) > 1 else [first.name]
    if len(names) > 1:
        return ", ".join(names[:-1]) + lexicon.joiner + names[-1], "many", ""
    return names[0], "one", first.gender if first.kind == "person" else "" if first.kind == "name" else "n"


def _noun_phrase(speakers, start, end, heads):
    "A phrase without a person's name."
    lexicon = speakers.lexicon
    phrase = trimmed(speakers.text[start:end])
    words = words_in(phrase, 0, len(phrase))
    if not words:
        return NOBODY
    cut = 1
    while cut < len(words) and words[cut] not in lexicon.prepositions and words[cut] not in lexicon.relatives:
        cut += 1
    head, kernel = words[cut - 1], words[:cut]
    if (head in lexicon.time_nouns and head in phrase and cut < 4) or head in lexicon.measures or head.isdigit():
        return NOBODY
    definite = words[0] not in lexicon.indefinite
    if is_pair(lexicon, kernel):
        pair = last_people(speakers, start, kernel)
        if pair:
            return _together(lexicon, pair)
    if head in lexicon.persons and head not in lexicon.groups:
        return _one_person(speakers, start, phrase, words, kernel)
    if words[0] in lexicon.definite and head in lexicon.papers and len(words) == 2 and phrase.split()[-1].islower():
        before = speakers.said_before(start, start + 1)
        papers = [said for said in before if said[1].lower().split()[-1] == head]
        if before:
            return (papers or before)[0][1:]
        near = [
            m for m in speakers.inside(max(0, start - 600), start) if m.kind == "person" and m.sure and not m.quoted
        ]
        if near and head in lexicon.signed:
            return _together(lexicon, [near[-1].entity])
    if head in lexicon.papers and words[0] in lexicon.possessives:
        told = lexicon.possessives[words[0]]
        return pronoun(speakers, start, told["number"], told["gender"])
    owner = POSSESSIVE.search(speakers.text, start, end) if head in lexicon.papers else None
    if owner and start < owner.start():
        return read_phrase(speakers, start, owner.start())
    if definite and head in lexicon.bodies:
        own = _ends_with(heads, end)
        body = _body(speakers, start, kernel)
        if body and own and len(body.words) == len(set(plain_words(own.name.split()))):
            body = own
        if body:
            return _named_body(speakers, body, phrase), "one", "n"
    if len(heads) > 1 and not lexicon.conjunctions.isdisjoint(words):
        return shortened(phrase, lexicon), "many", ""
    if heads and cut == len(words) and words[0] not in lexicon.counting:
        return _named_body(speakers, heads[0].entity, phrase), "one", "n"
    many = head in lexicon.groups or not lexicon.conjunctions.isdisjoint(words)
    thing = head in lexicon.bodies or not head.endswith(lexicon.person_endings)
    thing = thing and (head in lexicon.bodies or head in phrase)  # written small: no name of unknown kind
    return shortened(phrase, lexicon), "many" if many else "one", "n" if thing and not many else ""


def _ends_with(heads, end):
    "What is named at the end of a phrase, None if nothing is."
    for mention in heads:
        if mention.end >= end - 1:
            return mention.entity
    return None


def _one_person(speakers, start, phrase, words, kernel):
    "'the president', 'his spokesman', 'a senior adviser': whom the text elsewhere gives that office."
    lexicon = speakers.lexicon
    gender = lexicon.gender_of(kernel)
    definite = words[0] not in lexicon.indefinite
    entity = _by_role(speakers, start, kernel, gender, speakers.sides.of(words), definite)
    if entity:
        return entity.name, "one", entity.gender
    if definite:
        for said in speakers.said_before(start, 2500):
            if kernel[-1] in said[1].lower().split():
                return said[1], "one", said[3] or gender
    unnamed = kernel[-1] in lexicon.unnamed
    if definite and not unnamed and words[0] not in lexicon.possessives and len(words) <= 4:
        said = last_speaker(speakers, start, gender) if not POSSESSIVE.search(phrase) else None
        if said:
            return said[1], "one", said[3] or gender
    if not unnamed and (not definite or len(words) > 4):
        entity = speakers.named_later(start)
        if entity and not (gender and entity.gender and gender != entity.gender):
            return entity.name, "one", entity.gender
    if words[0] in lexicon.possessives:
        told = lexicon.possessives[words[0]]
        owner = pronoun(speakers, start, told["number"], told["gender"])[0]
        if owner and lexicon.joiner not in owner:
            return f"{owner}{lexicon.owner} {phrase.partition(' ')[2]}", "one", gender
    return shortened(phrase, lexicon), "one", gender


def _by_role(speakers, start, words, gender, side, definite):
    "The person whom the text gives an office; an indefinite phrase must fit it wholly and stand before the name."
    lexicon = speakers.lexicon
    asked = office(words, lexicon)
    head = lexicon.same.get(words[-1], words[-1]).split()[-1]
    best, best_score = None, None
    for entity, role, role_side, place in speakers.roles.get(head, ()):
        if not asked - lexicon.qualifiers <= role or (gender and entity.gender not in ("", gender)):
            continue
        same_side = bool(side) and (side == role_side or side == entity.side)
        if side and (role_side or entity.side) and not same_side:
            continue
        if not definite and (place < start or not asked <= role or not (same_side or len(asked) > 1)):
            continue
        if place < 0 and not same_side:
            continue
        last = _last(entity, start)
        score = (len(asked & role) - len(role - asked - {head}) / 2, same_side, last >= 0, last)
        if best_score is None or score > best_score:
            best, best_score = entity, score
    return best


def _last(entity, start):
    "Where an entity is named last before a place, -1 if nowhere."
    i = count_before(entity.places, start)
    return entity.places[i - 1] if i else -1


def _body(speakers, start, kernel):
    "The fullest body named in the text whose name has all the words of the phrase; the last named before it first."
    wanted = {w for w in kernel if w not in speakers.lexicon.determiners}
    fits = [e for e in speakers.bodies if wanted <= e.words]
    if not fits:
        return None
    return max(
        fits,
        key=lambda e: (
            max((p for p in e.places if p < start), default=-1) if len(wanted) == 1 else 0,
            len(e.name),
            -e.first,
        ),
    )


def _named_body(speakers, entity, phrase):
    "The body's name with the article that the text gives it."
    article = speakers.lexicon.article
    return (article if article and phrase.lower().startswith(article) and not entity.owned else "") + entity.name
