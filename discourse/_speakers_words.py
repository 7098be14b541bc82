"""The words of a language that tell who is named, and phrases in their plain form.

Lexicon files go in; sets and patterns for look-up come out, made once a language.
"""

import re
from functools import cache, lru_cache

from discourse._lexicon import load_lexicon
from discourse._memory import Answers


def is_capital(letter):
    """Whether a character is a capital letter, as names are written with."""
    return "@" < letter < "\u2000" and (letter.isupper() or letter.istitle())


UPPER = "".join(re.escape(c) for c in map(chr, range(0x2000)) if is_capital(c))
INNER = rf"(?:['’](?!s\b)\w+|[-‑]\w+|&[{UPPER}]\w*)*"  # what a name word may hold: O'Dowd, Ben-Gal, R&D

NICKNAMED = "\"“‘'("  # what a nickname within a name begins with
GLUED = re.compile(r"(?<=\b\w)\.(?=\w{2})")  # "M.Doln"
INITIALISM = re.compile(r"(?:\b\w\.)+\w$")


class Words:
    """The lexicon of one language, turned into sets for look-up by small-letter words."""

    def __init__(self, language="en"):
        titles, roles, openers = (load_lexicon(n, language) for n in ("titles", "roles", "openers"))
        pronouns = load_lexicon("pronouns", language)
        self.pronouns, self.possessives = pronouns["personal"], pronouns["possessive"]
        self.relatives, self.first_person = set(pronouns["relative"]), set(pronouns["first"])
        self.personal_relatives = set(pronouns["personal_relative"])
        self.definite, self.indefinite = set(pronouns["definite"]), set(pronouns["indefinite"])
        self.nobody, self.time_nouns, self.standing = (set(pronouns[k]) for k in ("nobody", "time_nouns", "standing"))
        self.signed = set(roles["signed"])
        self.unnamed = set(roles["unnamed"])
        self.measures, self.counting = set(pronouns["measures"]), set(pronouns["counting"])
        self.many = set(pronouns["many"])
        self.determiners = self.definite | self.indefinite
        self.pairs, self.prepositions = set(pronouns["pairs"]), set(pronouns["prepositions"])
        self.conjunctions = set(pronouns["conjunctions"])
        self.not_before_subjects = self.prepositions - set(pronouns["subject_follows"])
        clauses = load_lexicon("clauses", language)
        self.finite, self.past = set(clauses["finite"]), tuple(clauses["past"])
        self.article = pronouns["article"] + " " if pronouns["article"] else ""
        self.joiner, self.owner = f" {pronouns['joiner']} ", pronouns["owner"]
        self.both = set(pronouns["both"])
        self.naming = set(roles["naming"])
        self.led_by = {w: set(o) for w, o in roles["led_by"].items()}
        self.honorifics, self.offices = set(titles["honorifics"]), set(titles["offices"])
        self.qualifiers, self.plurals, self.same = set(titles["qualifiers"]), titles["plurals"], titles["same"]
        self.titles = self.offices | set(self.plurals)
        self.gender = {w: g for g, words in titles["genders"].items() for w in words}
        self.persons = set(roles["persons"]) | self.offices
        self.groups, self.bodies, self.papers = set(roles["groups"]), set(roles["bodies"]), set(roles["papers"])
        self.openers, self.time = set(openers["function"]), set(openers["time"])
        self.adjectives = tuple(sorted(openers["adjectives"], key=len, reverse=True))
        self.noun_endings = openers["noun_endings"]
        self.links = {f" {link} " for link in openers["links"]}
        self.coordinators = {f" {link} " for link in openers["coordinators"]}
        self.ties = self.links | self.coordinators
        self.suffixes = {s.strip(".") for s in openers["suffixes"]}
        self.given = {w.lower(): g for g, words in load_lexicon("given_names", language).items() for w in words}
        self.place, self.demonym, self.seats = {}, {}, {}
        for country, entry in load_lexicon("demonyms", language).items():
            for name in [country, *entry.get("names", ())]:
                self.place[name.lower()] = country
            self.demonym |= {w.lower(): country for w in entry.get("words", ())}
            self.seats |= {w.lower(): country for w in entry.get("seats", ())}
        self.seats |= {w.lower(): side for w, side in load_lexicon("metonyms", language).items()}
        parties = load_lexicon("parties", language)
        self.party = {w.lower(): p for p, e in parties.items() for w in e["words"]}
        self.letters = {w.lower(): p for p, e in parties.items() for w in e["letters"]}
        self.known = self.place | self.seats | self.demonym | self.party
        self.longest = max(len(w.split()) for w in self.known)
        self.known_last = {w.rpartition(" ")[2] for w in self.known}
        self._unite()
        self.group_endings, self.person_endings = tuple(roles["group_endings"]), tuple(roles["person_endings"])
        self.abbreviations, self.particles = set(titles["abbreviations"]), set(openers["particles"])
        short = "|".join(sorted(map(re.escape, titles["abbreviations"]), key=len, reverse=True))
        particles = "|".join(sorted(openers["particles"], key=len, reverse=True))
        word = rf"(?:(?:{short})\.(?:-(?:{short})\.)?|(?:[{UPPER}]\.-?)+(?:[{UPPER}]\w+{INNER})?|[{UPPER}]\w*{INNER})"
        nick = rf"[{NICKNAMED}][" + UPPER + r"]\w+[\"”’')]"
        self.name = re.compile(
            rf"{word}(?:[^\S\n]{{1,2}}(?:(?:(?:{particles})[^\S\n])?{word}|(?:{nick})(?=[^\S\n][{UPPER}])))*"
        )
        self.word = re.compile(r"[^\s,;:()\"“”]+")

    def _unite(self):
        "Sets that are asked for together, as one."
        self.before_people = self.qualifiers | self.honorifics
        self.office_words = self.titles | self.before_people
        self.no_sides = self.office_words | self.openers
        self.not_names = self.openers | self.time
        self.role_heads = self.determiners | self.persons | self.qualifiers | set(self.known)
        self.phrase_ends = self.prepositions | self.conjunctions | self.relatives | set(self.pronouns)
        self.people_or_groups = self.persons | self.groups
        self.common = self.groups | self.persons | self.qualifiers | self.papers
        self.before_groups = self.qualifiers | self.many | set(self.known)
        self.role_ends = self.persons | self.naming
        self.mere = self.determiners - self.standing

    def side_of(self, words):
        """Country or party that the last known word or phrase of ``words`` (small letters) names, else ""."""
        for i in range(len(words) - 1, -1, -1):
            if words[i] not in self.known_last:
                continue
            for n in range(min(self.longest, i + 1), 0, -1):
                side = self.known.get(" ".join(words[i - n + 1 : i + 1]))
                if side:
                    return side
        return ""

    def gender_of(self, words):
        """m or f if a word of the list tells, else ""."""
        for word in words:
            if word in self.gender:
                return self.gender[word]
        return ""


