"""Dates, addresses and outlets as they are written in texts.

Names of months, labels and hosts are data; nothing here asks the clock or the locale.
"""

import datetime
import re
from functools import cache
from urllib.parse import urlsplit

from discourse._lexicon import load_lexicon

ADDRESS = re.compile(r"https?://[^\s<>\"“”\[\]{}|\\^`]+", re.IGNORECASE)
BESIDE = r"(?i:\b[ap]\.?m\b)|[\s,.;:|•·()\[\]/+–—-]|\d{1,2}[:.]\d\d(?::\d\d)?|[+-]\d{2}:?\d\d"


@cache
def _date_patterns():
    words = load_lexicon("dates")
    names = {name: i for i, group in enumerate(words["months"], 1) for name in group}
    month = "|".join(sorted(names, key=lambda n: (-len(n), n)))
    day = rf"(?P<d>\d{{1,2}})(?:{'|'.join(words['ordinals'])})?"
    small = rf"(?:\s+(?:{'|'.join(words['particles'])}))*"
    around = rf"(?:(?:{'|'.join(sorted(words['days'], key=lambda n: (-len(n), n)))})\b\.?,?)?"
    forms = [
        r"(?P<y>[12]\d{3})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        r"(?P<y>[12]\d{3})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)",
        rf"(?P<name>{month})\b\.?\s+{day}\b\s*,?\s*(?P<y>[12]\d{{3}})(?!\d)",
        rf"{day}{small}[\s.-]+(?P<name>{month})\b\.?[\s,.-]*(?P<y>[12]\d{{3}})(?!\d)",
        r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>[12]\d{3})(?!\d)",
    ]
    return [re.compile(rf"(?<![\w]){around}\s*{form}", re.IGNORECASE) for form in forms], names


def find_dates(text):
    """Dates written out in ``text``, in order: (start, end, ISO date, ambiguous).

    A date in figures such as 03/04/2022 may be read in two ways; it is given month first and marked ambiguous.
    """
    patterns, names = _date_patterns()
    found = []
    if not re.search(r"\d{4}", text):
        return found
    for pattern in patterns:
        for hit in pattern.finditer(text):
            parts = hit.groupdict()
            ambiguous = False
            if "a" in parts:
                a, b = int(parts["a"]), int(parts["b"])
                month, day = (a, b) if a <= 12 and hit[0][hit[0].index(parts["a"]) + len(parts["a"])] != "." else (b, a)
                ambiguous = month <= 12 and day <= 12 and a != b and "." not in hit[0]
            else:
                day = int(parts["d"])
                month = names[parts["name"].lower()] if parts.get("name") else int(parts["m"])
            try:
                iso = datetime.date(int(parts["y"]), month, day).isoformat()
            except ValueError:
                continue  # 31 February and such: no date
            if not any(a < hit.end() and hit.start() < b for a, b, *_ in found):
                found.append((hit.start(), hit.end(), iso, ambiguous))
    return sorted(found)


def iso_date(value):
    """The date of a short ``value`` such as "27 Nov. 2025, 14:30" as "2025-11-27"; "" if it is none or ambiguous."""
    dates = find_dates(re.sub(r"(?<=\d)T(?=\d\d:)", " ", str(value)[:200]))
    return dates[0][2] if dates and not dates[0][3] else ""


def iso_dates(values):
    """``iso_date`` of a column: if one figure date shows the order of day and month, the others follow it.

    Returns the dates and how many could be read in two ways and are left "".
    """
    cleaned = [re.sub(r"(?<=\d)T(?=\d\d:)", " ", str(v)[:200]) for v in values]
    found = [next(iter(find_dates(v)), None) for v in cleaned]
    figures = [re.match(r"\s*(\d{1,2})[-/](\d{1,2})[-/][12]\d{3}", v) for v in cleaned]
    day_first = any(f and int(f[1]) > 12 for f in figures)
    month_first = any(f and int(f[2]) > 12 for f in figures)
    dates, unclear = [], 0
    for hit in found:
        iso = hit[2] if hit else ""
        if hit and hit[3]:
            if day_first == month_first:
                iso, unclear = "", unclear + 1
            elif day_first:
                iso = f"{iso[:4]}-{iso[8:]}-{iso[5:7]}"
        dates.append(iso)
    return dates, unclear


def is_date_line(text):
    """Whether ``text`` holds a date and nothing beside it but weekdays, clock times and words such as "published"."""
    dates = find_dates(text) if len(text) <= 120 else []
    if not dates:
        return False
    beside = {*load_lexicon("dates")["beside"], *load_lexicon("dates")["days"]}
    rest = "".join(" " if any(a <= i < b for a, b, *_ in dates) else c for i, c in enumerate(text))
    words = re.sub(BESIDE, " ", rest).split()
    return all(word.lower() in beside for word in words)


def tidy_address(address):
    """An address without the marks of the sentence around it."""
    address = address.rstrip(".,;:!?'’”»")
    while address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1]
    return address


def outlet_named(name):
    """The full name behind a short one that data sets use ("whitehouse"); any other name as it is."""
    return load_lexicon("outlets").get(name.lower(), name)


def outlet_of(url):
    """The name of the outlet at an address, by the list of hosts; else the bare host; "" if there is none."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    names = load_lexicon("outlets")
    labels = host.split(".")
    for i in range(len(labels) - 1):
        if ".".join(labels[i:]) in names:
            return names[".".join(labels[i:])]
    return re.sub(r"^www\d?\.", "", host)
