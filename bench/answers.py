"""Whether an answer is right; `exact` has what it is compared with."""

import numpy as np

import exact

# A rival's digits are called wrong when it loses two of the decimal digits that its own
# result could hold. Ours are called wrong much sooner: see `ours_is_right`.
LOST_UNITS = 100


def judge(case, got, wanted):
    """The largest errors of an answer, in units of the eps of its own dtype.

    `mean_units` and `std_units` are relative errors; `mean_loss` is that of the mean relative to
    the mean magnitude of the lane, so that values which nearly cancel are no fault of anybody.
    `exact` is whether all the rest agrees, and `std_bound` what docs/numerics.md allows ours:
    1e-14, or the rounding to a narrower dtype.
    """
    match case["function"]:
        case "mean":
            mean, *_, magnitude = wanted
            return {"exact": np.shape(got) == np.shape(mean), **_means([(got, mean, magnitude)])}
        case "signals":
            return {"exact": got == wanted}
        case "summary":
            got, wanted = [got], [wanted]
    pairs = list(zip(got, wanted, strict=True))
    return {
        **_means([(g[0], w[0], w[5]) for g, w in pairs]),
        "std_units": max(_units(g[1], w[1])[0] for g, w in pairs),
        "std_bound": max(1, 1e-14 / _eps(got[0][1])),
        "exact": all(_same_extrema_and_counts(g, w) for g, w in pairs),
    }


def _means(found):
    units = [_units(got, mean, magnitude) for got, mean, magnitude in found]
    return {
        "eps": _eps(found[0][0]),
        "mean_units": max(own for own, _ in units),
        "mean_loss": max(loss for _, loss in units),
    }


def _same_extrema_and_counts(got, wanted):
    counts = got[4]
    # A rival may answer with one 0 where no count was asked of it.
    shaped = np.shape(counts) in ((), np.shape(wanted[4]))
    return all(np.array_equal(got[k], wanted[k]) for k in (2, 3)) and shaped and bool(np.all(counts == wanted[4]))


def _eps(values):
    dtype = np.asarray(values).dtype
    return float(np.finfo(dtype if dtype.kind == "f" else np.float64).eps)


def output_sizes(answer):
    """The bytes of each array in an answer."""
    if isinstance(answer, np.ndarray):
        return [answer.nbytes]
    return [size for part in answer for size in output_sizes(part)] if isinstance(answer, (list, tuple)) else []


def _units(got, wanted, *scales):
    """The largest error relative to the right values themselves, and to each of the other scales."""
    got, wanted = np.asarray(got), np.asarray(wanted)
    if got.shape != wanted.shape:
        return [float("inf")] * (1 + len(scales))
    parts = [exact.pieces_of(np.atleast_1d(part), 0) for part in (got, wanted, *scales)]
    worst = np.max(exact.everywhere(_relative, *parts), axis=0)
    return [float(error / _eps(got)) if np.isfinite(error) else float("inf") for error in worst]


def _relative(got, wanted, *scales):
    # Only the difference needs more digits than a float64 has.
    error = np.abs(np.subtract(got, wanted, dtype=np.longdouble).astype(np.float64))
    tiny = np.finfo(np.float64).tiny
    return [
        np.max(error / np.maximum(np.abs(scale.astype(np.float64)), tiny), initial=0) for scale in (wanted, *scales)
    ]


def ours_is_right(_case, verdict):
    """Mean and deviation within the bounds of docs/numerics.md, rounded once to the answer's dtype."""
    std_holds = verdict.get("std_units", 0) <= verdict.get("std_bound", 0)
    return verdict["exact"] and verdict.get("mean_units", 0) <= 1 and std_holds


def rival_is_right(case, verdict):
    """Whether as many digits hold as the answer's dtype can hold, less two."""
    units = max(verdict.get("mean_loss", 0), verdict.get("std_units", 0))
    return verdict["exact"] and units * verdict.get("eps", 0) <= LOST_UNITS * _least_eps(case, verdict)


def _least_eps(case, verdict):
    # Bottleneck answers with Python's float where there is one lane; nobody expects more
    # digits of it than the array had.
    dtype = np.dtype(case["dtype"])
    return max(verdict.get("eps", 0), float(np.finfo(dtype).eps) if dtype.kind == "f" else 0)

