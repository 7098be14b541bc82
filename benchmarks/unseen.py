"""How well rules, and a machine beside them, code sentences of public corpora on which they were not made.

    python benchmarks/unseen.py [--learn] [--seed 0]

Fetches the four public corpora of the registry and codes the sentences of data/coded/sentences.csv, which a language
model coded once (data/coded/README.md tells how, and how well it agrees with coders of a gold standard). Scores are
those of documents that were not read while rules were written, a third of all. Not all sentences were as likely to be
drawn; each counts by its weight. Printed are shares, precision, recall and Scott's pi, to which
Krippendorff's alpha tends with n, with 95 % intervals over documents. --learn adds what a logistic regression on
words, letters and rules' hits adds to the rules: learned from other documents, and learned from the other corpora. It
takes about ten minutes.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from discourse import code_by_rules, find_statements
from discourse._classifier_features import feature_table, feature_union
from discourse._classifier_training import _scott_pi
from discourse.datasets import fetch_kremlin, fetch_press, fetch_us_statements, fetch_zelenskyy_speeches

SAMPLE = Path(__file__).parents[1] / "data" / "coded" / "sentences.csv"
CORPORA = {
    "kremlin": fetch_kremlin,
    "press": fetch_press,
    "us": fetch_us_statements,
    "zelenskyy": fetch_zelenskyy_speeches,
}
CODES = {
    "any legitimacy": ["legitimation", "delegitimation"],
    "any threat": ["threat", "ultimatum", "strength", "warning", "denial"],
    "any stance on a settlement": ["favor", "conditional", "against"],
    "legitimation": ["legitimation"],
    "delegitimation": ["delegitimation"],
    "strength": ["strength"],
    "warning": ["warning"],
}
VARIABLES = ["legitimacy", "threat", "settlement"]
COST, CUT = 6.0, 0.3  # of the logistic regression; the probability from which it adds a code


def sentence_key(text):
    """What names a sentence in the sample: a digest of its words, so that the file holds no text."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()[:12]


def coded_statements():
    """Statements of the documents of the sample, and the sample's row of each that is in it."""
    sample = pd.read_csv(SAMPLE, dtype={"sentence": str}).set_index("sentence")
    parts = []
    for corpus, fetch in CORPORA.items():
        documents = fetch(progress=False)
        statements = find_statements(documents).assign(corpus=corpus)
        parts.append(statements.assign(sentence=statements["text"].map(sentence_key)))
    statements = pd.concat(parts, ignore_index=True)
    known = statements["sentence"].isin(sample.index) & ~statements.duplicated("sentence")
    statements = statements[statements["doc_id"].isin(statements.loc[known, "doc_id"])].reset_index(drop=True)
    known = statements["sentence"].isin(sample.index) & ~statements.duplicated("sentence")
    return statements, statements[known].join(sample[["weight", "read", "codes"]], on="sentence")


def flags(rows, codings, values):
    """Which statements the codings give one of the values."""
    given = codings[codings["variable"].isin(VARIABLES) & codings["value"].isin(values)]
    return rows["statement_id"].isin(given["statement_id"]).to_numpy()


def weighted_scores(given, truth, weight):
    """Precision, recall and Scott's pi of flags of statements that count by their weight."""
    hits, all_given, all_true = ((weight * f).sum() for f in (given & truth, given, truth))
    return (
        hits / max(all_given, 1e-9),
        hits / max(all_true, 1e-9),
        float(_scott_pi(hits, all_given, all_true, weight.sum())),
    )


def interval(given, truth, weight, groups, seed, rounds=1000):
    """95 % interval of pi over documents, by the percentiles of a bootstrap."""
    columns = np.column_stack([weight * f for f in (given & truth, given, truth, np.ones(len(given)))])
    sums = pd.DataFrame(columns).groupby(np.asarray(groups)).sum().to_numpy()
    drawn = np.random.default_rng(seed).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=rounds) @ sums
    return np.percentile(_scott_pi(*drawn.T), [2.5, 97.5])


def learned(table, truth, groups, rules):
    """Rules' flags and what a machine that has not seen the statement's group adds to them."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    probability = np.zeros(len(table))
    for inside, outside in GroupKFold(4).split(table, groups=groups):
        features = feature_union(table.iloc[inside])
        machine = LogisticRegression(C=COST, solver="liblinear")
        machine.fit(features.fit_transform(table.iloc[inside]), truth[inside])
        probability[outside] = machine.predict_proba(features.transform(table.iloc[outside]))[:, 1]
    return rules | (probability >= CUT)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    statements, rows = coded_statements()
    codings = code_by_rules(statements)
    codes, unread = rows["codes"].str.split(), (rows["read"] == 0).to_numpy()
    weight, places = rows["weight"].to_numpy()[unread], rows["doc_id"].to_numpy()[unread]
    table = feature_table(statements, codings[codings["variable"].isin(VARIABLES)]).loc[rows.index]
    print(f"{unread.sum()} sentences of {len(set(places))} documents, for {weight.sum():.0f}")
    print(f"{'':28}{'coder':30}coded given     P     R    pi")
    for name, values in CODES.items():
        truth = codes.map(lambda given, values=values: not set(values).isdisjoint(given)).to_numpy()
        found = {"rules": flags(rows, codings, values)}
        if args.learn:
            for by, column in (("other documents", "doc_id"), ("other corpora", "corpus")):
                found[f"and machine, {by}"] = learned(table, truth, rows[column], found["rules"])
        for coder, given in found.items():
            given, right = given[unread], truth[unread]
            precision, recall, pi = weighted_scores(given, right, weight)
            low, high = interval(given, right, weight, places, args.seed)
            shares = [(weight * f).sum() / weight.sum() for f in (right, given)]
            print(
                f"{name:28}{coder:30}{shares[0]:5.3f} {shares[1]:5.3f}  {precision:.2f}  {recall:.2f}"
                f"  {pi:.2f} [{low:.2f}, {high:.2f}]",
                flush=True,
            )


if __name__ == "__main__":
    main()
