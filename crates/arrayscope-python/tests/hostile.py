"""Arrays on which libraries stumble: dtypes × byte orders × strides × shapes × odd values."""

from __future__ import annotations

from collections.abc import Iterator

import ml_dtypes
import numpy as np

REAL = ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]
FLOATS = ["f2", "f4", "f8"]
SMALL_FLOATS = [ml_dtypes.bfloat16, ml_dtypes.float8_e4m3fn, ml_dtypes.float8_e5m2]

SHAPES = [(), (1,), (7,), (0,), (3, 4), (4, 0), (0, 4), (1, 5), (2, 3, 4), (3, 1, 2), (5, 3, 130)]


def values(shape: tuple[int, ...], dtype: np.dtype, seed: int = 0) -> np.ndarray:
    """Numbers that the dtype holds, the ends of integers among them."""
    random = np.random.default_rng([seed, *shape])
    if dtype.kind in "?b":
        return random.integers(0, 2, shape).astype(dtype)
    if dtype.kind in "iu":
        ends = np.iinfo(dtype)
        return random.integers(ends.min, ends.max, shape, dtype=dtype, endpoint=True)
    return random.normal(2, 3, shape).astype(dtype)


def spoil(array: np.ndarray, kind: str) -> np.ndarray:
    """The same floats with NaN or infinities: ``few``, ``lanes`` or ``all``."""
    array = array.copy()
    if array.size == 0:
        return array
    flat = array.reshape(-1)
    if kind == "few":
        flat[:: max(array.size // 3, 1)] = np.nan
    elif kind == "all":
        flat[:] = np.nan
    elif kind == "lanes":
        array[(..., slice(1)) if array.ndim else ...] = np.nan
    elif kind == "inf":
        flat[0] = np.inf
        flat[-1] = -np.inf
    return array


def layouts(array: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """The same elements in other places of memory."""
    yield "C order", array
    yield "F order", np.asfortranarray(array)
    yield "other byte order", array.astype(array.dtype.newbyteorder())
    read_only = array.copy()
    read_only.flags.writeable = False
    yield "read-only", read_only
    if array.ndim:
        yield "backwards", np.ascontiguousarray(array[::-1])[::-1]
        wide = np.repeat(array, 2, axis=-1)
        yield "stepped", wide[..., ::2]
        flipped = array[tuple([slice(None, None, -1)] * array.ndim)]
        yield "backwards everywhere", flipped.copy()[tuple([slice(None, None, -1)] * array.ndim)]
    if array.itemsize > 1:
        raw = np.zeros(array.nbytes + 1, np.uint8)
        unaligned = raw[1:].view(array.dtype).reshape(array.shape)
        unaligned[...] = array
        yield "unaligned", unaligned
    yield "field", _field(array)


def _field(array: np.ndarray) -> np.ndarray:
    records = np.zeros(array.shape, [("a", "u1"), ("x", array.dtype), ("b", "u2")])
    records["x"] = array
    return records["x"]


def broadcast() -> np.ndarray:
    """Strides of 0."""
    return np.broadcast_to(np.arange(5, dtype=np.float32), (4, 5))
