"""The cases, as `cases.json` has them."""

import itertools
import json
import pathlib

import arrays

FOLDER = pathlib.Path(__file__).resolve().parent


def load(names=()):
    """The cases whose name begins with one of `names`; all of them without a name.

    Raises ValueError for a name that no case begins with.
    """
    cases = json.loads((FOLDER / "cases.json").read_text())
    for name in names:
        if not any(case["id"].startswith(name) for case in cases):
            groups = sorted({case["group"] for case in cases})
            raise ValueError(f"no case begins with {name} (groups of cases: {', '.join(groups)})")
    return [case for case in cases if not names or case["id"].startswith(tuple(names))]


def by_array(cases):
    """The same cases, those of one array together, so that it is made once: an iterator of (first case, cases).

    Of each array the peaks of memory come last.
    """
    order = sorted(cases, key=lambda case: (*arrays.key(case), case["group"] == "memory"))
    for _, group in itertools.groupby(order, arrays.key):
        together = list(group)
        yield together[0], together
