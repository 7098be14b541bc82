"""Tokens of a text and one tag a token: a shallow reading that the search for attributions walks on.

A tag is one letter, so that the tags of a text are a string and phrases are found in it by compiled patterns.
Words of closed classes, verb forms and endings are data of a language. One limit: an unknown word is a noun.
"""

import re
from functools import cache

from discourse._lexicon import load_lexicon
from discourse.quotations import find_quotations
from discourse.sentences import find_sentences

TOKEN = re.compile(
    r"[^\W_]+(?:(?:[-.&/@]|['’](?=[A-ZÀ-ÖØ-Þ])|,(?=\d))[^\W_]+)*(?:(?<=\.[^\W_])\.)?|['’][^\W_]+|''|``|-{2,3}|\.{2,}|[^\w\s]|_+"
)
CLASSES = {
    "determiner": "D", "quantifier": "E", "possessive": "p", "subject_pronoun": "S", "pronoun": "Y", "object_pronoun": "M",
    "possessive_or_object": "D", "relative": "W", "complementizer": "T", "wh": "H", "preposition": "P", "of": "O", "as": "a",
    "to": "i", "auxiliary": "X", "adverb": "R", "coordinator": "&", "subordinator": "U", "weekday": "w", "plain": "n",
    "past": "d", "progressive": "g", "plural": "N", "attributing": "A", "agent": "P",
}  # fmt: skip
PUNCTUATION = {",": ",", ";": ";", ":": ":", ".": ".", "?": ".", "!": ".", "…": ",", "-": "-", "--": "-", "---": "-", "–": "-", "—": "-",
               "(": "(", "[": "(", ")": ")", "]": ")", "%": "n", "$": "n", "#": "n", "@": "n", "&": "&", "...": ",", "..": ","}  # fmt: skip
# A verb form that may be a noun is one after a determiner, "of", a number or a possessive; a participle there is an adjective.
POSSESSIVE_VERB = re.compile(r"(?<=[SYWH])p|p(?=[gRXDEiTHP]|[dc][^nNC])")
NOMINAL = re.compile(r"(?<=[DOp0])[bzdcg]|(?<=[DOEp]n)b|(?<=[DOp0]R)[dc]|(?<=E)[bzg]|(?<=E)[dc](?=[nNC])|(?<=[DOEp0]n)[zg](?=[XvOP])|(?<=P)[bz](?![PDEi])|(?<=P)[dc](?=[nNC])")
VERBAL = frozenset("bzdvcg")
PHRASE = re.compile(r"(?:[DE]+R?)?(?:[nNC0w]+(?:(?:[-&](?=C)|q(?=[nC0]+Q[nNC])|(?<=[nC0])Q(?=[nNC]))[nNC0]+)*)(?:p(?:R?[nNC0]+)?)*|[DE]+|[SYM]")
HEADLINE = 0.7  # share of longer words with a capital in a headline


class Words:
    """The words of a language: tags of forms, and what each form that may be a cue reports."""

    def __init__(self, language):
        self.language = language
        self.tags, self.verbs, self.nouns, self.adjectives = {}, {}, {}, {}
        forms = load_lexicon("verb_forms", language)
        for kind, words in load_lexicon("reporting_nouns", language).items():
            for lemma in words.split():
                for form in {lemma, inflected(lemma, "third", forms)}:
                    self.nouns.setdefault(form, (lemma, []))[1].append(kind)
        for kind, words in load_lexicon("reporting_adjectives", language).items():
            for lemma in words.split():
                self.adjectives.setdefault(lemma, (lemma, []))[1].append(kind)
        kinds = {}
        for kind, words in [*load_lexicon("reporting_verbs", language).items(), *load_lexicon("common_verbs", language).items()]:
            for lemma in words.split():
                kinds.setdefault(lemma, []).append(kind)
        for lemma in sorted(kinds, key=lambda v: v not in forms["irregular"]):
            for form, tag in verb_forms(lemma, forms):
                self.tags.setdefault(form, tag)
                self.verbs.setdefault(form, (lemma, kinds[lemma]))
        classes = load_lexicon("function_words", language)
        for name, words in classes.items():
            for word in words.split():
                self.tags[word] = CLASSES[name]
        self.agents = frozenset(classes.get("agent", "").split())
        self.endings = [(ending, CLASSES[name]) for ending, name in (forms.get("guess") or {}).items()]
        self.tags.update(PUNCTUATION)

    def guess(self, lowered):
        "Tag of a word that no list holds."
        for ending, tag in self.endings:
            if lowered.endswith(ending) and len(lowered) > len(ending) + 2:
                return tag
        return "0" if lowered[0].isdigit() else "n" if lowered[0].isalnum() else ","


