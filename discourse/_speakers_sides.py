"""Sides that words of a text name: countries and parties of the lexicon, and adjectives that the text itself explains.

Words go in, a country or party comes out. "Vestrian" is Vestria where the text has Vestria; an adjective before an
office whose noun the text never gives still tells two presidents apart, but is nobody's side outside.
"""

from discourse._speakers_words import plain


class Sides:
    """Sides known in one text.

    ``mentions`` are its names; ``names`` are sides from outside, such as those of a registry.
    """

    def __init__(self, lexicon, mentions, names=()):
        self.lexicon = lexicon
        nouns = {m.name.lower(): m.name for m in mentions if m.kind in ("name", "place") and " " not in m.name}
        nouns |= {name.lower(): name for name in names if name}
        self.here = {}
        for mention in mentions:
            before = [w for w in mention.title if not self._is_office(w)]
            inside = [plain(w) for w in mention.name.split()] if mention.kind in ("name", "body") else ()
            for word in (*before, *inside):
                noun = "" if word in lexicon.known else self._noun(word, nouns)
                if noun:
                    self.here[word] = noun
                elif word in before and word not in lexicon.known:
                    self.here.setdefault(word, word)
        self.here |= {name.lower(): name for name in self.here.values() if name.lower() in nouns}
        self.nouns = set(self.here.values()) & set(nouns.values())

    def _is_office(self, word):
        lexicon = self.lexicon
        return any(word in s for s in (lexicon.titles, lexicon.honorifics, lexicon.qualifiers, lexicon.openers))

    def _noun(self, word, nouns):
        "The place in the text that an adjective is made of, '' if there is none."
        for ending in self.lexicon.adjectives:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > 2:
                for tail in self.lexicon.noun_endings:
                    if stem + tail in nouns and stem + tail != word:
                        return nouns[stem + tail]
        return ""

    def of(self, words):
        """The side that small-letter words name last, '' if none; an unexplained adjective stands for itself."""
        return self.lexicon.side_of(words) or next((self.here[w] for w in reversed(words) if w in self.here), "")

    def shown(self, side):
        """A side as it may be told: '' for an adjective that the text does not explain."""
        return side if side in self.nouns or side not in self.here.values() else ""
