"""Notebooks that read public corpora are left out where the cache does not hold them."""

from pathlib import Path

from discourse.datasets import is_cached
from discourse.reproduction import corpora_needed

LACKING = {
    path: [name for name in corpora_needed(path) if not is_cached(name)]
    for path in sorted((Path(__file__).parent / "notebooks").glob("*.ipynb"))
}


def pytest_ignore_collect(collection_path):
    return True if LACKING.get(collection_path) else None


def pytest_report_header():
    return [
        f"left out: {path.name}, the cache lacks {names}; set DISCOURSE_CACHE, or discourse fetch"
        for path, names in LACKING.items()
        if names
    ]
