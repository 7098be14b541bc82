"""How statements are coded, on the command line and in partitions alike.

By the rules of a codebook, with the encoder beside them, or with trained classifiers in their place.
"""


def check_coders(codebook, classifiers, encoder):
    """Refuse the encoder beside classifiers, or beside a codebook without its codes."""
    if not encoder:
        return
    from discourse.encoder import check_encodable

    if classifiers:
        raise ValueError("encoder: expected no classifiers beside it, which code the same; found both. Leave one out.")
    check_encodable(codebook)


def code_statements(statements, codebook, classifiers, encoder):
    """Codings of the statements, by coders that ``check_coders`` let pass; ``encoder`` is its weights or nothing."""
    from discourse.rules import code_by_rules

    codings = code_by_rules(statements, codebook)
    if classifiers:
        from discourse.classifier import recode

        return recode(statements, codings, classifiers)
    if encoder:
        from discourse.encoder import code_by_encoder

        return code_by_encoder(statements, codings, encoder)
    return codings
