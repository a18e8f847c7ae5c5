"""What all tests see to."""

import hashlib

import numpy as np
import pytest


@pytest.fixture
def untouched():
    """A function that notes the bytes of an array; at the end they are compared."""
    noted = []

    def note(array: np.ndarray) -> np.ndarray:
        noted.append((array, _digest(array), array.flags.writeable))
        return array

    yield note
    for array, digest, writeable in noted:
        assert _digest(array) == digest, "the input was written to"
        assert array.flags.writeable == writeable


def _digest(array: np.ndarray) -> str:
    base = array
    while isinstance(base.base, np.ndarray):
        base = base.base
    return hashlib.sha256(base.tobytes()).hexdigest()
