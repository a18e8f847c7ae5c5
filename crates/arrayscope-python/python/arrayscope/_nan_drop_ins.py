"""The drop-ins that leave NaN out; what all of them have in common stands in `_drop_ins`."""

from __future__ import annotations

from typing import Any

from ._arguments import Axis, freedom, refuse
from ._core import reduce_like_numpy as reduce
from ._page import page


@page
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

    {parameters}

    {returns_float}

    Warns
    -----
    RuntimeWarning
        As numpy.nanmean: "Mean of empty slice" when there are only NaN to reduce.

    {see_numpy}

    {nan_left_out}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanmean([[1.0, np.nan], [3.0, 4.0]], axis=0)
    array([2., 4.])
    """
    refuse("nanmean", out=out, where=where)
    return reduce("nanmean", a, axis, bool(keepdims), dtype)


@page
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

    {parameters}

    {returns_float}

    {warns_of_freedom_left}

    {see_numpy}

    {nan_left_out}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanvar([1.0, np.nan, 3.0])
    np.float64(1.0)
    """
    refuse("nanvar", out=out, where=where, mean=mean)
    return reduce("nanvar", a, axis, bool(keepdims), dtype, freedom(ddof, correction))


@page
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

    {parameters}

    {returns_float}

    {warns_of_freedom_left}

    {see_numpy}

    {nan_left_out}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanstd([1.0, np.nan, 5.0])
    np.float64(2.0)
    """
    refuse("nanstd", out=out, where=where, mean=mean)
    return reduce("nanstd", a, axis, bool(keepdims), dtype, freedom(ddof, correction))


@page
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

    {parameters}

    {returns_same}

    {warns_of_only_nan}

    {see_numpy}

    {nan_left_out}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanmin([[1.0, np.nan], [3.0, 4.0]], axis=1)
    array([1., 3.])
    """
    refuse("nanmin", out=out, initial=initial, where=where)
    return reduce("nanmin", a, axis, bool(keepdims))


@page
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

    {parameters}

    {returns_same}

    {warns_of_only_nan}

    {see_numpy}

    {nan_left_out}

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> arrayscope.nanmax([[1.0, np.nan], [3.0, 4.0]], axis=1)
    array([1., 4.])
    """
    refuse("nanmax", out=out, initial=initial, where=where)
    return reduce("nanmax", a, axis, bool(keepdims))
