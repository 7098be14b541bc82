"""How the words of names sound, so that one name in two transliterations is known as one."""

import re
import unicodedata

from discourse._memory import Answers

TWICE = re.compile(r"(.)\1+")
SPELT = [("kh", "h"), ("w", "v"), ("y", "i"), ("j", "i"), ("ph", "f"), ("ck", "k")]


class Sounds(Answers):
    """How words sound; filled as words are met."""

    def answer(self, word):
        """The sound of a word."""
        heard = word
        if not word.isascii():
            heard = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() or word
        heard = heard.lower()
        for written, kept in SPELT:
            heard = heard.replace(written, kept)
        return TWICE.sub(r"\1", heard)


SOUNDS = Sounds()


def sound(word):
    """A name's word without what transliterations differ in: Zorenskyy and Zorenski are one."""
    return SOUNDS[word]
