"""Who takes which stance on what, statement by statement, and how often the coder is wrong about it."""

from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from discourse._checks import check_columns, check_fraction, check_unique
from discourse.codings import select_variable
from discourse.speakers import load_actors

STANCES = ["statement_id", "doc_id", "date", "actor", "concept", "value", "sign", "coded"]
CONCEPTS = ["target", "value", "variable"]
ERRORS = ["variable", "value", "found", "right", "not_found", "missed"]
RATES = ["precision", "recall", "false_alarm"]


def stance_table(codings, statements, variable, signs=None, concept="value", actor="speaker", actors=None):
    """The statements of a discourse network: an actor, a concept, and whether the actor is for or against it.

    Statements without an actor (the narrator's) and codes without a concept (no target) make no edge and are left out.

    Parameters
    ----------
    codings : DataFrame, of one coder
    statements : DataFrame, one row per statement, with the column named by ``actor``; a column date is kept
    variable : str
    signs : dict of value to 1, -1 or 0, optional
        For and against, or 0 to leave a value out; None takes every value as 1. All values must be in it.
    concept : {"value", "target", "variable"}
        What the actor is for or against: the value itself (a frame), the target of the code, or the one thing that the
        variable is about.
    actor : str, column of statements
    actors : list of dict or path, a registry as ``load_actors`` reads it, optional
        Speakers and targets that are an alias in it, in whatever case, take the name; others stay as they are.

    Returns
    -------
    DataFrame, one row per statement and value: statement_id, doc_id, date, actor, concept, value, sign (1 or -1), coded
    (True where the coder gave the value; False where it did not, with concept "" if that is a target: what may have
    been missed).

    Raises
    ------
    ValueError
        If a column is missing, the codings come from several coders, or ``signs`` lacks a value.
    """
    check_columns(statements, ["statement_id", "doc_id", actor], "statements")
    check_unique(statements, "statement_id", "statements")
    if concept not in CONCEPTS:
        raise ValueError(f"concept must be one of {CONCEPTS}; got {concept!r}.")
    rows = _of_one_coder(select_variable(codings, variable), "codings")
    values = sorted(set(rows["value"]) - {"none"})
    signs = dict.fromkeys(values, 1) if signs is None else signs
    unknown = [v for v in values if v not in signs]
    wrong = [s for s in signs.values() if s not in (1, -1, 0)]
    if unknown or wrong:
        raise ValueError(
            f"signs must give each value of {variable!r} 1, -1 or 0; it lacks {unknown}, and holds {wrong}."
        )
    name_of = _names(actors)
    frame = statements.assign(actor=statements[actor].fillna("").astype(str).map(name_of))
    frame["date"] = statements["date"].fillna("").astype(str) if "date" in statements else ""
    coded = set(rows["statement_id"])
    frame = frame.loc[frame["statement_id"].isin(coded) & (frame["actor"] != ""), STANCES[:4]]
    if unplaced := sorted(coded - set(statements["statement_id"])):
        raise ValueError(f"codings: {unplaced[0]!r} is not among the statements. Pass the statements that were coded.")
    parts = []
    for value in sorted(v for v in signs if signs[v]):
        own = rows[rows["value"] == value].assign(
            concept={"target": None, "value": value, "variable": variable}[concept]
        )
        if concept == "target":
            check_columns(own, ["target"], "codings")
            own["concept"] = own["target"].fillna("").astype(str).map(name_of)
        found = frame.merge(own[["statement_id", "concept"]].drop_duplicates(), on="statement_id")
        parts.append(found[found["concept"] != ""].assign(value=value, sign=signs[value], coded=True))
        missing = {"target": "", "value": value, "variable": variable}[concept]
        absent = frame[~frame["statement_id"].isin(set(own["statement_id"]))]
        parts.append(absent.assign(concept=missing, value=value, sign=signs[value], coded=False))
    table = pd.concat(parts, ignore_index=True)[STANCES] if parts else pd.DataFrame(columns=STANCES)
    place = table["statement_id"].map({s: i for i, s in enumerate(statements["statement_id"])})
    order = table.assign(place=place, absent=~table["coded"].astype(bool))
    order = order.sort_values(["absent", "place", "value", "concept"], kind="stable").index
    return table.loc[order].reset_index(drop=True)


def error_table(codings, gold, variable, level=0.95):
    """How often a coder finds what is there, and what is not, by a gold sample.

    Parameters
    ----------
    codings : DataFrame, of one coder
    gold : DataFrame, codings of one other coder, of a random sample of the same statements
        With a column probability (``sample_table``) statements are weighed by its inverse.
    variable : str
    level : float in (0, 1), coverage of the intervals of Wilson (1927)

    Returns
    -------
    DataFrame, one row per value: variable, value, found and right (gold statements where the coder gave the value, and
    those of them where gold did), not_found and missed (the same where it did not), then in [0, 1], weighed, and
    each with ``_low`` and ``_high``: precision (right of found), recall (found of what gold gave) and false_alarm
    (found of what gold did not give); NaN where there is nothing to find.

    Raises
    ------
    ValueError
        If a column is missing, either comes from several coders, or no statement was coded by both.
    """
    check_fraction(level, "level")
    ours = _of_one_coder(select_variable(codings, variable), "codings")
    theirs = _of_one_coder(select_variable(gold, variable), "gold")
    both = sorted(set(ours["statement_id"]) & set(theirs["statement_id"]))
    if not both:
        raise ValueError(
            f"gold: none of its statements of {variable!r} was coded by {ours['coder'].iloc[0]!r} as well."
        )
    weights = pd.Series(1.0, index=both)
    if "probability" in theirs:
        weights = 1 / theirs.drop_duplicates("statement_id").set_index("statement_id")["probability"].reindex(both)
    rows = []
    for value in sorted({*ours["value"], *theirs["value"]} - {"none"}):
        found = pd.Index(both).isin(set(ours.loc[ours["value"] == value, "statement_id"]))
        true = pd.Index(both).isin(set(theirs.loc[theirs["value"] == value, "statement_id"]))
        row = [variable, value, found.sum(), (found & true).sum(), (~found).sum(), (~found & true).sum()]
        for hit, part in [(true, found), (found, true), (found, ~true)]:
            row += _rate(hit[part], weights.to_numpy()[part], level)
        rows.append(row)
    return pd.DataFrame(rows, columns=ERRORS + [f"{rate}{end}" for rate in RATES for end in ("", "_low", "_high")])


def _names(actors):
    """A function from a name as it stands to the one that the registry gives it."""
    if isinstance(actors, str | Path):
        actors = load_actors(actors)
    known = {alias.casefold(): a["name"] for a in actors or [] for alias in (*a.get("aliases", []), a["name"])}
    return lambda name: known.get(name.strip().casefold(), name.strip())


def _rate(true, weights, level):
    """Weighed share with its interval; the weights cost as much as they would in Kish's (1965) effective size."""
    if not len(true):
        return [np.nan, np.nan, np.nan]
    share, n = (true * weights).sum() / weights.sum(), weights.sum() ** 2 / (weights**2).sum()
    z = stats.norm.ppf(0.5 + level / 2)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return [share, max(0.0, middle - half), min(1.0, middle + half)]


def _of_one_coder(rows, name):
    coders = sorted(set(rows["coder"]))
    if len(coders) > 1:
        raise ValueError(f"{name}: come from {len(coders)} coders, {coders[:5]}. Choose one.")
    return rows
