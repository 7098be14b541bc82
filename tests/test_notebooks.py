"""Notebooks run on another corpus and another codebook when their cell of parameters says so."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from discourse import code_by_rules, find_statements, read_documents, save_codings
from discourse.reproduction import digest_of, read_manifest, run_notebook

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
BOOK = """name: weather
version: 1.0.0
title: Weather in the news
variables:
  sky:
    definition: What the sky does.
    multiple: true
    target: '{NAME}'
    values:
      wet:
        definition: Rain or snow.
        cues: ['rain*|snow*']
        examples: ['It rained in Lorn.']
        near_misses: ['The train was late.']
      dry:
        definition: Sun or drought.
        cues: ['sun|sunny|drought']
        examples: ['The sun shone on Tesh.']
        near_misses: ['On Sunday nothing happened.']
"""
PARTS = [
    "It rained in Lorn on Monday, Mayor Ilan Vesk said.",
    "“The sun will come back,” Petra Osk told reporters in Tesh.",
    "The harvest is late, and the drought in Ostmark goes on.",
    "Snow fell on the ridge. Nobody was out.",
    "The council met for an hour about the bridge.",
]


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A folder with a corpus of another kind, its codings, a codebook, and copies of the notebooks pointed at them."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "texts" / "codings").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    for i in range(12):
        head = f"---\ntitle: Day {i}\ndate: 2031-0{1 + i % 3}-1{i % 10}\noutlet: Paper {i % 2}\ngenre: news\n---\n\n"
        body = "\n\n".join(PARTS[i % 2 :] + PARTS[: 1 + i % 4])
        (folder / "texts" / f"day-{i:02d}.md").write_text(head + body, encoding="utf-8")
    (folder / "weather.yaml").write_text(BOOK, encoding="utf-8")
    statements = find_statements(read_documents(folder / "texts"))
    codings = code_by_rules(statements, folder / "weather.yaml")
    for name in ("coder-a", "coder-b", "adjudicated"):
        save_codings(codings.assign(coder=f"human:{name}"), folder / "texts" / "codings" / f"{name}.csv")
    return folder


PARAMETERS = {
    "CORPUS": 'Path("..") / "texts"',
    "ARTICLE": 'Path("..") / "texts" / "day-03.md"',
    "CODEBOOK": '"../weather.yaml"',
    "VARIABLE": '"sky"',
    "SIGNS": '{"wet": -1, "dry": 1}',
    "LEAST": "1",
    "ACTORS": "None",
    "GROUP": '"outlet"',
}


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("0[1-7]-*.ipynb")), ids=lambda p: p.stem)
def test_a_notebook_runs_on_another_corpus_and_codebook(path, other):
    notebook = nbformat.read(path, as_version=4)
    cells = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    assert len(cells) == 1, "a notebook has one cell of parameters"
    for name, value in PARAMETERS.items():
        cells[0].source = re.sub(rf"^{name} = .*$", f"{name} = {value}", cells[0].source, flags=re.MULTILINE)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 15
            cell.outputs = []
    copy = other / "notebooks" / path.name
    nbformat.write(notebook, copy)
    printed = run_notebook(copy)
    assert any("Traceback" not in text and text for text in printed)


def test_figures_are_those_of_the_manifest():
    figures = NOTEBOOKS.parent / "figures"
    rows = read_manifest(figures)
    assert rows, "make figures writes figures/MANIFEST.csv"
    for name, row in rows.items():
        assert digest_of(figures / name) == row["sha256"], f"{name} is not the file that {row['notebook']} drew"
    assert {row["data_sha256"] for row in rows.values()} == {digest_of(NOTEBOOKS.parent / "data" / "demo")}


def test_a_figures_numbers_stand_beside_it():
    for figure in (NOTEBOOKS.parent / "figures").glob("*.pdf"):
        assert figure.with_suffix(".png").exists() and figure.with_suffix(".md").exists()
        assert len(pd.read_csv(figure.with_suffix(".csv"))) > 0


@pytest.mark.parametrize(
    "around",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8"},
    ],
    ids=["one surrounding", "another"],
)
def test_a_rebuild_gives_the_bytes_of_the_manifest(around, tmp_path):
    root = NOTEBOOKS.parent
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "figures").mkdir()
    (tmp_path / "data").symlink_to(root / "data")
    names = ["01-one-article", "03-who-speaks", "04-framing", "05-agreement", "07-networks"]
    for name in names:
        (tmp_path / "notebooks" / f"{name}.ipynb").write_bytes((NOTEBOOKS / f"{name}.ipynb").read_bytes())
    words = [sys.executable, "-m", "discourse", "reproduce", "notebooks"]
    subprocess.run(words, cwd=tmp_path, env={**os.environ, **around}, check=True, capture_output=True)
    told, drawn = read_manifest(root / "figures"), read_manifest(tmp_path / "figures")
    assert {row["notebook"] for row in drawn.values()} == {f"{name}.ipynb" for name in names}
    for name, row in drawn.items():
        assert row["sha256"] == told[name]["sha256"], name
