"""Several threads, and processes that were forked."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import arrayscope


def test_other_threads_run_while_values_are_read():
    a = np.ones(40_000_000, np.float32)
    ticks = 0
    passed = []
    done = threading.Event()

    def read():
        try:
            for _ in range(5):
                before = ticks
                arrayscope.summary(a)
                passed.append(ticks - before)
        finally:
            done.set()

    thread = threading.Thread(target=read)
    thread.start()
    while not done.is_set():
        ticks += 1
    thread.join()
    assert min(passed) > 100  # with the lock held nothing would have passed


def test_threads_get_the_same_numbers():
    a = np.random.default_rng(0).normal(size=(200, 300)).astype(np.float32)
    expected = arrayscope.compute_axis_stats(a)
    shared = arrayscope.axis_stats(a, 0)

    def ask(_):
        assert arrayscope.compute_axis_stats(a) == expected
        assert arrayscope.signals(a).verdict == "pass"
        return shared.mean, shared.nan

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(ask, range(64)))
    assert all(mean is shared.mean and nan is shared.nan for mean, nan in seen)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_forked_process_computes():
    # As the workers of a data loader do: the child has none of the parent's threads.
    script = """
import os, warnings
import numpy as np, arrayscope
warnings.simplefilter("ignore")  # newer Pythons advise against forking with threads
a = np.ones((4000, 1000), np.float32)
assert arrayscope.mean(a) == 1
child = os.fork()
if child == 0:
    right = arrayscope.mean(a) == 1 and arrayscope.signals(a).shape.verdict == "pass"
    os._exit(0 if right else 1)
_, status = os.waitpid(child, 0)
raise SystemExit(os.waitstatus_to_exitcode(status))
"""
    done = subprocess.run([sys.executable, "-c", script], timeout=60, capture_output=True)
    assert done.returncode == 0, done.stderr
