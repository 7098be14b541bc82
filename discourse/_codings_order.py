"""The order of codings that were put together of several."""

import numpy as np


def settled_codings(codings, statements, variables, absent):
    """Codings by statement, then by variable as listed, without rows of absence that are none.

    ``absent`` is left out where the statement has another row of the variable, unless it has a target of its own.
    """
    alone = ~codings.duplicated(["statement_id", "variable"], keep=False)
    codings = codings[alone | (codings["value"] != absent) | (codings["target"] != "")]
    places = dict(zip(statements["statement_id"], range(len(statements))))
    numbers = {name: number for number, name in enumerate(dict.fromkeys(variables))}
    order = np.lexsort((codings["variable"].map(numbers), codings["statement_id"].map(places)))
    return codings.iloc[order].reset_index(drop=True)
