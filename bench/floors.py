"""The least that any implementation has to do, as a time of this machine in this run."""

import concurrent.futures

import numba
import numpy as np

import machine

# Below this, waking a second thread costs more than it saves.
ONE_THREAD = 4 << 20
_pool = concurrent.futures.ThreadPoolExecutor(2)


@numba.njit(nogil=True, cache=False)
def _read(words):
    """Reads every word once. Exclusive or has no latency to hide and no carry, so that only
    the memory can be slow; four streams keep more lines on their way than one."""
    a = b = c = d = np.int64(0)
    n = words.size // 4
    for k in range(n):
        a ^= words[k]
        b ^= words[n + k]
        c ^= words[2 * n + k]
        d ^= words[3 * n + k]
    for k in range(4 * n, words.size):
        a ^= words[k]
    return a ^ b ^ c ^ d


def plain_read(a):
    """A call that reads the bytes of an array: in two threads if they are many."""
    # Without gaps: a view's floor is not its own order.
    words = np.ascontiguousarray(a).reshape(-1).view(np.uint8)
    words = words[: words.size // 8 * 8].view(np.int64)
    _read(words)
    if words.nbytes < ONE_THREAD or machine.threads() < 2:
        return lambda: _read(words)
    halves = np.array_split(words, 2)
    return lambda: list(_pool.map(_read, halves))


def fresh_pages(sizes):
    """A call that writes as many bytes as an answer has to new memory, in two threads.

    No floor of its own, but what limits the answers that are as large as their arrays.
    """

    def write(size):
        np.empty(size, np.uint8).fill(1)

    if sum(sizes) < ONE_THREAD:
        return lambda: [write(size) for size in sizes]
    parts = [part for size in sizes for part in (size // 2, size - size // 2)]
    return lambda: list(_pool.map(write, parts))

