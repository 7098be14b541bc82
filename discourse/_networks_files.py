"""Edges as a networkx graph and as files for other programs, the same bytes for the same edges."""

import math
from pathlib import Path

from discourse._checks import check_columns, check_table, written_whole

ENDS = [("actor", "concept"), ("source", "target"), ("actor", "other"), ("concept", "other")]


def build_graph(edges):
    """The networkx graph of a table of edges: directed for who targets whom, else undirected.

    Parameters
    ----------
    edges : DataFrame, from ``actor_concept_edges``, ``target_edges`` or ``congruence_edges``; of one window of time

    Returns
    -------
    networkx.Graph or DiGraph
        Nodes in alphabetical order with ``kind`` (actor or concept); of a two-mode network a name that is both stands
        twice, as "actor: name" and "concept: name". Edges carry the other columns; missing numbers are left out.

    Raises
    ------
    ValueError
        If the columns are not those of edges, or a pair stands twice.
    """
    import networkx

    check_table(edges, "edges")
    ends = next((e for e in ENDS if set(e) <= set(edges.columns)), None)
    if ends is None:
        raise ValueError(
            f"edges lacks the columns of a network, such as actor and other; it has {list(edges.columns)}."
        )
    check_columns(edges, [*ends, "weight"], "edges")
    twice = edges[edges.duplicated(list(ends))]
    if len(twice):
        raise ValueError(
            f"edges: {tuple(twice[list(ends)].iloc[0])} stands twice. Pass the edges of one window of time."
        )
    first, second = ("actor", "concept") if ends == ENDS[0] else ("concept",) * 2 if ends == ENDS[3] else ("actor",) * 2
    shared = set(edges[ends[0]]) & set(edges[ends[1]]) if first != second else set()

    def node(name, kind):
        return f"{kind}: {name}" if name in shared else name

    kinds = {node(name, first): first for name in edges[ends[0]]} | {
        node(name, second): second for name in edges[ends[1]]
    }
    graph = networkx.DiGraph() if ends == ENDS[1] else networkx.Graph()
    for name in sorted(kinds):
        graph.add_node(name, kind=kinds[name])
    for row in edges.sort_values(list(ends), kind="stable").to_dict("records"):
        numbers = {k: _plain(v) for k, v in row.items() if k not in ends}
        kept = {k: v for k, v in numbers.items() if not (isinstance(v, float) and math.isnan(v))}
        graph.add_edge(node(row[ends[0]], first), node(row[ends[1]], second), **kept)
    return graph


def save_network(edges, path):
    """Write edges to ``path`` as .graphml or .gexf, for Gephi, visone and others.

    Raises
    ------
    ValueError
        As ``build_graph``, and if the ending of the path is another.
    """
    import networkx
    from networkx.readwrite.gexf import GEXFWriter

    graph, ending = build_graph(edges), Path(path).suffix.lower()
    if ending not in (".graphml", ".gexf"):
        raise ValueError(f"{path}: networks are written as .graphml or .gexf; got {ending or 'no ending'!r}.")
    with written_whole(path) as partial:
        if ending == ".graphml":
            networkx.write_graphml_xml(graph, partial, named_key_ids=True)
            return
        writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
        writer.add_graph(graph)
        for meta in writer.xml.iter("meta"):
            meta.attrib.clear()  # it holds today's date
        with partial.open("wb") as stream:
            writer.write(stream)


def _plain(value):
    return value.item() if hasattr(value, "item") else value
