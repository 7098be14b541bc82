"""Noun phrases in a line of tags: determiners, nouns and names, and what hangs closely on these."""


def phrase_end(line, first, last):
    """Where the noun phrase ends that begins with the tag ``first``, before ``last``, or -1 if none does."""
    tag = line[first]
    if tag in "SYM":  # a pronoun: herself may follow
        return _behind("F", line, first + 1, last)
    if tag not in "fDEnNC0w":
        return -1
    start = first + 1 if tag == "f" else first
    i = start
    while i < last and line[i] in "DE":
        i += 1
    nouns = _behind("R", line, i, last) if i > start else i
    end = _nouns_end(line, nouns, last)
    if end > nouns:
        return _with_owners(line, _with_names(line, end, last), last)
    if i < last and line[i] == "w":  # a day
        i += 1
        while i < last and line[i] in "nN0":
            i += 1
        return i
    i = start
    while i < last and line[i] == "D":
        i += 1
    end = i
    while end < last and line[end] == "E":
        end += 1
    return end if end > i else -1


def _behind(tag, line, i, last):
    "The place behind a tag, if it stands at ``i``."
    return i + 1 if i < last and line[i] == tag else i


def _nouns_end(line, i, last):
    "Where the nouns, names and numbers end that begin at ``i``."
    while i < last and line[i] in "nNC0":
        i += 1
    return i


def _with_names(line, i, last):
    "Where nouns end together with names joined to them and with nicknames in quotation marks among them."
    while i + 1 < last:
        link, following = line[i], line[i + 1]
        if link in "-&":
            if following != "C":
                return i
        elif link == "q":
            closing = i + 1
            while closing < last and line[closing] in "nC0":
                closing += 1
            if closing == i + 1 or closing + 1 >= last or line[closing] != "Q" or line[closing + 1] not in "nNC":
                return i
        elif link != "Q" or line[i - 1] not in "nC0" or following not in "nNC":
            return i
        i = _nouns_end(line, i + 1, last)
    return i


def _with_owners(line, i, last):
    "Where a noun phrase ends together with the possessives behind it, what these have, and a reflexive."
    while i < last and line[i] == "p":
        i += 1
        nouns = _behind("R", line, i, last)
        end = _nouns_end(line, nouns, last)
        if end > nouns:
            i = end
    return _behind("F", line, i, last)
