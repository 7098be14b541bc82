"""Reading: every kind of file to one table."""

import hashlib
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from documents_files import PARAGRAPHS, TEXT, docx_bytes, html_page, pdf_bytes, xlsx_bytes

from discourse import read_documents
from discourse._checks import BadInput
from discourse.documents import COLUMNS

SHARED = os.environ.get("DISCOURSE_SHARED")
needs_shared = pytest.mark.skipif(not SHARED, reason="set DISCOURSE_SHARED to the folder with seed, datasets and eval")


def read_one(path, **options):
    problems = []
    table = read_documents(path, problems=problems, **options)
    assert problems == [] and len(table) == 1
    return table.iloc[0]


def test_markdown_is_cleaned_and_gives_its_particulars(tmp_path):
    (tmp_path / "a.md").write_text(
        "# Doln *rules out* withdrawal\n\nMarch 3, 2024\n\n![bridge](x.jpg)\n\n"
        "Mara Doln. [kadar.example](https://kadar.example)\n\n"
        f"{PARAGRAPHS[0].replace('said', '[said](https://x.example/y)')}\n\n"
        "The opposition answered that the president of the country is no\n\n"
        "longer able to speak for **all** of its people.\n\n"
        "**Related article:** [What the Sereth means to Kadar](#)\n\n"
        "[More from the Ostmark](https://x.example)\n\n"
        "Related parties met on Tuesday, she said.\n\n"
        "Original url:\n\n<https://www.reuters.com/2024/03/03/doln-rules-out-any->\n\nwithdrawal-from-the-ostmark-a91\n",
        encoding="utf-8",
    )
    row = read_one(tmp_path / "a.md")
    assert row.title == "Doln rules out withdrawal"
    assert row.date == "2024-03-03"
    assert row.url == "https://www.reuters.com/2024/03/03/doln-rules-out-any-withdrawal-from-the-ostmark-a91"
    assert row.outlet == "Reuters"
    assert row.text.split("\n\n") == [
        PARAGRAPHS[0],
        "The opposition answered that the president of the country is no longer able to speak for all of its people.",
        "Related parties met on Tuesday, she said.",
    ]
    assert row.sha256 == hashlib.sha256(row.text.encode("utf-8")).hexdigest()
    assert (row.doc_id, row.genre, row.speaker) == ("a", "", "")


def test_markdown_front_matter_goes_first_and_leaves_the_text(tmp_path):
    head = "---\ntitle: \"Doln: 'no' to Kadar\"\ndate: 2024-03-02\noutlet: The Lorn Courier\n"
    head += "genre: news\ndesk: east # note\n---\n"
    (tmp_path / "a.md").write_text(head + f"\nMarch 9, 2024\n\n{TEXT}\n", encoding="utf-8")
    row = read_one(tmp_path / "a.md", genre="analysis")
    assert (row.title, row.date, row.outlet, row.genre) == (
        "Doln: 'no' to Kadar",
        "2024-03-02",
        "The Lorn Courier",
        "news",
    )
    assert row.desk == "east" and row.text == TEXT


def test_markdown_without_a_mark_for_its_headline(tmp_path):
    (tmp_path / "a.md").write_text(
        f"Doln rules out withdrawal\n\nThe Far Bank, 3 May 2024\n\n{TEXT}\n\nShe spoke in the capi-\n\ntal.\n\n"
        "Read the full article at https://www.reuters.com/world/doln-\nrules-out/\n",
        encoding="utf-8",
    )
    row = read_one(tmp_path / "a.md")
    assert (row.title, row.date, row.outlet) == ("Doln rules out withdrawal", "2024-05-03", "Reuters")
    assert row.url == "https://www.reuters.com/world/doln-rules-out/"
    assert row.text == f"{TEXT}\n\nShe spoke in the capital."
    (tmp_path / "b.md").write_text(
        f"---\ntitle: Doln speaks\n---\n\nThree towns will vote\n\n{TEXT}\n", encoding="utf-8"
    )
    assert read_one(tmp_path / "b.md").text == f"Three towns will vote\n\n{TEXT}"


