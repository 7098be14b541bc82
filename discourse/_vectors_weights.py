"""Files of weights: arrays of numbers, with what is told of them and the word pieces that they stand for."""

import hashlib
import json
from pathlib import Path

import numpy as np

from discourse._vectors_words import Vocabulary


def read_weights(path):
    """The arrays of a file, what is told of them, its vocabulary, and the first twelve digits of its digest."""
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    told = json.loads(bytes(arrays.pop("told")))
    return arrays, told, Vocabulary(bytes(arrays.pop("vocabulary")).decode("utf-8").split("\n")), digest
