"""Figures draw the numbers of their tables, keep labels apart, and come out the same to the byte."""

import os
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes

from discourse import figures
from discourse._figures_layout import keep_apart, stress_layout, wanted_distances
from discourse._figures_sheet import apart
from discourse.figures import (
    draw_agreement,
    draw_confusion,
    draw_keyness,
    draw_network,
    draw_prevalence,
    draw_timeline,
    node_positions,
    save_figure,
)

SHARES = pd.DataFrame(
    [
        ("Lorn Courier", "threat", 12, 120, 0.1, 0.058, 0.167),
        ("Lorn Courier", "ultimatum", 6, 120, 0.05, 0.023, 0.105),
        ("Voice of the Ostmark people", "threat", 0, 40, 0.0, 0.0, 0.088),
        ("Voice of the Ostmark people", "ultimatum", 10, 40, 0.25, 0.142, 0.402),
    ],
    columns=["group", "value", "count", "n", "share", "low", "high"],
)
CORRECTED = SHARES.assign(
    n_gold=30,
    share_corrected=[0.08, 0.04, 0.01, np.nan],
    low_corrected=[0.03, 0.0, 0.0, np.nan],
    high_corrected=[0.13, 0.09, 0.05, np.nan],
)
MONTHS = pd.DataFrame(
    [("2025-01", 10, 0.1), ("2025-02", 20, 0.3), ("2025-04", 30, 0.2)], columns=["group", "n", "share"]
).assign(value="threat", low=lambda t: t["share"] / 2, high=lambda t: t["share"] * 1.5)
AGREEMENT = pd.DataFrame(
    [
        ("threat", "", "human:ana, human:ben", "alpha", 0.74, 0.61, 0.85, 200, 4),
        ("threat", "", "human:ana, human:ben", "ac1", 0.91, 0.88, 0.94, 200, 4),
        ("settlement", "", "human:ana, human:ben", "alpha", np.nan, np.nan, np.nan, 200, 4),
        ("settlement", "", "human:ana, human:ben", "ac1", 0.97, np.nan, np.nan, 200, 4),
    ],
    columns=["variable", "value", "coders", "measure", "estimate", "low", "high", "n", "left_out"],
)
LONG = pd.DataFrame(
    [
        ("legitimacy", value, coders, "alpha", 0.4, 0.3, 0.5, 1603, 0)
        for coders in ("rules and encoder", "machine with hints")
        for value in ("delegitimation", "legitimation")
    ],
    columns=AGREEMENT.columns,
)
CONFUSION = pd.DataFrame(
    [
        ("threat", "threat", 8, 10, 0.8),
        ("threat", "none", 2, 10, 0.2),
        ("none", "threat", 5, 90, 5 / 90),
        ("none", "none", 85, 90, 85 / 90),
    ],
    columns=["reference", "coded", "count", "n", "share"],
)
KEYNESS = pd.DataFrame(
    [
        ("Courier", "", "peace plan", 2, 12, 3, 5, 1.2, 3.1, 0.4, 2.0),
        ("Courier", "", "talks", 1, 4, 3, 2, 0.3, 0.6, -0.7, 1.3),
        ("Voice", "Courier", "regime", 1, 9, 0, 4, 2.5, 2.2, 0.3, 4.7),
    ],
    columns="group other term words count count_other documents log_odds z low high".split(),
)
EDGES = pd.DataFrame(
    [
        ("Mara Doln", "Tomas Reval", -8.0, True),
        ("Tomas Reval", "Mara Doln", -4.0, True),
        ("Mara Doln", "Mara Doln", 2.0, True),
        ("Helen Aster", "Tomas Reval", 1.0, False),
        ("the Free Council of Ostmark and its friends", "Tomas Reval", 6.0, True),
    ],
    columns=["source", "target", "weight", "certain"],
)
ALL = [
    (draw_keyness, KEYNESS),
    (draw_network, EDGES),
    (draw_prevalence, SHARES),
    (draw_prevalence, CORRECTED),
    (draw_timeline, MONTHS),
    (draw_agreement, AGREEMENT),
]
ALL += [(draw_confusion, CONFUSION), (draw_agreement, LONG)]


