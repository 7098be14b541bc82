"""Capitalised names in a text and what stands around them.

A text goes in, a list of mentions comes out: people, bodies, places and bare offices, each with the words that
tell gender, office and side. One compiled pattern runs once over the text; the words are looked up in the lexicon.
"""

from functools import cache

from discourse._memory import LONGEST
from discourse._speakers_mentions import Mention
from discourse._speakers_sides import adjectives_in
from discourse._speakers_sounds import sound
from discourse._speakers_words import NICKNAMED, Words, bare, has_article, is_capital, is_letter, plain

OWNERS = ("'s ", "’s ", "' ", "’ ")
TIE = 9  # characters that may stand between the parts of one name
NOBODY = Mention(0, 0, "", "", (), 0)
RUNS = 50_000  # runs of capitalised words that are kept with what they name


def find_names(text, lexicon):
    """Mentions of capitalised names in order; no two overlap."""
    return _names_in(text[:], lexicon)  # where it is of a kind of its own: a plain string


def _names_in(text, lexicon):
    found, known, end = [], _known_runs(lexicon), 0
    for at in heads_of(text):
        if at < end:
            continue
        end = end_of_run(text, at, lexicon)
        run = text[at:end]
        read = known.get(run)
        if read is None:
            read = _read_run(run, lexicon)
            _keep(known, run, read)
        if read.kind:
            found.append(read.at(at))
    return _join_of(text, found, lexicon)


@cache
def _known_runs(lexicon):
    "Runs read before, each as a Mention, of kind '' where it names nobody."
    return {}


def _keep(known, run, read):
    "Keep what a run names, and forget all others when they become too many."
    if len(known) >= RUNS:
        known.clear()
    if len(run) <= LONGEST:
        known[run] = read


def heads_of(text):
    """Where the capital letters stand with which words begin."""
    heads, inside = [], False
    for place, letter in enumerate(text):
        if "a" <= letter <= "z":
            inside = True
        elif letter == " ":
            inside = False
        else:
            if not inside and is_capital(letter):
                heads.append(place)
            inside = is_letter(letter)
    return heads


def end_of_run(text, at, lexicon):
    """Where the run of capitalised words ends that begins at a place; the pattern tells, unless its words are plain."""
    head, size = at, len(text)
    while True:
        end = at + 1
        while end < size and is_letter(text[end]):
            end += 1
        if end == size:
            return end
        mark = text[end]
        if mark in ".'’-‑&":
            if not _ends_plainly(text, at, end, lexicon):
                break
            return end
        if mark == "\n" or not mark.isspace():
            return end
        at = end + 2 if end + 1 < size and text[end + 1].isspace() else end + 1
        if at >= size or text[at - 1] == "\n":
            return end
        mark = text[at]
        if not is_capital(mark):
            stop = at
            while stop < size and is_letter(text[stop]):
                stop += 1
            if mark in NICKNAMED if stop == at else text[at:stop] in lexicon.particles:
                break
            return end
    return lexicon.name.match(text, head).end()


def _ends_plainly(text, start, end, lexicon):
    "Whether the mark behind a word is none of a longer word: the full stop of a sentence, the apostrophe of 's."
    if text[end] == ".":
        return end > start + 1 and text[start:end] not in lexicon.abbreviations
    after = end + 2
    if after > len(text) or text[end] not in "'’" or text[end + 1] != "s":
        return False
    return after == len(text) or not is_letter(text[after])


def _read_run(text, lexicon):
    "A run of capitalised words cut into offices and a name, as a Mention; of kind '' where it names nobody."
    spans = [m.span() for m in lexicon.word.finditer(text)]
    low = [_office_word(plain(text[a:b]), lexicon) for a, b in spans]
    first = 0
    while first < len(low) and low[first] in lexicon.not_names:
        if first + 1 < len(low) and low[first] in lexicon.before_people:
            break
        if low[first] in lexicon.known and text[spans[first][0] : spans[first][1]].isupper():
            break
        first += 1
    last = len(low)
    while last > first + 1 and low[last - 1] in lexicon.not_names:
        last -= 1
    if first == last or low[first] in lexicon.time:
        return NOBODY
    if first or last < len(low):
        low, spans = low[first:last], spans[first:last]
    cut = 0
    for i, word in enumerate(low):
        if word in lexicon.titles or word in lexicon.honorifics:
            cut = i + 1
    if cut < len(low) and not lexicon.bodies.isdisjoint(low[cut:]):
        cut = 0
    title, rest = low[:cut], low[cut:]
    shown, end = spans[0][0], spans[-1][1]
    side = lexicon.side_of(title) if title else ""
    gender = lexicon.gender_of(title)
    if not rest:
        kind = "name" if lexicon.titles.isdisjoint(title) else "office"
        name = text[shown:end]
        return _mention(lexicon, shown, end, kind, name, shown, tuple(title), gender, side)
    start = spans[cut][0]
    name = text[start:end]
    whole = " ".join(rest)
    if whole in lexicon.known:
        kind, side = "place", lexicon.known[whole]
    elif not lexicon.bodies.isdisjoint(rest) or (len(rest) == 1 and name.isupper() and len(name) > 1 and not title):
        kind, side = "body", lexicon.side_of(rest) or side
    elif title:
        kind = "person"
    elif len(rest) == 1:
        kind = "name"
    else:
        while len(rest) > 2 and rest[0] in lexicon.demonym:
            side, rest, cut = lexicon.demonym[rest[0]], rest[1:], cut + 1
            start = spans[cut][0]
        if len(rest) > 2 and rest[0] not in lexicon.given:
            for i in range(1, len(rest) - 1):
                if rest[i] in lexicon.given and "." not in rest[i - 1]:
                    rest, cut = rest[i:], cut + i
                    start = spans[cut][0]
                    break
        name = text[start:end]
        kind = "name" if lexicon.side_of(rest[:1]) or rest[-1] in lexicon.groups else "person"
        if kind == "name":
            side = lexicon.side_of(rest)
    if kind == "person":
        gender = gender or lexicon.given.get(rest[0], "")
    return _mention(lexicon, shown, end, kind, name, start, tuple(title), gender, side)


