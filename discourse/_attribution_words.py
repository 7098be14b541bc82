"""The words of a language for a shallow reading: the tag of a form, the tokens of a piece of text, what cues report.

Words of closed classes, verb forms and endings are data of a language. One limit: an unknown word is a noun.
"""

import re
from functools import cache
from sys import intern

from discourse._lexicon import load_lexicon
from discourse._memory import LONGEST, Answers

TOKEN = re.compile(
    r"[^\W_]+(?:(?:[-.&/@]|['’](?=[A-ZÀ-ÖØ-Þ])|,(?=\d))[^\W_]+)*(?:(?<=\.[^\W_])\.)?"
    r"|['’][^\W_]+|''|``|-{2,3}|\.{2,}|[^\w\s]|_+"
)
CLASSES = {
    "determiner": "D", "quantifier": "E", "possessive": "p", "subject_pronoun": "S", "pronoun": "Y",
    "object_pronoun": "M", "relative": "W", "complementizer": "T", "wh": "H", "preposition": "P", "of": "O", "as": "a",
    "to": "i", "auxiliary": "X", "adverb": "R", "coordinator": "&", "subordinator": "U", "calendar": "w", "plain": "n",
    "past": "d", "progressive": "g", "plural": "N", "attributing": "A", "agent": "P", "possessive_determiner": "D",
    "reflexive": "F", "focus": "f", "contracted": "x",
}  # fmt: skip
PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", ".": ".", "?": ".", "!": ".", "…": ",", "-": "-", "--": "-", "---": "-", "–": "-",
    "—": "-", "(": "(", "[": "(", ")": ")", "]": ")", "%": "n", "$": "n", "#": "n", "@": "n", "&": "&",
    "...": ",", "..": ",",
}  # fmt: skip
STOPS = frozenset(",.;:?!")


class Inside(Answers):
    """Tag of a word as it stands inside a sentence, where a capital marks a name; filled as words are met."""

    def __init__(self, words):
        super().__init__()
        self.words = words

    def answer(self, form):
        """The tag of a word."""
        low = form.lower()
        tag = self.words.tags.get(low)
        if tag is None:
            tag = "C" if form != low else self.words.guess(low)
        elif tag == "w":
            tag = "w" if form != low else self.words.guess(low)
        elif form != low and tag in "bzBZGdvcgnNXE":
            tag = "C"
        return tag


class Token:
    """A token of a piece of text: in small letters, its tag, where in the piece it stands, what follows it there.

    ``is_cue`` tells whether it may be one, ``is_unlisted`` whether it is in small letters and in no list of words.
    """

    def __init__(self, lowered, tag, start, end, following):
        self.lowered, self.tag, self.start, self.end, self.following = lowered, tag, start, end, following
        self.is_cue = self.is_unlisted = False


class Pieces(Answers):
    """Pieces of text between two blanks to the first token of each, None of one without a token; filled as met."""

    def __init__(self, inside, cues):
        super().__init__()
        self.inside, self.cues = inside, cues

    def answer(self, piece):
        """The first token of a piece, which others follow."""
        if piece.isalnum():  # as most are: a word
            found = self.token(piece, 0, None)
        elif piece[-1:] in STOPS and piece[:-1].isalnum():  # or a word and a mark
            end = len(piece) - 1
            found = self.token(piece[:-1], 0, self.token(piece[-1], end, None))
        else:
            found = None
            for match in reversed(list(TOKEN.finditer(piece))):
                found = self.token(match.group(), match.start(), found)
        return found

    def token(self, form, start, following):
        """A token by its form."""
        low = form.lower()
        if len(low) <= LONGEST:
            low = intern(low)  # one object for all that are alike
        token = Token(low, self.inside[form], start, start + len(form), following)
        token.is_cue, token.is_unlisted = low in self.cues, low == form and low not in self.inside.words.tags
        return token


