"""Bad input: one clear line each, and the rest of the batch is done."""

import json
import re

import pandas as pd
import pytest
from documents_files import PARAGRAPHS, TEXT, docx_bytes, html_page, pdf_bytes, rezipped, xlsx_bytes
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import read_documents

PDF = pdf_bytes([[(60, 700, "President Mara Doln said on Monday that Vestria would not withdraw.")]])
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
ZEROS = b"0" * 250_000_000
CASES = {  # file: what makes it, what the line says
    "empty.md": (lambda: b"", "is empty"),
    "blank.txt": (lambda: b" \n\n", "is empty"),
    "furniture.md": (lambda: b"Photo: AFP\n\nAdvertisement\n", "holds no text"),
    "binary.txt": (lambda: bytes(range(256)) * 40, "is not text"),
    "picture.md": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 500, "is not text"),
    "controls.txt": (lambda: b"\x01\x02\xff" * 300, "is not text"),
    "cyrillic.txt": (lambda: ("Слова о войне " * 30).encode("cp1251"), "is neither UTF-8"),
    "big.txt": (lambda: b"word " * 10_000_001, r"is 50\.0 MB; .* at most 20 MB"),
    "cut.docx": (lambda: docx_bytes()[:9000], "not a sound DOCX"),
    "cut.xlsx": (lambda: xlsx_bytes([["text"], [TEXT]])[:2000], "not a sound XLSX"),
    "cut.pdf": (lambda: PDF[:200], "not a sound PDF"),
    "false.pdf": (lambda: b"<html>not a PDF</html>", "not a sound PDF"),
    "blank.pdf": (lambda: pdf_bytes([[]]), "no text layer"),
    "false.docx": (lambda: b"plain words", "not a sound DOCX"),
    "bomb.docx": (lambda: rezipped(docx_bytes(), {"word/document.xml": ZEROS}), "unfolds to"),
    "bomb.xlsx": (lambda: rezipped(xlsx_bytes([["text"]]), {"xl/worksheets/sheet1.xml": ZEROS}), "unfolds to"),
    "entities.docx": (lambda: rezipped(docx_bytes(), {"word/document.xml": ENTITIES}), "declares entities"),
    "entities.xlsx": (lambda: rezipped(xlsx_bytes([["text"]]), {"xl/styles.xml": ENTITIES}), "declares entities"),
    "table.csv": (lambda: b"name,size\na,1\n", r"has no column of texts; it has \['name', 'size'\]"),
    "header.csv": (lambda: b"title,text\n", "holds no rows"),
    "false.parquet": (lambda: b"PAR1 no", "not a sound Parquet"),
    "nothing.html": (lambda: b"<html><body></body></html>", "holds no article"),
    "cut.html": (lambda: html_page().encode()[:80], "no article"),
    "cut.json": (lambda: b'[{"text": "A."}, {"te', "is not sound JSON"),
    "mixed.json": (lambda: b'[{"text": ""}, 3]', "1 row left out: no JSON object, first row 2 [(]it holds a int"),
    "deep.json": (lambda: b"[" * 100_000, "is not sound JSON"),
    "other.json": (lambda: b'{"name": "x", "version": 1}', r"has no column of texts; it has"),
    "scalar.jsonl": (lambda: b"[1, 2]\n3\n", "2 rows left out: no JSON object"),
}


