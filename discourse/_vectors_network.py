"""A transformer encoder in numpy: numbers of word pieces in, one vector per piece out.

The layers are those of BERT (Devlin et al. 2019) with the tanh form of GELU (Hendrycks and Gimpel 2016). A text is read
alone, not in a batch, so that what is found in it does not depend on its neighbours by as much as a rounding. Weights
are kept as whole numbers of eight bits, with a scale for every row, and spread to 32 bits when they are loaded.
"""

import numpy as np

EPSILON = 1e-12


def packed(weights):
    """Rows of weights as whole numbers of eight bits and the scale of each row."""
    scale = np.maximum(np.abs(weights).max(axis=-1, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.rint(weights / scale).astype(np.int8), scale


def spread(whole, scale):
    """Rows of weights as 32-bit numbers, from what ``packed`` made of them."""
    return whole.astype(np.float32) * scale


def normalised(x, weight, bias):
    """Every row to mean 0 and variance 1, then weighted."""
    x = x - x.mean(axis=-1, keepdims=True)
    x /= np.sqrt(np.square(x).mean(axis=-1, keepdims=True) + EPSILON)
    x *= weight
    x += bias
    return x


def gelu(x):
    """x times the share of a normal distribution below it, in its tanh form; x is overwritten."""
    y = np.square(x)
    y *= 0.044715
    y += 1
    y *= x
    y *= 0.7978845608
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= 0.5
    return y


class Network:
    """The layers.

    Parameters
    ----------
    arrays : mapping of name to array
        pieces, places, kinds (the embeddings), each packed under its name and the name with ``.scale``; embedding.norm
        (weight and bias); and for every layer n the matrices n.attend (query, key and value side by side), n.mix,
        n.widen, n.narrow, transposed and packed by row, each with n.NAME.bias, and n.first.norm, n.second.norm.
    heads : int, into which the width of a layer is divided
    """

    def __init__(self, arrays, heads):
        def matrix(name):
            return spread(arrays[name], arrays[f"{name}.scale"])

        def plain(name):
            return arrays[name].astype(np.float32)

        self.heads = heads
        self.pieces, self.places, self.kinds = matrix("pieces"), matrix("places"), matrix("kinds")
        self.norm = plain("embedding.norm")
        self.layers = []
        while f"{len(self.layers)}.attend" in arrays:
            n = len(self.layers)
            layer = {name: plain(f"{n}.{name}.norm") for name in ("first", "second")}
            for name in ("attend", "mix", "widen", "narrow"):
                layer[name] = np.ascontiguousarray(matrix(f"{n}.{name}").T), plain(f"{n}.{name}.bias")
            self.layers.append(layer)

    def read(self, pieces, kinds):
        """One row per piece, of the width of a layer.

        Parameters
        ----------
        pieces, kinds : sequences of int of one length, at most that of ``places``
            Numbers of pieces, and which part of the text each is of.
        """
        x = self.pieces[pieces] + self.kinds[kinds] + self.places[: len(pieces)]
        x = normalised(x, *self.norm)
        for layer in self.layers:
            x = normalised(x + self._attended(x, layer), *layer["first"])
            (widen, one), (narrow, two) = layer["widen"], layer["narrow"]
            wide = x @ widen
            wide += one
            x = normalised(x + (gelu(wide) @ narrow + two), *layer["second"])
        return x

    def _attended(self, x, layer):
        (attend, bias), (mix, last) = layer["attend"], layer["mix"]
        n, width = x.shape
        split = (x @ attend + bias).reshape(n, 3, self.heads, width // self.heads).transpose(1, 2, 0, 3)
        query, key, value = np.ascontiguousarray(split)
        weights = query @ key.transpose(0, 2, 1)
        weights /= np.sqrt(np.float32(width // self.heads))
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        return (weights @ value).transpose(1, 0, 2).reshape(n, width) @ mix + last
