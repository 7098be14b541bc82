"""The sheet that people fill in, and the way back from it.

A sheet has one row per statement with its context, and for each variable an empty column, the values it may
take beside it, and columns for what else the codebook asks: basis, target, evidence. Several values in a
cell are parted by "|", and so are what belongs to them in the other cells: "delegitimation | legitimation",
"legal;electoral | moral".
"""

from pathlib import Path

import pandas as pd

from discourse._checks import check_columns, check_unique, written_whole
from discourse._codings_files import write_table
from discourse._codings_workbook import write_workbook

SHEET_COLUMNS = ["statement_id", "coder", "text"]
PARTS = " | "


def coding_sheet(statements, codebook, coder):
    """A table for people to code by hand: one row per statement, one empty column per variable.

    Codes of others are not shown. Fill in "none" for coded as absent; an empty cell means not coded. Save it with
    ``save_coding_sheet`` and read it back with ``load_codings(path, codebook)``.

    Parameters
    ----------
    statements : DataFrame, one row per statement, in order of reading
    codebook : Codebook, name or path
    coder : str, such as "human:ana"

    Returns
    -------
    DataFrame, one row per statement: statement_id, doc_id, coder, voice and speaker (where statements have them),
    before (the paragraph before and the paragraph so far), text, after (the rest of the paragraph), start; then for
    each variable of the codebook an empty column of its name, ``<variable>_values`` (the values allowed),
    ``<variable>_basis`` and ``<variable>_target`` where the codebook asks for them, and ``<variable>_evidence``.

    Raises
    ------
    ValueError
        If a column is missing, a statement_id occurs twice, or ``coder`` is empty.
    """
    from discourse.codebook import load_codebook

    check_columns(statements, ["statement_id", "doc_id", "paragraph", "start", "text"], "statements")
    check_unique(statements, "statement_id", "statements")
    if not coder.strip():
        raise ValueError("coder must be a name; got ''. Name who will fill in the sheet, for example 'human:ana'.")
    codebook = load_codebook(codebook)
    sheet = statements[["statement_id", "doc_id"]].reset_index(drop=True)
    sheet["coder"] = coder
    for column in ("voice", "speaker"):
        if column in statements:
            sheet[column] = statements[column].to_numpy()
    sheet["before"], sheet["after"] = _context(statements)
    sheet.insert(sheet.columns.get_loc("before") + 1, "text", statements["text"].to_numpy())
    sheet["start"] = statements["start"].to_numpy()
    for name, variable in codebook.variables.items():
        sheet[name] = ""
        sheet[f"{name}_values"] = PARTS.join([*variable.codes, "none"])
        for part in ["basis"] * bool(variable.basis) + ["target"] * bool(variable.target) + ["evidence"]:
            sheet[f"{name}_{part}"] = ""
    return sheet


def save_coding_sheet(sheet, path):
    """Write a coding sheet to ``path`` for people: .xlsx with lists of values to choose from, or .csv or .tsv.

    No cell is run as a formula; the same sheet gives the same bytes.

    Raises
    ------
    ValueError
        If it is not a sheet of ``coding_sheet``, or the ending of the path is another.
    """
    check_columns(sheet, SHEET_COLUMNS, "sheet")
    ending = Path(path).suffix.lower()
    if ending not in (".xlsx", ".csv", ".tsv"):
        raise ValueError(f"{path}: coding sheets are written as .xlsx, .csv or .tsv; got {ending or 'no ending'!r}.")
    if ending == ".xlsx":
        with written_whole(path) as partial:
            write_workbook(sheet, partial, PARTS)
    else:
        write_table(sheet, path, encoding="utf-8-sig")


def sheet_to_codings(sheet, codebook, name):
    """Codings of a filled sheet; ``name`` stands in errors. A cell that is left empty gives no row."""
    check_columns(sheet, SHEET_COLUMNS, name)
    check_unique(sheet, "statement_id", name)
    present = [v for v in codebook.variables if v in sheet.columns]
    if not present:
        raise ValueError(f"{name}: has no column of the variables {list(codebook.variables)}. Pass its own codebook.")
    rows = []
    for record in sheet.astype(object).fillna("").to_dict("records"):
        for variable in present:
            rows += _codings_of(record, variable, f"{name}: {record['statement_id']}")
    columns = ["statement_id", "variable", "value", "target", "basis", "coder", "start", "end", "evidence"]
    return pd.DataFrame(rows, columns=columns)


def _codings_of(record, variable, place):
    values = _split(record[variable])
    parts = {p: _split(record.get(f"{variable}_{p}", "")) for p in ("basis", "target", "evidence")}
    for part, cells in parts.items():
        if len(cells) not in (0, 1, len(values)) or (cells and not values):
            raise ValueError(
                f"{place}: {variable} has {len(values)} values and {len(cells)} of {part}. "
                'Give one for all or one for each, parted by "|".'
            )
        parts[part] = cells * len(values) if len(cells) == 1 else cells or [""] * len(values)
    for value, target, basis, evidence in zip(values, parts["target"], parts["basis"], parts["evidence"]):
        start = end = pd.NA
        if evidence:
            at = str(record["text"]).find(evidence)
            if at < 0:
                raise ValueError(
                    f"{place}: the evidence {evidence!r} is not in the statement. Copy it letter by letter."
                )
            if str(record.get("start", "")).strip():
                start = int(float(record["start"])) + at
                end = start + len(evidence)
        basis = ";".join(b.strip() for b in basis.split(";") if b.strip())
        yield record["statement_id"], variable, value, target, basis, record["coder"], start, end, evidence


def _split(cell):
    return [part.strip() for part in str(cell).split("|")] if str(cell).strip() else []


def _context(statements):
    """Texts before and after each statement: the paragraph before with the paragraph so far, and its rest."""
    paragraphs, before, after = {}, [], []
    columns = [statements[c].tolist() for c in ("doc_id", "paragraph", "start", "text")]
    for doc_id, paragraph, start, text in zip(*columns):
        paragraphs.setdefault((doc_id, paragraph), []).append((start, text))
    for doc_id, paragraph, start, _ in zip(*columns):
        own, previous = sorted(paragraphs[doc_id, paragraph]), sorted(paragraphs.get((doc_id, paragraph - 1), []))
        before.append(" ".join(text for _, text in [*previous, *(p for p in own if p[0] < start)]))
        after.append(" ".join(text for at, text in own if at > start))
    return before, after
