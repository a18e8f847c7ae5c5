"""Functions that take the place of NumPy's: same arguments, same dtypes, better digits.

What they have in common: sums are compensated or exact, so the digits do not depend on the
length of the array or the order of its axes; the result has the dtype that NumPy gives it, and a
scalar is a NumPy scalar; warnings and exceptions are NumPy's. ``out``, ``where``, ``initial``
and ``mean`` are there to be refused with a sentence rather than ignored.
"""

from __future__ import annotations

from typing import Any

from ._arguments import Axis, freedom, refuse
from ._core import count_nonfinite as _count_nonfinite
from ._core import reduce_like_numpy as reduce
from ._page import page


@page
def mean(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: None = None,
    keepdims: bool = False,
    *,
    where: None = None,
) -> Any:
    """
    The mean over axes: ``numpy.mean``.

    {parameters}

    {returns_float}

    Warns
    -----
    RuntimeWarning
        As numpy.mean: "Mean of empty slice" when there is no element to reduce.

    {see_numpy}

    {nan_spreads}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.mean(np.ones((20_000_000, 2), np.float32), axis=0)  # numpy: 0.8388608
    array([1., 1.], dtype=float32)
    >>> arrayscope.mean([[1, 2], [3, 4]], axis=1, keepdims=True)
    array([[1.5],
           [3.5]])
    """
    refuse("mean", out=out, where=where)
    return reduce("mean", a, axis, bool(keepdims), dtype)


@page
def var(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: None = None,
    ddof: float = 0,
    keepdims: bool = False,
    *,
    where: None = None,
    mean: None = None,
    correction: float | None = None,
) -> Any:
    """
    The variance over axes: ``numpy.var``.

    {parameters}

    {returns_float}

    {warns_of_freedom}

    {see_numpy}

    {nan_spreads}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.var(np.float32([10000.0, 10001.0, 10002.0]), ddof=1)
    np.float32(1.0)
    """
    refuse("var", out=out, where=where, mean=mean)
    return reduce("var", a, axis, bool(keepdims), dtype, freedom(ddof, correction))


@page
def std(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: None = None,
    ddof: float = 0,
    keepdims: bool = False,
    *,
    where: None = None,
    mean: None = None,
    correction: float | None = None,
) -> Any:
    """
    The standard deviation over axes: ``numpy.std``.

    {parameters}

    {returns_float}

    {warns_of_freedom}

    {see_numpy}

    {nan_spreads}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.std([[1.0, 3.0], [2.0, 8.0]], axis=1)
    array([1., 3.])
    """
    refuse("std", out=out, where=where, mean=mean)
    return reduce("std", a, axis, bool(keepdims), dtype, freedom(ddof, correction))


@page
def min(
    a: Any,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    initial: None = None,
    where: None = None,
) -> Any:
    """
    The minimum over axes: ``numpy.min``.

    {parameters}

    {returns_same}

    {warns_never}

    {see_numpy}

    {nan_wins}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.min(np.uint8([[3, 1], [2, 4]]), axis=0)
    array([2, 1], dtype=uint8)
    """
    refuse("min", out=out, initial=initial, where=where)
    return reduce("min", a, axis, bool(keepdims))


@page
def max(
    a: Any,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    initial: None = None,
    where: None = None,
) -> Any:
    """
    The maximum over axes: ``numpy.max``.

    {parameters}

    {returns_same}

    {warns_never}

    {see_numpy}

    {nan_wins}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.max([1.0, np.nan, 3.0])
    np.float64(nan)
    """
    refuse("max", out=out, initial=initial, where=where)
    return reduce("max", a, axis, bool(keepdims))


def count_nonfinite(a: Any, axis: Axis = None, *, keepdims: bool = False) -> Any:
    """
    The number of NaN and infinities over axes.

    The same as ``numpy.count_nonzero(~numpy.isfinite(a), axis, keepdims=keepdims)``, without
    the arrays in between.

    Parameters
    ----------
    a : array_like
        Numbers; a complex number is counted when its magnitude is not finite.
    axis : None, int or tuple of int, optional
        The axes that disappear; all of them by default.
    keepdims : bool, default False
        Whether reduced axes are left with length 1.

    Returns
    -------
    int, or numpy.ndarray or NumPy scalar of int64

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> a = np.array([[1.0, np.nan], [np.inf, -np.inf]])
    >>> arrayscope.count_nonfinite(a)
    3
    >>> arrayscope.count_nonfinite(a, axis=0)
    array([1, 2])
    """
    return _count_nonfinite(a, axis, bool(keepdims))
