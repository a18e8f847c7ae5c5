"""NumPy."""

import numpy as np


def five(a, axis):
    return a.mean(axis), a.std(axis), a.min(axis), a.max(axis), count_nan(a, axis)


def mean(a, axis):
    return np.mean(a, axis=axis)


def is_integer(a):
    return a.dtype.kind not in "fc"


def count_nan(a, axis):
    # Nobody looks for NaN among integers: the rivals are spared it, arrayscope answers it.
    return 0 if is_integer(a) else np.count_nonzero(np.isnan(a), axis)


def signals(a):
    """What people write by hand; it says less than the six signals."""
    return {
        "shape": a.shape,
        "dtype": a.dtype,
        "nan": int(np.isnan(a).sum()),
        "pos_inf": int(np.isposinf(a).sum()),
        "neg_inf": int(np.isneginf(a).sum()),
        "range": (a.min(), a.max()),
        "range_per_channel": (a.min(axis=(0, 1, 2)), a.max(axis=(0, 1, 2))),
        "nbytes": a.nbytes,
        "order": "C" if a.flags.c_contiguous else "F" if a.flags.f_contiguous else "neither",
    }


def facts(answer):
    """What of it is known beforehand."""
    return {name: answer[name] for name in ("nan", "pos_inf", "neg_inf", "order")}
