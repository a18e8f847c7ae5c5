"""What was measured on, and with which versions: facts that name no host and no path."""

import importlib.metadata
import os
import pathlib
import platform
import re

PACKAGES = ["arrayscope", "numpy", "Bottleneck", "numbagg", "numba"]


def stay_on_two_cores():
    """Two cores, as the cases say, however many there are. Must come before any library starts threads."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])


def threads():
    """How many threads the floor, the oracle and everybody who is measured may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def facts():
    """Of the processor, the system and the versions."""
    return {
        "cpu": _cpu(),
        "architecture": platform.machine(),
        "vectors": _vectors(),
        "cores": threads(),
        "memory_gib": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
    }


def slug(cpu):
    """A processor's name as part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", cpu.lower()).strip("-")


def _cpuinfo(field):
    path = pathlib.Path("/proc/cpuinfo")
    text = path.read_text() if path.exists() else ""
    found = re.search(rf"^{field}\s*:\s*(.*)$", text, re.MULTILINE)
    return found[1].strip() if found else ""


def _cpu():
    return _cpuinfo("model name") or platform.processor() or platform.machine()


def _vectors():
    flags = _cpuinfo("flags").split()
    return [name for name in ("avx2", "avx512f", "avx512bw", "avx512vl") if name in flags]
