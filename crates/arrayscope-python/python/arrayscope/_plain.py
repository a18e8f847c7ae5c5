"""Results as plain Python values, and how they are compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from ._core import AxisStats, Evidence, Histogram, Signal, Signals, Summary

_NUMBERS = ("count", "nan", "pos_inf", "neg_inf", "min", "max", "mean", "std")


def axis_stats(stats: AxisStats) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "axis": stats.axis,
        "length": stats.length,
        "shape": list(stats.shape),
    }
    for name in _NUMBERS:
        plain[name] = getattr(stats, name).ravel().tolist()
    return plain


def summary(all: Summary) -> dict[str, Any]:
    return {name: getattr(all, name) for name in _NUMBERS}


def histogram(histogram: Histogram) -> dict[str, Any]:
    per_channel = ("below", "above", "nan", "pos_inf", "neg_inf")
    counts, edges = histogram.counts.tolist(), histogram.edges.tolist()
    if histogram.channel_axis is None:
        others = {name: getattr(histogram, name) for name in per_channel}
        return {"channel_axis": None, "channels": [{"edges": edges, "counts": counts} | others]}
    channels = [
        {"edges": edges, "counts": one}
        | {name: int(getattr(histogram, name)[channel]) for name in per_channel}
        for channel, one in enumerate(counts)
    ]
    return {"channel_axis": histogram.channel_axis, "channels": channels}


def evidence(evidence: Evidence) -> dict[str, Any]:
    plain: dict[str, Any] = {"text": evidence.text}
    for name in ("index", "value", "axis", "counts"):
        value = getattr(evidence, name)
        if value is not None:
            plain[name] = list(value) if isinstance(value, tuple) else value
    return plain


def signal(signal: Signal) -> dict[str, Any]:
    return {
        "signal": signal.signal,
        "verdict": signal.verdict,
        "measured": dict(signal.measured) or None,
        "rule": signal.rule,
        "evidence": [evidence(one) for one in signal.evidence],
    }


def signals(signals: Signals) -> list[dict[str, Any]]:
    return [signal(one) for one in signals]


def signal_key(signal: Signal) -> str:
    """What tells two signals apart; as text, in which NaN is equal to itself."""
    return repr(_plain_signal(signal))


_plain_signal = signal


def same_arrays(one: AxisStats, other: AxisStats) -> bool:
    if (one.axis, one.length, one.shape) != (other.axis, other.length, other.shape):
        return False
    return all(_same(getattr(one, name), getattr(other, name)) for name in (*_NUMBERS, "var"))


def same_numbers(one: Summary, other: Summary) -> bool:
    return all(
        _same(np.asarray(getattr(one, name)), np.asarray(getattr(other, name)))
        for name in (*_NUMBERS, "var")
    )


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    # NaN is where it was; ml_dtypes have no place in `array_equal(equal_nan=True)`.
    return bool(np.all((one == other) | ((one != one) & (other != other))))
