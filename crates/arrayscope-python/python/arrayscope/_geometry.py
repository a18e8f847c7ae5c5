"""Shape, strides and reshapes: everything that is known without reading a value."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from . import _core
from ._core import Layout, Reshape


def layout(a: Any) -> Layout:
    """
    The geometry of an array: shape, byte strides, order, dtype and size.

    Parameters
    ----------
    a : array_like
        Any array, of any dtype but object; structured dtypes too. No value is read.

    Returns
    -------
    Layout
        With the attributes ``shape``, ``ndim``, ``size``, ``dtype`` (its name), ``byte_order``,
        ``itemsize``, ``nbytes``, ``strides`` (in bytes), ``order`` ("C", "F", "C and F" or
        "neither"), ``c_contiguous``, ``f_contiguous`` and ``steps``: what one step along each
        axis passes over, in words.

    Raises
    ------
    TypeError
        When the elements have no bytes of their own (object arrays), or the array lies in the
        memory of a device.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> images = np.zeros((32, 28, 28, 3), np.float32)
    >>> geometry = arrayscope.layout(images)
    >>> geometry.strides, geometry.order
    ((9408, 336, 12, 4), 'C')
    >>> geometry.steps[0]
    'a whole (28, 28, 3) block: 2352 elements, 9408 bytes'
    >>> arrayscope.layout(images[::-1].T).strides
    (4, 12, 336, -9408)
    """
    return _core.layout(a)


def explain_reshape(a: Any, shape: int | Sequence[int]) -> Reshape:
    """
    What ``a.reshape(shape)`` gives: a view or a copy, and why. Nothing is moved.

    Parameters
    ----------
    a : array_like
        The array before.
    shape : int or sequence of int
        The shape after, in C order; one length may be -1.

    Returns
    -------
    Reshape
        With the attributes ``kind`` ("view" or "copy"), ``shape``, ``strides``, ``nbytes`` (bytes
        that are copied, 0 for a view), ``because``, ``shape_before`` and ``strides_before``.

    Raises
    ------
    ValueError
        Where NumPy raises it: the number of elements differs. The sentence has both and the
        shapes that would fit.

    Notes
    -----
    NumPy takes any negative length for -1; here only -1 is inferred.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> a = np.arange(12).reshape(3, 4)
    >>> arrayscope.explain_reshape(a, (2, 6)).kind
    'view'
    >>> copied = arrayscope.explain_reshape(a.T, 12)
    >>> copied.kind, copied.nbytes
    ('copy', 96)
    >>> copied.because
    'axes 0 and 1 cannot be merged: axis 0 steps 8 bytes, but the whole of axis 1 spans 96'
    >>> arrayscope.explain_reshape(np.arange(13), (3, 4))
    Traceback (most recent call last):
        ...
    ValueError: 13 elements cannot fill (3, 4): it needs 12; 13 = 1 × 13
    """
    return _core.explain_reshape(a, shape)


def extract_slice(
    a: Any,
    at: int | Sequence[int | None] | Mapping[int, int] | None = None,
    *,
    rows: int | None = None,
    columns: int | None = None,
) -> np.ndarray:
    """
    Any 2-D cross-section of an array: two axes are shown, the others stand at one index.

    Parameters
    ----------
    a : array_like
        The array, of any number of axes.
    at : int, sequence of int, or mapping of axis to index, optional
        Where the axes stand that are not shown; 0 unless told otherwise. A sequence has one
        index per axis, in which None and what stands at the shown axes do not matter. Negative
        indices count from the end.
    rows, columns : int, optional
        The axes shown downwards and across. By default those of the picture that a shape looks
        like: the first two of (height, width, channel), the middle two of four, else the last
        two; no axis that `at` names.

    Returns
    -------
    numpy.ndarray
        Of two axes: (rows, columns). A view where `a` is an array, a buffer or a tensor: no
        element is copied, and writing into it writes into `a`. A 1-D array is one row.

    Raises
    ------
    IndexError
        When there is no such axis or index.
    ValueError
        When rows and columns are the same axis.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> images = np.arange(2 * 2 * 3 * 3).reshape(2, 2, 3, 3)
    >>> arrayscope.extract_slice(images, at={0: 1, 3: -1})  # images[1, :, :, -1]
    array([[20, 23, 26],
           [29, 32, 35]])
    >>> arrayscope.extract_slice(images, rows=3, columns=0).shape
    (3, 2)
    """
    if at is not None and isinstance(at, Mapping) and not isinstance(at, dict):
        at = dict(at)
    return _core.extract_slice(a, at, rows, columns)
