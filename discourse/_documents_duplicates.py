"""Near-duplicates: one dispatch that many outlets print, whole, trimmed or updated.

Texts are cut into shingles of words; of these, fingerprints are chosen by winnowing (Schleimer, Wilkerson and Aiken
2003), which misses no shared run of ``SHINGLE + WINDOW - 1`` words. Texts that share fingerprints are compared by all
their shingles. Sorting fingerprints keeps the work near linear in the size of the corpus.
"""

import re
import zlib

import numpy as np
import pandas as pd

from discourse._checks import check_columns, check_fraction, check_unique

SHINGLE = 5  # words
WINDOW = 8  # shingles of which one is kept
WORD = re.compile(r"\w+")


def find_duplicates(documents, similarity=0.6):
    """Documents whose text stands for the most part in another, earlier one.

    Similarity is the share of the shorter text's different five-word sequences that stand in the other as well, so that
    a copy cut after six paragraphs counts as whole. Texts with fewer than 20 words are never called copies.

    Parameters
    ----------
    documents : DataFrame, one row per document, with doc_id, text and, if it has one, date
    similarity : float in (0, 1), from which on two texts are near-duplicates

    Returns
    -------
    DataFrame, one row per document that belongs to a group of near-duplicates
        doc_id; group (int from 0); first, the doc_id of the group's earliest document by date, then by order (its own
        row included); similarity with that one, in [0, 1]. A group can hold documents that resemble the first only
        through others. Rows are in the order of groups, then of documents.

    Raises
    ------
    ValueError
        If a column is missing, a doc_id occurs twice, or ``similarity`` is out of range.

    Examples
    --------
    Keep one document of each group::

        copies = find_duplicates(documents).query("doc_id != first")
        documents = documents[~documents.doc_id.isin(copies.doc_id)]
    """
    check_columns(documents, ["doc_id", "text"], "documents")
    check_unique(documents, "doc_id", "documents")
    check_fraction(similarity, "similarity")
    texts = documents["text"].tolist()
    ids = {}
    fingerprints = [_fingerprints(_shingles(text, ids)) for text in texts]
    shingles = {}

    def shared(i, j):
        for k in (i, j):
            if k not in shingles:
                shingles[k] = np.unique(_shingles(texts[k], ids))
        shorter = min(len(shingles[i]), len(shingles[j]))
        return len(np.intersect1d(shingles[i], shingles[j], assume_unique=True)) / shorter

    group_of = list(range(len(texts)))
    for i, j in _candidates(fingerprints, similarity):
        if _root(group_of, i) != _root(group_of, j) and shared(i, j) >= similarity:
            group_of[_root(group_of, max(i, j))] = _root(group_of, min(i, j))
    return _groups(documents, group_of, shared)


def _shingles(text, ids):
    """A number for each run of SHINGLE words; ``ids`` keeps the number of each word."""
    numbers = []
    for word in WORD.findall(text.lower()):
        number = ids.get(word)
        if number is None:
            number = ids[word] = (zlib.crc32(word.encode("utf-8", "replace")) << 32) | zlib.adler32(
                word.encode("utf-8", "replace")
            )
        numbers.append(number)
    if len(numbers) < 20:
        return np.empty(0, dtype=np.uint64)
    words = np.array(numbers, dtype=np.uint64)
    total = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for k in range(SHINGLE):
        total = total * np.uint64(0x9E3779B97F4A7C15) + words[k : len(words) - SHINGLE + 1 + k]
        total ^= total >> np.uint64(29)
    return total


def _fingerprints(shingles):
    """The smallest shingle of each run of WINDOW."""
    if len(shingles) <= WINDOW:
        return np.unique(shingles)
    return np.unique(np.lib.stride_tricks.sliding_window_view(shingles, WINDOW).min(axis=1))


def _candidates(fingerprints, similarity):
    """Pairs of texts that share enough fingerprints, the most alike first.

    Each text that has a fingerprint is paired with the first and with the one before it that has it: a fingerprint
    in m texts gives less than 2 m pairs.
    """
    sizes = np.array([len(f) for f in fingerprints], dtype=np.int64)
    if not sizes.sum():
        return
    values = np.concatenate(fingerprints)
    owners = np.repeat(np.arange(len(fingerprints), dtype=np.int64), sizes)
    order = np.argsort(values, kind="stable")
    values, owners = values[order], owners[order]
    new = np.concatenate([[True], values[1:] != values[:-1]])
    firsts = owners[np.maximum.accumulate(np.where(new, np.arange(len(values)), 0))]
    later = ~new
    before = np.concatenate([[0], owners[:-1]])
    lefts = np.concatenate([firsts[later], before[later & (before != firsts)]])
    rights = np.concatenate([owners[later], owners[later & (before != firsts)]])
    pairs, counts = np.unique(lefts * len(fingerprints) + rights, return_counts=True)
    lefts, rights = np.divmod(pairs, len(fingerprints))
    share = counts / np.minimum(sizes[lefts], sizes[rights])
    enough = np.flatnonzero(share >= 0.5 * similarity)
    for k in enough[np.argsort(-share[enough], kind="stable")]:
        yield int(lefts[k]), int(rights[k])


def _root(group_of, i):
    while group_of[i] != i:
        group_of[i] = group_of[group_of[i]]
        i = group_of[i]
    return i


def _groups(documents, group_of, shared):
    members = {}
    for i in range(len(group_of)):
        members.setdefault(_root(group_of, i), []).append(i)
    dates = documents["date"].tolist() if "date" in documents else [""] * len(documents)
    names = documents["doc_id"].tolist()
    rows = []
    for group, places in enumerate([m for m in members.values() if len(m) > 1]):
        first = min(places, key=lambda i: (dates[i] or "9999", i))
        rows += [(names[i], group, names[first], shared(i, first)) for i in places]
    table = pd.DataFrame(rows, columns=["doc_id", "group", "first", "similarity"])
    return table.astype({"group": "int64", "similarity": "float64"})
