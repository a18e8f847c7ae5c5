"""A million calls leave nothing behind."""

import contextlib
import gc
import sys

import numpy as np
import pytest

import arrayscope

CALLS = 1_000_000


def resident_bytes() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_a_million_calls_neither_grow_nor_leak_references():
    a = np.arange(6, dtype=np.float32).reshape(2, 3)
    wrong = "no array"

    def refused():
        with contextlib.suppress(ValueError):
            arrayscope.mean(a, 5)
        with contextlib.suppress(TypeError):
            arrayscope.summary(wrong)

    functions = [
        (lambda: arrayscope.layout(a), 0.4),
        (lambda: arrayscope.mean(a), 0.2),
        (lambda: arrayscope.max(a, 0), 0.1),
        (lambda: arrayscope.axis_stats(a, 0).mean, 0.1),
        (lambda: arrayscope.signals(a), 0.1),
        (lambda: arrayscope.extract_slice(a), 0.04),
        (lambda: arrayscope.explain_reshape(a, 6), 0.03),
        (lambda: arrayscope.layout(memoryview(b"abc")), 0.01),
        (lambda: arrayscope.histogram(a).counts, 0.01),
        (refused, 0.01),
    ]

    def round(share):
        for function, part in functions:
            for _ in range(int(CALLS * part * share)):
                function()
        gc.collect()

    round(0.05)
    blocks, references, resident = sys.getallocatedblocks(), sys.getrefcount(a), resident_bytes()
    dtype_references = sys.getrefcount(a.dtype)
    round(0.95)
    assert sys.getrefcount(a) == references
    assert abs(sys.getrefcount(a.dtype) - dtype_references) < 100
    # A leak of one object or of a few bytes per call would be a million of them.
    assert sys.getallocatedblocks() - blocks < 1000
    assert resident_bytes() - resident < 4 << 20
