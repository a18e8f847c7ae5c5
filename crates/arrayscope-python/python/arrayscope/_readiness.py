"""The six signals that an array is ready for a model."""

from collections.abc import Mapping, Sequence
from typing import Any

from . import _core
from ._core import Signals


def signals(
    a: Any,
    *,
    shape: int | Sequence[int | None] | None = None,
    dtype: Any = None,
    bounds: Sequence[float] | None = None,
    non_finite_budget: int = 0,
    memory_budget: int = 4_000_000_000,
    batch_axis: int | None = None,
    channel_axis: int | None = None,
    available_memory: int | None = None,
    siblings: Mapping[str, Any] | None = None,
) -> Signals:
    """
    Judge an array by six signals: shape, dtype, non-finite values, value range, memory and
    contiguity.

    Parameters
    ----------
    a : array_like
        The array.
    shape : int or sequence of int, optional
        The expected length per axis; None or -1 for any length.
    dtype : dtype_like, optional
        The expected dtype, also by a name such as "bfloat16".
    bounds : (float, float), optional
        The lowest and the highest value that is allowed.
    non_finite_budget : int, default 0
        How many NaN and infinities are allowed.
    memory_budget : int, default 4_000_000_000
        How many bytes the array may have.
    batch_axis, channel_axis : int, optional
        The axes of samples and of channels; guessed unless given.
    available_memory : int, optional
        Bytes that the machine could still give; asked of the system (at most once a second)
        unless given.
    siblings : mapping of str to array_like, optional
        Arrays that go the same way: what mixing their dtypes with this one would make is told.

    Returns
    -------
    Signals
        A sequence of six Signal, also by name: ``signals.value_range`` or
        ``signals["value range"]``. Each has ``signal`` (its name), ``verdict`` ("pass", "info",
        "warn" or "fail"), ``text``, ``measured``, ``rule`` and ``evidence`` with the first
        offending index. ``verdict`` is the worst of the six, ``ready`` whether none failed.

    Raises
    ------
    IndexError
        When there is no such axis (numpy.exceptions.AxisError).
    ValueError
        When the bounds are NaN or reversed.

    Examples
    --------
    >>> import numpy as np, arrayscope
    >>> batch = np.ones((2, 3), np.float32)
    >>> batch[1, 2] = np.nan
    >>> six = arrayscope.signals(batch, shape=(None, 3))
    >>> six.verdict, six.non_finite.verdict
    ('fail', 'fail')
    >>> six.non_finite.evidence[0].index
    (1, 2)
    >>> six.shape.text
    '(2, 3), axis 0 taken as the batch, of 2'
    """
    if (
        shape is None
        and dtype is None
        and bounds is None
        and non_finite_budget == 0
        and memory_budget == 4_000_000_000
        and batch_axis is None
        and channel_axis is None
        and available_memory is None
        and siblings is None
    ):
        return _core.signals(a)
    return _core.signals(
        a,
        shape=shape,
        dtype=dtype,
        bounds=bounds,
        non_finite_budget=non_finite_budget,
        memory_budget=memory_budget,
        batch_axis=batch_axis,
        channel_axis=channel_axis,
        available_memory=available_memory,
        siblings=None if siblings is None else dict(siblings),
    )
