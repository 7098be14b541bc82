"""Statements: every sentence of a document with who is heard in it.

Documents and attributions go in, one row per sentence comes out. This is the only place where sentences and
attributions meet. A sentence inside a speech, a turn or an official's statement is its speaker's own; any other
sentence is the narrator's unless an attribution makes up enough of it.
"""

import pandas as pd

from discourse._checks import check_columns, check_unique
from discourse._statements_speech import find_speech
from discourse._statements_voice import Hearing
from discourse.attribution import COLUMNS as ATTRIBUTION
from discourse.attribution import document_attributions, speakers_of
from discourse.sentences import find_sentences

COLUMNS = ["statement_id", "doc_id", "paragraph", "start", "end", "text", "voice", "speaker", "side"]
COLUMNS += ["cue", "cue_start", "cue_end"]
NEEDED = ["doc_id", "attribution", "voice", "speaker", "source_start", "source_end", "cue_start", "cue_end"]
NEEDED += ["content_start", "content_end"]
TYPES = {"paragraph": "int64", "start": "int64", "end": "int64", "cue_start": "Int64", "cue_end": "Int64"}


def find_statements(documents, attributions=None, actors=None):
    """Sentences of documents, each with its voice and speaker.

    Parameters
    ----------
    documents : DataFrame, one row per text
        With doc_id and text; title, date, outlet, genre and speaker are used where they are there.
    attributions : DataFrame or None
        As `find_attributions` returns them; None finds them.
    actors : list of dict or None
        A registry as `load_actors` returns it: its names and sides win over the text's.

    Returns
    -------
    DataFrame, one row per sentence, in the order of the text: statement_id, doc_id, paragraph (from 0), start and end
    (half-open characters of the document's text), text, voice (direct, mixed, indirect, narrator), speaker ("" for
    narrator), side, cue, cue_start, cue_end (<NA> without a cue; a cue may stand in a sentence nearby).
    Every non-blank character of a document lies in exactly one row.

    Raises
    ------
    ValueError
        If a column is missing or a doc_id occurs twice.
    """
    check_columns(documents, ["doc_id", "text"], "documents")
    check_unique(documents, "doc_id", "documents")
    if attributions is not None:
        check_columns(attributions, NEEDED, "attributions")
        by_document = _grouped(attributions)
    rows = []
    for document in documents.to_dict("records"):
        speakers = speakers_of(document, actors)
        if attributions is None:
            mine = [dict(zip(ATTRIBUTION, row)) for row in document_attributions(document, speakers)]
            speakers = speakers.anew()
        else:
            mine = by_document.get(document["doc_id"], ())
        rows.extend(_document_rows(document, mine, speakers))
    return pd.DataFrame(rows, columns=COLUMNS).astype(TYPES)


def _grouped(attributions):
    "Attributions by document: doc_id to a list of rows as dictionaries."
    groups = {}
    for row in attributions.to_dict("records"):
        groups.setdefault(row["doc_id"], []).append(row)
    return groups


def _field(document, name):
    value = document.get(name, "")
    return value if isinstance(value, str) else ""


def _document_rows(document, attributions, speakers):
    text = document["text"]
    title, genre = _field(document, "title"), _field(document, "genre")
    speech = find_speech(text, speakers, title, _field(document, "speaker"), genre, _field(document, "outlet"))
    hearing = Hearing(text, attributions, speech, speakers)
    heard = [(span, hearing.of(*span[1:])) for span in find_sentences(text)]
    for number, ((paragraph, start, end), (voice, speaker, cue_start, cue_end)) in enumerate(heard, 1):
        if voice == "direct" and not speaker and not speech and number < len(heard):
            speaker = heard[number][1][1]  # a quotation whose source follows in the next sentence
        said = (voice, speaker, speakers.side(speaker) if speaker else "")
        cue = ("", pd.NA, pd.NA) if cue_start is None else (text[cue_start:cue_end], cue_start, cue_end)
        name = f"{document['doc_id']}-{number:03d}"
        yield (name, document["doc_id"], paragraph, start, end, text[start:end], *said, *cue)
