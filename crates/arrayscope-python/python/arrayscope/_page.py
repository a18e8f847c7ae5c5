"""What the documentation of the drop-ins has in common, each paragraph written once.

The docstring of a drop-in names these paragraphs in braces, as in ``{returns_float}``, and says
itself what it alone has to say: its first sentence and its example.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

# NumPy's arguments that are not supported. One entry, in the place of `out`, tells all of them.
REFUSED = ("out", "initial", "where", "mean")

PARAMETERS = {
    "a": """
        a : array_like
            Real numbers. Complex numbers are refused, because NumPy's answer would be complex and
            arrayscope measures magnitudes.
    """,
    "axis": """
        axis : None, int or tuple of int, optional
            The axes that disappear; all of them by default.
    """,
    "dtype": """
        dtype : dtype_like, optional
            float16, float32 or float64 for the result; computed in float64 in any case.
    """,
    "out": """
        {refused} : None
            Not supported: anything else is refused.
    """,
    "ddof": """
        ddof : int or float, default 0
            The divisor is ``n - ddof``.
    """,
    "keepdims": """
        keepdims : bool, default False
            Whether reduced axes are left with length 1.
    """,
    "correction": """
        correction : int or float, optional
            Another name of ddof.
    """,
}

SECTIONS = {
    "returns_float": """
        Returns
        -------
        numpy.ndarray or NumPy scalar
            float64, or the dtype of `a` if that is a float.
    """,
    "returns_same": """
        Returns
        -------
        numpy.ndarray or NumPy scalar
            Of the dtype of `a`.
    """,
    "warns_of_freedom": """
        Warns
        -----
        RuntimeWarning
            As numpy.{name}: "Degrees of freedom <= 0 for slice" when no more than ddof elements are
            reduced.
    """,
    "warns_of_freedom_left": """
        Warns
        -----
        RuntimeWarning
            As numpy.{name}: "Degrees of freedom <= 0 for slice." when no more than ddof values are
            left.
    """,
    "warns_never": """
        Warns
        -----
        RuntimeWarning
            None of its own.
    """,
    "warns_of_only_nan": """
        Warns
        -----
        RuntimeWarning
            As numpy.{name}: "All-NaN slice encountered" when there are only NaN to reduce.
    """,
    "see_numpy": """
        See Also
        --------
        numpy.{name}
    """,
    "nan_spreads": """
        Notes
        -----
        NaN makes the answer NaN. Infinities take part, without a warning about what comes of them.
    """,
    "nan_wins": """
        Notes
        -----
        NaN makes the answer NaN. As in NumPy, no elements to reduce are a ValueError.
    """,
    "nan_left_out": """
        Notes
        -----
        NaN is left out, infinities take part. That holds for bfloat16 and float8 too, of which
        NumPy's function takes NaN in.
    """,
}


def page(function: Function) -> Function:
    """Put the paragraphs that its docstring names into it."""
    if function.__doc__ is None:  # Left out by `python -OO`.
        return function
    name = function.__name__
    sections = {key: inspect.cleandoc(text).format(name=name) for key, text in SECTIONS.items()}
    sections["parameters"] = parameters(function)
    function.__doc__ = inspect.cleandoc(function.__doc__).format(**sections)
    return function


def parameters(function: Function) -> str:
    """The section of the parameters, which are those of the signature and in its order."""
    names = list(inspect.signature(function).parameters)
    refused = ", ".join(name for name in names if name in REFUSED)
    told = [name for name in names if name == "out" or name not in REFUSED]
    entries = [inspect.cleandoc(PARAMETERS[name]).format(refused=refused) for name in told]
    return "\n".join(["Parameters", "----------", *entries])
