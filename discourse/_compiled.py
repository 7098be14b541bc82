"""Which form of the modules runs: compiled, or the plain Python they are compiled from. Both give the same results.

Modules with a file of C types beside them (.pxd) are compiled when the package is installed, where there is a compiler.
What someone has changed since must count: then all of them run as plain Python, until ``make`` compiles them again.
"""

import json
import os
import sys
from hashlib import sha256
from importlib.util import spec_from_file_location
from pathlib import Path

PACKAGE = Path(__file__).parent
RECORD = PACKAGE / "compiled.json"  # of what was compiled: its Python, and the digest of each source
EXTENSIONS = {".so", ".pyd"}
SWITCH = "DISCOURSE_INTERPRETED"  # set to 1, this variable of the environment makes everything run as plain Python


class SourceFinder:
    """Finds the Python source of the package's modules, where Python itself would prefer what is compiled."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """The spec of a module of the package, None for any other."""
        package, _, module = name.rpartition(".")
        source = PACKAGE / f"{module}.py"
        return spec_from_file_location(name, source) if package == "discourse" and source.is_file() else None


def sources():
    """What `RECORD` holds if everything is compiled from the sources as they are: a dict of strings."""
    types = sorted(PACKAGE.glob("*.pxd"))
    digests = {
        path.stem: sha256(path.read_bytes() + path.with_suffix(".py").read_bytes()).hexdigest() for path in types
    }
    return {"python": sys.implementation.cache_tag, **digests}


def is_compiled():
    """Are all modules with C types compiled for this Python, and unchanged since?"""
    if os.environ.get(SWITCH) == "1":
        return False
    made = {path.name.partition(".")[0] for path in PACKAGE.iterdir() if path.suffix in EXTENSIONS}
    try:
        recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # never compiled, or the record is damaged
        return False
    return recorded == sources() and made >= recorded.keys() - {"python"}


def choose():
    """Run what is compiled if all of it can be trusted, else none of it."""
    if not is_compiled() and SourceFinder not in sys.meta_path:
        sys.meta_path.insert(0, SourceFinder)
