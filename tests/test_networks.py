"""A small discourse network worked by hand, its camps, its intervals and its files."""

import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse._networks_camps import divide
from discourse.networks import (
    actor_concept_edges,
    build_graph,
    camps_table,
    congruence_edges,
    error_table,
    network_over_time,
    polarisation_table,
    save_network,
    stance_table,
    target_edges,
)

DOLN, OSK, REVAL = "Mara Doln", "Petra Osk", "Tomas Reval"


def stances(*rows, dates=None):
    "Found stances from (document, actor, concept, sign)."
    table = pd.DataFrame(rows, columns=["doc_id", "actor", "concept", "sign"])
    ids = [f"{d}-{i:03d}" for i, d in enumerate(table["doc_id"])]
    value = np.where(table["sign"] > 0, "favor", "against")
    return table.assign(statement_id=ids, value=value, coded=True, date=dates if dates else "2031-01-01")


SMALL = stances(
    ("d1", DOLN, "talks", 1), ("d1", DOLN, "talks", 1), ("d2", DOLN, "vote", 1),
    ("d1", OSK, "talks", 1), ("d3", OSK, "vote", -1),
    ("d2", REVAL, "talks", -1), ("d3", REVAL, "border", 1),
)  # fmt: skip


def weights(table, *ends):
    return {tuple(row[:-1]): row[-1] for row in table[[*ends, "weight"]].values.tolist()}


def test_actors_and_concepts_by_hand():
    table = actor_concept_edges(SMALL, replicates=50)
    assert weights(table, "actor", "concept") == {
        (DOLN, "talks"): 2, (DOLN, "vote"): 1, (OSK, "talks"): 1, (OSK, "vote"): -1,
        (REVAL, "border"): 1, (REVAL, "talks"): -1,
    }  # fmt: skip
    activity = actor_concept_edges(SMALL, "activity", replicates=5)
    assert weights(activity, "actor", "concept")[DOLN, "talks"] == pytest.approx(2 / 3)
    prominence = actor_concept_edges(SMALL, "prominence", replicates=5)
    assert weights(prominence, "actor", "concept")[DOLN, "talks"] == pytest.approx(2 / 4)
    assert weights(prominence, "actor", "concept")[REVAL, "talks"] == pytest.approx(-1 / 4)


@pytest.mark.parametrize(
    ("normalisation", "factor"), [("count", 1), ("average activity", 1 / 2), ("jaccard", 1 / 3), ("cosine", 1 / 2)]
)
def test_congruence_and_conflict_by_hand(normalisation, factor):
    "Each actor holds two stances; Doln and Osk share talks and oppose on the vote, Reval opposes both on talks."
    congruence = congruence_edges(SMALL, normalisation=normalisation, replicates=5)
    assert weights(congruence, "actor", "other") == {(DOLN, OSK): pytest.approx(factor)}
    conflict = congruence_edges(SMALL, kind="conflict", normalisation=normalisation, replicates=5)
    assert weights(conflict, "actor", "other") == {
        (DOLN, OSK): pytest.approx(factor), (DOLN, REVAL): pytest.approx(factor), (OSK, REVAL): pytest.approx(factor),
    }  # fmt: skip
    subtract = congruence_edges(SMALL, kind="subtract", normalisation=normalisation, replicates=5)
    assert weights(subtract, "actor", "other") == {
        (DOLN, OSK): 0, (DOLN, REVAL): pytest.approx(-factor), (OSK, REVAL): pytest.approx(-factor),
    }  # fmt: skip


def test_normalisations_of_unequal_actors():
    "Three and two stances, two shared: 2 / 2.5, 2 / (3 + 2 - 2), 2 / sqrt(6)."
    unequal = stances(*[("d1", DOLN, c, 1) for c in "abc"], *[("d1", OSK, c, 1) for c in "ab"])
    for normalisation, expected in [("average activity", 0.8), ("jaccard", 2 / 3), ("cosine", 2 / 6**0.5)]:
        table = congruence_edges(unequal, normalisation=normalisation, replicates=5)
        assert table["weight"].tolist() == pytest.approx([expected])


