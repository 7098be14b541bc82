"""What to code by hand next, with the probability of each choice on record.

A gold sample corrects automated codes (``prevalence_table``) only if the chance with which each statement came into it
is known. Samples here have a fixed size and exact inclusion probabilities: statements stand in random order on a
line, each as long as its probability, and are taken at equal steps from a random start (Madow 1949).
"""

from math import ceil

import numpy as np
import pandas as pd
from scipy import stats

from discourse._checks import check_columns, check_fraction, check_unique
from discourse._codings_bootstrap import find_clusters, sum_clusters
from discourse.codings import select_variable

ALLOCATIONS = ["proportional", "equal"]
LARGEST = 10**9


def sample_table(statements, size, by=None, allocation="proportional", weight=None, floor=0.25, seed=0):
    """Choose statements to code, in strata and by weight.

    Parameters
    ----------
    statements : DataFrame, one row per statement
    size : int, how many to choose
    by : str or list of str, columns whose values make the strata; None for one stratum
    allocation : {"proportional", "equal"}
        The size of each stratum's sample: by its number of statements, or the same for all as far as it goes round.
    weight : str, column of numbers from 0 up, optional
        Statements are chosen in proportion to it within their stratum: the column uncertainty of
        ``uncertainty_table``, say.
    floor : float in (0, 1), the part of the choice that ignores ``weight``
        No statement's probability falls under this part of what equal chances would give it.
    seed : int

    Returns
    -------
    DataFrame, one row per chosen statement, in the order of ``statements``: statement_id, stratum, probability (of
    inclusion, in (0, 1]). Merge it into the codings of the sample:
    ``gold.merge(sample[["statement_id", "probability"]])``.

    Raises
    ------
    ValueError
        If a column is missing, ids occur twice, ``size`` is more than there are or leaves a stratum without any, or
        weights are negative, missing or all 0.
    """
    columns = [] if by is None else [by] if isinstance(by, str) else list(by)
    check_columns(statements, ["statement_id", *columns, *([weight] if weight else [])], "statements")
    check_unique(statements, "statement_id", "statements")
    check_fraction(floor, "floor")
    if allocation not in ALLOCATIONS:
        raise ValueError(f"allocation must be one of {ALLOCATIONS}; got {allocation!r}.")
    if not 0 < size <= len(statements):
        raise ValueError(f"size must lie between 1 and the number of statements, {len(statements)}; got {size}.")
    frame = statements.reset_index(drop=True)
    texts = frame[columns].astype(object).where(frame[columns].notna(), "").astype(str)
    strata = texts.agg(" / ".join, axis=1) if columns else pd.Series("all", index=frame.index)
    groups = {name: rows.to_numpy() for name, rows in sorted(strata.groupby(strata).groups.items())}
    sizes = _allocate({name: len(rows) for name, rows in groups.items()}, size, allocation)
    weights = np.ones(len(frame)) if weight is None else _weights(frame, weight)
    generator = np.random.default_rng(seed)
    chosen, probabilities = [], np.zeros(len(frame))
    for name, rows in groups.items():
        own = weights[rows]
        own = np.ldexp(own, -np.frexp(own.max())[1])  # the largest near 1, so that the smallest numbers can be added
        even = own.mean() if own.sum() else 1.0
        chance = _probabilities(floor * even + (1 - floor) * own, sizes[name])
        probabilities[rows] = chance
        chosen.append(rows[_systematic(chance, sizes[name], generator)])
    chosen = np.sort(np.concatenate(chosen))
    sample = frame.loc[chosen, ["statement_id"]].assign(stratum=strata[chosen], probability=probabilities[chosen])
    return sample.reset_index(drop=True)


def uncertainty_table(codings, variable):
    """How unsure a coder is of each statement: one less the lowest confidence among its codes.

    Parameters
    ----------
    codings : DataFrame, of one coder that gives confidences
    variable : str

    Returns
    -------
    DataFrame, one row per statement: statement_id, uncertainty in [0, 1]; merge it into ``statements``.

    Raises
    ------
    ValueError
        If the codings come from several coders or lack confidences.
    """
    rows = select_variable(codings, variable)
    check_columns(rows, ["confidence"], "codings")
    coders = sorted(set(rows["coder"]))
    if len(coders) > 1:
        raise ValueError(f"codings: come from {len(coders)} coders, {coders[:5]}. Choose one.")
    if rows["confidence"].isna().any():
        first = rows["statement_id"][rows["confidence"].isna()].iloc[0]
        raise ValueError(
            f"codings: {coders[0]!r} gives no confidence, first in {first}. Take one that does, such as a Classifier."
        )
    lowest = rows.groupby("statement_id", sort=False)["confidence"].min()
    return (1 - lowest).rename("uncertainty").reset_index()


