"""Corpora: the demonstration corpus that comes along, and public ones that are fetched and never shipped.

Each function returns documents. The public files are named in ``registry.csv`` with a pinned address, their SHA-256,
licence and citation; they are kept in the folder that the environment variable DISCOURSE_CACHE names, else in the
system's place for caches. Without a network a filled folder does.
"""

import json
from pathlib import Path

import pandas as pd

from discourse._datasets_cache import REGISTRY, cache_folder, files_of, read_registry
from discourse.documents import read_documents, table_of


def load_demo():
    """The demonstration corpus: invented news, transcripts and statements about an invented crisis.

    States, people, outlets and events are made up; no finding about the real world can rest on it. See its README.

    Returns
    -------
    DataFrame, one row per document, as ``read_documents`` gives it

    Raises
    ------
    ValueError
        If the installation lacks the corpus.
    """
    home = Path(__file__).parent
    for folder in (home / "demo", home.parent / "data" / "demo"):
        if folder.is_dir():
            return read_documents(sorted(folder.glob("*.md")))
    raise ValueError(f"{home / 'demo'}: the demonstration corpus is not there. Install the package again.")


def corpora_table():
    """The public corpora: corpus, files, bytes, licence, citation.

    Returns
    -------
    DataFrame, one row per corpus; bytes is the size of all its files
    """
    rows = pd.DataFrame(read_registry())
    rows["bytes"] = rows["bytes"].astype("int64")
    table = rows.groupby("corpus", sort=True).agg(
        files=("name", "size"), bytes=("bytes", "sum"), licence=("licence", "first"), citation=("citation", "first")
    )
    return table.reset_index()


def is_cached(corpus, registry=REGISTRY):
    """Whether the cache holds a file under every name of a corpus; ``fetch_`` looks at what is in them.

    Raises
    ------
    ValueError
        If the registry has no such corpus.
    """
    names = [row["name"] for row in read_registry(registry) if row["corpus"] == corpus]
    if not names:
        known = sorted({row["corpus"] for row in read_registry(registry)})
        raise ValueError(f"corpus must be one of {known}; got {corpus!r}.")
    return all((cache_folder() / name).is_file() for name in names)


def fetch_press(progress=True, registry=REGISTRY):
    """Ninety English-language news articles on the crisis in Ukraine, 2013 and after.

    Färber, Burkard, Jatowt and Lim (2020), https://doi.org/10.5281/zenodo.3885351. The data set holds sentences, the
    first of each article its headline; where paragraphs ended, which outlet and which day is not in it, so each
    sentence is a paragraph here, and outlet and date are "".

    Parameters
    ----------
    progress : bool
        Show a bar on standard error while files are fetched.
    registry : path
        Table of files: corpus, name, sha256, bytes, url, genre, speaker.

    Returns
    -------
    DataFrame, one row per article, genre "news", about 2,000 sentences in all

    Raises
    ------
    ValueError
        If a file is not the one of the registry (with both hashes), or cannot be reached.
    """
    records = [press_article(path) for path in files_of("press", progress, registry)]
    return _marked(table_of(records), "press", registry)


def fetch_us_statements(progress=True, registry=REGISTRY):
    """Statements and releases of the US government on Russia and Ukraine, 2021-2023: 291 documents.

    White House, Departments of State, Defense and the Treasury; collected by dxlabskku. Press calls and interviews
    have genre "transcript", the others "statement". Texts longer than a cell of a spreadsheet are cut by the source at
    32,767 characters.

    Parameters, Returns, Raises
    ---------------------------
    As ``fetch_press``.
    """
    return _marked(read_documents(files_of("us", progress, registry)), "us", registry)


def fetch_zelenskyy_speeches(progress=True, registry=REGISTRY):
    """Speeches and addresses of the President of Ukraine in English, 2019-2022: 273 documents, genre "statement".

    From president.gov.ua, collected by Maia Polo. Each text is one paragraph in the source.

    Parameters, Returns, Raises
    ---------------------------
    As ``fetch_press``.
    """
    files = files_of("zelenskyy", progress, registry)
    return _marked(read_documents(files, genre="statement"), "zelenskyy", registry)


def fetch_kremlin(progress=True, registry=REGISTRY):
    """Pages of the President of Russia's English website, 2000-2020: 140 documents, most of them transcripts.

    From en.kremlin.ru (CC BY 4.0), mirrored by Miller. Genre "transcript" where turns were found, else "".

    Parameters, Returns, Raises
    ---------------------------
    As ``fetch_press``.
    """
    return _marked(read_documents(files_of("kremlin", progress, registry)), "kremlin", registry)


def press_article(path):
    """Headline and sentences of one article of the press data set; a lone sentence is its text."""
    sentences = json.loads(path.read_text(encoding="utf-8"))["sentences"]
    ordered = [s["content"].strip() for s in sorted(sentences, key=lambda s: s["position_in_article"])]
    title, rest = (ordered[0], ordered[1:]) if len(ordered) > 1 else ("", ordered)
    return {"doc_id": path.stem, "title": title, "text": "\n\n".join(s for s in rest if s)}


def _marked(documents, corpus, registry):
    """Documents with the genre and speaker that the registry states where the files do not."""
    stated = next(row for row in read_registry(registry) if row["corpus"] == corpus)
    for column in ("genre", "speaker"):
        documents[column] = documents[column].where(documents[column].ne(""), stated[column])
    return documents
