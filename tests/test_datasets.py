"""Corpora: the one that comes along, and public ones from servers good, slow, broken and lying."""

import csv
import hashlib
import http.server
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from discourse import datasets
from discourse._datasets_cache import REGISTRY, cache_folder, files_of, read_registry

SHARED = os.environ.get("DISCOURSE_SHARED")
needs_shared = pytest.mark.skipif(not SHARED, reason="set DISCOURSE_SHARED to the folder with seed, datasets and eval")
ARTICLES = {
    "press/article_0.json": ["Doln rules out withdrawal", "She spoke in Lorn. ", "“We will stay,” she said."],
    "press/article_1.json": ["Kadar answers", "The Amber Palace said no."],
}
FILES = {
    name: json.dumps(
        {"sentences": [{"content": s, "position_in_article": i} for i, s in reversed(list(enumerate(sentences)))]}
    ).encode()
    for name, sentences in ARTICLES.items()
}


class Server(http.server.BaseHTTPRequestHandler):
    """Serves FILES after the manner of the class: each path of a request is counted."""

    manner, asked, stuck = "good", [], threading.Event()

    def do_GET(self):
        name = self.path.lstrip("/")
        Server.asked.append(name)
        data = FILES[name]
        if Server.manner == "lost":
            return self.send_error(404)
        sent = {"lying": data[:-1] + b"X", "endless": data + b" " * 1000}.get(Server.manner, data)
        self.send_response(200)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        breaks = Server.manner == "broken" or (Server.manner == "broken once" and Server.asked.count(name) == 1)
        for i in range(0, len(sent) // 2 if breaks else len(sent), 40):
            self.wfile.write(sent[i : i + 40])
            if Server.manner == "stuck":
                self.wfile.flush()
                Server.stuck.set()
                threading.Event().wait(5)
                break
            if Server.manner == "slow":
                self.wfile.flush()
                threading.Event().wait(0.005)
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def registry(tmp_path, monkeypatch):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("DISCOURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    Server.asked.clear()
    Server.manner = "good"
    path = tmp_path / "registry.csv"
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["corpus", "name", "sha256", "bytes", "url", "genre", "speaker"])
        for name, data in FILES.items():
            digest = hashlib.sha256(data).hexdigest()
            writer.writerow(
                ["press", name, digest, len(data), f"http://127.0.0.1:{server.server_port}/{name}", "news", ""]
            )
    read_registry.cache_clear()
    yield path
    server.shutdown()
    server.server_close()


def in_cache():
    return sorted(str(p.relative_to(cache_folder())) for p in cache_folder().rglob("*") if p.is_file())


@pytest.mark.parametrize("manner", ["good", "slow", "broken once"])
def test_a_corpus_is_fetched_once_and_then_read_from_the_cache(registry, manner, capsys):
    Server.manner = manner
    documents = datasets.fetch_press(registry=registry)
    assert documents[["doc_id", "title", "text", "genre"]].values.tolist() == [
        ["article_0", "Doln rules out withdrawal", "She spoke in Lorn.\n\n“We will stay,” she said.", "news"],
        ["article_1", "Kadar answers", "The Amber Palace said no.", "news"],
    ]
    assert in_cache() == sorted(FILES)
    asked = len(Server.asked)
    Server.manner = "lost"
    assert datasets.fetch_press(registry=registry).equals(documents) and len(Server.asked) == asked
    assert capsys.readouterr().out == ""


def test_a_broken_connection_leaves_nothing_under_the_name(registry):
    Server.manner = "broken"
    with pytest.raises(ValueError, match=r"press/article_0\.json was not fetched.*0 of 2 files of 'press' are in"):
        datasets.fetch_press(registry=registry)
    assert in_cache() == [] and len(Server.asked) == 2
    Server.manner = "good"
    assert len(datasets.fetch_press(registry=registry)) == 2


def test_a_lying_server_is_refused_with_both_hashes(registry):
    Server.manner = "lying"
    data = FILES["press/article_0.json"]
    expected, found = (hashlib.sha256(d).hexdigest() for d in (data, data[:-1] + b"X"))
    with pytest.raises(ValueError, match=f"expected SHA-256 {expected}.*found SHA-256 {found}"):
        datasets.fetch_press(registry=registry)
    assert in_cache() == []


def test_a_server_that_sends_too_much_is_stopped(registry):
    Server.manner = "endless"
    with pytest.raises(ValueError, match=f"more than {len(FILES['press/article_0.json'])} bytes"):
        datasets.fetch_press(registry=registry)
    assert in_cache() == []


def test_a_lost_file_and_a_dead_server_are_said(registry):
    Server.manner = "lost"
    with pytest.raises(ValueError, match="HTTPError: HTTP Error 404"):
        datasets.fetch_press(registry=registry)
    text = registry.read_text()
    registry.write_text(re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:9", text))
    read_registry.cache_clear()
    with pytest.raises(ValueError, match=r"set DISCOURSE_CACHE to a folder that holds them"):
        datasets.fetch_press(registry=registry)


def test_what_was_fetched_before_a_break_is_kept(registry):
    datasets.fetch_press(registry=registry)
    (cache_folder() / "press/article_1.json").unlink()
    Server.manner = "broken"
    with pytest.raises(ValueError, match="1 of 2 files"):
        datasets.fetch_press(registry=registry)
    assert in_cache() == ["press/article_0.json"]


def test_a_changed_file_in_the_cache_is_refused_and_kept(registry):
    datasets.fetch_press(registry=registry)
    path = cache_folder() / "press/article_1.json"
    path.write_bytes(b"changed")
    expected = hashlib.sha256(FILES["press/article_1.json"]).hexdigest()
    found = hashlib.sha256(b"changed").hexdigest()
    with pytest.raises(ValueError, match=rf"article_1\.json: expected SHA-256 {expected} .*found {found} .*remove it"):
        datasets.fetch_press(registry=registry)
    assert path.read_bytes() == b"changed"


def test_an_interrupt_leaves_nothing_and_the_next_run_works(registry, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("rich.progress.Progress.advance", interrupt)
        with pytest.raises(KeyboardInterrupt):
            datasets.fetch_press(registry=registry)
    assert in_cache() == []
    assert len(datasets.fetch_press(registry=registry)) == 2


def test_a_killed_run_leaves_no_half_file_under_its_name(registry):
    Server.manner = "stuck"
    code = f"from discourse import datasets; datasets.fetch_press(registry={str(registry)!r})"
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    assert Server.stuck.wait(60)
    process.kill()
    process.wait()
    assert not set(in_cache()) & set(FILES)
    Server.manner = "good"
    assert len(datasets.fetch_press(registry=registry)) == 2


def test_the_progress_bar_goes_to_standard_error(registry, capsys):
    files_of("press", progress=True, registry=registry)
    assert capsys.readouterr().out == ""


def test_the_registry_is_whole():
    rows = read_registry(REGISTRY)
    assert len(rows) == 232 and len({row["name"] for row in rows}) == 232
    for row in rows:
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"]) and int(row["bytes"]) > 0
        assert re.match(r"https://raw\.githubusercontent\.com/[\w-]+/[\w-]+/[0-9a-f]{40}/", row["url"])
        assert row["licence"] and row["citation"] and ".." not in row["name"] and not row["name"].startswith("/")
    table = datasets.corpora_table()
    assert table[["corpus", "files"]].values.tolist() == [["kremlin", 140], ["press", 90], ["us", 1], ["zelenskyy", 1]]


def test_the_demonstration_corpus():
    demo = datasets.load_demo()
    assert len(demo) >= 12 and demo.doc_id.is_unique
    assert demo.date.str.fullmatch(r"\d{4}-\d\d-\d\d").all() and demo.outlet.ne("").all() and demo.title.ne("").all()
    assert set(demo.genre) <= {"news", "transcript", "statement", "analysis"}


@needs_shared
@pytest.mark.parametrize(
    ("fetch", "count", "genres"),
    [
        ("fetch_press", 90, {"news"}),
        ("fetch_us_statements", 291, {"statement", "transcript"}),
        ("fetch_zelenskyy_speeches", 273, {"statement"}),
        ("fetch_kremlin", 140, {"", "transcript"}),
    ],
)
def test_a_filled_cache_asks_no_network(fetch, count, genres, monkeypatch):
    monkeypatch.setenv("DISCOURSE_CACHE", str(Path(SHARED) / "datasets"))
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("the network was asked"))
    documents = getattr(datasets, fetch)()
    assert len(documents) == count and documents.doc_id.is_unique and documents.text.str.strip().ne("").all()
    assert set(documents.genre) == genres
    if fetch == "fetch_zelenskyy_speeches":
        assert set(documents.speaker) == {"Volodymyr Zelenskyy"}
