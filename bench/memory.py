"""Peak memory of one call, beyond what was there before it, in a process of its own.

    python memory.py CASE CONTENDER

prints {"extra", "output", "answer"} as JSON, in bytes. Linux only: there the kernel itself
keeps the peak of the resident set (VmHWM), which no allocator and no sampling can hide.
"""

import ctypes
import gc
import json
import pathlib
import subprocess
import sys

import machine

machine.stay_on_two_cores()

import numpy as np  # noqa: E402 - after the cores were chosen

import answers  # noqa: E402
import arrays  # noqa: E402
import cases  # noqa: E402
import contenders  # noqa: E402


def of(case, contender):
    """The measurement of another process, or {"refused": why}."""
    command = [sys.executable, "-B", __file__, case["id"], contender]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if done.returncode:
        return {"refused": (done.stderr.strip().splitlines() or ["no reason told"])[-1]}
    return json.loads(done.stdout)


def _status(field):
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise OSError(f"/proc/self/status has no {field}")


def _resident():
    """Exactly what is resident now; the counter in `status` may lag by some pages per thread."""
    for line in pathlib.Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Rss:"):
            return int(line.split()[1]) * 1024
    raise OSError("/proc/self/smaps_rollup has no Rss")


def _reset_peak():
    gc.collect()
    if hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        # What making the array has freed would otherwise be handed out again unseen.
        libc.malloc_trim(0)
    pathlib.Path("/proc/self/clear_refs").write_text("5")


def _measure(case, contender):
    call = contenders.ours(case) if contender == "arrayscope" else contenders.rival(case, contender)
    a = arrays.view(case)
    # Threads, code and tables are there for good after any first call, so this one is not
    # counted: large enough to wake all threads, of the same dtype, number of axes and layout.
    call(arrays.VIEWS[case["view"]](np.ones([min(n, 64) for n in case["shape"]], case["dtype"])))
    if a.ndim == 1:
        call(np.ones(1 << 20, case["dtype"]))
    _reset_peak()
    before = _resident()
    got = call(a)
    extra = max(0, _status("VmHWM") - before)
    verdict = answers.judge(case, got, answers.expected(case, a))
    right = answers.ours_is_right if contender == "arrayscope" else answers.rival_is_right
    return {"extra": extra, "output": sum(answers.output_sizes(got)), "answer": {**verdict, "right": right(case, verdict)}}


if __name__ == "__main__":
    print(json.dumps(_measure(cases.by_id(sys.argv[1]), sys.argv[2])))
