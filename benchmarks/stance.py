"""How well the classifier, out of the box, finds stance, next to the baseline of the field.

    python benchmarks/stance.py TRAIN.txt TEST.txt    the form of SemEval-2016 task 6: ID, Target, Tweet, Stance
    python benchmarks/stance.py --gold FOLDER         coded sentences: train.jsonl, dev.jsonl as in coding.py
    python benchmarks/stance.py --demo                the invented corpus in data/demo

The baseline is that of Mohammad et al. (2016), one linear support vector machine a target that reads which runs of one
to three words and two to five characters occur, its cost chosen on five folds of the training texts. Both learn
from the same texts. ``f1`` is the mean of the F1 of the two stances, in percent; pooled rows count the decisions about
all targets together. ``alpha`` is Krippendorff's, the mean over the stances as present or absent.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from coding import VARIABLES, keep_learnable, prefixed, read_gold

from discourse import Classifier, find_statements, load_codings, load_demo
from discourse._agreement_measures import krippendorff_alpha
from discourse._classifier_training import grouped_splits
from discourse.codings import labelled_texts

COLUMNS = ["ID", "Target", "Tweet", "Stance"]
STANCES = {"FAVOR": "favor", "AGAINST": "against", "NONE": "none"}
WORD = r"[#@]?\w+(?:['’]\w+)*|[^\w\s]+"
COSTS = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0]
DEMO = {  # name to what the targets of its codings hold; all people and states of the corpus are invented
    "Doln": ["Doln"],
    "Reval": ["Reval"],
    "Free Council": ["Free Council"],
    "Vestria": ["Vestria", "Lorn"],
    "Kadar": ["Kadar", "Tesh"],
}


def read_posts(path):
    """Posts of a file in the official form, of whichever encoding, as documents with target and stance.

    Raises
    ------
    ValueError
        If the header or a line is not of the form, or a stance is none of FAVOR, AGAINST and NONE.
    """
    raw = Path(path).read_bytes()
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines or lines[0].split("\t") != COLUMNS:
        raise ValueError(f"{path}: expected the header {COLUMNS}, tab-separated; found {lines[:1]}.")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 4 or cells[3] not in STANCES:
            raise ValueError(f"{path}: row {number}: expected four cells, the last of {list(STANCES)}; found {cells}.")
        rows.append((cells[0], cells[1], cells[2], STANCES[cells[3]]))
    return pd.DataFrame(rows, columns=["doc_id", "target", "text", "stance"])


def post_tasks(train, test):
    """(name, statements, codings, splits, values) for each target of the training file."""
    files = [read_posts(path).assign(part=part) for path, part in ((train, "train"), (test, "test"))]
    posts = pd.concat([p.assign(doc_id=p["part"] + "-" + p["doc_id"]) for p in files], ignore_index=True)
    for target in posts.loc[posts["part"] == "train", "target"].unique():
        mine = posts[posts["target"] == target].reset_index(drop=True)
        statements, codings = labelled_texts(mine, "stance", "stance", "target")
        yield target, statements, codings, [split_at(mine["part"])], ["against", "favor"]


def gold_tasks(folder):
    """Settlement, legitimacy and threat: dev learned from train, then each file out of fold."""
    dev, train = read_gold(folder / "dev.jsonl"), prefixed(*read_gold(folder / "train.jsonl"), "train-")
    both = [pd.concat(pair, ignore_index=True) for pair in zip(train, dev)]
    for variable in VARIABLES:
        for name, (statements, codings) in {"train>dev": both, "train": train}.items():
            mine = codings[codings["variable"] == variable]
            mine = mine[mine["statement_id"].isin(statements["statement_id"])]
            if variable == "threat":
                mine = mine.assign(value=mine["value"].where(mine["value"] == "none", "threat")).drop_duplicates()
            known = statements[statements["statement_id"].isin(mine["statement_id"])].reset_index(drop=True)
            part = known["doc_id"].str.startswith("train-").map({True: "train", False: "test"})
            splits = [split_at(part)] if name == "train>dev" else grouped_splits(known["doc_id"], 5)
            wanted = {"settlement": ["favor"], "legitimacy": ["delegitimation", "legitimation"], "threat": ["threat"]}
            yield f"{variable} {name}", known, mine, splits, wanted[variable]


def demo_tasks():
    """Stance toward the most frequent targets, from codes of legitimacy, of sentences that name them; out of fold."""
    codings = load_codings(Path(__file__).parents[1] / "data" / "demo" / "codings" / "adjudicated.csv")
    statements = find_statements(load_demo())
    statements = statements[statements["statement_id"].isin(codings["statement_id"])]
    coded = codings[(codings["variable"] == "legitimacy") & (codings["value"] != "none")]
    for name, words in DEMO.items():
        toward = coded[coded["target"].str.contains("|".join(words))].drop_duplicates("statement_id")
        named = statements["text"].str.contains("|".join(words))
        known = statements[named | statements["statement_id"].isin(toward["statement_id"])].reset_index(drop=True)
        value = known["statement_id"].map(toward.set_index("statement_id")["value"]).fillna("none")
        mine = pd.DataFrame({"statement_id": known["statement_id"], "variable": "stance", "value": value})
        mine = mine.assign(target=name, coder="adjudicated")
        yield name, known, mine, grouped_splits(known["doc_id"], 5), ["delegitimation", "legitimation"]


def split_at(part):
    return np.flatnonzero(part == "train"), np.flatnonzero(part == "test")


def value_flags(statements, codings, values):
    """One row per statement, one column per value: whether it was given."""
    given = set(zip(codings["statement_id"], codings["value"]))
    return np.array([[(i, value) in given for value in values] for i in statements["statement_id"]])


def code_by_baseline(statements, codings, splits, values):
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_union
    from sklearn.svm import LinearSVC

    truth = value_flags(statements, codings, values)
    text, coded = statements["text"].to_numpy(), np.zeros_like(truth)
    one = truth.sum(axis=1).max() < 2
    for train, test in splits:
        features = make_union(
            CountVectorizer(binary=True, ngram_range=(1, 3), token_pattern=WORD),
            CountVectorizer(binary=True, ngram_range=(2, 5), analyzer="char"),
        )
        machine = LinearSVC(random_state=0, max_iter=5000)
        known, unseen = features.fit_transform(text[train]), features.transform(text[test])
        # One label a statement: the classes, 0 where no value applies. Several: flags, one machine a value.
        labels = (truth * np.arange(1, len(values) + 1)).sum(axis=1) if one else truth.astype(int)
        kinds = np.unique(truth[train] @ (1 << np.arange(len(values))), return_inverse=True)[1]
        folds = list(StratifiedKFold(5, shuffle=True, random_state=0).split(known, kinds))
        machine = machine if one else OneVsRestClassifier(machine)
        name = "C" if one else "estimator__C"
        search = GridSearchCV(machine, {name: COSTS}, cv=folds, scoring="f1_macro").fit(known, labels[train])
        given = search.predict(unseen)
        coded[test] = given[:, None] == np.arange(1, len(values) + 1) if one else given > 0
    return coded


def code_by_ours(statements, codings, splits, values):
    variable = codings["variable"].iloc[0]
    coded = np.zeros((len(statements), len(values)), dtype=bool)
    for train, test in splits:
        seen = statements.iloc[train]
        codes = keep_learnable(codings, seen)
        model = Classifier(variable, multiple=VARIABLES.get(variable, False)).fit(seen, codes)
        held = statements.iloc[test]
        coded[test] = value_flags(held, model.code(held), values)
    return coded


def measures(truth, given, values):
    """F1 of each value in percent, their mean, and the mean alpha."""
    f1 = [100 * 2 * (t & g).sum() / max(t.sum() + g.sum(), 1) for t, g in zip(truth.T, given.T)]
    where, once = np.arange(len(truth)), np.ones((1, len(truth)))
    pairs = [np.column_stack(pair).astype(int) for pair in zip(truth.T, given.T)]
    alpha = [krippendorff_alpha(pair, 2, where, once)[0] for pair in pairs]
    return {**dict(zip(values, f1)), "f1": np.mean(f1), "alpha": np.mean(alpha)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=Path, nargs="*", metavar="FILE", help="training and test file")
    parser.add_argument("--gold", type=Path, metavar="FOLDER")
    parser.add_argument("--demo", action="store_true")
    args = parser.parse_args()
    if len(args.posts) not in (0, 2) or not (args.posts or args.gold or args.demo):
        parser.error("give a training and a test file, --gold FOLDER or --demo")
    groups = [("posts", post_tasks(*args.posts))] if args.posts else []
    groups += [("gold", gold_tasks(args.gold))] if args.gold else []
    groups += [("demo", demo_tasks())] if args.demo else []
    for group, tasks in groups:
        pooled = {}
        for name, statements, codings, splits, values in tasks:
            seen = np.concatenate([test for _, test in splits])
            truth = value_flags(statements, codings, values)[seen]
            for coder, code in (("baseline", code_by_baseline), ("ours", code_by_ours)):
                given = code(statements, codings, splits, values)[seen]
                pooled.setdefault(coder, []).append((truth, given))
                row = measures(truth, given, values)
                print(
                    f"{name:34.34} {coder:8} n={len(truth):<5}", *(f"{k} {v:.3g}" for k, v in row.items()), flush=True
                )
        if group != "gold":
            for coder, parts in pooled.items():
                row = measures(*(np.vstack(part) for part in zip(*parts)), values)
                print(f"{'pooled':34} {coder:8}" + " " * 8, *(f"{k} {v:.4g}" for k, v in row.items()))


if __name__ == "__main__":
    main()
