"""``discourse`` on the command line.

Results go to standard output or to a file that is written whole; progress and warnings go to standard
error. Bad input is one line each and exit status 2, after the good input is done.
"""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Who says what, how it is framed, what stance it takes: discourse analysis of political news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How results are printed."""

    text = "text"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...", help="Files or folders: md, txt, html, pdf, docx, csv, tsv, xlsx, jsonl, parquet."
    ),
]
Codebook_ = Annotated[
    str,
    typer.Option("--codebook", "-c", metavar="NAME|FILE", help="A codebook of the package or a YAML file of yours."),
]
Actors = Annotated[
    Path | None, typer.Option("--actors", metavar="FILE", help="YAML of names, aliases, sides and offices.")
]
Genre = Annotated[
    str | None,
    typer.Option("--genre", help="Genre of texts that do not say it: news, transcript, statement or analysis."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to standard output.")
]


def _say(message):
    print(f"discourse: {' '.join(str(message).split())}", file=sys.stderr)


def _read(paths, genre):
    """Documents and the list of problems, each of which has been said on standard error."""
    from discourse.documents import read_documents

    problems = []
    documents = read_documents(*paths, genre=genre, problems=problems, progress=sys.stderr.isatty())
    for problem in problems:
        _say(problem)
    return documents, problems


def _actors(path):
    from discourse.speakers import load_actors

    return load_actors(path) if path else None


def _print_lines(lines, output):
    """Lines to standard output, or to a file that takes its name when it is whole."""
    if output is None:
        for line in lines:
            sys.stdout.write(line + "\n")
        sys.stdout.flush()
        return
    from discourse._checks import written_whole

    with written_whole(output) as partial, partial.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(line + "\n" for line in lines)


def _finish(problems):
    if problems:
        raise typer.Exit(2)


def _code(paths, codebook, actors, genre):
    """Documents, statements, codings and problems of the files at ``paths``."""
    from discourse.codebook import load_codebook
    from discourse.rules import code_by_rules
    from discourse.statements import find_statements

    codebook = load_codebook(codebook)
    registry = _actors(actors)
    documents, problems = _read(paths, genre)
    statements = find_statements(documents, actors=registry)
    return documents, statements, code_by_rules(statements, codebook), problems


@app.command()
def code(
    paths: Paths,
    codebook: Codebook_ = "legitimacy-threat",
    actors: Actors = None,
    genre: Genre = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="text to read; jsonl has one statement a line.")] = (
        Format.text
    ),
    output: Output = None,
):
    """Find statements and code them by the rules of a codebook."""
    from discourse._cli_lines import reading_text, statement_lines
    from discourse.codings import save_codings

    if format in (Format.csv, Format.parquet) and output is None:
        raise ValueError(f"--format {format.value} needs --output FILE; standard output takes text and jsonl.")
    documents, statements, codings, problems = _code(paths, codebook, actors, genre)
    if format is Format.jsonl:
        _print_lines(statement_lines(statements, codings), output)
    elif format is Format.text:
        _print_lines(reading_text(documents, statements, codings), output)
    else:
        save_codings(codings, output)
    _finish(problems)


@app.command()
def attribute(
    paths: Paths,
    actors: Actors = None,
    genre: Genre = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="jsonl has one document a line.")] = Format.text,
    output: Output = None,
):
    """Find who says what: source, cue and content of speech, writing, thought and intention."""
    from discourse._cli_lines import attribution_lines, attribution_text
    from discourse.attribution import find_attributions

    if format not in (Format.text, Format.jsonl):
        raise ValueError(f"--format {format.value} is not for attributions. Choose text or jsonl.")
    registry = _actors(actors)
    documents, problems = _read(paths, genre)
    attributions = find_attributions(documents, actors=registry)
    lines = attribution_lines if format is Format.jsonl else attribution_text
    _print_lines(lines(documents, attributions), output)
    _finish(problems)


@app.command("report")
def write_report(
    paths: Paths,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The HTML page to write.")] = Path(
        "report.html"
    ),
    codebook: Codebook_ = "legitimacy-threat",
    actors: Actors = None,
    genre: Genre = None,
):
    """Write one self-contained HTML page with the evidence marked in the text."""
    from discourse.report import Report

    documents, statements, codings, problems = _code(paths, codebook, actors, genre)
    if len(documents):
        Report(documents, statements, codings, codebook).save(output)
        _say(f"{output}: {len(documents)} documents, {len(statements)} statements.")
    _finish(problems)


@app.command()
def check(codebook: Annotated[str, typer.Argument(metavar="CODEBOOK", help="A YAML file, or a codebook's name.")]):
    """Run a codebook's own examples and near-misses as tests."""
    from discourse.codebook import load_codebook
    from discourse.rules import check_codebook

    book = load_codebook(codebook)
    failures, count = check_codebook(book)
    for failure in failures:
        print(failure)
    print(f"{book.name} {book.version}: {count - len(failures)} of {count} examples and near-misses hold.")
    if failures:
        raise typer.Exit(1)


@app.command()
def reproduce(
    notebooks: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[NOTEBOOK...]", help="Notebooks or folders of them; else notebooks/."),
    ] = None,
    figures: Annotated[Path, typer.Option(help="The folder that the notebooks draw into.")] = Path("figures"),
    data: Annotated[Path, typer.Option(help="The corpus, whose digest the manifest keeps.")] = Path("data"),
):
    """Run notebooks anew, redraw their figures and say what differs from before."""
    from rich.console import Console
    from rich.progress import track

    from discourse.reproduction import find_notebooks, reproduce_notebook

    paths = find_notebooks(notebooks or [Path("notebooks")])
    figures.mkdir(parents=True, exist_ok=True)
    problems = []
    for path in track(paths, "Notebooks", console=Console(stderr=True), disable=not sys.stderr.isatty()):
        try:
            drawn, differences = reproduce_notebook(path, figures, data)
        except ValueError as error:
            problems.append(str(error))
            _say(error)
            continue
        print(f"{path.name}: {len(drawn)} files drawn, {len(differences)} differences", flush=True)
        for difference in differences:
            print(f"  {difference}", flush=True)
    _finish(problems)


def main():
    """Run the command line; every error that is the input's fault is one line and exit status 2."""
    try:
        app(standalone_mode=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except (ValueError, TypeError, OSError) as error:
        _say(error)
        sys.exit(2)
