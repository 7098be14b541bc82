"""Mutated files through the reader: no crash, no hang, nothing silent, and the good neighbour whole.

    python benchmarks/fuzz.py [PATH...] [--rounds 5000] [--seed 0]

Takes made-up files of every kind and up to five more of each from PATH..., spoils one a round (bytes flipped, cut,
spliced with another file, encoded anew, repeated, or something nasty put in) and reads it beside a good file. Prints a
line a failure and a table of what happened; the exit status is 1 if anything failed.
"""

import argparse
import io
import json
import random
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the made-up files of the tests

from archive_files import PERSONS, TEI, docx_of, factiva_html, factiva_lines, nexis_lines, rtf_of
from documents_files import PARAGRAPHS, TEXT, docx_bytes, html_page, pdf_bytes, xlsx_bytes

from discourse.documents import KINDS, read_documents

GOOD = "The envoy left Tesh on Monday. She will be back."
NASTY = [
    *(b"\0" * 50, b'"' * 7, b"<" * 500, b"[" * 800, b"((" * 300, b"*_" * 400, b"{" * 3000, b"\xff\xfe", b"\r\n" * 30),
    *(
        b"&#0;&#xFFFFFFFF;",
        b"\xed\xa0\x80",
        b"\xe2\x80\xae",
        b"\\u-1?" * 20,
        b"](" * 400,
        b"https://x-\n" * 50,
        b":" * 2000,
    ),
]
ENCODINGS = ["utf-16", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "cp1251", "latin-1"]
SECONDS = 10


class Hang(BaseException):
    """Raised in the middle of a reading that takes too long; no reader may swallow it."""


def _hang(*_):
    raise Hang


def mutations(rng, others):
    """Ways to spoil bytes, by name; each takes a bytearray and returns bytes."""

    def flip(data):
        for _ in range(rng.randrange(1, 30)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        return data

    def splice(data):
        other, at = rng.choice(others), rng.randrange(len(data))
        start = rng.randrange(len(other))
        return data[:at] + other[start : start + rng.randrange(5000)] + data[at:]

    def encode(data):
        return data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")

    def repeat(data):
        at = rng.randrange(len(data))
        return data[:at] + data[at : at + 200] * rng.randrange(2, 40) + data[at:]

    def insert(data):
        at = rng.randrange(len(data))
        return data[:at] + rng.choice(NASTY) + data[at:]

    return {
        "flip": flip, "cut": lambda data: data[: rng.randrange(len(data))], "splice": splice, "encode": encode,
        "repeat": repeat, "insert": insert,
    }  # fmt: skip


def read_spoiled(path, good):
    """What is wrong with the reading of a spoiled file beside a good one, "" if nothing."""
    problems = []
    signal.signal(signal.SIGALRM, _hang)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        table = read_documents(path, good, problems=problems)
    except Hang:
        return f"takes more than {SECONDS} s"
    except Exception as error:  # whatever comes out is a finding
        return f"raises {type(error).__name__}: {str(error)[:150]}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if GOOD not in set(table.text):
        return "harms its neighbour"
    if len(table) == 1 and not problems:
        return "is passed over in silence"
    return "" if table.doc_id.is_unique else "gives one doc_id twice"


def made_up_files():
    """Bytes of a made-up file of every kind, by name."""
    rows = [{"doc_id": str(i), "date": "3 May 2021", "text": f"{TEXT} {i}"} for i in range(40)]
    table, stream = pd.DataFrame(rows), io.BytesIO()
    table.to_parquet(stream, row_group_size=10)
    return {
        "a.md": f"# Title\n\n3 May 2021\n\n{TEXT}\n\n**Related article:** [x](#)\n".encode(),
        "a.txt": TEXT.encode(),
        "a.html": html_page(PARAGRAPHS * 4).encode(),
        "a.pdf": pdf_bytes([[(60, 700 - 20 * i, p) for i, p in enumerate(PARAGRAPHS[::2])]] * 2),
        "a.docx": docx_bytes(),
        "a.csv": table.to_csv(index=False).encode(),
        "a.tsv": table.to_csv(index=False, sep="\t").encode(),
        "a.xlsx": xlsx_bytes([list(table.columns), *table.values.tolist()]),
        "a.json": json.dumps(rows).encode(),
        "a.jsonl": "\n".join(map(json.dumps, rows)).encode(),
        "a.parquet": stream.getvalue(),
        "nexis.docx": docx_of(nexis_lines()),
        "nexis.rtf": rtf_of(nexis_lines()),
        "factiva.rtf": rtf_of(factiva_lines()),
        "factiva.html": factiva_html().encode(),
        "tei.xml": (TEI % (3, PERSONS)).encode(),
    }


def files_of(paths):
    """Bytes of up to five files of each kind, none over 300 kB, by name."""
    found = sorted(f for p in paths for f in (p.rglob("*") if p.is_dir() else [p]) if f.is_file())
    small = [f for f in found if 0 < f.stat().st_size < 300_000]
    return {str(f): f.read_bytes() for kind in KINDS for f in [f for f in small if f.suffix.lower() == kind][:5]}


def run(rounds, seed=0, paths=()):
    """Spoil and read so many files; what failed, a line each, and how many of each kind held or failed."""
    whole = {**made_up_files(), **files_of(paths)}
    rng, outcome, failures = random.Random(seed), Counter(), []
    ways = mutations(rng, list(whole.values()))
    with tempfile.TemporaryDirectory() as folder:
        good = Path(folder, "good.txt")
        good.write_text(GOOD, encoding="utf-8")
        for number in range(rounds):
            source, way = rng.choice(sorted(whole)), rng.choice(sorted(ways))
            path = Path(folder, "spoiled").with_suffix(Path(source).suffix.lower())
            path.write_bytes(ways[way](bytearray(whole[source])))
            fault = read_spoiled(path, good)
            outcome[path.suffix, "failed" if fault else "held"] += 1
            if fault:
                failures.append(f"round {number}: {source}, {way}: {fault}")
    return failures, outcome


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(argv)
    failures, outcome = run(given.rounds, given.seed, given.paths)
    for failure in failures:
        print(failure)
    for (kind, result), count in sorted(outcome.items()):
        print(f"{kind:9} {result:7} {count:6}")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