@cache
def words_of(language="en"):
    """The look-up tables of a language, made once."""
    return Words(language)


def plain(word):
    """A word in small letters, without a final point or a possessive ending."""
    small = True
    for letter in word:
        if "A" <= letter <= "Z":
            small = False
        elif not "a" <= letter <= "z":
            return PLAIN[word]
    return word if small else word.lower()


class PlainForms(Answers):
    """Words that are not of plain letters only to their plain form; filled as words are met."""

    def answer(self, word):
        """The plain form of a word."""
        low = word.lower().replace("’", "'")
        low = low[:-2] if low.endswith("'s") else low.rstrip("'")
        return low if len(low) > 2 and len(low) == 2 * low.count(".") else low.rstrip(".")


PLAIN = PlainForms()


def is_letter(letter):
    """Whether a character can stand in a word of letters, digits and underscores."""
    return "a" <= letter <= "z" or (letter > "/" and (letter.isalnum() or letter == "_"))


def _run_end(text, start, end):
    "Where the letters and marks end that may stand in one word: O'Dowd, Ben-Gal, U.S., R&D."
    while start < end and (is_letter(text[start]) or text[start] in "'’.&-"):
        start += 1
    return start


def _word_end(text, start, end):
    "Where the word in such a run ends, with the point behind its last letter; at its start if it has no letter."
    last = end
    while last > start and not is_letter(text[last - 1]):
        last -= 1
    return last + 1 if start < last < end and text[last] == "." else last


def spans_of(text, start, end):
    """Where the words of ``text[start:end]`` stand, as a list of (start, end)."""
    spans, at, end = [], start, min(end, len(text))
    while at < end:
        first, at = at, _run_end(text, at, end)
        last = _word_end(text, first, at)
        if last > first:
            spans.append((first, last))
        at += 1
    return spans


def words_in(text, start, end):
    """The words of ``text[start:end]`` in their plain form."""
    return [plain(text[first:last]) for first, last in spans_of(text, start, end)]


def word_at(text, start):
    """The word that begins at a place, "" if none does."""
    return text[start : _word_end(text, start, _run_end(text, start, len(text)))]


@lru_cache(maxsize=50000)
def bare(name, lexicon: Words):
    """Words of a name in small letters, without suffixes and initials (unless nothing else is left)."""
    parts = (GLUED.sub(". ", name) if "." in name else name).split()
    words = [w for w in [plain(w).strip("\"“”‘’'()") for w in parts] if w and w not in lexicon.suffixes]
    long = [w for w in words if len(w) > 1 and "." not in w] or words
    return tuple(long or [name.lower()])


def plain_words(words):
    """Words in their plain form."""
    return [plain(word) for word in words]


def tidy(name):
    """A name with one blank between its words, and none around them."""
    before = " "
    for letter in name:
        if letter.isspace() and (letter != " " or before == " "):
            return " ".join(name.split())
        before = letter
    return name if before != " " else name.strip()


def trimmed(phrase):
    """A phrase without the marks and blanks around it."""
    kept = phrase.strip(" \t\n\r.,;:!?\"'“”‘’—–-()[]")
    return kept + "." if kept + "." in phrase and INITIALISM.search(kept) else kept


def shortened(phrase, lexicon):
    """A phrase up to its relative clause, with a small article."""
    words = phrase.split()
    for i in range(2, len(words)):
        if words[i].lower() in lexicon.relatives:
            words = words[:i]
            break
    phrase = " ".join(words)
    first, _, rest = phrase.partition(" ")
    small = rest and first.lower() in lexicon.determiners
    return first.lower() + phrase[len(first) :] if small or _is_common(first, rest, lexicon) else phrase


def _is_common(word, rest, lexicon):
    "Whether a capital word that heads a phrase is no name: 'Officials', 'Senior officials', not 'Foreign Ministry'."
    low, after = plain(word), rest.partition(" ")[0]
    if not word.istitle() or low in lexicon.known:
        return False
    follows = not after or after.islower() or plain(after) in lexicon.known
    return low in lexicon.counting or (follows and low in lexicon.common)


def has_article(text, start, lexicon):
    """Whether the definite article stands right before ``start``."""
    article, size = lexicon.article, len(lexicon.article)
    if not size or start < size or (text[start - 2] != article[size - 2] and not text[start - 2].isupper()):
        return False  # as most often
    return text[start - size : start].lower() == article


def is_verb(word, lexicon):
    """Whether a word looks like a finite verb."""
    return word in lexicon.finite or word.endswith(lexicon.past)
