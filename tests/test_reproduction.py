"""Notebooks are run anew; what differs from before is said, never hidden."""

import nbformat
import pytest

from discourse.reproduction import (
    digest_of,
    find_notebooks,
    read_manifest,
    reproduce_notebook,
    run_notebook,
    write_manifest,
)


def notebook(path, source, printed=""):
    cell = nbformat.v4.new_code_cell(source)
    if printed:
        cell["outputs"] = [nbformat.v4.new_output("stream", name="stdout", text=printed)]
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


@pytest.fixture
def house(tmp_path):
    for name in ("notebooks", "figures", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "a.txt").write_text("one text", encoding="utf-8")
    return tmp_path


DRAW = "from pathlib import Path\nPath('../figures/f.txt').write_text('{}')\nprint('{}')"


def test_a_digest_of_a_folder_sees_names_and_bytes(tmp_path):
    "The digest of a file is the published SHA-256 of its bytes."
    one = tmp_path / "one"
    one.mkdir()
    (one / "a.txt").write_bytes(b"abc")
    assert digest_of(one / "a.txt") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    before = digest_of(one)
    (one / "a.txt").rename(one / "b.txt")
    renamed = digest_of(one)
    (one / "b.txt").write_bytes(b"abd")
    assert len({before, renamed, digest_of(one)}) == 3


def test_first_run_is_new_second_is_the_same_third_differs(house):
    path = notebook(house / "notebooks" / "01.ipynb", DRAW.format("one", "one"), "one\n")
    bytes_before = path.read_bytes()
    drawn, differences = reproduce_notebook(path, house / "figures", house / "data")
    assert drawn == ["f.txt"]
    assert differences == ["f.txt: new, not in MANIFEST.csv"]
    assert reproduce_notebook(path, house / "figures", house / "data") == (["f.txt"], [])
    assert path.read_bytes() == bytes_before
    row = read_manifest(house / "figures")["f.txt"]
    assert row["notebook"] == "01.ipynb" and row["data_sha256"] == digest_of(house / "data")
    notebook(path, DRAW.format("two", "two"), "one\n")
    _, differences = reproduce_notebook(path, house / "figures", house / "data")
    assert differences[0] == "01.ipynb, code cell 1: printed other text than the file shows"
    assert differences[1].startswith("f.txt: sha256 was ")


def test_a_figure_that_is_no_longer_drawn_is_said(house):
    path = notebook(house / "notebooks" / "01.ipynb", DRAW.format("one", "one"), "one\n")
    reproduce_notebook(path, house / "figures", house / "data")
    notebook(path, "x = 1")
    _, differences = reproduce_notebook(path, house / "figures", house / "data")
    assert differences[-1] == "f.txt: in MANIFEST.csv, but 01.ipynb no longer draws it"


def test_a_failing_cell_is_named(house):
    path = notebook(house / "notebooks" / "02.ipynb", "raise KeyError('outlet')")
    with pytest.raises(ValueError, match=r"02\.ipynb, cell 0: KeyError: 'outlet'"):
        run_notebook(path)


def test_only_notebooks_are_found(house):
    path = notebook(house / "notebooks" / "01.ipynb", "x = 1")
    assert find_notebooks([house / "notebooks"]) == [path] == find_notebooks([path])
    with pytest.raises(ValueError, match="expected a notebook"):
        find_notebooks([house / "data"])


def test_the_manifest_is_written_in_the_order_of_names(tmp_path):
    rows = {n: dict(name=n, sha256="0", notebook="n", data_sha256="1", version="v") for n in ("b", "a")}
    write_manifest(tmp_path, rows)
    assert (tmp_path / "MANIFEST.csv").read_bytes() == (
        b"name,sha256,notebook,data_sha256,version\na,0,n,1,v\nb,0,n,1,v\n"
    )
    assert list(read_manifest(tmp_path)) == ["a", "b"]


def test_a_kernel_that_dies_and_a_cell_without_end_are_named(house):
    path = notebook(house / "notebooks" / "03.ipynb", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(ValueError, match=r"03\.ipynb: its kernel died"):
        run_notebook(path)
    notebook(path, "while True: pass")
    with pytest.raises(ValueError, match=r"03\.ipynb: a cell took longer than 1 seconds"):
        run_notebook(path, timeout=1)
