"""``discourse`` on the command line.

Results go to standard output or to a file that is written whole; progress and warnings go to standard
error. Bad input is one line each and exit status 2, after the good input is done.
"""

import errno
import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from discourse import __version__
from discourse._cli_codebooks import check, copy
from discourse._cli_coding import Size, chunks, coded, coder_of, joined, load_classifiers, weights_of
from discourse._cli_common import finish, say
from discourse._cli_corpora import fetch, reproduce
from discourse._cli_training import evaluate, train
from discourse._compiled import is_compiled

INTERRUPTED = 130  # the exit status of what SIGINT ended

app = typer.Typer(
    help="Who says what, how it is framed, what stance it takes: discourse analysis of political news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def tell_version(asked: bool):
    if asked:
        print(f"discourse {__version__}, {'compiled' if is_compiled() else 'plain Python'}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=tell_version, is_eager=True, help="Say the version, and in which form it runs."
        ),
    ] = False,
): ...


class Format(StrEnum):
    """How results are printed."""

    text = "text"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


Paths = Annotated[
    list[str],  # not Path, which would spoil addresses such as s3://bucket/corpus.parquet
    typer.Argument(
        metavar="PATH...",
        help="Files or folders: md, txt, html, pdf, docx, rtf, xml, csv, tsv, xlsx, json, jsonl, parquet.",
    ),
]
Codebook_ = Annotated[
    str,
    typer.Option("--codebook", "-c", metavar="NAME|FILE", help="A codebook of the package or a YAML file of yours."),
]
Models = Annotated[
    list[Path] | None,
    typer.Option("--model", "-m", metavar="FILE", help="A model of train, to code in place of rules."),
]
Encoder_ = Annotated[
    Size | None,
    typer.Option(
        help="A network of the package to code beside the rules, which finds more; large finds most, at some 40 "
        "sentences a second. Else small beside the package's codebook, none beside yours or models."
    ),
]
Actors = Annotated[
    Path | None, typer.Option("--actors", metavar="FILE", help="YAML of names, aliases, sides and offices.")
]
Genre = Annotated[
    str | None,
    typer.Option("--genre", help="Genre of texts that do not say it: news, transcript, statement or analysis."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=NAME", help="Which column of a table holds a field, such as text=body."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to standard output.")
]


def _columns(pairs):
    """{"text": "body"} of ["text=body"]."""
    wrong = [pair for pair in pairs or [] if "=" not in pair]
    if wrong:
        raise ValueError(f"--column {wrong[0]}: expected FIELD=NAME, such as text=body.")
    return dict(pair.split("=", 1) for pair in pairs) if pairs else None


def _read(paths, genre, columns):
    """Documents and the list of problems, each of which has been said on standard error."""
    from discourse.documents import read_documents

    problems = []
    documents = read_documents(
        *paths, columns=_columns(columns), genre=genre, problems=problems, progress=sys.stderr.isatty()
    )
    for problem in problems:
        say(problem)
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


def _check_output(output):
    """Say at once, not after hours of work, that nothing can be written there."""
    from discourse._checks import check_target

    if output is not None:
        check_target(output)


@app.command()
def code(
    paths: Paths,
    codebook: Codebook_ = "legitimacy-threat",
    model: Models = None,
    encoder: Encoder_ = None,
    actors: Actors = None,
    genre: Genre = None,
    column: Columns = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="text to read; jsonl has one statement a line.")] = (
        Format.text
    ),
    output: Output = None,
    workers: Annotated[int, typer.Option(help="Processes; above 1, --output is a folder of Parquet parts.", min=1)] = 1,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler to run on; --output is a folder of parts.")
    ] = None,
):
    """Find statements and code them by the rules of a codebook, with the encoder beside them, or by trained models."""
    from discourse._cli_lines import reading_text, statement_lines
    from discourse.codings import save_codings

    if format in (Format.csv, Format.parquet) and output is None:
        raise ValueError(f"--format {format.value} needs --output FILE; standard output takes text and jsonl.")
    if workers > 1 or scheduler:
        if format not in (Format.text, Format.parquet):
            raise ValueError(f"--workers and --scheduler write parquet; got --format {format.value}. Leave it out.")
        coder = dict(
            codebook=codebook, classifiers=load_classifiers(model), encoder=weights_of(encoder, codebook, model)
        )
        finish(_code_in_parts(paths, coder, actors, genre, column, output, workers, scheduler))
        return
    _check_output(output)
    coder, registry = coder_of(codebook, model, weights_of(encoder, codebook, model)), _actors(actors)
    documents, problems = _read(paths, genre, column)
    results = coded(documents, coder, registry)
    if format is Format.jsonl:
        _print_lines((line for _, *tables in results for line in statement_lines(*tables)), output)
    elif format is Format.text:
        _print_lines((line for tables in results for line in reading_text(*tables)), output)
    elif len(documents):
        save_codings(joined(codings for _, _, codings in results), output)
    finish(problems)