def test_concepts_joined_by_who_holds_both():
    table = congruence_edges(SMALL, mode="concept", replicates=5)
    assert weights(table, "concept", "other") == {("talks", "vote"): 1}
    conflict = congruence_edges(SMALL, mode="concept", kind="conflict", replicates=5)
    assert weights(conflict, "concept", "other") == {("border", "talks"): 1, ("talks", "vote"): 1}


def test_an_edge_of_one_document_is_never_certain():
    many = stances(*[(f"d{i}", a, "talks", 1) for i in range(9) for a in (DOLN, OSK)], ("d0", REVAL, "talks", 1))
    table = congruence_edges(many).set_index(["actor", "other"])
    assert table["certain"].to_dict() == {(DOLN, OSK): True, (DOLN, REVAL): False, (OSK, REVAL): False}
    assert table.loc[(DOLN, OSK), ["low", "high"]].tolist() == [1, 1]
    alone = congruence_edges(stances(("d0", DOLN, "talks", 1), ("d0", OSK, "talks", 1)), replicates=5)
    assert alone[["low", "high"]].isna().all(axis=None) and not alone["certain"].any()
    assert congruence_edges(many).equals(congruence_edges(many))


def test_two_blocks_are_two_camps():
    "Two pairs, each with two shared stances, nothing between them: Newman's modularity is 1/2."
    counts = np.zeros((4, 4, 2))
    counts[[0, 0, 1, 1], [0, 1, 0, 1], 0] = 1
    counts[[2, 2, 3, 3], [2, 3, 2, 3], 0] = 1
    camps, score = divide(counts)
    assert score == pytest.approx(0.5) and camps[0] == camps[1] == -camps[2] == -camps[3]
    everyone = np.zeros((4, 2, 2))
    everyone[:, :, 0] = 1
    assert divide(everyone)[1] == 0
    assert np.isnan(divide(np.zeros((3, 2, 2)))[1])


def test_conflict_alone_divides():
    """Two against two on one concept, congruence within: w+ = 2 pairs, w- = 4 pairs.

    Within: 2 * (1 - 1 * 1 / 4 + 2 * 2 / 8) = 2.5 for the ordered pairs of a camp, and twice (-1/4 + 1/2) for the actors
    themselves: (2 * 2.5 + 4 * .25) / (4 + 8) = .5.
    """
    counts = np.zeros((4, 1, 2))
    counts[[0, 1], 0, 0] = counts[[2, 3], 0, 1] = 1
    camps, score = divide(counts)
    assert score == pytest.approx((2 * 2 * 1.25 + 4 * 0.25) / 12)
    assert camps[0] == camps[1] == -camps[2] == -camps[3]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 1)), min_size=1, max_size=15))
def test_camps_are_the_best_division_of_few(cells):
    "Against all divisions of five actors, each scored by the published double sum."
    counts = np.zeros((5, 3, 2))
    for cell in cells:
        counts[cell] = 1
    flat, turned = counts.reshape(5, -1), counts[:, :, ::-1].reshape(5, -1)
    plus, minus = flat @ flat.T, flat @ turned.T
    np.fill_diagonal(plus, 0)
    np.fill_diagonal(minus, 0)
    total = plus.sum() + minus.sum()
    if not total:
        return

    def modularity(camps):
        score = 0
        for i in range(5):
            for j in range(5):
                if camps[i] == camps[j]:
                    score += plus[i, j] - minus[i, j]
                    score -= plus[i].sum() * plus[j].sum() / plus.sum() if plus.sum() else 0
                    score += minus[i].sum() * minus[j].sum() / minus.sum() if minus.sum() else 0
        return score / total

    camps, score = divide(counts)
    best = max(modularity([(code >> i) & 1 for i in range(5)]) for code in range(16))
    assert score == pytest.approx(modularity(camps), abs=1e-9)
    assert best * 0.75 - 1e-9 <= score <= best + 1e-9


