"""Who says what: source, cue and content of attributed speech, writing, thought and intention.

Documents in, one row per content span out. A text is read once into tokens and tags, cues and spans are proposed by
compiled patterns and lexicons, and a linear model with readable weights decides (after the pipeline of Pareti et al.
2013 and Newell et al. 2018, without their parser). Attributed is what someone says, writes, thinks, wants or judges,
in quotation marks or not. One limit: a source in another sentence is found only through the speaker's pronoun.
"""

from functools import cache

from discourse._attribution_text import attributions_of
from discourse._checks import check_columns, document_records
from discourse._collector import uncollected
from discourse._lexicon import FOLDER
from discourse._tables import as_table
from discourse.speakers import Speakers

COLUMNS = [
    "doc_id",
    "attribution",
    "voice",
    "speaker",
    "source_start",
    "source_end",
    "cue_start",
    "cue_end",
    "content_start",
    "content_end",
]
OFFSETS = COLUMNS[4:]
NAMES = "titles.yaml"  # a language without this lexicon has attributions, but no speakers


@uncollected
def find_attributions(documents, actors=None, language="en"):
    """Attributed contents of documents, with their sources and cues.

    Does not find attributions that only the facts tell, nor sources that a text never names.

    Parameters
    ----------
    documents : DataFrame with the columns doc_id and text; title, speaker and genre help to name speakers
    actors : list of dict as `load_actors` returns it, or None
    language : str, name of a folder of ``lexicon``

    Returns
    -------
    DataFrame, one row per content span: doc_id, attribution (int, from 0 within a document; rows of the same number are
    pieces of one attribution), voice (direct, mixed, indirect), speaker ("" where unknown, and in a
    language without a lexicon of names), and the character offsets source_start, source_end, cue_start, cue_end,
    content_start, content_end (Int64, <NA> where there is none).
    A content never overlaps its own cue or source.

    Raises
    ------
    ValueError
        If a column is missing, or the language has no lexicon.
    TypeError
        If a text is no str.
    """
    check_columns(documents, ["doc_id", "text"], "documents")
    rows = []
    for document in document_records(documents):
        rows += document_attributions(document, speakers_of(document, actors, language), language)
    return as_table(rows, COLUMNS, dict.fromkeys(OFFSETS, "Int64"))


def speakers_of(document, actors=None, language="en"):
    """`Speakers` of a row of documents, None in a language without a lexicon of names."""
    if not _has_names(language):
        return None
    title, speaker, genre, date = [text_field(document, name) for name in ("title", "speaker", "genre", "date")]
    return Speakers(document["text"], title, speaker, genre, actors, date, language)


def text_field(document, name):
    """What a row of documents has in a column, "" where it has none or no text."""
    value = document.get(name, "")
    return value if isinstance(value, str) else ""


@cache
def _has_names(language):
    return (FOLDER / language / NAMES).is_file()


def document_attributions(document, speakers, language="en"):
    """Rows of `find_attributions` for one row of documents, with None where there is no offset.

    Sources are asked for in the order of the text, since a pronoun takes up who spoke before.
    """
    found = attributions_of(document["text"], language)
    sources = sorted({source for _, source, _, _ in found if source}) if speakers else ()
    names = {source: speakers.resolve(*source) for source in sources}
    for number, (voice, source, cue, contents) in enumerate(found):
        for content in contents:
            yield (document["doc_id"], number, voice, names.get(source, ""), *(source or (None, None)), *cue, *content)
