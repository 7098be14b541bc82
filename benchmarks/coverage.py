#!/usr/bin/env python3
"""How often do the intervals of discourse hold the truth? Simulations with a known truth.

    coverage.py [agreement|plain|prevalence|difference|regression|network ...] [--runs N] [--seed S] [--level L]

Agreement: documents have their own difficulty, three coders err independently; the truth is the coefficient in a very
large corpus of the same kind. Prevalence: a classifier errs more in one outlet than in the other; a random sample is
coded by people without error; the truth is the share from which the corpus is drawn. "naive" takes the classifier's
codes as they are. An interval is right if it holds the truth in 93 to 97 of 100 runs at the level 0.95.
"""

import argparse

import numpy as np
import pandas as pd

from discourse.agreement import agreement_table
from discourse.networks import actor_concept_edges, error_table, stance_table
from discourse.prevalence import difference_table, prevalence_table, regression_table

SHARES = {"Gazette": 0.25, "Herald": 0.15}
DESIGNS = [(200, 10, 300, "equal"), (200, 10, 300, "codes first"), (300, 10, 150, "equal")]
CODERS = ["human:ana", "human:ben", "human:eva"]


def make_agreement(generator, documents, size, values):
    """Codings of three coders: documents differ in the mix of their values and in how hard they are."""
    mix = generator.dirichlet(np.linspace(3, 1, values), documents)
    hard = generator.beta(2, 8, documents)
    doc = np.repeat(np.arange(documents), size)
    truth = (generator.random(len(doc))[:, None] > mix[doc].cumsum(axis=1)[:, :-1]).sum(axis=1)
    ids = [f"d{d}-{i:06d}" for i, d in enumerate(doc)]
    parts = []
    for coder in CODERS:
        wrong = generator.random(len(doc)) < hard[doc]
        code = np.where(wrong, generator.integers(0, values, len(doc)), truth)
        kept = generator.random(len(doc)) > 0.05
        values_ = np.array([f"v{v}" for v in range(values)])[code]
        part = pd.DataFrame({"statement_id": ids, "variable": "frame", "value": values_, "coder": coder})
        parts.append(part[kept])
    return pd.concat(parts, ignore_index=True)


def check_agreement(generator, runs, level):
    for documents, size, values in [(40, 10, 2), (40, 10, 5), (120, 5, 3)]:
        truths = agreement_table(make_agreement(generator, 20000, size, values), replicates=1)
        truth = truths.set_index("measure")["estimate"]
        held = []
        for _ in range(runs):
            codings = make_agreement(generator, documents, size, values)
            table = agreement_table(codings, level=level, seed=int(generator.integers(2**31))).set_index("measure")
            held.append((table["low"] <= truth) & (truth <= table["high"]))
        share = pd.DataFrame(held).mean()
        for measure in truth.index:
            yield f"{documents} documents of {size}, {values} values", measure, truth[measure], share[measure]


def make_prevalence(generator, documents, size, gold, design):
    """A corpus of two outlets, classifier codes that err by outlet, and a gold sample with its probabilities."""
    doc = np.repeat(np.arange(documents), size)
    outlet = np.where(np.arange(documents) % 2, "Gazette", "Herald")
    share = np.where(outlet == "Herald", SHARES["Herald"], SHARES["Gazette"])
    own = generator.beta(share * 6, (1 - share) * 6)
    truth = generator.random(len(doc)) < own[doc]
    found, false = np.where(outlet == "Herald", 0.6, 0.9)[doc], np.where(outlet == "Herald", 0.12, 0.02)[doc]
    code = generator.random(len(doc)) < np.where(truth, found, false)
    if design == "equal":
        probability = np.full(len(doc), gold / len(doc))
        drawn = np.isin(np.arange(len(doc)), generator.choice(len(doc), gold, replace=False))
    else:
        wanted = np.where(code, 3.0, 1.0)
        probability = np.minimum(1, gold * wanted / wanted.sum())
        drawn = generator.random(len(doc)) < probability
    ids = [f"d{d}-{i:05d}" for i, d in enumerate(doc)]
    statements = pd.DataFrame({"statement_id": ids, "doc_id": [f"d{d}" for d in doc], "outlet": outlet[doc]})
    value = np.where(code, "threat", "none")
    codings = pd.DataFrame({"statement_id": ids, "variable": "threat", "value": value, "coder": "model:x"})
    people = codings.assign(value=np.where(truth, "threat", "none"), coder="human:ana", probability=probability)[drawn]
    return codings, statements, people


def check_prevalence(generator, runs, level):
    def rows(codings, statements, people):
        table = prevalence_table(codings, statements, "threat", gold=people, level=level).set_index("group")
        for outlet, truth in SHARES.items():
            yield outlet, truth, table.loc[outlet]

    yield from compare(generator, runs, DESIGNS, rows)


