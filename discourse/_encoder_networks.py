"""The networks of the encoder in numpy: word pieces of sentences in, a weight per value out, and what each piece adds.

Small: every run of pieces is looked at for features, and the largest and the mean of each over a sentence count (Kim
2014). Pieces come from a fixed list, so what a piece adds to a feature at each place of a run is worked out once.
Large: a transformer reads all pieces together, and the mean of what it makes of them counts (Devlin et al. 2019).
"""

import numpy as np

from discourse._vectors_network import Network, spread

REACH = 2  # pieces on either side of one that make up a run


class Transformer:
    """A transformer, and a weight for each value on the mean of the sentence's pieces and on the first.

    Parameters
    ----------
    arrays : mapping of name to array
        Those of `Network`; weights (value x twice the width) and bias (a number per value).
    heads : int, as `Network` takes it
    """

    cut = 0.8  # the probability from which a code is given

    def __init__(self, arrays, heads):
        self.network = Network(arrays, heads)
        self.weights, self.bias = arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32)

    def read(self, sentences):
        """Weight of each value, and a function that tells what each piece adds (piece x value), for each sentence.

        Parameters
        ----------
        sentences : list of pairs of lists of int
            Numbers of the pieces of a sentence and of the one before it, with the marks of begin and end.
        """
        for text, before in sentences:
            x = self.network.read([*text, *before], [0] * len(text) + [1] * len(before))
            width = x.shape[1]
            shares = x[: len(text)] @ self.weights[:, :width].T / len(text)
            yield shares.sum(axis=0) + self.weights[:, width:] @ x[0] + self.bias, lambda shares=shares: shares


class Convolution:
    """Features of runs of pieces, and a weight for each value on the largest and the mean of each.

    Parameters
    ----------
    arrays : mapping of name to array
        pieces (a row per piece) and runs (a row per place in a run and feature), packed, each with its ``.scale``;
        runs.bias (a number per feature); weights (value x features of four kinds: largest and mean of the text, largest
        and mean of the text before it) and bias (a number per value).
    """

    cut = 0.6  # the probability from which a code is given

    def __init__(self, arrays):
        self.pieces, self.scale = arrays["pieces"], arrays["pieces.scale"].astype(np.float32)
        self.runs = np.ascontiguousarray(spread(arrays["runs"], arrays["runs.scale"]).T)
        self.floor = arrays["runs.bias"].astype(np.float32)
        self.weights = np.ascontiguousarray(arrays["weights"].astype(np.float32).T)
        self.bias = arrays["bias"].astype(np.float32)
        self.places = {}  # of each piece that was met, its place in the table
        self.added = np.zeros((2 * REACH + 1, 1024, len(self.floor)), dtype=np.float32)  # place 0 adds nothing

    def read(self, sentences):
        """As `Transformer.read`; a sentence's weights do not depend on the sentences beside it."""
        features, begins, ends = self.features([text for sentence in sentences for text in sentence])
        kinds = []
        for begin, end in zip(begins, ends):
            own = features[begin:end]
            kinds += [own.max(axis=0), own.sum(axis=0) / len(own)]
        for i in range(0, len(begins), 2):
            own = features[begins[i] : ends[i]]
            weight = np.concatenate(kinds[2 * i : 2 * i + 4]) @ self.weights + self.bias
            yield weight, lambda own=own: self.shares(own)

    def features(self, texts):
        """Features of the run around each piece of each text, none below 0.

        Parameters
        ----------
        texts : list of lists of numbers of pieces, none empty

        Returns
        -------
        features : array of float, a row per piece and two between texts that are of none
        begins, ends : lists of int, the rows of each text
        """
        between = [0] * REACH
        row = list(between)
        begins, ends = [], []
        for pieces in texts:
            begins.append(len(row) - REACH)
            row += self._places_of(pieces)
            ends.append(len(row) - REACH)
            row += between
        places, size = np.array(row), len(row) - 2 * REACH
        found = np.tile(self.floor, (size, 1))
        for place, added in enumerate(self.added):
            found += added[places[place : place + size]]
        return np.maximum(found, 0, out=found), begins, ends

    def shares(self, features):
        """What the run around each piece of a text adds to the weight of each value: piece x value."""
        largest, mean = np.split(self.weights[: 2 * features.shape[1]], 2)
        best, all_features = features.argmax(axis=0), np.arange(features.shape[1])
        shares = features @ mean / len(features)
        np.add.at(shares, best, features[best, all_features][:, None] * largest)
        return shares

    def _places_of(self, pieces):
        """Places of pieces in the table, where each is entered when it is first met."""
        for piece in pieces:
            if piece not in self.places:
                place = self.places[piece] = len(self.places) + 1
                if place == self.added.shape[1]:
                    self.added = np.concatenate([self.added, np.zeros_like(self.added)], axis=1)
                row = spread(self.pieces[piece], self.scale[piece]) @ self.runs
                self.added[:, place] = row.reshape(len(self.added), -1)
        return [self.places[piece] for piece in pieces]
