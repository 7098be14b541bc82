"""Words that tell groups of statements apart, in their context and company.

Statements come in, grouped by a column (outlet, speaker) or by the codes they carry; words and pairs of words go
out with the log-odds of Monroe, Colaresi & Quinn (2008), whose prior keeps both rare and common words from the top.
Their z takes words as independent draws; a word that one document repeats looks surer than it is, so the number of
documents stands beside it.
"""

import re
from collections import Counter

import numpy as np
import pandas as pd
from scipy import stats

from discourse._checks import check_columns, check_unique
from discourse._keyness_groups import split_groups

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
COLUMNS = ["group", "other", "term", "words", "count", "count_other", "documents", "log_odds", "z", "low", "high"]
MEASURES = {"likelihood": "likelihood_ratio", "pmi": "pmi", "t": "student_t", "chi": "chi_sq", "dice": "dice"}


def keyness_table(
    statements,
    by="outlet",
    codings=None,
    group=None,
    against=None,
    words=(1, 2),
    prior=500,
    minimum=3,
    level=0.95,
    examples=2,
):
    """Words and word pairs that one group of statements uses more than another.

    Letters of Monroe, Colaresi & Quinn (2008): y is the count of a word in a group of n words, a = prior * its share of
    all words; log_odds = log((y_i + a) / (n_i + prior - y_i - a)) - log((y_j + a) / (n_j + prior - y_j - a)), its
    variance 1 / (y_i + a) + 1 / (y_j + a), z the one over the root of the other. Words and pairs are compared apart.

    Parameters
    ----------
    statements : DataFrame, one row per statement
    by : str
        A column of statements; with ``codings`` a variable, whose values make the groups.
    codings : DataFrame, of one coder, optional
    group : str, the group wanted; all if None
    against : str, the group it is compared with; if None, all statements outside the group
    words : tuple of int, how many words a term has: 1, 2 or both
    prior : float > 0, size of the prior in words
    minimum : int, how often a term must occur in all
    level : float in (0, 1), coverage of the interval of log_odds
    examples : int, how many statements to show

    Returns
    -------
    DataFrame, one row per group and term, by falling z: group, other ("" for all outside), term (lower case), words,
    count, count_other, documents (of the group, with the term), log_odds, z, low, high, examples (texts of the first
    statements of the group with the term, one a line).

    Raises
    ------
    ValueError
        If a column is missing, a group is unknown or there is only one, or ``prior`` is not above 0.
    """
    check_columns(statements, ["statement_id", "doc_id", "text"], "statements")
    check_unique(statements, "statement_id", "statements")
    if not prior > 0:
        raise ValueError(f"prior must be above 0; got {prior!r}. A larger prior draws rare words to the middle.")
    parts = split_groups(statements, by, codings)
    tokens = [_words(text) for text in statements["text"]]
    tables = []
    for name, other, one, two in _comparisons(parts, group, against):
        for size in words:
            tables.append(_compare(statements, tokens, name, other, one, two, size, prior, minimum, level, examples))
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=[*COLUMNS, "examples"])
    order = {name: i for i, name in enumerate(parts)}
    keys = pd.DataFrame({"g": table["group"].map(order), "z": -table["z"], "t": table["term"]})
    return table.loc[keys.sort_values(["g", "z", "t"], kind="stable").index].reset_index(drop=True)


def concordance_table(statements, term, width=60):
    """Keyword in context: every occurrence of a word or phrase.

    Parameters
    ----------
    statements : DataFrame, one row per statement
    term : str, whole words in any case; ``*`` stands for the rest of a word ("legitim*")
    width : int, characters of context on either side, within the statement

    Returns
    -------
    DataFrame, one row per occurrence, in the order of statements: statement_id, doc_id, left, keyword, right, start,
    end (offsets into the document's text).

    Raises
    ------
    ValueError
        If a column is missing or ``term`` has no letter.
    """
    check_columns(statements, ["statement_id", "doc_id", "start", "text"], "statements")
    if not re.search(r"\w", term):
        raise ValueError(f"term must hold a word; got {term!r}.")
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in term.split()]
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)
    rows = []
    for row in statements[["statement_id", "doc_id", "start", "text"]].itertuples(index=False):
        for hit in pattern.finditer(row.text):
            left, right = row.text[max(0, hit.start() - width) : hit.start()], row.text[hit.end() : hit.end() + width]
            start = row.start + hit.start()
            rows.append((row.statement_id, row.doc_id, left, hit.group(), right, start, start + len(hit.group())))
    return pd.DataFrame(rows, columns=["statement_id", "doc_id", "left", "keyword", "right", "start", "end"])


