"""Groups of statements, by a column of theirs or by the codes they carry."""

import pandas as pd

from discourse._checks import check_columns
from discourse.codings import select_variable


def split_groups(statements, by, codings=None):
    """The groups in order, each with an array of bool over the rows of ``statements``.

    With codings a statement is in the group of every value that it carries; statements that were not coded are in none.
    """
    if codings is None:
        check_columns(statements, [by], "statements")
        names = statements[by].astype(object).where(statements[by].notna(), "").astype(str)
        return {name: (names == name).to_numpy() for name in sorted(set(names))}
    rows = select_variable(codings, by)
    coders = sorted(set(rows["coder"]))
    if len(coders) > 1:
        raise ValueError(f"codings: come from {len(coders)} coders, {coders[:5]}. Choose one.")
    ids = pd.Index(statements["statement_id"])
    carried = rows.groupby("value", sort=True)["statement_id"].agg(set)
    return {value: ids.isin(statement_ids) for value, statement_ids in carried.items()}
