"""The parts of reading: dates, addresses, mark-up, furniture, joining."""

import datetime
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse._documents_clean import clean_blocks
from discourse._documents_furniture import is_credit, is_furniture
from discourse._documents_markdown import markdown_blocks, strip_markup
from discourse._documents_pages import bare_title
from discourse._documents_particulars import find_dates, is_date_line, iso_date, iso_dates, outlet_of, tidy_address


@pytest.mark.parametrize(
    "written",
    [
        "27 November 2025",
        "November 27, 2025",
        "Nov. 27, 2025",
        "27 Nov 2025",
        "27th of November, 2025",
        "27-Nov-2025",
        "2025-11-27",
        "2025/11/27",
        "27.11.2025",
        "11/27/2025",
        "27/11/2025",
        "20251127",
        "2025-11-27T22:15:00Z",
        "27 November 2025 - 22:02",
        "Thu, 27 Nov 2025 10:00:00 GMT",
        "Thursday, November 27, 2025, 3:14 p.m. EST",
        "Published: Nov 27, 2025",
    ],
)
def test_dates_in_many_forms(written):
    assert iso_date(written) == "2025-11-27"


@pytest.mark.parametrize(
    "written", ["", "November 2025", "31 February 2021", "03/04/2022", "yesterday", "2025", "99/99/2022", "May"]
)
def test_no_date_is_invented(written):
    assert iso_date(written) == ""


def test_figure_dates_follow_the_column():
    assert iso_dates(["03/04/2022", "13/04/2022", "1 May 2022"]) == (["2022-04-03", "2022-04-13", "2022-05-01"], 0)
    assert iso_dates(["03/04/2022", "04/13/2022"]) == (["2022-03-04", "2022-04-13"], 0)
    assert iso_dates(["03/04/2022", "03.04.2022", "05/05/2022"]) == (["", "2022-04-03", "2022-05-05"], 1)


@given(
    st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)),
    st.sampled_from(["%-d %B %Y", "%b %-d, %Y", "%Y-%m-%d", "%d.%m.%Y"]),
)
def test_every_day_is_found(day, form):
    assert iso_date(day.strftime(form)) == day.strftime("%Y-%m-%d")


def test_dates_do_not_ask_the_locale_or_the_time_zone():
    code = "from discourse._documents_particulars import iso_date; print(iso_date('3 May 2021'), iso_date('May 2021'))"
    outs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "LC_ALL": locale, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for locale, zone in [("C", "UTC"), ("de_DE.UTF-8", "Asia/Tokyo")]
    }
    assert outs == {b"2021-05-03 \n"}


def test_a_line_that_is_only_a_date():
    assert is_date_line("Published: Thursday, November 27, 2025 at 10:15 GMT")
    assert not is_date_line("On 27 November 2025 the army crossed the Sereth.")
    assert [d[2] for d in find_dates("from 1 May 2021 to 3 June 2021")] == ["2021-05-01", "2021-06-03"]


def test_outlets_come_from_hosts():
    assert outlet_of("https://www.themoscowtimes.com/2025/x") == "The Moscow Times"
    assert outlet_of("http://en.kremlin.ru/events") == "President of Russia"
    assert outlet_of("https://www.lorn-courier.example/x") == "lorn-courier.example"
    assert outlet_of("no address") == outlet_of("") == outlet_of("http://[broken") == ""
    assert tidy_address("https://x.example/a_(b)).") == "https://x.example/a_(b)"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("He [said](#) *no* and **never** and ***never***.", "He said no and never and never."),
        (
            "_Yes_, a __firm__ yes; snake_case and 5 * 3 and f*** stay.",
            "Yes, a firm yes; snake_case and 5 * 3 and f*** stay.",
        ),
        ("“[The envoy] left,” he said [sic].", "“[The envoy] left,” he said [sic]."),
        (
            "See <https://a.example/x_y_z> or https://b.example/_c_.",
            "See https://a.example/x_y_z or https://b.example/_c_.",
        ),
        (r"1\. It is 4 \* 4 &amp; more", "1. It is 4 * 4 & more"),
        ("A note[^1] and `code` and <b>bold</b><br>end", "A note and code and bold end"),
        ("a < b and b > c", "a < b and b > c"),
        ('[a b](https://x.example/a_(b) "T") c', "a b c"),
    ],
)
def test_markup_is_stripped(written, plain):
    assert strip_markup(written) == plain


