"""Published and hand-worked coefficients; NLTK's own as the oracle."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse._agreement_measures import krippendorff_alpha, masi_distance
from discourse.agreement import (
    adjudicate,
    agreement_table,
    confusion_table,
    disagreements,
    span_agreement_table,
)

KRIPPENDORFF_2011 = {"a": "123321412...", "b": "1233224125.3", "c": ".3332342251.", "d": "12332441251."}


def codings(rows, variable="frame"):
    "Codings from marks by coder: a character a statement, '.' for not coded, or lists of values."
    marks = [
        (f"d{i}-001", variable, v, coder)
        for coder, row in rows.items()
        for i, cell in enumerate(row)
        for v in ([cell] if isinstance(cell, str) else cell)
        if v != "."
    ]
    return pd.DataFrame(marks, columns=["statement_id", "variable", "value", "coder"])


def estimates(table, **where):
    for column, wanted in where.items():
        table = table[table[column] == wanted]
    return table.set_index("measure")["estimate"].to_dict()


def crossed(table):
    "Two coders from a table of counts {(value of one, value of other): count}."
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    return codings({"ana": [a for a, _ in pairs], "ben": [b for _, b in pairs]})


def test_alpha_and_ac1_of_the_published_example():
    """Krippendorff (2011): nominal .743, ordinal .815, interval .849. Gwet (2014): AC1 .77544, agreement .81818.

    By hand: 40 pairable codes, the values 9, 13, 10, 5 and 3 times, 8 coincidences off the diagonal:
    alpha = 1 - 39 * 8 / (40 ** 2 - 384) = 113 / 152.
    """
    table = agreement_table(codings(KRIPPENDORFF_2011), replicates=200)
    found = estimates(table)
    assert found["alpha"] == pytest.approx(113 / 152, abs=1e-12)
    assert found["ac1"] == pytest.approx(0.77544, abs=5e-6)
    assert found["agreement"] == pytest.approx(9 / 11, abs=1e-12)
    assert table[["n", "left_out", "coders"]].drop_duplicates().values.tolist() == [[11, 1, "a, b, c, d"]]
    ordinal = agreement_table(codings(KRIPPENDORFF_2011), metric="ordinal", order=list("12345"), replicates=20)
    assert round(estimates(ordinal)["alpha"], 3) == 0.815
    interval = agreement_table(codings(KRIPPENDORFF_2011), metric="interval", replicates=20)
    assert round(estimates(interval)["alpha"], 3) == 0.849


def test_kappa_falls_and_ac1_stands_when_one_value_is_common():
    """Gwet (2002), 118, 5, 2 and 0 of 125: kappa -.0234, AC1 .9408.

    By hand: agreement 118/125; chance of AC1 2 * .972 * .028; chance of kappa (123 * 120 + 2 * 5) / 125 ** 2.
    """
    table = agreement_table(crossed({("x", "x"): 118, ("x", "y"): 5, ("y", "x"): 2}), replicates=50)
    found = estimates(table)
    chance = (123 * 120 + 2 * 5) / 125**2
    assert found["agreement"] == pytest.approx(0.944)
    assert found["kappa"] == pytest.approx((0.944 - chance) / (1 - chance), abs=1e-12)
    assert round(found["kappa"], 4) == -0.0234
    assert found["ac1"] == pytest.approx((0.944 - 0.054432) / (1 - 0.054432), abs=1e-12)
    assert round(found["ac1"], 4) == 0.9408


def test_values_as_present_or_absent():
    "20 both, 5 ana alone, 10 ben alone, 15 neither: kappa (.7 - .5) / .5 = .4, F1 40 / 55."
    table = agreement_table(
        crossed({("yes", "yes"): 20, ("yes", "none"): 5, ("none", "yes"): 10, ("none", "none"): 15}),
        by="value",
        replicates=50,
    )
    assert set(table["value"]) == {"yes"}
    found = estimates(table)
    assert found["kappa"] == pytest.approx(0.4)
    assert found["f1"] == pytest.approx(40 / 55)
    assert list(table["measure"]) == ["agreement", "alpha", "ac1", "kappa", "f1"]


def test_pairs_of_coders():
    table = agreement_table(codings({"a": "xxyy", "b": "xxyy", "c": "xyyx"}), by="coders", replicates=50)
    found = table[table["measure"] == "agreement"].set_index("coders")["estimate"].to_dict()
    assert found == {"a, b": 1.0, "a, c": 0.5, "b, c": 0.5}


def test_masi_of_passonneau_2006():
    a, ab, bc, c = frozenset("a"), frozenset("ab"), frozenset("bc"), frozenset("c")
    assert masi_distance(ab, ab) == 0
    assert masi_distance(a, ab) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi_distance(ab, bc) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi_distance(a, c) == 1


def test_statements_with_several_values():
    "Sets are compared whole (agreement), by distance (masi), and value by value."
    rows = {"ana": [["x", "y"], ["x"], ["none"]], "ben": [["x"], ["x"], ["none"]]}
    table = agreement_table(codings(rows), replicates=50)
    assert estimates(table)["agreement"] == pytest.approx(2 / 3)
    # six values: {x,y} once, {x} three times, {none} twice; masi({x,y},{x}) = 2/3, others 1 or 0
    expected = 2 * (1 * 3 * 2 / 3 + 1 * 2 + 3 * 2)
    assert estimates(table)["masi"] == pytest.approx(1 - 5 * (2 * 2 / 3) / expected)
    by_value = agreement_table(codings(rows), by="value", replicates=50)
    assert estimates(by_value, value="x")["agreement"] == 1
    assert estimates(by_value, value="y")["agreement"] == pytest.approx(2 / 3)
    assert "masi" not in set(agreement_table(codings({"a": "xy", "b": "xx"}), replicates=5)["measure"])


CODES = st.lists(st.lists(st.integers(-1, 3), min_size=3, max_size=3), min_size=2, max_size=12)


@settings(max_examples=60, deadline=None)
@given(CODES, st.sampled_from(["nominal", "interval", "masi"]))
def test_alpha_is_that_of_nltk(rows, kind):
    from nltk.metrics.agreement import AnnotationTask

    codes = np.array([row for row in rows if sum(c >= 0 for c in row) > 1]).reshape(-1, 3)
    if len(set(codes[codes >= 0])) < 2:
        return
    sets = [frozenset("a"), frozenset("ab"), frozenset("bc"), frozenset("c")]
    distances = {
        "nominal": lambda a, b: float(a != b),
        "interval": lambda a, b: float((a - b) ** 2),
        "masi": lambda a, b: masi_distance(sets[a], sets[b]),
    }
    distance = np.array([[distances[kind](a, b) for b in range(4)] for a in range(4)])
    ours = krippendorff_alpha(codes, 4, np.arange(len(codes)), np.ones((1, len(codes))), distance)[0]
    data = [(f"c{j}", i, c) for i, row in enumerate(codes.tolist()) for j, c in enumerate(row) if c >= 0]
    assert ours == pytest.approx(AnnotationTask(data, distance=distances[kind]).alpha(), abs=1e-9)


def test_ordinal_alpha_weighs_ranks_not_names():
    "Low against high counts more than low against middle, where as many values stand between."
    near = codings({"a": ["low"] * 4 + ["middle"] * 4 + ["high"] * 4, "b": ["low"] * 3 + ["middle"] * 5 + ["high"] * 4})
    far = codings(
        {"a": ["low"] * 4 + ["middle"] * 4 + ["high"] * 4, "b": ["low"] * 3 + ["high"] + ["middle"] * 4 + ["high"] * 4}
    )
    order = ["low", "middle", "high"]
    alphas = [estimates(agreement_table(c, metric="ordinal", order=order, replicates=5))["alpha"] for c in (near, far)]
    assert alphas[0] > alphas[1]
    with pytest.raises(ValueError, match=r"order must list the values of 'frame' .* lacks \['high'\]"):
        agreement_table(near, metric="ordinal", order=["low", "middle"])


def test_intervals_resample_documents_not_statements():
    "Each document agrees or disagrees as a whole: 2 of 4 documents, in 40 statements."
    rows = [(f"d{i % 4}-{i:03d}", "frame", v, c) for i in range(40) for c, v in [("a", "x"), ("b", "xxyy"[i % 4])]]
    table = agreement_table(pd.DataFrame(rows, columns=["statement_id", "variable", "value", "coder"]), replicates=2000)
    row = table[table["measure"] == "agreement"].iloc[0]
    assert (row["low"], row["estimate"], row["high"]) == (0, 0.5, 1)
    statements = pd.DataFrame({"statement_id": [r[0] for r in rows[::2]], "doc_id": [f"e{i}" for i in range(40)]})
    frame = pd.DataFrame(rows, columns=["statement_id", "variable", "value", "coder"])
    fine = agreement_table(frame, statements=statements, replicates=2000)
    row = fine[fine["measure"] == "agreement"].iloc[0]
    assert 0.3 < row["low"] < 0.4 and 0.6 < row["high"] < 0.7
    assert fine.equals(agreement_table(frame, statements=statements, replicates=2000))


def test_no_variation_is_no_number():
    found = estimates(agreement_table(codings({"a": "xxx", "b": "xxx"}), replicates=10))
    assert found["agreement"] == 1 and np.isnan(found["alpha"]) and np.isnan(found["kappa"])
    one = agreement_table(codings({"a": "x", "b": "y"}), replicates=10)
    assert one[["low", "high"]].isna().all(axis=None)


def test_wrong_input_is_told():
    alone = codings({"a": "xy"})
    with pytest.raises(ValueError, match="only 'a' coded 'frame'"):
        agreement_table(alone, variable="frame")
    with pytest.raises(ValueError, match="no variable was coded by two coders"):
        agreement_table(alone)
    both = pd.concat([alone, codings({"a": "xy", "b": "xy"}, variable="tone")])
    assert set(agreement_table(both, replicates=5)["variable"]) == {"tone"}
    with pytest.raises(ValueError, match="by must be one of"):
        agreement_table(codings({"a": "xy", "b": "xy"}), by="coder")
    with pytest.raises(ValueError, match="values that are not numbers, \\['x', 'y'\\]"):
        agreement_table(codings({"a": "xy", "b": "xy"}), metric="interval")
    with pytest.raises(ValueError, match="has several values a statement, \\['x', 'y'\\]"):
        agreement_table(codings({"a": [["x", "y"]], "b": ["x"]}), metric="interval")
    with pytest.raises(ValueError, match="'d1-001' is not among the statements"):
        agreement_table(
            codings({"a": "xy", "b": "xy"}), statements=pd.DataFrame({"statement_id": ["d0-001"], "doc_id": ["d0"]})
        )


def test_spans_agree_by_words():
    "'unlawful vote' against 'the unlawful vote' share 2 of 2 and 3 words: 4 / 5; the second statement is the same."
    marks = [
        ("d0-001", "legitimacy", "delegitimation", "ana", 14, "unlawful vote"),
        ("d0-001", "legitimacy", "delegitimation", "ben", 10, "the unlawful vote"),
        ("d1-001", "legitimacy", "delegitimation", "ana", 3, "sham"),
        ("d1-001", "legitimacy", "delegitimation", "ben", 3, "sham,"),
        ("d2-001", "legitimacy", "delegitimation", "ana", 3, "sham"),
        ("d2-001", "legitimacy", "delegitimation", "ben", pd.NA, ""),
        ("d3-001", "legitimacy", "delegitimation", "ana", 3, "sham"),
        ("d3-001", "legitimacy", "none", "ben", pd.NA, ""),
    ]
    columns = ["statement_id", "variable", "value", "coder", "start", "evidence"]
    table = span_agreement_table(pd.DataFrame(marks, columns=columns), replicates=50)
    assert table[["measure", "estimate", "n", "left_out"]].values.tolist() == [
        ["overlap", 0.9, 2, 1],
        ["exact", 0.5, 2, 1],
    ]


def test_confusion_of_sets():
    "Shared values are the same; what is left stands against what is left, or against none."
    rows = {
        "rules": [["x"], ["x", "y"], ["y"], ["none"], ["x"], []],
        "ana": [["x"], ["x"], ["x"], ["none"], ["none"], ["x"]],
    }
    table = confusion_table(codings(rows), "frame", "rules", reference="ana")
    counts = table[table["count"] > 0].set_index(["reference", "coded"])["count"].to_dict()
    assert counts == {("x", "x"): 2, ("x", "y"): 1, ("none", "x"): 1, ("none", "y"): 1, ("none", "none"): 1}
    shares = table.set_index(["reference", "coded"])["share"]
    assert shares["x", "x"] == pytest.approx(2 / 3) and np.isnan(shares["y", "x"])
    assert list(table["reference"].drop_duplicates()) == ["x", "y", "none"] and len(table) == 9
    with pytest.raises(ValueError, match="'ben' did not code 'frame'"):
        confusion_table(codings(rows), "frame", "ben", reference="ana")
    with pytest.raises(ValueError, match="have no statement of 'frame' in common"):
        confusion_table(codings({"a": "x.", "b": ".x"}), "frame", "a", reference="b")


def test_disagreements_side_by_side():
    statements = pd.DataFrame(
        {"statement_id": ["d1-001", "d0-001"], "doc_id": ["d1", "d0"], "text": ["Talks end.", "War."]}
    )
    table = disagreements(codings({"a": "xx", "b": "x.", "c": [["x"], ["y", "x"]]}), statements, "frame")
    assert table.to_dict("list") == {
        "statement_id": ["d1-001"], "doc_id": ["d1"], "text": ["Talks end."], "a": ["x"], "b": [""], "c": ["x;y"],
    }  # fmt: skip


CODEBOOK = """
name: small
version: 1.0.0
title: A small codebook
variables:
  frame:
    definition: what it is about
    multiple: true
    values: {x: {definition: x}, y: {definition: y}}
