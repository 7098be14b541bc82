"""Train the encoder anew: from coded and uncoded sentences to the package's weights.

    pip install torch transformers
    python benchmarks/train_encoder.py MODEL [--also sotu=TABLE] [--also reuters=TABLE] [--also polnear=FOLDER]
        [--gold FOLDER] [--without NAME]... [--teacher FILE] [--output FOLDER] [--seed 0]
    python benchmarks/train_encoder.py MODEL --vectors FILE

First a transformer learns the codes (benchmarks/teacher.py): the large weights. Then it gives probabilities to
sentences that nobody coded, and a network small enough to read every text learns from both: the small weights. MODEL is
a folder with all-MiniLM-L6-v2. Coded are the rows of data/coded/sentences.csv with ``taught`` 1: those of the four
public corpora of the registry, which are fetched, and those of texts that --also names (data/coded/README.md tells
where they are had); --gold adds train.jsonl of a gold standard. Uncoded are other sentences of these corpora, of no
document that benchmarks/unseen.py measures on. --without leaves a corpus out of both, so that what the others teach
about it can be measured (unseen.py --weights). --teacher keeps the transformer in FILE, or takes it from there.
--vectors only writes MODEL as `sentence_vectors` reads it. An hour and a half on two cores.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import torch

sys.path.insert(0, str(Path(__file__).parent))
from coding import read_gold
from teacher import (
    LONGEST,
    Teacher,
    as_bytes,
    learn,
    learn_codes,
    network_arrays,
    probabilities,
    published,
    teacher_arrays,
)  # fmt: skip
from unseen import SAMPLE, VARIABLES, corpus_statements, other_statements, sentence_key

from discourse._checks import written_whole
from discourse._encoder_networks import REACH
from discourse._vectors_network import packed
from discourse._vectors_words import Vocabulary, together
from discourse.codebook import NONE, load_codebook
from discourse.encoder import BEFORE, FOLDER, WEIGHTS

BOOK = load_codebook("legitimacy-threat").variables
VALUES = [(variable, value) for variable in VARIABLES for value in BOOK[variable].values if value != NONE]
TOLD = {"values": VALUES, "single": [v for v in VARIABLES if not BOOK[v].multiple]}
NARROW, WIDE = 128, 256  # numbers that stand for a piece, and features that are looked for in every run of pieces
MOST = 24_000  # uncoded sentences of a corpus
PARTS = ["train", "dev"]  # of a gold standard


class Student(torch.nn.Module):
    """Features of runs of pieces, their largest and mean over a sentence and over the end of the one before it."""

    def __init__(self, words):
        super().__init__()
        centred = words - words.mean(0)
        begin = centred @ torch.linalg.svd(centred, full_matrices=False)[2][:NARROW].T
        self.pieces = torch.nn.Embedding.from_pretrained(0.5 * begin / begin.std(), freeze=False)
        self.runs = torch.nn.Conv1d(NARROW, WIDE, 2 * REACH + 1, padding=REACH)
        self.drop = torch.nn.Dropout(0.2)
        self.out = torch.nn.Linear(4 * WIDE, len(VALUES))
        torch.nn.init.constant_(self.out.bias, -3.0)

    def forward(self, pieces, mask, kinds):
        found = []
        for own in (mask * (1 - kinds), mask * kinds):
            own = own.unsqueeze(-1).float()
            read = self.drop(self.pieces(pieces)) * own
            features = torch.relu(self.runs(read.transpose(1, 2))).transpose(1, 2) * own
            found += [features.max(1).values, features.sum(1) / own.sum(1).clamp(min=1)]
        return self.out(self.drop(torch.cat(found, dim=1)))


def all_statements(also, without):
    """Statements of all corpora but those left out, with the text before each, a sentence once."""
    named = [other_statements(name, texts) for name, texts in also if name not in without]
    statements = pd.concat([corpus_statements(), *named], ignore_index=True)
    statements["before"] = statements.groupby(["corpus", "doc_id"], sort=False)["text"].shift(1).fillna("")
    statements = statements[~statements["corpus"].isin(without)]
    return statements.assign(sentence=statements["text"].map(sentence_key)).drop_duplicates("sentence")


def coded_table(statements, gold, without):
    """text, before and codes of the sentences that were coded to be learned from."""
    sample = pd.read_csv(SAMPLE, dtype={"sentence": str}).set_index("sentence")
    table = statements.merge(sample.loc[sample["taught"] == 1, ["codes"]], left_on="sentence", right_index=True)
    if gold:
        mine, codings = read_gold(gold / "train.jsonl")
        mine["before"] = mine.groupby("doc_id", sort=False)["text"].shift(1).fillna("")
        codes = codings[codings["value"] != "none"].groupby("statement_id")["value"].agg(" ".join)
        mine = mine[mine["statement_id"].isin(codings["statement_id"]) & ~mine["source"].isin(without)]
        table = pd.concat([table, mine.assign(codes=mine["statement_id"].map(codes).fillna("none"))])
    return table.sort_values(["corpus", "doc_id", "start"], kind="stable")[["text", "before", "codes"]]


def uncoded_table(statements, gold, seed):
    """text and before of other sentences, of none of the documents that the sample measures on."""
    sample = pd.read_csv(SAMPLE, dtype={"sentence": str})
    places = statements["corpus"] + " " + statements["doc_id"]
    measured = statements["sentence"].isin(sample.loc[(sample["taught"] == 0) & (sample["weight"] > 0), "sentence"])
    known = [
        sample["sentence"],
        *(read_gold(gold / f"{part}.jsonl")[0]["text"].map(sentence_key) for part in PARTS if gold),
    ]
    kept = ~places.isin(places[measured]) & ~statements["sentence"].isin(pd.concat(known))
    kept &= statements["text"].str.len().between(10, 900)
    parts = [p.sample(min(len(p), MOST), random_state=seed) for _, p in statements[kept].groupby("corpus")]
    return pd.concat(parts)[["text", "before"]]


def rows_of(vocabulary, table):
    return [together(vocabulary, *pair, LONGEST, BEFORE)[:2] for pair in zip(table["text"], table["before"])]


def teach(student, rows, truth, seed):
    rest = [p for name, p in student.named_parameters() if not name.startswith("pieces")]
    groups = [
        {"params": [student.pieces.weight], "lr": 1e-3, "weight_decay": 0.0},
        {"params": rest, "lr": 2e-3, "weight_decay": 0.01},
    ]
    learn(student, groups, rows, truth, epochs=5, warm=0.05, seed=seed)


def student_arrays(student, pieces):
    """The arrays of the encoder's small weights."""
    arrays = {"bias": student.out.bias, "weights": student.out.weight, "runs.bias": student.runs.bias}
    arrays = {name: value.detach().numpy() for name, value in arrays.items()}
    runs = student.runs.weight.detach().numpy().transpose(2, 0, 1).reshape(-1, NARROW)  # place in the run x feature
    for name, rows in (("pieces", student.pieces.weight.detach().numpy()), ("runs", runs)):
        arrays[name], arrays[f"{name}.scale"] = packed(rows)
    return {**arrays, **as_bytes(vocabulary="\n".join(pieces), told=json.dumps(TOLD))}


