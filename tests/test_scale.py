"""A corpus in partitions gives the rows of a single run, whatever breaks on the way."""

import json
import os
import signal
import sys
import time
from itertools import pairwise

import pandas as pd
import pytest

from discourse._scale_parts import find_sources, plan_partitions
from discourse.classifier import Classifier, recode
from discourse.documents import read_documents
from discourse.rules import code_by_rules
from discourse.scale import _runner, code_corpus, connected
from discourse.statements import find_statements

LINES = [
    'President Tomas Reval of Kadar said the vote in Vestria was "a sham".',
    "If they do not leave Ostmark, our army will remove them by force, Defence Minister Dana Korit said.",
    'Mara Doln, who leads Vestria, welcomed the plan.\n\n"We accept it," she said.',
    "The river rose, and the market in Tesh stayed closed.",
]


@pytest.fixture(scope="module")
def corpus():
    rows = [(f"d{i:02d}", f"Title, {i}", LINES[i % 4] + f"\n\nIt was day {i}.", "news") for i in range(11)]
    return pd.DataFrame(rows, columns=["doc_id", "title", "text", "genre"])


@pytest.fixture(scope="module")
def single(corpus, tmp_path_factory):
    path = tmp_path_factory.mktemp("single") / "corpus.parquet"
    corpus.to_parquet(path, index=False)
    statements = find_statements(read_documents(path))
    return statements, code_by_rules(statements)


def save(corpus, path):
    if path.suffix == ".parquet":
        corpus.to_parquet(path, index=False, row_group_size=4)
    elif path.suffix == ".csv":
        corpus.to_csv(path, index=False, lineterminator="\n")
    else:
        path.write_text("".join(json.dumps(r) + "\n" for r in corpus.to_dict("records")), encoding="utf-8")
    return path


def rows_of(out, name):
    parts = [pd.read_parquet(p) for p in sorted((out / name).glob("part-*.parquet"))]
    return pd.concat([p for p in parts if len(p)], ignore_index=True)


def assert_same_as(single, out):
    for name, table in zip(("statements", "codings"), single):
        pd.testing.assert_frame_equal(rows_of(out, name), table.reset_index(drop=True), check_dtype=False)


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl"])
def test_partitions_give_the_rows_of_a_single_run(kind, corpus, single, tmp_path):
    source = save(corpus, tmp_path / f"corpus.{kind}")
    told = code_corpus(source, tmp_path / "out", rows=3)
    assert list(told["status"]) == ["done"] * 4
    assert list(told["documents"]) == [3, 3, 3, 2]
    assert_same_as(single, tmp_path / "out")


def test_partitions_are_coded_by_classifiers_as_a_single_run_is(corpus, single, tmp_path):
    statements, codings = single
    model = Classifier("legitimacy", multiple=True).fit(statements, codings, codings)
    source = save(corpus, tmp_path / "corpus.parquet")
    code_corpus(source, tmp_path / "out", rows=3, classifiers=[model])
    assert_same_as((statements, recode(statements, codings, [model])), tmp_path / "out")
    with pytest.raises(ValueError, match="expected the plan of this run"):
        code_corpus(source, tmp_path / "out", rows=3)


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl"])
def test_partitions_tile_the_file(kind, corpus, tmp_path):
    "Every row in exactly one part; quoted line breaks do not cut a record."
    files, tables = find_sources(save(corpus, tmp_path / f"corpus.{kind}"))
    parts = plan_partitions(files, tables, 4)
    assert [p["part"] for p in parts] == [0, 1, 2]
    for one, other in pairwise(parts):
        assert one["stop"] == other["start"]


def test_a_second_run_redoes_only_what_is_missing(corpus, single, tmp_path):
    source, out = save(corpus, tmp_path / "corpus.jsonl"), tmp_path / "out"
    code_corpus(source, out, rows=4)
    (out / "done" / "part-00001.json").unlink()
    (out / "codings" / "part-00001.parquet").unlink()
    assert list(code_corpus(source, out, rows=4)["status"]) == ["kept", "done", "kept"]
    assert_same_as(single, out)
    with pytest.raises(ValueError, match="expected the plan of this run"):
        code_corpus(source, out, rows=5)


def test_a_failing_partition_is_listed_and_the_rest_done(corpus, tmp_path, monkeypatch):
    from discourse import _scale_parts, scale

    def breaks(part, *settings):
        if part["part"] == 1:
            raise OSError("disk is full")
        return _scale_parts.code_partition(part, *settings)

    source, out, problems = save(corpus, tmp_path / "corpus.jsonl"), tmp_path / "out", []
    monkeypatch.setattr(scale, "code_partition", breaks)
    assert list(code_corpus(source, out, rows=4, problems=problems)["status"]) == ["done", "failed", "done"]
    assert len(problems) == 1 and "part 1: OSError: disk is full" in problems[0]
    monkeypatch.undo()
    assert list(code_corpus(source, out, rows=4)["status"]) == ["kept", "done", "kept"]


def test_bad_rows_and_double_ids_are_said(corpus, tmp_path):
    source, problems = tmp_path / "corpus.jsonl", []
    lines = [json.dumps(r) for r in corpus.to_dict("records")]
    source.write_text("\n".join([*lines[:4], "{broken", *lines[4:], lines[0]]), encoding="utf-8")
    told = code_corpus(source, tmp_path / "out", rows=4, problems=problems)
    assert told["documents"].sum() == 12
    assert any("part 1" in p and "left out" in p for p in problems)
    assert any("doc_id" in p and "'d00'" in p for p in problems)


