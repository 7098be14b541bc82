"""Trained coders for one variable of a codebook.

Statements and codings in, codings out. A linear support vector machine per value reads word and character
n-grams of the statement, its vector, words of the statement before it, its voice, and, where they are given, the hits
of rules (``hints``). Its margins become probabilities by Platt's (1999) sigmoid. Of values that exclude each other,
``none`` among them, the one with the largest margin is given; one that may stand beside others is given from a
threshold of its probability. Sigmoid, threshold and cost come from margins that grouped cross-validation gave for
unseen documents. It does not read beyond the statement and the one before it.
"""

import hashlib
import json
import zipfile

import numpy as np
import pandas as pd

from discourse._checks import check_columns, written_whole
from discourse._classifier_features import ABSENT, feature_table, feature_union, strongest_words, with_vectors
from discourse._classifier_recode import recode
from discourse._classifier_training import (
    choose_among,
    choose_each,
    grouped_splits,
    label_table,
    out_of_fold_margins,
    sigmoid,
    support_vector_machine,
)
from discourse.codings import COLUMNS
from discourse.vectors import vectors_digest

__all__ = ["Classifier", "code_out_of_fold", "recode"]

TOGETHER = 2000  # statements whose features are held at a time
STATE = "variable multiple target seed vectors values models coder hinted features".split()  # what a file holds
TRUSTED = ["numpy.dtype", "sklearn.compose._column_transformer._RemainderColsList"]


