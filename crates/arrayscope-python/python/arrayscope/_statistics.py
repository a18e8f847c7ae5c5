"""Statistics over axes, along an axis, and of the whole."""

from collections.abc import Sequence
from typing import Any

from . import _core
from ._core import AxisStats, Histogram, Summary


class EveryAxis(tuple[AxisStats, ...]):
    """The statistics over every axis of an array: a tuple of AxisStats, one per axis."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values under the names that the command uses in JSON."""
        return {"axes": [stats.to_dict() for stats in self]}

    def __repr__(self) -> str:
        from . import _text

        return _text.every_axis(self)

    def _repr_html_(self) -> str:
        from . import _html

        return _html.every_axis(self)


def axis_stats(a: Any, axis: int) -> AxisStats:
    """
    The statistics over one axis: ``a.mean(axis=k)``, ``a.min(axis=k)`` and the others at once.

    Parameters
    ----------
    a : array_like
        The array. Complex numbers are measured by their magnitude.
    axis : int
        The axis that disappears; negative counts from the end.

    Returns
    -------
    AxisStats
        With ``axis``, ``length``, ``shape`` (that of the array without the axis) and an array of
        this shape for each of ``count`` (finite values), ``nan``, ``pos_inf``, ``neg_inf``,
        ``min``, ``max``, ``mean``, ``var`` and ``std``. Only finite values count for the latter
        five; where there is none they are NaN (0 for integers). ``min`` and ``max`` have the
        dtype of the array; ``mean``, ``var`` and ``std`` are float64, of float32 and shorter
        floats float32.

    Raises
    ------
    IndexError
        When there is no such axis (numpy.exceptions.AxisError).
    TypeError
        When the dtype has no statistics, such as dates or text.

    Notes
    -----
    Sums are compensated or exact, so the digits are right where float32 sums are not. The
    divisor of ``var`` and ``std`` is ``count``. Counts are made when they are looked at; where
    everything is finite they are one number, shown in every place. They are read-only.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> a = np.array([[1.0, 2.0, np.nan], [3.0, 6.0, np.inf]])
    >>> columns = arrayscope.axis_stats(a, 0)
    >>> columns.mean, columns.count
    (array([ 2.,  4., nan]), array([2, 2, 0]))
    >>> columns.nan, columns.pos_inf
    (array([0, 0, 1]), array([0, 0, 1]))
    """
    return _core.axis_stats(a, axis)


def profile(a: Any, axis: int) -> AxisStats:
    """
    The profile along one axis: everything else is reduced, one value per index is left.

    It shows which batch item, slice or channel is odd.

    Parameters
    ----------
    a : array_like
        The array.
    axis : int
        The axis that is kept; negative counts from the end.

    Returns
    -------
    AxisStats
        As of `axis_stats`, each array of shape ``(length,)``.

    Raises
    ------
    IndexError
        When there is no such axis (numpy.exceptions.AxisError).
    TypeError
        When the dtype has no statistics.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> images = np.zeros((3, 4, 4), np.uint8)
    >>> images[1] = 9
    >>> arrayscope.profile(images, 0).max
    array([0, 9, 0], dtype=uint8)
    """
    return _core.profile(a, axis)


def compute_axis_stats(a: Any) -> EveryAxis:
    """
    The statistics over every axis in turn.

    Parameters
    ----------
    a : array_like
        The array.

    Returns
    -------
    EveryAxis
        A tuple with one AxisStats per axis, see `axis_stats`; empty for a 0-D array.

    Raises
    ------
    TypeError
        When the dtype has no statistics.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> embeddings = np.arange(6, dtype=np.float32).reshape(2, 3)
    >>> for stats in arrayscope.compute_axis_stats(embeddings):
    ...     print(stats.axis, stats.mean)
    0 [1.5 2.5 3.5]
    1 [1. 4.]
    """
    return EveryAxis(_core.compute_axis_stats(a))


def summary(a: Any) -> Summary:
    """
    Counts, extrema, mean and spread of all elements.

    Parameters
    ----------
    a : array_like
        The array. Complex numbers are measured by their magnitude.

    Returns
    -------
    Summary
        With numbers for ``count`` (finite values), ``nan``, ``pos_inf``, ``neg_inf``, ``min``,
        ``max``, ``mean``, ``var`` and ``std``. Only finite values count for the latter five; NaN
        where there is none. ``min`` and ``max`` of integers are int, exactly.

    Raises
    ------
    TypeError
        When the dtype has no statistics.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> a = np.array([1.0, 3.0, np.nan, np.inf])
    >>> all = arrayscope.summary(a)
    >>> all.count, all.nan, all.mean, all.std
    (2, 1, 2.0, 1.0)
    """
    return _core.summary(a)


def histogram(
    a: Any,
    bins: int = 10,
    range: Sequence[float] | None = None,
    channel_axis: int | None = None,
) -> Histogram:
    """
    How many finite values lie in each of some equally wide bins.

    Parameters
    ----------
    a : array_like
        The array. Complex numbers are counted by their magnitude.
    bins : int, default 10
        The number of bins, 1 to 65536.
    range : (float, float), optional
        The bounds of the first and the last bin; by default the smallest and the largest finite
        value of the whole array.
    channel_axis : int, optional
        The axis whose indices are counted apart, over the same bins.

    Returns
    -------
    Histogram
        With ``edges`` of shape (bins + 1,), ``counts`` of shape (bins,) or (channels, bins), and
        ``below``, ``above`` (finite values outside of the range), ``nan``, ``pos_inf`` and
        ``neg_inf``: ints, or arrays with one count per channel. It is also a pair as NumPy's.

    Raises
    ------
    IndexError
        When there is no such axis (numpy.exceptions.AxisError).
    TypeError
        When the dtype has no statistics.
    ValueError
        When the number of bins is not possible, or the range is not finite or runs backwards.

    Notes
    -----
    As in ``numpy.histogram`` a bin holds its lower bound but not its upper one, except for the
    last, which holds both. Unlike there, values that are not finite are counted, not refused.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> counts, edges = arrayscope.histogram([0.0, 0.1, 0.9, 1.0, np.nan], bins=2)
    >>> counts, edges
    (array([2, 2]), array([0. , 0.5, 1. ]))
    >>> arrayscope.histogram(np.eye(2), bins=2, channel_axis=0).counts
    array([[1, 1],
           [1, 1]])
    """
    return _core.histogram(a, bins, None if range is None else tuple(range), channel_axis)
