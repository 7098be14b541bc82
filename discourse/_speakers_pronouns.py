"""Whom a pronoun means: the sentence's own subject, else who spoke last, else the nearest that fits."""


def antecedent(speakers, start):
    "Whoever stands right before a relative pronoun."
    for mention in reversed(speakers.inside(max(0, start - 120), start)):
        if mention.entity and start - mention.end <= 3:
            return mention.entity.name, "one", mention.entity.gender
    return "", "", ""


def pronoun(speakers, start, number, gender):
    "Whom a pronoun means: the sentence's own subject, else who spoke last, else the nearest that fits."
    if number == "many":
        return next(((n, k, g) for s, n, k, g in reversed(speakers.history) if k == "many" and s < start), ("", "", ""))
    if gender == "n":
        known = [(s, n, k, g) for s, n, k, g in speakers.history if g == "n" and s < start]
        return known[-1][1:] if known else ("", "", "")
    paragraph = speakers.text.rfind("\n", 0, start) + 1
    previous = speakers.text.rfind("\n", 0, max(0, paragraph - 2)) + 1
    near = [m for m in speakers.inside(paragraph, start) if _fits(speakers, m, gender)]
    if near:
        return near[0].entity.name, "one", gender
    spoke = [h for h in speakers.history if previous <= h[0] < start and h[2] == "one" and h[3] in ("", gender)]
    if spoke:
        return spoke[-1][1], "one", gender
    back = [m for m in speakers.inside(max(0, start - 3000), start) if _fits(speakers, m, gender)]
    if back:
        return back[-1].entity.name, "one", gender
    return "", "one", gender


def _fits(speakers, mention, gender):
    return mention.kind == "person" and not mention.quoted and mention.entity.gender in ("", gender)
