"""Tokens of a text and one tag a token: a shallow reading that the search for attributions walks on.

A tag is one letter, so that the tags of a text are a string and phrases are found in it by compiled patterns.
Words of closed classes, verb forms and endings are data of a language. One limit: an unknown word is a noun.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate, chain, count
from operator import add, itemgetter

from discourse._lexicon import load_lexicon
from discourse.quotations import find_quotations
from discourse.sentences import find_sentences

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
POSSESSIVE_VERB = re.compile(r"p(?:(?<=[SYWH]p)|(?=g[DETCSMi]|[RXDETHiP]|[dc][^nNC]))")
# Forms that may be verb or noun (B, Z, G) are nouns after a determiner, a preposition, a number or a possessive, and
# after a noun where no object follows; a participle there is an adjective.
AMBIGUOUS_NOUN = re.compile(
    r"[BZG](?:(?<=[DOp0E].)|(?<=[BZ])(?<=P.)|(?<=G)(?<=[DE][nC].)"
    r"|(?<=B)(?:(?<=[DOp0EPnBZ][nNC].)(?![DEMST])|(?<=[CnN].)(?=[.,;:XvdzP)QO&])|(?<=[nC].)(?=[nN])|(?<=n.)(?=[dvz]))"
    r"|(?<=Z)(?:(?<=[DOEp][nC].)(?=[XvdPO.,&)])|(?<=[CN&].)(?=[XvdO.,&)])|(?<=[,^q&A].)(?![DTEHS])|(?<=R.)(?=[PO])"
    r"|(?<=n.)(?=[PO.,Xvd)])))"
)
PARTICIPLE = re.compile(
    r"[dcg](?:(?<=[DOp0].)|(?<=[DOp0]-.)|(?<=[dc])(?:(?<=[DOp0]R.)|(?<=[EP].)(?=[nNC]))"
    r"|(?<=g)(?:(?<=E.)|(?<![XRiSYW].)(?=[nN]+[Xvdzb])|(?<=[CnN].)(?=[.,;)])))"
)
FORMS = str.maketrans("BZG", "bzg")
FINITE = re.compile("[Xvzd]")
VERBAL = frozenset("bzdvcg")
PHRASE = re.compile(
    r"f?(?:[DE]+R?)?(?:[nNC0]+(?:(?:[-&](?=C)|q(?=[nC0]+Q[nNC])|(?<=[nC0])Q(?=[nNC]))[nNC0]+)*)(?:p(?:R?[nNC0]+)?)*F?"
    r"|f?[DE]*w[nN0]*|f?D*E+|[SYM]F?"
)
DATELINE = re.compile(r"C[C.]*(?:,C[C.]*)?(?:\([CnN]+\))?-")
SIDES = itemgetter(0), itemgetter(1)
STOPS = frozenset(",.;:?!")
LONGEST = 400  # tokens read together; no sentence is longer, and time stays linear where something is
MEMORY = 100_000  # forms whose tag, and pieces of text whose tokens, are remembered
KEPT = 40  # characters of a form or piece that is remembered; no word is longer, and memory stays bounded
HEADLINE = 0.75  # share of longer words with a capital in a headline


class Inside(dict):
    """Tag of a word as it stands inside a sentence, where a capital marks a name; filled as words are met."""

    def __init__(self, words):
        super().__init__()
        self.words = words

    def __missing__(self, form):
        low = form.lower()
        tag = self.words.tags.get(low)
        if tag is None:
            tag = "C" if form != low else self.words.guess(low)
        elif tag == "w":
            tag = "w" if form != low else self.words.guess(low)
        elif form != low and tag in "bzBZGdvcgnNXE":
            tag = "C"
        if len(self) < MEMORY and len(form) <= KEPT:
            self[form] = tag
        return tag


class Pieces(dict):
    """Tokens of a piece of text between two blanks: their forms, in small letters, their tags, (start, end) of each."""

    def __init__(self, inside):
        super().__init__()
        self.inside = inside

    def __missing__(self, piece):
        word = piece[:-1] if piece[-1:] in STOPS else piece
        if word.isalnum():  # as most are: a word, or a word and a mark
            found = [(word, 0, len(word)), (piece[-1:], len(word), len(piece))][: 1 + (word is not piece)]
        else:
            found = [(m.group(), *m.span()) for m in TOKEN.finditer(piece)]
        forms = tuple(form for form, _, _ in found)
        tags = "".join(map(self.inside.__getitem__, forms))
        tokens = forms, tuple(map(str.lower, forms)), tags, tuple((start, end) for _, start, end in found)
        if len(self) < MEMORY and len(piece) <= KEPT:
            self[piece] = tokens
        return tokens


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
        self.tags.update(PUNCTUATION)

        self.cues = {form for form, verb in self.verbs.items() if verb[1]} | {":"}
        self.cues |= self.nouns.keys() | self.adjectives.keys() | self.adverbs.keys()
        self.cues |= {form for form, tag in self.tags.items() if tag == "A"}
        self.pieces = Pieces(Inside(self))

    def guess(self, lowered):
        "Tag of a word that no list holds."
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


class Reading:
    """One text read: tokens, tags, sentences, quotations, noun phrases."""

    def __init__(self, text, words):
        self.text, self.words = text, words
        pieces = text.split(" ")
        forms, lowered, tags, self._spans = zip(*map(words.pieces.__getitem__, pieces))
        self._places = list(map(add, accumulate(map(len, pieces), initial=0), count()))
        self._firsts = list(accumulate(map(len, tags), initial=0))
        forms, self.lowered, tags = (list(chain.from_iterable(column)) for column in (forms, lowered, tags))
        met = set(forms)
        self.sentences, self.sentence_of = [], []
        first = 0
        for paragraph, _, end in find_sentences(text, words.language):
            stop = self.at(end, 0)
            while first < stop:
                last = min(stop, first + LONGEST)
                self._settle(forms, met, tags, first, last)
                self.sentence_of += [len(self.sentences)] * (last - first)
                self.sentences.append((first, last, paragraph))
                first = last
        self._mark_quotations(find_quotations(text, words.language), tags)
        line = POSSESSIVE_VERB.sub("X", "".join(tags))
        line = AMBIGUOUS_NOUN.sub("n", line).translate(FORMS)
        line = PARTICIPLE.sub("n", line.replace("xR", "XR").replace("x", "C"))
        self.tags = line.replace("f", "R")
        self.verbs = [match.start() for match in FINITE.finditer(line)]
        self.sentences = [(self._after_dateline(first, last), last, p) for first, last, p in self.sentences]
        self.shapes = [tag if tag in "C0" else low for low, tag in zip(self.lowered, line, strict=True)]
        self.line, self.read = line, set()
        self.phrase_at, self.phrase_to = {}, {}

    def span(self, first, last):
        """The characters of the tokens ``first`` to ``last``, half-open."""
        a, b = bisect_right(self._firsts, first) - 1, bisect_right(self._firsts, last - 1) - 1
        start = self._places[a] + self._spans[a][first - self._firsts[a]][0]
        return start, self._places[b] + self._spans[b][last - 1 - self._firsts[b]][1]

    def at(self, place, side):
        """The first token that starts (side 0) or ends (side 1) at a place of the text or after it."""
        piece = max(0, bisect_right(self._places, place - side, hi=len(self._spans)) - 1)
        within = bisect_left(self._spans[piece], place - self._places[piece], key=SIDES[side])
        return self._firsts[piece] + within

    def find_phrases(self, first, last):
        """Noun phrases of a sentence, into ``phrase_at`` by their start and ``phrase_to`` by their end; once each."""
        if first not in self.read:
            self.read.add(first)
            for match in PHRASE.finditer(self.line, first, last):
                span = match.span()
                self.phrase_at[span[0]] = self.phrase_to[span[1]] = span

    def _settle(self, forms, met, tags, first, last):
        "Correct the tags that depend on the place in the sentence: its opening, headlines, full stops inside."
        opening = first
        while opening < last and not forms[opening][0].isalnum():
            opening += 1
        if tags[first:last].count("C") * 2 > last - first and self._is_headline(forms, first, last):
            for i in range(first, last):
                tags[i] = self.words.tags.get(self.lowered[i]) or tags[i]
        elif opening < last and tags[opening] == "C":
            low = self.lowered[opening]
            tag = self.words.tags.get(low) or (self.words.guess(low) if low in met else "C")
            single = len(forms[opening]) == 1 and opening + 1 < last and forms[opening + 1] == "."
            tags[opening] = "C" if tag in "bB0" or single else tag
        at = first
        while True:
            try:
                at = tags.index(".", at, last - 1)
            except ValueError:
                return
            if forms[at] == "." and forms[at + 1][0] not in "\"'”’)":
                if at > first and len(forms[at - 1]) == 1 and forms[at - 1].isupper():
                    tags[at - 1] = "C"
                tags[at] = "C" if at > first and tags[at - 1] == "C" else ","
            at += 1

    def _after_dateline(self, first, last):
        "Where a sentence begins behind its dateline (LORN, Vestria (VPA) - ...), if it has one."
        match = DATELINE.match(self.tags, first, last - 1)
        placed = match and ("(" in match.group() or "," in match.group())
        return match.end() if placed and self.text[slice(*self.span(first, first + 1))].isupper() else first

    def _is_headline(self, forms, first, last):
        longer = [form[0].isupper() for form in forms[first:last] if len(form) > 3]
        return len(longer) > 2 and longer[-1] and sum(longer) > HEADLINE * len(longer)

    def _mark_quotations(self, quotations, tags):
        "Tag the tokens that are quotation marks q and Q, and tell for each token its outermost quotation."
        self.quote_of = [None] * len(tags)
        for quotation in quotations:
            first, last = self.at(quotation.outer_start, 0), self.at(quotation.outer_end, 1)
            outer = quotation.outer_start, quotation.outer_end
            if last <= first or last >= len(tags) or self.span(first, last + 1) != outer:
                continue
            tags[first] = "q"
            if quotation.closed:
                tags[last] = "Q"
            if quotation.level == 0:
                self.quote_of[first : last + 1] = [(first, last + 1, quotation)] * (last + 1 - first)

    def paragraph_of(self, token):
        return self.sentences[self.sentence_of[token]][2]
