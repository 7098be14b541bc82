"""Two camps and how far apart they are.

Congruence holds actors together, conflict keeps them apart. The camps are the division in two with the highest
signed modularity (Gomez, Jensen & Arenas 2009; without conflict it is that of Newman 2006), found from the leading
eigenvector and improved by moving actors. Modularity is above 0 by chance alone, the more so the fewer the
stances: ``chance`` says how high it is when stances are dealt out anew.
"""

import numpy as np
import pandas as pd

from discourse._checks import check_fraction
from discourse._codings_bootstrap import percentile_interval
from discourse._networks_replicates import Replicates

SHUFFLES = 200


def polarisation_table(stances, errors=None, level=0.95, replicates=500, seed=0):
    """How clearly actors fall into two camps.

    Parameters
    ----------
    stances : DataFrame, from ``stance_table``
    errors : DataFrame, from ``error_table``, optional
    level : float in (0, 1), coverage of the interval
    replicates, seed : int, of the bootstrap over documents

    Returns
    -------
    DataFrame of one row: actors, polarisation (signed modularity of the two camps, in [-1, 1]; 0 if there is one camp,
    NaN without congruence and conflict), low, high, chance (its mean when stances are dealt out to the actors anew),
    certain (low is above the quantile ``level`` of what chance gives).

    Raises
    ------
    ValueError
        If a column is missing, there are no stances, or ``errors`` lacks a value.
    """
    check_fraction(level, "level")
    source = Replicates(stances, errors, replicates, seed)
    estimate = divide(source.counts())[1]
    drawn = np.array([divide(counts)[1] for counts in source.draws()])
    low, high = percentile_interval(drawn, source.documents, level)
    low, high = np.minimum(low, estimate), np.maximum(high, estimate)
    chance = _chance(source, np.random.default_rng(seed + 1))
    row = (len(source.actors), estimate, low, high, np.nanmean(chance) if not np.isnan(chance).all() else np.nan)
    certain = bool(not np.isnan(chance).all() and low > np.nanquantile(chance, level))
    return pd.DataFrame([(*row, certain)], columns=["actors", "polarisation", "low", "high", "chance", "certain"])


def camps_table(stances, errors=None, level=0.95, replicates=500, seed=0):
    """Which camp each actor is in, and how surely.

    Parameters
    ----------
    stances, errors, level, replicates, seed
        As for ``polarisation_table``.

    Returns
    -------
    DataFrame, one row per actor: actor, camp (1 or 2; 1 is that of the first actor in the alphabet; 0 without ties),
    support (share of the replicates in which the actor has ties and is in that camp), leaning (ties to the own camp
    less ties to the other, over all ties, in [-1, 1]; conflict counts against; NaN without ties), low, high (a
    replicate without ties counts 0), certain (the interval is above 0).
    """
    check_fraction(level, "level")
    source = Replicates(stances, errors, replicates, seed)
    camps, _ = divide(source.counts())
    leaning = lean(source.counts(), camps)
    tied = ~np.isnan(leaning)
    camps = camps * camps[np.argmax(tied)]
    same, leanings = [], []
    for counts in source.draws():
        drawn, _ = divide(counts)
        present = (counts.sum(axis=(1, 2)) > 0) & tied
        drawn = drawn * (1 if (drawn * camps)[present].sum() >= 0 else -1)
        own = lean(counts, camps)
        same.append(present & (drawn == camps) & ~np.isnan(own))
        leanings.append(np.where(tied, np.nan_to_num(own), np.nan))
    low, high = percentile_interval(np.array(leanings), source.documents, level)
    low, high = np.minimum(low, leaning), np.maximum(high, leaning)
    table = pd.DataFrame({"actor": source.actors, "camp": np.where(tied, np.where(camps > 0, 1, 2), 0)})
    return table.assign(support=np.mean(same, axis=0), leaning=leaning, low=low, high=high, certain=low > 0)


def divide(counts):
    """Camps (1 and -1 for each actor) of the highest signed modularity found, and that modularity."""
    together, apart = _ties(counts)
    strength, hostility = together.sum(), apart.sum()
    size = len(together)
    if not strength + hostility:
        return np.ones(size), np.nan
    b = together - apart
    if strength:
        b = b - np.outer(together.sum(axis=1), together.sum(axis=1)) / strength
    if hostility:
        b = b + np.outer(apart.sum(axis=1), apart.sum(axis=1)) / hostility
    leading = np.linalg.eigh(b)[1][:, -1]
    leading = leading * np.sign(leading[np.argmax(np.abs(np.round(leading, 9)))])
    camps = np.where(leading >= -1e-12, 1.0, -1.0)
    while (better := _move(b, camps)) is not None:
        camps = better
    # s'Bs / 2 counts pairs in the same camp, as the rows of B sum to zero
    score = camps @ b @ camps / (2 * (strength + hostility))
    return (camps, score) if score > 1e-12 else (np.ones(size), 0.0)


def _move(b, camps):
    """Camps after moving each actor once, best first, up to the best of these states; None if none is better.

    Moving on past a state that is worse for the moment finds what single moves do not (Kernighan & Lin 1970).
    """
    camps, best, total, highest = camps.copy(), None, 0.0, 1e-6
    inner, own, free = b @ camps, np.diag(b), np.ones(len(camps), bool)
    for _ in range(len(camps)):
        gains = np.where(free, np.round(4 * (own - camps * inner), 9), -np.inf)
        actor = int(np.argmax(gains))
        total += gains[actor]
        inner -= 2 * b[:, actor] * camps[actor]
        camps[actor], free[actor] = -camps[actor], False
        if total > highest:
            best, highest = camps.copy(), total
    return best


def lean(counts, camps):
    """Ties of each actor to the own camp less those to the other, over all; NaN without ties."""
    together, apart = _ties(counts)
    own = camps * ((together - apart) @ camps)
    total = (together + apart).sum(axis=1)
    return np.divide(own, total, out=np.full(len(camps), np.nan), where=total > 0)


def _ties(counts):
    held = (counts > 0).astype(float)
    flat, turned = held.reshape(len(held), -1), held[:, :, ::-1].reshape(len(held), -1)
    together, apart = flat @ flat.T, flat @ turned.T
    np.fill_diagonal(together, 0)
    np.fill_diagonal(apart, 0)
    return together, apart


def _chance(source, generator):
    """Polarisation when the stances keep their concept and sign and actors keep how many they have."""
    cells = np.argwhere(source.counts() > 0)
    scores = []
    for _ in range(SHUFFLES):
        counts = np.zeros(source.shape)
        counts[generator.permutation(cells[:, 0]), cells[:, 1], cells[:, 2]] = 1
        scores.append(divide(counts)[1])
    return np.array(scores)