class Words:
    """The words of a language: tags of forms, and what each form that may be a cue reports."""

    def __init__(self, language):
        self.language = language
        self.tags, self.verbs, self.nouns, self.adjectives, self.adverbs = {}, {}, {}, {}, {}
        forms = load_lexicon("verb_forms", language)
        for kind, words in load_lexicon("reporting_nouns", language).items():
            for lemma in words.split():
                for form in {lemma, inflected(lemma, "third", forms)}:
                    self.nouns[form] = lemma, joined(self.nouns.get(form), kind)
        for kind, words in load_lexicon("reporting_adjectives", language).items():
            for lemma in words.split():
                self.adjectives[lemma] = lemma, joined(self.adjectives.get(lemma), kind)
        for kind, words in load_lexicon("reporting_adverbs", language).items():
            for lemma in words.split():
                self.adverbs[lemma] = lemma, kind
        kinds = {}
        for kind, words in [
            *load_lexicon("reporting_verbs", language).items(),
            *load_lexicon("common_verbs", language).items(),
        ]:
            for lemma in words.split():
                if kind not in kinds.setdefault(lemma, []):
                    kinds[lemma].append(kind)
        nominal = frozenset(forms["also_nouns"].split())
        for lemma in sorted(kinds, key=lambda v: v not in forms["irregular"]):
            for form, tag in verb_forms(lemma, forms):
                if lemma in nominal and tag in "bz":
                    tag = tag.upper()
                self.tags.setdefault(form, tag)
                self.verbs.setdefault(form, (lemma, "+".join(k for k in kinds[lemma] if k != "verbs")))
        for form in self.nouns:
            if self.tags.get(form) == "g":
                self.tags[form] = "G"
        classes = load_lexicon("function_words", language)
        for name, words in classes.items():
            for word in words.split():
                self.tags[word] = CLASSES[name]
        self.agents = frozenset(classes.get("agent", "").split())
        self.possessives = frozenset(classes.get("possessive_determiner", "").split())
        self.endings = [(ending, CLASSES[name]) for ending, name in (forms.get("guess") or {}).items()]
        self.any_ending = tuple(ending for ending, _ in self.endings)
        self.tags.update(PUNCTUATION)

        cues = {form for form, verb in self.verbs.items() if verb[1]} | {":"}
        cues |= self.nouns.keys() | self.adjectives.keys() | self.adverbs.keys()
        cues |= {form for form, tag in self.tags.items() if tag == "A"}
        self.pieces = Pieces(Inside(self), frozenset(cues))

    def guess(self, lowered):
        "Tag of a word that no list holds."
        if lowered.endswith(self.any_ending):
            for ending, tag in self.endings:
                if lowered.endswith(ending) and len(lowered) > len(ending) + 2:
                    return tag
        return "0" if lowered[0].isdigit() else "n" if lowered[0].isalnum() else ","


def joined(entry, kind):
    "The kinds of a form that stands under several, parted by +."
    if not entry:
        return kind
    return entry[1] if kind in entry[1] else f"{entry[1]}+{kind}"


def inflected(lemma, form, forms):
    "The form of a regular lemma after the rules of the language."
    if form != "third" and lemma in _doubling(forms["doubling"]):
        return lemma + lemma[-1] + forms["rules"][-1][form][1]
    for rule in forms["rules"]:
        if lemma.endswith(rule["ending"]):
            cut, ending = int(rule[form][0]), rule[form][1]
            return (lemma[:-cut] if cut else lemma) + ending
    return lemma


def verb_forms(lemma, forms):
    "Pairs of form and tag of one verb."
    past, participle = forms["irregular"].get(lemma) or [inflected(lemma, "past", forms)] * 2
    yield lemma, "b"
    yield inflected(lemma, "third", forms), "z"
    if past == participle:
        yield past, "d"
    else:
        yield past, "v"
        yield participle, "c"
    yield inflected(lemma, "progressive", forms), "g"


@cache
def _doubling(words):
    return frozenset(words.split())


@cache
def words_of(language):
    """The words of a language, read once."""
    return Words(language)
