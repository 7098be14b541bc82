"""Sides that words of a text name: countries and parties of the lexicon, and adjectives that the text itself explains.

Words go in, a country or party comes out. "Vestrian" is Vestria where the text has Vestria; an adjective before an
office whose noun the text never gives still tells two presidents apart, but is nobody's side outside.
"""

from functools import lru_cache

from discourse._speakers_words import plain


class Sides:
    """Sides known in one text.

    ``mentions`` are its names; ``names`` are sides from outside, such as those of a registry.
    """

    def __init__(self, lexicon, mentions, names=()):
        self.lexicon, self.here = lexicon, {}
        self._places = {m.name.lower(): m.name for m in mentions if m.kind in ("name", "place") and " " not in m.name}
        self._places |= {name.lower(): name for name in names if name}
        self._explain(mentions)
        self.here |= {name.lower(): name for name in self.here.values() if name.lower() in self._places}
        self.nouns = set(self.here.values()) & set(self._places.values())

    def _explain(self, mentions):
        "Take the sides of the words before names and in those of bodies."
        lexicon = self.lexicon
        for mention in mentions:
            for word in mention.title:
                if word not in lexicon.no_sides and word not in lexicon.known:
                    noun = self._noun(word)
                    if noun:
                        self.here[word] = noun
                    else:
                        self.here.setdefault(word, word)
            if mention.kind == "name" or mention.kind == "body":
                for shown in mention.name.split():
                    word = plain(shown)
                    noun = "" if word in lexicon.known else self._noun(word)
                    if noun:
                        self.here[word] = noun

    def _noun(self, word):
        "The place in the text that an adjective is made of, '' if there is none."
        if not word.endswith(self.lexicon.adjectives):
            return ""
        for noun in _nouns_of(word, self.lexicon):
            if noun in self._places:
                return self._places[noun]
        return ""

    def of(self, words):
        """The side that small-letter words name last, '' if none; an unexplained adjective stands for itself."""
        side = self.lexicon.side_of(words)
        if side:
            return side
        for word in reversed(words):
            if word in self.here:
                return self.here[word]
        return ""

    def shown(self, side):
        """A side as it may be told: '' for an adjective that the text does not explain."""
        return side if side in self.nouns or side not in self.here.values() else ""


@lru_cache(maxsize=50000)
def _nouns_of(word, lexicon):
    "What an adjective may be made of, the likeliest first."
    nouns = []
    for ending in lexicon.adjectives:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            nouns += [stem + tail for tail in lexicon.noun_endings if stem + tail != word]
    return tuple(nouns)
