"""Quoted stretches that run over sentences and paragraphs.

Quotations pair within a paragraph. Here one that is left open goes on over the next paragraphs as far as a closing
mark that nothing else opened or a paragraph that opens it anew; a text may begin within a quotation.
"""

import re

from discourse._places import count_before
from discourse.quotations import find_quotations

MARK = re.compile(r"[“”\"„«»]|''")
STRAIGHT = ('"', "''")
CLOSED = ("", " ", "\n", ".", ",", ";", ":", ")", "!", "?", "\xa0", "-", "–", "—")  # what may follow a closing mark
ALL = 10**9  # words, more than any text has
REACH = 3000  # characters over which a quotation may be left open


class Quotes:
    """Stretches of quoted words of a text: ``runs`` as (start, end, fragment), in order, disjoint."""

    def __init__(self, text, language="en"):
        self.text, self.runs = text, []
        first = MARK.search(text, 0, REACH)
        if first and self._closes(first):
            self.runs.append((0, first.start(), False))
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
        match = MARK.search(self.text, place, place + REACH)
        if match and self._closes(match):
            return match.start()
        if match and match.start() < place + REACH // 4 and self.text[match.start() - 1] == "\n":
            return place + len(self.text[place : match.start()].rstrip())
        return place

    def _closes(self, match):
        "Whether a mark can only close: no blank before it, and a blank or a stop after it."
        before, after = self.text[match.start() - 1 : match.start()], self.text[match.end() : match.end() + 1]
        return match.group() in "”»" or (match.group() in STRAIGHT and bool(before.strip()) and after in CLOSED)

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