def check_plain(generator, runs, level):
    """Shares coded without error: documents differ in their mix, which Wilson's interval does not know."""
    truth = pd.Series(SHARES)
    for documents, size in [(40, 10), (200, 10)]:
        held = {"wilson": [], "bootstrap": []}
        for _ in range(runs):
            _, statements, people = make_prevalence(generator, documents, size, documents * size, "equal")
            for interval, rows in held.items():
                options = dict(interval=interval, level=level, seed=int(generator.integers(2**31)))
                table = prevalence_table(people, statements, "threat", **options).set_index("group")
                rows.append((table["low"] <= truth) & (truth <= table["high"]))
        for interval, rows in held.items():
            for outlet, share in pd.DataFrame(rows).mean().items():
                yield f"{documents} documents of {size}, no error", f"{interval}, {outlet}", truth[outlet], share


def check_difference(generator, runs, level):
    def rows(codings, statements, people):
        yield "Gazette - Herald", 0.1, difference_table(codings, statements, "threat", gold=people, level=level).iloc[0]

    yield from compare(generator, runs, DESIGNS, rows)


def check_regression(generator, runs, level):
    def rows(codings, statements, people):
        for model, truth in [("linear", -0.1), ("logit", np.log(0.15 / 0.85) - np.log(0.25 / 0.75))]:
            options = dict(model=model, gold=people, level=level)
            yield model, truth, regression_table(codings, statements, "threat", "threat", ["outlet"], **options).iloc[1]

    yield from compare(generator, runs, DESIGNS[:1], rows)


def compare(generator, runs, designs, rows):
    """Coverage of the naive and the corrected interval in the rows of tables made of each run."""
    for documents, size, gold, design in designs:
        held = {}
        for _ in range(runs):
            for name, truth, row in rows(*make_prevalence(generator, documents, size, gold, design)):
                held.setdefault((name, truth, "naive"), []).append(row["low"] <= truth <= row["high"])
                hit = row["low_corrected"] <= truth <= row["high_corrected"]
                held.setdefault((name, truth, "corrected"), []).append(hit)
        for (name, truth, kind), hits in held.items():
            yield f"{documents} documents of {size}, {gold} gold, {design}", f"{kind}, {name}", truth, np.mean(hits)


def check_network(generator, runs, level):
    """Two speakers who stand for one thing in 15 and 25 of 100 statements; the coder errs alike for both."""
    documents, size = 150, 10
    doc = np.repeat(np.arange(documents), size)
    ids = [f"d{d}-{i:05d}" for i, d in enumerate(doc)]
    speaker = np.where(np.arange(len(doc)) % 2, "Mara Doln", "Tomas Reval")
    statements = pd.DataFrame({"statement_id": ids, "doc_id": [f"d{d}" for d in doc], "speaker": speaker})
    truth = {"Mara Doln": 0.25 * len(doc) / 2, "Tomas Reval": 0.15 * len(doc) / 2}
    held = {"naive": [], "corrected": []}
    for _ in range(runs):
        mood = generator.beta(8, 8, documents)[doc] * 2
        true = generator.random(len(doc)) < mood * np.where(speaker == "Mara Doln", 0.25, 0.15)
        code = generator.random(len(doc)) < np.where(true, 0.7, 0.05)
        codings = pd.DataFrame({"statement_id": ids, "variable": "talks", "coder": "model:x"})
        codings["value"] = np.where(code, "favor", "none")
        drawn = generator.choice(len(doc), 400, replace=False)
        people = codings.assign(value=np.where(true, "favor", "none"), coder="human:ana").iloc[drawn]
        stances = stance_table(codings, statements, "talks")
        seed = int(generator.integers(2**31))
        for kind, errors in [("naive", None), ("corrected", error_table(codings, people, "talks"))]:
            edges = actor_concept_edges(stances, errors=errors, level=level, replicates=500, seed=seed)
            edges = edges.set_index("actor")
            held[kind].append({a: edges["low"][a] <= truth[a] <= edges["high"][a] for a in truth})
    for kind, rows in held.items():
        for actor, share in pd.DataFrame(rows).mean().items():
            yield f"{documents} documents of {size}, 400 gold", f"{kind}, {actor} - talks", truth[actor], share


CHECKS = {
    "agreement": check_agreement,
    "plain": check_plain,
    "prevalence": check_prevalence,
    "difference": check_difference,
    "regression": check_regression,
    "network": check_network,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checks", nargs="*", default=[], metavar="|".join(CHECKS))
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--level", type=float, default=0.95)
    options = parser.parse_args()
    for name in options.checks or CHECKS:
        print(f"{name}: {options.runs} runs, seed {options.seed}, level {options.level}")
        rows = list(CHECKS[name](np.random.default_rng(options.seed), options.runs, options.level))
        table = pd.DataFrame(rows, columns=["corpus", "interval", "truth", "coverage"])
        print(table.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
