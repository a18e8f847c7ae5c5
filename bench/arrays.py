"""The arrays that are measured: values from a seeded generator, and views of them."""

import functools
import zlib

import numpy as np

VIEWS = {
    "a": lambda a: a,
    "a.T": lambda a: a.T,
    "a[::2]": lambda a: a[::2],
    "a[..., ::2]": lambda a: a[..., ::2],
    "a[::-1, ::-1]": lambda a: a[::-1, ::-1],
}


@functools.lru_cache(maxsize=1)
def _made(shape, dtype, data):
    # The seed depends on what is asked for, not on what was made before.
    rng = np.random.default_rng(zlib.crc32(f"{shape} {dtype} {data}".encode()))
    if data == "bytes":
        return rng.integers(0, 256, shape, dtype)
    if data != "normal":
        raise ValueError(f"no such data: {data} (valid: normal, bytes)")
    # Like normalised images: a mean of 0.5 and a deviation of 0.25.
    single = rng.standard_normal(shape, np.float32)
    single *= np.float32(0.25)
    single += np.float32(0.5)
    return single.astype(dtype, copy=False)


def base(case):
    """The array of a case before any view is taken of it, in C order and without gaps."""
    return _made(tuple(case["shape"]), case["dtype"], case["data"])


def view(case):
    """What the function of a case is called with."""
    return VIEWS[case["view"]](base(case))


def nbytes_read(case):
    """The bytes that any function has to read: each element of the view once."""
    return view(case).nbytes
