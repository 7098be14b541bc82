"""The numbers inside a classifier: machines, splits, and probabilities from margins."""

import warnings

import numpy as np
import pandas as pd

from discourse._checks import check_columns, check_unique
from discourse._classifier_features import ABSENT, feature_union

COSTS = (0.03, 0.1, 0.3, 1.0)
LEAST_PI = 0.1


def support_vector_machine(cost, seed):
    """A linear support vector machine that weighs rare and common values alike."""
    from sklearn.svm import LinearSVC

    return LinearSVC(C=cost, class_weight="balanced", random_state=seed, max_iter=5000)


def grouped_splits(groups, folds, labels=None):
    """(train, test) row numbers in which no group stands on both sides.

    Parameters
    ----------
    groups : array, one per row
    folds : int, parts; as many as there are groups where those are fewer
    labels : array, optional
        Where given, each part gets about the same share of each label: of few rows with a rare label none may else
        stand in some part.

    Raises
    ------
    ValueError
        If there are fewer than two groups.
    """
    from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

    groups = np.asarray(groups)
    places = len(set(groups))
    if places < 2:
        raise ValueError(
            f"statements: {places} group of {groups[:1].tolist()}; at least 2 are needed to test on unseen ones."
        )
    folds = min(folds, places)
    if labels is not None and np.unique(labels, return_counts=True)[1].max() >= folds:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "The least populated class", UserWarning)
            return list(StratifiedGroupKFold(folds).split(groups, labels, groups))
    return list(GroupKFold(folds).split(groups, groups=groups))


def label_table(statements, codings, variable, multiple, target):
    """statement_id by value, True where the value was given.

    Raises
    ------
    ValueError
        If columns are missing, several coders are mixed, a statement has two values of a variable that is
        not ``multiple``, a value stands in fewer than two documents or in every statement, or there is nothing to
        learn.
    """
    check_columns(statements, ["statement_id", "doc_id", "text", "voice"], "statements")
    check_unique(statements, "statement_id", "statements")
    check_columns(codings, ["statement_id", "variable", "value", "target", "coder"], "codings")
    mine = codings[(codings["variable"] == variable) & codings["statement_id"].isin(statements["statement_id"])]
    if target is not None:
        mine = mine[mine["target"] == target]
    if not len(mine):
        raise ValueError(
            f"codings: no rows of {variable!r}{f' toward {target!r}' if target else ''} for these statements."
        )
    if mine["coder"].nunique() > 1:
        raise ValueError(f"codings: several coders {sorted(mine['coder'].unique())}; choose one, or adjudicate first.")
    labels = pd.crosstab(mine["statement_id"], mine["value"]) > 0
    twice = labels.index[labels.sum(axis=1) > 1]
    if len(twice) and not multiple:
        raise ValueError(
            f"codings: {len(twice)} statements have several values of {variable!r}, first {twice[0]}. "
            "Use multiple=True."
        )
    documents = statements.set_index("statement_id")["doc_id"]
    for value in labels.columns.drop(ABSENT, errors="ignore"):
        places = documents[labels.index[labels[value]]].nunique()
        if places < 2:
            raise ValueError(
                f"codings: {value!r} stands in {places} document; at least 2 are needed to learn it and to test it."
            )
        if labels[value].all():
            raise ValueError(
                f"codings: every statement carries {value!r}; nothing tells when it is absent. Code some without it."
            )
    if not set(labels.columns) - {ABSENT}:
        raise ValueError(f"codings: {variable!r} has no value but {ABSENT!r}; nothing can be learned.")
    return labels


def out_of_fold_margins(table, truth, splits, seed):
    """(value, cost) to margins, one per row of the table, each from machines that have not seen the row's group."""
    margins = {(v, c): np.zeros(len(table)) for v in truth for c in COSTS}
    for train, test in splits:
        features = feature_union(table.iloc[train])
        known, unseen = features.fit_transform(table.iloc[train]), features.transform(table.iloc[test])
        for value, flags in truth.items():
            for cost in COSTS:
                if flags[train].all() or not flags[train].any():
                    margins[value, cost][test] = 1.0 if flags[train].all() else -1.0
                    continue
                machine = support_vector_machine(cost, seed).fit(known, flags[train])
                margins[value, cost][test] = machine.decision_function(unseen)
    return margins


