"""Peak memory of one call, beyond what was there before it. Linux only: there the kernel itself
keeps the peak of the resident set (VmHWM), which no allocator and no sampling can hide.
"""

import ctypes
import gc
import pathlib


def peak_of(call):
    """(bytes beyond what was resident before, answer) of a call in this process."""
    _reset_peak()
    before = _resident()
    answer = call()
    return max(0, _status("VmHWM") - before), answer


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
        # What reading the array has freed would otherwise be handed out again unseen.
        libc.malloc_trim(0)
    pathlib.Path("/proc/self/clear_refs").write_text("5")
