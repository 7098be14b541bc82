"""The demonstration corpus is what data/README.md says of it."""

import itertools
import re
from pathlib import Path

import pandas as pd
import pytest

from discourse import load_codings, read_documents
from discourse._checks import check_spans
from discourse.sentences import find_sentences

DATA = Path(__file__).parents[1] / "data"
README = (DATA / "README.md").read_text(encoding="utf-8")
TEXTS = sorted((DATA / "demo").glob("*.md"))
CODERS = ["coder-a", "coder-b", "adjudicated"]
GENRES = ["news", "transcript", "statement", "analysis"]
WIRE = {"14-kelm-bridge-courier", "15-kelm-bridge-vb"}
ENOUGH = 15


@pytest.fixture(scope="module")
def documents():
    "Read as a user reads them: the folder with all that lies in it."
    problems = []
    table = read_documents(DATA / "demo", problems=problems)
    assert problems == []
    return table


@pytest.fixture(scope="module")
def codings():
    folder = DATA / "demo" / "codings"
    main = {coder: load_codings(folder / f"{coder}.csv", "legitimacy-threat") for coder in CODERS}
    voice = {coder: load_codings(folder / "voice" / f"{coder}.csv") for coder in CODERS}
    return {coder: pd.concat([main[coder], voice[coder]], ignore_index=True) for coder in CODERS}


@pytest.fixture(scope="module")
def statements(documents):
    rows = [
        (f"{doc_id}-{n:03d}", start, end)
        for doc_id, text in zip(documents.doc_id, documents.text)
        for n, (_, start, end) in enumerate(find_sentences(text), 1)
    ]
    return pd.DataFrame(rows, columns=["statement_id", "start", "end"])


def readme_table(first):
    "The rows of the README's table whose head begins with ``first``."
    lines = README[README.index(f"\n| {first} |") :].strip().split("\n\n")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return pd.DataFrame(rows[2:], columns=rows[0]).set_index(rows[0][0])


def test_sixty_texts_with_full_heads(documents):
    assert len(documents) == len(TEXTS) == 60
    assert list(documents.doc_id) == [p.stem for p in TEXTS]
    assert [int(name[:2]) for name in documents.doc_id] == list(range(1, 61))
    assert (documents[["title", "date", "outlet", "genre", "text"]] != "").all(axis=None)
    assert set(documents.genre) == set(GENRES)
    assert ((documents.speaker != "") == (documents.genre == "statement")).all()
    assert list(documents.date) == sorted(documents.date)
    assert documents.date.iloc[0] == "2024-03-02" and documents.date.iloc[-1] == "2025-02-22"
    for path in TEXTS:
        assert path.read_text(encoding="utf-8").startswith(f"---\ndoc_id: {path.stem}\n")


def test_outlets_genres_and_words_are_those_of_the_readme(documents):
    words = documents.text.str.split().str.len()
    assert words.between(250, 450).all()
    assert 20_000 <= words.sum() <= 22_500
    told = readme_table("outlet").drop(columns="what it is").astype(int)
    found = pd.crosstab(documents.outlet, documents.genre)[GENRES]
    found["words"] = words.groupby(documents.outlet).sum()
    pd.testing.assert_frame_equal(found.loc[told.index], told, check_names=False)
    assert len(found) == len(told)


def five_word_runs(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def test_only_the_wire_story_stands_twice(documents):
    runs = dict(zip(documents.doc_id, documents.text.map(five_word_runs)))
    for a, b in itertools.combinations(runs, 2):
        shared = len(runs[a] & runs[b]) / min(len(runs[a]), len(runs[b]))
        assert shared > 0.8 if {a, b} == WIRE else shared < 0.1, (a, b)


def test_one_utterance_is_printed_whole_cut_and_bent(documents):
    text = documents.set_index("doc_id").text
    assert "If they do not leave, our army will walk them out." in text["21-ultimatum-address-reval"]
    assert "If they do not leave, our army will walk them out," in text["22-ultimatum-meridian"]
    assert "‘walked out’" in text["23-ultimatum-courier"]
    assert "walk them out" not in text["24-peace-initiative-kpa"]
    assert "“our army will walk them out”" in text["28-night-on-the-bank-vb"]


@pytest.mark.parametrize("coder", CODERS)
def test_evidence_is_what_the_span_shows(documents, codings, coder):
    table = codings[coder].assign(doc_id=lambda t: t.statement_id.str.rsplit("-", n=1).str[0])
    texts = dict(zip(documents.doc_id, documents.text))
    check_spans(table, texts, coder)
    for row in table.itertuples():
        assert row.evidence and texts[row.doc_id][row.start : row.end] == row.evidence, row.statement_id
    assert set(table.coder) == {f"model:{coder}"}


@pytest.mark.parametrize("coder", CODERS)
def test_every_statement_is_coded(statements, codings, coder):
    "Sentences are found where the codings say; a change in finding them must place the codings again."
    places = statements.set_index("statement_id")
    for variable in ["legitimacy", "threat", "settlement", "voice"]:
        coded = codings[coder].query("variable == @variable")
        assert list(coded["statement_id"].drop_duplicates()) == list(places.index), variable
        around = places.loc[coded["statement_id"]]
        assert (around["start"].to_numpy() <= coded["start"]).all() and (coded["end"] <= around["end"].to_numpy()).all()


def test_every_code_and_ground_occurs_as_often_as_the_readme_says(codings):
    table = codings["adjudicated"]
    told = readme_table("code")["sentences"].astype(int)
    found = {}
    for (variable, value), rows in table[table.value != "none"].groupby(["variable", "value"]):
        found[f"{variable}: {value}"] = rows.statement_id.nunique()
    grounds = table.assign(ground=table.basis.str.split(";")).explode("ground").query("ground != ''")
    found |= {f"ground: {g}": n for g, n in grounds.groupby("ground").statement_id.nunique().items()}
    assert found == told.to_dict()
    assert min(found.values()) >= ENOUGH


def test_legitimacy_has_a_ground_and_nothing_else_has(codings):
    for table in codings.values():
        named = table.value.isin(["legitimation", "delegitimation"])
        assert ((table.basis != "") == named).all()
        assert (table.target[named] != "").all()


def test_disagreements_are_kept(codings):
    def codes(coder, variables):
        rows = codings[coder][codings[coder].variable.isin(variables)]
        cells = rows[["variable", "value", "basis"]].apply(tuple, axis=1)
        return cells.groupby(rows["statement_id"]).agg(frozenset)

    for variables, pattern in [
        (["legitimacy", "threat", "settlement"], r"\((\d+) of [\d,]+ sentences differ"),
        (["voice"], r"(\d+) in voice\)"),
    ]:
        a, b, adjudicated = (codes(coder, variables) for coder in CODERS)
        differ = a != b
        assert differ.sum() == int(re.search(pattern, README.replace("\n", " "))[1])
        agreed = ~differ
        assert (adjudicated[agreed] == a[agreed]).all()
