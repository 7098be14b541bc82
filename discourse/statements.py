"""Statements: every sentence of a document with who is heard in it.

Documents and attributions go in, one row per sentence comes out. This is the only place where sentences and
attributions meet. A sentence inside a speech, a turn or an official's statement is its speaker's own; any other
sentence is the narrator's unless an attribution makes up enough of it.
"""

import pandas as pd

from discourse._checks import check_columns, check_unique, document_records
from discourse._collector import uncollected
from discourse._statements_attributed import Attributed
from discourse._statements_speech import find_speech
from discourse._statements_voice import Hearing
from discourse._tables import as_table
from discourse.attribution import document_attributions, speakers_of, text_field
from discourse.sentences import find_sentences

COLUMNS = ["statement_id", "doc_id", "paragraph", "start", "end", "text", "voice", "speaker", "side"]
COLUMNS += ["cue", "cue_start", "cue_end"]
NEEDED = ["doc_id", "attribution", "voice", "speaker", "source_start", "source_end", "cue_start", "cue_end"]
NEEDED += ["content_start", "content_end"]
OFFSETS = NEEDED[4:]
TYPES = {"paragraph": "int64", "start": "int64", "end": "int64", "cue_start": "Int64", "cue_end": "Int64"}


@uncollected
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
    TypeError
        If a text is no str.
    """
    check_columns(documents, ["doc_id", "text"], "documents")
    check_unique(documents, "doc_id", "documents")
    given = None
    if attributions is not None:
        check_columns(attributions, NEEDED, "attributions")
        given = _by_document(attributions)
    rows = []
    for document in document_records(documents):
        speakers = speakers_of(document, actors)
        if given is None:
            contents = [Attributed(*row[1:]) for row in document_attributions(document, speakers)]
            speakers.forget()
        else:
            contents = given.get(document["doc_id"], ())
        rows += _document_rows(document, contents, speakers)
    return as_table(rows, COLUMNS, TYPES)


def _by_document(attributions):
    "The contents that a table gives, by their document; rows without a content tell of nothing."
    columns = [attributions[name] for name in NEEDED]
    columns[-len(OFFSETS) :] = [column.astype("Int64").astype(object) for column in columns[-len(OFFSETS) :]]
    found = {}
    for doc_id, *row in zip(*columns):
        row = [None if value is pd.NA else value for value in row]
        if row[-2] is not None:
            found.setdefault(doc_id, []).append(Attributed(*row))
    return found


def _document_rows(document, contents, speakers):
    text, doc_id = document["text"], document["doc_id"]
    title, genre = text_field(document, "title"), text_field(document, "genre")
    speech = find_speech(text, speakers, title, text_field(document, "speaker"), genre, text_field(document, "outlet"))
    hearing = Hearing(text, contents, speech, speakers)
    sentences = find_sentences(text)
    heard = [hearing.of(start, end) for _, start, end in sentences]
    sides = {"": ""}
    rows = []
    for number, (paragraph, start, end) in enumerate(sentences, 1):
        voice, speaker, cue_start, cue_end = heard[number - 1]
        if voice == "direct" and not speaker and not speech and number < len(heard):
            speaker = heard[number][1]  # a quotation whose source follows in the next sentence
        if speaker not in sides:
            sides[speaker] = speakers.side(speaker)
        cue = "" if cue_start is None else text[cue_start:cue_end]
        said = (voice, speaker, sides[speaker], cue, cue_start, cue_end)
        rows.append((f"{doc_id}-{number:03d}", doc_id, paragraph, start, end, text[start:end], *said))
    return rows
