"""Codings in which trained classifiers take the place of whoever coded their variables."""

import pandas as pd

from discourse._classifier_features import ABSENT
from discourse._codings_order import settled_codings


def recode(statements, codings, classifiers):
    """Code the variables of trained classifiers by them, and leave the others as they are.

    Parameters
    ----------
    statements : DataFrame, as ``Classifier.code`` takes it
    codings : DataFrame of codings of the statements, for instance by rules
        Classifiers that were fitted with hints read them.
    classifiers : list of Classifier

    Returns
    -------
    DataFrame of codings, by statement, then by variable
        What is given of a classifier's variable, and of its target where it has one, gives way to its own.

    Raises
    ------
    ValueError
        If two classifiers code the same, one has not been fitted, or was fitted with hints of another coder than that
        of the codings.
    """
    tasks = [(each.variable, each.target) for each in classifiers]
    if len(set(tasks)) < len(tasks):
        raise ValueError(f"classifiers: two code the same of {tasks}. Give one for each variable and target.")
    if not len(statements) or not tasks:
        return codings
    kept = pd.Series(True, index=codings.index)
    for variable, target in tasks:
        kept &= (codings["variable"] != variable) | (target is not None and codings["target"] != target)
    made = [each.code(statements, codings if each.hinted else None) for each in classifiers]
    joined = pd.concat([codings[kept], *made], ignore_index=True).astype(made[0].dtypes)
    return settled_codings(joined, statements, [*codings["variable"], *joined["variable"]], ABSENT)
