#!/usr/bin/env python3
"""Measures arrayscope against NumPy, Bottleneck and numbagg, all in one run.

    python run.py --output record.json [--quick] [CASE...]

A CASE is a name of `cases.json` or the beginning of several. Every answer is checked; exits
with 1 when one of ours is wrong. `cargo xtask bench` is the front door.
"""

import argparse
import datetime
import json
import pathlib
import sys
import time

import machine

machine.stay_on_two_cores()

import numpy as np  # noqa: E402 - after the cores were chosen

import arrays  # noqa: E402
import cases  # noqa: E402
import exact  # noqa: E402
import measure  # noqa: E402
import processes  # noqa: E402
import timing  # noqa: E402


def measured(chosen, effort):
    """The records of the cases, one after the other, those of one array together."""
    with arrays.folder() as folder, processes.Processes() as running:
        for first, together in cases.by_array(chosen):
            path = arrays.save(first, folder)
            oracle = exact.Oracle(np.load(path, mmap_mode="r"))
            bench = measure.Bench(path, oracle, running, effort)
            for case in together:
                yield bench.measure(case)


def write(wanted, found, complete):
    """The record of the cases so far, in the order of cases.json, whatever order they were measured in."""
    record = {
        "date": datetime.date.today().isoformat(),
        "quick": wanted.quick,
        "complete": complete,
        "machine": machine.facts(),
        "cases": [found[case["id"]] for case in cases.load(wanted.cases) if case["id"] in found],
    }
    wanted.output.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", required=True, type=pathlib.Path, help="where the record goes")
    parser.add_argument("--quick", action="store_true", help="few rounds: to see that it works")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    wanted = parser.parse_args()
    try:
        chosen = cases.load(wanted.cases)
    except ValueError as error:
        parser.error(str(error))
    found = {}
    start = time.monotonic()
    for one in measured(chosen, timing.Effort(wanted.quick)):
        name = one["case"]["id"]
        found[name] = one
        print(f"[{len(found)}/{len(chosen)}] {time.monotonic() - start:4.0f} s  {name}", file=sys.stderr, flush=True)
        # After each case, so that a run that is interrupted has not been for nothing.
        write(wanted, found, complete=not wanted.cases and len(found) == len(chosen))
    wrong = [name for name, it in found.items() if not it["results"]["arrayscope"]["answer"]["right"]]
    for name in wrong:
        print(f"wrong answer: {name}: {found[name]['results']['arrayscope']['answer']}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
