"""How the words of names sound, so that one name in two transliterations is known as one."""

import re
import unicodedata

from discourse._memory import LONGEST, WORDS

TWICE = re.compile(r"(.)\1+")
SPELT = [("kh", "h"), ("w", "v"), ("y", "i"), ("j", "i"), ("ph", "f"), ("ck", "k")]
SOUNDS = {"": ""}  # words met before with what is heard


def sound(word):
    """A name's word without what transliterations differ in: Zorenskyy and Zorenski are one."""
    known = SOUNDS.get(word)
    return _heard(word) if known is None else known


def _heard(word):
    "The sound of a word not met before; it is kept within bounds."
    heard = word
    if not word.isascii():
        heard = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() or word
    heard = heard.lower()
    for written, kept in SPELT:
        heard = heard.replace(written, kept)
    heard = TWICE.sub(r"\1", heard)
    if len(SOUNDS) < WORDS and len(word) <= LONGEST:
        SOUNDS[word] = heard
    return heard
