"""Files of the registry, in the cache or fetched into it.

Every file has a pinned address, size and SHA-256 in ``registry.csv``. A file takes its name in the cache only when it
is whole and right; one that is there already is checked and never overwritten. A filled cache asks no network and may
be read-only.
"""

import csv
import hashlib
import http.client
import os
import sys
import urllib.request
import warnings
from functools import cache, partial
from pathlib import Path

REGISTRY = Path(__file__).with_name("registry.csv")
VARIABLE = "DISCOURSE_CACHE"
TIMEOUT = 30  # seconds without a byte
PIECE = 65_536


@cache
def read_registry(path=REGISTRY):
    """Rows of the registry as dictionaries, in its order."""
    with Path(path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cache_folder():
    """The folder named by the environment variable DISCOURSE_CACHE, else the usual place of the system for caches."""
    return Path(os.environ.get(VARIABLE) or _pooch().os_cache("discourse"))


def _pooch():
    """The library, without its progress bar's complaint that a notebook lacks widgets: the bar is not used."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="IProgress not found")
        import pooch
    return pooch


def files_of(corpus, progress=True, registry=REGISTRY):
    """Paths of the files of one corpus, fetched where the cache lacks them.

    Raises
    ------
    ValueError
        If a file in the cache or from the network is not the one of the registry, with both hashes; if an address
        cannot be reached. Files that were fetched before stay in the cache.
    """
    rows = [row for row in read_registry(registry) if row["corpus"] == corpus]
    folder = cache_folder()
    lacking = [row for row in rows if not _is_there(folder / row["name"], row)]
    if lacking:
        _download(lacking, folder, corpus, len(rows), progress)
    return [folder / row["name"] for row in rows]


def _is_there(path, row):
    """Whether the cache holds the file; ValueError if it holds another under its name."""
    if not path.is_file():
        return False
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != row["sha256"]:
        raise ValueError(
            f"{path}: expected SHA-256 {row['sha256']} and {row['bytes']} bytes, found {found} and "
            f"{path.stat().st_size} bytes. The file was changed; remove it to have it fetched again."
        )
    return True


def _download(rows, folder, corpus, total, progress):
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    pooch = _pooch()
    store = pooch.create(
        folder,
        base_url="",
        registry={row["name"]: f"sha256:{row['sha256']}" for row in rows},
        urls={row["name"]: row["url"] for row in rows},
        retry_if_failed=1,
    )
    pooch.get_logger().setLevel("WARNING")
    columns = TextColumn(f"Fetching {corpus}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(file=sys.stderr), transient=True, disable=not progress) as bar:
        task = bar.add_task("", total=sum(int(row["bytes"]) for row in rows))
        for done, row in enumerate(rows):
            size = int(row["bytes"])
            bar.update(task, completed=sum(int(r["bytes"]) for r in rows[:done]))
            try:
                store.fetch(row["name"], downloader=_Receiver(size, partial(bar.advance, task)))
            except (ValueError, OSError) as error:
                kept = total - len(rows) + done
                raise ValueError(
                    f"{row['name']} was not fetched from {row['url']}: expected SHA-256 {row['sha256']} and {size} "
                    f"bytes, found {_reason(error)}. {kept} of {total} files of {corpus!r} are in {folder}. "
                    f"Try again later, or set {VARIABLE} to a folder that holds them."
                ) from error


class _Receiver:
    """Takes one file from its address for pooch, counts its bytes and moves the bar."""

    def __init__(self, size, advance):
        self.size, self.advance = size, advance

    def __call__(self, url, path, _store):
        if not url.startswith(("https://", "http://")):
            raise ValueError(f"an address that is not of the web, {url}")
        received = 0
        try:
            with urllib.request.urlopen(url, timeout=TIMEOUT) as answer, open(path, "wb") as stream:
                while piece := answer.read(PIECE):
                    received += len(piece)
                    if received > self.size:
                        raise ValueError(f"more than {self.size} bytes")
                    stream.write(piece)
                    self.advance(len(piece))
        except (OSError, http.client.HTTPException) as error:
            raise ValueError(f"{received} bytes and then {type(error).__name__}: {error}") from error
        if received < self.size:
            raise ValueError(f"only {received} bytes")


def _reason(error):
    """What went wrong, in short: the other hash, the server's answer, or the broken connection."""
    words = " ".join(str(error).split())
    if "known hash" in words and "got" in words:
        return "SHA-256 " + words.rsplit("got", 1)[1].split(".")[0].strip()
    return words[:200]
