"""One real article, coded as a careful reader would; needs the folder of shared texts."""

import os
from pathlib import Path

import pytest

from discourse import code_by_rules, find_statements, read_documents

SHARED = os.environ.get("DISCOURSE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="set DISCOURSE_SHARED to the folder that holds seed/")


@pytest.fixture(scope="module")
def article():
    documents = read_documents(Path(SHARED) / "seed" / "moscow-times-2025-11-27.md")
    statements = find_statements(documents)
    return documents.iloc[0], statements, code_by_rules(statements)


def coded(article, part):
    """The statement that holds ``part``, and its codes as (variable, value) to the first row."""
    _, statements, codings = article
    row = statements[statements["text"].str.contains(part, regex=False)].iloc[0]
    mine = codings[(codings["statement_id"] == row["statement_id"]) & (codings["value"] != "none")]
    return row, {(c["variable"], c["value"]): c for c in reversed(mine.to_dict("records"))}


def test_the_head_is_found_and_the_furniture_gone(article):
    document, statements, _ = article
    assert document["title"].startswith("Putin Says He's Open to Discussing")
    assert (document["date"], document["outlet"]) == ("2025-11-27", "The Moscow Times")
    assert document["url"].startswith("https://www.themoscowtimes.com/2025/11/27/putin-says-hes-open")
    assert document["url"].endswith("-plan-but-warns-ukraine-faces-defeat-a91257")
    for furniture in ("Related article", "](", "Original url", "kremlin.ru", "Vladimir Putin. "):
        assert furniture not in document["text"]
    assert 22 <= len(statements) <= 24


def test_the_sentence_broken_by_the_page_is_whole(article):
    row, codes = coded(article, "longer a legitimate leader")
    assert "Zelensky is no longer a legitimate leader, arguing" in " ".join(row["text"].split())
    code = codes["legitimacy", "delegitimation"]
    assert row["speaker"] == "Vladimir Putin"
    assert {"legal", "electoral"} <= set(code["basis"].split(";"))
    assert code["target"] == "Volodymyr Zelensky"


@pytest.mark.parametrize("part", ["will have to leave the territories", "by military means"])
def test_withdraw_or_else_is_an_ultimatum(article, part):
    row, codes = coded(article, part)
    assert (row["voice"], row["speaker"]) == ("direct", "Vladimir Putin")
    assert ("threat", "ultimatum") in codes


def test_the_advance_is_strength_in_mixed_voice(article):
    row, codes = coded(article, "all fronts")
    assert (row["voice"], row["speaker"]) == ("mixed", "Vladimir Putin")
    assert ("threat", "strength") in codes


def test_never_planned_to_is_denial(article):
    row, codes = coded(article, "never planned to")
    assert row["speaker"] == "Vladimir Putin"
    assert ("threat", "denial") in codes


def test_a_basis_with_reservations_is_conditional(article):
    _, codes = coded(article, "can serve as the basis")
    assert ("settlement", "conditional") in codes


def test_speakers_that_are_no_persons(article):
    assert coded(article, "reworking")[0]["speaker"] in ("The Kremlin", "the Kremlin", "Kremlin")
    assert coded(article, "revised version")[0]["speaker"] == "U.S. officials"


def test_the_closing_sentence_is_the_narrators(article):
    row, codes = coded(article, "scheduled to travel")
    assert (row["voice"], row["speaker"]) == ("narrator", "")
    assert not [value for variable, value in codes if variable in ("legitimacy", "threat")]


def test_an_insult_is_no_question_of_right(article):
    row, codes = coded(article, "quite right in the head")
    assert (row["voice"], row["speaker"]) == ("mixed", "Vladimir Putin")
    assert not [value for variable, value in codes if variable == "legitimacy"]
