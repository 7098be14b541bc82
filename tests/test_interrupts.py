"""Ctrl-C, a job ended by its system, kill -9 and a full disk: no half file under its name, and the next run works."""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import nbformat
import pandas as pd
import pytest
from test_datasets import FILES, Server, in_cache, registry  # noqa: F401

from discourse import _checks, cli, datasets
from discourse._checks import check_target, written_whole
from discourse.reproduction import read_manifest, write_manifest
from discourse.scale import code_corpus

TEXT = 'President Tomas Reval of Kadar said the vote in Vestria was "a sham". If they stay, our army will remove them.'
INTERRUPTED = "discourse: interrupted. Nothing half done was kept; the same command begins again or goes on.\n"
HALF = """
import pathlib, time
write = pathlib.Path.write_bytes
def half(path, data):
    write(path, data[: len(data) // 2])
    pathlib.Path("half").touch()
    time.sleep(60)
pathlib.Path.write_bytes = half
"""


@pytest.fixture
def corpus(tmp_path):
    """A table that takes long enough to be interrupted, and one that does not."""

    def save(name, count):
        rows = [{"doc_id": f"d{i:04d}", "text": "\n\n".join([TEXT] * 5)} for i in range(count)]
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    save("long.jsonl", 1500)
    save("short.jsonl", 12)
    return tmp_path


def interrupted(folder, words, ready, number, code="", group=False):
    """Status and standard error of ``discourse WORDS`` that gets a signal once ``ready`` is true."""
    program = f"{code}\nfrom discourse.cli import main\nmain()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        for _ in range(3000):
            if process.poll() is not None:
                pytest.fail(f"ended before the signal: {process.communicate()}")
            if ready():
                break
            threading.Event().wait(0.02)  # time.sleep may be patched away
        else:
            pytest.fail("was not ready for the signal within a minute")
        (os.killpg if group else os.kill)(process.pid, number)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    return process.returncode, err


def run_here(*words):
    """The exit status of a command run in this process."""
    before = sys.argv
    sys.argv = ["discourse", *map(str, words)]
    try:
        cli.main()
    except SystemExit as end:
        return end.code or 0
    finally:
        sys.argv = before


def partials(folder):
    return sorted(p for p in folder.rglob("*.partial"))


def grown(folder):
    return any(p.stat().st_size > 0 for p in partials(folder))


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_code_leaves_the_file_of_before(corpus, number, status):
    out = corpus / "out.jsonl"
    out.write_text("of before", encoding="utf-8")
    words = ["code", "long.jsonl", "-f", "jsonl", "-o", out]
    found, err = interrupted(corpus, words, lambda: grown(corpus), number)
    assert (found, err) == (status, INTERRUPTED if status == 130 else "")
    assert out.read_text(encoding="utf-8") == "of before"
    assert len(partials(corpus)) == (number == signal.SIGKILL)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 130), (signal.SIGKILL, -9)])
