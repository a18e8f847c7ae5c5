//! The Python module `arrayscope`: the core, for arrays that Python holds.
//!
//! Python sees this library as `arrayscope._core`; what is documented for people stands in the
//! Python files around it. Here an argument becomes a core `Array` that borrows
//! the caller's memory (`input`), the core computes without the interpreter's lock, and what
//! comes out becomes Python values when they are asked for.
//!
//! Only `stats` knows how the core keeps statistics, only `borrowed` and `dlpack` hold
//! pointers.

mod arguments;
mod borrowed;
mod command;
mod counts;
mod descr;
mod dlpack;
mod error;
mod extract;
mod histogram;
mod input;
mod layout;
mod numpy_like;
mod python;
mod reshape;
mod signals;
mod stats;
mod values;

/// PERF: results of a few hundred kilobytes come and go with every call, and the allocator of
/// the C library gives their pages back each time: `compute_axis_stats` of a (32, 28, 28, 3)
/// float32 array takes twice as long with it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the Python files of the package build on.
#[pyo3::pymodule]
mod _core {
    #[pymodule_export]
    use crate::command::run;
    #[pymodule_export]
    use crate::extract::extract_slice;
    #[pymodule_export]
    use crate::histogram::{Histogram, histogram};
    #[pymodule_export]
    use crate::layout::{Layout, layout};
    #[pymodule_export]
    use crate::numpy_like::{count_nonfinite, reduce_like_numpy};
    #[pymodule_export]
    use crate::reshape::{Reshape, explain_reshape};
    #[pymodule_export]
    use crate::signals::{Evidence, Signal, Signals, signals};
    #[pymodule_export]
    use crate::stats::{AxisStats, Summary, axis_stats, compute_axis_stats, profile, summary};
}
