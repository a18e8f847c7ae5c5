"""The same question to each library, with one call per statistic and axis where it has no other.

A contender is called with an array and gives what `answers` reads: one five-tuple
(mean, std, min, max, number of NaN) per axis, one such tuple, or a mean.
"""

import bottleneck as bn
import numbagg
import numpy as np

import arrayscope


def _numpy(a, axis):
    return a.mean(axis), a.std(axis), a.min(axis), a.max(axis), _count(a, axis)


def _bottleneck(a, axis):
    return bn.nanmean(a, axis), bn.nanstd(a, axis), bn.nanmin(a, axis), bn.nanmax(a, axis), _count(a, axis)


def _numbagg(a, axis):
    length = a.size if axis is None else a.shape[axis]
    # numbagg divides by n - 1 unless told otherwise.
    std = numbagg.nanstd(a, axis=axis, ddof=0)
    count = _count(a, axis) if _is_integer(a) else length - numbagg.nancount(a, axis=axis)
    return numbagg.nanmean(a, axis=axis), std, numbagg.nanmin(a, axis=axis), numbagg.nanmax(a, axis=axis), count


def _is_integer(a):
    return a.dtype.kind not in "fc"


def _count(a, axis):
    # Nobody looks for NaN among integers: the rivals are spared it, arrayscope answers it.
    return 0 if _is_integer(a) else np.count_nonzero(np.isnan(a), axis)


def _of_every_axis(five):
    return lambda a: [five(a, axis) for axis in range(a.ndim)]


def _ours_of_every_axis(a):
    return [(s.mean, s.std, s.min, s.max, s.nan) for s in arrayscope.compute_axis_stats(a)]


def _ours_of_all(a):
    s = arrayscope.summary(a)
    return s.mean, s.std, s.min, s.max, s.nan


def _numpy_signals(a):
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


RIVALS = {"numpy": _numpy, "bottleneck": _bottleneck, "numbagg": _numbagg}
MEANS = {
    "numpy": lambda a, axis: np.mean(a, axis=axis),
    "bottleneck": lambda a, axis: bn.nanmean(a, axis=axis),
    "numbagg": lambda a, axis: numbagg.nanmean(a, axis=axis),
}


def ours(case):
    """What is measured: arrayscope's function of the case."""
    axis = case["axis"]
    return {
        "compute_axis_stats": _ours_of_every_axis,
        "mean": lambda a: arrayscope.mean(a, axis=axis),
        "summary": _ours_of_all,
        "signals": arrayscope.signals,
    }[case["function"]]


def rival(case, name):
    """The same with another library."""
    axis = case["axis"]
    match case["function"]:
        case "compute_axis_stats":
            return _of_every_axis(RIVALS[name])
        case "summary":
            return lambda a: RIVALS[name](a, None)
        case "mean":
            return lambda a: MEANS[name](a, axis)
        case "signals":
            return _numpy_signals
        case other:
            raise ValueError(f"no rival is known for {other}")
