"""``discourse fetch``, ``reproduce`` and ``codebook``: what they print, skip, refuse and how they end."""

import functools

import nbformat
from test_cli import run  # noqa: F401
from test_datasets import registry  # noqa: F401

from discourse import datasets


def notebook(path, source, needs=()):
    new = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    new.metadata["discourse"] = {"needs": list(needs)}
    nbformat.write(new, path)


def test_reproduce_does_the_good_says_the_bad_and_skips_what_lacks_its_corpus(run, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCOURSE_CACHE", str(tmp_path / "cache"))
    for folder in ("notebooks", "data"):
        (tmp_path / folder).mkdir()
    notebook(tmp_path / "notebooks" / "01.ipynb", "raise KeyError('outlet')")
    notebook(tmp_path / "notebooks" / "02.ipynb", "open('../figures/f.txt', 'w').write('one')")
    notebook(tmp_path / "notebooks" / "03.ipynb", "raise KeyError('not run')", needs=["press"])
    status, out, err = run("reproduce")
    assert status == 2
    assert err == "discourse: notebooks/01.ipynb, cell 0: KeyError: 'outlet'\n"
    assert out.splitlines() == [
        "02.ipynb: 1 files drawn, 1 differences",
        "  f.txt: new, not in MANIFEST.csv",
        "03.ipynb: skipped; the cache lacks ['press']. Fetch them, or set DISCOURSE_CACHE.",
    ]
    assert (tmp_path / "figures" / "MANIFEST.csv").exists()


def test_reproduce_without_notebooks_is_one_line(run, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.chdir(tmp_path)
    assert run("reproduce") == (
        2, "", "discourse: notebooks: expected a notebook (.ipynb) or a folder with notebooks; found none.\n"
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_fetch_counts_what_came(run, registry, monkeypatch):  # noqa: F811
    fetched = datasets.fetch_press(registry=registry, progress=False)
    monkeypatch.setattr(datasets, "fetch_press", functools.partial(datasets.fetch_press, registry=registry))
    status, out, _ = run("fetch", "press")
    assert (status, out) == (0, f"press: 2 documents, {sum(map(len, fetched['text']))} characters\n")


def test_fetch_of_an_unknown_corpus_names_the_known(run):  # noqa: F811
    known = "['kremlin', 'press', 'us-statements', 'zelenskyy-speeches']"
    assert run("fetch", "moon") == (2, "", f"discourse: moon: expected one of {known}.\n")


def test_a_codebook_is_copied_to_be_changed(run, tmp_path):  # noqa: F811
    status, out, _ = run("codebook", "-o", tmp_path / "mine")
    copy = tmp_path / "mine" / "legitimacy-threat.yaml"
    assert (status, out) == (0, f"{copy}: change it, then run: discourse check {copy}\n")
    assert run("check", copy)[0] == 0
