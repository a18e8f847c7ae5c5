"""The arguments of NumPy's functions: what an axis is, which are refused, which are two in one."""

from __future__ import annotations

from typing import Any

# An axis as NumPy takes it.
Axis = int | tuple[int, ...] | None


def refuse(name: str, **arguments: Any) -> None:
    """Refuse what is not computed here, in the words of what would be."""
    for argument, value in arguments.items():
        if value is not None and not (argument == "where" and value is True):
            raise TypeError(
                f"arrayscope.{name} has no {argument}: take numpy.{name} for that, or leave it out"
            )


def freedom(ddof: float, correction: float | None) -> float:
    """Take what is subtracted from the count under whichever of its two names it was given."""
    if correction is None:
        return ddof
    if ddof != 0:
        # NumPy's sentence.
        raise ValueError("ddof and correction can't be provided simultaneously.")
    return correction