def drawn(ax, label):
    "The data of the lines that bear a label, x and y."
    return [line.get_xydata().tolist() for line in ax.get_lines() if line.get_label() == label]


def words(ax):
    return [
        t.get_text() for t in [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label]
    ]


def test_prevalence_draws_the_shares_and_their_intervals():
    ax = draw_prevalence(SHARES)
    assert [dot[0][0] for dot in drawn(ax, "dot")] == [0.1, 0.05, 0.0, 0.25]
    assert [[end[0] for end in line] for line in drawn(ax, "interval")] == SHARES[["low", "high"]].values.tolist()
    rows = [dot[0][1] for dot in drawn(ax, "dot")]
    assert rows == sorted(rows) and len(set(rows)) == 4 and ax.yaxis_inverted()
    assert {"Lorn Courier\nn = 120", "Voice of the Ostmark\npeople\nn = 40", "threat", "ultimatum"} <= set(words(ax))
    assert "Share of statements" in words(ax)


def test_one_value_is_named_on_the_axis():
    ax = draw_prevalence(SHARES[SHARES["value"] == "threat"])
    assert "Share of statements coded threat" in words(ax) and not ax.texts
    assert (
        round(ax.figure.get_figwidth() * 25.4) == 89
        and round(draw_prevalence(SHARES).figure.get_figwidth() * 25.4) == 183
    )


def test_shares_as_coded_stand_faint_above_the_corrected():
    ax = draw_prevalence(CORRECTED)
    dots = [line for line in ax.get_lines() if line.get_label() == "dot"]
    faint = [d for d in dots if d.get_alpha() < 1]
    assert [d.get_xdata()[0] for d in faint] == [0.1, 0.05, 0.0, 0.25]
    assert [d.get_xdata()[0] for d in dots if d.get_alpha() == 1] == [0.08, 0.04, 0.01]
    assert all(d.get_markerfacecolor() == "white" for d in faint)
    assert any("open: as coded" in text for text in words(ax))


def test_timeline_keeps_the_distance_of_periods():
    ax = draw_timeline(MONTHS)
    (line,) = drawn(ax, "share")
    assert [y for _, y in line] == [0.1, 0.3, 0.2]
    days = np.diff([x for x, _ in line])
    assert days.tolist() == [31, 59]  # January to February, February to April
    assert {"2025-01\nn = 10", "2025-02\nn = 20", "2025-04\nn = 30"} <= set(words(ax))


def test_timeline_of_many_series_names_each_at_its_end():
    table = pd.concat([MONTHS.assign(value=v) for v in ("threat", "strength", "warning", "denial")])
    ax = draw_timeline(table)
    places = [t.xy[1] for t in ax.texts]
    assert [t.get_text() for t in ax.texts] == ["● threat", "■ strength", "▲ warning", "◆ denial"]
    assert min(np.diff(sorted(places))) > 0.02  # all ended at 0.2
    assert "2025-01\nn = 10" in words(ax)  # the same statements, not their sum


def test_timeline_sums_statements_over_groups_and_draws_both_shares():
    half = MONTHS.assign(outlet="Courier", share_corrected=MONTHS["share"] / 2, low_corrected=0.0, high_corrected=0.2)
    ax = draw_timeline(pd.concat([half, half.assign(outlet="Voice")]), series="outlet")
    assert "2025-01\nn = 20" in words(ax)  # ten statements of each outlet
    assert [[y for _, y in line] for line in drawn(ax, "share")] == [[0.05, 0.15, 0.1]] * 2
    assert [[y for _, y in line] for line in drawn(ax, "as coded")] == [[0.1, 0.3, 0.2]] * 2
    assert "bold: corrected by the gold sample; faint: as coded" in words(ax)