CAMPS = stances(
    *[(f"d{i}", a, c, s) for i in range(12) for c in ("talks", "vote", "border") for a, s in
      [(DOLN, 1), (OSK, 1), (REVAL, -1), ("Dana Korit", -1)]],
    ("d0", "Helen Aster", "aid", 1),
)  # fmt: skip


def test_camps_with_support_and_polarisation_above_chance():
    camps = camps_table(CAMPS, replicates=100).set_index("actor")
    assert camps["camp"].to_dict() == {"Dana Korit": 1, "Helen Aster": 0, DOLN: 2, OSK: 2, REVAL: 1}
    assert camps.loc[DOLN, ["support", "leaning", "low", "certain"]].tolist() == [1, 1, 1, True]
    assert np.isnan(camps.loc["Helen Aster", "leaning"]) and not camps.loc["Helen Aster", "certain"]
    guest = pd.concat([CAMPS, stances(("d0", "Guest", "talks", 1))], ignore_index=True)
    row = camps_table(guest, replicates=300).set_index("actor").loc["Guest"]
    assert (row["camp"], row["leaning"], row["low"], row["certain"]) == (2, 1, 0, False)
    assert 0.5 < row["support"] < 0.75  # one document of twelve is drawn in 1 - (11 / 12) ** 12 = .65 of the replicates
    row = polarisation_table(CAMPS, replicates=100).iloc[0]
    assert row["polarisation"] == pytest.approx(0.5) and row["chance"] < 0.4 and row["certain"]
    mixed = polarisation_table(SMALL, replicates=100).iloc[0]
    assert not mixed["certain"]


def codings(values, coder="rules:x", targets=None):
    rows = [(f"d{i}-001", "legitimacy", v, coder) for i, v in enumerate(values) if v]
    table = pd.DataFrame(rows, columns=["statement_id", "variable", "value", "coder"])
    return table.assign(target=targets if targets is not None else "")


SIGNS = {"legitimation": 1, "delegitimation": -1}


def test_stances_from_codings():
    coded = codings(
        ["delegitimation", "legitimation", "none", "delegitimation", "legitimation"], targets=[REVAL, DOLN, "", "", OSK]
    )
    statements = pd.DataFrame({"statement_id": [f"d{i}-001" for i in range(6)], "doc_id": [f"d{i}" for i in range(6)]})
    statements["speaker"] = [DOLN, DOLN, REVAL, REVAL, "", OSK]
    table = stance_table(coded, statements, "legitimacy", SIGNS, concept="target")
    found = table[table["coded"]]
    assert found[["statement_id", "actor", "concept", "sign"]].values.tolist() == [
        ["d0-001", DOLN, REVAL, -1], ["d1-001", DOLN, DOLN, 1],
    ]  # fmt: skip
    absent = table[~table["coded"]]
    assert absent[["statement_id", "value", "concept"]].values.tolist() == [
        ["d0-001", "legitimation", ""], ["d1-001", "delegitimation", ""], ["d2-001", "delegitimation", ""],
        ["d2-001", "legitimation", ""], ["d3-001", "legitimation", ""],
    ]  # fmt: skip
    edges = target_edges(table, replicates=20)
    assert weights(edges, "source", "target") == {(DOLN, REVAL): -1, (DOLN, DOLN): 1}
    assert stance_table(coded, statements, "legitimacy", SIGNS, concept="variable")["concept"].unique() == [
        "legitimacy"
    ]
    with pytest.raises(ValueError, match=r"it lacks \['legitimation'\], and holds \[2\]"):
        stance_table(coded, statements, "legitimacy", {"delegitimation": 2})
    with pytest.raises(ValueError, match="'d1-001' is not among the statements"):
        stance_table(coded, statements.iloc[[0]], "legitimacy", SIGNS)