def design_effect(codings, variable, value, statements=None):
    """How many statements in clusters are worth one independent statement, for one share.

    The variance of the share between documents over that of a simple random sample (Kish 1965); 1 if statements of a
    document are no more alike than others.

    Parameters
    ----------
    codings : DataFrame, of one coder
    variable, value : str
    statements : DataFrame with statement_id and doc_id, optional; else the document is read off the statement_id

    Raises
    ------
    ValueError
        If there is one document only, or all or none of the statements carry the value.
    """
    rows = select_variable(codings, variable)
    marks = rows.assign(mark=rows["value"] == value).groupby("statement_id", sort=False)["mark"].any()
    clusters = find_clusters(marks.index, statements)
    share, groups = marks.mean(), clusters.max() + 1
    if groups < 2 or share in (0, 1):
        raise ValueError(
            f"a design effect needs two documents and a share between 0 and 1; got {groups} and {share:.3f}."
        )
    sums = sum_clusters(marks.to_numpy(float) - share, clusters)
    clustered = groups / (groups - 1) * (sums**2).sum() / len(marks) ** 2
    return clustered / (share * (1 - share) / len(marks))


def sample_size(width, share=0.5, level=0.95, design_effect=1.0, errors=None, coded=None):
    """How many statements to code by hand so that an interval is no wider than wanted.

    Without ``errors`` for a share coded by hand, by the interval of Wilson (1927); with it for a share of automated
    codes corrected by a random gold sample, whose variance is share (1 - share) / coded + errors / n.

    Parameters
    ----------
    width : float in (0, 1), from low to high end
    share : float in (0, 1), what is expected; 0.5 is the safe guess
    level : float in (0, 1), coverage of the interval
    design_effect : float, at least 1; see ``design_effect``
    errors : float in (0, 1), share of statements that the coder gets wrong, from a pilot
    coded : int, how many statements the coder coded; needed with ``errors``

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If a number is out of its range, or no gold sample can be large enough.
    """
    for name, number in [("width", width), ("share", share), ("level", level)]:
        check_fraction(number, name)
    if design_effect < 1:
        raise ValueError(f"design_effect must be at least 1; got {design_effect!r}.")
    z = stats.norm.ppf(0.5 + level / 2)
    if errors is None:
        low, high = 1, LARGEST
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if _wilson_width(share, middle, z) <= width else (middle + 1, high)
        return ceil(low * design_effect)
    check_fraction(errors, "errors")
    if coded is None:
        raise ValueError("coded must be given with errors: how many statements the coder coded.")
    wanted, fixed = (width / (2 * z)) ** 2, share * (1 - share) * design_effect / coded
    if fixed >= wanted:
        raise ValueError(
            f"no gold sample makes the interval {width} wide: {coded} coded statements alone leave "
            f"{2 * z * fixed**0.5:.3f}. Let the coder code more statements, or accept a wider interval."
        )
    return min(ceil(errors * design_effect / (wanted - fixed)), coded)


def _wilson_width(share, n, z):
    return 2 * z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)


def _allocate(counts, size, allocation):
    """Sizes of the samples of strata: largest remainders, or equal parts as far as strata have statements."""
    if size < len(counts):
        raise ValueError(f"size must be at least the number of strata, {len(counts)}; got {size}. Use fewer strata.")
    if allocation == "proportional":
        total = sum(counts.values())
        exact = {name: size * count / total for name, count in counts.items()}
        sizes = {name: max(1, int(e)) for name, e in exact.items()}
        order = sorted(exact, key=lambda name: (int(exact[name]) - exact[name], name))
    else:
        sizes, order = dict.fromkeys(counts, 0), sorted(counts)
    while sum(sizes.values()) < size:
        for name in order:
            if sizes[name] < counts[name] and sum(sizes.values()) < size:
                sizes[name] += 1
    while sum(sizes.values()) > size:
        sizes[max(sorted(sizes), key=sizes.get)] -= 1
    return sizes


def _weights(frame, weight):
    weights = pd.to_numeric(frame[weight], errors="coerce").to_numpy(float)
    wrong = frame[~(weights >= 0)]
    if len(wrong):
        number, first = wrong[weight].iloc[0], wrong["statement_id"].iloc[0]
        raise ValueError(f"statements: {weight!r} must be 0 or more; got {number} in {first}. Correct or fill it.")
    if not weights.sum():
        raise ValueError(f"statements: {weight!r} is 0 everywhere. Leave weight out.")
    return weights


def _probabilities(weights, size):
    """Inclusion probabilities in proportion to weights, those that reach 1 set to 1 and the rest raised."""
    sure = np.zeros(len(weights), bool)
    while True:
        chance = np.where(sure, 1.0, (size - sure.sum()) * weights / max(weights[~sure].sum(), 1e-300))
        over = (chance > 1) & ~sure
        if not over.any():
            return chance
        sure |= over


def _systematic(chance, size, generator):
    order = generator.permutation(len(chance))
    ends = chance[order].cumsum()
    ends[-1] = size
    return order[np.searchsorted(ends, generator.random() + np.arange(size), side="right")]