def test_agreement_leaves_out_what_is_not_defined():
    ax = draw_agreement(AGREEMENT)
    assert [dot[0][0] for dot in drawn(ax, "dot")] == [0.74, 0.91, 0.97]
    assert [[x for x, _ in line] for line in drawn(ax, "interval")] == [[0.61, 0.85], [0.88, 0.94]]
    assert {"threat\nn = 200", "settlement\nn = 200", "Krippendorff’s alpha", "Gwet’s AC1"} <= set(words(ax))


def test_confusion_shows_counts_in_the_order_of_the_table():
    ax = draw_confusion(CONFUSION)
    assert [t.get_text() for t in ax.texts] == ["8", "2", "5", "85"]
    assert ax.collections[0].get_array().ravel().tolist() == [0.8, 0.2, 5 / 90, 85 / 90]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["threat (10)", "none (90)"]


def test_keyness_draws_terms_whose_interval_holds_zero_faint():
    ax = draw_keyness(KEYNESS)
    dots = [line for line in ax.get_lines() if line.get_label() == "dot"]
    assert [(d.get_xdata()[0], d.get_alpha()) for d in dots] == [(1.2, 1), (0.3, 0.4), (2.5, 1)]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["peace plan  12 : 3", "talks  4 : 3", "regime  9 : 0"]
    assert [t.get_text() for t in ax.texts] == ["Courier against all others", "Voice against Courier"]


def test_network_draws_weights_as_widths_and_signs_as_dashes():
    ax = draw_network(EDGES)
    found = {p.get_label(): p for p in ax.patches}
    assert set(found) == {f"{a} – {b}" for a, b in zip(EDGES["source"], EDGES["target"])}
    for row in EDGES.itertuples():
        patch = found[f"{row.source} – {row.target}"]
        assert np.isclose(patch.get_linewidth(), 0.4 + 2.6 * abs(row.weight) / 8)
        assert (patch.get_linestyle() in ("-", "solid")) == (row.weight > 0)
        assert (patch.get_alpha() < 0.5) == (not row.certain)
    assert type(found["Mara Doln – Mara Doln"]).__name__ == "Circle"  # its own target
    assert "Width: weight, at most 8; solid: above 0, dashed: below; faint: the interval holds 0" in words(ax)


def test_an_actor_and_a_concept_of_one_name_are_two_nodes():
    edges = pd.DataFrame(
        {"actor": ["Osk", "Vesk"], "concept": ["Osk", "vote"], "weight": [1.0, -2.0], "certain": [True, True]}
    )
    ax = draw_network(edges)
    nodes = {line.get_label(): line.get_marker() for line in ax.get_lines()}
    assert nodes == {"actor: Osk": "o", "concept: Osk": "s", "Vesk": "o", "vote": "s"}
    assert sorted(t.get_text() for t in ax.texts) == ["Osk", "Osk", "Vesk", "vote"]


def test_camps_fill_the_nodes():
    camps = pd.DataFrame({"actor": ["Mara Doln", "Tomas Reval"], "camp": [1, 2]})
    nodes = {line.get_label(): line.get_markerfacecolor() for line in draw_network(EDGES, camps=camps).get_lines()}
    assert (nodes["Mara Doln"], nodes["Tomas Reval"]) == ("#222222", "#FFFFFF")


def test_given_positions_keep_pictures_comparable():
    places = node_positions(EDGES)
    part = draw_network(EDGES[EDGES["source"] != "Helen Aster"], positions=places)
    whole = draw_network(EDGES, positions=places)
    at = [{line.get_label(): tuple(line.get_xydata()[0]) for line in ax.get_lines()} for ax in (part, whole)]
    assert set(at[1]) - set(at[0]) == {"Helen Aster"} and all(at[1][name] == xy for name, xy in at[0].items())
    with pytest.raises(ValueError, match="positions: lack 1 nodes, first 'Helen Aster'"):
        draw_network(EDGES, positions={k: v for k, v in places.items() if k != "Helen Aster"})
    with pytest.raises(ValueError, match="positions: must be two finite numbers for each node"):
        draw_network(EDGES, positions=places | {"Helen Aster": (np.nan, 0)})


