"""``discourse check`` and ``discourse codebook``."""

from pathlib import Path
from typing import Annotated

import typer


def check(
    codebook: Annotated[str, typer.Argument(metavar="CODEBOOK", help="A YAML file, or a codebook's name.")],
):
    """Run a codebook's own examples and near-misses as tests."""
    from discourse.codebook import load_codebook
    from discourse.rules import check_codebook

    book = load_codebook(codebook)
    failures = check_codebook(book)
    for row in failures.itertuples(index=False):
        found = row.found or "nothing"
        print(
            f"{row.place}: {row.kind} of {row.variable} {row.value} fails; found {found}: {' '.join(row.text.split())}"
        )
    values = [value for variable in book.variables.values() for value in variable.values.values()]
    count = sum(len(value.examples) + len(value.near_misses) for value in values)
    print(f"{book.name} {book.version}: {count - len(failures)} of {count} examples and near-misses hold.")
    if len(failures):
        raise typer.Exit(1)


def copy(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A codebook of the package.")] = "legitimacy-threat",
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the copy goes.")] = Path(
        "codebook"
    ),
):
    """Copy a codebook of the package into a folder, to read it and to change it."""
    from discourse.codebook import copy_codebook

    path = copy_codebook(name, output)
    print(f"{path}: change it, then run: discourse check {path}")