class Classifier:
    """A trained coder of one variable.

    Parameters
    ----------
    variable : str
        The variable to code, as codings name it.
    multiple : bool
        Whether a statement may carry several values at once.
    target : str, optional
        Learn and code only codings with this target: stance toward one target is one model.
    seed : int
        Seed of the solver.
    vectors : bool
        Whether it reads `sentence_vectors` besides words and letters: it then codes what is said in other words than
        those it learned from, and some fifty statements a second instead of thousands.

    Attributes
    ----------
    values : list of str
        The values that it can give, in alphabetical order, ``none`` left out.
    coder : str
        ``model:tfidf+vectors@``, ``model:tfidf@`` without vectors, and the first twelve digits of a digest of the
        settings and all that it was fitted on.
    hinted : list of str
        Whose hints it was fitted with, as their column coder has it; it needs hints of the same to code.
    scores : DataFrame, one row per value
        value, n (statements that carry it), cost, threshold (NaN where the largest margin decides), precision,
        recall, f1 (in [0, 1]) and Scott's pi (in [-1, 1]), out of fold.
    """

    def __init__(self, variable, multiple=False, target=None, seed=0, vectors=True):
        self.variable, self.multiple, self.target, self.seed = variable, multiple, target, seed
        self.vectors = vectors
        self.values, self.models, self.coder, self.scores, self.features = [], {}, "", None, None
        self.hinted = []

    def fit(self, statements, codings, hints=None, groups="doc_id", folds=5):
        """Learn from coded statements.

        Parameters
        ----------
        statements : DataFrame, one row per statement
            statement_id, doc_id, text, voice; and the column named by ``groups``.
        codings : DataFrame of one coder
            A statement without a row of the variable is not learned from; one with ``none`` counts as absent.
        hints : DataFrame of codings, optional
            Of any coder, for instance rules; ``code`` then needs them as well.
        groups : str
            Column whose equal values stay on one side of every split.
        folds : int, parts of the inner cross-validation

        Returns
        -------
        Classifier, itself

        Raises
        ------
        ValueError
            If columns are missing, several coders are mixed, a value has fewer than two groups, or a
            statement has two values of a variable that is not ``multiple``.
        """
        labels = label_table(statements, codings, self.variable, self.multiple, self.target)
        statements = statements[statements["statement_id"].isin(labels.index)]
        labels = labels.loc[statements["statement_id"]]
        check_columns(statements, [groups], "statements")
        self.values = [v for v in labels.columns if v != ABSENT]
        classes = self.values if self.multiple else list(labels.columns)
        words = feature_table(statements, hints)
        table = with_vectors(words) if self.vectors else words
        kinds = None if self.multiple else labels.to_numpy().argmax(axis=1)
        splits = grouped_splits(statements[groups], folds, kinds)
        truth = {v: labels[v].to_numpy() for v in classes}
        margins = out_of_fold_margins(table, truth, splits, self.seed)
        self.hinted = [] if hints is None else sorted(hints["coder"].unique())
        self.features = feature_union(table)
        matrix = self.features.fit_transform(table)
        curves = choose_each(margins, truth) if self.multiple else choose_among(margins, truth)
        self.models = {
            value: dict(
                machine=support_vector_machine(curve["cost"], self.seed).fit(matrix, truth[value]),
                **{k: curve[k] for k in ("slope", "offset", "threshold")},
            )
            for value, curve in curves.items()
        }
        rows = [
            dict(
                value=value,
                n=int(truth[value].sum()),
                **{k: curves[value][k] for k in ("cost", "threshold", "precision", "recall", "f1", "pi")},
            )
            for value in self.values
        ]
        self.scores = pd.DataFrame(rows)
        self.coder = f"{self._kind()}@{self._digest(words, labels)}"
        return self

    def code(self, statements, hints=None):
        """Code statements.

        Parameters
        ----------
        statements : DataFrame, one row per statement: statement_id, doc_id, start, text, voice
        hints : DataFrame of codings, as in ``fit``
            Their targets and grounds carry over where the value is the same.

        Returns
        -------
        DataFrame of codings, at least one row per statement
            evidence is the words that weigh most for the value; confidence its probability in [0, 1], for
            ``none`` the probability that no value applies.

        Raises
        ------
        ValueError
            If it has not been fitted, columns are missing, or the hints are not of those it was fitted with.
        """
        if not self.models:
            raise ValueError(f"Classifier({self.variable!r}) has not been fitted. Call fit or Classifier.load first.")
        check_columns(statements, ["statement_id", "doc_id", "start", "text", "voice"], "statements")
        given = [] if hints is None else sorted(hints["coder"].unique())
        if given != self.hinted and len(statements):
            raise ValueError(f"hints: expected those of {self.hinted}; found {given}. Code with them, or fit anew.")
        known = {}
        if hints is not None:
            for row in hints[hints["variable"] == self.variable].itertuples(index=False):
                known.setdefault((row.statement_id, row.value), (row.target, row.basis))
        table = feature_table(statements, hints)
        rows = []
        for first in range(0, len(table), TOGETHER):
            part = slice(first, first + TOGETHER)
            rows += self._rows(statements.iloc[part], table.iloc[part], known)
        names = ["statement_id", "value", "target", "basis", "start", "end", "evidence", "confidence"]
        coded = pd.DataFrame(rows, columns=names).astype({"start": "Int64", "end": "Int64", "confidence": float})
        coded["confidence"] = coded["confidence"].round(4)
        coded = coded.assign(variable=self.variable, coder=self.coder, rule="")
        return coded[COLUMNS]

    def save(self, path):
        """Write the model as one skops file, which holds weights and no code."""
        from skops.io import dump

        state = {name: getattr(self, name) for name in STATE}
        state["read"] = vectors_digest() if self.vectors else ""
        state["scores"] = json.dumps(self.scores.to_dict("list"))
        with written_whole(path) as partial:
            dump(state, partial, compression=8)

    @classmethod
    def load(cls, path):
        """Read a model that ``save`` wrote.

        Raises
        ------
        ValueError
            If the file is no such model, or holds types that a model does not need.
        """
        from skops.io import load
        from skops.io.exceptions import UntrustedTypesFoundException

        try:
            state = load(path, trusted=TRUSTED)
            model = cls(state["variable"], state["multiple"], state["target"], state["seed"], state["vectors"])
            for key in STATE:
                setattr(model, key, state[key])
            model.scores = pd.DataFrame(json.loads(state["scores"]))
            if state["read"] != (vectors_digest() if model.vectors else ""):
                raise ValueError(f"vectors of {state['read']}, where this version has {vectors_digest()}")
        except UntrustedTypesFoundException as error:
            raise ValueError(
                f"{path}: expected a classifier; it holds types that none needs: {error}. Do not use it."
            ) from None
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise ValueError(
                f"{path}: expected a classifier that Classifier.save of this version wrote; found {error!r}. Fit anew."
            ) from None
        return model

    def _rows(self, statements, table, known):
        """Rows of codings of statements and their features; ``known`` are targets and grounds of hints."""
        probabilities, chosen, matrix = self._decide(with_vectors(table) if self.vectors else table)
        for i, (statement_id, start, text) in enumerate(
            zip(statements["statement_id"], statements["start"], statements["text"])
        ):
            values = [v for v in self.values if chosen[v][i]]
            for value in values:
                a, b = strongest_words(self.features, self.models[value]["machine"], matrix[i], text)
                target, basis = known.get((statement_id, value), (self.target or "", ""))
                yield statement_id, value, target, basis, start + a, start + b, text[a:b], probabilities[value][i]
            if not values:
                sure = probabilities[ABSENT][i]
                yield statement_id, ABSENT, self.target or "", "", pd.NA, pd.NA, "", sure

    def _decide(self, table):
        """value to probabilities, value to flags where it is given, and the matrix of features."""
        matrix = self.features.transform(table)
        margins = {value: model["machine"].decision_function(matrix) for value, model in self.models.items()}
        found = {
            value: sigmoid(model["slope"] * margins[value] + model["offset"]) for value, model in self.models.items()
        }
        if self.multiple:
            chosen = {v: found[v] >= self.models[v]["threshold"] for v in self.values}
            return {**found, ABSENT: 1 - np.max(list(found.values()), axis=0)}, chosen, matrix
        best = np.argmax(list(margins.values()), axis=0)
        return found, {v: best == k for k, v in enumerate(margins)}, matrix

    def _kind(self):
        return "model:tfidf+vectors" if self.vectors else "model:tfidf"

    def _digest(self, words, labels):
        read = vectors_digest() if self.vectors else ""
        settings = json.dumps([self.variable, self.multiple, self.target, self.seed, read])
        seen = [settings, words.to_csv(lineterminator="\n"), labels.to_csv(lineterminator="\n")]
        return hashlib.sha256("\n".join(seen).encode("utf-8")).hexdigest()[:12]


