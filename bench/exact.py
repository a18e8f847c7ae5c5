"""The answers that are right, in extended precision: computed once per array, and never timed.

On x86-64 `longdouble` has 64 bits of mantissa. Sums of n values of one sign are then off by
less than n * 2**-64 of themselves, which for 250 million values is far below a float64's
half unit; where `longdouble` is only float64, ours may be told wrong by a unit or two.
"""

import concurrent.futures

import numpy as np

import arrays
import machine

# Elements of a piece: its extended values stay in the caches while two passes go over them.
PIECE = 1 << 17


class Oracle:
    """Answers about one array and its views: (mean, std, min, max, number of NaN, mean magnitude)."""

    def __init__(self, a):
        self._a = a
        self._known = {}

    def of(self, case):
        """What the function of a case has to answer, in the form of the contenders."""
        view = case["view"]
        match case["function"]:
            case "compute_axis_stats":
                return [self._axis(view, axis) for axis in range(self._a.ndim)]
            case "summary":
                # The order of the values does not matter, so that only steps do.
                return self._once(None, arrays.slices(view, self._a.ndim))
            case "mean":
                return self._axis(view, case["axis"])
            case _:
                return case["expected"]

    def _axis(self, view, axis):
        ndim = self._a.ndim
        transposed = arrays.is_transposed(view)
        along = ndim - 1 - axis if transposed else axis
        taken = arrays.slices(view, ndim)
        # Lanes that are taken whole have the answers they have without the view.
        whole = abs(taken[along].step or 1) == 1
        others = tuple(taken[:along] + taken[along + 1 :])
        found = self._once(along, [slice(None)] * ndim if whole else taken)
        if whole:
            found = tuple(part[others] for part in found)
        return tuple(part.T for part in found) if transposed else found

    def _once(self, axis, taken):
        name = (axis, *(part.step for part in taken))
        if name not in self._known:
            a = self._a[tuple(taken)]
            self._known[name] = _of_all(a) if axis is None or a.ndim == 1 else _of_lanes(a, axis)
        return self._known[name]


def _of_lanes(a, axis):
    """Over one axis; in pieces that hold whole lanes."""
    pieces = pieces_of(a, 1 if axis == 0 else 0)
    found = everywhere(lambda piece: _of_piece(piece, axis), pieces)
    mean, std, least, most, magnitude = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return mean, std, least, most, np.broadcast_to(np.int64(0), mean.shape), magnitude


def _of_piece(piece, axis):
    # With the lanes side by side every pass adds long rows, however short the lanes are.
    x = np.moveaxis(piece, axis, 0).astype(np.longdouble, order="C")
    n = len(x)
    mean = x.sum(0) / n
    least, most = x.min(0).astype(piece.dtype), x.max(0).astype(piece.dtype)
    magnitude = np.abs(x).sum(0) / n
    x -= mean
    x *= x
    return mean, np.sqrt(x.sum(0) / n), least, most, magnitude.astype(np.float64)


def _of_all(a):
    """Over all elements; no piece knows the mean before all were summed."""

    def sums(piece):
        x = piece.astype(np.longdouble)
        return x.sum(), np.abs(x).sum(), piece.min(), piece.max()

    def squares(piece):
        return np.square(piece.astype(np.longdouble) - mean).sum()

    pieces = pieces_of(a, 0)
    total, magnitude, least, most = zip(*everywhere(sums, pieces), strict=True)
    mean = sum(total) / a.size
    std = np.sqrt(sum(everywhere(squares, pieces)) / a.size)
    return mean, std, min(least), max(most), np.int64(0), sum(magnitude) / a.size


def pieces_of(a, axis):
    """An array in pieces along one axis."""
    return np.array_split(a, max(1, min(a.shape[axis], a.size // PIECE)), axis)


def everywhere(function, *pieces):
    """What a function has of each of the pieces, in as many threads as everybody may use."""
    with concurrent.futures.ThreadPoolExecutor(machine.threads()) as pool:
        return list(pool.map(function, *pieces))