def test_a_chain_is_laid_out_as_a_line():
    "Ties of one weight: three steps from end to end, on one line; an opponent stands three times as far as a friend."
    points = stress_layout(wanted_distances("abcd", [("a", "b", 1), ("b", "c", 1), ("c", "d", 1)]))
    assert np.allclose(points[:, 1], 0, atol=0.02) and np.allclose(np.abs(np.diff(points[:, 0])), 1, atol=1e-3)
    found = wanted_distances("abc", [("a", "b", 2), ("b", "c", -2)])
    assert found.tolist() == [[0, 1, 4], [1, 0, 3], [4, 3, 0]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 60)), min_size=1, max_size=8))
def test_boxes_are_pushed_apart_within_the_sheet(places):
    sizes = np.array([[12.0, 5.0]] * len(places))
    moved = keep_apart(np.array(places), sizes, 100, 60)
    assert (moved >= sizes / 2 - 1e-9).all() and (moved <= [100, 60] - sizes / 2 + 1e-9).all()
    for i, a in enumerate(moved):
        assert all((np.abs(a - b) >= [12 - 1e-3, 5 - 1e-3]).any() for b in moved[i + 1 :])


@pytest.mark.parametrize(("draw", "table"), ALL)
def test_no_two_texts_overlap_and_none_leaves_the_sheet(draw, table):
    ax = draw(table)
    figure = ax.figure
    figure.canvas.draw()
    texts = list(ax.texts)
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        places = axis.get_majorticklocs()
        texts += [t for t, place in zip(axis.get_ticklabels(), places) if low <= place <= high and t.get_text()]
    boxes = [t.get_window_extent() for t in texts]
    for i, a in enumerate(boxes):
        assert a.x0 >= -1 and a.y0 >= -1 and a.x1 <= figure.bbox.x1 + 1 and a.y1 <= figure.bbox.y1 + 1
        if draw is not draw_confusion:  # its slanted labels have boxes wider than themselves
            assert not any(a.shrunk(0.98, 0.9).overlaps(b.shrunk(0.98, 0.9)) for b in boxes[i + 1 :])


@pytest.mark.parametrize(("draw", "table"), ALL)
def test_drawing_leaves_no_trace(draw, table):
    "No setting changes, no figure joins pyplot's list, and a given Axes is drawn on."
    before = dict(mpl.rcParams)
    ax = draw(table)
    assert dict(mpl.rcParams) == before and isinstance(ax, Axes)
    assert draw(table, ax=ax.figure.add_subplot()) is not ax
    pyplot = sys.modules.get("matplotlib.pyplot")
    assert pyplot is None or not pyplot.get_fignums()


def test_a_sheet_shows_itself_in_a_notebook():
    ax = draw_confusion(CONFUSION)
    assert ax._repr_png_().startswith(b"\x89PNG") and ax._repr_png_() == draw_confusion(CONFUSION).figure._repr_png_()


def test_a_figure_is_saved_with_its_table_and_caption(tmp_path):
    files = save_figure(draw_prevalence(SHARES), tmp_path / "new" / "shares.v2", SHARES, "Shares by outlet.")
    assert [f.name for f in files] == ["shares.v2.pdf", "shares.v2.png", "shares.v2.csv", "shares.v2.md"]
    pd.testing.assert_frame_equal(pd.read_csv(files[2]), SHARES, check_dtype=False)
    assert files[3].read_text(encoding="utf-8").splitlines()[:3] == [
        "Shares by outlet.",
        "",
        "| group | value | count | n | share | low | high |",
    ]
    pdf = files[0].read_bytes()
    assert b"/Type /Font" in pdf and b"/FontFile2" in pdf and b"CreationDate" not in pdf  # embedded TrueType, no clock
    width = int.from_bytes(files[1].read_bytes()[16:20], "big")
    assert width == round(183 / 25.4 * 300)
    assert sorted(p.name for p in tmp_path.joinpath("new").iterdir()) == sorted(f.name for f in files)