def code_out_of_fold(classifier, statements, codings, hints=None, folds=5, groups="doc_id"):
    """Code every statement by a model that has not seen its group.

    Parameters
    ----------
    classifier : Classifier
        Its settings are used; it is not changed.
    statements, codings, hints : DataFrames, as in ``Classifier.fit``
    folds : int
        Parts; as many as there are groups where those are fewer, so that groups="source" leaves one out.
    groups : str
        Column whose equal values stay together.

    Returns
    -------
    DataFrame of codings, as ``Classifier.code`` gives them, in the order of ``statements``
        The coder is that of the classifier, with ``out-of-fold`` in place of the digest.
    """
    check_columns(statements, [groups], "statements")
    mine = set(codings.loc[codings["variable"] == classifier.variable, "statement_id"])
    statements = statements[statements["statement_id"].isin(mine)].reset_index(drop=True)
    parts = []
    for train, test in grouped_splits(statements[groups], folds):
        fresh = Classifier(
            classifier.variable, classifier.multiple, classifier.target, classifier.seed, classifier.vectors
        )
        fresh.fit(statements.iloc[train], codings, hints)
        parts.append(fresh.code(statements.iloc[test], hints))
    coded = pd.concat(parts)
    coded["coder"] = coded["coder"].str.replace("@.*", "@out-of-fold", regex=True)
    rank = dict(zip(statements["statement_id"], range(len(statements))))
    return coded.sort_values("statement_id", key=lambda ids: ids.map(rank), kind="stable").reset_index(drop=True)
