"""Small pictures of numbers as inline SVG, in the colour of the text around them."""

from __future__ import annotations

import numpy as np

_WIDTH, _HEIGHT = 180, 28
# More points than that would lie on the same pixels.
_POINTS = 180


def line(values: np.ndarray) -> str:
    """A sparkline. Where many values share a point it is their mean; gaps are not finite."""
    points = _reduced(values)
    finite = points[np.isfinite(points)]
    if finite.size == 0:
        return _svg("", "nothing finite to draw")
    low, high = float(finite.min()), float(finite.max())
    # Halved first: the difference of two finite numbers may be infinite.
    span = high / 2 - low / 2
    pieces: list[str] = []
    current: list[str] = []
    step = _WIDTH / max(len(points) - 1, 1)
    for place, value in enumerate(points):
        if np.isfinite(value):
            share = (value / 2 - low / 2) / span if span > 0 else 0.5
            current.append(f"{place * step:.1f},{_HEIGHT - 2 - share * (_HEIGHT - 4):.1f}")
        elif current:
            pieces.append(_piece(current))
            current = []
    if current:
        pieces.append(_piece(current))
    return _svg("".join(pieces), f"{len(values)} values from {low:.7g} to {high:.7g}")


def bars(counts: np.ndarray) -> str:
    """A bar per bin; of more than fit the highest of those that share a place."""
    if counts.size > _POINTS:
        edges = np.linspace(0, counts.size, _POINTS, endpoint=False).astype(int)
        counts = np.maximum.reduceat(counts, edges)
    highest = max(int(counts.max()) if counts.size else 0, 1)
    width = _WIDTH / max(counts.size, 1)
    drawn = "".join(
        f'<rect x="{place * width:.1f}" y="{_HEIGHT - _HEIGHT * count / highest:.1f}" '
        f'width="{width * 0.9:.1f}" height="{_HEIGHT * count / highest:.1f}" fill="currentColor"/>'
        for place, count in enumerate(counts.tolist())
        if count
    )
    return _svg(drawn, f"{counts.size} bins, the highest with {highest}")


def _reduced(values: np.ndarray) -> np.ndarray:
    if values.size <= _POINTS:
        return values
    edges = np.linspace(0, values.size, _POINTS, endpoint=False).astype(int)
    lengths = np.diff(np.append(edges, values.size))
    with np.errstate(invalid="ignore", over="ignore"):
        return np.add.reduceat(values, edges) / lengths


def _piece(points: list[str]) -> str:
    if len(points) == 1:
        x, y = points[0].split(",")
        return f'<circle cx="{x}" cy="{y}" r="1.5" fill="currentColor"/>'
    joined = " ".join(points)
    return f'<polyline points="{joined}" fill="none" stroke="currentColor" stroke-width="1.2"/>'


def _svg(content: str, label: str) -> str:
    return (
        f'<svg width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'role="img" aria-label="{label}"><title>{label}</title>{content}</svg>'
    )
