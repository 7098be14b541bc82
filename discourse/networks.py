"""Discourse networks: actors, what they stand for, who stands with and against whom, with intervals.

Stances come in (``stance_table``), edges go out. The networks are those of Leifeld (2017): actors and concepts, the
congruence and conflict of actors, the congruence of concepts; beside them the signed, directed network of who
legitimates and delegitimates whom. Every number carries an interval: documents are drawn anew and, with ``errors`` from
a gold sample, so are the coder's mistakes, which are taken to be alike for all actors. Of a resample an actor's
stances can only go missing, so without errors the intervals of congruence reach further down than up: an edge that
rests on one document is never certain.
"""

import numpy as np
import pandas as pd

from discourse._checks import check_columns, check_fraction
from discourse._networks_camps import camps_table, polarisation_table
from discourse._networks_files import build_graph, save_network
from discourse._networks_replicates import Replicates
from discourse._networks_stances import error_table, stance_table

__all__ = [
    "actor_concept_edges", "build_graph", "camps_table", "congruence_edges", "error_table", "network_over_time",
    "polarisation_table", "save_network", "stance_table", "target_edges",
]  # fmt: skip
KINDS = ["congruence", "conflict", "subtract"]
NORMALISATIONS = ["count", "average activity", "jaccard", "cosine"]
TWO_MODE = ["count", "activity", "prominence"]


def actor_concept_edges(stances, normalisation="count", errors=None, level=0.95, replicates=1000, seed=0):
    """Actors and the concepts they are for or against.

    Parameters
    ----------
    stances : DataFrame, from ``stance_table``
    normalisation : {"count", "activity", "prominence"}
        Statements for less statements against; that over the actor's statements; or over the concept's.
    errors : DataFrame, from ``error_table``, optional
    level : float in (0, 1), coverage of the interval
    replicates, seed : int, of the bootstrap over documents

    Returns
    -------
    DataFrame, one row per actor and concept: actor, concept, positive and negative (statements), weight (below 0 if
    more are against), low, high, certain (the interval does not hold 0); with ``errors`` also weight_corrected, the
    mean over replicates.

    Raises
    ------
    ValueError
        If a column is missing, there are no stances, or ``errors`` lacks a value.
    """
    _check(normalisation, TWO_MODE, level)
    source = Replicates(stances, errors, replicates, seed)
    counts = source.counts()
    rows, columns = np.nonzero(counts.sum(axis=2))

    def weights(x):
        net = x[..., 0] - x[..., 1]
        if normalisation != "count":
            total = x.sum(axis=(1, 2) if normalisation == "activity" else (0, 2))
            total = total[:, None] if normalisation == "activity" else total[None, :]
            net = np.divide(net, total, out=np.zeros(net.shape), where=total > 0)
        return net[rows, columns]

    table = pd.DataFrame({"actor": [source.actors[i] for i in rows], "concept": [source.concepts[j] for j in columns]})
    table["positive"], table["negative"] = counts[rows, columns].astype(int).T
    return _finish(table, source, weights, level, expected=True)


def target_edges(stances, errors=None, level=0.95, replicates=1000, seed=0):
    """Who legitimates (above 0) and delegitimates (below 0) whom: the directed, signed network.

    Parameters
    ----------
    stances : DataFrame, from ``stance_table`` with ``concept="target"`` and signs
    errors, level, replicates, seed
        As for ``actor_concept_edges``.

    Returns
    -------
    DataFrame, one row per speaker and target: source, target, positive, negative, weight (positive - negative), low,
    high, certain; with ``errors`` also weight_corrected. A speaker may be their own target.
    """
    edges = actor_concept_edges(stances, "count", errors, level, replicates, seed)
    return edges.rename(columns={"actor": "source", "concept": "target"})


