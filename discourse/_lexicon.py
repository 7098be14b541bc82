"""Words of a language, read from ``lexicon/<language>/<name>.yaml``.

Language is data: no code names a word. Each file begins with a comment that says what it holds and why.
"""

from functools import cache
from pathlib import Path

from discourse._yaml import read_marked

FOLDER = Path(__file__).with_name("lexicon")


@cache
def load_lexicon(name, language="en"):
    """The content of one lexicon file as lists, dictionaries and strings; callers must not change it.

    Raises
    ------
    ValueError
        If the language or the file is not there; the message lists what is.
    """
    path = FOLDER / language / f"{name}.yaml"
    if not path.is_file():
        languages = sorted(p.name for p in FOLDER.iterdir() if p.is_dir())
        known = sorted(p.stem for p in path.parent.glob("*.yaml"))
        raise ValueError(
            f"lexicon {language}/{name} is not there. Languages: {languages}; files of {language}: {known}."
        )
    return plain(read_marked(path))


def plain(node):
    "What was read without its places, in strings of the plain kind: they are looked up faster."
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


@cache
def function_words(language):
    """Words of the closed classes."""
    return frozenset(word for words in load_lexicon("function_words", language).values() for word in words.split())