def test_the_name_of_the_paper_above_the_headline(tmp_path):
    (tmp_path / "a.md").write_text(f"**The Lorn Courier**\n\n# Doln rules out withdrawal\n\n{TEXT}\n", encoding="utf-8")
    row = read_one(tmp_path / "a.md")
    assert (row.title, row.outlet, row.text) == ("Doln rules out withdrawal", "The Lorn Courier", TEXT)


def test_a_rule_at_the_top_is_no_front_matter(tmp_path):
    (tmp_path / "a.md").write_text(f"---\n\n{TEXT}\n\n---\n\nShe left.\n", encoding="utf-8")
    assert read_one(tmp_path / "a.md").text == f"{TEXT}\n\nShe left."


def test_plain_text_is_kept_to_the_character(tmp_path):
    body = "  Related article:  two  spaces\r\n\r\n**stars**\tand a tab\r\nlast line \n"
    (tmp_path / "a.txt").write_bytes(body.encode())
    assert read_one(tmp_path / "a.txt").text == body
    (tmp_path / "b.txt").write_bytes(b"---\r\ndate: 3 May 2021\r\n---\r\n" + body.encode())
    row = read_one(tmp_path / "b.txt")
    assert row.text == body and row.date == "2021-05-03"


def test_html_gives_the_article_and_the_page_its_particulars(tmp_path):
    head = (
        "<meta property='og:title' content='Doln rules out withdrawal'>"
        "<meta property='og:site_name' content='The Lorn Courier'>"
        "<meta property='article:published_time' content='2024-03-03T08:00:00Z'><link rel='canonical' href='https://courier.example/a'>"
    )
    (tmp_path / "a.html").write_text(
        html_page([*PARAGRAPHS * 3, "Photo: Courier archive"], head=head), encoding="utf-8"
    )
    row = read_one(tmp_path / "a.html")
    assert (row.title, row.date, row.outlet) == ("Doln rules out withdrawal", "2024-03-03", "The Lorn Courier")
    assert row.url == "https://courier.example/a"
    assert row.text == "\n\n".join(PARAGRAPHS * 3)


def test_html_tables_of_figures_go_and_pages_set_in_tables_stay(tmp_path):
    table = "<table><tr><th>Town</th><th>Shells</th></tr><tr><td>Kelm</td><td>14</td></tr></table>"
    (tmp_path / "a.html").write_text(html_page([*PARAGRAPHS * 2, table]), encoding="utf-8")
    assert read_one(tmp_path / "a.html").text == "\n\n".join(PARAGRAPHS * 2)
    cells = "".join(f"<tr><td>{p}</td></tr>" for p in PARAGRAPHS * 2)
    (tmp_path / "b.html").write_text(f"<html><body><table>{cells}</table></body></html>", encoding="utf-8")
    assert read_one(tmp_path / "b.html").text.split("\n\n") == PARAGRAPHS * 2


def test_html_date_does_not_come_from_the_clock(tmp_path):
    (tmp_path / "a.html").write_text(html_page(["Published yesterday.", *PARAGRAPHS * 3]), encoding="utf-8")
    assert read_one(tmp_path / "a.html").date == ""


def test_html_transcript_keeps_its_turns(tmp_path):
    turns = [
        "<b>President Tomas Reval:</b> Colleagues, the Sereth line is our line and it will stay our line for good.",
        "Let me add one thing about the treaty, which we have honoured for seventy years without a single exception.",
        "<b>Question:</b> Mr President, will you meet the envoy of the Union of Northern States this week in Tesh?",
        "<b>Tomas Reval:</b> Yes.",
        "<b>Question:</b> Thank you.",
    ]
    (tmp_path / "a.html").write_text(html_page(turns), encoding="utf-8")
    row = read_one(tmp_path / "a.html")
    assert row.genre == "transcript"
    assert row.text.split("\n\n")[2:] == [
        turns[2].replace("<b>", "").replace("</b>", ""),
        "Tomas Reval: Yes.",
        "Question: Thank you.",
    ]


