"""YAML read with the place of everything.

A file goes in, plain dictionaries, lists and strings come out that remember their file and line. Scalars stay
strings (``no``, ``1.0`` and ``12:30`` are what they look like). Duplicate keys, control characters, aliases
(which can blow up without end) and tags are refused.
"""

import re
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode
from ruamel.yaml.reader import ReaderError

LARGEST = 5_000_000
PLAIN_TAGS = {"str", "int", "float", "bool", "timestamp"}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class CodebookError(ValueError):
    """A codebook that cannot be used. ``problems`` lists everything found, one line each."""

    def __init__(self, problems):
        self.problems = list(problems)
        more = len(self.problems) - 1
        super().__init__(self.problems[0] + (f" ({more} more problems; 'discourse check' lists them)" if more else ""))


class Text(str):
    """A string that knows its place, ``file:line``."""

    __slots__ = ("place",)


class Mapping(dict):
    """A mapping that knows its place and that of its keys."""

    place = ""


def marked(kind, content, place):
    found = kind(content)
    found.place = place
    return found


def plain(node, path, seen):
    """The content of one node; raises CodebookError."""
    place = f"{path}:{node.start_mark.line + 1}"
    if id(node) in seen:
        remedy = "Write the list under terms and name it in braces."
        raise CodebookError([f"{place}: aliases (*name) are not allowed in a codebook. {remedy}"])
    if isinstance(node, ScalarNode):
        if node.tag == "tag:yaml.org,2002:null":
            return None
        if node.tag.removeprefix("tag:yaml.org,2002:") not in PLAIN_TAGS:
            raise CodebookError([f"{place}: the tag {node.tag!r} is not allowed in a codebook. Leave it out."])
        if CONTROL.search(node.value):
            remedy = "In double quotes YAML reads \\b as one; use single quotes."
            raise CodebookError([f"{place}: {node.value!r} holds a control character. {remedy}"])
        return marked(Text, node.value, place)
    seen.add(id(node))
    if not isinstance(node, MappingNode):
        return [plain(child, path, seen) for child in node.value]
    found = marked(Mapping, {}, place)
    for key, value in node.value:
        name = plain(key, path, seen)
        if not isinstance(name, str):
            remedy = "Put cues with braces or commas in single quotes."
            raise CodebookError([f"{place}: a key must be a word; found {type(name).__name__}. {remedy}"])
        if name in found:
            first = next(k for k in found if k == name).place.rsplit(":", 1)[1]
            raise CodebookError([f"{name.place}: the key {str(name)!r} stands twice, first in line {first}. Keep one."])
        found[name] = plain(value, path, seen)
    return found


def read_yaml(path):
    """The mapping that the YAML file ``path`` holds.

    Raises
    ------
    CodebookError
        If the file cannot be read as YAML of plain mappings, lists and strings; the message names the line.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            raise CodebookError([f"{path}: {len(raw)} bytes; a codebook has at most {LARGEST}. Is it the right file?"])
        text = raw.decode("utf-8-sig")
        node = YAML(typ="safe", pure=True).compose(text)
        data = plain(node, path, set()) if node is not None else None
    except OSError as error:
        remedy = "Give the path of a codebook, or the name of one that is shipped."
        raise CodebookError([f"{path}: cannot be read ({error.strerror}). {remedy}"]) from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CodebookError([f"{path}:{line}: not UTF-8 (byte {error.start}). Save the file as UTF-8."]) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else 1
        found = "holds a control character, which YAML does not allow. Delete it."
        raise CodebookError([f"{path}:{line}: {found}"]) from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        remedy = "Check the indentation; put cues in single quotes."
        raise CodebookError([f"{place}: not YAML: {problem}. {remedy}"]) from None
    except RecursionError:
        raise CodebookError([f"{path}: nested too deeply to be a codebook. Is it the right file?"]) from None
    if not isinstance(data, Mapping):
        found = "nothing" if data is None else type(data).__name__
        raise CodebookError(
            [f"{path}:1: a codebook is a mapping with the keys name, version, variables; found {found}."]
        )
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
