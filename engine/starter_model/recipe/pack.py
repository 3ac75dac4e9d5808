"""Writes and joins example files (.npz: tokens uint16, weights uint8 in hundredths, offsets)."""
from pathlib import Path

import numpy


def write(path: Path, examples):
    """`examples`: (tokens, weights) pairs."""
    tokens, weights, offsets = [], [], [0]
    for row, weight in examples:
        assert len(row) == len(weight)
        tokens.extend(row)
        weights.extend(weight)
        offsets.append(len(tokens))
    numpy.savez(path, tokens=numpy.array(tokens, dtype=numpy.uint16), weights=numpy.array(weights, dtype=numpy.uint8),
                offsets=numpy.array(offsets, dtype=numpy.int64))
    return len(offsets) - 1, len(tokens)
