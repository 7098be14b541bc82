"""Offices and sides that stand around a person's name.

A text and a mention go in, roles come out: read from titles before the name, from small-letter roles before it and
from appositions around it.
"""

import re

from discourse._speakers_words import plain, plain_words, word_at, words_in

AFTER = re.compile(r",\s(?:(?:aged\s)?\d{1,3},\s)?([^,.;:—\n\"“”]{2,90})")
BRACKET = re.compile(r"\s?[(,]\s?([A-Za-z]{1,3}(?: [A-Z][a-z]+)?)[-–—]\s?([^()\s]{1,12})")
BREAKS = ',.;:—\n"“”('
SMALL_BREAKS = ',;:—\n"“”()'
PIECE = 90  # characters before a name in which its role stands


def office(words, lexicon):
    """The words that make an office, one word for one office: {'foreign', 'minister'}."""
    out = set()
    for word in words:
        word = lexicon.plurals.get(word, word)
        if word in lexicon.persons or word in lexicon.qualifiers:
            out.update(lexicon.same.get(word, word).split())
    return frozenset(out)


def _before_preposition(words, lexicon):
    "How many words a phrase has before its first preposition; its first word counts in any case."
    for i in range(1, len(words)):
        if words[i] in lexicon.prepositions:
            return i
    return len(words)


def role_in(phrase, lexicon, sides):
    """(office words, side, gender) of a phrase such as 'a spokesman for the Vestrian ministry'; () without a role."""
    owned = "'" in phrase[:40] or "’" in phrase[:40]
    if not owned and phrase[:1].isalpha() and plain(word_at(phrase, 0)) not in lexicon.role_heads:
        return ()  # as most are
    words = words_in(phrase, 0, len(phrase))
    if not words or not (owned or words[0] in lexicon.role_heads):
        return ()
    head = words[: _before_preposition(words, lexicon)]
    if lexicon.persons.isdisjoint(head):
        return ()
    return office(head, lexicon), sides.of(head) or sides.of(words), lexicon.gender_of(head)


def roles_around(text, mention, lexicon, sides):
    """Offices and sides that stand around a person's name, as a list of (office words, side, gender)."""
    found = []
    if mention.title:
        found.append((office(mention.title, lexicon), mention.side or sides.of(mention.title), mention.gender))
    start, end, last = mention.start, mention.end, len(text) - 2
    after = text[end] if end <= last else "\n"
    behind = text[end + 1] if end <= last else "\n"
    if (after == " " and behind == "(") or (after == "," and behind == " "):
        bracket = BRACKET.match(text, end)
        if bracket and bracket[1].lower() in lexicon.letters:
            found.append((frozenset(), lexicon.letters[bracket[1].lower()], ""))
    if after == "," and behind == " ":
        apposed = AFTER.match(text, end)
        role = role_in(apposed[1], lexicon, sides) if apposed else ()
        if role:
            found.append(role)
    elif after == " " and behind.islower():
        following = word_at(text, end + 1)
        if following in lexicon.led_by:
            found.append((frozenset(lexicon.led_by[following]), mention.side, ""))
    before = text[start - 2] if start > 1 else "\n"
    if before.isalnum():
        role = _role_before(text, start, lexicon, sides)
        if role:
            found.append(role)
    elif before == "," and text[start - 1] == " ":
        role = role_in(_piece(text, start - 2, BREAKS).strip(), lexicon, sides)
        if role:
            found.append(role)
    return [r for r in found if r[0] or r[1]]


def _role_before(text, end, lexicon, sides):
    "The role that the words right before a name end with, () if none: 'the Vestrian envoy', 'an envoy named'."
    start = end - 1
    while start and end - start < PIECE and text[start - 1].isalpha():
        start -= 1
    whole = start + 1 < end and text[end - 1] == " " and (not start or text[start - 1] == " ")
    if whole and plain(text[start : end - 1]) not in lexicon.role_ends:
        return ()  # as before most names
    words = plain_words(_piece(text, end, SMALL_BREAKS).split()[-7:])
    if words and words[-1] in lexicon.naming:
        words.pop()
    if not words or words[-1] not in lexicon.persons:
        return ()
    start = len(words) - 1
    while start and not (words[start - 1] in lexicon.prepositions or words[start - 1] in lexicon.determiners):
        start -= 1
    words = words[start:]
    return office(words, lexicon), sides.of(words), lexicon.gender_of(words)


def _piece(text, end, breaks):
    "The words right before ``end``, back to a mark."
    start = end
    while start and end - start < PIECE and text[start - 1] not in breaks:
        start -= 1
    return text[start:end]
