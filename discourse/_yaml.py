"""YAML read with the place of everything.

A file goes in, plain dictionaries, lists and strings come out that remember their file and line. Scalars stay
strings (``no``, ``1.0`` and ``12:30`` are what they look like). Duplicate keys, control characters, aliases
(which can blow up without end) and tags are refused.
"""

import re
from itertools import takewhile
from pathlib import Path

import yaml
from yaml.reader import ReaderError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in Python, slower, where it was built without libyaml
LARGEST = 5_000_000
DEEPEST = 50  # levels of lists and mappings
NULL = ("", "~", "null", "Null", "NULL")
PLAIN_TAGS = {"str", "int", "float", "bool", "timestamp"}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class YamlError(ValueError):
    """A file that is not the YAML expected; the message names the file and the line."""


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


def kind_of(data):
    """What the content of a file is, for a message."""
    kinds = {Mapping: "a mapping", list: "a list", Text: "a text"}
    return kinds.get(type(data), "nothing")


def content(event, events, path, depth=0):
    """What begins with ``event``, the rest of it taken from ``events``; raises YamlError."""
    place = f"{path}:{event.start_mark.line + 1}"
    if isinstance(event, yaml.AliasEvent):
        remedy = "Write it out where it is meant; a codebook names lists under terms."
        raise YamlError(f"{place}: aliases (*name) are not read. {remedy}")
    if isinstance(event, yaml.ScalarEvent):
        return scalar(event, place)
    if depth > DEEPEST:
        raise YamlError(f"{place}: nested too deeply. Is it the right file?")
    if isinstance(event, yaml.SequenceStartEvent):
        return [content(item, events, path, depth + 1) for item in until(yaml.SequenceEndEvent, events)]
    found = marked(Mapping, {}, place)
    for key in until(yaml.MappingEndEvent, events):
        name = content(key, events, path, depth + 1)
        if not isinstance(name, str):
            remedy = "Put cues with braces or commas in single quotes."
            place = f"{path}:{key.start_mark.line + 1}"
            raise YamlError(f"{place}: a key must be a word; found {kind_of(name)}. {remedy}")
        if name in found:
            first = next(k for k in found if k == name).place.rsplit(":", 1)[1]
            raise YamlError(f"{name.place}: the key {str(name)!r} stands twice, first in line {first}. Keep one.")
        found[name] = content(next(events), events, path, depth + 1)
    return found


def until(end, events):
    """The events at hand up to one of the kind ``end``."""
    return takewhile(lambda event: not isinstance(event, end), events)


def scalar(event, place):
    """A text, None for a null."""
    tag = (event.tag or "").removeprefix("tag:yaml.org,2002:")
    if tag == "null" or (not tag and not event.style and event.value in NULL):
        return None
    if tag and tag not in PLAIN_TAGS:
        raise YamlError(f"{place}: the tag {event.tag!r} is not read. Leave it out.")
    if CONTROL.search(event.value):
        remedy = "In double quotes YAML reads \\b as one; use single quotes."
        raise YamlError(f"{place}: {event.value!r} holds a control character. {remedy}")
    return marked(Text, event.value, place)


def whole(events, path):
    """The content of the one document that ``events`` are of, None if there is none."""
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        return None
    data = content(next(events), events, path)
    next(events)
    more = next(events)
    if not isinstance(more, yaml.StreamEndEvent):
        place = f"{path}:{more.start_mark.line + 1}"
        raise YamlError(f"{place}: a second document begins here ('---'). Keep one in a file.")
    return data


def read_marked(path):
    """The content of the YAML file ``path``: `Mapping`, list, `Text`, or None of an empty file.

    Raises
    ------
    YamlError
        If the file cannot be read as YAML of plain mappings, lists and strings.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            raise YamlError(f"{path}: {len(raw)} bytes; at most {LARGEST} are read. Is it the right file?")
        text = raw.decode("utf-8-sig")
        return whole(yaml.parse(text, Loader=LOADER), path)
    except OSError as error:
        raise YamlError(f"{path}: cannot be read ({error.strerror}). Give the path of a YAML file.") from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise YamlError(f"{path}:{line}: not UTF-8 (byte {error.start}). Save the file as UTF-8.") from None
    except ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        raise YamlError(f"{path}:{line}: holds a control character, which YAML does not allow. Delete it.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        remedy = "Check the indentation; put texts with signs in single quotes."
        raise YamlError(f"{path}:{mark.line + 1}: not YAML: {error.problem}. {remedy}") from None
