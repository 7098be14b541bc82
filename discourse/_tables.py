"""Rows to a table.

Tuples go in, a DataFrame comes out. It is made column by column, for pandas makes out the kind of a column from a list
much faster than from rows, and takes arrays of numbers as they are.
"""

import numpy as np
import pandas as pd


def as_table(rows, columns, types):
    """A DataFrame of rows.

    Parameters
    ----------
    rows : list of tuple
    columns : list of str, the names of what stands in a tuple
    types : dict
        Columns of numbers: "int64", "float64", or "Int64" where None stands for a gap. Pandas makes out all others.
    """
    filled = zip(*rows) if rows else ((),) * len(columns)
    return pd.DataFrame({name: _column(values, types.get(name)) for name, values in zip(columns, filled)})


def _column(values, kind):
    if kind == "Int64":
        gaps = np.array([value is None for value in values], dtype=bool)
        return pd.arrays.IntegerArray(np.array([value or 0 for value in values], dtype="int64"), gaps)
    if kind or not values:
        return np.array(values, dtype=kind or object)
    return list(values)
