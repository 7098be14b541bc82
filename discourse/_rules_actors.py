"""Who acts and who is meant: the actor's side as seen by the speaker, and the target of a coding.

A hit in a sentence goes in; own, other or unknown comes out for the actor, a name for the target. Sides are known
from adjectives and seats of states in the lexicon, and from the form of the word where a state is not listed
("Vestrian" for Vestria). Irony and collective actors ("the two sides") are beyond it.
"""

from functools import cache

from discourse._codebook_tokens import CAPITAL, SMALL
from discourse._lexicon import function_words, load_lexicon

SHORTEST_STEM = 4
OWNED = 40  # characters between an owner and what it owns
BEFORE = 10  # words before a candidate that may show that it is no target


@cache
def sides_by_word(language):
    """Word or name, in small letters -> state, from the lexicon of demonyms and metonyms."""
    found = {}
    for state, forms in load_lexicon("demonyms", language).items():
        for word in (state, *forms.get("names", ()), *forms.get("words", ()), *forms.get("seats", ())):
            found[word.lower()] = state
    for name, state in load_lexicon("metonyms", language).items():
        found.setdefault(name.lower(), state)
    return found


@cache
def adjectives(language):
    """Adjectives and names of peoples, in small letters."""
    states = load_lexicon("demonyms", language).values()
    return frozenset(word.lower() for forms in states for word in forms.get("words", ()) if not word.endswith("s"))


def akin(word, name):
    """Has ``word`` the form of an adjective or plural of ``name`` (Vestrian and Vestria, Kadari and Kadar)?"""
    stem = max(SHORTEST_STEM, len(name) - 2)
    return len(name) >= SHORTEST_STEM and len(word) - len(name) <= 3 and word[:stem] == name[:stem]


def side_of(name, language):
    """The state that a name or phrase belongs to, "" if none is known."""
    known = sides_by_word(language)
    words = [word.lower() for word in name.split()]
    for size in (4, 3, 2, 1):
        for first in range(len(words) - size + 1):
            state = known.get(" ".join(words[first : first + size]))
            if state:
                return state
    return ""


def standing(name, side, speaker, language):
    """own, other or unknown: where an actor called ``name`` stands for a ``speaker`` from ``side``."""
    words = [word.lower() for word in name.split() if word[0].isalpha()]
    if speaker and words and words[-1] in speaker.lower().split():
        return "own"
    state = side_of(name, language)
    if side and state and state == (side_of(side, language) or side):
        return "own"
    if any(akin(word, mine) for word in words for mine in side.lower().split()):
        return "own"
    return "other" if state else "unknown"


@cache
def dates(language):
    """Words of dates: capitalised, and no name."""
    return frozenset(load_lexicon("openers", language)["time"])


@cache
def openers(language):
    """Words that stand with a capital at the head of a sentence and name nobody."""
    return frozenset(load_lexicon("openers", language)["function"])


@cache
def nameless(language):
    """Capitalised words at the head of a name that are no part of it: openers and dates."""
    return openers(language) | dates(language)


def lowered(word):
    """A word in small letters, but an abbreviation as it is: US is not us."""
    return word if word.isupper() and len(word) > 1 else word.lower()


def nearest(matcher, spelled):
    """The last word or name of ``spelled`` that can act (own side, other side, pronoun, name), and where it ends."""
    latest, text = -1, ""
    empty = openers(matcher.codebook.language)
    for finder in (matcher.own, matcher.other, matcher.third, matcher.some, matcher.names):
        for found in reversed(list(finder.hits(spelled))) if finder is not None else ():
            start, end = found.span()
            if end <= latest:
                break
            name = spelled[start:end]
            if finder is not matcher.names or not set(map(lowered, name.split())) <= empty:
                latest, text = end, name
                break
    return latest, text


def occurs(finder, spelled):
    """Does one of a list of those who act, if there is one, stand among some words?"""
    return finder is not None and next(finder.hits(spelled), None) is not None


def spoken_by(speaker, spelled):
    """Where the speaker of a reported statement is last named in ``spelled``, -1 if nowhere."""
    words = [word for word in speaker.lower().split() if len(word) > SHORTEST_STEM - 2]
    at = spelled.lower().replace(CAPITAL, SMALL).rfind(f"{SMALL}{words[-1]} ") if words else -1
    return at + len(words[-1]) if at >= 0 else -1


def actor_of(matcher, line, hit, captured, statement):
    """own, other or unknown: whose act the hit is, seen from the statement's speaker.

    Parameters
    ----------
    hit : (int, int), in the spelled sentence
    captured : str, what the cue took out as the actor, "" if nothing
    statement : named tuple with voice, speaker and side
    """
    before = line.spelled[: hit[0]]
    end, text = (hit[0], captured) if captured else nearest(matcher, before)
    if statement.voice == "narrator":
        return "other" if text else "unknown"
    if statement.voice != "direct" and spoken_by(statement.speaker, before) > end:
        return "own"
    if not text:
        return "unknown"
    if occurs(matcher.other, text):
        return "other"
    if occurs(matcher.own, text):
        return "own"
    if occurs(matcher.third, text):
        return "own" if statement.voice in ("indirect", "mixed") else "unknown"
    return standing(" ".join(text.split()), statement.side, statement.speaker, matcher.codebook.language)