@pytest.fixture(scope="module")
def bad_batch(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad")
    for name, (make, _) in CASES.items():
        (folder / name).write_bytes(make())
    (folder / "good.md").write_text(TEXT, encoding="utf-8")
    problems = []
    return read_documents(folder, problems=problems), problems


def test_the_good_file_is_done(bad_batch):
    assert list(bad_batch[0].doc_id) == ["good"] and bad_batch[0].text[0] == TEXT


@pytest.mark.parametrize("name", CASES)
def test_one_clear_line_for_each(bad_batch, name):
    lines = [line for line in bad_batch[1] if f"/{name}: " in line]
    assert len(lines) == 1 and re.search(CASES[name][1], lines[0]) and "\n" not in lines[0]


def read_bytes(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    problems = []
    return read_documents(tmp_path / name, problems=problems), problems


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_windows_1252_is_read_and_said(tmp_path, name):
    table, problems = read_bytes(tmp_path, name, TEXT.encode("cp1252"))
    assert table.text[0] == TEXT
    assert len(problems) == 1 and "read as Windows-1252" in problems[0] and "0x93" in problems[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_utf_16_with_a_mark_is_read_and_said(tmp_path, encoding):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    table, problems = read_bytes(tmp_path, "a.txt", mark + TEXT.encode(encoding))
    assert table.text[0] == TEXT and len(problems) == 1 and "UTF-" in problems[0]


def test_utf_8_mark_is_no_text_and_no_problem(tmp_path):
    table, problems = read_bytes(tmp_path, "a.txt", TEXT.encode("utf-8-sig"))
    assert table.text[0] == TEXT and problems == []


def test_a_cut_character_does_not_spoil_the_rest(tmp_path):
    table, problems = read_bytes(tmp_path, "a.txt", ("“Tesh” and “Lorn” " * 9).encode()[:-2])
    assert table.text[0].startswith("“Tesh” and “Lorn” “Tesh”") and "damaged UTF-8" in problems[0]


def test_cut_html_and_pdf_with_text_are_read_and_said(tmp_path):
    page = html_page(PARAGRAPHS * 4).encode()
    table, problems = read_bytes(tmp_path, "a.html", page[: page.rindex(b"illegitimate since")])
    assert PARAGRAPHS[1] in table.text[0] and "without </html>" in problems[0] and len(problems) == 1
    table, problems = read_bytes(tmp_path, "a.pdf", PDF[:-6])
    assert table.text[0].startswith("President Mara Doln") and "without its end mark" in problems[0]


def test_declared_charset_of_a_page(tmp_path):
    page = html_page([TEXT * 2]).replace("utf-8", "windows-1251").replace("Tuesday", "вторник")
    table, problems = read_bytes(tmp_path, "a.html", page.encode("cp1251"))
    assert PARAGRAPHS[0] in table.text[0] and problems == []


def test_broken_rows_of_tables_cost_only_themselves(tmp_path):
    good = [json.dumps({"id": str(i), "text": f"Text {i}."}) for i in range(4)]
    lines = [
        good[0],
        '{"id": "x", "text": "cut',
        good[1],
        good[2],
        '{"id": "y", "text": null}',
        '{"id":"z","text":"\\ud83d"}',
        good[3],
    ]
    table, problems = read_bytes(tmp_path, "a.jsonl", "\n".join(lines).encode())
    assert list(table.doc_id) == ["0", "1", "2", "3"]
    assert len(problems) == 1
    assert "1 row left out: no JSON object, first row 2" in problems[0]
    assert "2 rows left out for want of a text, first row 5" in problems[0]
    table, problems = read_bytes(tmp_path, "a.csv", b'id,text\n1,"One, whole."\n2\n3,Three.,more\n4,"Four."\n')
    assert list(table.doc_id) == ["1", "4"] and "2 rows left out" in problems[0] and "first row 2 with 1" in problems[0]
    table, problems = read_bytes(tmp_path, "b.csv", b'id,text\n1,One.\n2,"Never closed.\n3,Three.\n')
    assert (
        list(table.doc_id) == ["1", "3"]
        and "1 line left out: a quotation mark in line 3 is never closed" in problems[0]
    )


def test_broken_rows_of_parquet(tmp_path):
    import pyarrow
    import pyarrow.parquet

    texts = [f"Text number {i} " + "word " * 200 + str(i) for i in range(30)]
    table = pyarrow.table({"doc_id": [f"d{i}" for i in range(30)], "text": texts})
    pyarrow.parquet.write_table(
        table, tmp_path / "a.parquet", row_group_size=10, compression="NONE", use_dictionary=False
    )
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    group = pyarrow.parquet.ParquetFile(tmp_path / "a.parquet").metadata.row_group(1).column(1)
    data[group.data_page_offset : group.data_page_offset + 40] = b"\xff" * 40
    read, problems = read_bytes(tmp_path, "b.parquet", bytes(data))
    assert list(read.doc_id) == [f"d{i}" for i in [*range(10), *range(20, 30)]]
    assert len(problems) == 1 and "row group 2 of 3 is damaged" in problems[0]
    pd.DataFrame({"text": ["A.", None, 3, "B."]}, dtype=object).astype({"text": "str"}).to_parquet(
        tmp_path / "c.parquet"
    )
    read = read_documents(tmp_path / "c.parquet", problems=(problems := []))
    assert "A." in set(read.text) and "B." in set(read.text)


def test_ids_that_occur_twice_are_said_and_made_unique(tmp_path):
    table, problems = read_bytes(tmp_path, "a.csv", b"doc_id,text\nx,One.\ny,Two.\nx,Three.\n")
    assert dict(zip(table.doc_id, table.text)) == {"x": "One.", "y": "Two.", "a-3": "Three."}
    assert problems == [
        f"{tmp_path / 'a.csv'}: 1 doc_id repeated, first 'x' in row 3; it is read as 'a-3'. "
        "Give each document its own doc_id."
    ]


def test_dates_that_can_be_read_two_ways_stay_empty(tmp_path):
    table, problems = read_bytes(tmp_path, "a.csv", b"text,date\nA.,03/04/2022\nB.,05/06/2022\n")
    assert list(table.date) == ["", ""] and "2 dates may be day or month first" in problems[0]
    table, problems = read_bytes(tmp_path, "a.csv", b"text,date\nA.,03/04/2022\nB.,25/06/2022\n")
    assert list(table.date) == ["2022-04-03", "2022-06-25"] and problems == []
    table, problems = read_bytes(tmp_path, "a.csv", b"text,date\nA.,last week\n")
    assert list(table.date) == [""] and "1 date not understood, first row 1: 'last week'" in problems[0]


WHOLE = {
    "a.html": html_page(PARAGRAPHS * 2).encode(),
    "a.pdf": PDF,
    "a.docx": docx_bytes(),
    "a.md": TEXT.encode(),
    "a.xlsx": xlsx_bytes([["text"], [TEXT]]),
    "a.csv": f'id,text\n1,"{TEXT}"\n'.encode(),
    "a.json": b'[{"text": "A."}, {"text": "B."}]',
    "a.jsonl": b'{"text": "A."}\n' * 3,
}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_mutation_of_a_file_raises_or_harms_its_neighbour(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("m")
    name = data.draw(st.sampled_from(sorted(WHOLE)))
    content = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / name).write_bytes(content[: data.draw(st.integers(0, len(content)))])
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    problems = []
    table = read_documents(folder, problems=problems)
    assert table.set_index("doc_id").text["good"] == TEXT
    assert len(table) > 1 or problems


@pytest.mark.parametrize("piece", ["http://a-\n", "Ab: c\n", "`", "AFP/", "*_", "[a](", "<a ", "a-\n", "a.b.", "# a\n"])
@pytest.mark.parametrize("ending", [".md", ".html"])
def test_hostile_text_is_read_in_linear_time(tmp_path, piece, ending):
    "A step that goes back over what it has read would take minutes here."
    text = piece * (100_000 // len(piece))
    page = f"<html><body><article><p>{text}</p><p>{TEXT}</p></article></body></html>" if ending == ".html" else text
    (tmp_path / f"a{ending}").write_text(page, encoding="utf-8")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    assert "good" in set(read_documents(tmp_path, problems=[]).doc_id)


def test_a_missing_library_is_not_the_files_fault(tmp_path, monkeypatch):
    from discourse import documents

    def read(path, note):
        raise ImportError("the cleaner is a project of its own now", name="cleaner")

    monkeypatch.setitem(documents.PAGES, ".html", read)
    (tmp_path / "page.html").write_text("<p>It rained in Lorn.</p>", encoding="utf-8")
    (tmp_path / "note.txt").write_text("It rained in Tesh.", encoding="utf-8")
    problems = []
    assert list(documents.read_documents(tmp_path, problems=problems)["doc_id"]) == ["note"]
    assert "a library is missing" in problems[0] and "install discourse anew" in problems[0]


def test_what_reads_pages_is_asked_for_by_name():
    "pip 23.2 does not follow trafilatura to what its own reader needs."
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(each.startswith("lxml_html_clean") for each in project["dependencies"])
