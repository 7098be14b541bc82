"""People's, machines' and other tools' codings keep their shape through files, sheets and tables."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from discourse.codebook import load_codebook
from discourse.codings import coding_sheet, load_codings, ratings_table, save_coding_sheet, save_codings

CODEBOOK = """
name: small
version: 1.0.0
title: A small codebook
variables:
  legitimacy:
    definition: rightful or not
    multiple: true
    target: '{NAME}'
    basis: {legal: law, electoral: votes}
    values:
      legitimation: {definition: rightful}
      delegitimation: {definition: not rightful}
  settlement:
    definition: stance toward talks
    values:
      favor: {definition: for it}
      against: {definition: against it}
      none: {definition: no stance}
  stance:
    definition: stance toward someone
    multiple: by target
    target: '{NAME}'
    values: {favor: {definition: for}, against: {definition: against}}
"""
NEEDED = ["statement_id", "variable", "value", "coder"]
TEXT = "Petra Osk called the vote unlawful. Mara Doln won it fairly."


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return load_codebook(path)


def table(*rows):
    "Codings from (statement_id, variable, value, coder) with what else is given by name."
    return pd.DataFrame([dict(zip(NEEDED, row[:4])) | dict(*row[4:]) for row in rows])


def statements():
    spans = [(0, 35), (36, 60)]
    rows = [(f"a-{n:03d}", "a", 0, s, e, TEXT[s:e], "narrator", "") for n, (s, e) in enumerate(spans, 1)]
    rows.append(("a-003", "a", 1, 62, 74, "Talks begin.", "narrator", ""))
    return pd.DataFrame(
        rows, columns=["statement_id", "doc_id", "paragraph", "start", "end", "text", "voice", "speaker"]
    )


def write(tmp_path, text, name="codings.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".parquet"])
def test_codings_come_back_as_they_went(tmp_path, ending):
    codings = table(
        (
            "a-001",
            "legitimacy",
            "delegitimation",
            "human:ana",
            {"target": '=the "vote", 2\r\nround', "start": 27, "end": 35},
        ),
        ("a-001", "legitimacy", "legitimation", "human:ana", {"confidence": 0.1, "basis": "legal;electoral"}),
    )
    codings["evidence"] = ["unlawful", ""]
    save_codings(codings, tmp_path / f"one{ending}")
    once = load_codings(tmp_path / f"one{ending}")
    assert once["target"].tolist() == ['=the "vote", 2\r\nround', ""]
    assert once["start"].tolist() == [27, pd.NA]
    assert once["confidence"].tolist()[1] == 0.1
    save_codings(once, tmp_path / f"two{ending}")
    assert_frame_equal(load_codings(tmp_path / f"two{ending}"), once)
    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()


CELLS = st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\r\n\",; "), st.characters(codec="utf-8")), max_size=8)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_any_text_survives_a_csv(cells):
    codings = table(*[("a-001", "threat", "warning", "human:ana", {"target": t, "rule": r}) for t, r in cells])
    with TemporaryDirectory() as folder:
        save_codings(codings, Path(folder) / "codings.csv")
        back = load_codings(Path(folder) / "codings.csv")
    assert list(zip(back["target"], back["rule"])) == cells


def test_no_cell_is_a_formula_for_a_spreadsheet(tmp_path):
    codings = table(
        *[("a-001", "threat", "warning", "human:ana", {"target": t}) for t in ["=1+1", "+1", "-1", "@x", "'=1", "1=1"]]
    )
    save_codings(codings, tmp_path / "codings.csv")
    lines = (tmp_path / "codings.csv").read_text().splitlines()[1:]
    assert [line.split(",")[3] for line in lines] == ["'=1+1", "'+1", "'-1", "'@x", "''=1", "1=1"]


def test_codings_of_other_tools_need_four_columns(tmp_path):
    path = write(tmp_path, "statement_id,variable,value,score\na-001,threat,warning,7\n")
    with pytest.raises(ValueError, match=r"lacks the columns \['coder'\].*coder="):
        load_codings(path)
    codings = load_codings(path, coder="tool:x")
    assert codings.loc[0, ["coder", "target", "score"]].tolist() == ["tool:x", "", "7"]
    assert codings["confidence"].isna().all() and str(codings["start"].dtype) == "Int64"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        (b"statement_id,variable\n\xff\xfe", "not UTF-8 at byte 22"),
        ("statement_id,variable,value,coder\na-001,threat,warning\n", "line 2 has 3 cells, the header 4"),
        ('statement_id,variable,value,coder\na-001,threat,"warning,x\n', "is not CSV"),
        ("statement_id,statement_id\na,b\n", "occurs twice"),
        (
            "statement_id,variable,value,coder\na-001,threat,,x\n",
            "empty 'value', first row 1 \\(a-001\\).*coded as absent",
        ),
        (
            "statement_id,variable,value,coder,start\na-001,threat,none,x,two\n",
            "start must be a whole number or empty; got 'two'",
        ),
        (
            "statement_id,variable,value,coder\na-001,threat,a;b,x\n",
            "hold a ';', first 'a;b' in row 1 .* a row of its own",
        ),
        ("statement_id,variable,value,coder,start\na-001,threat,none,x,2\n", "start and end must stand together"),
        ("statement_id,variable,value,coder,start,end\na-001,threat,none,x,5,2\n", "expected 0 <= start <= end"),
        ("statement_id,variable,value,coder,confidence\na-001,threat,none,x,1.1\n", "confidence must lie in"),
        ("statement_id,variable,value,coder,start,end,evidence\na-001,threat,none,x,5,7,war\n", "3 characters in 5:7"),
        (
            "statement_id,variable,value,coder\na-001,threat,none,x\na-001,threat,denial,x\n",
            "'none' stands beside .* a-001/threat/x",
        ),
    ],
)
def test_bad_files_are_told_in_one_line(tmp_path, text, message):
    with pytest.raises(ValueError, match=message) as caught:
        load_codings(write(tmp_path, text))
    assert "\n" not in str(caught.value) and "codings.csv" in str(caught.value)


def test_files_that_are_not_there_or_not_tables(tmp_path):
    with pytest.raises(ValueError, match="no such file"):
        load_codings(tmp_path / "gone.csv")
    with pytest.raises(ValueError, match=r"cannot be read as .parquet"):
        load_codings(write(tmp_path, "no parquet", "codings.parquet"))
    with pytest.raises(ValueError, match=r"cannot be read as .xlsx"):
        load_codings(write(tmp_path, "no workbook", "codings.xlsx"))
    with pytest.raises(ValueError, match=r"written as .csv"):
        save_codings(table(("a", "v", "x", "c")), tmp_path / "codings.doc")
    assert not (tmp_path / "codings.doc").exists()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a-001,tone,none,", "'variable' are not known: \\['tone'\\]"),
        ("a-001,settlement,maybe,", "\\['maybe'\\], first in a-001. Known: \\['against', 'favor', 'none'\\]"),
        (
            "a-001,settlement,favor,\na-001,settlement,against,",
            "'settlement' takes one value; a-001/x has \\['against', 'favor'\\]",
        ),
        (
            "a-001,stance,favor,\na-001,stance,against,",
            r"'stance' takes one value; a-001/x/ has \['against', 'favor'\]",
        ),
        (
            "a-001,legitimacy,legitimation,legal;divine",
            "grounds of 'legitimacy' are not in the codebook: \\['divine'\\]",
        ),
    ],
)
def test_codings_are_checked_against_the_codebook(tmp_path, codebook, row, message):
    lines = "\n".join(f"{line},x" for line in row.split("\n"))
    path = write(tmp_path, f"statement_id,variable,value,basis,coder\n{lines}\n")
    with pytest.raises(ValueError, match=message):
        load_codings(path, codebook)
    assert len(load_codings(path)) == len(row.split("\n"))


def test_one_value_for_each_target(tmp_path, codebook):
    rows = "a-001,stance,favor,Mara Doln,x\na-001,stance,against,Tomas Reval,x\n"
    path = write(tmp_path, f"statement_id,variable,value,target,coder\n{rows}")
    assert load_codings(path, codebook)["value"].tolist() == ["favor", "against"]


def test_sheet_shows_context_and_allowed_values(codebook):
    sheet = coding_sheet(statements(), codebook, "human:ana")
    assert sheet["before"].tolist() == ["", "Petra Osk called the vote unlawful.", TEXT]
    assert sheet["after"].tolist() == ["Mara Doln won it fairly.", "", ""]
    assert sheet["legitimacy_values"][0] == "legitimation | delegitimation | none"
    assert sheet["settlement_values"][0] == "favor | against | none"
    assert [c for c in sheet if c.startswith("legitimacy")] == [
        "legitimacy", "legitimacy_values", "legitimacy_basis", "legitimacy_target", "legitimacy_evidence",
    ]  # fmt: skip
    assert [c for c in sheet if c.startswith("settlement")] == [
        "settlement",
        "settlement_values",
        "settlement_evidence",
    ]
    assert (sheet[["legitimacy", "settlement"]] == "").all(axis=None)
    with pytest.raises(ValueError, match="Name who will fill in"):
        coding_sheet(statements(), codebook, " ")


def test_filled_sheet_becomes_codings(tmp_path, codebook):
    sheet = coding_sheet(statements(), codebook, "human:ana")
    sheet.loc[0, ["legitimacy", "legitimacy_basis", "legitimacy_target", "legitimacy_evidence"]] = [
        "delegitimation | legitimation", "legal | legal;electoral", "the vote", "unlawful | vote",
    ]  # fmt: skip
    sheet.loc[1, "settlement"] = "none"
    save_coding_sheet(sheet, tmp_path / "sheet.csv")
    codings = load_codings(tmp_path / "sheet.csv", codebook)
    assert codings[["statement_id", "variable", "value", "target", "basis", "evidence"]].values.tolist() == [
        ["a-001", "legitimacy", "delegitimation", "the vote", "legal", "unlawful"],
        ["a-001", "legitimacy", "legitimation", "the vote", "legal;electoral", "vote"],
        ["a-002", "settlement", "none", "", "", ""],
    ]
    assert [TEXT[s:e] for s, e in zip(codings["start"][:2], codings["end"][:2])] == ["unlawful", "vote"]
    assert set(codings["coder"]) == {"human:ana"}
    with pytest.raises(ValueError, match=r"coding sheet. Pass the codebook"):
        load_codings(tmp_path / "sheet.csv")


def test_filled_sheet_from_a_spreadsheet_program(tmp_path, codebook):
    sheet = coding_sheet(statements(), codebook, "human:ana")
    sheet["settlement"] = ["favor", "", "none"]
    sheet.to_excel(tmp_path / "sheet.xlsx", index=False)
    assert load_codings(tmp_path / "sheet.xlsx", codebook)["value"].tolist() == ["favor", "none"]
    semicolons = sheet.to_csv(index=False, sep=";", lineterminator="\r\n") + ";" * (sheet.shape[1] - 1) + "\r\n"
    path = write(tmp_path, "\ufeff" + semicolons)
    assert load_codings(path, codebook)["value"].tolist() == ["favor", "none"]


def test_workbook_offers_values_and_runs_no_formula(tmp_path, codebook):
    frame = statements()
    frame.loc[2, "text"] = "=1+1"
    sheet = coding_sheet(frame, codebook, "human:ana")
    sheet["settlement"] = ["favor", "", "none"]
    sheet.loc[2, "settlement_evidence"] = "1+1"
    save_coding_sheet(sheet, tmp_path / "one.xlsx")
    save_coding_sheet(sheet, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    page = openpyxl.load_workbook(tmp_path / "one.xlsx").active
    place = {cell.value: cell.column_letter for cell in page[1]}
    assert page[f"{place['text']}4"].data_type == "s"
    lists = {str(v.sqref): v.formula1 for v in page.data_validations.dataValidation}
    assert lists[f"{place['settlement']}2:{place['settlement']}4"] == '"favor,against,none"'
    codings = load_codings(tmp_path / "one.xlsx", codebook)
    assert codings[["statement_id", "value", "evidence"]].values.tolist() == [
        ["a-001", "favor", ""],
        ["a-003", "none", "1+1"],
    ]
    assert codings["start"].tolist() == [pd.NA, 63]
    with pytest.raises(ValueError, match=r"written as .xlsx, .csv or .tsv; got '.parquet'"):
        save_coding_sheet(sheet, tmp_path / "sheet.parquet")


def test_lines_of_the_command_line_and_of_other_tools(tmp_path):
    coding = {
        "variable": "threat",
        "value": "denial",
        "coder": "rules:x",
        "basis": ["legal", "moral"],
        "confidence": None,
    }
    nested = {
        "doc_id": "a",
        "statement_id": "a-001",
        "text": "No.",
        "codings": [coding, {**coding, "value": "warning"}],
    }
    empty = {"doc_id": "a", "statement_id": "a-003", "text": "Yes.", "codings": []}
    flat = {"statement_id": "a-002", "variable": "threat", "value": "none", "coder": "rules:x"}
    path = write(tmp_path, "\n".join(json.dumps(r) for r in (nested, flat, empty)) + "\n", "c.jsonl")
    codings = load_codings(path)
    assert codings[["statement_id", "value", "basis"]].values.tolist() == [
        ["a-001", "denial", "legal;moral"], ["a-001", "warning", "legal;moral"],
        ["a-002", "none", ""], ["a-003", "none", ""],
    ]  # fmt: skip
    assert codings["confidence"].isna().all()
    for text, message in [
        ("{]", "line 1 holds no codings"),
        ("[]", r"found '\[\]'"),
        ('{"codings": [{}]}', "line 1"),
    ]:
        with pytest.raises(ValueError, match=message):
            load_codings(write(tmp_path, text, "bad.jsonl"))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"legitimacy": "legitimation", "legitimacy_evidence": "sham"},
            "a-001: the evidence 'sham' is not in the statement",
        ),
        ({"legitimacy": "legitimation", "legitimacy_basis": "legal | electoral"}, "has 1 values and 2 of basis"),
        ({"legitimacy_target": "the vote"}, "has 0 values and 1 of target"),
    ],
)
def test_sheets_filled_in_wrongly_say_where(tmp_path, codebook, cells, message):
    sheet = coding_sheet(statements(), codebook, "human:ana")
    sheet.loc[0, list(cells)] = list(cells.values())
    save_coding_sheet(sheet, tmp_path / "sheet.csv")
    with pytest.raises(ValueError, match=message):
        load_codings(tmp_path / "sheet.csv", codebook)


def test_ratings_by_coder():
    codings = table(
        ("s2", "threat", "warning", "b"),
        ("s2", "threat", "denial", "b"),
        ("s2", "threat", "denial", "b"),
        ("s1", "threat", "none", "a"),
        ("s1", "threat", "none", "b"),
        ("s3", "tone", "sharp", "a"),
    )
    assert ratings_table(codings, "threat").to_dict("list") == {
        "statement_id": ["s2", "s1"], "a": ["", "none"], "b": ["denial;warning", "none"],
    }  # fmt: skip
    with pytest.raises(ValueError, match=r"nobody coded 'mood'. Variables coded: \['threat', 'tone'\]"):
        ratings_table(codings, "mood")
