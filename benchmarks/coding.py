"""How well rules, a classifier, and both together code sentences that were coded by others.

    python benchmarks/coding.py GOLD_FOLDER --scorer score_codings.py [--by-source] [--seed 0]

GOLD_FOLDER holds dev.jsonl and train.jsonl, one document a line: doc_id, source, text, genre, speaker, title, date and
``gold``, a list of spans with their codes. The scorer is run on dev.jsonl and its table printed for

  rules        the shipped codebook, written with the help of train.jsonl
  rules and encoder   the same, and what the encoder adds, which learned from train.jsonl and other texts
  classifier   learned from train.jsonl and the other folds of dev.jsonl, grouped by document
  joined       the same, with the rules' hits as features

With --by-source each part of dev is coded by machines that saw nothing of its source. Speed is that of the fastest of
ten passes over dev after a first one, rules stage alone and the whole path, on one core.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from discourse import Classifier, code_by_encoder, code_by_rules, find_statements, read_documents
from discourse._classifier_training import grouped_splits
from discourse._cli_lines import statement_lines

PASSES = 10
VARIABLES = {"legitimacy": True, "threat": True, "settlement": False}


def read_gold(path):
    """Statements of the texts, with their source, and the gold codes that they bear."""
    documents = read_documents(path)
    statements = find_statements(documents)
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    gold = {row["doc_id"]: row["gold"] for row in rows}
    source = {row["doc_id"]: row["source"] for row in rows}
    codes = []
    for row in statements.itertuples(index=False):
        for span in gold[row.doc_id]:
            shared = min(row.end, span["end"]) - max(row.start, span["start"])
            if shared > 0 and shared >= 0.5 * min(row.end - row.start, span["end"] - span["start"]):
                codes += [(row.statement_id, "legitimacy", code["code"]) for code in span["legitimacy"]]
                codes += [(row.statement_id, "threat", value) for value in span["threat"]]
                codes.append((row.statement_id, "settlement", span["settlement"]))
    codings = pd.DataFrame(codes, columns=["statement_id", "variable", "value"]).drop_duplicates()
    coded = sorted(set(codings["statement_id"]))
    absent = []
    for variable in VARIABLES:
        have = set(codings.loc[codings["variable"] == variable, "statement_id"])
        absent += [(i, variable, "none") for i in coded if i not in have]
    codings = pd.concat([codings, pd.DataFrame(absent, columns=codings.columns)], ignore_index=True)
    settled = (
        codings[codings["variable"] == "settlement"].sort_values("value").drop_duplicates("statement_id", keep="first")
    )
    codings = pd.concat([codings[codings["variable"] != "settlement"], settled], ignore_index=True)
    codings = codings.assign(target="", basis="", coder="gold")
    return statements.assign(source=statements["doc_id"].map(source)), codings


def prefixed(statements, codings, name):
    """Both tables with ids that differ from those of another file."""
    both = [t.assign(statement_id=name + t["statement_id"]) for t in (statements, codings)]
    return both[0].assign(doc_id=name + statements["doc_id"]), both[1]


def code_unseen(train, dev, hints, groups, seed):
    """Codings of dev's statements by machines learned from train and the other groups of dev."""
    (known_s, known_c), (statements, codings) = train, dev
    parts = []
    for variable, multiple in VARIABLES.items():
        for inside, outside in grouped_splits(statements[groups], 5):
            held = statements.iloc[outside]
            seen = pd.concat([known_s, statements.iloc[inside]], ignore_index=True)
            if groups != "doc_id":
                seen = seen[~seen[groups].isin(set(held[groups]))]
            codes = pd.concat([known_c, codings], ignore_index=True)
            codes = keep_learnable(codes[codes["variable"] == variable], seen)
            model = Classifier(variable, multiple=multiple, seed=seed).fit(seen, codes, hints)
            parts.append(model.code(held, hints))
    return pd.concat(parts, ignore_index=True)


def keep_learnable(codes, seen):
    """Codes without values that stand in a single document, which cannot be learned."""
    place = dict(zip(seen["statement_id"], seen["doc_id"]))
    codes = codes[codes["statement_id"].isin(place)]
    documents = codes.assign(doc=codes["statement_id"].map(place)).groupby("value")["doc"].nunique()
    rare = set(documents[documents < 2].index)
    return codes.assign(value=codes["value"].where(~codes["value"].isin(rare), "none")).drop_duplicates()


def score(name, statements, codings, gold, scorer):
    """Print the scorer's table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predicted.jsonl"
        path.write_text("".join(line + "\n" for line in statement_lines(statements, codings)), encoding="utf-8")
        done = subprocess.run([sys.executable, scorer, gold, path], capture_output=True, text=True, check=True)
    print(f"== {name}\n{done.stdout}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--by-source", action="store_true", help="machines see nothing of the source they code")
    parser.add_argument("--rules-only", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    path = args.gold / "dev.jsonl"
    code_by_rules(find_statements(read_documents(path)))  # google-re2 builds its automata as it meets texts
    rules_only, whole = [], []
    for _ in range(PASSES):  # the fastest: what else the machine does only slows it down
        start = time.process_time()
        documents = read_documents(path)
        statements = find_statements(documents)
        middle = time.process_time()
        rules = code_by_rules(statements)
        end = time.process_time()
        rules_only.append(end - middle)
        whole.append(end - start)
    for stage, seconds in (("rules stage", min(rules_only)), ("whole path", min(whole))):
        print(f"{stage} {len(documents) / seconds:.0f} documents/s, {len(statements) / seconds:.0f} statements/s")
    score("rules", statements, rules, path, args.scorer)
    if args.rules_only:
        return
    for weights in ("small", "large"):
        both = code_by_encoder(statements, rules, weights)
        score(f"rules and {weights} encoder", statements, both, path, args.scorer)
    dev = read_gold(path)
    train = prefixed(*read_gold(args.gold / "train.jsonl"), "train-")
    hints = pd.concat([rules, code_by_rules(train[0])], ignore_index=True)
    groups = "source" if args.by_source else "doc_id"
    score("classifier", statements, code_unseen(train, dev, None, groups, args.seed), path, args.scorer)
    score("joined", statements, code_unseen(train, dev, hints, groups, args.seed), path, args.scorer)


if __name__ == "__main__":
    main()
