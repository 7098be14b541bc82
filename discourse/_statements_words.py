"""The words of a language that tell whose voice a sentence has, made ready for look-up once."""

import re
from functools import cache

from discourse._lexicon import load_lexicon


class VoiceWords:
    """Sets and patterns from the lexicon of clauses and of verbs that report."""

    def __init__(self, language="en"):
        clauses = load_lexicon("clauses", language)
        self.subjects, self.finite, self.breaks = (set(clauses[k]) for k in ("subjects", "finite", "breaks"))
        self.deeds, self.duties, self.agencies = (set(clauses[k]) for k in ("deeds", "duties", "agencies"))
        self.by_source, self.inverting = set(clauses["by_source"]), set(clauses["inverting"])
        self.passives, self.asides = set(clauses["passives"]), set(clauses["asides"])
        self.active = tuple(clauses["active"])
        self.quoting, self.conjunctions = set(clauses["quoting"]), set(clauses["subordinate"])
        self.quoted_as = re.compile(rf"\s([^.;:\n]{{3,90}}?),?\s(?:{'|'.join(clauses['quoted_as'])})\b")
        verbs = load_lexicon("reporting_verbs", language)
        self.base = {verb for words in verbs.values() if isinstance(words, str) for verb in words.split()}


@cache
def words_of(language="en"):
    """The look-up tables of a language, made once."""
    return VoiceWords(language)
