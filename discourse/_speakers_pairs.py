"""Two people whom a phrase means together: 'the two leaders', 'both presidents'."""


def is_pair(lexicon, kernel):
    """'the two leaders', 'both presidents', 'the pair'; but 'two officers' are any two."""
    if kernel[0] not in lexicon.definite and kernel[0] not in lexicon.both:
        return False
    return kernel[-1] in lexicon.pairs or (kernel[-1] in lexicon.groups and not lexicon.pairs.isdisjoint(kernel[:-1]))


def last_people(speakers, start, kernel):
    """The two people named last before a place, with the office the phrase names, if it names one."""
    lexicon = speakers.lexicon
    wanted = lexicon.plurals.get(kernel[-1])
    out = []
    for mention in reversed(speakers.inside(max(0, start - 1500), start)):
        entity = mention.entity
        if mention.kind != "person" or mention.quoted or not mention.sure or entity in out:
            continue
        if wanted and not _has_role(entity, wanted):
            continue
        out.append(entity)
        if len(out) == 2:
            return out[::-1]
    return []


def _has_role(entity, word):
    return any(word in role for role, _, _ in entity.roles)
