"""Which voice a sentence has: the codebook's rules over the attributions and quotation marks that touch it.

direct: a full clause in quotation marks, or somebody's own speech; mixed: a paraphrase with less than a clause in
quotation marks; indirect: a report in the article's words; narrator: anything else.
"""

import re
from bisect import bisect_right
from itertools import pairwise

from discourse._lexicon import load_lexicon
from discourse._statements_quotes import Quotes
from discourse.speakers import is_verb

ENOUGH = 0.3  # share of a sentence that attributed content must make up, unless its cue stands in the sentence
SPOKEN = 0.6  # share of a sentence inside quotation marks from which it is the quoted speaker's own
GOING_ON = 0.15  # the same for a quotation at its head that ends in a comma: '...,' Doln said
NEAR = 400  # characters over which a quotation without a source goes on with the last speaker
BESIDE = 160  # characters between a quotation and the cue that belongs to it
BEHIND = re.compile(r"\s([^\s.,;:\n](?:[^.,;:\n]|\.(?=\s\w+\.)){1,80}?)(?:\.\s|\.$|\n|\Z)")  # ", said the envoy."
STOP = re.compile(r"[.!?][\"”’']*\s|\n\s*\n")
AFTER = re.compile(r"[”\"'’»]*\s?([^.\n;:]{0,100})")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Hearing:
    """Voices of the sentences of one document, heard in order."""

    def __init__(self, text, attributions, speech, speakers, language="en"):
        self.text, self.speech, self.speakers = text, speech, speakers
        self.spoken_from = [stretch[0] for stretch in speech]
        clauses = load_lexicon("clauses", language)
        self.subjects, self.finite, self.breaks = (set(clauses[k]) for k in ("subjects", "finite", "breaks"))
        self.deeds, self.duties, self.agencies = (set(clauses[k]) for k in ("deeds", "duties", "agencies"))
        self.by_source, self.inverting = set(clauses["by_source"]), set(clauses["inverting"])
        self.quoting, self.conjunctions = set(clauses["quoting"]), set(clauses["subordinate"])
        self.quoted_as = re.compile(rf"\s([^.;:\n]{{3,90}}?),?\s(?:{'|'.join(clauses['quoted_as'])})\b")
        self.passives, self.asides, self.active = (
            set(clauses["passives"]),
            set(clauses["asides"]),
            tuple(clauses["active"]),
        )
        self.rows = sorted(
            (r for r in attributions if r["content_start"] is not None and r["content_start"] == r["content_start"]),
            key=lambda r: (r["content_start"], -r["content_end"], r["attribution"]),
        )
        for row in self.rows:
            self._pass_on(row)
        self.starts = [r["content_start"] for r in self.rows]
        self.longest = max((r["content_end"] - r["content_start"] for r in self.rows), default=0)
        verbs = load_lexicon("reporting_verbs", language)
        self.base = {verb for words in verbs.values() if isinstance(words, str) for verb in words.split()}
        self.quotes = Quotes(text, language)
        self.last = ("", -NEAR)  # who spoke last, and where that sentence ended
        self.previous = (0, 0, False)  # the sentence before, and whether somebody speaks in it

    def of(self, start, end):
        """(voice, speaker, cue start, cue end) of the sentence ``text[start:end]``; offsets are None without a cue."""
        if not any(c.isalpha() for c in self.text[start:end]):
            return "narrator", "", None, None
        i = bisect_right(self.spoken_from, start) - 1
        if i >= 0 and start < self.speech[i][1]:
            _, _, speaker, quoting = self.speech[i]
            row = self._attribution(start, end, self._spoken(start, end)) if quoting else None
            if row and row["speaker"] and self._voice(row, start, end) == "direct":
                return "direct", row["speaker"], *_cue(row)
            return "direct", speaker, None, None
        run = self._spoken(start, end)
        row = self._attribution(start, end, run)
        if row is None and run is None:
            self.previous = (start, end, False)
            return "narrator", "", None, None
        if run and (run[0] <= start + 2 or self._is_clause(max(start, run[0]), min(end, run[1]), start)):
            voice = "direct"
        else:
            voice = self._voice(row, start, end) if row else "mixed"
        speaker = row["speaker"] if row else ""
        if run and not speaker:
            speaker = self._named_after(run) or self._introduced(start)
        if speaker:
            self.last = (speaker, end)
        self.previous = (start, end, bool(speaker))
        return voice, speaker, *(_cue(row) if row else (None, None))

    def _pass_on(self, row):
        "Give an attribution to the one quoted ('the agency quoted Doln as saying') or to the subject behind its verb."
        start, end = _cue(row)
        if start is None:
            return
        if self.text[start:end].lower().rpartition(" ")[2] in self.quoting and self._is_agency(row):
            quoted = self.quoted_as.match(self.text, end)
            if quoted:
                row["speaker"] = self.speakers.resolve(*quoted.span(1)) or row["speaker"]
            return
        source, cue = row["source_start"], self.text[start:end].lower()
        missing = source is None or source != source
        inverted = self.text[start - 2 : start] == ", " and cue in self.inverting and (missing or source < start)
        behind = BEHIND.match(self.text, end) if inverted or (missing and cue in self.by_source) else None
        words = WORD.findall(behind[1]) if behind else ()
        lexicon = self.speakers.lexicon
        clause = any(first[0].isupper() and is_verb(second, lexicon) for first, second in pairwise(words))
        if words and (words[0][0].isupper() or words[0] in lexicon.determiners) and not clause:
            row["speaker"] = self.speakers.resolve(*behind.span(1)) or row["speaker"]

    def _spoken(self, start, end):
        "The quoted stretch that makes up most of a sentence, None if the sentence is not speech."
        for a, b, fragment in self.quotes.within(start, end):
            told = a <= start + 2 and b < end and self.text[b - 1 : b] in (",", "?", "!")
            share = GOING_ON if told else SPOKEN
            if not fragment and min(b, end) - max(a, start) >= share * (end - start):
                return a, b
        return None

    def _touching(self, start, end):
        low = bisect_right(self.starts, start - self.longest - 1)
        rows = self.rows[low : bisect_right(self.starts, end - 1)]
        return [r for r in rows if r["content_end"] > start]

    def _attribution(self, start, end, run):
        "The attribution that makes up most of a sentence; of a quoted sentence the one whose cue stands outside it."
        rows = self._touching(start, end)
        if run:
            outer = [r for r in rows if not _inside(r, run)]
            if not outer:
                near = self._touching(run[0] - BESIDE, run[1] + BESIDE)
                outer = [r for r in near if r["speaker"] and not _inside(r, run) and self._beside(r, run)]
                outer.sort(key=lambda r: abs(r["content_start"] - start))
                return outer[0] if outer else None
            rows = outer
        shares = {}
        for row in rows:
            key = row["attribution"]
            shares[key] = shares.get(key, 0) + min(end, row["content_end"]) - max(start, row["content_start"])
        rows = [r for r in rows if run or self._reports(r)]
        nested = {id(r) for r in rows for o in rows if o["attribution"] != r["attribution"] and _holds(o, r)}

        def order(row):
            return self._is_agency(row), id(row) in nested, self._is_subordinate(row), -shares[row["attribution"]]

        for row in sorted(rows, key=order):
            cue = _cue(row)[0]
            if run or shares[row["attribution"]] >= ENOUGH * (end - start) or (cue is not None and start <= cue < end):
                return row
        return None

    def _reports(self, row):
        "Whether an attribution tells of words or thoughts with a source, and not of a deed or a duty."
        start, end = _cue(row)
        if start is None or not row["speaker"]:
            return bool(row["speaker"])
        cue = self.text[start:end].lower().split()
        if not cue or cue[0] in self.duties or " ".join(cue[:2]) in self.duties:
            return False
        if not self.deeds.isdisjoint(cue):
            said = self.quotes.within(row["content_start"], row["content_end"])
            return any(not self._is_title(a, b) for a, b, _ in said)
        source = row["source_start"]
        if source is None or source != source:
            return True
        between = WORD.findall(self.text[row["source_end"] : start].lower()) if source < start else ()
        if source < start and cue[0] in self.passives and not cue[-1].endswith(self.active):
            return False  # done to the source
        if cue[0] in self.base and not self.duties.isdisjoint(between):
            return False  # an infinitive: "is to travel and discuss the plan"
        before = self.text[max(0, source - 12) : source].lower().rpartition("\n")[2]
        aside = WORD.findall(before)[-1:] if "," not in before[-3:] else ()
        return not (aside and aside[0] in self.asides)

    def _is_agency(self, row):
        "Whether the source is a news outlet that passes on what another says."
        words = row["speaker"].lower().split()
        return bool(words) and (words[-1] in self.agencies or row["speaker"].lower() in self.agencies)

    def _is_subordinate(self, row):
        "Whether an attribution stands in a clause under another: 'which the station said', 'while Doln said'."
        source = row["source_start"]
        if source is None or source != source:
            return False
        words = WORD.findall(self.text[max(0, source - 12) : row["source_end"]].lower().rpartition("\n")[2])
        return not (self.speakers.lexicon.relatives | self.conjunctions).isdisjoint(words[:3])

    def _beside(self, row, run):
        "Whether an attribution's cue stands in the sentence that a quoted stretch begins or ends in."
        cue = _cue(row)[0]
        if cue is None:
            return True
        between = self.text[cue : run[0]].rstrip(" \n\t\"'“‘«") if cue < run[0] else self.text[run[1] : cue]
        return len(between) < BESIDE and not STOP.search(between)

    def _named_after(self, run):
        "Whoever is named in the words after a quotation that ends in a comma: '...,' Doln told reporters."
        if self.text[run[1] - 1 : run[1]] not in (",", "?", "!"):
            return ""
        line = AFTER.match(self.text, run[1])
        words = list(WORD.finditer(self.text, line.start(1), line.end(1)))
        lexicon = self.speakers.lexicon
        while words and is_verb(words[0][0], lexicon):
            words = words[1:]
        for i, word in enumerate(words[:10]):
            if i and (is_verb(word[0], lexicon) or word[0] in lexicon.prepositions):
                words = words[:i]
                break
        if not 0 < len(words) < 10 or (len(words) == 1 and words[0][0].lower() in lexicon.determiners):
            return ""
        return self.speakers.resolve(words[0].start(), words[-1].end())

    def _introduced(self, start):
        "Whose a quotation without a source is: the subject of the narrator's sentence before it, else who spoke last."
        first, last, spoken = self.previous
        if not spoken and start - last < BESIDE:
            for mention in self.speakers.inside(first, last):
                if mention.kind in ("person", "body") and mention.start >= first and not mention.quoted:
                    return mention.entity.name
        return self.last[0] if start - self.last[1] < NEAR else ""

    def _voice(self, row, start, end):
        same = [r for r in self._touching(start, end) if r["attribution"] == row["attribution"]]
        cue = _cue(row)[1]
        pieces = []
        for a, b, fragment in self.quotes.within(start, end):
            inside = any(a < r["content_end"] + 2 and b > r["content_start"] - 2 for r in same)
            opens = a <= start + 2 and self.text[b - 1 : b] in (",", "?", "!")
            if (inside or opens or cue is None or a >= cue) and not (fragment and self._is_title(a, b)):
                pieces.append((max(start, a), min(end, b)))
        if not pieces:
            return row["voice"] if row["voice"] == "direct" else "indirect"
        return "direct" if any(self._is_clause(a, b, start) for a, b in pieces) else "mixed"

    def _is_title(self, start, end):
        "Whether the marks hold a name: every word of weight has a capital."
        words = WORD.findall(self.text[start : min(end, start + 120)])
        return len(words) < 9 and all(w[0].isupper() or len(w) < 4 for w in words)

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


def _holds(outer, inner):
    "Whether the content of one attribution holds the cue of another."
    cue = _cue(inner)[0]
    return cue is not None and outer["content_start"] <= cue < outer["content_end"]


def _inside(row, run):
    "Whether an attribution's cue or source stands inside a quoted stretch: the speaker quotes somebody in turn."
    return any(
        row[k] is not None and row[k] == row[k] and run[0] <= row[k] < run[1] for k in ("cue_start", "source_start")
    )


def _cue(row):
    start, end = row["cue_start"], row["cue_end"]
    return (int(start), int(end)) if start is not None and start == start else (None, None)
