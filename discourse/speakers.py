"""Speakers of a text: every mention led back to the fullest name that the text gives.

A text goes in; a span of it ("he", "the Vestrian president", "Ilan Vesk, a spokesman for the ministry") comes back
as one canonical name. Unnamed groups and bodies keep the text's own words. Rules of newspaper English grammar over a
lexicon; no syntactic parse, so a pronoun is a guess from number, gender, place and who spoke last.
"""

import re
from bisect import bisect_left
from functools import cached_property

from discourse._speakers_actors import load_actors
from discourse._speakers_names import find_names, plain, words_of
from discourse._speakers_people import settle
from discourse._speakers_phrases import read_phrase, trimmed
from discourse._speakers_turns import find_turns, name_in_label, title_names

__all__ = ["Speakers", "find_turns", "load_actors", "name_in_label", "title_names"]

QUOTED = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|''.{1,2000}?''|«[^«»\n]{1,2000}»")


class Speakers:
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
        self.text, self.title, self.genre = text, title or "", genre or ""
        self.lexicon = words_of(language)
        self.speaker = name_in_label(speaker, self.lexicon) if speaker else ""
        self.actors = [a for a in actors or () if not date or (a["from"] or "") <= date <= (a["to"] or "9999")]
        self._alias = {alias.lower(): a for a in self.actors for alias in (a["name"], *a["aliases"])}
        self._resolved, self.history = {}, []

    @cached_property
    def mentions(self):
        """Mentions of names in the order of the text."""
        mentions = find_names(self.text, self.lexicon)
        outside = [m.name for m in find_names(self.title, self.lexicon) if m.kind == "person"]
        outside += [self.speaker] if self.speaker else []
        self.entities, self.people = settle(self.text, mentions, self.lexicon, outside)
        spans = [m.span() for m in QUOTED.finditer(self.text)]
        at = 0
        for mention in mentions:
            while at < len(spans) and spans[at][1] <= mention.start:
                at += 1
            mention.quoted = at < len(spans) and spans[at][0] < mention.start
        self._starts = [m.start for m in mentions]
        return mentions

    def resolve(self, start, end):
        """Canonical name of whoever ``text[start:end]`` means, "" if it means nobody."""
        key = (start, end)
        if key not in self._resolved:
            name, number, gender = read_phrase(self, start, end)
            self._resolved[key] = self._registered(name)
            if name:
                self.history.append((start, self._resolved[key], number, gender))
        return self._resolved[key]

    def canonical(self, name, before=None):
        """The fullest name in the text for a name given as a string; the name itself if the text has none.

        ``before`` is an offset: people first named at or after it are not considered, if anyone else fits.
        """
        self.mentions  # noqa: B018
        found = [m for m in find_names(name, self.lexicon) if m.kind in ("person", "name")]
        if found:
            words = plain(found[0].name.split()[-1])
            fits = self.people.get(words, ())
            if len(found[0].name.split()) > 1:
                fits = [e for e in fits if plain(found[0].name.split()[0]) in map(plain, e.name.split())]
            early = [e for e in fits if before is None or e.first < before]
            if early or fits:
                return self._registered((early or fits)[0].name)
        return self._registered(trimmed(name))

    def side(self, name):
        """Country or party that the text (or the registry) gives to a canonical name, "" if none."""
        actor = self._alias.get(name.lower())
        if actor and actor["side"]:
            return actor["side"]
        self.mentions  # noqa: B018
        entity = self.entities.get(name)
        if entity and entity.side:
            return entity.side
        words = [plain(w) for w in name.split()]
        return self.lexicon.side_of([w for w in words if w]) or self._derived_side(words)

    # ---- reading a span

    def _registered(self, name):
        actor = self._alias.get(name.lower())
        return actor["name"] if actor else name

    def inside(self, start, end):
        mentions = self.mentions
        i = bisect_left(self._starts, start)
        if i and mentions[i - 1].end > start:
            i -= 1
        out = []
        while i < len(mentions) and mentions[i].start < end:
            out.append(mentions[i])
            i += 1
        return out

    def _derived_side(self, words):
        "A side whose adjective the lexicon lacks: 'Vestrian' where the text has 'Vestria'."
        places = {m.name.lower(): m.name for m in self.mentions if m.kind in ("name", "place") and " " not in m.name}
        for word in words:
            for ending in self.lexicon.adjectives:
                stem = word.removesuffix(ending)
                if stem != word and len(stem) > 2:
                    for tail in ("", "a", "ia", "e"):
                        if stem + tail in places and stem + tail != word:
                            return places[stem + tail]
        return ""