def test_markdown_paragraphs():
    text = "Title\n=====\n\nA line that\nis wrapped.\nGoes on\\\nbroken hard\n\n> quoted **text**\n> here\n\n"
    text += "- item\n- other\n\n***\n\n[ref][1] end\n\n[1]: http://x.example\n"
    assert markdown_blocks(text) == [
        ("heading", "Title"),
        ("paragraph", "A line that is wrapped. Goes on"),
        ("paragraph", "broken hard"),
        ("paragraph", "quoted text here"),
        ("item", "item"),
        ("item", "other"),
        ("paragraph", "ref end"),
    ]


def test_turns_without_empty_lines_between_them():
    assert markdown_blocks("**Osk:** We stay.\n**Reval:** You go.\nPetra Osk: No.\n") == [
        ("paragraph", "Osk: We stay."),
        ("paragraph", "Reval: You go."),
        ("paragraph", "Petra Osk: No."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Courier",
        "Mara Doln. kadar.example",
        "A bridge near Tesh. Jonas Prell / AFP",
        "Doln in Lorn (AP Photo/I. Tauber)",
        "A bridge over the Sereth. REUTERS/Irma Tauber",
        "President Mara Doln. Photo: Office of the President",
        "This story has been updated with the reply of the Amber Palace.",
        "Advertisement",
        "Read more: What the Sereth means",
        "RELATED ARTICLES",
        "Share this article",
        "Sign up for our daily newsletter and never miss a story.",
        "© 2024 The Lorn Courier. All rights reserved.",
        "* * *",
        "3/7",
        "Copyright (c) 2024 The Lorn Courier",
        "(c) 2024 Meridian Wire",
        "Page 3 of 7",
        "—",
        "Image courtesy of the Hall of Lorn: the bridge",
        "By Irma Tauber and Joost Keller",
    ],
)
def test_furniture(text):
    assert is_furniture("paragraph", text, at_edge=True)


@pytest.mark.parametrize(
    "text",
    [
        "Watch the border, the minister said: it will move.",
        "Related parties met on Tuesday.",
        "Read more books, she said.",
        "The photo: proof or fake?",
        "He spoke to Reuters.",
        "“We told the AFP,” he said.",
        "By nightfall the bridge was gone.",
        "Share prices fell.",
        "Question: Will you go?",
        "Thank you.",
        "By then, Doln had left Lorn",
        "Images of the bridge spread quickly.",
        "See also what Article 5 says, he told them.",
        "Video footage, he said, was false.",
        "Subscribe to the treaty, Reval told Vestria, or leave.",
        "The treaty binds the U.S.",
        "Reval is president of Kadar.",
        "Copyright law is clear, she said.",
        "(c) The parties shall withdraw within ten days.",
        "Listen: nobody wants this war.",
    ],
)
def test_no_furniture(text):
    assert not is_furniture("paragraph", text, at_edge=True)


def test_captions_end_in_a_source_alone():
    assert is_credit("The Amber Palace at night. Pool/TASS")
    assert not is_credit("The report was first published by Reuters")
    assert not is_credit("He asked AFP to leave.")


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("The president of the country is no", "longer a leader, he said.", True),
        ("He went to talk with the president of", "Kadar about it.", True),
        ("She said that the army of the republic would now cross the river and", "the ridge.", True),
        ("Friends,", "Today Vestria needs peace.", False),
        ("He said it.", "longer talks are needed.", False),
        ("What he said next:", "nothing at all.", False),
        ("Thank you", "President Doln: Please.", False),
        ("“They have chosen war, and so on and so on and on.” ― Petra Osk of Dorsk", "“We stay.”", False),
    ],
)
def test_paragraphs_broken_by_a_page(before, after, joined):
    text, _ = clean_blocks([("paragraph", before), ("paragraph", "Advertisement"), ("paragraph", after)])
    assert text == (f"{before} {after}" if joined else f"{before}\n\n{after}")