def write(arrays, path):
    with written_whole(path) as partial, open(partial, "wb") as stream:
        np.savez_compressed(stream, **arrays)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--also", action="append", default=[], metavar="NAME=TEXTS")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--without", action="append", default=[], metavar="NAME")
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--output", type=Path, default=FOLDER)
    parser.add_argument("--vectors", type=Path, metavar="FILE")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    pieces = (args.model / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    if args.vectors:
        write(network_arrays(published(args.model), pieces, {}), args.vectors)
        return
    statements = all_statements([each.split("=", 1) for each in args.also], args.without)
    coded, uncoded = coded_table(statements, args.gold, args.without), uncoded_table(statements, args.gold, args.seed)
    given = coded["codes"].str.split()
    truth = torch.tensor([[value in codes for _, value in VALUES] for codes in given], dtype=torch.float32)
    print(f"{len(coded)} coded sentences, of each code {truth.sum(dim=0).int().tolist()}; {len(uncoded)} uncoded")
    vocabulary = Vocabulary(pieces)
    known, new = rows_of(vocabulary, coded), rows_of(vocabulary, uncoded)
    torch.manual_seed(args.seed)
    teacher = Teacher(args.model, len(VALUES))
    if args.teacher and args.teacher.exists():
        teacher.load_state_dict(torch.load(args.teacher, weights_only=True))
    else:
        learn_codes(teacher, known, truth, args.seed)
        if args.teacher:
            torch.save(teacher.state_dict(), args.teacher)
    write(teacher_arrays(teacher, pieces, TOLD), args.output / WEIGHTS["large"].name)
    student = Student(published(args.model).embeddings.word_embeddings.weight.detach())
    teach(student, known + new, torch.cat([truth, probabilities(teacher, new)]), args.seed)
    write(student_arrays(student, pieces), args.output / WEIGHTS["small"].name)


if __name__ == "__main__":
    main()
