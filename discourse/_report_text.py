"""The text of one document as HTML, with speakers in the margin and evidence marked.

The text is cut once at every boundary of a statement, an evidence span or a label, and written from left to
right, so that spans may overlap in any way and every character appears exactly once.
"""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from html import escape
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

CONTROLS = {n: 0x2400 + n for n in range(32) if chr(n) not in "\t\n"} | {0x0D: 0x20, 0x7F: 0x2421}
BLANK_LINE = re.compile(r"\n\s*\n")


class Statement(NamedTuple):
    """A statement as the page needs it; ``voice`` and ``speaker`` are "" where there is none."""

    statement_id: str
    paragraph: int
    start: int
    end: int
    voice: str
    speaker: str
    cue: str
    speaker_key: str


class Mark(NamedTuple):
    """The codings that give one statement one value on the same evidence; ``start`` is None without evidence."""

    key: str
    statement_id: str
    variable: str
    label: str
    look: str
    code: str
    start: int | None
    end: int | None
    details: list


def plain(value):
    """``value`` as text; a missing value is the empty text."""
    return "" if value is None or value is pd.NA or value != value else str(value)


def safe(value):
    """``value`` as text for HTML content and quoted attributes; control characters become visible."""
    text = plain(value).translate(CONTROLS).encode("utf-8", "replace").decode("utf-8")
    return escape(text, quote=True)


def label_place(text, end, limit):
    """Where the label of evidence that ends at ``end`` stands: after punctuation that touches it."""
    while end < limit and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return end


def lanes(marks):
    """The underline lane of each mark with evidence: the lowest that no overlapping earlier mark holds."""
    free, lane_of = [], {}
    for mark in sorted((m for m in marks if m.start is not None), key=lambda m: (m.start, -m.end, m.key)):
        lane = next((i for i, end in enumerate(free) if end <= mark.start), len(free))
        free[lane : lane + 1] = [mark.end]
        lane_of[mark.key] = lane
    return lane_of


def label_html(mark):
    """The word that names a mark: focusable, with all that the card shows."""
    details = safe(json.dumps(mark.details, ensure_ascii=False))
    targets = dict.fromkeys(d["target"] for d in mark.details if d["target"])
    target = f' data-target="{safe(", ".join(targets))}"' if targets else ""
    return (
        f'<a class="tag {mark.look}" id="{mark.key}" href="#{mark.code}" data-code="{mark.code}" '
        f'data-details="{details}"{target}>{safe(mark.label)}</a>'
    )


def margin_html(statement):
    """Who is heard, for the margin."""
    voice = f'<span class="voice">{safe(statement.voice)}</span>' if statement.voice else ""
    return f'<span class="who"><bdi class="name">{safe(statement.speaker or "unnamed")}</bdi> {voice}</span>'


def opening_html(statement, told):
    """The start tag of a statement."""
    data = {"speaker": statement.speaker_key, "voice": statement.voice, "cue": statement.cue}
    given = "".join(f' data-{name}="{safe(value)}"' for name, value in data.items() if value)
    look = "statement" if told else "statement narrator"
    return f'<span class="{look}" id="statement-{safe(statement.statement_id)}"{given}>'


def aside_html(text):
    """Text of a paragraph that belongs to no statement."""
    return f'<span class="outside">{safe(text)}</span>' if text.strip() else safe(text)


def plain_html(text):
    """Text outside all statements, one paragraph for each that it has."""
    return "".join(f'<p class="outside" dir="auto">{safe(part)}</p>' for part in BLANK_LINE.split(text) if part.strip())


def statement_html(text, statement, marks, own):
    """One statement: its text cut at every bound of ``marks``, each mark of ``own`` named where it ends."""
    start, end = statement.start, statement.end
    labels = defaultdict(list)
    for mark in own:
        inside = mark.start is not None and start < mark.end <= end
        labels[label_place(text, mark.end, end) if inside else end].append(label_html(mark))
    bounds = {b for m, _ in marks for b in (m.start, m.end) if start < b < end}
    out = []
    for a, b in pairwise(sorted({start, end, *bounds, *labels})):
        over = [(m, lane) for m, lane in marks if m.start < b and m.end > a]
        out += labels[a]
        out += [f'<mark class="{m.look} lane{min(lane, 3)}" data-tag="{m.key}">' for m, lane in over]
        out.append(safe(text[a:b]) + "</mark>" * len(over))
    return "".join(out + labels[end])


def spread(statements, marks):
    """For each statement, the marks that lie over it with their lanes, lowest lane first."""
    lane_of, over = lanes(marks), defaultdict(list)
    ends = [s.end for s in statements]
    for mark in marks:
        if mark.start is None:
            continue
        for s in statements[bisect_right(ends, mark.start) :]:
            if s.start >= mark.end:
                break
            over[s.statement_id].append((mark, lane_of[mark.key]))
    return {name: sorted(found, key=lambda pair: pair[1]) for name, found in over.items()}


def text_html(text, statements, marks):
    """The paragraphs of one document as HTML; ``statements`` in the order of the text, without overlap."""
    over, own = spread(statements, marks), defaultdict(list)
    for mark in marks:
        own[mark.statement_id].append(mark)
    out, at, paragraph, heard = [], 0, None, None
    for s in statements:
        gap = text[at : s.start]
        if s.paragraph != paragraph:
            head, _, rest = gap.partition("\n") if paragraph is not None else ("", "", gap)
            middle, _, tail = rest.rpartition("\n")
            out += [aside_html(head), "</p>"] if paragraph is not None else []
            out += [plain_html(middle), '<p dir="auto">']
            gap, paragraph = tail, s.paragraph
        out.append(aside_html(gap))
        told = s.voice not in ("", "narrator")
        out.append(opening_html(s, told))
        if told and heard != (s.speaker, s.voice):
            out.append(margin_html(s))
        heard = (s.speaker, s.voice) if told else None
        out += [statement_html(text, s, over.get(s.statement_id, []), own[s.statement_id]), "</span>"]
        at = s.end
    head, _, rest = text[at:].partition("\n") if paragraph is not None else ("", "", text)
    out += [aside_html(head), "</p>"] if paragraph is not None else []
    return "".join([*out, plain_html(rest)])