def sigmoid(x):
    """1 / (1 + exp(-x)), without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(x, dtype=float)))


def choose_each(margins, truth):
    """For values that may stand beside each other: value to its calibration with the best cost.

    Parameters
    ----------
    margins : dict, (value, cost) to array of float, out of fold
    truth : dict, value to array of bool
    """
    found = {}
    for value, flags in truth.items():
        curves = [dict(calibrate(margins[value, cost], flags), cost=cost) for cost in COSTS]
        found[value] = max(curves, key=lambda curve: curve["pi"])
    return found


def choose_among(margins, truth):
    """For values that exclude each other: value to its calibration, of the cost at which the largest margin does best.

    Parameters and result are those of `choose_each`. Best is the highest mean F1 of the values, ``none`` left out.
    """
    runs = {}
    for cost in COSTS:
        best = np.argmax([margins[value, cost] for value in truth], axis=0)
        runs[cost] = {v: _scores(best == k, flags) for k, (v, flags) in enumerate(truth.items())}
    means = {cost: np.mean([run[v]["f1"] for v in run if v != ABSENT]) for cost, run in runs.items()}
    cost = max(COSTS, key=means.get)
    found = {}
    for value, scores in runs[cost].items():
        slope, offset = _platt(margins[value, cost], truth[value])
        found[value] = dict(slope=float(slope), offset=float(offset), threshold=float("nan"), cost=cost, **scores)
    return found


def calibrate(margins, truth):
    """Platt's sigmoid over margins, and a threshold.

    Parameters
    ----------
    margins : array of float, out of fold
    truth : array of bool

    Returns
    -------
    dict
        slope, offset: probability = sigmoid(slope * margin + offset); threshold in (0, 1]; precision, recall
        and f1 in [0, 1] and Scott's pi in [-1, 1] at the threshold. Where no threshold brings pi to LEAST_PI it is 1,
        so that the value is never given.

    Notes
    -----
    Platt (1999), Probabilistic outputs for support vector machines: the targets are shrunk by one count.
    Scott's (1955) pi, to which Krippendorff's alpha tends with n, is what the threshold maximises: the best
    F1 of a rare value that cannot be told apart would give it to nearly every statement.
    """
    slope, offset = _platt(margins, truth)
    probabilities = sigmoid(slope * margins + offset)
    order = np.argsort(-probabilities, kind="stable")
    hits = np.cumsum(truth[order])
    given = np.arange(1, len(order) + 1)
    pi = _scott_pi(hits, given, truth.sum(), len(truth))
    last_of_ties = np.append(np.diff(probabilities[order]) != 0, True)
    at = int(np.argmax(np.where(last_of_ties, pi, -np.inf)))
    following = probabilities[order[at + 1]] if at + 1 < len(order) else 0.0
    threshold = float(max((probabilities[order[at]] + following) / 2, 1e-6)) if pi[at] >= LEAST_PI else 1.0
    scores = _scores(probabilities >= threshold, truth)
    return dict(slope=float(slope), offset=float(offset), threshold=threshold, **scores)


def _scores(given, truth):
    """Precision, recall, F1 and Scott's pi of flags; 0 where a value is never given or never carried."""
    hits, given, carried, n = (given & truth).sum(), given.sum(), truth.sum(), len(truth)
    return dict(
        precision=float(hits / max(given, 1)),
        recall=float(hits / max(carried, 1)),
        f1=float(2 * hits / max(given + carried, 1)),
        pi=float(_scott_pi(hits, given, carried, n)) if hits else 0.0,
    )


def _scott_pi(hits, given, carried, n):
    """Scott's pi of two codings of n statements: ``given`` and ``carried`` marked by each, ``hits`` by both."""
    observed = 1 - (given + carried - 2 * hits) / n
    share = (given + carried) / (2 * n)
    expected = share**2 + (1 - share) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected < 1, (observed - expected) / (1 - expected), 0.0)


def _platt(margins, truth, rounds=50):
    """Slope and offset by Newton's method on the shrunken log loss; margins that mislead get no slope."""
    positive, negative = truth.sum(), (~truth).sum()
    goal = np.where(truth, (positive + 1) / (positive + 2), 1 / (negative + 2))
    design = np.column_stack([margins, np.ones(len(margins))])
    weights = np.array([1.0, np.log((positive + 1) / (negative + 1))])
    for _ in range(rounds):
        p = sigmoid(design @ weights)
        gradient = design.T @ (p - goal)
        curvature = (design * (p * (1 - p))[:, None]).T @ design + 1e-9 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        largest = np.abs(step).max()
        weights = weights - step * min(1.0, 2.0 / max(largest, 1e-12))
        if largest < 1e-10:
            break
    return weights if weights[0] > 0 else (0.0, np.log((positive + 1) / (negative + 1)))