def collocation_table(statements, word=None, window=2, measure="likelihood", minimum=3):
    """Pairs of words that stand together more often than chance, by NLTK's measures.

    Parameters
    ----------
    statements : DataFrame, one row per statement; no pair reaches over two statements
    word : str, only pairs with this word; all if None
    window : int, at least 2: the second word stands among the window - 1 words after the first
    measure : {"likelihood", "pmi", "t", "chi", "dice"}
        Log-likelihood ratio (Dunning 1993), pointwise mutual information, Student's t, chi squared, or Dice.
    minimum : int, how often a pair must occur

    Returns
    -------
    DataFrame, one row per pair, by falling score: first, second (lower case), count, count_first, count_second, score.

    Raises
    ------
    ValueError
        If a column is missing, or ``window`` or ``measure`` is another.
    """
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures

    check_columns(statements, ["text"], "statements")
    if measure not in MEASURES:
        raise ValueError(f"measure must be one of {sorted(MEASURES)}; got {measure!r}.")
    if window < 2:
        raise ValueError(f"window must be at least 2; got {window!r}.")
    padding = [None] * (window - 1)
    words = [w for text in statements["text"] for w in [*_words(text), *padding]]
    finder = BigramCollocationFinder.from_words(words, window_size=window)
    finder.apply_freq_filter(minimum)
    single, pairs = finder.word_fd, finder.ngram_fd
    rows = [
        (a, b, pairs[a, b], single[a], single[b], score)
        for (a, b), score in finder.score_ngrams(getattr(BigramAssocMeasures, MEASURES[measure]))
        if word is None or word.lower() in (a, b)
    ]
    table = pd.DataFrame(rows, columns=["first", "second", "count", "count_first", "count_second", "score"])
    return table.sort_values(["score", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _compare(statements, tokens, name, other, one, two, size, prior, minimum, level, examples):
    terms = [_terms(words, size) for words in tokens]
    y_i, y_j, every = (Counter(t for k in np.flatnonzero(part) for t in terms[k]) for part in (one, two, one | two))
    kept = sorted(t for t, count in every.items() if count >= minimum)
    i, j = np.array([y_i[t] for t in kept], float), np.array([y_j[t] for t in kept], float)
    a = prior * np.array([every[t] for t in kept]) / max(sum(every.values()), 1)
    n_i, n_j = sum(y_i.values()), sum(y_j.values())
    log_odds = np.log((i + a) / (n_i + prior - i - a)) - np.log((j + a) / (n_j + prior - j - a))
    error = np.sqrt(1 / (i + a) + 1 / (j + a))
    half = stats.norm.ppf(0.5 + level / 2) * error
    where = {t: [] for t in kept}
    for k in np.flatnonzero(one):
        for t in dict.fromkeys(terms[k]):
            if t in where:
                where[t].append(k)
    documents, texts = statements["doc_id"].tolist(), statements["text"].tolist()
    table = pd.DataFrame({"group": name, "other": other, "term": kept, "words": size})
    table["count"], table["count_other"] = i.astype(int), j.astype(int)
    table["documents"] = [len({documents[k] for k in where[t]}) for t in kept]
    table["log_odds"], table["z"], table["low"], table["high"] = (
        log_odds,
        log_odds / error,
        log_odds - half,
        log_odds + half,
    )
    table["examples"] = ["\n".join(" ".join(texts[k].split()) for k in where[t][:examples]) for t in kept]
    return table


def _comparisons(parts, group, against):
    names = list(parts)
    for name in (group, against):
        if name is not None and name not in parts:
            raise ValueError(f"there is no group {name!r} among the statements. Groups: {names}.")
    for name in names if group is None else [group]:
        if against is None and not parts[name].all():
            yield name, "", parts[name], ~parts[name]
        elif against is not None and name != against:
            yield name, against, parts[name], parts[against]
        elif against is None:
            raise ValueError(f"all statements are in the group {name!r}; there is nothing to compare it with.")


def _words(text):
    return [word.replace("’", "'") for word in WORD.findall(text.lower())]


def _terms(words, size):
    return words if size == 1 else [" ".join(pair) for pair in zip(*(words[k:] for k in range(size)))]
