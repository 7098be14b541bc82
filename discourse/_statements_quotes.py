"""Quoted stretches that run over sentences and paragraphs.

Quotations pair within a paragraph. Here one that is left open goes on over the next paragraphs as far as a closing
mark that nothing else opened, and one that every paragraph opens anew is one stretch.
"""

import re
from bisect import bisect_right

from discourse.quotations import find_quotations

MARK = re.compile(r"[“”\"„«»]|''")
CLOSED = ("", " ", "\n", ".", ",", ";", ":", ")", "!", "?", "\xa0", "-", "–", "—")  # what may follow a closing mark
REACH = 3000  # characters over which a quotation may be left open


class Quotes:
    """Stretches of quoted words of a text: ``runs`` as (start, end, fragment), in order, disjoint."""

    def __init__(self, text, language="en"):
        self.text, self.runs = text, []
        for q in find_quotations(text, language):
            if q.level:
                continue
            end = q.end if q.closed else self._stray_close(q.end)
            if self.runs and q.start < self.runs[-1][1]:
                continue
            if q.continued and self.runs and not text[self.runs[-1][1] : q.outer_start].strip(" \n\t"):
                self.runs[-1] = (self.runs[-1][0], end or q.end, False)
            else:
                self.runs.append((q.start, end or q.end, q.fragment and q.closed))
        self.starts = [r[0] for r in self.runs]

    def _stray_close(self, place):
        "The next closing mark that has no opening one; None where another quotation begins first."
        match = MARK.search(self.text, place, place + REACH)
        if not match:
            return None
        mark, before, after = match.group(), self.text[match.start() - 1], self.text[match.end() : match.end() + 1]
        closes = mark in "”»" or (mark in ('"', "''") and not before.isspace() and after in CLOSED)
        return match.start() if closes else None

    def within(self, start, end):
        """Runs that touch ``text[start:end]``."""
        i = max(0, bisect_right(self.starts, start) - 1)
        out = []
        while i < len(self.runs) and self.runs[i][0] < end:
            if self.runs[i][1] > start:
                out.append(self.runs[i])
            i += 1
        return out
