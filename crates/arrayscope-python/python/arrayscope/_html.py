"""Results as HTML: what a notebook shows. Every text from an array is escaped.

Colours are those of the notebook (``currentColor``, transparent grounds), so that light and dark
both work; a verdict is a word and a sign, never a colour alone. There is no script and nothing
is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _text
from ._core import AxisStats, Histogram, Layout, Reshape, Signal, Signals, Summary
from ._spark import bars, line

if TYPE_CHECKING:
    from ._statistics import EveryAxis

_FAINT = "opacity:0.7"
_BORDER = "1px solid color-mix(in srgb, currentColor 25%, transparent)"
_CELL = f"padding:0.15em 0.8em 0.15em 0;text-align:left;border-bottom:{_BORDER}"

# Middle tones: readable on white and on black.
_VERDICTS = {
    "pass": ("#2e9e5b", "✓"),
    "info": ("#2f8fc4", "i"),
    "warn": ("#c98a12", "!"),
    "fail": ("#d9534f", "✗"),
}


def layout(layout: Layout) -> str:
    head = f"shape {layout.shape}, {layout.dtype}, order {layout.order}, {layout.nbytes} bytes"
    rows = [
        (axis, length, stride, step)
        for axis, (length, stride, step) in enumerate(
            zip(layout.shape, layout.strides, layout.steps, strict=True)
        )
    ]
    return _box(
        "Layout",
        _paragraph(head)
        + _table(("axis", "length", "stride in bytes", "one step passes over"), rows),
    )


def reshape(reshape: Reshape) -> str:
    rows = [
        ("before", reshape.shape_before, reshape.strides_before),
        ("after", reshape.shape, reshape.strides),
    ]
    copied = f", {reshape.nbytes} bytes" if reshape.nbytes else ""
    head = _paragraph(f"{reshape.kind}{copied}, because {reshape.because}")
    return _box("Reshape", head + _table(("", "shape", "strides in bytes"), rows))


def summary(all: Summary) -> str:
    names = ("count", "nan", "pos_inf", "neg_inf", "min", "max", "mean", "std")
    rows = [(name, _text.number(getattr(all, name))) for name in names]
    return _box("Summary", _table(("statistic", "value"), rows))


def axis_stats(stats: AxisStats) -> str:
    return _box("Axis statistics", _axis(stats))


def every_axis(all: EveryAxis) -> str:
    if not all:
        return _box("Axis statistics", _paragraph("none: the array is 0-D"))
    return _box("Axis statistics", "".join(_axis(stats) for stats in all))


def histogram(histogram: Histogram) -> str:
    counts = np.atleast_2d(histogram.counts)
    axis = histogram.channel_axis
    ends = [_text.number(edge) for edge in histogram.edges[[0, -1]]] if counts.size else ["", ""]
    rows: list[tuple[Any, ...]] = []
    for channel, one in enumerate(counts[:64]):
        name = "all" if axis is None else f"index {channel} on axis {axis}"
        rows.append((name, _Markup(bars(one)), int(one.sum())))
    more = _paragraph(f"and {len(counts) - 64} channels more") if len(counts) > 64 else ""
    head = _paragraph(f"{counts.shape[-1]} bins from {ends[0]} to {ends[1]}")
    return _box("Histogram", head + _table(("of", "counts", "values"), rows) + more)


def signals(signals: Signals) -> str:
    cards = "".join(_card(one) for one in signals)
    grid = (
        "display:grid;gap:0.6em;"
        "grid-template-columns:repeat(auto-fill,minmax(16em,1fr));max-width:64em"
    )
    return _box(f"Signals: {signals.verdict}", f'<div style="{grid}">{cards}</div>')


def signal(signal: Signal) -> str:
    return _card(signal)


class _Markup(str):
    """HTML already: not to be escaped again."""


def _axis(stats: AxisStats) -> str:
    head = _paragraph(f"axis {stats.axis} of length {stats.length}, results of shape {stats.shape}")
    rows: list[tuple[Any, ...]] = []
    for name in ("mean", "std", "min", "max"):
        values = getattr(stats, name)
        wide = values.astype(np.float64).ravel()
        finite = wide[np.isfinite(wide)]
        ends = (finite.min(), finite.max()) if finite.size else (np.nan, np.nan)
        rows.append((name, _Markup(line(wide)), *(_text.number(end) for end in ends)))
    counts = ", ".join(
        f"{name} {int(np.sum(getattr(stats, name)))}"
        for name in ("count", "nan", "pos_inf", "neg_inf")
    )
    columns = ("statistic", "in index order", "lowest", "highest")
    return head + _table(columns, rows) + _paragraph(counts)


def _card(signal: Signal) -> str:
    colour, sign = _VERDICTS[signal.verdict]
    badge = f'<span style="color:{colour};font-weight:bold">{sign} {escape(signal.verdict)}</span>'
    evidence = "".join(f"<li>{escape(one.text)}</li>" for one in signal.evidence)
    listed = f'<ul style="margin:0.3em 0 0 1.2em;padding:0">{evidence}</ul>' if evidence else ""
    style = f"border:{_BORDER};border-left:4px solid {colour};border-radius:4px;padding:0.5em 0.8em"
    return (
        f'<div style="{style}">'
        f"<div><strong>{escape(signal.signal)}</strong> {badge}</div>"
        f"<div>{escape(signal.text)}</div>"
        f'<div style="{_FAINT};font-size:0.85em">{escape(signal.rule)}</div>{listed}</div>'
    )


def _box(title: str, content: str) -> str:
    return (
        '<div style="font-family:sans-serif;font-size:0.9em;color:inherit">'
        f'<div style="font-weight:bold;margin-bottom:0.3em">{escape(title)}</div>{content}</div>'
    )


def _paragraph(text: str) -> str:
    return f'<div style="{_FAINT};margin:0.2em 0">{escape(text)}</div>'


def _table(head: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> str:
    def cell(tag: str, value: Any) -> str:
        content = value if isinstance(value, _Markup) else escape(str(value))
        return f'<{tag} style="{_CELL}">{content}</{tag}>'

    top = "".join(cell("th", name) for name in head)
    body = "".join("<tr>" + "".join(cell("td", value) for value in row) + "</tr>" for row in rows)
    return (
        '<table style="border-collapse:collapse;background:none">'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )
