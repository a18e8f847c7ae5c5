//! From a dtype at run time to a type at compile time: the only such `match` there is.

use super::{Complex, DType, Element, F8E4M3, F8E5M2, bf16, f16};
use crate::{Error, ErrorKind, Result};

/// Something that can be done with elements of any numeric type.
pub trait Op {
    /// What it gives.
    type Output;

    /// Does it for elements of type `T`.
    fn run<T: Element>(self) -> Self::Output;
}

impl DType {
    /// Runs `op` with the type of this dtype's elements.
    ///
    /// # Errors
    /// When the dtype has no statistics; the sentence says why and what would work.
    ///
    /// ```
    /// use arrayscope_core::dtype::{DType, Element, Op};
    ///
    /// struct Size;
    /// impl Op for Size {
    ///     type Output = usize;
    ///     fn run<T: Element>(self) -> usize { T::SIZE }
    /// }
    /// assert_eq!(DType::F32.dispatch(Size)?, 4);
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn dispatch<O: Op>(&self, op: O) -> Result<O::Output> {
        Ok(match self {
            Self::Bool => op.run::<bool>(),
            Self::I8 => op.run::<i8>(),
            Self::I16 => op.run::<i16>(),
            Self::I32 => op.run::<i32>(),
            Self::I64 => op.run::<i64>(),
            Self::U8 => op.run::<u8>(),
            Self::U16 => op.run::<u16>(),
            Self::U32 => op.run::<u32>(),
            Self::U64 => op.run::<u64>(),
            Self::F16 => op.run::<f16>(),
            Self::BF16 => op.run::<bf16>(),
            Self::F8E4M3 => op.run::<F8E4M3>(),
            Self::F8E5M2 => op.run::<F8E5M2>(),
            Self::F32 => op.run::<f32>(),
            Self::F64 => op.run::<f64>(),
            Self::Complex64 => op.run::<Complex<f32>>(),
            Self::Complex128 => op.run::<Complex<f64>>(),
            Self::DateTime64(_)
            | Self::TimeDelta64(_)
            | Self::Text { .. }
            | Self::Bytes { .. }
            | Self::Raw { .. }
            | Self::Structured(_) => {
                let why = self.why_no_statistics().unwrap_or_default();
                return Err(Error::new(ErrorKind::DType, why));
            }
        })
    }
}
