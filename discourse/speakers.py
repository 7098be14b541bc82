"""Speakers of a text: every mention led back to the fullest name that the text gives.

A text goes in; a span of it ("he", "the Vestrian president", "Ilan Vesk, a spokesman for the ministry") comes back
as one canonical name. Unnamed groups and bodies keep the text's own words. Rules of newspaper English grammar over a
lexicon; no syntactic parse, so a pronoun is a guess from number, gender, place and who spoke last.
"""

from bisect import insort

from discourse._speakers_actors import load_actors
from discourse._speakers_phrases import read_phrase
from discourse._speakers_text import NamedText
from discourse._speakers_turns import find_turns, name_in_label, title_names
from discourse._speakers_words import is_verb, plain, shortened, words_of

__all__ = ["Speakers", "find_turns", "is_verb", "load_actors", "name_in_label", "plain", "shortened", "title_names"]


class Speakers(NamedText):
    """Canonical speakers of one document.

    Spans are resolved best in the order of the text: who spoke before is remembered for pronouns.

    Parameters
    ----------
    text : str
    title : str
        Names in it are known, but the text's own come first.
    speaker : str
        Who speaks the whole document (a speech, a signed statement), "" if nobody does.
    genre : str
        news, transcript, statement, analysis or "".
    actors : list of dict or None
        A registry as `load_actors` returns it; its names win over the text's.
    date : str
        ISO date of the document; entries of the registry outside their ``from`` and ``to`` are passed over.

    Does not know the world: "the president" is only someone whom the text, its title or the registry calls so.
    """

    def __init__(self, text, title="", speaker="", genre="", actors=None, date="", language="en"):
        lexicon = words_of(language)
        speaker = name_in_label(speaker, lexicon) if speaker else ""
        actors = [a for a in actors or () if not date or (a["from"] or "") <= date <= (a["to"] or "9999")]
        plain_text = text[:]  # where it is of a kind of its own: a plain string
        super().__init__(plain_text, lexicon, language, title or "", speaker, actors)
        self.genre, self._resolved = genre or "", {}

    def forget(self):
        """From here on nobody has spoken yet; the names stay."""
        self._resolved, self.history = {}, []

    def resolve(self, start, end):
        """Canonical name of whoever ``text[start:end]`` means, "" if it means nobody."""
        key = (start, end)
        resolved = self._resolved.get(key)
        if resolved is None:
            name, number, gender = read_phrase(self, max(0, start), min(end, len(self.text)))
            resolved = self._resolved[key] = self.registered(name)
            if name:
                insort(self.history, (start, resolved, number, gender))
        return resolved
