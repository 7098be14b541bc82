"""A registry of actors that a study brings: names, aliases, sides, offices and their dates, checked on reading."""

import re

from discourse._yaml import kind_of, read_marked

FIELDS = ("name", "aliases", "side", "office", "from", "to")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def load_actors(path):
    """Read a registry of actors.

    A YAML list with one entry per actor: ``name``, and as needed ``aliases`` (a list), ``side`` (country or party),
    ``office``, ``from`` and ``to`` (ISO dates between which the entry holds).

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    list of dict, one per entry, each with all six keys; missing text is "", missing aliases are [].

    Raises
    ------
    ValueError
        If the file is no YAML list, an entry lacks its name or has an unknown key, a date is no ISO date, or one
        alias belongs to two names; the message names file, entry and remedy.
    """
    entries = read_marked(path)
    if not isinstance(entries, list):
        raise ValueError(
            f"{path}: expected a list of actors, found {kind_of(entries)}. Begin each entry with '- name:'."
        )
    actors, owner = [], {}
    for number, entry in enumerate(entries, 1):
        place = f"{path}: entry {number}"
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
            raise ValueError(f"{place} has no name; found {entry!r}. Give each entry a 'name:' with the fullest name.")
        place += f" ({entry['name']})"
        unknown = sorted(str(k) for k in entry if k not in FIELDS)
        if unknown:
            raise ValueError(f"{place} has the unknown keys {unknown}. Known: {list(FIELDS)}.")
        aliases = entry.get("aliases") or []
        if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
            raise ValueError(f"{place}: aliases must be a list of names; found {aliases!r}. Write [name, name].")
        actor = {"name": entry["name"].strip(), "aliases": [a.strip() for a in aliases]}
        for field in FIELDS[2:]:
            actor[field] = "" if entry.get(field) is None else str(entry[field]).strip()
        for field in ("from", "to"):
            if actor[field] and not DATE.fullmatch(actor[field]):
                raise ValueError(f"{place}: {field!r} must be an ISO date such as 2025-11-27; found {actor[field]!r}.")
        if actor["from"] and actor["to"] and actor["from"] > actor["to"]:
            raise ValueError(f"{place}: 'from' {actor['from']} is later than 'to' {actor['to']}. Exchange them.")
        for alias in (actor["name"], *actor["aliases"]):
            if (
                owner.setdefault(alias.lower(), actor["name"]) != actor["name"]
                and not actor["from"]
                and not actor["to"]
            ):
                raise ValueError(
                    f"{place}: {alias!r} already belongs to {owner[alias.lower()]!r}. "
                    "Give each alias one name, or say from when to when."
                )
        actors.append(actor)
    return actors
