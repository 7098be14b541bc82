"""Statements and attributions as the lines that the command line prints.

JSON keys and their order are a contract: other programs read them. A variable that a statement was coded
for without a hit (value ``none``) is left out of its list of codings.
"""

import json

import pandas as pd

CODING_KEYS = ["variable", "value", "target", "basis", "start", "end", "evidence", "confidence", "coder", "rule"]


def _plain(value):
    """A JSON value for a cell: missing becomes null, numpy numbers become Python's."""
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _dump(row):
    return json.dumps(row, ensure_ascii=False, allow_nan=False)


def codings_by_statement(codings):
    """statement_id to its list of codings as dictionaries, ``none`` left out, basis as a list."""
    found = codings[codings["value"] != "none"]
    groups = {}
    for statement_id, *cells in found[["statement_id", *CODING_KEYS]].itertuples(index=False):
        row = dict(zip(CODING_KEYS, map(_plain, cells)))
        row["basis"] = [ground for ground in (row["basis"] or "").split(";") if ground]
        groups.setdefault(statement_id, []).append(row)
    return groups


def statement_lines(statements, codings):
    """One JSON line per statement, in the order of ``statements``."""
    groups = codings_by_statement(codings)
    keys = ["doc_id", "statement_id", "start", "end", "text", "voice", "speaker", "cue"]
    for cells in statements[keys].itertuples(index=False):
        row = dict(zip(keys, map(_plain, cells)))
        yield _dump({**row, "codings": groups.get(row["statement_id"], [])})


def attribution_lines(documents, attributions):
    """One JSON line per document, in the order of ``documents``; the pieces of one attribution together."""
    quotes = {doc_id: {} for doc_id in documents["doc_id"]}
    for row in attributions.itertuples(index=False):
        quote = quotes[row.doc_id].setdefault(
            row.attribution,
            {"cue": None, "sources": [], "contents": [], "speaker": row.speaker, "voice": row.voice},
        )
        quote["cue"] = quote["cue"] or _span(row.cue_start, row.cue_end)
        for spans, start, end in (
            (quote["sources"], row.source_start, row.source_end),
            (quote["contents"], row.content_start, row.content_end),
        ):
            span = _span(start, end)
            if span and span not in spans:
                spans.append(span)
    for doc_id, found in quotes.items():
        yield _dump({"id": doc_id, "quotes": list(found.values())})


def _span(start, end):
    """A span as a list of two numbers, None where it is missing."""
    return None if _plain(start) is None else [int(start), int(end)]


def reading_text(documents, statements, codings):
    """Documents for a person at a terminal: head, then each statement with who speaks and its codes."""
    groups = codings_by_statement(codings)
    by_document = dict(iter(statements.groupby("doc_id", sort=False)))
    for document in documents.itertuples(index=False):
        yield f"# {document.title or document.doc_id}"
        head = [document.date, document.outlet, document.genre, document.url]
        yield "  ".join(part for part in head if part)
        for row in by_document.get(document.doc_id, statements.iloc[:0]).itertuples(index=False):
            yield ""
            yield f"{row.statement_id}  {row.voice}  {row.speaker}".rstrip()
            yield "  " + " ".join(row.text.split())
            for code in groups.get(row.statement_id, []):
                ground = f" ({', '.join(code['basis'])})" if code["basis"] else ""
                target = f" of {code['target']}" if code["target"] else ""
                evidence = " ".join((code["evidence"] or "").split())
                by = (
                    code["rule"]
                    or f"{code['coder']} {'' if code['confidence'] is None else code['confidence']}".rstrip()
                )
                yield f"  - {code['variable']}: {code['value']}{target}{ground}  [{evidence}]  {by}"
        yield ""


def attribution_text(documents, attributions):
    """Attributions for a person at a terminal: speaker, cue and content of each."""
    texts = dict(zip(documents["doc_id"], documents["text"]))
    for line in attribution_lines(documents, attributions):
        row = json.loads(line)
        text = texts[row["id"]]
        yield f"# {row['id']}"
        for quote in row["quotes"]:
            cue = " ".join(text[slice(*quote["cue"])].split()) if quote["cue"] else ""
            content = " … ".join(" ".join(text[a:b].split()) for a, b in quote["contents"])
            yield f"{quote['voice']}  {quote['speaker'] or '(no source)'}  [{cue}]  {content}"
        yield ""