def test_headline_with_a_colon_is_no_transcript(tmp_path):
    (tmp_path / "a.txt").write_text("President Doln Warns Kadar: Stay Out\n\n" + TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Lorn: 12 seats\n\nDorsk: 4 seats\n\nVarn: 7 seats, as before\n", encoding="utf-8")
    assert list(read_documents(tmp_path).genre) == ["", ""]


def test_docx_is_read_without_its_page_header(tmp_path):
    (tmp_path / "a.docx").write_bytes(docx_bytes(["12 March 2024", *PARAGRAPHS, "Source: The Lorn Courier"]))
    row = read_one(tmp_path / "a.docx")
    assert (row.title, row.date, row.outlet, row.text) == (
        "Doln rules out withdrawal",
        "2024-03-12",
        "The Lorn Courier",
        TEXT,
    )


def test_pdf_paragraphs_page_breaks_and_furniture(tmp_path):
    head, foot = (60, 800, "The Lorn Courier 3 March 2024", 9), "courier.example"
    one = [head, (60, 740, "Doln rules out withdrawal", 24)]
    one += [
        (60, 700, "President Mara Doln said on Monday that Vestria would not with-"),
        (60, 686, "draw from the Ostmark."),
    ]
    one += [
        (60, 658, "The Kadar Republic has called her government illegitimate since"),
        (60, 644, "the vote that was held in"),
        (60, 40, f"{foot} 1", 9),
    ]
    two = [
        head,
        (60, 740, "the month of March."),
        (60, 712, "She did not answer. A long-"),
        (60, 698, "term plan is long-term work."),
        (60, 40, f"{foot} 2", 9),
    ]
    (tmp_path / "a.pdf").write_bytes(pdf_bytes([one, two]))
    row = read_one(tmp_path / "a.pdf")
    assert row.title == "Doln rules out withdrawal"
    assert row.text.split("\n\n") == [
        "President Mara Doln said on Monday that Vestria would not withdraw from the Ostmark.",
        "The Kadar Republic has called her government illegitimate since the vote that was held in the month of March.",
        "She did not answer. A long-term plan is long-term work.",
    ]


def test_tables_are_kept_to_the_character(tmp_path):
    text = 'Line one\r\nline "two", with a comma \n\n  and [links](x)'
    rows = [
        {"Headline": "A", "Article Text": text, "Published": "3 May 2021", "newspaper": "The Far Bank", "side": "east"}
    ]
    table = pd.DataFrame(rows)
    table.to_csv(tmp_path / "c.csv", index=True)
    table.to_csv(tmp_path / "t.tsv", index=False, sep="\t")
    table.to_parquet(tmp_path / "p.parquet")
    (tmp_path / "j.jsonl").write_text("\n".join(json.dumps(r) for r in rows) + "\n", encoding="utf-8")
    (tmp_path / "k.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "l.json").write_text(json.dumps({"count": 1, "articles": rows}, indent=2), encoding="utf-8")
    (tmp_path / "m.json").write_text(json.dumps(rows[0] | {"tags": [{"name": "x"}]}), encoding="utf-8")
    (tmp_path / "n.json").write_text(json.dumps(rows[0]) + "\n" + json.dumps(rows[0]), encoding="utf-8")
    problems = []
    read = read_documents(tmp_path, problems=problems)
    assert problems == []
    assert list(read.doc_id) == ["c-1", "j-1", "k-1", "l-1", "m-1", "n-1", "n-2", "p-1", "t-1"]
    assert set(read.text) == {text}
    assert read[["title", "date", "outlet", "side"]].drop_duplicates().values.tolist() == [
        ["A", "2021-05-03", "The Far Bank", "east"]
    ]
    assert list(read.columns) == [*COLUMNS, "side", "tags"]


def test_xlsx_dates_and_semicolons(tmp_path):
    import datetime

    (tmp_path / "x.xlsx").write_bytes(
        xlsx_bytes([["title", "date", "body", "id"], ["A", datetime.datetime(2021, 5, 3), TEXT, 7]])
    )
    (tmp_path / "y.csv").write_text(f'id;text\n8;"{TEXT}"\n', encoding="utf-8")
    read = read_documents(tmp_path)
    assert read[["doc_id", "date"]].values.tolist() == [["7", "2021-05-03"], ["8", ""]]
    assert set(read.text) == {TEXT}


def test_sheets_with_the_same_header_are_read_together(tmp_path, caplog):
    import openpyxl

    book = openpyxl.Workbook()
    for title, rows in {"a": [[None], ["text"], ["One."]], "b": [["text"], ["Two."]], "notes": [["hint", "x"]]}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    with caplog.at_level("INFO", logger="discourse"):
        table = read_documents(tmp_path / "x.xlsx")
    assert table[["doc_id", "text"]].values.tolist() == [["x-1", "One."], ["x-2", "Two."]]
    assert "another header were passed over: ['notes']" in caplog.text


def test_escapes_of_a_spreadsheet_are_its_characters(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(xlsx_bytes([["text"], ["One._x000D_\nTwo _x005F_x000D_ snake_x00_case."]]))
    assert read_one(tmp_path / "x.xlsx").text == "One.\r\nTwo _x000D_ snake_x00_case."


def test_given_columns_win_and_wrong_ones_are_named(tmp_path):
    pd.DataFrame({"text": ["short"], "long": [TEXT], "paper": ["The Far Bank"]}).to_csv(tmp_path / "a.csv", index=False)
    row = read_one(tmp_path / "a.csv", columns={"text": "long", "outlet": "paper"})
    assert (row.text, row.outlet) == (TEXT, "The Far Bank")
    with pytest.raises(ValueError, match=r"a\.csv: lacks the columns \['corpus'\]"):
        read_documents(tmp_path / "a.csv", columns={"text": "corpus"})


def test_columns_are_told_apart_by_what_they_hold(tmp_path):
    rows = {"document": ["d1", "d2"], "story": [TEXT, TEXT], "type": ["Blog", "News"], "Текст": ["а", "б"]}
    pd.DataFrame(rows).to_csv(tmp_path / "a.csv", index=False)
    table = read_documents(tmp_path)
    assert list(table.text) == [TEXT, TEXT] and list(table.genre) == ["", ""]
    assert table[["document", "type", "Текст"]].values.tolist() == [["d1", "Blog", "а"], ["d2", "News", "б"]]
    pd.DataFrame({"body": [TEXT], "type": ["analysis"]}).to_csv(tmp_path / "a.csv", index=False)
    assert list(read_documents(tmp_path).genre) == ["analysis"]


def test_the_guessed_columns_are_said(tmp_path, caplog):
    pd.DataFrame({"headline": ["A"], "content": [TEXT]}).to_csv(tmp_path / "a.csv", index=False)
    with caplog.at_level("INFO", logger="discourse"):
        read_documents(tmp_path / "a.csv")
    assert "text = 'content', title = 'headline'" in caplog.text


def test_a_source_that_is_an_address_gives_the_outlet(tmp_path):
    pd.DataFrame(
        {"text": ["a", "b"], "source": ["https://www.bbc.com/news/1", "https://www.lorn-courier.example/x"]}
    ).to_csv(tmp_path / "a.csv", index=False)
    assert list(read_documents(tmp_path).outlet) == ["BBC News", "lorn-courier.example"]


def test_ids_of_files_are_unique_and_do_not_depend_on_order(tmp_path):
    names = ("x/a.txt", "y/a.txt", "y/b.txt", "y/b.md")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The text of {name}.", encoding="utf-8")
    one = read_documents(tmp_path / "x", tmp_path / "y")
    other = read_documents([tmp_path / "y", [tmp_path / "x"]], tmp_path / "x/a.txt")
    assert dict(zip(one.text, one.doc_id)) == {
        f"The text of {n}.": i for n, i in zip(names, ("x-a", "y-a", "b-txt", "b-md"))
    }
    assert dict(zip(other.text, other.doc_id)) == dict(zip(one.text, one.doc_id)) and len(other) == 4


def test_folders_pass_over_what_is_about_them(tmp_path):
    for name in ("README.md", ".hidden.txt", "notes.log", "a.txt"):
        (tmp_path / name).write_text("Text.", encoding="utf-8")
    assert list(read_documents(tmp_path).doc_id) == ["a"]
    assert list(read_documents(tmp_path / "README.md").doc_id) == ["README"]


def test_nothing_read_raises_unless_problems_are_collected(tmp_path):
    with pytest.raises(ValueError, match=r"No document could be read.*gone\.md: is not there"):
        read_documents(tmp_path / "gone.md")
    problems = []
    table = read_documents(tmp_path / "gone.md", problems=problems)
    assert list(table.columns) == COLUMNS and len(table) == 0 and len(problems) == 1
    with pytest.raises(TypeError, match="str or Path"):
        read_documents(7)
    with pytest.raises(ValueError, match="genre must be one of"):
        read_documents(tmp_path, genre="blog")


def test_without_a_list_problems_are_warnings(tmp_path):
    (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
    with pytest.warns(BadInput, match="gone.txt"):
        assert len(read_documents(tmp_path / "a.txt", tmp_path / "gone.txt")) == 1


def test_progress_goes_to_standard_error(tmp_path, capsys):
    (tmp_path / "a.jsonl").write_text('{"text": "A."}\n' * 5_001, encoding="utf-8")
    assert len(read_documents(tmp_path, progress=True)) == 5_001
    assert capsys.readouterr().out == ""


@needs_shared
def test_a_real_article_loses_its_furniture():
    row = read_one(Path(SHARED) / "seed" / "moscow-times-2025-11-27.md")
    assert (row.date, row.outlet) == ("2025-11-27", "The Moscow Times")
    assert row.title.startswith("Putin Says") and row.title.endswith("Faces Defeat")
    assert row.url.startswith("https://www.themoscowtimes.com/2025/11/27/") and row.url.endswith(
        "-peace-plan-but-warns-ukraine-faces-defeat-a91257"
    )
    assert "Zelensky is no longer a legitimate leader, arguing" in row.text
    assert not any(s in row.text for s in ("kremlin.ru", "Related article", "](", "**", "Original url", "http"))
    assert len(row.text.split("\n\n")) == 15


@needs_shared
def test_saved_pages_of_a_real_site():
    problems = []
    table = read_documents(Path(SHARED) / "datasets" / "kremlin", problems=problems)
    assert problems == [] and len(table) == 140
    assert (table.outlet == "President of Russia").all() and table.date.str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert table.title.ne("").all() and table.url.str.startswith("http://en.kremlin.ru/events/president/").all()
    assert not table.text.str.contains("Published in section|Publication date|Text version").any()
    assert (table.genre == "transcript").sum() == 117


@needs_shared
def test_every_coded_sentence_of_the_saved_pages_is_read():
    folder = Path(SHARED) / "datasets" / "kremlin"
    texts = {}
    for line in (Path(SHARED) / "eval" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        coded = json.loads(line)
        path = folder / Path(coded["key"]).name
        if coded["source"] == "kremlin" and path.exists():
            if path not in texts:
                texts[path] = " ".join(read_documents(path).text[0].split())
            for span in coded["gold"]:
                assert " ".join(coded["text"][span["start"] : span["end"]].split()) in texts[path]
    assert texts


@needs_shared
def test_offsets_of_real_plain_text_hold():
    folder = Path(SHARED) / "eval" / "polnear" / "dev" / "text"
    table = read_documents(folder)
    for doc_id, text in zip(table.doc_id, table.text):
        assert text == (folder / f"{doc_id}.txt").read_bytes().decode("utf-8")
