"""Which voice a sentence has: the codebook's rules over the attributions and quotation marks that touch it.

direct: a full clause in quotation marks, or somebody's own speech; mixed: a paraphrase with less than a clause in
quotation marks; indirect: a report in the article's words; narrator: anything else.
"""

import re

from discourse._places import count_before
from discourse._statements_attributed import in_order
from discourse._statements_quotes import Quotes, words_in
from discourse._statements_words import words_of
from discourse.speakers import is_verb

ENOUGH = 0.3  # share of a sentence that attributed content must make up, unless its cue stands in the sentence
SPOKEN = 0.6  # share of a sentence inside quotation marks from which it is the quoted speaker's own
GOING_ON = 0.15  # the same for a quotation at its head that ends in a comma: '...,' Doln said
NEAR = 400  # characters over which a quotation without a source goes on with the last speaker
BESIDE = 160  # characters between a quotation and the cue that belongs to it
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
STOP = re.compile(r"[.!?][\"”’']*\s|\n\s*\n")
AFTER = re.compile(r"[”\"'’»]*\s?([^.\n;:]{0,100})")


class Hearing:
    """Voices of the sentences of one document, heard in order."""

    def __init__(self, text, contents, speech, speakers, language="en"):
        self.text, self.speech, self.speakers = text, speech, speakers
        self.words, self.relatives = words_of(language), speakers.lexicon.relatives
        self.spoken_from = [stretch[0] for stretch in speech]
        self.contents, self.starts, self.longest = sorted(contents, key=in_order), [], 0
        self._read_contents()
        self.quotes = Quotes(text, language)
        self.last = ("", -NEAR)  # who spoke last, and where that sentence ended
        self.previous = (0, 0, False)  # the sentence before, and whether somebody speaks in it

    def _read_contents(self):
        for content in self.contents:
            content.read(self.text, self.speakers, self.words)
            self.starts.append(content.start)
            self.longest = max(self.longest, content.end - content.start)

    def of(self, start, end):
        """(voice, speaker, cue start, cue end) of the sentence ``text[start:end]``; offsets are None without a cue."""
        if not _has_letters(self.text, start, end):
            return "narrator", "", None, None
        i = count_before(self.spoken_from, start + 1) - 1 if self.spoken_from else -1
        speech = self.speech[i] if i >= 0 and start < self.speech[i][1] else None
        if speech and not speech[3]:
            return "direct", speech[2], None, None
        runs, contents = self.quotes.within(start, end), self._touching(start, end)
        run = self._spoken(runs, start, end)
        content = self._content(contents, start, end, run)
        if speech:
            quoted = content and content.speaker and self._voice(content, contents, runs, start, end) == "direct"
            return "direct", *((content.speaker, *content.cue_span()) if quoted else (speech[2], None, None))
        if content is None and run is None:
            self.previous = (start, end, False)
            return "narrator", "", None, None
        if run and (run[0] <= start + 2 or self._is_clause(max(start, run[0]), min(end, run[1]), start)):
            voice = "direct"
        else:
            voice = self._voice(content, contents, runs, start, end) if content else "mixed"
        speaker = content.speaker if content else ""
        if run and not speaker:
            speaker = self._named_after(run) or self._introduced(start)
        if speaker:
            self.last = (speaker, end)
        self.previous = (start, end, bool(speaker))
        return voice, speaker, *(content.cue_span() if content else (None, None))

    def _spoken(self, runs, start, end):
        "Of quoted stretches the one that makes up most of a sentence, None if the sentence is not speech."
        for a, b, fragment in runs:
            told = a <= start + 2 and b < end and self.text[b - 1 : b] in (",", "?", "!")
            share = GOING_ON if told else SPOKEN
            if not fragment and min(b, end) - max(a, start) >= share * (end - start):
                return a, b
        return None

    def _touching(self, start, end):
        low = count_before(self.starts, start - self.longest)
        high = count_before(self.starts, end)
        found = []
        for content in self.contents[low:high]:
            if content.end > start:
                found.append(content)
        return found

    def _content(self, contents, start, end, run):
        "The attribution that makes up most of a sentence; of a quoted sentence the one whose cue stands outside it."
        if run:
            contents = [content for content in contents if not content.stands_in(run)]
            if not contents:
                return self._nearest(start, run)
        if not contents:
            return None
        shares = {}
        for content in contents:
            share = min(end, content.end) - max(start, content.start)
            shares[content.number] = shares.get(content.number, 0) + share
        told, fitting = [], []
        for content in contents:
            if run or content.is_reported(self.text, self.quotes, self.words):
                told.append(content)
                enough = run or shares[content.number] >= ENOUGH * (end - start)
                if enough or start <= content.cue_start < end:
                    fitting.append(content)
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        best, order = None, None
        for content in fitting:
            agency = content.is_agency(self.words)
            subordinate = content.is_subordinate(self.text, self.relatives, self.words)
            mine = (agency, _is_held(content, told), subordinate, -shares[content.number])
            if best is None or mine < order:
                best, order = content, mine
        return best

    def _nearest(self, start, run):
        "Of the attributions beside a quoted stretch that nobody inside speaks, the one nearest to a sentence."
        best, distance = None, 0
        for content in self._touching(run[0] - BESIDE, run[1] + BESIDE):
            if content.speaker and not content.stands_in(run) and self._is_beside(content, run):
                mine = abs(content.start - start)
                if best is None or mine < distance:
                    best, distance = content, mine
        return best

    def _is_beside(self, content, run):
        "Whether an attribution's cue stands in the sentence that a quoted stretch begins or ends in."
        cue = content.cue_start
        if cue < 0:
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

    def _voice(self, content, contents, runs, start, end):
        "The voice of a sentence that an attribution makes up: by the quoted stretches that belong to its contents."
        clause = pieces = False
        for a, b, fragment in runs:
            counts = content.cue_end < 0 or a >= content.cue_end
            counts = counts or (a <= start + 2 and self.text[b - 1 : b] in (",", "?", "!"))
            for other in contents:
                if not counts and other.number == content.number:
                    counts = a < other.end + 2 and b > other.start - 2
            if counts and not (fragment and self.quotes.is_title(a, b)):
                pieces = True
                clause = clause or self._is_clause(max(start, a), min(end, b), start)
        if not pieces:
            return content.voice if content.voice == "direct" else "indirect"
        return "direct" if clause else "mixed"

    def _is_clause(self, start, end, sentence):
        "Whether quoted words are a clause: a capital letter at their head, or a subject and a finite verb."
        if start <= sentence + 1:
            return True
        found = words_in(self.text, start, min(end, start + 200), 12)
        if len(found) < 2:
            return False
        if self.text[start].isupper():
            return True
        low = [word.lower().replace("’", "'") for word in found]
        words = self.words
        if low[0] in words.subjects:
            return any([word in words.finite or "'" in word for word in low[:4]])
        for word in low[1:]:
            if word in words.breaks:
                return False
            if word in words.finite:
                return low[0] not in words.finite
        return False


def _has_letters(text, start, end):
    while start < end and not text[start].isalpha():
        start += 1
    return start < end


def _is_held(content, contents):
    "Whether the content of another attribution holds the cue of this one."
    for other in contents:  # noqa: SIM110 - the compiler knows no generators here
        if other.holds(content):
            return True
    return False