HOSTILE = (
    b'\xef\xbb\xbf"doc_id";"text, whole";"text"\r\n'
    b'"a";"x, y";"It rained in Lorn; it rained in Tesh.\r\n\r\n""Rain,"" said\nPetra Osk."\r\n'
    b"\r\n"
    b'"b";"";"The army will strike back,\nDana Korit said; nobody doubted it."\r\n'
    b'"c";"";"one field too many";"d"\r\n'
    b'"e";"";"Kadar\'s vote was a sham, Ilan Vesk said."'
)


def test_records_with_breaks_and_separators_in_their_cells_are_not_cut(tmp_path):
    "A mark of byte order, semicolons, quoted breaks and commas, an empty line, a row too long, no break at the end."
    source, problems = tmp_path / "hostile.csv", []
    source.write_bytes(HOSTILE)
    statements = find_statements(read_documents(source, problems=[]))
    told = code_corpus(source, tmp_path / "out", rows=1, problems=problems)
    assert list(told["documents"]) == [1, 1, 0, 1]
    assert len(problems) == 1 and "part 2" in problems[0]
    assert_same_as((statements, code_by_rules(statements)), tmp_path / "out")


def test_a_bad_first_line_is_a_bad_row_not_a_bad_corpus(corpus, tmp_path):
    source, problems = save(corpus, tmp_path / "corpus.jsonl"), []
    source.write_bytes(b"{broken\n[1]\n\n" + source.read_bytes())
    assert code_corpus(source, tmp_path / "out", rows=4, problems=problems)["documents"].sum() == 11
    assert len(problems) == 1 and "2 rows left out" in problems[0]


def test_addresses_of_fsspec_give_the_same_rows(corpus, single, tmp_path):
    source = save(corpus, tmp_path / "corpus.jsonl")
    code_corpus(f"file://{source}", tmp_path / "out", rows=4)
    assert_same_as(single, tmp_path / "out")


def test_a_folder_of_tables_is_one_corpus(corpus, single, tmp_path):
    (tmp_path / "in").mkdir()
    save(corpus.head(5), tmp_path / "in" / "a.csv")
    save(corpus.tail(6), tmp_path / "in" / "b.parquet")
    (tmp_path / "in" / ".b.parquet.0.partial").write_bytes(b"half")
    told = code_corpus(tmp_path / "in", tmp_path / "out", rows=4)
    assert list(told["documents"]) == [4, 1, 4, 2]
    assert_same_as(single, tmp_path / "out")


def test_no_scheduler_is_one_line(monkeypatch):
    distributed = pytest.importorskip("distributed")

    def refuse(address, timeout):
        raise OSError(f"Timed out trying to connect to {address}")

    monkeypatch.setattr(distributed, "Client", refuse)
    told = pytest.raises(ValueError, match=r"127.0.0.1:1: expected a Dask scheduler; Timed out .* dask scheduler")
    with told, connected("tcp://127.0.0.1:1"):
        pytest.fail("was connected")
    with connected(None) as client:
        assert client is None


def test_own_workers_listen_on_this_machine_alone():
    pytest.importorskip("distributed")
    psutil = pytest.importorskip("psutil")
    with _runner(None, 2) as run:
        assert list(run([], ())) == []
        mine = psutil.Process()
        found = [c for p in [mine, *mine.children(recursive=True)] for c in p.net_connections() if c.status == "LISTEN"]
    assert len(found) >= 3 and {c.laddr.ip for c in found} == {"127.0.0.1"}


def test_workers_without_the_extra_say_what_to_install(corpus, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ValueError, match=r"pip install 'discourse\[scale\]'"):
        code_corpus(save(corpus, tmp_path / "corpus.jsonl"), tmp_path / "out", workers=2, rows=4)


def test_what_cannot_be_coded_is_refused(tmp_path):
    with pytest.raises(ValueError, match="expected a table"):
        code_corpus(tmp_path, tmp_path / "out")
    (tmp_path / "x.csv").write_text("title,text\na,b\n", encoding="utf-8")
    with pytest.raises(ValueError, match="expected a column of document ids"):
        code_corpus(tmp_path / "x.csv", tmp_path / "out")
    (tmp_path / "x.csv").write_bytes(b"doc_id,text\na,\xff\n")
    with pytest.raises(ValueError, match=r"x\.csv: expected UTF-8 near byte 16"):
        code_corpus(tmp_path / "x.csv", tmp_path / "out")
    (tmp_path / "x.csv").write_bytes(b"doc_id,text\na,b\rc,d\n")
    with pytest.raises(ValueError, match=r"x\.csv: expected a CSV file near byte 20"):
        code_corpus(tmp_path / "x.csv", tmp_path / "out")
    (tmp_path / "x.jsonl").write_bytes(b"1\n\n")
    with pytest.raises(ValueError, match=r"x\.jsonl: expected a sound table; no line holds an object"):
        code_corpus(tmp_path / "x.jsonl", tmp_path / "out")
    (tmp_path / "x.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(ValueError, match=r"x\.parquet: expected a sound table"):
        code_corpus(tmp_path / "x.parquet", tmp_path / "out")


def test_two_workers_one_killed_in_the_middle(corpus, single, tmp_path):
    distributed = pytest.importorskip("distributed")
    source, out = save(corpus, tmp_path / "corpus.parquet"), tmp_path / "out"
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        victim = next(iter(client.run(os.getpid).values()))

        def kill():
            time.sleep(1.5)
            os.kill(victim, signal.SIGKILL)

        import threading

        thread = threading.Thread(target=kill)
        thread.start()
        told = code_corpus(source, out, client=client, rows=1)
        thread.join()
    assert set(told["status"]) == {"done"}
    assert_same_as(single, out)
