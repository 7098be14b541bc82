"""What sentences mean, as vectors.

Texts in, one row of numbers per text out: two texts that say the like in other words have rows that point the same way.
They are those of a sentence encoder in public hands (all-MiniLM-L6-v2, Apache 2.0), whose weights come with the package
in ``discourse/weights`` and were not trained further. It needs no network. It knows English best.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np

from discourse._vectors_network import Network
from discourse._vectors_weights import read_weights

__all__ = ["sentence_vectors"]

WEIGHTS = Path(__file__).parent / "weights" / "sentences.npz"
LONGEST = 126  # pieces that are read of a text, from its begin
KEPT = 50_000  # texts whose vectors are kept, 1.6 kB each


def sentence_vectors(texts):
    """One vector per text.

    Parameters
    ----------
    texts : iterable of str
        About the first hundred words of each are read.

    Returns
    -------
    array of float32, one row per text, 384 columns
        The mean of what the encoder makes of the word pieces (Reimers and Gurevych 2019), of length 1: the product of
        two rows is their cosine, in [-1, 1]. A text's row does not depend on the texts beside it.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, "blas"):  # a sentence is too small to share, and sums do not depend on the machine
        rows = [_reader().vector(str(text)) for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(rows), _reader().width)


def vectors_digest():
    """The first twelve digits of a digest of the weights."""
    return _reader().digest


@lru_cache(maxsize=1)
def _reader():
    return Reader(WEIGHTS)


class Reader:
    """The network and its vocabulary."""

    def __init__(self, path):
        arrays, told, self.vocabulary, self.digest = read_weights(path)
        self.network = Network(arrays, told["heads"])
        self.width = arrays["places"].shape[1]
        self.vector = lru_cache(maxsize=KEPT)(self._vector)

    def _vector(self, text):
        own = self.vocabulary.read(text)[0][:LONGEST]
        pieces = [self.vocabulary["[CLS]"], *own, self.vocabulary["[SEP]"]]
        mean = self.network.read(pieces, [0] * len(pieces)).mean(axis=0)
        return mean / np.linalg.norm(mean)
