"""Discourse networks: who stands with, against and for what, with the edges that may be noise drawn faint."""

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch
from matplotlib.textpath import TextPath

from discourse._checks import check_columns
from discourse._figures_layout import fit, keep_apart, stress_layout, wanted_distances
from discourse._figures_sheet import COLORS, MM, PAGE, axes_for, check_drawable, styled, wrapped
from discourse._networks_files import build_graph

MOST = 60
SIGNS = {True: (COLORS[0], "-"), False: (COLORS[1], (0, (4, 2)))}
NODES = {"actor": "o", "concept": "s"}
CAMPS = {0: "#A8A8A8", 1: "#222222", 2: "#FFFFFF"}
TYPE = 7  # size of type, in points
LINE = TYPE * 1.2 / 72 / MM  # height of a line of type, in millimetres
RADIUS, STEP = 1.2, 1.7  # of a node, and from its centre to its label, in millimetres


def node_labels(graph):
    """What is written at each node: its name, without the kind that tells an actor from a concept of the same name."""
    kinds = graph.nodes(data="kind")
    return {
        name: wrapped(name.removeprefix(f"{kind}: ") if twice(graph, name, kind) else name, 22) for name, kind in kinds
    }


def twice(graph, name, kind):
    """Is there a node of the same name and the other kind?"""
    other = "concept" if kind == "actor" else "actor"
    return name.startswith(f"{kind}: ") and f"{other}: {name.removeprefix(f'{kind}: ')}" in graph


def label_size(label):
    """Width and height of a label, in millimetres."""
    lines = label.split("\n")
    width = max(TextPath((0, 0), line, size=TYPE).get_extents().width for line in lines)
    return width / 72 / MM, LINE * len(lines)


def label_sides(names, points, edges):
    """1 where the label stands above its node, -1 below: away from the heavier edges."""
    place = dict(zip(names, points))
    pull = dict.fromkeys(names, 0.0)
    for a, b, weight in edges:
        way = np.subtract(place[b], place[a])[1] * abs(weight)
        pull[a] += way
        pull[b] -= way
    return np.array([1 if pull[name] < 0 else -1 for name in names])


def place_nodes(labels, edges, width, height):
    """Points in millimetres, one per label, so that no label overlaps a node or another label where there is room."""
    names = list(labels)
    sizes = np.array([label_size(label) for label in labels.values()])
    boxes = np.add(sizes, [2.5, RADIUS + STEP + 0.8])
    points = stress_layout(wanted_distances(names, edges))
    points = np.add(fit(points, *np.maximum([width, height] - boxes.max(axis=0), 1)), boxes.max(axis=0) / 2)
    lift = np.column_stack([np.zeros(len(names)), label_sides(names, points, edges) * (boxes[:, 1] / 2 - RADIUS - 0.4)])
    return dict(zip(names, keep_apart(points + lift, boxes, width, height) - lift))


@styled
def draw_network(edges, ax=None, positions=None, camps=None, width=PAGE):
    """A discourse network: nodes are actors (round) and concepts (square), lines their edges.

    Parameters
    ----------
    edges : DataFrame
        Of ``actor_concept_edges``, ``congruence_edges`` or ``target_edges``, at most 60 nodes: the columns of its two
        ends, weight, certain. The width of a line is its weight; solid lines are above 0, dashed ones below. Edges
        whose interval holds 0 are faint, for they may be noise.
    ax : matplotlib Axes, optional; a new sheet otherwise
    positions : dict of node to (x, y), optional
        Places in any unit, for instance from ``node_positions`` of all windows of time, so that their pictures compare.
    camps : DataFrame, optional
        Of ``camps_table``, with actor and camp; nodes are filled by camp.
    width : float, millimetres of the new sheet

    Returns
    -------
    Axes, in millimetres. The same edges give the same picture.

    Raises
    ------
    ValueError
        If a column is missing, there are no edges or too many nodes, an edge stands twice, or a node has
        no position of two finite numbers.
    """
    check_columns(edges, ["weight", "certain"], "edges")
    check_drawable(edges, ["weight"], "edges")
    graph = build_graph(edges)
    check_number(graph)
    height = min(0.9 * width, 40 + 6 * len(positions or graph))
    ax = axes_for(ax, width, height)
    wide, high = drawing_room(ax)
    labels, ties = node_labels(graph), list(graph.edges(data="weight"))
    places = place_nodes(labels, ties, wide, high) if positions is None else moved(positions, labels, wide, high)
    sides = dict(zip(places, label_sides(list(places), list(places.values()), ties)))
    most = edges["weight"].abs().max() or 1
    for a, b, data in sorted(graph.edges(data=True), key=lambda e: (bool(e[2]["certain"]), abs(e[2]["weight"]))):
        if data["weight"]:
            draw_edge(ax, a, b, places, sides[a], data, most, graph.is_directed())
    fills = fill_by_camp(camps)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.3, "alpha": 0.75}
    for name, (x, y) in places.items():
        kind = graph.nodes[name]["kind"]
        ax.plot(x, y, NODES[kind], ms=6, mfc=fills.get(name, "#222222"), mec="#222222", mew=0.9, zorder=4, label=name)
        va = "bottom" if sides[name] > 0 else "top"
        ax.text(x, y + STEP * sides[name], labels[name], ha="center", va=va, zorder=3, bbox=box, linespacing=1.1)
    ax.set_xlim(0, wide)
    ax.set_ylim(0, high)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.set_xlabel(reading(edges, most, camps, wide))
    return ax


