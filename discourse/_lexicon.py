"""Words of a language, read from ``lexicon/<language>/<name>.yaml``.

Language is data: no code names a word. Each file begins with a comment that says what it holds and why.
"""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

FOLDER = Path(__file__).with_name("lexicon")


@cache
def load_lexicon(name, language="en"):
    """The content of one lexicon file as plain lists and dictionaries; callers must not change it.

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
    return load_yaml(path)


def load_yaml(path):
    """The content of a YAML file as plain lists and dictionaries; ValueError, with the file's name, if it is none."""
    try:
        return YAML(typ="safe").load(Path(path).read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read as YAML in UTF-8: {error}. Correct the place named.") from error