"""


def test_majority_settles_and_the_sheet_takes_the_rest(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    rows = {
        "a": [["x"], ["x", "y"], ["x"], ["x"], ["none"]],
        "b": [["x"], ["x"], ["y"], [], ["none"]],
        "c": [["none"], ["x", "y"], ["none"], [], ["y"]],
    }
    marks = codings(rows).assign(target="", basis="", start=pd.NA, end=pd.NA, evidence="", confidence=np.nan, rule="")
    marks = marks.astype({"start": "Int64", "end": "Int64"})
    marks.loc[marks["coder"] == "b", "target"] = "Tomas Reval"
    statements = pd.DataFrame(
        {
            "statement_id": [f"d{i}-001" for i in range(5)],
            "doc_id": [f"d{i}" for i in range(5)],
            "paragraph": 0,
            "start": 0,
        }
    ).assign(text="War.")
    settled, sheet = adjudicate(marks.set_index(np.zeros(len(marks), int)), statements, path)
    assert settled[["statement_id", "value", "coder"]].values.tolist() == [
        ["d0-001", "x", "adjudicated"], ["d1-001", "x", "adjudicated"],
        ["d1-001", "y", "adjudicated"], ["d4-001", "none", "adjudicated"],
    ]  # fmt: skip
    assert settled["confidence"].tolist() == pytest.approx([2 / 3, 1, 2 / 3, 2 / 3])
    assert sheet["statement_id"].tolist() == ["d2-001", "d3-001"]
    assert sheet["frame_given"].tolist() == ["a: x | b: y | c: none", "a: x"]
    assert (sheet["frame"] == "").all()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(list(product("xyz", "xyz"))), min_size=2, max_size=10))
def test_coefficients_stay_in_range_and_do_not_depend_on_names(pairs):
    there = codings({"ana": [a for a, _ in pairs], "ben": [b for _, b in pairs]})
    back = codings({"ana": [b for _, b in pairs], "ben": [a for a, _ in pairs]})
    one, other = agreement_table(there, replicates=20), agreement_table(back, replicates=20)
    assert one["estimate"].to_numpy() == pytest.approx(other["estimate"].to_numpy(), nan_ok=True)
    assert (one["estimate"].dropna() <= 1 + 1e-12).all() and (one["estimate"].dropna() >= -1 - 1e-12).all()