def inflected(lemma, form, forms):
    "The form of a regular lemma after the rules of the language."
    if form != "third" and lemma in _doubling(forms["doubling"]):
        return lemma + lemma[-1] + forms["rules"][-1][form][1]
    for rule in forms["rules"]:
        if lemma.endswith(rule["ending"]):
            cut, ending = rule[form]
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


class Reading:
    """One text read: tokens, tags, sentences, quotations, noun phrases."""

    def __init__(self, text, words):
        self.text, self.words = text, words
        self.quotations = find_quotations(text, words.language)
        self.sentences = []
        self.starts, self.ends, self.lowered, tags = [], [], [], []
        self.sentence_of = []
        for paragraph, start, end in find_sentences(text, words.language):
            first = len(tags)
            self._read_sentence(start, end, tags)
            if len(tags) > first:
                self.sentence_of += [len(self.sentences)] * (len(tags) - first)
                self.sentences.append((first, len(tags), paragraph))
        self._mark_quotations(tags)
        line = "".join(tags)
        line = POSSESSIVE_VERB.sub("X", line)
        self.tags = NOMINAL.sub("n", line)
        self.phrase_at, self.phrase_to = {}, {}
        for first, last, _ in self.sentences:
            for match in PHRASE.finditer(self.tags, first, last):
                span = match.span()
                self.phrase_at[span[0]] = self.phrase_to[span[1]] = span

    def _read_sentence(self, start, end, tags):
        known, guess = self.words.tags, self.words.guess
        tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(self.text, start, end)]
        longer = [t[0][0].isupper() for t in tokens if len(t[0]) > 3]
        headline = len(longer) > 2 and sum(longer) > HEADLINE * len(longer)
        opening = True
        last = len(tokens) - 1
        for i, (word, at, to) in enumerate(tokens):
            low = word.lower()
            tag = known.get(low)
            if word is not low and word != low:
                if tag is None or (tag in "bzdvcgnN" and not opening and not headline) or (tag in "b0" and opening and not headline):
                    tag = "C"
            elif tag is None:
                tag = guess(low)
                known[low] = tag
            elif tag == "." and i < last and word == "." and tokens[i + 1][0][0] not in "\"'”’)":
                tag = "C" if tags and tags[-1] == "C" else ","
            if opening and word[0].isalnum():
                opening = False
            tags.append(tag)
            self.starts.append(at)
            self.ends.append(to)
            self.lowered.append(low)

    def _mark_quotations(self, tags):
        "Tag the tokens that are quotation marks q and Q, and list the quotations by tokens."
        at = {start: i for i, start in enumerate(self.starts)}
        to = {end: i for i, end in enumerate(self.ends)}
        self.quote_of = [None] * len(tags)
        for quotation in self.quotations:
            first, last = at.get(quotation.outer_start), to.get(quotation.outer_end)
            if first is None or last is None or last <= first:
                continue
            tags[first] = "q"
            if quotation.closed:
                tags[last] = "Q"
            if quotation.level == 0:
                span = (first, last + 1, quotation)
                self.quote_of[first : last + 1] = [span] * (last + 1 - first)

    def paragraph_of(self, token):
        return self.sentences[self.sentence_of[token]][2]
