"""Tags corrected by those around them: which of the forms that may be verbs are verbs here, and which are nouns.

The tags of a text are a line of letters. A form that may be verb or noun is B, Z or G as long as neither is settled.
"""

from discourse._places import places_of


def corrected(line):
    """A line of tags in which each fits its neighbours."""
    line = _replaced(line, [i for i in places_of(line, "p") if _is_verb(line, i)], "X")
    line = _replaced(line, [i for i in places_of(line, "BZG") if _is_noun(line, i)], "n")
    line = line.replace("B", "b").replace("Z", "z").replace("G", "g").replace("xR", "XR").replace("x", "C")
    return _replaced(line, [i for i in places_of(line, "dcg") if _is_adjective(line, i)], "n")


def _replaced(line, places, tag):
    "A line with another tag at some places."
    parts, done = [], 0
    for place in places:
        parts += [line[done:place], tag]
        done = place + 1
    return "".join(parts) + line[done:]


def _tag_at(line, i):
    "The tag at a place, a blank outside the line."
    return line[i] if 0 <= i < len(line) else " "


def _is_verb(line, i):
    "Is what looks like a possessive a short form of a verb: he's, who's going, Vesk's the one, Doln's been?"
    if _tag_at(line, i - 1) in "SYWH":
        return True
    following, second = _tag_at(line, i + 1), _tag_at(line, i + 2)
    if following in "RXDETHiP":
        return True
    return second in "DETCSMi" if following == "g" else following in "dc" and second not in "nNC "


def _is_noun(line, i):
    "Is a form that may be verb or noun a noun: after a determiner, preposition, number or possessive, without object?"
    tag, second, before, after = line[i], _tag_at(line, i - 2), _tag_at(line, i - 1), _tag_at(line, i + 1)
    if before in "DOp0E":
        return True
    if tag == "G":
        return before in "nC" and second in "DE"
    if before == "P":
        return True
    if tag == "B":
        return (
            (before in "nNC" and second in "DOp0EPnBZ" and after not in "DEMST")
            or (before in "CnN" and after in ".,;:XvdzP)QO&")
            or (before in "nC" and after in "nN")
            or (before == "n" and after in "dvz")
        )
    return (
        (before in "nC" and second in "DOEp" and after in "XvdPO.,&)")
        or (before in "CN&" and after in "XvdO.,&)")
        or (before in ",qA&" and after not in "DTEHS")
        or (before == "R" and after in "PO")
        or (before == "n" and after in "PO.,Xvd)")
    )


def _is_adjective(line, i):
    "Does a participle only qualify or stand for a noun: after a determiner, before a noun without being its verb?"
    tag, second, before, after = line[i], _tag_at(line, i - 2), _tag_at(line, i - 1), _tag_at(line, i + 1)
    if before in "DOp0" or (before == "-" and second in "DOp0"):
        return True
    if tag != "g":
        return (before == "R" and second in "DOp0") or (before in "EP" and after in "nNC")
    if before == "E" or (before in "CnN" and after in ".,;)"):
        return True
    return before not in "XRiSYW" and after in "nN" and _is_subject(line, i + 1)


def _is_subject(line, i):
    "Does a verb stand behind the nouns that begin here?"
    while _tag_at(line, i) in "nN":
        i += 1
    return _tag_at(line, i) in "Xvdzb"
