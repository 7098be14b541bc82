"""The encoder: what it codes alone and beside rules, and on what evidence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import cli, code_by_encoder, code_by_rules, code_corpus, find_statements, load_codebook
from discourse._cli_coding import Size, weights_of
from discourse._encoder_networks import Convolution
from discourse._vectors_network import packed
from discourse.encoder import LONGEST, WEIGHTS, check_encodable, encoder_name, strongest_run, without_marks

VARIABLES = {"legitimacy", "threat", "settlement"}


def documents(*texts):
    return pd.DataFrame(
        {
            "doc_id": [f"d{i}" for i in range(len(texts))],
            "title": "",
            "date": "",
            "outlet": "",
            "genre": "news",
            "speaker": "",
            "text": texts,
        }
    )


@pytest.fixture(scope="module")
def statements():
    return find_statements(
        documents(
            "The invasion of Vestria is an unprovoked and illegal act of aggression, minister Ilan Vesk said.\n\n"
            "“Our army is strong and ready to repel any attack,” he said. It rained in Lorn.",
            "The envoys of Tesh are ready to sign the ceasefire agreement, Mira Tol said. The market opened at nine.",
        )
    )


# The network


def tiny(runs, weights, floor=0.0):
    """A network of one feature and one value; piece 0 is 1, piece 1 is 2; ``runs`` is a number per place of a run."""
    arrays = {"bias": np.array([0.5]), "weights": np.array([weights]), "runs.bias": np.array([floor])}
    for name, rows in (("pieces", [[1.0], [2.0]]), ("runs", [[r] for r in runs])):
        arrays[name], arrays[f"{name}.scale"] = packed(np.array(rows))
    return Convolution(arrays)


def features(network, *texts):
    """The rows of each text, of the one feature."""
    found, begins, ends = network.features([list(text) for text in texts])
    return [found[begin:end, 0].tolist() for begin, end in zip(begins, ends)]


def test_a_feature_is_looked_for_in_the_run_around_each_piece():
    assert features(tiny([0, 0, 1, 0, 0], [1, 1, 1, 1]), [0, 1, 0]) == [[1, 2, 1]]
    # the piece two before counts 16, the one two after 1; a text ends where the next begins, or before a run does
    (first, second) = features(tiny([16, 8, 4, 2, 1], [1, 1, 1, 1]), [1, 0, 0, 0], [1])
    assert first == pytest.approx([8 + 2 + 1, 16 + 4 + 2 + 1, 32 + 8 + 4 + 2, 16 + 8 + 4])
    assert second == pytest.approx([8])


def test_no_feature_is_below_nothing():
    assert features(tiny([0, 0, -1, 0, 0], [1, 1, 1, 1]), [0, 1]) == [[0, 0]]
    assert features(tiny([0, 0, 1, 0, 0], [1, 1, 1, 1], floor=-1.5), [0, 1]) == [[0, 0.5]]


def test_largest_and_mean_of_a_text_and_the_one_before_it_make_the_weight():
    network = tiny([0, 0, 1, 0, 0], [1, 10, 100, 1000])
    # bias; largest 2, mean 1.5; before it largest 2, mean 1.25. And of the second text 2 and 2, before it 1 and 1
    weights, shares = zip(*network.read([([0, 1], [0, 0, 0, 1]), ([1], [0])]))
    assert np.ravel(weights) == pytest.approx([0.5 + 2 + 15 + 200 + 1250, 0.5 + 2 + 20 + 100 + 1000])
    # the largest counts for its own piece, the mean for each by its part
    assert shares[0]()[:, 0] == pytest.approx([10 / 2, 2 + 20 / 2])


def test_more_pieces_than_the_table_held_at_first_are_entered():
    rows = np.arange(3000.0)[:, None]
    arrays = {"bias": np.zeros(1), "weights": np.ones((1, 4)), "runs.bias": np.zeros(1)}
    for name, each in (("pieces", rows), ("runs", np.array([[0.0], [0], [1], [0], [0]]))):
        arrays[name], arrays[f"{name}.scale"] = packed(each)
    network = Convolution(arrays)
    assert features(network, range(3000))[0] == pytest.approx(rows[:, 0].tolist())
    assert features(network, [2999, 5])[0] == pytest.approx([2999, 5])


# Evidence


def test_the_strongest_run_stands_out_from_the_mean():
    spans = [(0, 2), (3, 5), (6, 8), (9, 11)]
    assert strongest_run(np.array([0.0, 3.0, 2.9, 0.1]), spans, 11) == (3, 8)
    assert strongest_run(np.array([1.0, 1.0, 1.0, 1.0]), spans, 11) == (0, 2)
    assert strongest_run(np.zeros(0), [], 7) == (0, 7)


def test_evidence_begins_and_ends_with_a_letter():
    assert without_marks("“No,” he said.", 0, 5) == (1, 3)
    assert without_marks("... ?", 0, 5) == (0, 5)


def test_evidence_has_at_most_six_words():
    spans = [(2 * i, 2 * i + 1) for i in range(20)]
    shares = np.array([1.0] * 10 + [0.0] * 10)
    assert strongest_run(shares, spans, 40) == (0, 11)


# Codes


@pytest.fixture(params=WEIGHTS)
def weights(request):
    return request.param


def test_every_statement_is_coded_for_every_variable_with_its_evidence(statements, weights):
    codings = code_by_encoder(statements, weights=weights)
    assert set(zip(codings["statement_id"], codings["variable"])) == {
        (i, v) for i in statements["statement_id"] for v in VARIABLES
    }
    assert codings["confidence"].between(0, 1).all() and set(codings["coder"]) == {encoder_name(weights)}
    texts, starts = (dict(zip(statements["statement_id"], statements[c])) for c in ("text", "start"))
    hits = codings[codings["value"] != "none"]
    for row in hits.itertuples():
        begin = starts[row.statement_id]
        assert texts[row.statement_id][row.start - begin : row.end - begin] == row.evidence != ""
    assert codings.loc[codings["value"] == "none", "evidence"].eq("").all()


def test_plain_cases_and_their_near_misses(statements, weights):
    codings = code_by_encoder(statements, weights=weights)
    given = codings[codings["value"] != "none"].groupby("statement_id")["value"].agg(set)
    assert "delegitimation" in given["d0-001"]
    assert "strength" in given["d0-002"]
    assert "favor" in given["d1-001"]
    assert not {"d0-003", "d1-002"} & set(given.index)  # it rained; the market opened


def test_codes_do_not_depend_on_how_many_are_read_at_a_time(statements, weights, monkeypatch):
    whole = code_by_encoder(statements, weights=weights)
    monkeypatch.setattr("discourse.encoder.TOGETHER", 2)
    pd.testing.assert_frame_equal(code_by_encoder(statements, weights=weights), whole)


def test_codes_do_not_depend_on_what_else_is_coded(statements):
    whole = code_by_encoder(statements)
    parts = [code_by_encoder(part) for _, part in statements.groupby("doc_id")]
    pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True))


def test_beside_rules_their_rows_stay_and_both_are_one_coder(statements):
    rules = code_by_rules(statements)
    joined = code_by_encoder(statements, rules)
    columns = ["statement_id", "variable", "value", "target", "basis", "start", "end", "evidence", "rule"]
    kept = rules[rules["value"] != "none"][columns].astype(object).fillna(-1)
    assert len(kept) and len(kept.merge(joined[columns].astype(object).fillna(-1))) == len(kept)
    mine = joined["variable"].isin(VARIABLES)
    name = load_codebook("legitimacy-threat").coder
    assert set(joined.loc[mine, "coder"]) == {f"{name}+{encoder_name('small')}"}
    assert set(joined.loc[~mine, "coder"]) == {name}
    assert (joined.loc[joined["rule"].eq("") & joined["value"].ne("none"), "confidence"] >= 0.8).all()
    beside = joined.groupby(["statement_id", "variable"])["value"].agg(list)
    assert not beside.map(lambda values: "none" in values and len(values) > 1).any()
    settled = joined[(joined["variable"] == "settlement") & (joined["value"] != "none")]
    assert settled["statement_id"].is_unique
    assert list(dict.fromkeys(joined["statement_id"])) == list(statements["statement_id"])


def test_codings_of_two_coders_and_twofold_statements_are_refused(statements):
    rules = code_by_rules(statements)
    two = pd.concat([rules, rules.assign(coder="human:ana")])
    with pytest.raises(ValueError, match="those of one coder; found"):
        code_by_encoder(statements, two)
    with pytest.raises(ValueError, match="statement_id"):
        code_by_encoder(pd.concat([statements, statements]))


def test_unknown_weights_are_refused(statements):
    for wrong in ("smal", True):
        with pytest.raises(ValueError, match=f"weights: expected 'small' or 'large', or .* found {wrong!r}"):
            code_by_encoder(statements, weights=wrong)


def test_no_statements_no_codings(statements):
    assert len(code_by_encoder(statements.iloc[:0])) == 0
    assert len(code_by_encoder(statements.iloc[:0], code_by_rules(statements.iloc[:0]))) == 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=3))
def test_any_text_is_read(texts):
    table = pd.DataFrame(
        {"statement_id": [f"s{i}" for i in range(len(texts))], "doc_id": "d", "start": 0, "text": texts}
    )
    codings = code_by_encoder(table)
    assert len(codings) >= 3 * len(texts) and not codings["confidence"].isna().any()
    for row in codings[codings["value"] != "none"].itertuples():
        assert texts[int(row.statement_id[1:])][row.start : row.end] == row.evidence


def test_of_a_long_sentence_the_begin_is_read():
    rows = {"statement_id": ["a", "b"], "doc_id": ["a", "b"], "start": 0}
    long = pd.DataFrame({**rows, "text": ["the " * LONGEST, "the " * (LONGEST + 500)]})
    codings = code_by_encoder(long)
    by = codings.groupby("statement_id")["confidence"].agg(list)
    assert by["a"] == by["b"]


# The weights


def test_weights_are_numbers_and_the_card_names_them(weights):
    path = WEIGHTS[weights]
    with np.load(path, allow_pickle=False) as file:
        kinds = {file[name].dtype.str for name in file.files}
    assert kinds <= {"|i1", "<f4", "|u1"} and path.stat().st_size < {"small": 5_000_000, "large": 25_000_000}[weights]
    card = (path.parent / "README.md").read_text(encoding="utf-8")
    assert encoder_name(weights).split("@")[1] in card


# The command line and partitions


def run(monkeypatch, capsys, *words):
    monkeypatch.setattr("sys.argv", ["discourse", *map(str, words)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert not end.value.code
    return capsys.readouterr().out


def test_the_command_line_codes_with_it_beside_the_packages_codebook(monkeypatch, capsys, tmp_path):
    texts = tmp_path / "texts.csv"
    documents("The market opened.\n\nThe invasion is an unprovoked and illegal act, Ilan Vesk said.").to_csv(
        texts, index=False
    )
    both = run(monkeypatch, capsys, "code", texts, "-f", "jsonl")
    alone = run(monkeypatch, capsys, "code", texts, "-f", "jsonl", "--encoder", "none")
    assert encoder_name("small") in both and "model:encoder" not in alone
    assert run(monkeypatch, capsys, "code", texts, "-f", "jsonl", "--encoder", "small") == both
    page = tmp_path / "page.html"
    run(monkeypatch, capsys, "report", texts, "-o", page)
    assert encoder_name("small") in page.read_text(encoding="utf-8")


def test_a_codebook_or_model_of_ones_own_codes_without_it_unless_asked(monkeypatch, capsys, tmp_path):
    texts, copy = tmp_path / "texts.csv", tmp_path / "copy"
    documents("The invasion is an unprovoked and illegal act, Ilan Vesk said.").to_csv(texts, index=False)
    run(monkeypatch, capsys, "codebook", "--output", copy)
    words = "code", texts, "-f", "jsonl", "-c", copy / "legitimacy-threat.yaml"
    assert "model:encoder" not in run(monkeypatch, capsys, *words)
    assert encoder_name("small") in run(monkeypatch, capsys, *words, "--encoder", "small")
    assert weights_of(None, "legitimacy-threat", ["m.skops"]) is None
    assert weights_of(None, "legitimacy-threat", None) == "small"
    assert weights_of(Size.large, "legitimacy-threat", None) == "large"
    monkeypatch.setattr("sys.argv", ["discourse", "code", str(texts), "--encoder", "small", "--model", "absent.skops"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2 and "encoder: expected no classifiers" in capsys.readouterr().err


def test_a_codebook_without_its_codes_is_refused(tmp_path):
    book = load_codebook("legitimacy-threat")
    less = book.model_copy(update={"variables": {k: v for k, v in book.variables.items() if k != "threat"}})
    check_encodable(book)
    with pytest.raises(ValueError, match="lacks threat threat, threat ultimatum"):
        check_encodable(less)


def test_partitions_bear_the_same_codes(tmp_path, statements):
    texts = [
        "The invasion is illegal, Ilan Vesk said.",
        "Our army is the strongest in the world, he said.",
        "It rained.",
    ]
    table = documents(*texts)
    table.to_parquet(tmp_path / "texts.parquet")
    code_corpus(tmp_path / "texts.parquet", tmp_path / "out", rows=2, encoder="small")
    parts = [pd.read_parquet(p) for p in sorted((tmp_path / "out" / "codings").glob("*.parquet"))]
    found = find_statements(table)
    expected = code_by_encoder(found, code_by_rules(found))
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), expected, check_dtype=False)
    with pytest.raises(ValueError, match="expected no classifiers"):
        code_corpus(tmp_path / "texts.parquet", tmp_path / "out2", encoder="small", classifiers=[object()])
