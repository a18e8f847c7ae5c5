"""The same question to each library, with one call per statistic and axis where it has no other.

Each module here is one library, and only a process that measures it imports it. It answers with
what `answers` reads: `five` is (mean, std, min, max, number of NaN).
"""

import importlib


def call(case, name):
    """What is measured for a case: a function of an array."""
    library = importlib.import_module(f"{__name__}.{name}")
    axis = case["axis"]
    match case["function"]:
        case "compute_axis_stats" if name == "arrayscope":
            return library.every_axis
        case "compute_axis_stats":
            return lambda a: [library.five(a, axis) for axis in range(a.ndim)]
        case "summary":
            return lambda a: library.five(a, None)
        case "mean":
            return lambda a: library.mean(a, axis)
        case "signals":
            return library.signals
        case other:
            raise ValueError(f"nobody is asked for {other}")


def plain(case, name, answer):
    """The answer as arrays and numbers that another process can read."""
    if case["function"] != "signals":
        return answer
    return importlib.import_module(f"{__name__}.{name}").facts(answer)