def test_actors_of_the_registry_have_one_name():
    coded = codings(["delegitimation", "delegitimation", "legitimation"], targets=["Reval", "tomas reval", "the vote"])
    statements = pd.DataFrame({"statement_id": [f"d{i}-001" for i in range(3)], "doc_id": [f"d{i}" for i in range(3)]})
    statements["speaker"] = ["President Doln", "Doln", "Dolnik"]
    registry = [{"name": DOLN, "aliases": ["Doln", "President Doln"]}, {"name": REVAL, "aliases": ["Reval"]}]
    table = stance_table(coded, statements, "legitimacy", SIGNS, concept="target", actors=registry)
    found = table[table["coded"]]
    assert found[["actor", "concept"]].values.tolist() == [[DOLN, REVAL], [DOLN, REVAL], ["Dolnik", "the vote"]]


def test_errors_by_hand():
    "Found 4, right 3; not found 4, missed 1; then the third counts as one statement in four like it."
    ours = codings(["legitimation"] * 4 + ["none"] * 4 + ["none"])
    gold = codings(["legitimation"] * 3 + ["none"] * 4 + ["legitimation", ""], coder="human:ana")
    row = error_table(ours, gold, "legitimacy").iloc[0]
    assert row[["found", "right", "not_found", "missed"]].tolist() == [4, 3, 4, 1]
    assert row[["precision", "recall", "false_alarm"]].tolist() == [0.75, 0.75, 0.25]
    assert (row["precision_low"], row["precision_high"]) == pytest.approx((0.3006, 0.9544), abs=1e-4)
    weighed = error_table(ours, gold.assign(probability=[1, 1, 1, 0.25, 1, 1, 1, 1]), "legitimacy").iloc[0]
    assert weighed[["precision", "recall", "false_alarm"]].tolist() == pytest.approx([3 / 7, 3 / 4, 4 / 7])
    with pytest.raises(ValueError, match="none of its statements of 'legitimacy' was coded by 'rules:x'"):
        error_table(ours.iloc[:2], gold.iloc[4:], "legitimacy")


def spoken(actor, first, size, found):
    "Statements of one actor, each its own document, so many of them found to favour the talks."
    rows = [(f"d{first + i}", actor, "talks", 1) for i in range(size)]
    return stances(*rows).assign(coded=[i < found for i in range(size)])


def test_errors_pull_edges_towards_what_is_true():
    """Of what is there half is found, of what is not a tenth: 100 found of 400 are (.25 - .1) / .4 * 400 = 150.

    And 40 found of 400 are none at all: false alarms alone give as many.
    """
    table = pd.concat([spoken(DOLN, 0, 400, 100), spoken(OSK, 400, 400, 40)], ignore_index=True)
    errors = pd.DataFrame(
        [("favor", 30_000, 25_000, 70_000, 25_000, 0.5, 0.1)],
        columns=["value", "found", "right", "not_found", "missed", "recall", "false_alarm"],
    )
    edges = actor_concept_edges(table, errors=errors, replicates=300).set_index("actor")
    assert edges["weight"].to_dict() == {DOLN: 100, OSK: 40}
    assert edges["weight_corrected"][DOLN] == pytest.approx(150, abs=6)
    assert edges["weight_corrected"][OSK] < 30 and edges["low"][OSK] < 5
    assert edges["low"][DOLN] < 120 and edges["high"][DOLN] > 180
    with pytest.raises(ValueError, match="errors: has no row for 'favor'"):
        actor_concept_edges(table, errors=errors.assign(value="against"))


def test_what_was_missed_goes_to_targets_that_occur():
    "Nothing is found of a second actor, so it stays out; what the first missed is spread like what was found."
    found = stances(*[(f"d{i}", DOLN, c, 1) for i, c in enumerate(["talks"] * 10 + ["vote"] * 30)])
    absent = found.assign(coded=False, concept="", doc_id=[f"e{i}" for i in range(40)])
    table = pd.concat([found, absent, absent.assign(actor=REVAL)], ignore_index=True)
    errors = pd.DataFrame(
        [("favor", 25_000, 25_000, 75_000, 25_000, 0.5, 0.0)],
        columns=["value", "found", "right", "not_found", "missed", "recall", "false_alarm"],
    )
    edges = actor_concept_edges(table, errors=errors, replicates=300)
    assert set(edges["actor"]) == {DOLN}
    # (40 / 80) / .5 of Doln's 80 statements are true, drawn a little to the share of all; 40 of them as found
    corrected = edges.set_index("concept")["weight_corrected"]
    assert 72 < corrected.sum() <= 80 and corrected["vote"] / corrected.sum() == pytest.approx(3 / 4, abs=0.02)


