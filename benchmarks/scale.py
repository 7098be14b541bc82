"""How much two workers gain over one, whether they give the same bytes, and how the search for duplicates grows.

    python benchmarks/scale.py TEXTS [--articles 20000] [--size 6000] [--workers 2] [--copies 100000]

TEXTS is a folder of .txt files; articles of about --size characters are made of their paragraphs, as in speed.py. The
corpus is coded in partitions by one worker and by --workers workers, each on a cluster of its own that stands before
the clock starts. The gain on the clock means something only if nothing else runs; by processor time it tells how
evenly the work is shared and what sharing it costs. Then the
near-duplicates among 1, 2 and 4 quarters of --copies short articles are sought, a tenth of which are copies.
"""

import argparse
import hashlib
import random
import tempfile
import time
from pathlib import Path

import pandas as pd
from distributed import Client, LocalCluster
from speed import articles_of

from discourse.documents import find_duplicates
from discourse.scale import code_corpus

PARTS = 20  # of a corpus, so that the last part to end costs little


def digest(folder):
    """One hash of the names and bytes of all parts."""
    total = hashlib.sha256()
    for file in sorted(Path(folder).rglob("*.parquet")):
        total.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return total.hexdigest()


def coded(source, out, workers, rows):
    """Seconds on the clock, seconds of the processor of the busiest worker, and the hash of what they wrote."""
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.run(_warm)
        before, begun = client.run(time.process_time), time.perf_counter()
        told = code_corpus(source, out, client=client, rows=rows)
        seconds = time.perf_counter() - begun
        spent = [after - before[worker] for worker, after in client.run(time.process_time).items()]
    if set(told["status"]) != {"done"}:
        raise SystemExit(f"{source}: parts failed\n{told}")
    print(
        f"{workers} workers: {seconds:8.1f} s, processor {sum(spent):8.1f} s, {told['documents'].sum() / seconds:6.0f} "
        f"articles/s, {told['statements'].sum()} statements, {told['codings'].sum()} codings",
        flush=True,
    )
    return seconds, max(spent), digest(out)


def _warm():
    """Imports and compiled cues, which every worker pays once."""
    from discourse import code_by_rules, find_statements

    code_by_rules(find_statements(pd.DataFrame({"doc_id": ["w"], "text": ["It rained in Lorn."]})))


def gain(articles, workers, folder):
    source = Path(folder) / "corpus.parquet"
    articles.to_parquet(source, index=False, row_group_size=1000)
    rows = max(len(articles) // PARTS, 1)
    one, more = (coded(source, Path(folder) / f"out{n}", n, rows) for n in (1, workers))
    print(
        f"{workers} workers gain {one[0] / more[0]:.2f} times on the clock, {one[1] / more[1]:.2f} by processor time "
        f"of the busiest, {'the same bytes' if one[2] == more[2] else 'OTHER BYTES'}"
    )


def duplicates(articles, count):
    """Articles of 120 words in the frequencies of the texts, every tenth the one before it with a sentence added."""
    words = " ".join(articles["text"].head(50)).split()
    rng, rows = random.Random(0), []
    for i in range(count):
        rows.append(f"{rows[-1]} Updated on day {i}." if i % 10 == 9 else " ".join(rng.choices(words, k=120)))
    table = pd.DataFrame({"doc_id": [f"s{i:06d}" for i in range(count)], "text": rows})
    for part in (count // 4, count // 2, count):
        begun = time.process_time()
        found = find_duplicates(table.head(part))
        seconds = time.process_time() - begun
        copies = (found["doc_id"] != found["first"]).sum()
        print(f"{copies} copies among {part} articles: {seconds:.1f} s, {part / seconds:.0f} articles/s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--size", type=int, default=6000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--copies", type=int, default=100_000, help="short articles for the search; 0 leaves it out")
    args = parser.parse_args()
    articles = articles_of(args.texts, args.size, args.articles or 100)
    with tempfile.TemporaryDirectory() as folder:
        if args.articles:
            gain(articles, args.workers, folder)
    if args.copies:
        duplicates(articles, args.copies)


if __name__ == "__main__":
    main()
