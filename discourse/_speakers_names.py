"""Capitalised names in a text and what stands around them.

A text goes in, a list of mentions comes out: people, bodies, places and bare offices, each with the words that
tell gender, office and side. One compiled pattern runs once over the text; the words are looked up in the lexicon.
"""

from functools import lru_cache

from discourse._speakers_mentions import Mention
from discourse._speakers_words import Words, bare, has_article, plain

OWNERS = ("'s ", "’s ", "' ", "’ ")
TIE = 9  # characters that may stand between the parts of one name


def find_names(text, lexicon):
    """Mentions of capitalised names in order; no two overlap."""
    text = text[:]  # where it is of a kind of its own: a plain string
    found, end = [], 0
    for head in lexicon.head.finditer(text):  # the heads first: they are found much faster than names
        at = head.start()
        if at < end:
            continue
        match = lexicon.name.match(text, at)
        if not match:
            continue
        end = match.end()
        read = _read_run(match.group(), lexicon)
        if read:
            start, stop, kind, name, words, name_start, title, gender, side = read
            found.append(Mention(at + start, at + stop, kind, name, words, at + name_start, title, gender, side))
    return _join_of(text, found, lexicon)


@lru_cache(maxsize=50000)
def _read_run(text, lexicon: Words):
    "One run of capitalised words, cut into offices and a name: the fields of a Mention, None where it names nobody."
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
        return None
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
        return shown, end, kind, name, bare(name, lexicon), shown, tuple(title), gender, side
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
    return shown, end, kind, name, bare(name, lexicon), start, tuple(title), gender, side


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
            before.words = bare(before.name, lexicon)
            before.side = before.side or mention.side
        else:
            out.append(mention)
        before = out[-1]
    return out


def _owned(name, owner, body, lexicon):
    "A body with the place whose it is: 'Vestria's Foreign Ministry'."
    words = bare(name, lexicon)
    return Mention(owner.start, body.end, "body", name, words, owner.start, (), "", owner.side, True)


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
    return Mention(office.start, mention.end, kind, name, bare(name, lexicon), at, title, gender, side)
