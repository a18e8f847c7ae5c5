"""The arrays that are measured: values from a seeded generator, and views of them."""

import pathlib
import tempfile
import zlib

import numpy as np

# The step of each axis that has another than 1; `a.T` reverses the axes after that.
STEPS = {
    "a": {},
    "a.T": {},
    "a[::2]": {0: 2},
    "a[..., ::2]": {-1: 2},
    "a[::-1, ::-1]": {0: -1, 1: -1},
}


def key(case):
    """What the values of a case depend on: cases with the same key share an array."""
    return case["dtype"], tuple(case["shape"]), case["data"]


def save(case, folder):
    """Writes the array of a case, in C order, to a file that every process reads; its path.

    Nothing else is kept in the folder, and no two arrays have the same path.
    """
    for earlier in pathlib.Path(folder).iterdir():
        earlier.unlink()
    dtype, shape, data = key(case)
    path = pathlib.Path(folder) / f"{'x'.join(map(str, shape))}-{dtype}-{data}.npy"
    np.save(path, _made(dtype, shape, data))
    return str(path)


def folder():
    """A temporary folder in memory where the system has one: reading it is no disk's matter."""
    memory = pathlib.Path("/dev/shm")
    return tempfile.TemporaryDirectory(prefix="arrayscope-bench-", dir=memory if memory.is_dir() else None)


def _made(dtype, shape, data):
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


def slices(view, ndim):
    """One slice per axis of the array before it is transposed."""
    steps = {axis % ndim: step for axis, step in STEPS[view].items()}
    return [slice(None, None, steps.get(axis)) for axis in range(ndim)]


def take(view, a):
    """What the function of a case is called with, of its array."""
    taken = a[tuple(slices(view, a.ndim))]
    return taken.T if is_transposed(view) else taken


def is_transposed(view):
    return view == "a.T"


def small(case):
    """An array for a first call: of the same dtype, number of axes and layout, and large enough to wake all threads."""
    longest = 64 if len(case["shape"]) > 1 else 1 << 20
    return take(case["view"], np.ones([min(n, longest) for n in case["shape"]], case["dtype"]))
