"""Know your tensor before your model does.

arrayscope shows the geometry of any N-D array, computes every statistic over every axis in one
read, judges it by six readiness signals and takes any 2-D cross-section out of it. Arrays are
never copied and never changed: NumPy arrays of any strides, everything with a buffer, and CPU
tensors of other libraries (DLPack) are read where they are.

>>> import numpy as np, arrayscope
>>> batch = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
>>> arrayscope.axis_stats(batch, 0).mean
array([[ 6.,  7.,  8.,  9.],
       [10., 11., 12., 13.],
       [14., 15., 16., 17.]], dtype=float32)
>>> arrayscope.signals(batch).verdict
'pass'
>>> arrayscope.explain_reshape(batch.T, 24).because
'axes 0 and 1 cannot be merged: axis 0 steps 4 bytes, but the whole of axis 1 spans 48'

The functions `mean`, `var`, `std`, `min`, `max`, `nanmean`, `nanvar`, `nanstd`, `nanmin` and
`nanmax` take the place of NumPy's.
"""

from importlib.metadata import version as _version

from ._core import AxisStats, Evidence, Histogram, Layout, Reshape, Signal, Signals, Summary
from ._drop_ins import count_nonfinite, max, mean, min, std, var
from ._geometry import explain_reshape, extract_slice, layout
from ._nan_drop_ins import nanmax, nanmean, nanmin, nanstd, nanvar
from ._readiness import signals
from ._statistics import (
    EveryAxis,
    axis_stats,
    compute_axis_stats,
    histogram,
    profile,
    summary,
)

__version__ = _version("arrayscope")

__all__ = [
    "AxisStats",
    "EveryAxis",
    "Evidence",
    "Histogram",
    "Layout",
    "Reshape",
    "Signal",
    "Signals",
    "Summary",
    "axis_stats",
    "compute_axis_stats",
    "count_nonfinite",
    "explain_reshape",
    "extract_slice",
    "histogram",
    "layout",
    "max",
    "mean",
    "min",
    "nanmax",
    "nanmean",
    "nanmin",
    "nanstd",
    "nanvar",
    "profile",
    "signals",
    "std",
    "summary",
    "var",
]
