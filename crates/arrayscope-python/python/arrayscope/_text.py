"""Results as short text: what a prompt shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from ._core import AxisStats, Evidence, Histogram, Layout, Reshape, Signal, Signals, Summary

if TYPE_CHECKING:
    from ._statistics import EveryAxis

_COUNTS = ("nan", "pos_inf", "neg_inf")


def layout(layout: Layout) -> str:
    order = "" if layout.byte_order == "not applicable" else f" {layout.byte_order}-endian"
    head = (
        f"Layout of shape {layout.shape}, {layout.dtype}{order}, "
        f"order {layout.order}, {number(layout.nbytes)} bytes"
    )
    rows = [
        (str(axis), str(length), str(stride), step)
        for axis, (length, stride, step) in enumerate(
            zip(layout.shape, layout.strides, layout.steps, strict=True)
        )
    ]
    return "\n".join([head, *table(("axis", "length", "stride", "one step passes over"), rows)])


def reshape(reshape: Reshape) -> str:
    copied = f" of {number(reshape.nbytes)} bytes" if reshape.nbytes else ""
    return (
        f"Reshape {reshape.shape_before} to {reshape.shape}: "
        f"{reshape.kind}{copied}, because {reshape.because}"
    )


def summary(all: Summary) -> str:
    values = ", ".join(
        f"{name}={number(getattr(all, name))}" for name in ("count", "min", "max", "mean", "std")
    )
    return f"Summary({values}{_odd(all.nan, all.pos_inf, all.neg_inf)})"


def axis_stats(stats: AxisStats) -> str:
    odd = _odd(*(int(np.sum(getattr(stats, name))) for name in _COUNTS))
    head = f"AxisStats(axis={stats.axis}, length={stats.length}, shape={stats.shape}{odd})"
    names = ("min", "max", "mean", "std")
    return "\n".join([head, *(f"  {name:<4} {_few(getattr(stats, name))}" for name in names)])


def every_axis(all: EveryAxis) -> str:
    if not all:
        return "EveryAxis: none, the array is 0-D"
    return "\n".join(axis_stats(stats) for stats in all)


def histogram(histogram: Histogram) -> str:
    edges, counts = histogram.edges, histogram.counts
    bins = counts.shape[-1]
    between = f"{number(edges[0])} to {number(edges[-1])}" if edges.size else "nothing"
    axis = histogram.channel_axis
    of = "" if axis is None else f", {counts.shape[0]} channels on axis {axis}"
    return f"Histogram({bins} bins from {between}{of})\n  counts {_few(counts)}"


def signals(signals: Signals) -> str:
    rows = [(one.verdict, one.signal, one.text) for one in signals]
    lines = [f"Signals: {signals.verdict}", *table(None, rows)]
    for one in signals:
        lines += [f"  {one.signal}: {evidence.text}" for evidence in one.evidence]
    return "\n".join(lines)


def signal(signal: Signal) -> str:
    lines = [f"{signal.signal}: {signal.verdict}, {signal.text}", f"  rule: {signal.rule}"]
    return "\n".join(lines + [f"  {evidence.text}" for evidence in signal.evidence])


def evidence(evidence: Evidence) -> str:
    names = ("index", "value", "axis")
    places = [
        f"{name}={getattr(evidence, name)!r}"
        for name in names
        if getattr(evidence, name) is not None
    ]
    return f"Evidence({', '.join([repr(evidence.text), *places])})"


def number(value: Any) -> str:
    """Integers in full, floats with seven digits."""
    if isinstance(value, (int, np.integer)):
        return f"{int(value)}"
    return f"{float(value):.7g}"


def table(head: tuple[str, ...] | None, rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Lines of aligned columns, the last of which is as long as it likes."""
    lines = [*([head] if head else []), *rows]
    if not lines:
        return []
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]) - 1)]
    return [
        "  "
        + "  ".join(
            [f"{cell:<{width}}" for cell, width in zip(line, widths, strict=False)] + [line[-1]]
        )
        for line in lines
    ]


def _few(values: np.ndarray) -> str:
    """An array on one line, its middle left out."""
    text = np.array2string(
        values.ravel(), threshold=6, edgeitems=3, precision=6, max_line_width=10**6
    )
    return text if values.ndim == 1 else f"{text} of shape {values.shape}"


def _odd(nan: int, pos_inf: int, neg_inf: int) -> str:
    counts = zip(_COUNTS, (nan, pos_inf, neg_inf), strict=True)
    return "".join(f", {name}={count}" for name, count in counts if count)
