//! What one element is: a closed set of dtypes, and the one place that turns a dtype
//! into a type parameter.

mod byte_order;
mod column;
mod dispatch;
mod element;
mod name;
mod promote;
mod small_float;
mod structure;

pub use byte_order::ByteOrder;
pub use column::{Column, ColumnValue};
pub use dispatch::Op;
pub use element::{Complex, Element};
pub use half::{bf16, f16};
pub use small_float::{F8E4M3, F8E5M2};
pub use structure::{Field, Structure};

use std::fmt;
use std::sync::Arc;

/// What one element of an array is. The byte order is kept apart, in [`ByteOrder`].
///
/// The set is closed: code that asks for more than geometry goes through
/// [`DType::dispatch`], whose `match` the compiler checks for completeness.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DType {
    /// One byte, zero or not zero.
    Bool,
    /// Signed integer of 8 bits.
    I8,
    /// Signed integer of 16 bits.
    I16,
    /// Signed integer of 32 bits.
    I32,
    /// Signed integer of 64 bits.
    I64,
    /// Unsigned integer of 8 bits.
    U8,
    /// Unsigned integer of 16 bits.
    U16,
    /// Unsigned integer of 32 bits.
    U32,
    /// Unsigned integer of 64 bits.
    U64,
    /// IEEE 754 binary16.
    F16,
    /// The upper half of an IEEE 754 binary32.
    BF16,
    /// 8-bit float, 4 exponent bits, finite only. See [`F8E4M3`].
    F8E4M3,
    /// 8-bit float, 5 exponent bits. See [`F8E5M2`].
    F8E5M2,
    /// IEEE 754 binary32.
    F32,
    /// IEEE 754 binary64.
    F64,
    /// Two binary32: real and imaginary part.
    Complex64,
    /// Two binary64: real and imaginary part.
    Complex128,
    /// A point in time, counted in the unit (as NumPy writes it: `ns`, `D`, `25s`).
    DateTime64(Box<str>),
    /// A span of time, counted in the unit.
    TimeDelta64(Box<str>),
    /// Text of a fixed number of UTF-32 characters (NumPy's `U`).
    Text {
        /// Characters per element.
        chars: usize,
    },
    /// A string of a fixed number of bytes (NumPy's `S`).
    Bytes {
        /// Bytes per element.
        len: usize,
    },
    /// Bytes without a meaning (NumPy's `V`).
    Raw {
        /// Bytes per element.
        len: usize,
    },
    /// Several named fields in one element.
    Structured(Arc<Structure>),
}

/// The family that a dtype belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// `bool`.
    Boolean,
    /// Signed integers.
    Signed,
    /// Unsigned integers.
    Unsigned,
    /// Real floating point.
    Float,
    /// Complex floating point.
    Complex,
    /// Dates and spans of time.
    Time,
    /// Text and byte strings.
    Text,
    /// Raw bytes.
    Raw,
    /// Structured elements.
    Structured,
}

impl Class {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Signed => "signed integer",
            Self::Unsigned => "unsigned integer",
            Self::Float => "floating point",
            Self::Complex => "complex",
            Self::Time => "time",
            Self::Text => "text",
            Self::Raw => "raw bytes",
            Self::Structured => "structured",
        }
    }
}

impl DType {
    /// Bytes per element.
    pub fn itemsize(&self) -> usize {
        match self {
            Self::Bool | Self::I8 | Self::U8 | Self::F8E4M3 | Self::F8E5M2 => 1,
            Self::I16 | Self::U16 | Self::F16 | Self::BF16 => 2,
            Self::I32 | Self::U32 | Self::F32 => 4,
            Self::I64
            | Self::U64
            | Self::F64
            | Self::Complex64
            | Self::DateTime64(_)
            | Self::TimeDelta64(_) => 8,
            Self::Complex128 => 16,
            // Readers cap `chars`; saturating keeps a wild value too large for any layout.
            Self::Text { chars } => chars.saturating_mul(4),
            Self::Bytes { len } | Self::Raw { len } => *len,
            Self::Structured(structure) => structure.itemsize,
        }
    }

    /// The family that it belongs to.
    pub fn class(&self) -> Class {
        match self {
            Self::Bool => Class::Boolean,
            Self::I8 | Self::I16 | Self::I32 | Self::I64 => Class::Signed,
            Self::U8 | Self::U16 | Self::U32 | Self::U64 => Class::Unsigned,
            Self::F16 | Self::BF16 | Self::F8E4M3 | Self::F8E5M2 | Self::F32 | Self::F64 => {
                Class::Float
            }
            Self::Complex64 | Self::Complex128 => Class::Complex,
            Self::DateTime64(_) | Self::TimeDelta64(_) => Class::Time,
            Self::Text { .. } | Self::Bytes { .. } => Class::Text,
            Self::Raw { .. } => Class::Raw,
            Self::Structured(_) => Class::Structured,
        }
    }

    /// Whether statistics are defined for it.
    pub fn has_statistics(&self) -> bool {
        self.why_no_statistics().is_none()
    }

    /// Why there are no statistics of this dtype, and what would work; `None` if there are.
    pub fn why_no_statistics(&self) -> Option<String> {
        let why = match self.class() {
            Class::Boolean | Class::Signed | Class::Unsigned | Class::Float | Class::Complex => {
                return None;
            }
            Class::Time => "its numbers are dates or spans, not measures; view them as int64",
            Class::Text => "text has no mean; convert the column to numbers first",
            Class::Raw => "raw bytes have no meaning as numbers; view them as a numeric dtype",
            Class::Structured => {
                "its elements hold several fields; name one, as in file.npy::field"
            }
        };
        Some(format!("{self} has no statistics: {why}"))
    }

    /// Whether the order of bytes matters for this dtype.
    pub fn has_byte_order(&self) -> bool {
        match self.class() {
            Class::Raw | Class::Structured => false,
            Class::Text => matches!(self, Self::Text { .. }),
            _ => self.itemsize() > 1,
        }
    }

    /// What is measured where statistics are shown: the `value`, or of complex numbers
    /// the `magnitude`, because complex numbers have no order.
    pub fn measured_as(&self) -> &'static str {
        if self.class() == Class::Complex { "magnitude" } else { "value" }
    }
}

impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}
