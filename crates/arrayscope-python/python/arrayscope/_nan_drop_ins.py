"""The drop-ins that leave NaN out; what all of them have in common stands in `_drop_ins`."""

from __future__ import annotations

from typing import Any

from ._core import reduce_like_numpy as reduce
from ._drop_ins import Axis, freedom, refuse


def nanmean(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: None = None,
    keepdims: bool = False,
    *,
    where: None = None,
) -> Any:
    """
    The mean over axes, NaN left out: ``numpy.nanmean``.

    Parameters
    ----------
    a : array_like
        Real numbers. Complex numbers are refused, because NumPy's answer would be complex and
        arrayscope measures magnitudes.
    axis : None, int or tuple of int, optional
        The axes that disappear; all of them by default.
    dtype : dtype_like, optional
        float16, float32 or float64 for the result; computed in float64 in any case.
    out, where : None
        Not supported: anything else is refused.
    keepdims : bool, default False
        Whether reduced axes are left with length 1.

    Returns
    -------
    numpy.ndarray or NumPy scalar
        float64, or the dtype of `a` if that is a float.

    Warns
    -----
    RuntimeWarning
        As numpy.nanmean: "Mean of empty slice" when there are only NaN to reduce.

    See Also
    --------
    numpy.nanmean

    Notes
    -----
    NaN is left out, infinities take part. That holds for bfloat16 and float8 too, of which
    NumPy's function takes NaN in.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanmean([[1.0, np.nan], [3.0, 4.0]], axis=0)
    array([2., 4.])
    """
    refuse("nanmean", out=out, where=where)
    return reduce("nanmean", a, axis, bool(keepdims), dtype)


def nanvar(
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
    The variance over axes, NaN left out: ``numpy.nanvar``.

    Parameters
    ----------
    a : array_like
        Real numbers. Complex numbers are refused, because NumPy's answer would be complex and
        arrayscope measures magnitudes.
    axis : None, int or tuple of int, optional
        The axes that disappear; all of them by default.
    dtype : dtype_like, optional
        float16, float32 or float64 for the result; computed in float64 in any case.
    out, where, mean : None
        Not supported: anything else is refused.
    ddof : int or float, default 0
        The divisor is ``n - ddof``.
    keepdims : bool, default False
        Whether reduced axes are left with length 1.
    correction : int or float, optional
        Another name of ddof.

    Returns
    -------
    numpy.ndarray or NumPy scalar
        float64, or the dtype of `a` if that is a float.

    Warns
    -----
    RuntimeWarning
        As numpy.nanvar: "Degrees of freedom <= 0 for slice." when no more than ddof values are
        left.

    See Also
    --------
    numpy.nanvar

    Notes
    -----
    NaN is left out, infinities take part. That holds for bfloat16 and float8 too, of which
    NumPy's function takes NaN in.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanvar([1.0, np.nan, 3.0])
    np.float64(1.0)
    """
    refuse("nanvar", out=out, where=where, mean=mean)
    return reduce("nanvar", a, axis, bool(keepdims), dtype, freedom(ddof, correction))


def nanstd(
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
    The standard deviation over axes, NaN left out: ``numpy.nanstd``.

    Parameters
    ----------
    a : array_like
        Real numbers. Complex numbers are refused, because NumPy's answer would be complex and
        arrayscope measures magnitudes.
    axis : None, int or tuple of int, optional
        The axes that disappear; all of them by default.
    dtype : dtype_like, optional
        float16, float32 or float64 for the result; computed in float64 in any case.
    out, where, mean : None
        Not supported: anything else is refused.
    ddof : int or float, default 0
        The divisor is ``n - ddof``.
    keepdims : bool, default False
        Whether reduced axes are left with length 1.
    correction : int or float, optional
        Another name of ddof.

    Returns
    -------
    numpy.ndarray or NumPy scalar
        float64, or the dtype of `a` if that is a float.

    Warns
    -----
    RuntimeWarning
        As numpy.nanstd: "Degrees of freedom <= 0 for slice." when no more than ddof values are
        left.

    See Also
    --------
    numpy.nanstd

    Notes
    -----
    NaN is left out, infinities take part. That holds for bfloat16 and float8 too, of which
    NumPy's function takes NaN in.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanstd([1.0, np.nan, 5.0])
    np.float64(2.0)
    """
    refuse("nanstd", out=out, where=where, mean=mean)
    return reduce("nanstd", a, axis, bool(keepdims), dtype, freedom(ddof, correction))


def nanmin(
    a: Any,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    initial: None = None,
    where: None = None,
) -> Any:
    """
    The minimum over axes, NaN left out: ``numpy.nanmin``.

    Parameters
    ----------
    a : array_like
        Real numbers. Complex numbers are refused, because NumPy's answer would be complex and
        arrayscope measures magnitudes.
    axis : None, int or tuple of int, optional
        The axes that disappear; all of them by default.
    out, initial, where : None
        Not supported: anything else is refused.
    keepdims : bool, default False
        Whether reduced axes are left with length 1.

    Returns
    -------
    numpy.ndarray or NumPy scalar
        Of the dtype of `a`.

    Warns
    -----
    RuntimeWarning
        As numpy.nanmin: "All-NaN slice encountered" when there are only NaN to reduce.

    See Also
    --------
    numpy.nanmin

    Notes
    -----
    NaN is left out, infinities take part. That holds for bfloat16 and float8 too, of which
    NumPy's function takes NaN in.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanmin([[1.0, np.nan], [3.0, 4.0]], axis=1)
    array([1., 3.])
    """
    refuse("nanmin", out=out, initial=initial, where=where)
    return reduce("nanmin", a, axis, bool(keepdims))


def nanmax(
    a: Any,
    axis: Axis = None,
    out: None = None,
    keepdims: bool = False,
    initial: None = None,
    where: None = None,
) -> Any:
    """
    The maximum over axes, NaN left out: ``numpy.nanmax``.

    Parameters
    ----------
    a : array_like
        Real numbers. Complex numbers are refused, because NumPy's answer would be complex and
        arrayscope measures magnitudes.
    axis : None, int or tuple of int, optional
        The axes that disappear; all of them by default.
    out, initial, where : None
        Not supported: anything else is refused.
    keepdims : bool, default False
        Whether reduced axes are left with length 1.

    Returns
    -------
    numpy.ndarray or NumPy scalar
        Of the dtype of `a`.

    Warns
    -----
    RuntimeWarning
        As numpy.nanmax: "All-NaN slice encountered" when there are only NaN to reduce.

    See Also
    --------
    numpy.nanmax

    Notes
    -----
    NaN is left out, infinities take part. That holds for bfloat16 and float8 too, of which
    NumPy's function takes NaN in.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanmax([[1.0, np.nan], [3.0, 4.0]], axis=1)
    array([1., 4.])
    """
    refuse("nanmax", out=out, initial=initial, where=where)
    return reduce("nanmax", a, axis, bool(keepdims))
