"""The cue language: what a codebook's author writes, and the linear-time pattern it means.

    will|may attack*         words, alternatives at one place, a star for any ending
    organi[sz]e*             one of several letters
    (ready to | going to) use {force}    several words as an alternative, a list of ``terms``
    withdraw ..8 (or else)   at most eight words or marks between; ``...`` any number
    troops ~6 border         within six words, in either order
    no longer? legitimate    a question mark after a word or group: it may be missing
    <target: {NAME}> is illegitimate     what stands there is taken out, as ``target`` or ``actor``

A bar without blanks binds tighter than a blank: ``a|b c`` is (a or b) and then c; ``a | b c`` is a, or b and then c.
Words match whole and in any case; a word written with a capital matches only so (``US``, ``May``). One mark may stand
between two words. Built in: {NAME} a run of capitalised words, {NUMBER}, {QUESTION} the mark. Nothing here backtracks:
the result is a regular expression in the strict sense, which google-re2 matches in linear time.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from discourse._codebook_tokens import CAPITAL, SMALL, words_of

TOKEN = re.compile(r"\s*(\.\.\.|\.\.\d+|~\d+|<\w+:|[(){}>|?^$]|[^\s(){}<>|?^$]+)|(\s+)$|(\s*<)")
OPEN = f"[{SMALL}{CAPITAL}]"  # before a word in any case
ANY = f"(?:{OPEN}[^ ]+ )"
ANY_WORD = f"{OPEN}[^ ]* "  # how a star alone is spelled
MARK = "(?: [\",()'-] )?"
SHORT = rf"{CAPITAL}[^ ]{{1,4}}  \. "  # an initial or a shortened title, with its full stop
NAMED = f"{CAPITAL}[^ ]+ "
NAME = f"(?:(?:{SHORT}){{0,3}}{NAMED}(?:(?: (?:of|the) ){{0,2}}(?:{SHORT})?{NAMED}){{0,5}})"
BUILT_IN = {"NAME": NAME, "NUMBER": "(?: [0-9][^ ]* )", "QUESTION": r"(?: \? )"}
STAR, CHOICE = "\ua78f", "\ua790"  # letters that no text is written with
LONGEST_GAP = 60
WAYS = 40  # alternatives of a cue whose needs are told apart
MEMO = 20_000  # words and needs whose reading is remembered
LARGEST = 200_000


class CueError(ValueError):
    """A cue that cannot be read; ``place`` says where it stands, if that is known."""

    place = ""


@dataclass(frozen=True)
class Pattern:
    """A compiled-to-be cue: ``regex`` finds it, ``needs`` are patterns that must each occur for it to occur.

    ``ways`` are the needs of each of its alternatives: all of one of them must occur.
    """

    regex: str
    needs: tuple = ()
    ways: tuple = ()
    captures: tuple = ()


@lru_cache(maxsize=MEMO)
def spell(word):
    """The regexes of one written word, two of a contraction; globs, choices of letters and capitals respected."""
    choices = re.findall(r"\[(\w+)\]", word)
    plain = re.sub(r"\[\w+\]", CHOICE, word).replace("*", STAR)
    read = [OPEN + re.escape(part).replace(STAR, "[^ ]*") + " " for part, _, _ in words_of(plain)]
    for letters in choices:
        first = next(number for number, part in enumerate(read) if CHOICE in part)
        read[first] = read[first].replace(CHOICE, f"[{letters}]", 1)
    return [f"(?-i:{part})" if any(letter.isupper() for letter in word) else part for part in read]


class Parser:
    """Recursive descent over one cue; ``terms`` maps a list's name to its Pattern."""

    def __init__(self, text, terms):
        self.text, self.terms, self.at, self.captures = text, terms, 0, []
        self.tokens = self.split(text)

    def split(self, text):
        tokens, at = [], 0
        while at < len(text.rstrip()):
            match = TOKEN.match(text, at)
            if not match or not match.group(1):
                rest = text[at:].strip()[:12]
                raise CueError(f"{text!r}: {rest!r} cannot be read; a capture is written <target: ...>")
            spaced = match.group().startswith(" ")
            tokens.append((match.group(1), spaced))
            at = match.end()
        if not tokens:
            raise CueError("the cue is empty")
        return tokens

    def peek(self):
        return self.tokens[self.at][0] if self.at < len(self.tokens) else None

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1][0]

    def loose(self):
        "Is the bar at hand one with a blank before it, which parts whole sequences?"
        return self.peek() == "|" and self.tokens[self.at][1]

    def parse(self):
        pattern = self.sequences()
        if self.peek() is not None:
            raise CueError(f"{self.text!r}: {self.peek()!r} closes nothing")
        if len(pattern.regex) > LARGEST:
            raise CueError(f"{self.text[:60]!r}...: too large once its lists are filled in; use shorter lists or gaps")
        return Pattern(pattern.regex, pattern.needs, pattern.ways, tuple(self.captures))

    def sequences(self):
        options = [self.sequence()]
        while self.loose():
            self.take()
            options.append(self.sequence())
        return either(options)

    def sequence(self):
        regex, needs, joined, opened, solid = "", [], True, False, False
        near, ways = None, [()]
        while self.peek() is not None and self.peek() not in (")", ">") and not self.loose():
            token = self.peek()
            if token.startswith(("..", "~")):
                self.take()
                if not opened or joined == "gap":
                    raise CueError(f"{self.text!r}: {token!r} must stand between two words")
                if token.startswith("~"):
                    near = (regex, self.width(token[1:]))
                    regex = ""
                else:
                    regex += f"{ANY}*?" if token == "..." else f"{ANY}{{0,{self.width(token[2:])}}}?"
                joined = "gap"
                continue
            item, optional = self.place()
            glue = "" if joined == "gap" or not opened else MARK
            regex += f"(?:{glue}{item.regex})?" if optional else glue + item.regex
            if not optional:
                needs += item.needs
                several = item.ways if len(ways) * len(item.ways) <= WAYS else ()
                ways = [(*way, *more) for way in ways for more in several or (item.needs,)]
            opened, joined, solid = True, True, solid or (not optional and item.regex not in ("^", "$"))
            if near:
                left, width = near
                between = f"{ANY}{{0,{width}}}?"
                regex, near = f"(?:{left}{between}{regex}|{regex}{between}{left})", None
                if "(?P<" in regex:
                    raise CueError(f"{self.text!r}: a capture cannot stand beside '~'; use '..'")
        if not opened or joined == "gap":
            raise CueError(f"{self.text!r}: a gap or a bar needs a word on both sides")
        if not solid:
            raise CueError(f"{self.text!r}: everything in it may be missing; leave one word without a question mark")
        ways = tuple(tuple(dict.fromkeys(way)) for way in ways)
        return Pattern(regex, tuple(dict.fromkeys(needs)), ways if len(ways) > 1 else ())

    def width(self, digits):
        if not digits:
            raise CueError(f"{self.text!r}: a gap of no number of words; write how many at most, such as '..3' or '~3'")
        if len(digits) > 4 or int(digits) > LONGEST_GAP:
            remedy = f"at most {LONGEST_GAP}, or '...' for the whole sentence"
            raise CueError(f"{self.text!r}: a gap of {digits} words; {remedy}")
        return int(digits)

    def place(self):
        options = [self.atom()]
        while self.peek() == "|" and not self.loose():
            self.take()
            options.append(self.atom())
        optional = self.peek() == "?"
        if optional:
            self.take()
        return either(options), optional

    def atom(self):
        token = self.take() if self.peek() is not None else None
        if token == "(":
            inner = self.sequences()
            return self.closed(inner, ")")
        if token == "{":
            return self.closed(self.listed(self.take() if self.peek() is not None else ""), "}")
        if token and token.startswith("<"):
            name = token[1:-1]
            if name not in ("target", "actor"):
                raise CueError(f"{self.text!r}: a capture is called target or actor, not {name!r}")
            group = f"{name}_{len(self.captures)}"
            self.captures.append(group)
            inner = self.sequences()
            return self.closed(Pattern(f"(?P<{group}>{inner.regex})", inner.needs), ">")
        if token in ("^", "$"):
            return Pattern(token)
        if token is None or token in ")}>|?" or not words_of(token.replace("*", "")):
            raise CueError(f"{self.text!r}: a word is missing {'at the end' if token is None else f'before {token!r}'}")
        read = spell(token)
        named = [word for word in read if word != ANY_WORD]  # of a contraction the first word is needed
        return Pattern("".join(read), tuple(named[:1]))

    def listed(self, name):
        if name in BUILT_IN:
            return Pattern(BUILT_IN[name])
        if name not in self.terms:
            known = ", ".join(sorted(self.terms) + sorted(BUILT_IN))
            raise CueError(f"{self.text!r}: there is no list {name!r} among the terms. Known: {known}")
        return self.terms[name]

    def closed(self, pattern, mark):
        if self.peek() != mark:
            raise CueError(f"{self.text!r}: {mark!r} is missing")
        self.take()
        return pattern


