"""The encoder: what it codes alone and beside rules, and on what evidence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import cli, code_by_encoder, code_by_rules, code_corpus, find_statements, load_codebook
from discourse.encoder import BEFORE, LONGEST, WEIGHTS, check_encodable, encoder_name, strongest_run, without_marks

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
            "“Our army is the strongest in the world,” he said. It rained in Lorn.",
            "The envoys of Tesh are ready to sign the ceasefire agreement, Mira Tol said. The market opened at nine.",
        )
    )


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


def test_every_statement_is_coded_for_every_variable_with_its_evidence(statements):
    codings = code_by_encoder(statements)
    assert set(zip(codings["statement_id"], codings["variable"])) == {
        (i, v) for i in statements["statement_id"] for v in VARIABLES
    }
    assert codings["confidence"].between(0, 1).all() and set(codings["coder"]) == {encoder_name()}
    texts, starts = (dict(zip(statements["statement_id"], statements[c])) for c in ("text", "start"))
    hits = codings[codings["value"] != "none"]
    for row in hits.itertuples():
        begin = starts[row.statement_id]
        assert texts[row.statement_id][row.start - begin : row.end - begin] == row.evidence != ""
    assert codings.loc[codings["value"] == "none", "evidence"].eq("").all()


def test_plain_cases_and_their_near_misses(statements):
    codings = code_by_encoder(statements)
    given = codings[codings["value"] != "none"].groupby("statement_id")["value"].agg(set)
    assert "delegitimation" in given["d0-001"]
    assert "strength" in given["d0-002"]
    assert "favor" in given["d1-001"]
    assert not {"d0-003", "d1-002"} & set(given.index)  # it rained; the market opened


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
    assert set(joined.loc[mine, "coder"]) == {f"{name}+{encoder_name()}"}
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
    with np.load(WEIGHTS) as file:
        assert len(file["places"]) >= LONGEST + BEFORE + 3


# The weights


def test_weights_are_numbers_and_the_card_names_them():
    with np.load(WEIGHTS, allow_pickle=False) as file:
        kinds = {file[name].dtype.str for name in file.files}
    assert kinds <= {"|i1", "<f4", "|u1"} and WEIGHTS.stat().st_size < 25_000_000
    card = (WEIGHTS.parent / "README.md").read_text(encoding="utf-8")
    assert encoder_name().split("@")[1] in card


# The command line and partitions


def run(monkeypatch, capsys, *words):
    monkeypatch.setattr("sys.argv", ["discourse", *map(str, words)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert not end.value.code
    return capsys.readouterr().out


def test_the_command_line_codes_with_it_where_asked(monkeypatch, capsys, tmp_path):
    texts = tmp_path / "texts.csv"
    documents("The market opened.\n\nThe invasion is an unprovoked and illegal act, Ilan Vesk said.").to_csv(
        texts, index=False
    )
    both = run(monkeypatch, capsys, "code", texts, "-f", "jsonl", "--encoder")
    alone = run(monkeypatch, capsys, "code", texts, "-f", "jsonl")
    assert encoder_name() in both and "model:encoder" not in alone
    page = tmp_path / "page.html"
    run(monkeypatch, capsys, "report", texts, "-o", page, "--encoder")
    assert encoder_name() in page.read_text(encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["discourse", "code", str(texts), "--encoder", "--model", "absent.skops"])
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
    code_corpus(tmp_path / "texts.parquet", tmp_path / "out", rows=2, encoder=True)
    parts = [pd.read_parquet(p) for p in sorted((tmp_path / "out" / "codings").glob("*.parquet"))]
    found = find_statements(table)
    expected = code_by_encoder(found, code_by_rules(found))
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), expected, check_dtype=False)
    with pytest.raises(ValueError, match="expected no classifiers"):
        code_corpus(tmp_path / "texts.parquet", tmp_path / "out2", encoder=True, classifiers=[object()])
