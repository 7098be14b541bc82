"""Train the encoder anew: from a sentence encoder in public hands and coded sentences to the package's weights.

    pip install torch transformers
    python benchmarks/train_encoder.py MODEL --untrained FILE
    python benchmarks/train_encoder.py MODEL [--also sotu=TABLE] [--also reuters=TABLE] [--also polnear=FOLDER]
        [--gold FOLDER] [--without NAME]... [--output FILE] [--seed 0]

MODEL is a folder with all-MiniLM-L6-v2 (Apache 2.0; 6 layers of 384), as sentence-transformers publish it. --untrained
writes its weights as they are, by which `sentence_vectors` reads. Else it learns from the rows of
data/coded/sentences.csv with ``taught`` 1: those of the four public corpora of the registry, which are fetched, and
those of texts that --also names (data/coded/README.md tells where they are had). --gold adds train.jsonl of a gold
standard; the weights of the package learned from it too. --without leaves a corpus out, so that what the others teach
about it can be measured (benchmarks/unseen.py --weights FILE). Half an hour on two cores.
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
from unseen import SAMPLE, VARIABLES, corpus_statements, other_statements, sentence_key

from discourse._checks import written_whole
from discourse._vectors_network import packed
from discourse._vectors_words import Vocabulary, together
from discourse.codebook import load_codebook
from discourse.encoder import BEFORE, WEIGHTS

BOOK = load_codebook("legitimacy-threat").variables
VALUES = [(variable, value) for variable in VARIABLES for value in BOOK[variable].values]
LONGEST, EPOCHS, RATE, BATCH, PLACES = 72, 3, 2e-4, 32, 128


def published(folder):
    """The sentence encoder as it was published."""
    from transformers import AutoModel

    return AutoModel.from_pretrained(folder, add_pooling_layer=False)


class Coder(torch.nn.Module):
    """The encoder and, on the mean of the sentence's pieces and the first piece, one weight for each value."""

    def __init__(self, folder):
        super().__init__()
        self.encoder = published(folder)
        self.drop = torch.nn.Dropout(0.1)
        self.out = torch.nn.Linear(2 * self.encoder.config.hidden_size, len(VALUES))
        torch.nn.init.normal_(self.out.weight, std=0.02)
        torch.nn.init.constant_(self.out.bias, -3.0)

    def forward(self, pieces, mask, kinds):
        read = self.encoder(input_ids=pieces, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        own = (mask * (1 - kinds)).unsqueeze(-1).float()
        return self.out(self.drop(torch.cat([(read * own).sum(1) / own.sum(1), read[:, 0]], dim=1)))


def taught_sentences(also, gold, without):
    """text, before and codes of all that the encoder learns from."""
    sample = pd.read_csv(SAMPLE, dtype={"sentence": str}).set_index("sentence")
    parts = [corpus_statements(), *(other_statements(name, texts) for name, texts in also)]
    statements = pd.concat(parts, ignore_index=True)
    statements["before"] = statements.groupby(["corpus", "doc_id"], sort=False)["text"].shift(1).fillna("")
    statements = statements.assign(sentence=statements["text"].map(sentence_key)).drop_duplicates("sentence")
    taught = sample[(sample["taught"] == 1) & ~sample["corpus"].isin(without)]
    table = statements.merge(taught[["codes"]], left_on="sentence", right_index=True)
    if gold:
        statements, codings = read_gold(gold / "train.jsonl")
        statements["before"] = statements.groupby("doc_id", sort=False)["text"].shift(1).fillna("")
        codes = codings[codings["value"] != "none"].groupby("statement_id")["value"].agg(" ".join)
        coded = statements[statements["statement_id"].isin(codings["statement_id"])]
        coded = coded[~coded["source"].isin(without)]
        table = pd.concat([table, coded.assign(codes=coded["statement_id"].map(codes).fillna("none"))])
    return table.sort_values(["corpus", "doc_id", "start"], kind="stable")[["text", "before", "codes"]]


def batch_of(rows):
    """Pieces, mask and kinds of rows of (pieces, kinds), filled up to the longest."""
    size = max(len(pieces) for pieces, _ in rows)
    full = np.zeros((3, len(rows), size), dtype=np.int64)
    for k, (pieces, kinds) in enumerate(rows):
        full[0, k, : len(pieces)], full[1, k, : len(pieces)], full[2, k, : len(pieces)] = pieces, 1, kinds
    return torch.from_numpy(full)


def learn(model, rows, truth, seed):
    """Three rounds of AdamW, its rate rising for a tenth of them and then falling to nothing."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    decay = [p for p in model.parameters() if p.ndim > 1], [p for p in model.parameters() if p.ndim < 2]
    groups = [{"params": decay[0], "weight_decay": 0.01}, {"params": decay[1], "weight_decay": 0.0}]
    machine = torch.optim.AdamW(groups, lr=RATE)
    steps = EPOCHS * -(-len(rows) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        machine, lambda step: min(step / steps / 0.1, (1 - step / steps) / 0.9, 1.0)
    )
    loss_of = torch.nn.BCEWithLogitsLoss()
    lengths = np.array([len(pieces) for pieces, _ in rows])
    model.train()
    for epoch in range(EPOCHS):
        order, batches, total = draw.permutation(len(rows)), [], 0.0
        for start in range(0, len(order), 20 * BATCH):  # like lengths together, so that little is filled up
            near = order[start : start + 20 * BATCH]
            near = near[np.argsort(lengths[near], kind="stable")]
            batches += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
        for k in draw.permutation(len(batches)):
            loss = len(VALUES) * loss_of(model(*batch_of([rows[i] for i in batches[k]])), truth[batches[k]])
            machine.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            machine.step()
            rate.step()
            total += loss.item()
        print(f"round {epoch + 1}: loss {total / len(batches):.3f}", flush=True)


def network_arrays(encoder, pieces, told):
    """The arrays of a network as `Network` reads them, its pieces, and what else is told of it."""
    state = {name: value.numpy() for name, value in encoder.state_dict().items()}
    arrays = {}

    def pack(name, *sources):
        arrays[name], arrays[f"{name}.scale"] = packed(np.concatenate([state[s] for s in sources]))

    def norm(name, source):
        arrays[name] = np.stack([state[f"{source}.{part}"] for part in ("weight", "bias")])

    pack("pieces", "embeddings.word_embeddings.weight")
    pack("kinds", "embeddings.token_type_embeddings.weight")
    pack("places", "embeddings.position_embeddings.weight")
    arrays["places"], arrays["places.scale"] = arrays["places"][:PLACES], arrays["places.scale"][:PLACES]
    norm("embedding.norm", "embeddings.LayerNorm")
    for n in range(encoder.config.num_hidden_layers):
        layer = f"encoder.layer.{n}"
        attend = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        for name, sources in (
            ("attend", attend),
            ("mix", [f"{layer}.attention.output.dense"]),
            ("widen", [f"{layer}.intermediate.dense"]),
            ("narrow", [f"{layer}.output.dense"]),
        ):
            pack(f"{n}.{name}", *(f"{source}.weight" for source in sources))
            arrays[f"{n}.{name}.bias"] = np.concatenate([state[f"{source}.bias"] for source in sources])
        norm(f"{n}.first.norm", f"{layer}.attention.output.LayerNorm")
        norm(f"{n}.second.norm", f"{layer}.output.LayerNorm")
    told = {**told, "heads": encoder.config.num_attention_heads}
    for name, text in (("vocabulary", "\n".join(pieces)), ("told", json.dumps(told))):
        arrays[name] = np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
    return arrays


def coder_arrays(model, pieces):
    """The arrays of the encoder's weights."""
    told = {"values": VALUES, "single": [v for v in VARIABLES if not BOOK[v].multiple]}
    weights = {"weights": model.out.weight.detach().numpy(), "bias": model.out.bias.detach().numpy()}
    return {**weights, **network_arrays(model.encoder, pieces, told)}


def write(arrays, path):
    with written_whole(path) as partial, open(partial, "wb") as stream:
        np.savez_compressed(stream, **arrays)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--also", action="append", default=[], metavar="NAME=TEXTS")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--without", action="append", default=[], metavar="NAME")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    parser.add_argument("--untrained", type=Path, metavar="FILE")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    pieces = (args.model / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    if args.untrained:
        write(network_arrays(published(args.model), pieces, {}), args.untrained)
        return
    vocabulary = Vocabulary(pieces)
    table = taught_sentences([each.split("=", 1) for each in args.also], args.gold, args.without)
    rows = [together(vocabulary, *pair, LONGEST, BEFORE)[:2] for pair in zip(table["text"], table["before"])]
    given = table["codes"].str.split()
    truth = torch.tensor([[value in codes for _, value in VALUES] for codes in given], dtype=torch.float32)
    print(f"{len(table)} sentences; of each code {truth.sum(dim=0).int().tolist()}", flush=True)
    model = Coder(args.model)
    learn(model, rows, truth, args.seed)
    write(coder_arrays(model, pieces), args.output)


if __name__ == "__main__":
    main()