def test_report_cut_in_the_middle_of_its_page(corpus, number, status):
    words = ["report", "short.jsonl", "-o", "page.html"]
    found, err = interrupted(corpus, words, (corpus / "half").exists, number, HALF)
    assert (found, err) == (status, INTERRUPTED if status == 130 else "")
    assert not (corpus / "page.html").exists()
    for left in partials(corpus):
        os.utime(left, (0, 0))
    assert run_here("report", corpus / "short.jsonl", "-o", corpus / "page.html") == 0
    assert (corpus / "page.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert partials(corpus) == []


def test_fetch_stopped_while_the_server_sends(registry, tmp_path):  # noqa: F811
    Server.manner = "stuck"
    Server.stuck.clear()
    code = (
        "import functools; from discourse import datasets;"
        f"datasets.fetch_press = functools.partial(datasets.fetch_press, registry={str(registry)!r})"
    )
    found, err = interrupted(tmp_path, ["fetch", "press"], Server.stuck.is_set, signal.SIGINT, code)
    assert (found, err.splitlines()[-1:]) == (130, INTERRUPTED.splitlines())
    assert "Traceback" not in err and in_cache() == []
    Server.manner = "good"
    assert len(datasets.fetch_press(registry=registry)) == 2


def test_reproduce_stopped_in_a_cell_takes_its_kernel_along(tmp_path):
    for name in ("notebooks", "figures", "data"):
        (tmp_path / name).mkdir()
    cell = "import os, time; from pathlib import Path; Path('../kernel').write_text(str(os.getpid())); time.sleep(60)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    nbformat.write(notebook, tmp_path / "notebooks" / "01.ipynb")
    before = {"f.pdf": dict(name="f.pdf", sha256="0", notebook="01.ipynb", data_sha256="1", version="v")}
    write_manifest(tmp_path / "figures", before)
    kernel = tmp_path / "kernel"
    ready = lambda: kernel.exists() and kernel.read_text()  # noqa: E731
    assert interrupted(tmp_path, ["reproduce"], ready, signal.SIGINT) == (130, INTERRUPTED)
    assert read_manifest(tmp_path / "figures") == before
    with pytest.raises(ProcessLookupError):
        os.kill(int(kernel.read_text()), 0)


def test_a_manifest_cut_in_the_middle_is_the_one_of_before(tmp_path):
    write_manifest(tmp_path, {})
    before = (tmp_path / "MANIFEST.csv").read_bytes()
    code = HALF + "from discourse.reproduction import write_manifest, COLUMNS\n"
    code += f"write_manifest({str(tmp_path)!r}, dict(a=dict.fromkeys(COLUMNS, 'x')))"
    assert interrupted(tmp_path, [], (tmp_path / "half").exists, signal.SIGKILL, code)[0] == -9
    assert (tmp_path / "MANIFEST.csv").read_bytes() == before


def test_workers_stopped_by_ctrl_c_go_on_where_they_were(corpus, monkeypatch):
    pytest.importorskip("distributed")
    lines = (corpus / "long.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[:120]
    (corpus / "parts.jsonl").write_text("".join(lines), encoding="utf-8")
    monkeypatch.chdir(corpus)
    words = ["code", "parts.jsonl", "-o", "out", "--workers", "2"]
    code = "import functools; from discourse import scale;"
    code += "scale.code_corpus = functools.partial(scale.code_corpus, rows=12)"
    done = corpus / "out" / "done"
    found, err = interrupted(corpus, words, lambda: any(done.glob("*.json")), signal.SIGINT, code, group=True)
    assert (found, err) == (130, INTERRUPTED)
    kept = {p: p.stat().st_mtime_ns for p in done.glob("*.json")}
    assert 0 < len(kept) < 10
    told = code_corpus("parts.jsonl", "out", rows=12, encoder="small")
    assert list(told["status"]).count("kept") == len(kept) and set(told["status"]) == {"kept", "done"}
    assert kept.items() <= {p: p.stat().st_mtime_ns for p in done.glob("*.json")}.items()
    assert told["documents"].sum() == 120 == pd.read_parquet("out/statements")["doc_id"].nunique()


@contextmanager
def disk_of(size):
    """As if the disk ended after ``size`` bytes of a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    "words", ["code -f jsonl", "code -f csv", "code -f parquet", "attribute -f jsonl", "report"], ids=lambda w: w
)
def test_a_full_disk_is_one_line_and_the_next_run_works(words, corpus, capsys):
    out = corpus / f"out.{words.split()[-1]}"
    command = [*words.split(), corpus / "short.jsonl", "-o", out]
    with disk_of(1000):
        assert run_here(*command) == 2
    assert capsys.readouterr().err == (
        f"discourse: [Errno 27] No room for the whole file, so it was not written. Make room: '{out}'\n"
    )
    assert not out.exists() and partials(corpus) == []
    assert run_here(*command) == 0
    assert out.stat().st_size > 1000


def test_a_full_disk_costs_parts_of_a_corpus_that_the_next_run_does(corpus):
    source, out, problems = corpus / "short.jsonl", corpus / "out", []
    code_corpus(source, out, rows=6)  # takes over the plan
    for done in (out / "done").glob("*.json"):
        done.unlink()
    with disk_of(1000):
        assert set(code_corpus(source, out, rows=6, problems=problems)["status"]) == {"failed"}
    assert len(problems) == 2 and all("OSError: [Errno 27]" in problem for problem in problems)
    assert partials(out) == []
    assert set(code_corpus(source, out, rows=6)["status"]) == {"done"}


def test_a_full_disk_stops_a_fetch(registry):  # noqa: F811
    with disk_of(100), pytest.raises(ValueError, match=r"article_0\.json was not fetched .* File too large"):
        datasets.fetch_press(registry=registry)
    assert in_cache() == []
    assert sorted(FILES) == sorted(
        p for _ in datasets.fetch_press(registry=registry).head(1).doc_id for p in in_cache()
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_standard_output_on_a_full_disk_is_one_line(corpus):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "discourse", "code", "short.jsonl", "-f", "jsonl"],
            cwd=corpus, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "discourse: [Errno 28] No space left on device\n")


def test_two_writers_of_one_file_do_not_meet(tmp_path):
    path = tmp_path / "f.txt"
    with written_whole(path) as one:
        one.write_text("one, long", encoding="utf-8")
        with written_whole(path) as other:
            assert one != other
            other.write_text("two", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "two"
    assert path.read_text(encoding="utf-8") == "one, long"
    assert os.listdir(tmp_path) == ["f.txt"]


def test_what_a_killed_run_left_is_used_up_only_when_it_is_old(tmp_path):
    path, left = tmp_path / "f.txt", tmp_path / ".f.txt.0.partial"
    left.write_text("half", encoding="utf-8")
    with written_whole(path) as partial:
        assert partial == tmp_path / ".f.txt.1.partial"
    assert left.exists()
    age = time.time() - _checks.STALE - 5
    os.utime(left, (age, age))
    with written_whole(path) as partial:
        assert partial == left and left.read_text(encoding="utf-8") == ""
    assert os.listdir(tmp_path) == ["f.txt"]


def test_links_stay_links_and_pipes_are_written_to(tmp_path):
    (tmp_path / "target.txt").write_text("before", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("target.txt")
    with written_whole(tmp_path / "link.txt") as partial:
        partial.write_text("after", encoding="utf-8")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "target.txt").read_text(encoding="utf-8") == "after"
    os.mkfifo(tmp_path / "pipe")
    check_target(tmp_path / "pipe")
    with written_whole(tmp_path / "pipe") as itself:
        assert itself == tmp_path / "pipe"
    assert sorted(os.listdir(tmp_path)) == ["link.txt", "pipe", "target.txt"]


@pytest.mark.parametrize("command", ["code", "attribute", "report"])
def test_a_folder_as_output_is_refused_before_the_work(command, corpus, capsys, monkeypatch):
    monkeypatch.setattr(cli, "_read", lambda *_: pytest.fail("read before the output was looked at"))
    assert run_here(command, corpus / "short.jsonl", "-o", corpus) == 2
    assert capsys.readouterr().err == (
        f"discourse: {corpus}: expected the name of a file to write; found a folder. Name a file in it.\n"
    )
