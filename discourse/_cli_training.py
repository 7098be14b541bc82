"""``discourse train`` and ``discourse evaluate``."""

from pathlib import Path
from typing import Annotated

import typer

Texts = Annotated[list[Path], typer.Argument(metavar="PATH...", help="The texts that were coded.")]


def train(
    paths: Texts,
    variable: Annotated[str, typer.Option("--variable", "-v", help="The variable to learn.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The model to write (.skops).")],
    codings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Codings of the statements in the texts (csv, parquet, xlsx).")
    ] = None,
    label: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Or: the column of a table that labels each text as a whole.")
    ] = None,
    target: Annotated[str | None, typer.Option(help="Learn only the codings with this target.")] = None,
    target_column: Annotated[
        str, typer.Option(metavar="COLUMN", help="With --label: the column of targets.")
    ] = "target",
    absent: Annotated[str, typer.Option(help="With --label: the label that means that no value applies.")] = "none",
    coder: Annotated[str | None, typer.Option(help="The coder to learn from, where the file has several.")] = None,
    hints: Annotated[
        str | None, typer.Option(metavar="CODEBOOK", help="A codebook whose rules' hits the machine may read.")
    ] = None,
    multiple: Annotated[bool, typer.Option(help="Whether a statement may carry several values.")] = False,
    vectors: Annotated[
        bool, typer.Option(help="Whether to read what sentences mean besides their words: better, and slower.")
    ] = True,
    folds: Annotated[int, typer.Option(help="Parts of the test on unseen documents.", min=2)] = 5,
    seed: Annotated[int, typer.Option(help="Seed of the solver.")] = 0,
):
    """Learn to code a variable from coded texts, and say how well it codes unseen documents."""
    import pandas as pd

    from discourse.agreement import agreement_table
    from discourse.classifier import Classifier, code_out_of_fold

    if (codings is None) == (label is None):
        raise ValueError("train needs either --codings FILE or --label COLUMN.")
    statements, known = _coded_statements(paths, codings, label, variable, target_column if target else None, absent)
    known = known[known["variable"] == variable]
    if coder:
        known = known[known["coder"] == coder]
    told = _hints(statements, hints)
    model = Classifier(variable, multiple=multiple, target=target, seed=seed, vectors=vectors)
    if target is not None:
        known = known[known["target"] == target]
    unseen = code_out_of_fold(model, statements, known, told, folds)
    model.fit(statements, known, told).save(output)
    both = pd.concat([known[known["statement_id"].isin(unseen["statement_id"])], unseen], ignore_index=True)
    print(f"{output}: {model.coder}, learned from {known['statement_id'].nunique()} statements")
    print(f"On unseen documents, {folds} folds:")
    print_agreement(agreement_table(both, by="value", variable=variable, statements=statements))


def _coded_statements(paths, codings, label, variable, target_column, absent):
    """Statements and codings: of sentences, or of texts that a column labels as a whole."""
    from discourse.codings import labelled_texts, load_codings
    from discourse.documents import read_documents
    from discourse.statements import find_statements

    documents = read_documents(*paths)
    if label is not None:
        return labelled_texts(documents, label, variable, target_column, absent)
    known = load_codings(codings)
    statements = find_statements(documents)
    strangers = sorted(set(known["statement_id"]) - set(statements["statement_id"]))
    if strangers:
        raise ValueError(
            f"{codings}: {len(strangers)} statement_id are not in the texts, first {strangers[0]!r}. "
            "Give the texts that were coded, with the same file names."
        )
    return statements, known


def _hints(statements, codebook):
    if codebook is None:
        return None
    from discourse.rules import code_by_rules

    return code_by_rules(statements, codebook)


def evaluate(
    codings: Annotated[Path, typer.Argument(metavar="CODINGS", help="Codings to judge (csv, parquet, xlsx).")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Codings of the same statements to judge them by.")],
    texts: Annotated[
        list[Path] | None, typer.Option("--texts", metavar="PATH", help="The texts, to show where the two differ.")
    ] = None,
    variable: Annotated[list[str] | None, typer.Option("--variable", "-v", help="Only this variable.")] = None,
    show: Annotated[int, typer.Option(help="How many differing statements of a variable to show.", min=0)] = 20,
):
    """Compare codings with others: agreement per value, confusions, and the statements on which they differ."""
    import pandas as pd

    from discourse.agreement import agreement_table, confusion_table, disagreements
    from discourse.codings import load_codings
    from discourse.documents import read_documents
    from discourse.statements import find_statements

    judged, by = (_one_coder(load_codings(path), path) for path in (codings, gold))
    if judged["coder"].iloc[0] == by["coder"].iloc[0]:
        by = by.assign(coder="gold")
    name, reference = judged["coder"].iloc[0], by["coder"].iloc[0]
    shared = set(judged["statement_id"]) & set(by["statement_id"])
    if not shared:
        raise ValueError(
            f"{codings} and {gold} have no statement in common. Code the same texts, under the same names."
        )
    both = pd.concat([judged, by], ignore_index=True)
    both = both[both["statement_id"].isin(shared)]
    common = sorted(set(judged["variable"]) & set(by["variable"]) & set(variable or judged["variable"]))
    statements = find_statements(read_documents(*texts)) if texts else None
    print(f"{name} against {reference}: {len(shared)} statements")
    print_agreement(agreement_table(both, by="value", variable=common, statements=statements))
    for each in common:
        table = confusion_table(both, each, coder=name, reference=reference)
        print(f"\n{each}: rows {reference}, columns {name}")
        print(table.pivot(index="reference", columns="coded", values="count").to_string())
        if statements is not None:
            differing = disagreements(both[both["variable"] == each], statements, each)
            print(f"\n{each}: {len(differing)} statements differ" + f", first {show}" * (len(differing) > show))
            for row in differing.head(show).to_dict("records"):
                print(f"  {row['statement_id']}  {reference}: {row[reference]}  {name}: {row[name]}")
                print(f"    {' '.join(row['text'].split())}")


def _one_coder(codings, path):
    coders = sorted(codings["coder"].unique())
    if len(coders) != 1:
        raise ValueError(f"{path}: expected codings of one coder; found {coders}. Keep one, or adjudicate first.")
    return codings


def print_agreement(table):
    """Alpha and F1 of each value with intervals, as text."""
    rows = []
    for (variable, value), part in table.groupby(["variable", "value"], sort=False):
        measures = part.set_index("measure")
        row = {"variable": variable, "value": value, "n": int(part["n"].iloc[0])}
        for measure in ("alpha", "f1"):
            if measure in measures.index:
                got = measures.loc[measure]
                row[measure] = f"{got['estimate']:.2f} [{got['low']:.2f}, {got['high']:.2f}]"
        rows.append(row)
    import pandas as pd

    print(pd.DataFrame(rows).to_string(index=False))
