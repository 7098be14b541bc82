"""Codings shown where they stand: one self-contained HTML page for a document or a corpus.

The page opens from disk without a network. Its content security policy allows only its own style and script, by
their hashes, and everything that comes from documents, people or codebooks is escaped. The hue of a mark tells the
variable and the line under it the value, and a word beside it names the value, so that nothing rests on colour alone.
"""

from functools import cached_property
from html import escape
from pathlib import Path

from discourse._checks import check_columns, check_spans, check_unique, written_whole
from discourse._report_page import page_html
from discourse._report_parts import number
from discourse._report_text import plain
from discourse.codebook import NONE, load_codebook

DOCUMENTS = ["doc_id", "title", "text"]
STATEMENTS = ["statement_id", "doc_id", "paragraph", "start", "end", "voice", "speaker"]
CODINGS = "statement_id variable value target basis coder start end evidence confidence rule".split()


class Report:
    """Documents with their codings marked in the text, as one HTML page.

    Displays itself in a notebook. Values "none" are coded absences and are not marked. A coding without evidence is
    named at the end of its statement.

    Parameters
    ----------
    documents : DataFrame, one row per document
        doc_id, title and text; shown where present: date, outlet, genre, speaker, url, sha256.
    statements : DataFrame, one row per statement of these documents
    codings : DataFrame, one row per coding of these statements; several coders are shown side by side
    codebook : str, Path, Codebook or None
        Gives the definitions. With None, codes are shown without definitions, in the order of their names.
    title : str, heading of a page of several documents; "" for their number

    Attributes
    ----------
    html : str, the whole page

    Raises
    ------
    ValueError
        If a column is missing, an id occurs twice, a span lies outside its text, evidence is not what stands at its
        span, statements overlap, a coding's statement is missing, or a code is not in the codebook.
    """

    def __init__(self, documents, statements, codings, codebook="legitimacy-threat", title=""):
        check_columns(documents, DOCUMENTS, "documents")
        check_unique(documents, "doc_id", "documents")
        check_columns(statements, STATEMENTS, "statements")
        check_unique(statements, "statement_id", "statements")
        check_columns(codings, CODINGS, "codings")
        if not isinstance(title, str):
            raise TypeError(f"title must be a str; got {type(title).__name__}.")
        self.codebook = None if codebook is None else load_codebook(codebook)
        self.title = title
        self.documents = documents.reset_index(drop=True)
        self.statements = statements.sort_values(["doc_id", "start"], kind="stable").reset_index(drop=True)
        self.codings = self._located(codings)
        self._check_statements()
        self._check_codings()

    def _located(self, codings):
        """``codings`` with the doc_id of their statements."""
        home = self.statements.set_index("statement_id")["doc_id"]
        lost = codings[~codings["statement_id"].isin(home.index)]
        if len(lost):
            raise ValueError(
                f"codings: {len(lost)} rows have a statement_id that is not among the statements, first "
                f"{lost['statement_id'].iloc[0]!r}. Pass the statements that were coded."
            )
        return codings.assign(doc_id=codings["statement_id"].map(home)).reset_index(drop=True)

    def _check_statements(self):
        texts = dict(zip(self.documents["doc_id"], self.documents["text"]))
        check_spans(self.statements, texts, "statements")
        check_spans(self.codings, texts, "codings")
        before = self.statements.groupby("doc_id", sort=False)["end"].shift()
        over = self.statements[self.statements["start"] < before]
        if len(over):
            raise ValueError(
                f"statements: {len(over)} begin before the one before them ends, first "
                f"{over['statement_id'].iloc[0]!r}. find_statements makes statements that do not overlap."
            )
        for row in self.codings.dropna(subset=["start", "end"]).itertuples():
            found, said = texts[row.doc_id][int(row.start) : int(row.end)], plain(row.evidence)
            if said and said != found:
                raise ValueError(
                    f"codings: the evidence of {row.statement_id!r} is {said[:60]!r}, but {found[:60]!r} stands at "
                    f"{row.start}:{row.end}. Pass the documents that were coded, unchanged."
                )

    def _check_codings(self):
        if self.codebook is None:
            return
        known = {(name, value) for name, v in self.codebook.variables.items() for value in [*v.values, NONE]}
        pairs = list(zip(self.codings["variable"], self.codings["value"]))
        wrong = sorted({f"{a}: {b}" for a, b in pairs if (a, b) not in known})
        if wrong:
            place = next(i for i, pair in enumerate(pairs) if pair not in known)
            raise ValueError(
                f"codings: {len(wrong)} codes are not in the codebook {self.codebook.name!r}: {wrong[:5]}, first in "
                f"{self.codings['statement_id'].iloc[place]}. Pass the codebook they follow, or codebook=None."
            )

    def __repr__(self):
        parts = [(self.documents, "document"), (self.statements, "statement"), (self.codings, "coding")]
        return f"Report of {', '.join(number(len(table), noun) for table, noun in parts)}"

    def _repr_html_(self):
        """The page in a frame of its own, which can reach nothing of the notebook around it."""
        return (
            f'<iframe srcdoc="{escape(self.html, quote=True)}" sandbox="allow-scripts allow-popups" '
            f'title="{escape(repr(self))}" width="100%" height="720" '
            'style="border: 1px solid #8885; border-radius: 6px"></iframe>'
        )

    def save(self, path):
        """Write the page to ``path``, whole or not at all; returns the path."""
        with written_whole(path) as partial:
            partial.write_bytes(self.html.encode("utf-8"))
        return Path(path)

    @cached_property
    def html(self):
        """The whole page; the same tables give the same bytes."""
        return page_html(self.documents, self.statements, self.codings, self.codebook, self.title)