@lru_cache(maxsize=MEMO)
def commonness(regex, grammar=frozenset()):
    """How often the words of a needed pattern are to be expected: short words are common, those of ``grammar`` more."""
    words = (re.sub(r"\W", "", word) for word in regex.split("|"))
    return sum(1 / max(len(word), 1) ** (1 if word in grammar else 3) for word in words)


def any_of(needs):
    """One need that each of ``needs`` meets."""
    return next(iter(needs)) if len(needs) == 1 else f"(?:{'|'.join(needs)})"


def either(options):
    """One of several patterns; it needs one thing of each of them, if each needs something."""
    if len(options) == 1:
        return options[0]
    regex = f"(?:{'|'.join(dict.fromkeys(o.regex for o in options))})"
    if not all(o.needs for o in options):
        return Pattern(regex)
    needs = any_of(dict.fromkeys(min(o.needs, key=commonness) for o in options))
    for most in (WAYS, WAYS // len(options)):  # alternatives within an option that are told apart
        ways = dict.fromkeys(w for o in options for w in (o.ways if len(o.ways) <= most else ()) or (o.needs,))
        single = dict.fromkeys(way[0] for way in ways if len(way) == 1)
        ways = [way for way in ways if len(way) > 1] + [(any_of(single),)] * bool(single)
        if len(ways) <= WAYS:
            break
    return Pattern(regex, (needs,), tuple(ways) if 1 < len(ways) <= WAYS else ())


class Terms(dict):
    """Named lists read: name to Pattern. Cues read with them are kept, as a codebook is checked and then compiled."""

    def __init__(self, lists=()):
        super().__init__(lists)
        self.known, self.variants = {}, {}


def read_cue(text, terms):
    """The Pattern that the cue ``text`` means, with ``terms`` for its lists.

    Raises
    ------
    CueError
        If the cue cannot be read; the message quotes it.
    """
    known = getattr(terms, "known", {})
    if text not in known:
        known[text] = Parser(text, terms).parse()
    return known[text]


def placed(cue, terms):
    """The Pattern of a cue; a CueError knows its place."""
    try:
        return read_cue(cue, terms)
    except CueError as error:
        error.place = error.place or getattr(cue, "place", "")
        raise


def read_terms(lists):
    """Patterns of named lists of cues, lists within lists filled in.

    Parameters
    ----------
    lists : dict of list name to list of cues

    Raises
    ------
    CueError
        With the list's name, if an entry cannot be read or lists contain each other in a circle.
    """
    done = Terms()

    def fill(name, above):
        if name in above:
            raise CueError(f"terms: the lists {' -> '.join([*above, name])} contain each other")
        if name not in done:
            for cue in lists[name]:
                for other in re.findall(r"\{\s*(\w+)\s*\}", cue):
                    if other in lists:
                        fill(other, [*above, name])
            done[name] = either([placed(cue, done) for cue in lists[name]])

    for name in lists:
        fill(name, [])
    return done
