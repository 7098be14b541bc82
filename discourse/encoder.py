"""Codes by neural networks that were trained for the package's codebook.

Statements in, codings out, alone or beside those of rules. The encoder reads a sentence and the end of the one before
it, and gives every code of legitimacy, threat and settlement a probability. It finds in other words what rules need a
cue for, and cannot say why, only which words weighed most. Its weights come with the package, in ``discourse/weights``,
small ones that read two thousand sentences a second and large ones that read forty, with a card that tells what they
were trained on, by whose codes, and how well they do. It runs offline.
"""

import re
from bisect import bisect
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from discourse._checks import check_columns, check_unique
from discourse._codings_order import settled_codings
from discourse._encoder_networks import Convolution, Transformer
from discourse._vectors_weights import read_weights
from discourse._vectors_words import together
from discourse.codebook import NONE
from discourse.codings import COLUMNS

__all__ = ["code_by_encoder"]
FOLDER = Path(__file__).parent / "weights"
WEIGHTS = {"small": FOLDER / "legitimacy-threat-small.npz", "large": FOLDER / "legitimacy-threat.npz"}
LONGEST, BEFORE = 100, 16  # pieces that are read of a sentence, from its begin, and of the one before it, to its end
TOGETHER = 32  # sentences that are read at a time, for speed
EVIDENCE = 6  # words at most


def code_by_encoder(statements, codings=None, weights="small"):
    """Code statements for legitimacy, threat and settlement by the encoder, or add its codes to those of others.

    Parameters
    ----------
    statements : DataFrame, one row per statement, in the order of the text
        statement_id, doc_id, start, text.
    codings : DataFrame of codings of the statements by one coder, for instance `code_by_rules`, optional
    weights : "small" or "large", those of the package, or the path of others

    Returns
    -------
    DataFrame of codings, by statement, then by variable
        Without ``codings``, one row per statement, variable and value, ``none`` where the encoder gives no value: start
        to end is the evidence, the words that weighed most; confidence the probability in [0, 1], for ``none`` that of
        no value of the variable; coder is ``model:encoder@`` and the first twelve digits of a digest of the weights.
        With them, their rows, and one for each value that only the encoder gives, save where a variable takes one value
        and has it. A ``none`` that has a value beside it is left out. Both together are one coder of the encoder's
        variables, named after the other and the encoder; the rule tells whose a row is, the encoder's have none.

    Raises
    ------
    ValueError
        If columns are missing, a statement_id occurs twice, or the codings are of several coders.
    """
    check_columns(statements, ["statement_id", "doc_id", "start", "text"], "statements")
    check_unique(statements, "statement_id", "statements")
    from threadpoolctl import threadpool_limits

    encoder = _encoder(weights)
    before = statements.groupby("doc_id", sort=False)["text"].shift(1).fillna("")
    columns = [list(c) for c in (statements["text"].astype(str), before.astype(str), statements["start"])]
    codes = []
    with threadpool_limits(1, "blas"):  # a sentence is too small to share, and sums do not depend on the machine
        for first in range(0, len(statements), TOGETHER):
            codes += encoder.codes(*(column[first : first + TOGETHER] for column in columns))
    rows = [(statement_id, *row) for statement_id, found in zip(statements["statement_id"], codes) for row in found]
    found = pd.DataFrame(rows, columns=["statement_id", "variable", "value", "start", "end", "evidence", "confidence"])
    found = found.assign(target="", basis="", coder=encoder.coder, rule="")[COLUMNS]
    found = found.astype({"start": "Int64", "end": "Int64", "confidence": float})
    return found if codings is None else _joined(statements, codings, found, encoder)


def _joined(statements, codings, found, encoder):
    """Both codings in one table: of ``found`` only what the others have not."""
    check_columns(codings, COLUMNS, "codings")
    coders = sorted(codings["coder"].unique())
    if len(coders) > 1:
        raise ValueError(f"codings: expected those of one coder; found {coders}. Take those of one.")
    given = codings[codings["value"] != NONE]
    known = set(zip(given["statement_id"], given["variable"], given["value"]))
    settled = {(i, v) for i, v in zip(given["statement_id"], given["variable"]) if v in encoder.single}
    coded = set(zip(codings["statement_id"], codings["variable"]))
    new = [
        (i, v, value) not in known and (i, v) not in settled and (value != NONE or (i, v) not in coded)
        for i, v, value in zip(found["statement_id"], found["variable"], found["value"])
    ]
    joined = pd.concat([codings, found[new]], ignore_index=True).astype(found.dtypes)
    mine = joined["variable"].isin(found["variable"])
    joined["coder"] = joined["coder"].mask(mine, "+".join([*coders, encoder.coder]))
    return settled_codings(joined, statements, joined["variable"], NONE)


