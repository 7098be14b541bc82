"""Tokens of a text and one tag a token: a shallow reading that the search for attributions walks on.

A tag is one letter, so that the tags of a text are a string and phrases are found in it by compiled patterns.
"""

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter

from discourse.quotations import find_quotations
from discourse.sentences import find_sentences

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
VERBAL = frozenset("bzdvcg")
PHRASE = re.compile(
    r"f?(?:[DE]+R?)?(?:[nNC0]+(?:(?:[-&](?=C)|q(?=[nC0]+Q[nNC])|(?<=[nC0])Q(?=[nNC]))[nNC0]+)*)(?:p(?:R?[nNC0]+)?)*F?"
    r"|f?[DE]*w[nN0]*|f?D*E+|[SYM]F?"
)
DATELINE = re.compile(r"C[C.]*(?:,C[C.]*)?(?:\([CnN]+\))?-")
SIDES = itemgetter(0), itemgetter(1)
LONGEST = 400  # tokens read together; no sentence is longer, and time stays linear where something is
HEADLINE = 0.75  # share of longer words with a capital in a headline


class Reading:
    """One text read: tokens, tags, sentences, quotations, noun phrases."""

    def __init__(self, text, words):
        self.text, self.words = text, words
        forms, tags = self._split(text)
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
        self.verb_before = verbs_before(line)
        self.sentences = [(self._after_dateline(first, last), last, p) for first, last, p in self.sentences]
        self.shapes = [tag if tag in "C0" else low for low, tag in zip(self.lowered, line, strict=True)]
        self.line, self.read = line, set()
        # for each token where the noun phrase ends that begins there, and begins that ends there, or -1
        self.phrase_end, self.phrase_start = [-1] * (len(line) + 1), [-1] * (len(line) + 1)

    def _split(self, text):
        "Forms and tags of the tokens, piece by piece."
        known, forms, tags, lowered, place, token = self.words.pieces, [], [], [], 0, 0
        self._places, self._firsts, self._spans, self.cues = [], [0], [], []
        for piece in text.replace("\n", " ").split(" "):
            found, low, kinds, spans, cues = known.get(piece) or known[piece]
            forms += found
            lowered += low
            tags += kinds
            self._spans.append(spans)
            self._places.append(place)
            if cues:
                self.cues += [token + i for i in cues]
            place += len(piece) + 1
            token += len(found)
            self._firsts.append(token)
        self.lowered = lowered
        return forms, tags

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
        """Noun phrases of a sentence, into ``phrase_end`` and ``phrase_start``; once each."""
        if first not in self.read:
            self.read.add(first)
            for match in PHRASE.finditer(self.line, first, last):
                start, end = match.span()
                self.phrase_end[start], self.phrase_start[end] = end, start

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


def verbs_before(line):
    "For each token, and behind the last, where the last finite verb before it stands, -1 if there is none."
    places, last = [], -1
    for i, tag in enumerate(line):
        places.append(last)
        if tag in "Xvzd":
            last = i
    places.append(last)
    return places
