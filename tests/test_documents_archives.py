"""Exports of archives: n articles by the file's own count, n documents out."""

import pytest
from archive_files import (
    ARTICLES,
    PERSONS,
    TEI,
    docx_of,
    factiva_html,
    factiva_lines,
    factiva_rows,
    lexis_lines,
    nexis_lines,
    rtf_of,
)
from hypothesis import given
from hypothesis import strategies as st

from discourse import read_documents
from discourse._documents_rtf import rtf_blocks

CODED = [
    f"{code}\t{value}" if i == 0 else value
    for a in ARTICLES
    for code, values in factiva_rows(a)
    for i, value in enumerate(values)
]
EXPORTS = {
    "nexis.docx": lambda: docx_of(nexis_lines()),
    "nexis.rtf": lambda: rtf_of(nexis_lines()),
    "lexis.docx": lambda: docx_of(lexis_lines()),
    "lexis.rtf": lambda: rtf_of(lexis_lines()),
    "factiva.html": lambda: factiva_html().encode(),
    "factiva-indexed.html": lambda: factiva_html(indexed=True).encode(),
    "factiva.rtf": lambda: rtf_of(factiva_lines()),
    "factiva-indexed.rtf": lambda: rtf_of(CODED),
}
DATES = ["2024-03-03", "2024-03-12", "2024-04-04"]


def read(path, data):
    path.write_bytes(data)
    problems = []
    return read_documents(path, problems=problems), problems


@pytest.mark.parametrize("name", EXPORTS)
def test_each_article_is_a_document(tmp_path, name):
    table, problems = read(tmp_path / name, EXPORTS[name]())
    assert problems == []
    assert list(table.title) == [a["title"] for a in ARTICLES]
    assert list(table.outlet) == [a["outlet"] for a in ARTICLES]
    assert list(table.date) == DATES
    assert list(table.text) == ["\n\n".join(a["text"]) for a in ARTICLES]
    if name.startswith("factiva"):
        assert list(table.doc_id) == [a["number"] for a in ARTICLES]
    else:
        assert list(table.doc_id) == [f"{name.split('.')[0]}-{i}" for i in (1, 2, 3)]
    if name.startswith("lexis"):
        assert list(table.url) == [f"https://courier.example/{i}" for i in (1, 2, 3)]


def test_a_count_that_does_not_hold_is_said(tmp_path):
    table, problems = read(tmp_path / "a.docx", docx_of(nexis_lines(counted=4)))
    assert len(table) == 3 and "counts 4 articles itself; 3 were found" in problems[0]
    cut = lexis_lines()
    table, problems = read(tmp_path / "b.rtf", rtf_of(cut[: cut.index("3 of 3 DOCUMENTS")]))
    assert len(table) == 2 and "counts 3 articles itself; 2 were found" in problems[0]


def test_an_article_that_speaks_of_documents_is_no_export(tmp_path):
    lines = [
        "Doln rules out withdrawal",
        "The end of document trade was near, she said.",
        "Body",
        "Document LBA was lost.",
    ]
    table, problems = read(tmp_path / "a.docx", docx_of(lines))
    assert len(table) == 1 and problems == []


def test_a_plain_rtf_file_is_one_document(tmp_path):
    table, problems = read(
        tmp_path / "a.rtf", rtf_of(["“We stay,” said Doln — not\u00a0Reval’s {sic} 5\\6 Ω 😀.", "Second."])
    )
    assert problems == [] and table.text[0] == "“We stay,” said Doln — not Reval’s {sic} 5\\6 Ω 😀.\n\nSecond."
    table, problems = read(tmp_path / "a.rtf", b"not rtf")
    assert len(table) == 0 and "does not begin with {\\rtf" in problems[0]
    table, problems = read(tmp_path / "a.rtf", b"{\\rtf1 " + b"{" * 5000 + b"deep")
    assert len(table) == 0 and "nests its groups deeper" in problems[0]


def test_bytes_within_an_rtf_file_are_passed_over(tmp_path):
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1 One{\pict\bin5 }}{{\x}.\par{\upr{two}}\uc0\u233.}")
    assert rtf_blocks(tmp_path / "a.rtf") == [("paragraph", "One."), ("paragraph", "twoé.")]


@given(st.binary(max_size=300))
def test_no_rtf_fails(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("rtf") / "a.rtf"
    path.write_bytes(b"{\\rtf1 x" + data)
    assert rtf_blocks(path)


def test_each_speech_is_a_document_with_its_speaker(tmp_path):
    table, problems = read(tmp_path / "a.xml", (TEI % (3, f"<particDesc>{PERSONS}</particDesc>")).encode())
    assert problems == []
    assert table[["doc_id", "speaker", "text"]].values.tolist() == [
        ["VS.u1", "Mara Doln", "We stay. We do not move.\n\nThat is all."],
        ["VS.u2", "Petra Osk", "You may lose."],
        ["VS.u3", "Guest Speaker", "Thank you."],
    ]
    assert set(table.title) == {"Senate of Vestria, 12 March"} and set(table.date) == {"2024-03-12"}
    assert set(table.genre) == {"statement"}


def test_persons_of_a_list_beside_and_a_wrong_count(tmp_path):
    (tmp_path / "VS-listPerson.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{PERSONS}</TEI>', encoding="utf-8"
    )
    (tmp_path / "a.xml").write_text(TEI % (5, ""), encoding="utf-8")
    problems = []
    table = read_documents(tmp_path, problems=problems)
    assert list(table.speaker) == ["Mara Doln", "Petra Osk", "Guest Speaker"]
    assert len(problems) == 1 and "counts 5 speeches itself; 3 were found" in problems[0]


def test_entities_and_other_xml_are_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    entity = f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file://{secret}">]><TEI><text><body><p>&x;</p></body></text></TEI>'
    table, problems = read(tmp_path / "a.xml", entity.encode())
    assert len(table) == 0 and "declares a document type or entities" in problems[0]
    table, problems = read(tmp_path / "a.xml", b"<rss><item/></rss>")
    assert "no TEI: its root is 'rss'" in problems[0]
    table, problems = read(tmp_path / "a.xml", TEI.encode()[:900])
    assert "is not sound XML" in problems[0]


def test_columns_of_the_archives_that_give_tables(tmp_path):
    proquest = b'"Title","Abstract","StoreId","Authors","pubdate","pubtitle","year","DocumentURL","Full text"\n'
    proquest += b'"Doln says no","Short.","2934000001","Tauber, Irma","Mar 3, 2024","The Lorn Courier","2024",'
    proquest += b'"https://x.example/1","She said no."\n'
    table, problems = read(tmp_path / "p.csv", proquest)
    assert problems == []
    columns = ["doc_id", "title", "date", "outlet", "url", "text"]
    assert table[columns].values.tolist() == [
        ["2934000001", "Doln says no", "2024-03-03", "The Lorn Courier", "https://x.example/1", "She said no."]
    ]
    cloud = b"id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    cloud += b"ab12,2024-03-04 01:02:03,en,courier.example,courier.example,2024-03-03,Doln says no,https://courier.example/1\n"
    table, problems = read(tmp_path / "m.csv", cloud)
    assert table[columns].values.tolist() == [
        ["ab12", "Doln says no", "2024-03-03", "courier.example", "https://courier.example/1", "Doln says no"]
    ]
    assert len(problems) == 1 and "holds titles and no texts" in problems[0]