def _code_in_parts(paths, coder, actors, genre, column, output, workers, scheduler):
    """Code one table in partitions; returns the problems, each of which has been said."""
    from discourse.scale import code_corpus, connected

    if len(paths) != 1 or output is None:
        raise ValueError("--workers and --scheduler need one table or folder of tables, and --output FOLDER.")
    problems = []
    with connected(scheduler) as client:
        told = code_corpus(
            paths[0], output, client=client, workers=workers, actors=_actors(actors), columns=_columns(column),
            genre=genre, problems=problems, progress=sys.stderr.isatty(), **coder,
        )  # fmt: skip
    for problem in problems:
        say(problem)
    print(told[["status", "documents", "statements", "codings"]].groupby("status").sum().to_string())
    return problems


@app.command()
def attribute(
    paths: Paths,
    actors: Actors = None,
    genre: Genre = None,
    column: Columns = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="jsonl has one document a line.")] = Format.text,
    output: Output = None,
):
    """Find who says what: source, cue and content of speech, writing, thought and intention."""
    from discourse._cli_lines import attribution_lines, attribution_text
    from discourse.attribution import find_attributions

    if format not in (Format.text, Format.jsonl):
        raise ValueError(f"--format {format.value} is not for attributions. Choose text or jsonl.")
    _check_output(output)
    registry = _actors(actors)
    documents, problems = _read(paths, genre, column)
    lines = attribution_lines if format is Format.jsonl else attribution_text
    parts = chunks(documents, "Attributing")
    _print_lines((line for part in parts for line in lines(part, find_attributions(part, actors=registry))), output)
    finish(problems)


@app.command("report")
def write_report(
    paths: Paths,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The HTML page to write.")] = Path(
        "report.html"
    ),
    codebook: Codebook_ = "legitimacy-threat",
    model: Models = None,
    encoder: Encoder_ = None,
    actors: Actors = None,
    genre: Genre = None,
    column: Columns = None,
):
    """Write one self-contained HTML page with the evidence marked in the text."""
    from discourse.codebook import load_codebook
    from discourse.report import Report

    _check_output(output)
    coder, registry = coder_of(codebook, model, weights_of(encoder, codebook, model)), _actors(actors)
    documents, problems = _read(paths, genre, column)
    if len(documents):
        _, statements, codings = map(joined, zip(*coded(documents, coder, registry)))
        Report(documents, statements, codings, load_codebook(codebook)).save(output)
        say(f"{output}: {len(documents)} documents, {len(statements)} statements.")
    finish(problems)


app.command("codebook")(copy)
for command in (check, train, evaluate, fetch, reproduce):
    app.command()(command)


def main():
    """Run the command line; every error that is the input's fault is one line and exit status 2.

    An interrupt, by Ctrl-C or by a system that ends its jobs, is one line and status 130.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app(standalone_mode=True)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            say("interrupted. Nothing half done was kept; the same command begins again or goes on.")
        raise
    except (ValueError, TypeError, OSError) as error:
        say(error)
        if getattr(error, "errno", None) == errno.ENOSPC and not error.filename:  # standard output is on a full disk
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(2)
