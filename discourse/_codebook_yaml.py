"""A codebook's YAML, and where in it a problem stands."""

from discourse._yaml import Mapping, YamlError, kind_of, read_marked


class CodebookError(ValueError):
    """A codebook that cannot be used. ``problems`` lists everything found, one line each."""

    def __init__(self, problems):
        self.problems = list(problems)
        more = len(self.problems) - 1
        super().__init__(self.problems[0] + (f" ({more} more problems; 'discourse check' lists them)" if more else ""))


def read_yaml(path):
    """The mapping that the YAML file ``path`` holds.

    Raises
    ------
    CodebookError
        If the file cannot be read as YAML of plain mappings, lists and strings; the message names the line.
    """
    try:
        data = read_marked(path)
    except YamlError as error:
        raise CodebookError([str(error)]) from None
    if not isinstance(data, Mapping):
        found = f"a codebook is a mapping with the keys name, version, variables; found {kind_of(data)}."
        raise CodebookError([f"{path}:1: {found}"])
    return data


def place_of(data, location):
    """Where in ``data`` the thing stands that a path of keys and numbers leads to, as far as it can be followed."""
    place = data.place
    for step in location:
        if isinstance(data, Mapping) and step in data:
            place = next(k for k in data if k == step).place
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            break
        place = getattr(data, "place", place) if isinstance(data, str) else place
    return place


def describe(error, data):
    """One line for each problem of a pydantic ValidationError about ``data``."""
    lines = []
    for problem in error.errors():
        location = [step for step in problem["loc"] if step != "[key]"]
        what = ".".join(str(step) for step in location)
        place = place_of(data, location)
        if problem["type"] == "extra_forbidden":
            text = f"the key {location[-1]!r} is not known here. discourse.codebook describes the known ones."
        elif problem["type"] == "missing":
            text = f"{'.'.join(map(str, location[:-1])) or 'the codebook'} lacks {location[-1]!r}. Add it."
        else:
            text = f"{what}: {problem['msg'].removeprefix('Value error, ')}; found {str(problem['input'])[:60]!r}."
        lines.append(f"{place}: {text}")
    return lines
