"""Codebooks: what may be coded, in words that people and machines share.

A YAML file in, a validated `Codebook` out; every error names the file and the line. A codebook is written by a
student of politics, so it needs no programming:

    name: my-codebook
    version: 1.0.0
    title: One line
    sources: {entman1993: "Entman, R. (1993). Framing ... Journal of Communication 43(4)."}
    include: [more.yaml]            # further files of this shape (terms, variables, sources), beside this one
    terms:                          # named lists of cues; a cue names a list in braces
      force: [military force, troops, 'air strike*']
    variables:
      threat:
        definition: what is decided
        sources: [entman1993]
        level: nominal              # or ordinal, then values stand in order
        multiple: true              # several values a statement? if not (false, by target) the value listed first wins
        target: '{NAME}|{office}'   # is a target asked for, and what can be one; leave out if not
        targets: {peace plan: [the plan]}   # names of targets with their aliases; cues say {TARGET}
        basis: {legal: what counts} # grounds asked for, if any
        exclude: [war memorial]     # cues that veto every value of this variable
        values:
          ultimatum:
            definition: when it applies
            voice: [direct, mixed]      # the voices its cues hold for, unless a cue says its own; all if left out
            not_target: ['against {NAME}']  # a name that is not the target, with what stands before it
            cues: [...]             # below
            examples: [...]         # sentences that carry the value
            near_misses: [...]      # sentences that look alike and do not

A cue is a string in the language of `discourse._codebook_cues`, or a mapping:

    - find: unless|until ..15 {force}   # one cue or a list of them (any will do)
      id: unless-force                  # else numbered: threat-ultimatum-3
      with: [border]                    # each must occur as well, anywhere in the sentence
      without: [exercise*]              # none of them may occur in the sentence
      previous: must withdraw           # must occur in the sentence before
      nearby: war                       # must occur in the sentence, its paragraph or the paragraph before
      about: war                        # the same, or in at least two and one in twenty sentences of the document
      document: war                     # must occur anywhere in the document
      voice: [direct, mixed, indirect]  # the voices it holds for
      actor: own                        # own, other or unknown (or a list): is the one who acts on the speaker's side?
      negated: skip                     # skip negated hits, keep them, find only them, or name the value they mean
      basis: [legal]                    # grounds that this cue gives
      target: after                     # which candidate is the target: before, after, nearest, speaker, none
      once: true                        # at most one coding a document
      follows: [strength]               # the sentence before, of the same speaker, carries one of these values
      regex: '...'                      # instead of find: a regular expression of google-re2, on the sentence as is

The actor is what the cue captures with <actor: ...>, else the nearest one named before the hit: an entry of the lists
``own_side`` (we, our), ``other_side`` (they, enemy), ``third_person`` (he, it: the speaker in reported speech),
``some_side`` (the regime), or a name, whose state is compared with the speaker's side. For the narrator every actor is
another. The target is what it captures with <target: ...>, else the candidate that ``target`` says.

A hit is negated when an entry of the list ``negators`` stands up to four words before it (but none of ``unnegating``,
such as "not only", and not beyond one of ``clause_breaks``), or one of ``deniers`` anywhere before. A codebook without
these lists does without actors and negation.

An example or near-miss is a sentence, or a mapping: text, and as needed context (sentences before it), voice (direct
unless said), speaker, side, and what is expected: basis, target.
"""

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from discourse._codebook_checks import check_content, with_targets
from discourse._codebook_copy import FOLDER, copy_codebook
from discourse._codebook_cues import commonness, read_cue
from discourse._codebook_parts import NONE, Codebook, Cue, Example, Value, Variable
from discourse._codebook_yaml import CodebookError, describe, read_yaml
from discourse._yaml import Mapping, marked

__all__ = [
    "NONE",
    "Codebook",
    "CodebookError",
    "Cue",
    "Example",
    "Value",
    "Variable",
    "commonness",
    "copy_codebook",
    "load_codebook",
    "read_cue",
    "with_targets",
]


def merged(path, above=()):
    """The mapping of a codebook file with those it includes filled in."""
    if path.resolve() in above:
        raise CodebookError([f"{path}: includes itself. Take the file out of include."])
    data = read_yaml(path)
    include = data.get("include") or []
    for name in [include] if isinstance(include, str) else include:
        if not isinstance(name, str) or Path(name).name != name:
            raise CodebookError([f"{path}: include takes file names in the same folder; found {name!r}."])
        other = merged(path.with_name(str(name)), (*above, path.resolve()))
        for section in other:
            if section not in ("terms", "variables", "sources"):
                found = f"an included file has terms, variables and sources; found {str(section)!r}."
                raise CodebookError([f"{section.place}: {found}"])
            mine = data.setdefault(section, marked(Mapping, {}, section.place))
            if not isinstance(mine, dict) or not isinstance(other[section], dict):
                raise CodebookError([f"{section.place}: {str(section)!r} must be a mapping."])
            for key in other[section]:
                if key in mine:
                    first = next(k for k in mine if k == key).place
                    raise CodebookError([f"{key.place}: {str(key)!r} stands already in {first}. Keep one."])
                mine[key] = other[section][key]
    return data


def load_codebook(path_or_name="legitimacy-threat"):
    """Read and check a codebook.

    Parameters
    ----------
    path_or_name : str, Path or Codebook
        Path of a YAML file, or the name of a codebook that comes with the package. A Codebook is given back as it is.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        A ValueError whose ``problems`` names the file, the line and the remedy of everything that is wrong: unknown or
        duplicate keys, values without definition, cues that cannot be read, control characters.
    TypeError
        If ``path_or_name`` is none of the three.
    """
    if isinstance(path_or_name, Codebook):
        return path_or_name
    if not isinstance(path_or_name, str | Path):
        raise TypeError(f"codebook must be a path, a name or a Codebook; got {type(path_or_name).__name__}.")
    shipped = FOLDER / f"{path_or_name}.yaml"
    if isinstance(path_or_name, str) and Path(path_or_name).name == path_or_name and shipped.is_file():
        return load_shipped(path_or_name)
    if isinstance(path_or_name, str) and not path_or_name.endswith((".yaml", ".yml")):
        known = ", ".join(sorted(p.stem for p in FOLDER.glob("*.yaml") if not p.stem.startswith("_")))
        remedy = f"Shipped: {known}; or give the path of a .yaml file."
        raise CodebookError([f"{path_or_name}: no codebook of that name. {remedy}"])
    return built(Path(path_or_name))


@cache
def load_shipped(name):
    return built(FOLDER / f"{name}.yaml")


def built(path):
    """The Codebook of a file; raises CodebookError."""
    data = merged(path)
    variables = data.get("variables")
    for name, variable in variables.items() if isinstance(variables, Mapping) else ():
        if isinstance(variable, Mapping):
            variable["name"] = name
            values = variable.get("values")
            for code, value in values.items() if isinstance(values, Mapping) else ():
                if isinstance(value, Mapping):
                    value["name"] = code
    try:
        book = Codebook.model_validate(data)
    except ValidationError as error:
        raise CodebookError(describe(error, data)) from None
    problems = check_content(book)
    if problems:
        raise CodebookError(problems)
    return book
