"""The same functions over partitions, on one machine or a Dask cluster.

Tables of any size come in, statements and codings in Parquet go out, one pair of files per partition. The
rows are those of a single run, whatever the number of workers. A run that was broken off is taken up where
it stopped. Needs the extra ``scale``; the tables need a column of document ids.
"""

import hashlib
import json
import logging
import sys
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from discourse import __version__
from discourse._checks import report_problem, written_whole
from discourse._scale_coding import check_coders
from discourse._scale_parts import check_ids, code_partition, done_file, find_sources, plan_partitions
from discourse.codebook import load_codebook
from discourse.encoder import encoder_name

STATUS = ["part", "address", "status", "documents", "statements", "codings"]


def code_corpus(
    source,
    out,
    codebook="legitimacy-threat",
    client=None,
    workers=1,
    rows=2000,
    classifiers=(),
    encoder=None,
    actors=None,
    columns=None,
    genre=None,
    problems=None,
    progress=False,
):
    """Code a corpus of any size in partitions.

    Parameters
    ----------
    source : str or Path
        A Parquet, CSV or JSONL table with a column of document ids, a folder of them, or a pattern, at any address
        that fsspec knows.
    out : str or Path
        A folder that every worker sees. It takes statements/part-NNNNN.parquet and codings/part-NNNNN.parquet.
    codebook : str, Path or Codebook, as ``load_codebook`` takes it
    client : distributed.Client, optional
        A cluster to run on. Without it ``workers`` processes run on this machine; one runs in this process.
    rows : int
        Rows of a partition; a task should take seconds, not milliseconds.
    classifiers : sequence of Classifier, which code their variables in place of the rules
    encoder : "small" or "large", optional
        Weights with which `code_by_encoder` codes beside the rules; not together with classifiers.
    actors, columns, genre : as ``find_statements`` and ``read_documents`` take them
    problems : list, optional
        Takes one line for each bad file, row or partition; without it they come as warnings.
    progress : bool, show a bar on standard error

    Returns
    -------
    DataFrame, one row per partition: part, address, status, documents, statements, codings
        status is "done", "kept" (an earlier run had done it) or "failed"; the counts of a failed part are 0.

    Raises
    ------
    ValueError
        If the source holds no table or one without document ids, ``out`` holds the results of another source,
        codebook, classifier or version, or the encoder is asked for beside classifiers or a codebook without its codes.
    """
    book = load_codebook(codebook)
    check_coders(book, classifiers, encoder)
    files, tables = find_sources(source)
    check_ids(files, tables, columns)
    parts = plan_partitions(files, tables, rows)
    coders = [each.coder for each in classifiers] + ([encoder_name(encoder)] if encoder else [])
    _check_plan(Path(out), files, tables, parts, book, coders, actors, columns, genre)
    kept = [p for p in parts if done_file(out, p).exists()]
    todo = [p for p in parts if not done_file(out, p).exists()]
    settings = (str(source), str(out), book, list(classifiers), encoder, actors, columns, genre)
    results = {p["part"]: ("kept", json.loads(done_file(out, p).read_text(encoding="utf-8"))) for p in kept}
    with _runner(client, min(workers, max(len(todo), 1))) as run:
        for part, result, error in _watched(run(todo, settings), len(todo), progress):
            if error is None:
                results[part["part"]] = ("done", result)
            else:
                line = f"{part['address']}, part {part['part']}: {type(error).__name__}: {error}"
                report_problem(f"{' '.join(line.split())}. It is left to the next run.", problems)
                results[part["part"]] = ("failed", dict(documents=0, statements=0, codings=0, problems=[], doc_ids=[]))
    _report_rows(parts, results, problems)
    rows_ = [
        (p["part"], p["address"], status, r["documents"], r["statements"], r["codings"])
        for p in parts
        for status, r in [results[p["part"]]]
    ]
    return pd.DataFrame(rows_, columns=STATUS)


def _report_rows(parts, results, problems):
    """Say the bad rows of every partition, and ids that stand in two of them."""
    seen, twice = set(), []
    for part in parts:
        _, result = results[part["part"]]
        for line in result["problems"]:
            report_problem(line, problems)
        twice += [i for i in result["doc_ids"] if i in seen]
        seen.update(result["doc_ids"])
    if twice:
        report_problem(
            f"{len(twice)} doc_id stand in several partitions, first {twice[0]!r}. Give each document its own doc_id.",
            problems,
        )


def _check_plan(out, files, tables, parts, book, coders, actors, columns, genre):
    """Write what is being done to ``out``, or refuse if something else was done there."""
    sizes = [[address, files.size(address)] for address in tables]
    cuts = [[p["address"], p["start"], p["stop"]] for p in parts]
    told = [book.model_dump(mode="json"), coders, repr(actors), columns, genre, cuts]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
    plan = dict(version=__version__, codebook=f"{book.name}@{book.version}", tables=sizes, digest=digest)
    path = out / "plan.json"
    if path.exists():
        found = json.loads(path.read_text(encoding="utf-8"))
        if found != plan:
            raise ValueError(
                f"{path}: expected the plan of this run; found that of another source, codebook, model, setting or "
                f"version ({found.get('codebook')}, version {found.get('version')}). Choose another folder, or delete "
                "this one."
            )
        return
    with written_whole(path) as partial:
        partial.write_text(json.dumps(plan, indent=1), encoding="utf-8")


@contextmanager
def _runner(client, workers):
    """A function of (parts, settings) that yields (part, result, error) as they end."""
    if client is None and workers <= 1:
        yield _run_here
        return
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise ValueError("several workers need the extra scale: pip install 'discourse[scale]'.") from None
    if client is not None:
        yield lambda parts, settings: _run_there(client, parts, settings)
        return
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,  # what fails is listed by code_corpus
            preload=["import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"],  # Ctrl-C is for this process
        ) as cluster,
        Client(cluster) as own,
    ):
        yield lambda parts, settings: _run_there(own, parts, settings)


@contextmanager
def connected(scheduler):
    """A Dask client of the scheduler at an address, such as ``tcp://127.0.0.1:8786``; None for no address.

    Raises
    ------
    ValueError
        If no scheduler answers there within ten seconds.
    """
    if scheduler is None:
        yield None
        return
    from distributed import Client

    try:
        client = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise ValueError(f"{scheduler}: expected a Dask scheduler; {error}. Start one with: dask scheduler") from None
    with client:
        yield client


def _run_here(parts, settings):
    for part in parts:
        try:
            yield part, code_partition(part, *settings), None
        except Exception as error:  # one partition must not cost the rest; it is listed
            yield part, None, error


def _run_there(client, parts, settings):
    from distributed import as_completed

    shared = client.submit(tuple, settings, pure=False)  # so that each worker takes over the codebook once
    futures = {client.submit(_code, part, shared, pure=False): part for part in parts}
    for future in as_completed(futures):
        error = future.exception()
        yield futures[future], None if error else future.result(), error
        future.release()


def _code(part, settings):
    return code_partition(part, *settings)


def _watched(results, total, progress):
    if not progress:
        return results
    from rich.console import Console
    from rich.progress import track

    return track(results, "Partitions", total=total, console=Console(file=sys.stderr))
