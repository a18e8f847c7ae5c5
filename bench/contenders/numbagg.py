"""numbagg."""

import numbagg

from .numpy import is_integer


def five(a, axis):
    length = a.size if axis is None else a.shape[axis]
    # numbagg divides by n - 1 unless told otherwise.
    std = numbagg.nanstd(a, axis=axis, ddof=0)
    count = 0 if is_integer(a) else length - numbagg.nancount(a, axis=axis)
    return numbagg.nanmean(a, axis=axis), std, numbagg.nanmin(a, axis=axis), numbagg.nanmax(a, axis=axis), count


def mean(a, axis):
    return numbagg.nanmean(a, axis=axis)
