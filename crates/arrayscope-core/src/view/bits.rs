//! The bits of one float, apart by what they mean.

use super::ArrayView;
use crate::Result;
use crate::dtype::{ByteOrder, DType};

impl ArrayView<'_> {
    /// The bits of the float at `index`: sign, exponent and fraction with a space between
    /// them, the most significant first, whatever the byte order. `None` for other dtypes.
    ///
    /// IEEE 754, section 3.4; bf16 is the upper half of a binary32, and the 8-bit floats are
    /// those of the OCP 8-bit Floating Point Specification, section 5.
    ///
    /// # Errors
    /// When `index` lies outside of the shape.
    ///
    /// ```
    /// use arrayscope_core::Array;
    /// let a = Array::from_slice(&[-0.5f32], &[1])?;
    /// let bits = a.view().bits(&[0])?;
    /// assert_eq!(bits.as_deref(), Some("1 01111110 00000000000000000000000"));
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn bits(&self, index: &[usize]) -> Result<Option<String>> {
        let at = self.layout().byte_offset(index)?;
        let Some(exponent) = exponent_bits(self.dtype()) else {
            return Ok(None);
        };
        let bytes = &self.bytes()[at..at + self.layout().itemsize()]; // inside: A1
        let mut digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
        let is_little = match self.byte_order() {
            ByteOrder::Little => true,
            ByteOrder::Big => false,
            ByteOrder::NotApplicable => ByteOrder::NATIVE == ByteOrder::Little,
        };
        if is_little {
            digits.reverse();
        }
        let digits = digits.concat();
        let (sign, rest) = digits.split_at(1);
        let (exponent, fraction) = rest.split_at(exponent);
        Ok(Some(format!("{sign} {exponent} {fraction}")))
    }
}

/// Bits of the exponent; `None` for what is no float.
fn exponent_bits(dtype: &DType) -> Option<usize> {
    match dtype {
        DType::F8E4M3 => Some(4),
        DType::F8E5M2 | DType::F16 => Some(5),
        DType::BF16 | DType::F32 => Some(8),
        DType::F64 => Some(11),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::dtype::{F8E4M3, F8E5M2, bf16, f16};
    use crate::{Array, Element};

    fn bits<T: Element>(value: T) -> Option<String> {
        Array::from_slice(&[value], &[]).expect("one").view().bits(&[]).expect("inside")
    }

    #[test]
    fn every_float_shows_sign_exponent_and_fraction() {
        assert_eq!(bits(f16::from_f32(-1.5)).as_deref(), Some("1 01111 1000000000"));
        assert_eq!(bits(bf16::from_f32(1.0)).as_deref(), Some("0 01111111 0000000"));
        assert_eq!(bits(F8E4M3(0x7f)).as_deref(), Some("0 1111 111"));
        assert_eq!(bits(F8E5M2(0xfc)).as_deref(), Some("1 11111 00"));
        let double = format!("0 {} {}", "1".repeat(11), "0".repeat(52));
        assert_eq!(bits(f64::INFINITY), Some(double));
        assert_eq!(bits(7i32), None);
    }

    #[test]
    fn the_byte_order_changes_nothing() {
        let a = Array::from_slice(&[0x3fc0_0001u32.to_be_bytes(), [0; 4]].concat(), &[8]);
        let a = a.expect("fits");
        let big = Array::try_new(
            a.view().bytes().to_vec().into(),
            crate::DType::F32,
            crate::ByteOrder::Big,
            crate::Layout::c_order(&[2], 4).expect("small"),
        );
        let told = big.expect("fits").view().bits(&[0]).expect("inside");
        assert_eq!(told.as_deref(), Some("0 01111111 10000000000000000000001"));
    }

    #[test]
    fn an_index_outside_is_refused() {
        let a = Array::from_slice(&[1.0f32], &[1]).expect("fits");
        assert!(a.view().bits(&[1]).is_err());
    }
}