def test_windows_of_time():
    dated = stances(
        ("d1", DOLN, "talks", 1), ("d2", OSK, "talks", 1), ("d3", DOLN, "talks", 1),
        dates=["2031-01-01", "2031-01-10", "2031-02-20"],
    )  # fmt: skip
    table = network_over_time(actor_concept_edges, dated, days=20, replicates=5)
    assert table[["from", "until", "actor"]].values.tolist() == [
        ["2031-01-01", "2031-01-21", DOLN], ["2031-01-01", "2031-01-21", OSK], ["2031-02-10", "2031-03-02", DOLN],
    ]  # fmt: skip
    rolling = network_over_time(congruence_edges, dated, days=20, step=10, replicates=5)
    assert rolling["from"].tolist() == ["2031-01-01"]
    with pytest.raises(ValueError, match=r"1 dates are not ISO dates .* first '' in d2-001"):
        network_over_time(actor_concept_edges, dated.assign(date=["2031-01-01", "", "2031-01-01"]), days=9)


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_files_hold_the_network_and_are_the_same_each_time(tmp_path, ending):
    edges = congruence_edges(SMALL, kind="subtract", replicates=20)
    save_network(edges, tmp_path / f"one{ending}")
    save_network(edges, tmp_path / f"two{ending}")
    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()
    assert b"lastmodified" not in (tmp_path / f"one{ending}").read_bytes()
    read = networkx.read_graphml if ending == ".graphml" else networkx.read_gexf
    graph = read(tmp_path / f"one{ending}")
    assert sorted(graph.nodes) == [DOLN, OSK, REVAL]
    assert graph.edges[DOLN, REVAL]["weight"] == -1 and graph.nodes[OSK]["kind"] == "actor"
    with pytest.raises(ValueError, match=r"written as .graphml or .gexf; got '.csv'"):
        save_network(edges, tmp_path / "edges.csv")


def test_graphs_of_two_modes_and_directions():
    table = stances(("d1", DOLN, REVAL, -1), ("d2", REVAL, DOLN, -1), ("d2", OSK, "talks", 1))
    two_mode = build_graph(actor_concept_edges(table, replicates=5))
    assert sorted(two_mode.nodes) == [
        "Petra Osk", "actor: Mara Doln", "actor: Tomas Reval", "concept: Mara Doln", "concept: Tomas Reval", "talks",
    ]  # fmt: skip
    directed = build_graph(target_edges(table, replicates=5))
    assert directed.is_directed() and directed.edges[DOLN, REVAL]["weight"] == -1
    with pytest.raises(ValueError, match=r"stands twice\. Pass the edges of one window"):
        build_graph(pd.concat([target_edges(table, replicates=5)] * 2))
    with pytest.raises(ValueError, match="lacks the columns of a network"):
        build_graph(table[["doc_id"]])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: congruence_edges(SMALL, normalisation="best"), "normalisation must be one of"),
        (lambda: congruence_edges(SMALL, mode="outlet"), "mode must be one of"),
        (lambda: congruence_edges(SMALL, kind="peace"), "kind must be one of"),
        (lambda: actor_concept_edges(SMALL.assign(coded=False)), "stances: there is none"),
        (lambda: actor_concept_edges(SMALL.drop(columns="sign")), r"lacks the columns \['sign'\]"),
        (lambda: network_over_time(actor_concept_edges, SMALL, days=0), "must be at least 1; got 0"),
    ],
)
def test_wrong_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
