"""A transformer that learns codes, so that it can teach the package's small network what it makes of uncoded sentences.

Begun from all-MiniLM-L6-v2 (Apache 2.0; 6 layers of 384), as sentence-transformers publish it; all weights are trained.
"""

import json

import numpy as np
import torch

from discourse._vectors_network import packed

LONGEST, BATCH, PLACES = 72, 32, 128


def published(folder):
    """The sentence encoder as it was published."""
    from transformers import AutoModel

    return AutoModel.from_pretrained(folder, add_pooling_layer=False)


class Teacher(torch.nn.Module):
    """The encoder and, on the mean of the sentence's pieces and the first piece, a weight for each of ``n`` values."""

    def __init__(self, folder, n):
        super().__init__()
        self.encoder = published(folder)
        self.drop = torch.nn.Dropout(0.1)
        self.out = torch.nn.Linear(2 * self.encoder.config.hidden_size, n)
        torch.nn.init.normal_(self.out.weight, std=0.02)
        torch.nn.init.constant_(self.out.bias, -3.0)

    def forward(self, pieces, mask, kinds):
        read = self.encoder(input_ids=pieces, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        own = (mask * (1 - kinds)).unsqueeze(-1).float()
        return self.out(self.drop(torch.cat([(read * own).sum(1) / own.sum(1), read[:, 0]], dim=1)))


def batch_of(rows):
    """Pieces, mask and kinds of rows of (pieces, kinds), filled up to the longest."""
    size = max(len(pieces) for pieces, _ in rows)
    full = np.zeros((3, len(rows), size), dtype=np.int64)
    for k, (pieces, kinds) in enumerate(rows):
        full[0, k, : len(pieces)], full[1, k, : len(pieces)], full[2, k, : len(pieces)] = pieces, 1, kinds
    return torch.from_numpy(full)


def batches_of(lengths, draw):
    """Numbers of rows, in batches of like lengths so that little is filled up, drawn anew."""
    order, batches = draw.permutation(len(lengths)), []
    for start in range(0, len(order), 20 * BATCH):
        near = order[start : start + 20 * BATCH]
        near = near[np.argsort(lengths[near], kind="stable")]
        batches += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    return [batches[k] for k in draw.permutation(len(batches))]


def learn(model, groups, rows, truth, epochs, warm, seed):
    """Rounds of AdamW over groups of weights; the rate rises for a share of them (``warm``), then falls to nothing.

    ``truth`` are probabilities, row x value: 0 and 1 where sentences were coded.
    """
    draw = np.random.default_rng(seed)
    machine = torch.optim.AdamW(groups)
    steps = epochs * -(-len(rows) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        machine, lambda step: min(step / steps / warm, (1 - step / steps) / (1 - warm), 1.0)
    )
    loss_of = torch.nn.BCEWithLogitsLoss()
    lengths = np.array([len(pieces) for pieces, _ in rows])
    model.train()
    for epoch in range(epochs):
        total, batches = 0.0, batches_of(lengths, draw)
        for batch in batches:
            loss = truth.shape[1] * loss_of(model(*batch_of([rows[i] for i in batch])), truth[batch])
            machine.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            machine.step()
            rate.step()
            total += loss.item()
        print(f"round {epoch + 1}: loss {total / len(batches):.3f}", flush=True)


def learn_codes(teacher, rows, truth, seed):
    """Teach the teacher."""
    decay = [p for p in teacher.parameters() if p.ndim > 1], [p for p in teacher.parameters() if p.ndim < 2]
    groups = [{"params": decay[0], "weight_decay": 0.01}, {"params": decay[1], "weight_decay": 0.0}]
    learn(teacher, [{**group, "lr": 2e-4} for group in groups], rows, truth, epochs=3, warm=0.1, seed=seed)


def probabilities(model, rows):
    """What a model makes of rows: row x value, in [0, 1]."""
    model.eval()
    found = [None] * len(rows)
    order = np.argsort([len(pieces) for pieces, _ in rows], kind="stable")
    with torch.no_grad():
        for start in range(0, len(order), 2 * BATCH):
            batch = order[start : start + 2 * BATCH]
            for i, row in zip(batch, torch.sigmoid(model(*batch_of([rows[i] for i in batch])))):
                found[i] = row
    return torch.stack(found)


def network_arrays(encoder, pieces, told):
    """The arrays of a transformer as `discourse.vectors` reads them, and what else is ``told`` of it."""
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
    return {**arrays, **as_bytes(vocabulary="\n".join(pieces), told=json.dumps(told))}


def teacher_arrays(teacher, pieces, told):
    """The arrays of the encoder's large weights."""
    own = {"weights": teacher.out.weight.detach().numpy(), "bias": teacher.out.bias.detach().numpy()}
    return {**own, **network_arrays(teacher.encoder, pieces, told)}


def as_bytes(**texts):
    """Texts as arrays, so that a file of arrays can hold them."""
    return {name: np.frombuffer(text.encode("utf-8"), dtype=np.uint8) for name, text in texts.items()}
