"""The JSON lines are a contract: keys, order, null for what is missing."""

import json

import pandas as pd

from discourse._cli_lines import attribution_lines, reading_text, statement_lines

TEXT = "Vesk said the vote was a sham. It rained."
DOCUMENTS = pd.DataFrame(
    [
        {
            "doc_id": "d1",
            "title": "Vote",
            "date": "2031-05-02",
            "outlet": "Lorn Post",
            "genre": "news",
            "url": "",
            "text": TEXT,
        }
    ]
)
STATEMENTS = pd.DataFrame(
    [
        ["d1-001", "d1", 0, 0, 30, TEXT[:30], "indirect", "Ilan Vesk", "Vestria", "said", 5, 9],
        ["d1-002", "d1", 0, 31, 41, TEXT[31:], "narrator", "", "", "", pd.NA, pd.NA],
    ],
    columns="statement_id doc_id paragraph start end text voice speaker side cue cue_start cue_end".split(),
)
CODINGS = pd.DataFrame(
    [
        ["d1-001", "legitimacy", "delegitimation", "vote", "legal;electoral", "rules:x@1", 25, 29, "sham", 1.0, "sham"],
        ["d1-001", "threat", "none", "", "", "rules:x@1", pd.NA, pd.NA, "", float("nan"), ""],
    ],
    columns="statement_id variable value target basis coder start end evidence confidence rule".split(),
)


def test_a_statement_is_one_line_with_its_codings_and_none_left_out():
    first, second = map(json.loads, statement_lines(STATEMENTS, CODINGS))
    assert list(first) == ["doc_id", "statement_id", "start", "end", "text", "voice", "speaker", "cue", "codings"]
    assert first["codings"] == [
        {
            "variable": "legitimacy",
            "value": "delegitimation",
            "target": "vote",
            "basis": ["legal", "electoral"],
            "start": 25,
            "end": 29,
            "evidence": "sham",
            "confidence": 1.0,
            "coder": "rules:x@1",
            "rule": "sham",
        }
    ]
    assert second["codings"] == []


def test_attributions_of_a_document_are_one_line_with_pieces_together():
    pieces = pd.DataFrame(
        [
            ["d1", 0, "indirect", "Ilan Vesk", 0, 4, 5, 9, 10, 15],
            ["d1", 0, "indirect", "Ilan Vesk", 0, 4, 5, 9, 16, 29],
            ["d1", 1, "indirect", "", pd.NA, pd.NA, pd.NA, pd.NA, 31, 40],
        ],
        columns=(
            "doc_id attribution voice speaker".split()
            + [f"{role}_{end}" for role in ("source", "cue", "content") for end in ("start", "end")]
        ),
    )
    (line,) = attribution_lines(DOCUMENTS, pieces)
    assert json.loads(line) == {
        "id": "d1",
        "quotes": [
            {
                "cue": [5, 9],
                "sources": [[0, 4]],
                "contents": [[10, 15], [16, 29]],
                "speaker": "Ilan Vesk",
                "voice": "indirect",
            },
            {"cue": None, "sources": [], "contents": [[31, 40]], "speaker": "", "voice": "indirect"},
        ],
    }


def test_a_document_without_attributions_still_has_its_line():
    empty = pd.DataFrame(columns=["doc_id", "attribution"])
    assert [json.loads(line) for line in attribution_lines(DOCUMENTS, empty)] == [{"id": "d1", "quotes": []}]


def test_the_reading_text_shows_code_ground_target_and_evidence():
    page = "\n".join(reading_text(DOCUMENTS, STATEMENTS, CODINGS))
    assert "2031-05-02  Lorn Post  news" in page
    assert "- legitimacy: delegitimation of vote (legal, electoral)  [sham]  sham" in page
    assert "d1-002  narrator" in page
