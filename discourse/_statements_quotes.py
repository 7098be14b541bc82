"""Quoted stretches that run over sentences and paragraphs.

Quotations pair within a paragraph. Here one that is left open goes on over the next paragraphs as far as a closing
mark that nothing else opened or a paragraph that opens it anew; a text may begin within a quotation.
"""

from discourse._places import count_before
from discourse.quotations import find_quotations

MARKS = ("''", '"', "“", "”", "„", "«", "»")
STRAIGHT = ('"', "''")
CLOSED = ("", " ", "\n", ".", ",", ";", ":", ")", "!", "?", "\xa0", "-", "–", "—")  # what may follow a closing mark
ALL = 10**9  # words, more than any text has
REACH = 3000  # characters over which a quotation may be left open


class Quotes:
    """Stretches of quoted words of a text: ``runs`` as (start, end, fragment), in order, disjoint."""

    def __init__(self, text, language="en"):
        self.text, self.runs = text, []
        first = self._first_mark(0)
        if first and self._closes(first[0], first[1]):
            self.runs.append((0, first[0], False))
        for q in find_quotations(text, language):
            if q.level or (self.runs and q.outer_start <= self.runs[-1][1]):
                continue
            end = q.end if q.closed else self._goes_on(q.end)
            if q.continued and self.runs and not text[self.runs[-1][1] : q.outer_start].strip(" \n\t"):
                self.runs[-1] = (self.runs[-1][0], end, False)
            else:
                self.runs.append((q.start, end, q.fragment and q.closed))
        self.starts = [r[0] for r in self.runs]

    def _goes_on(self, place):
        "Where a quotation left open at ``place`` ends: at a stray closing mark, or where a paragraph opens it anew."
        mark = self._first_mark(place)
        if mark and self._closes(mark[0], mark[1]):
            return mark[0]
        if mark and mark[0] < place + REACH // 4 and self.text[mark[0] - 1] == "\n":
            return place + len(self.text[place : mark[0]].rstrip())
        return place

    def _first_mark(self, place):
        "The first mark within reach as (start, end), None if there is none."
        first, end = None, place + REACH
        for mark in MARKS:
            at = self.text.find(mark, place, end)
            if at >= 0:
                first, end = (at, at + len(mark)), at
        return first

    def _closes(self, start, end):
        "Whether a mark can only close: no blank before it, and a blank or a stop after it."
        mark, before, after = self.text[start:end], self.text[start - 1 : start], self.text[end : end + 1]
        return mark in "”»" or (mark in STRAIGHT and bool(before.strip()) and after in CLOSED)

    def within(self, start, end):
        """Runs that touch ``text[start:end]``."""
        runs, found = self.runs, []
        i = max(0, count_before(self.starts, start + 1) - 1)
        while i < len(runs):
            run = runs[i]
            if run[0] >= end:
                break
            if run[1] > start:
                found.append(run)
            i += 1
        return found

    def hold_speech(self, start, end):
        """Whether a run that touches ``text[start:end]`` holds more than a name."""
        return any([not self.is_title(a, b) for a, b, _ in self.within(start, end)])

    def is_title(self, start, end):
        """Whether the marks hold a name: every word of weight has a capital."""
        words = words_in(self.text, start, min(end, start + 120))
        return len(words) < 9 and all([word[0].isupper() or len(word) < 4 for word in words])


def words_in(text, start, end, most=ALL):
    """The words of ``text[start:end]``, "Ben-Gal's" one of them, at ``most`` so many from its head on."""
    words, at, end = [], start, min(end, len(text))
    while at < end and len(words) < most:
        if not text[at].isalnum():
            at += 1
            continue
        first = at
        while at < end and text[at].isalnum():
            at += 1
            if at + 1 < end and text[at] in "'’-" and text[at + 1].isalnum():
                at += 1
        words.append(text[first:at])
    return words
