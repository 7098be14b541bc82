"""Sides that words of a text name: countries and parties of the lexicon, and adjectives that the text itself explains.

Words go in, a country or party comes out. "Vestrian" is Vestria where the text has Vestria; an adjective before an
office whose noun the text never gives still tells two presidents apart, but is nobody's side outside.
"""

from functools import lru_cache

from discourse._speakers_words import plain_words


class Sides:
    """Sides known in one text.

    ``mentions`` are its names; ``names`` are sides from outside, such as those of a registry.
    """

    def __init__(self, lexicon, mentions, names=()):
        self.lexicon, self.here = lexicon, {}
        self._places = {}
        self._name(mentions)
        self._places |= {name.lower(): name for name in names if name}
        self._explain(mentions)
        self.here |= {name.lower(): name for name in self.here.values() if name.lower() in self._places}
        self.nouns = set(self.here.values()) & set(self._places.values())

    def _name(self, mentions):
        "Take the names of one word, which may be those of places."
        for mention in mentions:
            if (mention.kind == "name" or mention.kind == "place") and " " not in mention.name:
                self._places[mention.name.lower()] = mention.name

    def _explain(self, mentions):
        "Take the sides of the words before names and in those of bodies."
        lexicon = self.lexicon
        for mention in mentions:
            for word in mention.title:
                if word not in lexicon.no_sides and word not in lexicon.known:
                    noun = self._noun(nouns_of(word, lexicon))
                    if noun:
                        self.here[word] = noun
                    else:
                        self.here.setdefault(word, word)
            if mention.adjectives and (mention.kind == "name" or mention.kind == "body"):
                for word, nouns in mention.adjectives:
                    noun = self._noun(nouns)
                    if noun:
                        self.here[word] = noun

    def _noun(self, nouns):
        "The place in the text that is one of the nouns an adjective may be made of, '' if there is none."
        for noun in nouns:
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
def nouns_of(word, lexicon):
    """What an adjective may be made of, the likeliest first."""
    nouns = []
    for ending in lexicon.adjectives:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            nouns += [stem + tail for tail in lexicon.noun_endings if stem + tail != word]
    return tuple(nouns)


def adjectives_in(name, lexicon):
    """The words of a name that may be adjectives of places, except those of the lexicon, each with its nouns."""
    words = [word for word in plain_words(name.split()) if word not in lexicon.known]
    return tuple([(word, nouns_of(word, lexicon)) for word in words if nouns_of(word, lexicon)])
