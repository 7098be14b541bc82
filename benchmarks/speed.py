"""How fast the whole path is, stage by stage, and how its time and memory grow.

    python benchmarks/speed.py TEXTS [--size 6000] [--articles 500] [--growth] [--memory ARTICLES]

TEXTS is a folder of .txt files; articles of --size characters on average are made of them by joining or cutting at
paragraphs. Times are CPU seconds of one process, so other work on the machine does not count; each stage has met one
article before, and the whole path, by rules, what the stages have met, as in a long run, on as many further articles.
--growth codes one article 1, 10 and 100 times as long. --memory streams that many articles from Parquet through
code_corpus and prints the peak of memory.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from discourse import code_by_encoder, code_by_rules, find_attributions, find_statements, read_documents
from discourse.quotations import find_quotations
from discourse.scale import code_corpus
from discourse.sentences import find_sentences

FEW = 20  # articles that the large encoder, the slowest by far, is timed on


def articles_of(folder, size, count):
    """Documents of ``size`` characters on average made of the texts' paragraphs, repeated as often as needed."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(Path(folder).glob("*.txt"))]
    paragraphs = [part for text in texts for part in text.split("\n\n") if part.strip()]
    rows, held, length = [], [], 0
    while len(rows) < count:
        for part in paragraphs:
            held.append(part)
            length += len(part) + 2
            if length >= size * (len(rows) + 1):
                rows.append((f"a{len(rows):06d}", "\n\n".join(held)))
                held = []
            if len(rows) == count:
                break
    return pd.DataFrame(rows, columns=["doc_id", "text"])


def timed(label, function, articles, statements=False):
    """Run once to warm up on one article, then print the rates of a whole run, of statements if it codes them."""
    function(articles.head(1))
    start = time.process_time()
    result = function(articles)
    seconds = time.process_time() - start
    megabytes = articles["text"].str.encode("utf-8").str.len().sum() / 1e6
    rates = [f"{len(articles) / seconds:8.4g} articles/s", f"{megabytes / seconds:7.2f} MB/s"]
    if statements:
        rates.append(f"{result['statement_id'].nunique() / seconds:8.0f} statements/s")
    print(f"{label:14}", *rates, f"{seconds:8.2f} s", flush=True)
    return result


def stages(articles, others, folder):
    print(f"{len(articles)} articles, {articles['text'].str.encode('utf-8').str.len().sum() / 1e6:.1f} MB")
    path = Path(folder) / "articles.jsonl"
    articles.to_json(path, orient="records", lines=True, force_ascii=False)
    documents = timed("read", lambda part: read_documents(path), articles)
    timed("sentences", lambda part: [find_sentences(t) for t in part["text"]], documents)
    timed("quotations", lambda part: [find_quotations(t) for t in part["text"]], documents)
    attributions = timed("attributions", find_attributions, documents)
    statements = timed("statements", lambda part: find_statements(part, attributions), documents, True)
    rows = documents["doc_id"].map(statements.groupby("doc_id").indices)

    def of(part):
        return statements.iloc[np.concatenate(list(rows[part.index]))]

    timed("rules", lambda part: code_by_rules(of(part)), documents, True)
    timed("small encoder", lambda part: code_by_encoder(of(part)), documents, True)
    timed("large encoder", lambda part: code_by_encoder(of(part), weights="large"), documents.head(FEW), True)
    timed("whole path", lambda part: code_by_rules(find_statements(part)), others, True)


def growth(articles):
    text = articles["text"].iloc[0]
    for times in (1, 10, 100):
        long = pd.DataFrame({"doc_id": ["long"], "text": ["\n\n".join([text] * times)]})
        start = time.process_time()
        statements = find_statements(long)
        middle = time.process_time()
        code_by_rules(statements)
        end = time.process_time()
        print(
            f"{times:4} x {len(text)} characters: statements {middle - start:7.3f} s, rules {end - middle:7.3f} s",
            flush=True,
        )


def memory(folder, articles, count):
    """Peak resident memory of a process that codes ``count`` articles from Parquet."""
    source, out = Path(folder) / "many.parquet", Path(folder) / "out"
    rows = [articles.assign(doc_id=f"r{i:04d}-" + articles["doc_id"]) for i in range(-(-count // len(articles)))]
    pd.concat(rows).head(count).to_parquet(source, index=False, row_group_size=2000)
    done = subprocess.run(
        [sys.executable, __file__, "--stream", source, out], check=True, capture_output=True, text=True
    )
    print(done.stdout, end="")


def stream(source, out):
    start = time.process_time()
    told = code_corpus(source, out)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    n = told["documents"].sum()
    print(f"streamed {n} articles: {n / seconds:.0f} articles/s, peak {peak:.2f} GB")


def main():
    if sys.argv[1:2] == ["--stream"]:
        stream(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--size", type=int, default=6000, help="characters of an article")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--memory", type=int, default=0, metavar="ARTICLES")
    args = parser.parse_args()
    articles = articles_of(args.texts, args.size, 2 * args.articles)
    others = articles.tail(args.articles).reset_index(drop=True)
    articles = articles.head(args.articles)
    with tempfile.TemporaryDirectory() as folder:
        stages(articles, others, folder)
        if args.growth:
            growth(articles)
        if args.memory:
            memory(folder, articles, args.memory)


if __name__ == "__main__":
    main()