def target_of(matcher, rule, line, hit, captured, statement):
    """(name, start, end) of the target in the sentence's text; ("", -1, -1) if there is none.

    What the cue captured, else the candidate that the cue asks for: before or after the hit, the nearest, or the
    statement's speaker. A candidate behind what the value's ``not_target`` says is none.
    """
    variable, cue, language = rule.variable, rule.cue, matcher.codebook.language
    if captured:
        found = named(matcher, variable, line, captured[0], captured[1])
        if found[0]:
            return found
    if cue.target == "speaker":
        return statement.speaker, -1, -1
    candidates = matcher.candidates.get(variable)
    if candidates is None or cue.target == "none":
        return "", -1, -1
    spans = [bare(line, found.start(), found.end(), language) for found in candidates.search(line)]
    inside = (
        hit if captured else (0, len(line.spelled))
    )  # what was taken out named nobody: look no further than the hit
    spans = [(a, b) for a, b in spans if inside[0] <= a < b <= inside[1] and not is_speaker(line, a, b, statement)]
    if rule.not_target is not None:
        spans = [(a, b) for a, b in spans if owns(line, b, language) or not is_spared(rule, line, a, b)]
    if not spans:
        return "", -1, -1
    _, a, b = min([(standing_off(line, a, b, hit, cue.target, language), a, b) for a, b in spans])
    return named(matcher, variable, line, a, b)


def is_spared(rule, line, a, b):
    """Do the words before a candidate show that it is not what a rule's value judges?"""
    return rule.not_target.search(line.before(line.index(a), BEFORE) + line.spelled[a:b]) is not None


def owns(line, end, language):
    """Does the ending that marks an owner follow the name that ends at ``end`` of the spelled sentence?"""
    at = line.index(end)
    return at < len(line.words) and line.words[at][0] == load_lexicon("pronouns", language)["owner"]


def standing_off(line, a, b, hit, wanted, language):
    """How little a candidate at ``a:b`` suits a hit: whether it owns it, its side, a preposition, its distance."""
    start, end = hit
    if wanted != "after" and 0 <= start - b <= OWNED and owns(line, b, language):
        return -1, False, start - b
    side = "before" if b <= start else "after" if a >= end else "within"
    ranks = {"before": ["before", "within", "after"], "after": ["after", "within", "before"]}
    rank = ranks[wanted].index(side) if wanted in ranks else side != "within"
    first = line.index(a)
    ahead = {word.lower() for word, _, _ in line.words[max(0, first - 2) : first]}
    governed = not ahead.isdisjoint(prepositions(language)) and side != "within"
    return rank, governed, start - b if side == "before" else a - end


@cache
def prepositions(language):
    """Words after which a name is a circumstance and seldom the one who is judged; "of" and "by" are not among them."""
    words = load_lexicon("function_words", language)
    return frozenset((words["preposition"] + " " + words["to"]).split()) - {"by"}


def named(matcher, variable, line, a, b):
    """The target at ``a:b`` of the spelled sentence: the name whose alias it is, else as it is written."""
    first, last = line.span(a, b)
    name = matcher.listed_name(variable, line.spelled[a:b])
    if name:
        return name, first, last
    a, b = bare(line, a, b, matcher.codebook.language)
    if a >= b:
        return "", first, first
    first, last = line.span(a, with_noun(line, b, matcher.codebook.language))
    return line.text[first:last], first, last


def with_noun(line, end, language):
    """Where a name ends that ends at ``end``: an adjective of a state takes the noun after it ("Kadari leaders")."""
    at = line.index(end - 1)
    if at + 1 < len(line.words) and line.words[at][0].lower() in adjectives(language):
        noun = line.words[at + 1][0]
        if noun.isalpha() and noun.islower() and noun not in function_words(language):
            return end + len(noun) + 2
    return end


def bare(line, start, end, language):
    """A candidate of the spelled sentence without the openers and dates at its head; empty if nothing is left."""
    empty = nameless(language)
    words = line.spelled[start:end].split()
    while words and lowered(words[0]) in empty:
        start += len(words.pop(0)) + 2
    return min(start, end), end


def is_speaker(line, a, b, statement):
    """Is the name at ``a:b`` of the spelled sentence that of who speaks, or of the one whose words are reported?"""
    if not statement.speaker:
        return False
    name = line.spelled[a:b].lower().split()
    speaker = statement.speaker.lower().split()
    return bool(name) and name[-1] == speaker[-1]
