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
import warnings

import machine

machine.stay_on_two_cores()

import numpy as np  # noqa: E402 - after the cores were chosen

import answers  # noqa: E402
import arrays  # noqa: E402
import cases  # noqa: E402
import contenders  # noqa: E402
import floors  # noqa: E402
import memory  # noqa: E402
import reach  # noqa: E402
import timing  # noqa: E402


def calls_of(case, a):
    """{name: call without arguments} of everything that is timed for a case, ours first."""
    ours = contenders.ours(case)
    calls = {"arrayscope": lambda: ours(a)}
    for name in case["against"]:
        if name == "base":
            base = arrays.base(case)
            calls[name] = lambda: ours(base)
        elif name == "copy":
            copy = np.ascontiguousarray(a)
            calls[name] = lambda: ours(copy)
        else:
            rival = contenders.rival(case, name)
            calls[name] = lambda rival=rival: rival(a)
    if floor := floors.floor(case, a):
        calls["floor"] = floor
    return calls


def checked(case, a, calls):
    """{name: verdict} of one untimed call each, which warms them up too; who refuses is taken out."""
    wanted = answers.expected(case, a)
    verdicts = {}
    for name in list(calls):
        if name in ("floor", "base"):
            calls[name]()
            continue
        try:
            verdict = answers.judge(case, calls[name](), wanted)
        except Exception as refusal:  # whatever a library does with a dtype that it does not know
            if name == "arrayscope":
                raise
            del calls[name]
            verdicts[name] = {"refused": f"{type(refusal).__name__}: {refusal}"}
            continue
        right = answers.ours_is_right if name in ("arrayscope", "copy") else answers.rival_is_right
        verdicts[name] = {"answer": {**verdict, "right": bool(right(case, verdict))}}
    return verdicts


def measure(case, effort):
    """The record of one case."""
    if case["group"] == "memory":
        results = {name: memory.of(case, name) for name in ["arrayscope", *case["against"]]}
        if "refused" in results["arrayscope"]:
            raise RuntimeError(f"{case['id']}: {results['arrayscope']['refused']}")
    else:
        a = arrays.view(case)
        calls = calls_of(case, a)
        results = checked(case, a, calls)
        if case["group"] in ("axes", "mean"):
            calls["pages"] = floors.fresh_pages(answers.output_sizes(calls["arrayscope"]()))
        for name, timed in timing.interleaved(calls, effort).items():
            results.setdefault(name, {}).update(timed)
    return {"case": case, "results": results, "reach": reach.verdicts(case, results, floors.threads())}


def write(wanted, measured, complete):
    """The record of the cases so far, in the order of cases.json, whatever order they were measured in."""
    record = {
        "date": datetime.date.today().isoformat(),
        "quick": wanted.quick,
        "complete": complete,
        "machine": machine.facts(),
        "cases": [measured[case["id"]] for case in cases.load(wanted.cases) if case["id"] in measured],
    }
    wanted.output.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", required=True, type=pathlib.Path, help="where the record goes")
    parser.add_argument("--quick", action="store_true", help="few rounds: to see that it works")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    wanted = parser.parse_args()
    # Empty slices and overflows of rivals are in their answers already.
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    try:
        chosen = cases.in_order_of_arrays(cases.load(wanted.cases))
    except ValueError as error:
        parser.error(str(error))
    effort = timing.Effort(wanted.quick)
    measured = {}
    for k, case in enumerate(chosen):
        print(f"[{k + 1}/{len(chosen)}] {case['id']}", file=sys.stderr, flush=True)
        measured[case["id"]] = measure(case, effort)
        # After each case, so that a run that is interrupted has not been for nothing.
        write(wanted, measured, complete=not wanted.cases and len(measured) == len(chosen))
    wrong = [name for name, it in measured.items() if not it["results"]["arrayscope"]["answer"]["right"]]
    for name in wrong:
        print(f"wrong answer: {name}: {measured[name]['results']['arrayscope']['answer']}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
