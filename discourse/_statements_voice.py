"""Which voice a sentence has: the codebook's rules over the attributions and quotation marks that touch it.

direct: a full clause in quotation marks, or somebody's own speech; mixed: a paraphrase with less than a clause in
quotation marks; indirect: a report in the article's words; narrator: anything else.
"""

import re
from bisect import bisect_right

from discourse._lexicon import load_lexicon
from discourse.quotations import find_quotations

ENOUGH = 0.3  # share of a sentence that attributed content must make up, unless its cue stands in the sentence
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Hearing:
    """Voices of the sentences of one document."""

    def __init__(self, text, attributions, speech, language="en"):
        self.text, self.speech = text, speech
        clauses = load_lexicon("clauses", language)
        self.subjects, self.finite, self.breaks = (set(clauses[k]) for k in ("subjects", "finite", "breaks"))
        self.rows = sorted(
            (r for r in attributions if r["content_start"] is not None and r["content_start"] == r["content_start"]),
            key=lambda r: (r["content_start"], -r["content_end"]),
        )
        self.starts = [r["content_start"] for r in self.rows]
        self.longest = max((r["content_end"] - r["content_start"] for r in self.rows), default=0)
        self.quotations = [q for q in find_quotations(text, language) if q.level == 0] if self.rows else []
        self.quoted = [q.start for q in self.quotations]

    def of(self, start, end):
        """(voice, speaker, cue start, cue end) of the sentence ``text[start:end]``; offsets are None without a cue."""
        if not any(c.isalpha() for c in self.text[start:end]):
            return "narrator", "", None, None
        row = self._attribution(start, end)
        for a, b, speaker, quoting in self.speech:
            if a <= start < b:
                if quoting and row and row["voice"] == "direct" and row["speaker"]:
                    return "direct", row["speaker"], *_cue(row)
                return "direct", speaker, None, None
        if row is None:
            return "narrator", "", None, None
        return self._voice(row, start, end), row["speaker"], *_cue(row)

    def _attribution(self, start, end):
        "The attribution that makes up most of a sentence; the outer of two that nest."
        best, best_share = None, 0
        shares = {}
        for i in range(bisect_right(self.starts, start - self.longest), bisect_right(self.starts, end - 1)):
            row = self.rows[i]
            shared = min(end, row["content_end"]) - max(start, row["content_start"])
            if shared > 0:
                key = row["attribution"]
                shares[key] = shares.get(key, 0) + shared
                if key not in shares or shares[key] > best_share:
                    best, best_share = row, shares[key]
        if best is None:
            return None
        cue = best["cue_start"]
        inside = cue is not None and cue == cue and start <= cue < end
        return best if inside or best_share >= ENOUGH * (end - start) else None

    def _voice(self, row, start, end):
        near = self.quotations[max(0, bisect_right(self.quoted, start) - 1) : bisect_right(self.quoted, end)]
        pieces = [
            (max(start, q.start), min(end, q.end))
            for q in near
            if q.start < end and q.end > start and not self._is_title(q) and (q.closed or q.outer_start <= start)
        ]
        if not pieces:
            return row["voice"] if row["voice"] == "direct" else "indirect"
        return "direct" if any(self._is_clause(a, b, start) for a, b in pieces) else "mixed"

    def _is_title(self, quotation):
        "Whether the marks hold a name: every word of weight has a capital."
        words = WORD.findall(self.text[quotation.start : min(quotation.end, quotation.start + 120)])
        return quotation.fragment and len(words) < 9 and all(w[0].isupper() or len(w) < 4 for w in words)

    def _is_clause(self, start, end, sentence):
        "Whether quoted words are a clause: a capital letter at their head, or a subject and a finite verb."
        words = WORD.findall(self.text[start : min(end, start + 200)])
        if len(words) < 2 and start > sentence + 1:
            return False
        if self.text[start : start + 1].isupper() or start <= sentence + 1:
            return True
        low = [w.lower().replace("’", "'") for w in words[:12]]
        if low[0] in self.subjects:
            return any(w in self.finite or "'" in w for w in low[:4])
        for word in low[1:]:
            if word in self.breaks:
                return False
            if word in self.finite:
                return low[0] not in self.finite
        return False


def _cue(row):
    start, end = row["cue_start"], row["cue_end"]
    return (int(start), int(end)) if start is not None and start == start else (None, None)
