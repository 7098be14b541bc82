"""Who says what, how is it framed, what stance does it take, and how sure can we be?

Four shapes of DataFrame carry everything: documents, attributions, statements, codings. Public names are
imported on first use, so that ``import discourse`` costs nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "codebook": ["Codebook", "Value", "Variable", "load_codebook"],
    "documents": ["read_documents"],
    "codings": ["coding_sheet", "load_codings", "ratings_table", "save_codings"],
    "attribution": ["find_attributions"],
    "statements": ["find_statements"],
    "rules": ["code_by_rules"],
    "prevalence": ["prevalence_table"],
    "figures": ["draw_prevalence", "save_figure"],
    "report": ["Report"],
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME_OF)


def __getattr__(name):
    if name in _HOME_OF:
        return getattr(import_module(f"discourse.{_HOME_OF[name]}"), name)
    raise AttributeError(f"module 'discourse' has no attribute {name!r}. It has: {', '.join(__all__)}.")


def __dir__():
    return [*__all__, "__version__"]
