//! What dtype comes out when arrays of two dtypes are mixed.

use super::{Class, DType};

impl DType {
    /// The dtype of `a + b`, as NumPy promotes it; `None` where it has none.
    ///
    /// NUMPY: bfloat16 and the 8-bit floats, which NumPy lacks, promote as in `ml_dtypes`:
    /// with a wider float to that, with float16 and bfloat16 to float32, with integers to
    /// themselves; the two 8-bit floats do not mix.
    ///
    /// ```
    /// use arrayscope_core::DType;
    /// assert_eq!(DType::F32.promote(&DType::I32), Some(DType::F64));
    /// assert_eq!(DType::I64.promote(&DType::U64), Some(DType::F64));
    /// assert_eq!(DType::F32.promote(&DType::Text { chars: 3 }), None);
    /// ```
    pub fn promote(&self, other: &Self) -> Option<Self> {
        use Class::{Boolean, Complex, Float, Signed, Unsigned};
        if self == other {
            return Some(self.clone());
        }
        if !self.has_statistics() || !other.has_statistics() {
            return None;
        }
        let (wide, narrow) = match (self.class(), other.class()) {
            (_, Boolean) => return Some(self.clone()),
            (Boolean, _) => return Some(other.clone()),
            (Complex, _) | (Float, Signed | Unsigned) | (Signed, Unsigned) => (self, other),
            (_, Complex) | (Signed | Unsigned, Float) | (Unsigned, Signed) => (other, self),
            _ if self.itemsize() >= other.itemsize() => (self, other),
            _ => (other, self),
        };
        Some(match (wide.class(), narrow.class()) {
            (Complex, _) => return complex(wide, narrow),
            (Float, Float) => return floats(wide, narrow),
            (Float, _) => float_and_integer(wide, narrow),
            (Signed, Unsigned) => signed_and_unsigned(wide, narrow),
            _ => wide.clone(),
        })
    }
}

/// A complex number keeps the precision of both.
fn complex(wide: &DType, narrow: &DType) -> Option<DType> {
    let part = |dtype: &DType| match dtype {
        DType::Complex64 => DType::F32,
        DType::Complex128 => DType::F64,
        real => real.clone(),
    };
    let double = part(wide).promote(&part(narrow))? == DType::F64;
    Some(if double { DType::Complex128 } else { DType::Complex64 })
}

fn floats(wide: &DType, narrow: &DType) -> Option<DType> {
    match (wide.itemsize(), narrow.itemsize()) {
        (1, 1) => None,
        (2, 2) => Some(DType::F32),
        _ => Some(wide.clone()),
    }
}

/// The float if every integer of this size fits into its mantissa, else the next.
fn float_and_integer(float: &DType, integer: &DType) -> DType {
    match (float, integer.itemsize()) {
        (DType::F16, 2) => DType::F32,
        (DType::F16, 1)
        | (DType::F32, 1 | 2)
        | (DType::BF16 | DType::F8E4M3 | DType::F8E5M2, _) => float.clone(),
        _ => DType::F64,
    }
}

/// The smallest signed integer that holds both; float64 beside uint64.
fn signed_and_unsigned(signed: &DType, unsigned: &DType) -> DType {
    match signed.itemsize().max(2 * unsigned.itemsize()) {
        1 => DType::I8,
        2 => DType::I16,
        4 => DType::I32,
        8 => DType::I64,
        _ => DType::F64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promotion_is_numpys_in_both_directions() {
        // np.promote_types of NumPy 2.4.
        let cases = [
            ("bool", "int8", "int8"),
            ("int8", "uint8", "int16"),
            ("int16", "uint8", "int16"),
            ("int32", "uint32", "int64"),
            ("int64", "uint64", "float64"),
            ("int64", "uint32", "int64"),
            ("uint8", "uint32", "uint32"),
            ("float16", "int8", "float16"),
            ("float16", "uint16", "float32"),
            ("float16", "int32", "float64"),
            ("float32", "int16", "float32"),
            ("float32", "int32", "float64"),
            ("float32", "uint64", "float64"),
            ("float16", "float32", "float32"),
            ("float32", "float64", "float64"),
            ("complex64", "float32", "complex64"),
            ("complex64", "float64", "complex128"),
            ("complex64", "int16", "complex64"),
            ("complex64", "int32", "complex128"),
            ("bfloat16", "float16", "float32"),
            ("bfloat16", "int64", "bfloat16"),
            ("float8_e5m2", "float16", "float16"),
        ];
        for (left, right, expected) in cases {
            let dtype = |name| DType::from_name(name).expect("a name");
            let (left, right, expected) = (dtype(left), dtype(right), dtype(expected));
            assert_eq!(left.promote(&right).as_ref(), Some(&expected), "{left} {right}");
            assert_eq!(right.promote(&left).as_ref(), Some(&expected), "{right} {left}");
        }
        assert_eq!(DType::F8E4M3.promote(&DType::F8E5M2), None);
    }
}
