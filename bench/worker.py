"""One contender in a process of its own, which imports no other library than its own and NumPy.

    python worker.py NAME

reads requests from standard input and answers them on standard output, both pickled tuples:
(method, arguments...) and ("told", value) or ("refused", why). Ends with its input.
"""

import os
import pickle
import sys
import time
import warnings

import numpy as np

import arrays

# A core that had nothing to do is slow for about this long, in seconds.
WARM = 5e-2


class Worker:
    """What can be asked of a contender. NAME is a module of `contenders`, or `floor`."""

    def __init__(self, name):
        self._name = name
        self._path = self._base = self._case = None
        self._calls = {}

    def load(self, case, path, output_sizes):
        """Takes the array of a case into memory of its own, and makes what can be called ready."""
        if path != self._path:
            self._calls, self._base = {}, None
            self._base, self._path = np.load(path), path
        self._case = case
        a = arrays.take(case["view"], self._base)
        self._calls = self._floors(a, output_sizes) if self._name == "floor" else self._contenders(a)

    def _contenders(self, a):
        import contenders

        call = contenders.call(self._case, self._name)
        calls = {self._name: lambda: call(a)}
        if self._name == "arrayscope":
            against = self._case["against"]
            if "base" in against:
                calls["base"] = lambda: call(self._base)
            if "copy" in against:
                copy = np.ascontiguousarray(a)
                calls["copy"] = lambda: call(copy)
            if self._case["floor"] == "call":
                from contenders.arrayscope import least_call

                calls["floor"] = least_call(a)
        return calls

    def _floors(self, a, output_sizes):
        import floors

        calls = {"floor": floors.plain_read(a)}
        if output_sizes:
            calls["pages"] = floors.fresh_pages(output_sizes)
        return calls

    def warm(self):
        """Calls with a small array, so that threads, code and tables are there for good."""
        import contenders

        contenders.call(self._case, self._name)(arrays.small(self._case))

    def answer(self, name):
        """The answer of one call."""
        return self._plain(self._calls[name]())

    def turn(self, name, repeats, warm):
        """Seconds per call; if `warm` after untimed ones, because others had caches and cores since the last turn."""
        call = self._calls[name]
        awake = time.perf_counter() + (WARM if warm else 0.0)
        while time.perf_counter() < awake:
            call()
        # Kept until the clock has stopped: giving hundreds of megabytes back is nobody's question.
        answer = None
        start = time.perf_counter()
        for _ in range(repeats):
            answer = call()
        end = time.perf_counter()
        del answer
        return (end - start) / repeats

    def peak(self, name):
        """(peak bytes beyond what was there, answer) of one call."""
        import memory

        extra, answer = memory.peak_of(self._calls[name])
        return extra, self._plain(answer)

    def _plain(self, answer):
        import contenders

        return contenders.plain(self._case, self._name, answer)


def main():
    requests = sys.stdin.buffer
    # What a library prints must not come between the replies.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Empty slices and overflows of rivals are in their answers already.
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    worker = Worker(sys.argv[1])
    while True:
        try:
            method, *arguments = pickle.load(requests)
        except EOFError:
            return
        try:
            reply = "told", getattr(worker, method)(*arguments)
        except Exception as refusal:  # whatever a library does with a dtype that it does not know
            reply = "refused", f"{type(refusal).__name__}: {refusal}"
        pickle.dump(reply, replies, protocol=5)
        replies.flush()
        del reply


if __name__ == "__main__":
    main()