def test_the_ending_of_the_path_does_not_matter_and_a_caption_is_optional(tmp_path):
    files = save_figure(draw_confusion(CONFUSION), f"{tmp_path}/confusion.pdf", CONFUSION)
    assert [f.name for f in files] == ["confusion.pdf", "confusion.png", "confusion.csv"]


def test_a_rerun_gives_the_same_bytes_in_another_surrounding(tmp_path):
    four = (draw_prevalence, CORRECTED), (draw_timeline, MONTHS), (draw_network, EDGES), (draw_confusion, CONFUSION)
    kept = [(draw.__name__, table) for draw, table in four]
    pd.to_pickle(kept, tmp_path / "tables")
    code = (
        "import sys, pandas; from discourse import figures; "
        "[figures.save_figure(getattr(figures, draw)(t), f'{sys.argv[2]}/{i}', t, 'Café') "
        "for i, (draw, t) in enumerate(pandas.read_pickle(sys.argv[1]))]"
    )
    around = {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8", "MPLBACKEND": "svg"}
    command = [sys.executable, "-c", code, str(tmp_path / "tables"), str(tmp_path / "there")]
    run = subprocess.Popen(command, env=os.environ | around)
    for i, (draw, table) in enumerate(kept):
        save_figure(getattr(figures, draw)(table), tmp_path / "here" / str(i), table, "Café")
    assert run.wait() == 0
    names = sorted(p.name for p in (tmp_path / "here").iterdir())
    assert len(names) == 4 * len(kept)
    different = [n for n in names if (tmp_path / "here" / n).read_bytes() != (tmp_path / "there" / n).read_bytes()]
    assert different == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.01, 0.2))
def test_labels_stand_apart_in_their_order(places, gap):
    moved = apart(places, gap, 0)
    order = np.argsort(places, kind="stable")
    assert (np.diff(moved[order]) >= gap * (1 - 1e-9)).all() and moved.min() >= 0
    if (np.diff(np.sort(places)) >= gap).all():
        assert np.allclose(moved, places)


@pytest.mark.parametrize(
    ("draw", "table", "message"),
    [
        (draw_prevalence, SHARES.drop(columns="low"), r"table lacks the columns \['low'\]"),
        (draw_prevalence, SHARES.iloc[:0], "table: has no rows to draw"),
        (draw_prevalence, SHARES.assign(share=np.nan), "4 values of 'share' are missing or infinite, first in row 0"),
        (draw_prevalence, pd.concat([SHARES, SHARES]), "4 rows repeat a group and value, first .*Lorn Courier"),
        (draw_timeline, SHARES, "2 periods are not years, months or days such as 2025-11, first 'Lorn Courier'"),
        (draw_agreement, AGREEMENT.assign(estimate=np.nan), "table: has no rows to draw"),
        (draw_keyness, pd.concat([KEYNESS] * 40), r"table: has 120 rows; at most 80 .*groupby\('group'\).head\(12\)"),
        (draw_network, EDGES.iloc[:0], "edges: has no rows to draw"),
        (draw_network, EDGES.assign(target=range(5)).loc[[0] * 2], "stands twice"),
        (draw_confusion, pd.concat([CONFUSION, CONFUSION]), "4 rows repeat a reference and coded"),
    ],
)
def test_tables_that_cannot_be_drawn_are_refused(draw, table, message):
    with pytest.raises(ValueError, match=message):
        draw(table)


def test_wrong_kinds_are_refused(tmp_path):
    with pytest.raises(TypeError, match="ax must be the Axes that a draw_ function returned; got str"):
        save_figure("ax", tmp_path / "x", SHARES)
    with pytest.raises(TypeError, match="table must be a pandas DataFrame; got list"):
        save_figure(draw_confusion(CONFUSION), tmp_path / "x", [])
    with pytest.raises(ValueError, match="width is in millimetres, 89 for a column and 183 for a page"):
        draw_prevalence(SHARES, width=3.5)
    assert list(tmp_path.iterdir()) == []