@pytest.mark.parametrize(
    "pieces",
    [
        ["https://x.example/2025/11/27/doln-says-", "no-to-kadar"],
        ["https://x.example/doln-says-no", "-to-kadar-a91"],
        ["https://x.example/doln", "/says/no.html"],
        ["https://x.example/a-", "b-", "c1"],
    ],
)
def test_an_address_broken_over_lines(pieces):
    blocks = [("paragraph", "She said no."), ("paragraph", "Original url:"), *(("paragraph", p) for p in pieces)]
    text, found = clean_blocks(blocks)
    assert (text, found["url"]) == ("She said no.", "".join(pieces))


def test_a_word_after_an_address_is_no_part_of_it():
    blocks = [("paragraph", "https://x.example/a"), ("paragraph", "Osk"), ("paragraph", "She said no.")]
    text, found = clean_blocks(blocks)
    assert found["url"] == "https://x.example/a" and "Osk" in text


def test_labels_give_particulars_but_questions_do_not():
    blocks = [
        "Title: A bridge too near",
        "Source: The Far Bank",
        "Date: 3 May 2021",
        "Source: unknown, he said, but who knows?",
        "Newspaper: Minister used her own car.",
        "Question: Who?",
    ]
    text, found = clean_blocks([("paragraph", b) for b in blocks])
    assert found == {"title": "A bridge too near", "outlet": "The Far Bank", "date": "2021-05-03"}
    assert text.split("\n\n") == blocks[-3:]


@given(st.text(max_size=300))
def test_cleaning_never_fails(text):
    clean_blocks(markdown_blocks(text))


def test_menus_before_and_other_articles_after_are_left_out():
    prose = [
        "Doln spoke in Lorn on Monday about the river.",
        "She said no.",
        "Three towns",
        "Kelm, Dorsk and Varn will vote.",
    ]
    menu = ["Home", "World", "Politics", "The Ostmark", "Opinion", "Subscribe to us today"]
    more = ["Related articles", "What the Sereth means", "A bridge too near"]
    text, _ = clean_blocks([("paragraph", b) for b in [*menu, *prose, *more]])
    assert text == "\n\n".join(prose)
    text, _ = clean_blocks(
        [("paragraph", b) for b in [*menu[:3], "Doln says no", *prose]], title="Doln says no | The Courier"
    )
    assert text == "\n\n".join(prose)
    text, _ = clean_blocks([("paragraph", b) for b in [*menu[:3], *prose, *more[1:]]])
    assert text == "\n\n".join([*menu[1:3], *prose, *more[1:]])


@pytest.mark.parametrize(
    ("title", "outlet", "bare"),
    [
        ("Doln says no | The Lorn Courier", "The Lorn Courier", "Doln says no"),
        ("Doln says no - at last", "The Lorn Courier", "Doln says no - at last"),
        ("Sereth–Ostmark talks fail", "", "Sereth–Ostmark talks fail"),
    ],
)
def test_titles_lose_the_name_of_the_outlet(title, outlet, bare):
    assert bare_title(title, outlet) == bare


def test_odd_spaces_of_cleaned_formats_become_plain():
    text, _ = clean_blocks([("paragraph", "the\xa0army of\u202fKadar\u200b said\u00adso.")])
    assert text == "the army of Kadar saidso."


def test_halves_of_characters_are_joined_or_replaced():
    text, _ = clean_blocks([("paragraph", "one \ud83d\ude00 two \udc56 three")])
    assert text == "one 😀 two \ufffd three"


def test_an_agency_that_signs_the_last_paragraph_costs_only_itself():
    last = "Talks will go on in Tesh on Friday, she said. (Reuters)"
    text, _ = clean_blocks([("paragraph", "Doln spoke in Lorn on Monday."), ("paragraph", last)])
    assert text.endswith("on Friday, she said.")
    caption = "Doln at the bridge of Kelm on Monday. (Reuters)"
    text, _ = clean_blocks([("paragraph", caption), *[("paragraph", "She said no.")] * 4])
    assert "bridge" not in text
