"""What a classifier reads of a statement: words, characters, the statement before, marks, hints and its vector.

Marks and hints are names of facts, not words of the text: marks the voice, whether there is a speaker and a side that
is spoken for, hints the variable, value, rule and ground of every hint. The vector is what a sentence encoder makes of
the whole statement. All are columns of one table, which one union of vectorizers reads.
"""

import re
from bisect import bisect_left
from itertools import pairwise

import pandas as pd

from discourse._checks import check_columns
from discourse.vectors import sentence_vectors

ABSENT = "none"
MEANING = "meaning "  # what the names of the columns of a vector begin with
TOKEN = r"(?u)\w+(?:[’'-]\w+)*|[?!“”\"]"
MANY = 1000  # statements from which words that occur once are left out
WEIGHTS = {
    "words": 0.5,
    "characters": 1.0,
    "before": 0.5,
    "marks": 0.15,
    "hints": 0.7,
    "meaning": 0.5,
}  # by cross-validation


def seams(text):
    """Where words that are written together meet, as in #StopTheWar2031: offsets of the second."""
    return [
        i
        for i, (a, b, c) in enumerate(zip(text, text[1:], text[2:] + " "), 1)
        if (a.islower() and (b.isupper() or b.isdecimal())) or (a.isupper() and b.isupper() and c.islower())
    ]


def parted(text):
    """A text with a blank at each of its seams."""
    places = [0, *seams(text), len(text)]
    return " ".join(text[a:b] for a, b in pairwise(places))


def feature_table(statements, hints=None):
    """One row per statement: text, text of the statement before it in the document, marks, and hints.

    Raises
    ------
    ValueError
        If columns are missing.
    """
    check_columns(statements, ["statement_id", "doc_id", "text", "voice"], "statements")
    statements = statements.reset_index(drop=True)
    order = ["start"] if "start" in statements else []
    ordered = statements.sort_values(["doc_id", *order], kind="stable")
    before = ordered.groupby("doc_id", sort=False)["text"].shift(1).fillna("").reindex(statements.index)
    marks = "voice:" + statements["voice"].astype(str)
    if "speaker" in statements:
        marks = marks + statements["speaker"].map(lambda name: " speaker:known" if name else " speaker:none")
    if "side" in statements:  # not which: a machine that learns names of sides codes other conflicts worse
        marks = marks + statements["side"].map(lambda side: " side:known" if side else " side:none")
    texts, before = (column.astype(str).map(parted) for column in (statements["text"], before))
    table = pd.DataFrame({"text": texts, "before": before, "marks": marks, "hints": ""})
    if hints is not None:
        told = _hint_marks(hints)
        previous = ordered.groupby("doc_id", sort=False)["statement_id"].shift(1).reindex(statements.index)
        earlier = previous.map(told).fillna("").map(lambda words: " ".join(f"before:{w}" for w in words.split()))
        table["hints"] = statements["statement_id"].map(told).fillna("hint:none") + " " + earlier
    return table.astype(str)


def with_vectors(table):
    """A ``feature_table`` with the numbers of each statement's vector beside it."""
    numbers = sentence_vectors(table["text"].str.replace("#", ""))
    return table.join(pd.DataFrame(numbers, index=table.index).add_prefix(MEANING))


def _hint_marks(hints):
    """statement_id to the words that tell its hints."""
    check_columns(hints, ["statement_id", "variable", "value", "rule", "basis"], "hints")
    words = {}
    for row in hints[hints["value"] != ABSENT].itertuples(index=False):
        told = words.setdefault(row.statement_id, set())
        told.update([f"hint:{row.variable}", f"hint:{row.variable}={row.value}", f"rule:{row.rule}"])
        told.update(f"basis:{ground}" for ground in row.basis.split(";") if ground)
    return {key: " ".join(sorted(w.replace(" ", "_") for w in told)) for key, told in words.items()}


def feature_union(table):
    """The vectorizers over the columns of a ``feature_table``, not yet fitted; a column without words is left out."""
    from sklearn.compose import ColumnTransformer
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import Normalizer, StandardScaler

    rare = 2 if len(table) >= MANY else 1
    words = TfidfVectorizer(ngram_range=(1, 3), token_pattern=TOKEN, sublinear_tf=True, min_df=rare)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=rare)
    before = TfidfVectorizer(token_pattern=TOKEN, sublinear_tf=True, min_df=rare)
    marks, hints = (CountVectorizer(binary=True, lowercase=False, token_pattern=r"\S+") for _ in range(2))
    parts = [("words", words, "text"), ("characters", characters, "text"), ("marks", marks, "marks")]
    if any(re.search(TOKEN, text) for text in table["before"]):
        parts.append(("before", before, "before"))
    if table["hints"].any():
        parts.append(("hints", hints, "hints"))
    numbers = [name for name in table if name.startswith(MEANING)]
    if numbers:
        parts.append(("meaning", make_pipeline(StandardScaler(with_std=False), Normalizer()), numbers))
    return ColumnTransformer(parts, sparse_threshold=1.0, transformer_weights=WEIGHTS)


def strongest_words(features, machine, row, text):
    """Span in ``text`` of the run of up to three words that weighs most for the machine's value.

    ``row`` is the text's one-row feature matrix. The whole text is the span where no run of words weighs for it.
    """
    vectorizer = features.named_transformers_["words"]
    first = features.output_indices_["words"].start
    weights = machine.coef_[0]
    blanks = [place + number for number, place in enumerate(seams(text))]  # those that parted() put in
    tokens = [
        (m.start() - bisect_left(blanks, m.start()), m.end() - bisect_left(blanks, m.end()), m.group().lower())
        for m in re.finditer(TOKEN, parted(text))
    ]
    best, span = 0.0, (0, len(text))
    for size in range(1, 4):
        for i in range(len(tokens) - size + 1):
            run = tokens[i : i + size]
            column = vectorizer.vocabulary_.get(" ".join(word for _, _, word in run))
            if column is None:
                continue
            weight = weights[first + column] * row[0, first + column]
            if weight > best:
                best, span = weight, (run[0][0], run[-1][1])
    return span
