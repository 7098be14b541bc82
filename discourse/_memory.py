"""Answers that are worked out once for a word and kept, within bounds."""

WORDS = 100_000  # words whose answers are kept
LONGEST = 40  # characters of a word whose answer is kept; no real word is longer


class Answers(dict):
    """A dictionary that works out what it does not hold: a subclass gives ``answer(word)``."""

    def __missing__(self, word):
        found = self.answer(word)
        if len(self) < WORDS and len(word) <= LONGEST:
            self[word] = found
        return found