def node_positions(edges, width=PAGE, height=0.7 * PAGE):
    """Where ``draw_network`` puts the nodes of ``edges``: a dict of node to (x, y), in millimetres.

    Parameters
    ----------
    edges : DataFrame, as for ``draw_network``
    width, height : float, of the room for nodes and labels, in millimetres
    """
    graph = build_graph(edges)
    check_number(graph)
    places = place_nodes(node_labels(graph), list(graph.edges(data="weight")), width, height)
    return {name: (float(x), float(y)) for name, (x, y) in places.items()}


def check_number(graph):
    if len(graph) > MOST:
        raise ValueError(
            f"edges: join {len(graph)} nodes; at most {MOST} can be read. Keep those that are certain: "
            "edges[edges['certain']]."
        )


def drawing_room(ax):
    """Width and height of the Axes in millimetres, less the caption of a sheet of its own."""
    figure = ax.get_figure(root=True)
    wide, high = figure.get_figwidth() / MM, figure.get_figheight() / MM
    if len(figure.axes) == 1:
        return wide - 2, high - 10
    box = ax.get_position()
    return box.width * wide, box.height * high


def moved(positions, labels, wide, high):
    """Given positions, stretched to the sheet."""
    lost = sorted(set(labels) - set(positions))
    if lost:
        raise ValueError(
            f"positions: lack {len(lost)} nodes, first {lost[0]!r}. Make them from all edges: node_positions(edges)."
        )
    points = np.array(list(positions.values()), float)
    if points.shape[1:] != (2,) or not np.isfinite(points).all():
        raise ValueError(
            "positions: must be two finite numbers for each node, x and y. node_positions(edges) makes them."
        )
    points = np.add(fit(points, wide - 24, high - 14), [12, 8])
    return {name: point for name, point in zip(positions, points) if name in labels}


def fill_by_camp(camps):
    if camps is None:
        return {}
    check_columns(camps, ["actor", "camp"], "camps")
    return {actor: CAMPS.get(camp, CAMPS[0]) for actor, camp in zip(camps["actor"], camps["camp"])}


def draw_edge(ax, a, b, places, side, data, most, directed):
    """An edge between two nodes, or a ring for a node that is its own target."""
    color, dashes = SIGNS[data["weight"] > 0]
    certain = bool(data["certain"])
    how = {
        "edgecolor": color,
        "linestyle": dashes,
        "linewidth": 0.4 + 2.6 * abs(data["weight"]) / most,
        "alpha": 0.85 if certain else 0.25,
        "zorder": 2 if certain else 1,
        "label": f"{a} – {b}",
    }
    if a == b:
        x, y = places[a]
        ax.add_patch(Circle((x, y - 2.2 * side), 2.2, fill=False, **how))
        return
    shape = {"arrowstyle": "-", "shrinkA": 3.5, "shrinkB": 3.5}
    if directed:
        shape = {"arrowstyle": "-|>,head_length=3,head_width=1.6", "connectionstyle": "arc3,rad=0.14"}
        shape |= {"shrinkA": 3.5, "shrinkB": 4.5, "facecolor": how["edgecolor"]}
    ax.add_patch(FancyArrowPatch(places[a], places[b], **shape, **how))


def reading(edges, most, camps, wide):
    """How to read the picture."""
    parts = [f"Width: weight, at most {most:.3g}"]
    if (edges["weight"] < 0).any():
        parts.append("solid: above 0, dashed: below")
    if not edges["certain"].all():
        parts.append("faint: the interval holds 0")
    if camps is not None:
        parts.append("filled and open: camps")
    return wrapped("; ".join(parts), int(wide / 1.35))