def encoder_name(weights):
    """The encoder's name as a coder: it changes with its weights."""
    return _encoder(weights).coder


def check_encodable(codebook):
    """Refuse the encoder beside rules of a codebook that lacks its codes."""
    known = codebook.variables
    lacks = [f"{v} {x}" for v, x in _encoder("small").values if v not in known or x not in known[v].values]
    if lacks:
        raise ValueError(
            f"encoder: expected a codebook with its codes; {codebook.name} lacks {', '.join(lacks)}. Leave it out."
        )


@lru_cache(maxsize=2)
def _encoder(weights):
    path = Path(str(WEIGHTS.get(weights, weights)))
    if not path.is_file():
        raise ValueError(
            f"weights: expected {' or '.join(map(repr, WEIGHTS))}, or the path of a file; found {weights!r}."
        )
    return Encoder(path)


class Encoder:
    """The network, its vocabulary, and what it tells of a sentence."""

    def __init__(self, path):
        arrays, told, self.vocabulary, digest = read_weights(path)
        self.coder = f"model:encoder@{digest}"
        self.values = [tuple(pair) for pair in told["values"]]
        self.single = set(told["single"])  # variables that take one value
        self.network = Transformer(arrays, told["heads"]) if "heads" in told else Convolution(arrays)
        self.numbers = {}  # of each variable, the places of its values
        for number, (variable, _) in enumerate(self.values):
            self.numbers.setdefault(variable, []).append(number)

    def codes(self, texts, before, starts):
        """(variable, value, start, end, evidence, probability) of every code of sentences, a list for each.

        Parameters
        ----------
        texts, before : lists of str, sentences and those before them
        starts : list of int, where the sentences begin
        """
        told = [together(self.vocabulary, *pair, LONGEST, BEFORE) for pair in zip(texts, before)]
        halves = [(pieces[: len(places) + 2], pieces[len(places) + 2 :]) for pieces, _, places, _ in told]
        for text, start, (_, _, places, marks), (weight, shares) in zip(texts, starts, told, self.network.read(halves)):
            yield list(self._codes_of(text, start, places, marks, 1 / (1 + np.exp(-weight)), shares))

    def _codes_of(self, text, start, places, marks, probability, shares):
        words = None
        for variable, numbers in self.numbers.items():
            given = [n for n in numbers if probability[n] >= self.network.cut]
            if variable in self.single and given:
                given = [max(given, key=lambda n: probability[n])]
            for n in given:
                if words is None:
                    words, spans = shares_of_words(text, places, marks, shares())
                a, b = without_marks(text, *strongest_run(words[:, n], spans, len(text)))
                yield variable, self.values[n][1], start + a, start + b, text[a:b], round(float(probability[n]), 2)
            if not given:
                yield variable, NONE, pd.NA, pd.NA, "", round(1 - float(probability[numbers].max()), 2)


def shares_of_words(text, places, marks, shares):
    """What each word adds to the weight of each value (word x value) by its pieces' shares, and the words' spans."""
    spans = [match.span() for match in re.finditer(r"\S+", text)]  # evidence is made of whole words
    begins = [a for a, _ in spans]
    words = np.zeros((len(spans), shares.shape[1]), dtype=np.float32)
    of_word = np.array([bisect(begins, marks[place][0]) - 1 for place in places], dtype=int)
    np.add.at(words, of_word, shares[1:-1])  # the first and the last piece mark begin and end
    return words, spans


def without_marks(text, start, end):
    """The span without marks and blanks at its ends, or as it is if it has nothing else."""
    letters = [i for i in range(start, end) if text[i].isalnum()]
    return (letters[0], letters[-1] + 1) if letters else (start, end)


def strongest_run(shares, spans, length):
    """Span of the run of words whose shares exceed the mean by most; without words, all of ``length`` characters."""
    if not spans:
        return 0, length
    over = np.concatenate([[0], np.cumsum(shares - shares.mean())])
    n = len(spans)
    runs = [(i, j) for i in range(n) for j in range(i + 1, min(i + EVIDENCE, n) + 1)]
    i, j = max(runs, key=lambda run: over[run[1]] - over[run[0]])
    return spans[i][0], spans[j - 1][1]
