"""Articles of the press data set (article_N.json) as JSONL documents on standard output.

    python benchmarks/press_adapter.py FOLDER > press.jsonl

The first sentence of an article is its headline; each other sentence is a paragraph, for the data set does not say
where paragraphs ended. One line per article in the order of their numbers: doc_id, title, genre, text.
"""

import json
import sys
from pathlib import Path

from discourse.datasets import press_article


def main(folder):
    paths = sorted(Path(folder).glob("article_*.json"), key=lambda path: int(path.stem.split("_")[1]))
    if not paths:
        raise SystemExit(f"{folder}: holds no article_N.json. Name the folder of the press data set.")
    for path in paths:
        print(json.dumps({**press_article(path), "genre": "news"}, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python benchmarks/press_adapter.py FOLDER")
    main(sys.argv[1])
