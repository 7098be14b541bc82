"""How well rules, alone and with the encoder, code sentences of corpora on which they were not made.

    python benchmarks/unseen.py [--also sotu=TABLE] [--also reuters=TABLE] [--weights small|large|FILE]... [--seed 0]

Fetches the four public corpora of the registry and codes the sentences of data/coded/sentences.csv, which a language
model coded once (data/coded/README.md tells how, how well it agrees with coders of a gold standard, and where the texts
for --also are had). Scores are those of documents that were not read while rules were written and that taught the
encoder nothing. The texts of --also were not read for the rules either, but taught the weights of the package: what the
encoder is worth on a conflict that it has not met is measured with weights that benchmarks/train_encoder.py makes
--without them. Not all sentences were as likely to be drawn; each counts by its weight. Printed are shares, precision,
recall and Scott's pi, to which Krippendorff's alpha tends with n, with 95 % intervals over documents. It takes about
five minutes.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from discourse import code_by_encoder, code_by_rules, find_statements, read_documents
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
WEIGHTS = ["small", "large"]


def sentence_key(text):
    """What names a sentence in the sample: a digest of its words, so that the file holds no text."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()[:12]


def corpus_statements():
    """Statements of the four public corpora."""
    parts = [find_statements(fetch(progress=False)).assign(corpus=corpus) for corpus, fetch in CORPORA.items()]
    return pd.concat(parts, ignore_index=True)


def other_statements(corpus, texts):
    """Statements of a table or folder of texts, as those of a corpus."""
    return find_statements(read_documents(texts)).assign(corpus=corpus)


def coded_statements(statements):
    """Statements of the documents that bear codes, and the sample's row of each that is in it."""
    sample = pd.read_csv(SAMPLE, dtype={"sentence": str}).set_index("sentence")
    statements = statements.assign(sentence=statements["text"].map(sentence_key))
    known = statements["sentence"].isin(sample.index) & ~statements.duplicated("sentence")
    statements = statements[statements["doc_id"].isin(statements.loc[known, "doc_id"])].reset_index(drop=True)
    known = statements["sentence"].isin(sample.index) & ~statements.duplicated("sentence")
    return statements, statements[known].join(sample[["weight", "read", "taught", "codes"]], on="sentence")


def near(statements, rows):
    """The statements of the rows and those before them, which is all that the encoder reads."""
    mine = statements["statement_id"].isin(rows["statement_id"]).to_numpy()
    last = statements["doc_id"].ne(statements["doc_id"].shift(-1)).to_numpy()  # whose next is of another document
    return statements[mine | (np.append(mine[1:], False) & ~last)].reset_index(drop=True)


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


def print_scores(rows, coders, seed):
    """The table: for every code and coder what it gives, and how well."""
    weight, places, codes = rows["weight"].to_numpy(), rows["doc_id"].to_numpy(), rows["codes"].str.split()
    print(f"{len(rows)} sentences of {len(set(places))} documents, for {weight.sum():.0f}")
    print(f"{'':28}{'coder':26}coded given     P     R    pi")
    for name, values in CODES.items():
        right = codes.map(lambda given, values=values: not set(values).isdisjoint(given)).to_numpy()
        for coder, codings in coders.items():
            given = flags(rows, codings, values)
            precision, recall, pi = weighted_scores(given, right, weight)
            low, high = interval(given, right, weight, places, seed)
            shares = [(weight * f).sum() / weight.sum() for f in (right, given)]
            print(
                f"{name:28}{coder:25} {shares[0]:5.3f} {shares[1]:5.3f}  {precision:.2f}  {recall:.2f}"
                f"  {pi:.2f} [{low:.2f}, {high:.2f}]",
                flush=True,
            )


def score_corpus(name, found, weights, seed, taught):
    """Code the statements of a corpus that bear codes, by rules and encoder, and print how well.

    ``taught`` is whether documents that taught the package's weights count, too.
    """
    statements, rows = coded_statements(found)
    known = rows.groupby("doc_id")[["read", "taught"]].transform("max")
    rows = rows[(known["read"] == 0) & ((known["taught"] == 0) | taught) & (rows["weight"] > 0)]
    statements = statements[statements["doc_id"].isin(rows["doc_id"])].reset_index(drop=True)
    rules, shown = code_by_rules(statements), near(statements, rows)
    print(f"== {name}")
    coders = {"rules": rules}
    for each in weights:
        found = code_by_encoder(shown, weights=each)
        name = f"{Path(each).stem} encoder"
        coders |= {name: found, f"rules and {name}": pd.concat([rules, found])}
    print_scores(rows, coders, seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--also", action="append", default=[], metavar="NAME=TEXTS")
    parser.add_argument("--weights", action="append", metavar="small|large|FILE")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    score_corpus("the four corpora", corpus_statements(), args.weights or WEIGHTS, args.seed, taught=False)
    for name, texts in (each.split("=", 1) for each in args.also):
        score_corpus(name, other_statements(name, texts), args.weights or WEIGHTS, args.seed, taught=True)


if __name__ == "__main__":
    main()