def congruence_edges(
    stances, mode="actor", kind="congruence", normalisation="count", errors=None, level=0.95, replicates=1000, seed=0
):
    """Actors joined by the concepts they agree or disagree on, or concepts joined by the actors who hold both.

    Whether an actor was for (against) a concept counts, not how often (Leifeld 2017). With x the number of concept
    stances that two actors share and n_i, n_j how many each has: "average activity" is x / ((n_i + n_j) / 2), "jaccard"
    x / (n_i + n_j - x), "cosine" x / sqrt(n_i n_j).

    Parameters
    ----------
    stances : DataFrame, from ``stance_table``
    mode : {"actor", "concept"}
    kind : {"congruence", "conflict", "subtract"}
        Shared stances, opposite stances, or the first less the second.
    normalisation : {"count", "average activity", "jaccard", "cosine"}
    errors, level, replicates, seed
        As for ``actor_concept_edges``.

    Returns
    -------
    DataFrame, one row per pair that shares or opposes a stance: actor (or concept), other, weight, low, high, certain;
    with ``errors`` also weight_corrected. Pairs stand in alphabetical order.

    Raises
    ------
    ValueError
        As ``actor_concept_edges``, and if an option is unknown.
    """
    _check(normalisation, NORMALISATIONS, level)
    for name, given, known in [("mode", mode, ["actor", "concept"]), ("kind", kind, KINDS)]:
        if given not in known:
            raise ValueError(f"{name} must be one of {known}; got {given!r}.")
    source = Replicates(stances, errors, replicates, seed)
    names = source.actors if mode == "actor" else source.concepts

    def matrix(x):
        return one_mode(x if mode == "actor" else x.swapaxes(0, 1), kind, normalisation)

    together, apart = (one_mode(_turn(source.counts(), mode), k, "count") for k in KINDS[:2])
    present = {"congruence": together, "conflict": apart, "subtract": together + apart}[kind]
    rows, columns = np.nonzero(np.triu(present, 1))
    table = pd.DataFrame({mode: [names[i] for i in rows], "other": [names[j] for j in columns]})
    return _finish(table, source, lambda x: matrix(x)[rows, columns], level)


def one_mode(counts, kind, normalisation):
    """Weights between the rows of ``counts`` (rows x columns x 2), an array rows x rows with zeros on the diagonal."""
    held = (counts > 0).astype(float)
    sizes = held.sum(axis=(1, 2))
    if kind == "subtract":
        return one_mode(counts, "congruence", normalisation) - one_mode(counts, "conflict", normalisation)
    other = held if kind == "congruence" else held[:, :, ::-1]
    shared = held.reshape(len(held), -1) @ other.reshape(len(held), -1).T
    np.fill_diagonal(shared, 0)
    total = {
        "count": np.ones(shared.shape),
        "average activity": (sizes[:, None] + sizes[None, :]) / 2,
        "jaccard": sizes[:, None] + sizes[None, :] - shared,
        "cosine": np.sqrt(sizes[:, None] * sizes[None, :]),
    }[normalisation]
    return np.divide(shared, total, out=np.zeros(shared.shape), where=total > 0)


def network_over_time(edges, stances, days, step=None, **options):
    """The same edges in one window of time after the other.

    Parameters
    ----------
    edges : function such as ``congruence_edges`` or ``polarisation_table``, called with the stances of each window
    stances : DataFrame, from ``stance_table``, with ISO dates
    days, step : int, length of a window and from the start of one to the next (its length if None)
    options : passed on to ``edges``

    Returns
    -------
    DataFrame, the tables of all windows that hold stances, with the columns from and until (ISO dates, the latter
    excluded) in front.

    Raises
    ------
    ValueError
        If a date is missing or not an ISO date, or ``days`` or ``step`` is below 1.
    """
    check_columns(stances, ["date", "coded"], "stances")
    step = days if step is None else step
    if days < 1 or step < 1:
        raise ValueError(f"days and step must be at least 1; got {days} and {step}.")
    dates = pd.to_datetime(stances["date"].str[:10], format="%Y-%m-%d", errors="coerce")
    if dates.isna().any():
        wrong = stances[dates.isna()].iloc[0]
        raise ValueError(
            f"stances: {int(dates.isna().sum())} dates are not ISO dates such as 2025-11-27, first {wrong['date']!r} "
            f"in {wrong['statement_id']}. Correct them or leave those stances out."
        )
    tables, start = [], dates.min()
    while start <= dates.max():
        inside = (dates >= start) & (dates < start + pd.Timedelta(days=days))
        if stances.loc[inside, "coded"].any():
            table = edges(stances[inside].reset_index(drop=True), **options)
            table.insert(0, "from", start.strftime("%Y-%m-%d"))
            table.insert(1, "until", (start + pd.Timedelta(days=days)).strftime("%Y-%m-%d"))
            tables.append(table)
        start += pd.Timedelta(days=step)
    return pd.concat(tables, ignore_index=True)


def _turn(counts, mode):
    return counts if mode == "actor" else counts.swapaxes(0, 1)


def _finish(table, source, weights, level, expected=False):
    estimate, low, high, mean = source.intervals(weights, level, expected)
    table["weight"], table["low"], table["high"] = estimate, low, high
    table["certain"] = (low > 0) | (high < 0)
    return table if source.errors is None else table.assign(weight_corrected=mean)


def _check(normalisation, known, level):
    check_fraction(level, "level")
    if normalisation not in known:
        raise ValueError(f"normalisation must be one of {known}; got {normalisation!r}.")
