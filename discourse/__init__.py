"""Who says what, how is it framed, what stance does it take, and how sure can we be?

Four shapes of DataFrame carry everything: documents, attributions, statements, codings. Public names are
imported on first use, so that ``import discourse`` costs nothing.
"""

from importlib import import_module

from discourse._compiled import choose

__version__ = "0.1.0"

choose()

_HOMES = {
    "codebook": ["Codebook", "Value", "Variable", "copy_codebook", "load_codebook"],
    "documents": ["find_duplicates", "read_documents"],
    "vectors": ["sentence_vectors"],
    "codings": ["coding_sheet", "labelled_texts", "load_codings", "ratings_table", "save_coding_sheet", "save_codings"],
    "speakers": ["Speakers", "load_actors"],
    "attribution": ["find_attributions"],
    "statements": ["find_statements"],
    "rules": ["check_codebook", "code_by_rules"],
    "encoder": ["code_by_encoder"],
    "classifier": ["Classifier", "code_out_of_fold", "recode"],
    "agreement": ["adjudicate", "agreement_table", "confusion_table", "disagreements", "span_agreement_table"],
    "prevalence": ["difference_table", "prevalence_table", "regression_table"],
    "sampling": ["design_effect", "sample_size", "sample_table", "uncertainty_table"],
    "keyness": ["collocation_table", "concordance_table", "keyness_table"],
    "networks": [
        "actor_concept_edges",
        "build_graph",
        "camps_table",
        "congruence_edges",
        "error_table",
        "network_over_time",
        "polarisation_table",
        "save_network",
        "stance_table",
        "target_edges",
    ],
    "figures": [
        "draw_agreement",
        "draw_confusion",
        "draw_keyness",
        "draw_network",
        "draw_prevalence",
        "draw_timeline",
        "node_positions",
        "save_figure",
    ],
    "report": ["Report"],
    "datasets": [
        "corpora_table",
        "fetch_kremlin",
        "fetch_press",
        "fetch_us_statements",
        "fetch_zelenskyy_speeches",
        "load_demo",
    ],
    "scale": ["code_corpus"],
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME_OF)


def __getattr__(name):
    if name in _HOME_OF:
        return getattr(import_module(f"discourse.{_HOME_OF[name]}"), name)
    raise AttributeError(f"module 'discourse' has no attribute {name!r}. It has: {', '.join(__all__)}.")


def __dir__():
    return [*__all__, "__version__"]
