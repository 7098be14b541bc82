"""The command line as a person and as a program use it: results out, one line for each fault, status 2."""

import json
import subprocess
import sys

import pandas as pd
import pytest

from discourse import cli

ARTICLE = """---
title: Vesk doubts the vote
date: 2031-05-02
outlet: Lorn Post
genre: news
---

Kadar's election was a sham, Vestrian Foreign Minister Ilan Vesk said on Friday.

"If they cross the river, our army will strike back," he said.

It rained in Lorn.
"""


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "vesk.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*words):
        monkeypatch.setattr(sys, "argv", ["discourse", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


def test_code_prints_one_statement_a_line(run, article):
    status, out, err = run("code", article, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (status, err, len(rows)) == (0, "", 3)
    assert [r["statement_id"] for r in rows] == ["vesk-001", "vesk-002", "vesk-003"]
    assert rows[0]["speaker"] == rows[1]["speaker"] == "Ilan Vesk"
    assert "delegitimation" in [c["value"] for c in rows[0]["codings"]]
    for row in rows:
        for coding in row["codings"]:
            assert coding["evidence"] in row["text"]


def test_code_for_a_reader_shows_head_and_codes(run, article):
    _, out, _ = run("code", article)
    assert out.startswith("# Vesk doubts the vote\n2031-05-02  Lorn Post  news\n")
    assert "- legitimacy: delegitimation" in out


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_code_writes_tables(run, article, tmp_path, kind):
    target = tmp_path / f"codings.{kind}"
    assert run("code", article, "-f", kind, "-o", target)[0] == 0
    table = pd.read_csv(target) if kind == "csv" else pd.read_parquet(target)
    assert set(table["statement_id"]) == {"vesk-001", "vesk-002", "vesk-003"}
    status, _, err = run("code", article, "-f", kind)
    assert status == 2 and "needs --output FILE" in err


def test_attribute_prints_one_document_a_line(run, article):
    status, out, _ = run("attribute", article, "--format", "jsonl")
    (row,) = map(json.loads, out.splitlines())
    text = ARTICLE.split("---\n", 2)[2].strip() + "\n"
    assert status == 0 and row["id"] == "vesk"
    assert list(row["quotes"][0]) == ["cue", "sources", "contents", "speaker", "voice"]
    assert {"said"} == {text[slice(*q["cue"])] for q in row["quotes"]}
    assert {q["speaker"] for q in row["quotes"]} == {"Ilan Vesk"}


def test_attribute_for_a_reader(run, article):
    _, out, _ = run("attribute", article)
    assert "# vesk" in out and "Ilan Vesk  [said]" in out


def test_report_writes_a_page(run, article, tmp_path):
    status, _, err = run("report", article, "-o", tmp_path / "page.html")
    assert status == 0 and "1 documents, 3 statements" in err
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Vesk doubts the vote" in page and "delegitimation" in page


def test_a_bad_file_costs_one_line_and_the_good_ones_are_done(run, article, tmp_path):
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 cut short")
    status, out, err = run("code", article, tmp_path / "bad.docx", tmp_path / "absent.md", "-f", "jsonl")
    assert status == 2
    assert len(out.splitlines()) == 3
    assert len(err.splitlines()) == 2
    assert all(line.startswith("discourse: ") for line in err.splitlines())
    assert "bad.docx" in err and "absent.md: is not there" in err


def test_nothing_readable_is_status_2_without_a_traceback(run, tmp_path):
    for command in ("code", "attribute", "report"):
        status, out, err = run(command, tmp_path / "absent.md", *(["-o", tmp_path / "x.html"] * (command == "report")))
        assert (status, out) == (2, "")
        assert len(err.splitlines()) == 1
    assert not (tmp_path / "x.html").exists()


def test_an_unknown_codebook_is_one_line(run, article):
    status, _, err = run("code", article, "--codebook", "nope")
    assert status == 2 and len(err.splitlines()) == 1 and "nope" in err


def test_check_runs_the_examples_of_a_codebook(run, tmp_path):
    assert run("check", "legitimacy-threat")[0] == 0
    book = tmp_path / "rain.yaml"
    book.write_text(RAIN, encoding="utf-8")
    status, out, _ = run("check", book)
    assert status == 1
    assert "rain.yaml:10: near-miss of weather wet fails" in out and "He rained blows" in out
    assert out.splitlines()[-1] == "rain 1.0.0: 1 of 2 examples and near-misses hold."


RAIN = """name: rain
version: 1.0.0
title: Weather
variables:
  weather:
    definition: What falls.
    values:
      wet:
        definition: Rain is reported.
        near_misses: ['He rained blows on the table.']
        examples: ['It rained in Lorn.']
        cues: ['rain*']
"""


def test_workers_need_a_folder(run, article):
    status, _, err = run("code", article, "--workers", "2")
    assert status == 2 and "--output FOLDER" in err


def test_workers_write_parts_and_sum_them_up(run, tmp_path):
    "Ids that stand in two parts are said and cost the exit status, not the parts."
    source, out = tmp_path / "corpus.csv", tmp_path / "out"
    source.write_text("doc_id,text\na,It rained in Lorn.\nb,Kadar's vote was a sham.\n", encoding="utf-8")
    status, told, err = run("code", source, "--workers", "2", "-o", out)
    assert (status, err) == (0, "")
    assert told.splitlines()[-1].split()[:3] == ["done", "2", "2"]
    status, told, err = run("code", source, "--workers", "2", "-o", out)
    assert (status, told.splitlines()[-1].split()[0]) == (0, "kept")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["code", "--column", "text"], "--column text: expected FIELD=NAME"),
        (["attribute", "-f", "csv"], "--format csv is not for attributions"),
    ],
)
def test_options_that_do_not_fit_are_one_line(run, article, words, told):
    status, out, err = run(words[0], article, *words[1:])
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert told in err


def test_workers_take_an_address_and_write_parts(run, tmp_path):
    "One worker process would need a scheduler; the address alone shows that it came through whole."
    status, out, err = run("code", f"file://{tmp_path}/absent.csv", "--workers", "2", "-o", tmp_path / "out")
    assert (status, out) == (2, "")
    assert err.startswith(f"discourse: file://{tmp_path}/absent.csv: expected a table")
    status, _, err = run("code", "a.csv", "--workers", "2", "-o", tmp_path / "out", "-f", "csv")
    assert status == 2 and "write parquet; got --format csv" in err


def test_output_is_the_same_bytes_for_any_hash_seed(article, tmp_path):
    def bytes_with(seed):
        words = [sys.executable, "-m", "discourse", "code", str(article), "-f", "jsonl"]
        env = {"PYTHONHASHSEED": seed, "PATH": "", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
        return subprocess.run(words, capture_output=True, env=env, check=True).stdout

    assert bytes_with("1") == bytes_with("2")


def test_help_names_every_command(run):
    status, out, _ = run("--help")
    assert status == 0
    for command in ("code", "attribute", "report", "check", "reproduce"):
        assert command in out
