"""Where the nodes of a network stand: near in the network, near on the sheet; no two labels on one place.

Stress majorisation (Gansner, Koren & North 2005) of classical scaling, so that the same edges always give the same
picture. Ties are short, the stronger the shorter; opponents stand apart.
"""

import numpy as np

FRIEND, OPPONENT, STRANGER = 1.0, 3.0, 1.2


def wanted_distances(names, edges):
    """Distances of nodes as the crow walks along edges; ``edges`` holds (name, name, weight)."""
    place = {name: i for i, name in enumerate(names)}
    most = max((abs(w) for _, _, w in edges), default=0) or 1
    lengths = np.full((len(names), len(names)), np.inf)
    for a, b, weight in edges:
        i, j = place[a], place[b]
        length = OPPONENT if weight < 0 else FRIEND * (2 - weight / most)
        if i != j:
            lengths[i, j] = lengths[j, i] = min(lengths[i, j], length)
    found = lengths
    np.fill_diagonal(found, 0)
    for middle in range(len(names)):  # Floyd (1962)
        found = np.minimum(found, found[:, [middle]] + found[[middle]])
    far = found[np.isfinite(found)].max(initial=1)
    return np.where(np.isfinite(found), found, far * STRANGER)


def scaled(wanted):
    """Points in the plane by classical scaling (Torgerson 1952) of distances."""
    centred = wanted**2 - (wanted**2).mean(axis=0) - (wanted**2).mean(axis=1)[:, None] + (wanted**2).mean()
    values, ways = np.linalg.eigh(-centred / 2)
    return ways[:, :-3:-1] * np.sqrt(np.maximum(values[:-3:-1], 0))


def stress_layout(wanted, rounds=300):
    """Points in the plane whose distances are as near as can be to those wanted, the wide way across.

    Returns an array of points around (0, 0), one row per node.
    """
    n = len(wanted)
    if n == 1:
        return np.zeros((1, 2))
    points = scaled(wanted * (1 + 0.001 * np.sin(np.outer(np.arange(n), np.arange(n)))))  # no two ways are equally wide
    weights = np.divide(1, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(rounds):
        found = np.linalg.norm(points[:, None] - points[None], axis=2)
        ratio = np.divide(weights * wanted, found, out=np.zeros_like(found), where=found > 1e-9)
        points = inverse @ ((np.diag(ratio.sum(axis=1)) - ratio) @ points)
    points = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(points.T @ points)
    turned = points @ axes[:, ::-1]
    return turned * np.where(turned[np.abs(turned).argmax(axis=0), [0, 1]] < 0, -1, 1)


def fit(points, width, height):
    """``points`` stretched to a box from (0, 0) to (``width``, ``height``), by at most twice as much one way."""
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    scale = np.array([width, height]) / np.where(span > 1e-9, span, 1)
    scale = np.minimum(scale, 2 * scale.min())
    return (points - low - span / 2) * np.where(span > 1e-9, scale, 0) + [width / 2, height / 2]


def keep_apart(points, sizes, width, height, rounds=500):
    """Points moved so that the boxes of ``sizes`` around them neither overlap nor leave the sheet, if there is room."""
    points, half = points.astype(float).copy(), sizes / 2
    low = np.minimum(half, np.array([width, height]) / 2)
    high = np.array([width, height]) - low
    points = points.clip(low, high)
    for _ in range(rounds):
        moved = False
        for i in range(len(points)):
            for j in range(i + 1, len(points)):
                over = half[i] + half[j] - np.abs(points[j] - points[i])
                if (over > 1e-6).all():
                    way = int(over[1] <= over[0])
                    step = np.zeros(2)
                    step[way] = (over[way] / 2 + 0.05) * (1 if points[j][way] >= points[i][way] else -1)
                    points[i] -= step
                    points[j] += step
                    moved = True
        points = points.clip(low, high)
        if not moved:
            break
    return points