def _mention(lexicon, start, end, kind, name, name_start, title, gender, side):
    words, adjectives = bare(name, lexicon), adjectives_in(name, lexicon)
    return Mention(start, end, kind, name, words, name_start, title, gender, side, sound(words[-1]), adjectives)


def _office_word(word, lexicon):
    "The last part of a hyphened office ('lt.-gen', 'vice-president'), else the word itself."
    if "-" in word and word not in lexicon.titles:
        last = word.rpartition("-")[2]
        return last if last in lexicon.titles else word
    return word


def _join_of(text, found, lexicon):
    "Runs that a small word ties into one name: 'Ministry of Energy', 'President of Vestria Mara Doln'."
    out, before = [], None
    for mention in found:
        if before is None or mention.start - before.end > TIE:
            out.append(mention)
            before = mention
            continue
        tie = text[before.end : mention.start]
        if before.kind == "place" and mention.kind == "body" and tie in OWNERS:
            out[-1] = _owned(text[before.start : mention.end], before, mention, lexicon)
        elif tie not in lexicon.ties:
            out.append(mention)
        elif before.kind == "office" and not mention.title and tie in lexicon.links:
            out[-1] = _office_of(text, before, mention, lexicon)
        elif mention.kind == "person" and before.kind in ("name", "body") and _names_body(mention, lexicon):
            out[-1] = mention
            mention.start = before.start
        elif _goes_on(text, before, mention, lexicon):
            before.kind = "body"
            before.end, before.name = mention.end, text[before.name_start : mention.end]
            before.words, before.adjectives = bare(before.name, lexicon), adjectives_in(before.name, lexicon)
            before.sound = sound(before.words[-1])
            before.side = before.side or mention.side
        else:
            out.append(mention)
        before = out[-1]
    return out


def _owned(name, owner, body, lexicon):
    "A body with the place whose it is: 'Vestria's Foreign Ministry'."
    owned = _mention(lexicon, owner.start, body.end, "body", name, owner.start, (), "", owner.side)
    owned.owned = True
    return owned


def _names_body(mention, lexicon):
    "Whether words before a person's office name what it is of: '(Union of) Northern States Secretary-General'."
    first = mention.title[0] if mention.title else ""
    return bool(first) and first not in lexicon.office_words


def _goes_on(text, before, mention, lexicon):
    "Whether a name belongs to the body named before it: 'Organization for Security', ' and Cooperation'."
    if before.kind == "body" and mention.name.lower() in lexicon.plurals:
        return True
    if mention.kind == "office" or mention.title or (before.kind != "body" and not _has_article(text, before, lexicon)):
        return False
    if text[before.end : mention.start] in lexicon.coordinators:
        return mention.kind == "name" and _has_link(before.name, lexicon)
    return mention.kind != "person" or plain(mention.name.split()[0]) not in lexicon.given


def _has_link(name, lexicon):
    return any(link in name for link in lexicon.links)


def _has_article(text, mention, lexicon):
    "Whether an article stands before a single name: 'the Hall of Lorn' is a body."
    return mention.kind == "name" and " " not in mention.name and has_article(text, mention.start, lexicon)


def _office_of(text, office: Mention, mention: Mention, lexicon: Words):
    "An office and what it is of: still an office, or a person where a name follows the place."
    spans = [m.span() for m in lexicon.word.finditer(text, mention.start, mention.end)]
    low = [plain(text[a:b]) for a, b in spans]
    cut = next((i for i in range(1, len(low) - 1) if low[i] in lexicon.given), 0)
    if not cut:
        while cut < len(low) and (low[cut] in lexicon.qualifiers or " ".join(low[: cut + 1]) in lexicon.known):
            cut += 1
        if not 0 < cut < len(low) - 1 or not lexicon.bodies.isdisjoint(low[cut:]):
            cut = len(low)
    side = lexicon.side_of(low[:cut]) or office.side
    title = (*office.title, *(w for w in low[:cut] if w in lexicon.qualifiers))
    if cut >= len(low):
        kind, at, gender = "office", office.start, office.gender
    else:
        kind, at, gender = "person", spans[cut][0], office.gender or lexicon.given.get(low[cut], "")
    name = text[at : mention.end]
    return _mention(lexicon, office.start, mention.end, kind, name, at, title, gender, side)
