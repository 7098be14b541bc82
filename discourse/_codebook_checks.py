"""What is wrong with a codebook beyond its shape: cues, lists, sources and grounds that do not hold."""

from discourse._codebook_cues import CueError, Terms, either, read_cue


def with_targets(patterns, variable):
    """``patterns`` with {TARGET}: whatever can be a target of a variable, the aliases that it lists included."""
    if variable.name not in patterns.variants:
        cues = [alias for name, others in variable.targets.items() for alias in (name, *others)]
        cues += [variable.target] if variable.target else []
        target = {"TARGET": either([read_cue(cue, patterns) for cue in cues])} if cues else {}
        patterns.variants[variable.name] = Terms(patterns | target)
    return patterns.variants[variable.name]


def check_content(book):
    """One line for each cue, list, source or ground of a Codebook that does not hold; empty if all do."""
    try:
        patterns = book.patterns
    except CueError as error:
        return [f"{error.place or book.place}: {error}"]
    problems = check_sources(book)
    for variable in book.variables.values():
        problems += check_basis(variable)
        try:
            named = with_targets(patterns, variable)
        except CueError as error:
            problems.append(f"{variable.place}: {error}")
            continue
        problems += unreadable(variable.exclude, variable.place, named)
        for value in variable.values.values():
            problems += unreadable([*value.exclude, *value.not_target], value.place, named)
            problems += check_cues(value, variable, named)
    return problems


def unreadable(cues, place, patterns):
    """One line for each of ``cues`` that cannot be read."""
    problems = []
    for cue in cues:
        try:
            read_cue(cue, patterns)
        except CueError as error:
            problems.append(f"{getattr(cue, 'place', place)}: {error}")
    return problems


def check_cues(value, variable, patterns):
    """Problems of the cues of one value."""
    problems, names = [], set()
    for cue in value.cues:
        texts = [*cue.find, *cue.with_, *cue.without, *cue.previous, *cue.nearby, *cue.about, *cue.document]
        problems += unreadable(texts, cue.place, patterns)
        if bool(cue.find) == bool(cue.regex):
            problems.append(f"{cue.place}: a cue has either find or regex. Give one of them.")
        if cue.id and cue.id in names:
            problems.append(f"{cue.place}: the id {cue.id!r} stands twice. Give each cue its own.")
        names.add(cue.id)
        wrong = [name for name in cue.follows if name not in variable.values]
        if wrong:
            known = ", ".join(variable.values)
            problems.append(f"{cue.place}: follows names values of the variable: {known}; found {wrong[0]!r}.")
        if cue.negated not in ("skip", "keep", "only", *variable.values):
            known = ", ".join(["skip", "keep", "only", *variable.values])
            problems.append(f"{cue.place}: negated is one of {known}; found {cue.negated!r}.")
    return problems


def check_sources(book):
    """Problems of sources that are named but not given."""
    parts = [part for v in book.variables.values() for part in (v, *v.values.values())]
    return [
        f"{part.place}: the source {name!r} is not among the sources of the codebook. Add it there."
        for part in parts
        for name in part.sources
        if name not in book.sources
    ]


def check_basis(variable):
    """Problems of grounds that a cue or an example names and the variable does not."""
    known = ", ".join(variable.basis) or "none"
    return [
        f"{part.place}: the basis {ground!r} is not known. Known: {known}."
        for value in variable.values.values()
        for part in (*value.cues, *value.examples, *value.near_misses)
        for ground in part.basis
        if ground not in variable.basis
    ]
