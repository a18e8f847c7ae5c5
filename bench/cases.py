"""The cases, as `cases.json` has them."""

import json
import pathlib

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


def by_id(name):
    """The one case with exactly this name."""
    return next(case for case in load() if case["id"] == name)


def in_order_of_arrays(cases):
    """The same cases, those of one array beside each other, so that it is made once."""
    return sorted(cases, key=lambda case: (case["group"] == "memory", case["dtype"], case["shape"], case["data"]))
