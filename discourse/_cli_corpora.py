"""``discourse fetch`` and ``discourse reproduce``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from discourse._cli_common import finish, say


def reproduce(
    notebooks: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[NOTEBOOK...]", help="Notebooks or folders of them; else notebooks/."),
    ] = None,
    figures: Annotated[Path, typer.Option(help="The folder that the notebooks draw into.")] = Path("figures"),
    data: Annotated[Path, typer.Option(help="The corpus, whose digest the manifest keeps.")] = Path("data/demo"),
):
    """Run notebooks anew, redraw their figures and say what differs from before."""
    from rich.console import Console
    from rich.progress import track

    from discourse.datasets import is_cached
    from discourse.reproduction import corpora_needed, find_notebooks, reproduce_notebook

    paths = find_notebooks(notebooks or [Path("notebooks")])
    figures.mkdir(parents=True, exist_ok=True)
    problems = []
    for path in track(paths, "Notebooks", console=Console(stderr=True), disable=not sys.stderr.isatty()):
        lacking = [name for name in corpora_needed(path) if not is_cached(name)]
        if lacking:
            print(f"{path.name}: skipped; the cache lacks {lacking}. Fetch them, or set DISCOURSE_CACHE.", flush=True)
            continue
        try:
            drawn, differences = reproduce_notebook(path, figures, data)
        except ValueError as error:
            problems.append(str(error))
            say(error)
            continue
        print(f"{path.name}: {len(drawn)} files drawn, {len(differences)} differences", flush=True)
        for difference in differences:
            print(f"  {difference}", flush=True)
    finish(problems)


def fetch(
    name: Annotated[str, typer.Argument(metavar="NAME", help="press, us-statements, zelenskyy-speeches or kremlin.")],
):
    """Fetch a public corpus from its pinned address into the cache, and count what came."""
    from discourse import datasets

    fetchers = {n.removeprefix("fetch_").replace("_", "-"): n for n in dir(datasets) if n.startswith("fetch_")}
    if name not in fetchers:
        raise ValueError(f"{name}: expected one of {sorted(fetchers)}.")
    documents = getattr(datasets, fetchers[name])()
    print(f"{name}: {len(documents)} documents, {documents['text'].str.len().sum()} characters")
