"""The page as a whole: tables in, one HTML text out."""

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path
from string import Template

from discourse import __version__
from discourse._report_parts import (
    article_html,
    facets_html,
    glossary_html,
    index_html,
    number,
    provenance_html,
    row_html,
    shown_variables,
)
from discourse._report_text import Mark, Statement, plain, safe, text_html
from discourse.codebook import NONE

TEMPLATES = Path(__file__).with_name("templates")
POLICY = (
    "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def digest(text):
    """The hash by which a content security policy allows an inline style or script."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def template(name):
    """A file of the package's page, without its block comments."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL).strip()


def cue_words(codebook):
    """What each rule of a codebook looks for, by variable, value and the rule's id."""
    words = {}
    for variable in codebook.variables.values() if codebook else ():
        for value in variable.values.values():
            for n, cue in enumerate(value.cues, 1):
                rule = cue.id or f"{variable.name}-{value.name}-{n}"
                words[variable.name, value.name, rule] = " ; ".join(cue.find) or cue.regex
    return words


def coding_details(row, words):
    """What the card says of one coding, beside the statement and the code."""
    rule = plain(row.rule)
    confidence = plain(row.confidence)
    return {
        "target": plain(row.target),
        "basis": plain(row.basis).replace(";", ", "),
        "coder": plain(row.coder),
        "rule": rule,
        "cue": " ".join(words.get((row.variable, row.value, rule), "").split()),
        "confidence": f"{float(confidence):.2f}" if confidence else "",
    }


def group_marks(codings, variables, words):
    """Marks by doc_id, in the order of the text: one for all codings of a statement that agree in code and evidence."""
    codes = {(c.variable, c.value): c for v in variables for c in v.codes}
    grouped = {}
    for row in codings.itertuples(index=False):
        start, end = (None, None) if plain(row.start) == "" or plain(row.end) == "" else (int(row.start), int(row.end))
        if start == end:
            start = end = None
        key = (row.doc_id, row.statement_id, codes[row.variable, row.value].key, start, end)
        grouped.setdefault(key, []).append(coding_details(row, words))
    code_of = {c.key: c for c in codes.values()}
    marks = {}
    for n, ((doc_id, statement_id, key, start, end), details) in enumerate(grouped.items()):
        code = code_of[key]
        marks.setdefault(plain(doc_id), []).append(
            Mark(f"mark-{n}", statement_id, code.variable, code.label, code.look, key, start, end, details)
        )
    for found in marks.values():
        found.sort(key=lambda m: (m.start is None, m.start or 0, m.end or 0, m.code))
    return marks


def group_statements(statements, speaker_keys):
    """Statements by doc_id, in the order of the text."""
    cues = statements["cue"] if "cue" in statements.columns else [""] * len(statements)
    found = {}
    for row, cue in zip(statements.itertuples(index=False), cues):
        speaker = plain(row.speaker)
        found.setdefault(plain(row.doc_id), []).append(
            Statement(
                str(row.statement_id),
                int(row.paragraph),
                int(row.start),
                int(row.end),
                plain(row.voice),
                speaker,
                plain(cue),
                speaker_keys.get(speaker, ""),
            )
        )
    return found


def document_rows(documents):
    """The documents as mappings of texts, missing columns as empty texts."""
    for row in documents.to_dict("records"):
        yield {c: plain(row.get(c)) for c in ("doc_id", "title", "date", "outlet", "genre", "speaker", "url", "text")}


def page_html(documents, statements, codings, codebook, title):
    """The whole page. Tables are checked already; codings know their doc_id."""
    coded = codings[codings["value"] != NONE]
    variables = shown_variables(set(zip(codings["variable"], codings["value"])), codebook)
    names = Counter(name for name in map(plain, statements["speaker"]) if name)
    ranked = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))
    speakers = [(f"speaker-{i}", name, n) for i, (name, n) in enumerate(ranked)]
    by_document = group_statements(statements, {name: key for key, name, _ in speakers})
    marks = group_marks(coded, variables, cue_words(codebook))
    rows = list(document_rows(documents))
    articles, index = [], []
    for n, row in enumerate(rows):
        parts = (n, variables, by_document.get(row["doc_id"], []), marks.get(row["doc_id"], []))
        articles.append(article_html(row, *parts, text_html(row["text"], *parts[2:])))
        index.append(row_html(row, *parts))
    code_counts = Counter(key for found in marks.values() for key, _ in {(m.code, m.statement_id) for m in found})
    coder_counts = Counter(map(plain, coded.drop_duplicates(["statement_id", "coder"])["coder"]))
    voice_counts = Counter(map(plain, statements["voice"]))
    alone = len(rows) == 1
    heading = title or (rows[0]["title"] or rows[0]["doc_id"] if alone else number(len(rows), "document"))
    about = f"{number(len(statements), 'statement')}, {coded['statement_id'].nunique():,} of them coded"
    style, script = template("report.css"), template("report.js")
    return Template((TEMPLATES / "report.html").read_text(encoding="utf-8")).substitute(
        policy=POLICY.format(style=digest(style), script=digest(script)),
        version=__version__,
        title=safe(heading),
        style=style,
        script=script,
        kind="alone" if alone else "corpus",
        home="" if alone else '<a href="#index">Documents</a>',
        facets=facets_html(variables, code_counts, speakers, voice_counts, coder_counts),
        index="" if alone else index_html(heading, about, index),
        articles="\n".join(articles),
        glossary=glossary_html(variables, codebook),
        provenance=provenance_html(documents, sorted(set(map(plain, codings["coder"])) - {""}), __version__),
    )
