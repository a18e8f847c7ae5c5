//! The three types that elements are widened to.

use super::number::Number;
use std::fmt;

/// What elements are widened to before arithmetic: `f64`, `i64` or `u64`.
pub trait Wide: Copy + PartialOrd + Default + Send + Sync + fmt::Debug + 'static {
    /// Whether it is neither NaN nor infinite.
    fn is_finite(self) -> bool;

    /// The nearest `f64`.
    fn to_f64(self) -> f64;

    /// The value with its type told at run time.
    fn number(self) -> Number;
}

impl Wide for f64 {
    #[inline]
    fn is_finite(self) -> bool {
        self.is_finite()
    }

    fn to_f64(self) -> f64 {
        self
    }

    fn number(self) -> Number {
        Number::Float(self)
    }
}

/// Integers are all finite, and summed exactly.
macro_rules! wide_integer {
    ($type:ty) => {
        impl Wide for $type {
            fn is_finite(self) -> bool {
                true
            }

            #[expect(clippy::cast_precision_loss, reason = "the nearest f64 is what is asked for")]
            fn to_f64(self) -> f64 {
                self as f64
            }

            fn number(self) -> Number {
                Number::Integer(i128::from(self))
            }
        }
    };
}

wide_integer!(i64);
wide_integer!(u64);
