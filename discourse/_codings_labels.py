"""Texts that carry one label each, such as posts coded for stance, as statements and codings."""

import pandas as pd

from discourse._checks import check_columns, check_unique


def labelled_texts(documents, label, variable, target=None, absent="none", coder="human:labels"):
    """Statements and codings of documents that were coded whole, one label each.

    Parameters
    ----------
    documents : DataFrame, with doc_id, text and the column named by ``label``
    label : str
        Column of values; a document whose label is empty is left out.
    variable : str
        The variable that the labels are values of.
    target : str, optional
        Column of targets, for stance toward several.
    absent : str
        The label that means that no value applies; it becomes "none".
    coder : str

    Returns
    -------
    (statements, codings) : DataFrames
        One statement per document, the whole text, voice "direct"; one coding each, of which the text is the evidence
        where a value applies.

    Raises
    ------
    ValueError
        If a column is missing, ids are not unique, or no document is labelled.
    """
    check_columns(documents, ["doc_id", "text", label, *([target] if target else [])], "documents")
    check_unique(documents, "doc_id", "documents")
    rows = documents[documents[label].astype(str).str.strip() != ""]
    if not len(rows):
        raise ValueError(f"documents: no label stands in {label!r}. Name the column that holds the labels.")
    length = rows["text"].str.len()
    ids = [f"{doc_id}-001" for doc_id in rows["doc_id"]]
    statements = pd.DataFrame({"statement_id": ids, "doc_id": list(rows["doc_id"]), "paragraph": 0, "start": 0})
    statements["end"] = list(length)
    statements["text"] = list(rows["text"])
    statements["voice"] = "direct"
    statements["speaker"] = list(rows["speaker"]) if "speaker" in rows else ""
    statements["side"] = statements["cue"] = ""
    statements["cue_start"] = statements["cue_end"] = pd.array([pd.NA] * len(rows), dtype="Int64")
    values = ["none" if v.strip() == absent else v.strip() for v in rows[label].astype(str)]
    given = [v != "none" for v in values]
    codings = pd.DataFrame({"statement_id": ids, "variable": variable, "value": values})
    codings["target"] = list(rows[target]) if target else ""
    codings["basis"], codings["coder"] = "", coder
    codings["start"] = pd.array([0 if g else pd.NA for g in given], dtype="Int64")
    codings["end"] = pd.array([n if g else pd.NA for g, n in zip(given, length)], dtype="Int64")
    codings["evidence"] = [t if g else "" for g, t in zip(given, rows["text"])]
    codings["confidence"], codings["rule"] = float("nan"), ""
    return statements, codings
