//! The two 8-bit floating-point formats of deep learning.
//!
//! Source: Micikevicius et al., "FP8 Formats for Deep Learning", 2022, table 1.

/// `float8_e4m3fn`: 4 exponent bits with bias 7, 3 mantissa bits, no infinities.
///
/// Largest finite value 448; the only NaNs are `S.1111.111`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct F8E4M3(pub u8);

/// `float8_e5m2`: 5 exponent bits with bias 15, 2 mantissa bits, IEEE 754 conventions.
///
/// Largest finite value 57344; infinities are `S.11111.00`, NaNs `S.11111.{01,10,11}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct F8E5M2(pub u8);

impl F8E4M3 {
    /// The value as an `f64`, exactly.
    pub fn to_f64(self) -> f64 {
        if self.0 & 0x7f == 0x7f {
            return f64::NAN;
        }
        finite(self.0, 3, 7)
    }
}

impl F8E5M2 {
    /// The value as an `f64`, exactly; infinities and NaN are kept.
    pub fn to_f64(self) -> f64 {
        let sign = if self.0 & 0x80 == 0 { 1.0 } else { -1.0 };
        match self.0 & 0x7f {
            0x7c => sign * f64::INFINITY,
            0x7d.. => f64::NAN,
            _ => finite(self.0, 2, 15),
        }
    }
}

/// `(-1)^s · 2^(e−bias) · 1.m`, or `2^(1−bias) · 0.m` where the exponent field is zero.
fn finite(bits: u8, mantissa_bits: u32, bias: i32) -> f64 {
    let sign = if bits & 0x80 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from((bits & 0x7f) >> mantissa_bits);
    let fraction = f64::from(bits & ((1 << mantissa_bits) - 1)) / f64::from(1u32 << mantissa_bits);
    let magnitude = if exponent == 0 {
        fraction * 2f64.powi(1 - bias)
    } else {
        (1.0 + fraction) * 2f64.powi(exponent - bias)
    };
    sign * magnitude
}

/// An IEEE 754 `binary16` as `f32`, exactly, without a branch: the exponent is moved by a
/// multiplication, which subnormal numbers survive.
#[inline(always)]
pub(super) fn half_to_f32(bits: u16) -> f32 {
    const TWO_TO_112: f32 = f32::from_bits((127 + 112) << 23);
    let magnitude = u32::from(bits & 0x7fff) << 13;
    let finite = (f32::from_bits(magnitude) * TWO_TO_112).to_bits();
    let value = if bits & 0x7c00 == 0x7c00 { magnitude | 0x7f80_0000 } else { finite };
    f32::from_bits(value | u32::from(bits & 0x8000) << 16)
}

/// A `float8_e4m3fn` as `f32`, exactly, in the same way.
#[inline(always)]
pub(super) fn e4m3_to_f32(bits: u8) -> f32 {
    const TWO_TO_120: f32 = f32::from_bits((127 + 120) << 23);
    let finite = (f32::from_bits(u32::from(bits & 0x7f) << 20) * TWO_TO_120).to_bits();
    let value = if bits & 0x7f == 0x7f { f32::NAN.to_bits() } else { finite };
    f32::from_bits(value | u32::from(bits & 0x80) << 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_landmarks_of_the_paper_come_out_exactly() {
        // S.1111.110, S.0000.001 and S.0001.000; then S.11110.11, S.00000.01 and so on.
        assert_eq!(F8E4M3(0x7e).to_f64(), 448.0);
        assert_eq!(F8E4M3(0x01).to_f64(), 2f64.powi(-9));
        assert_eq!(F8E4M3(0x08).to_f64(), 2f64.powi(-6));
        assert!(F8E4M3(0xff).to_f64().is_nan());
        assert_eq!(F8E5M2(0x7b).to_f64(), 57344.0);
        assert_eq!(F8E5M2(0x01).to_f64(), 2f64.powi(-16));
        assert_eq!(F8E5M2(0xfc).to_f64(), f64::NEG_INFINITY);
        assert!(F8E5M2(0x7d).to_f64().is_nan());
    }

    #[test]
    fn each_step_of_the_code_is_a_larger_value() {
        for bits in 0..0x7e {
            assert!(F8E4M3(bits).to_f64() < F8E4M3(bits + 1).to_f64(), "{bits:#x}");
        }
        for bits in 0..0x7c {
            assert!(F8E5M2(bits).to_f64() < F8E5M2(bits + 1).to_f64(), "{bits:#x}");
        }
    }

    #[test]
    fn the_sign_bit_negates() {
        for bits in 0..0x7f {
            assert_eq!(F8E4M3(bits | 0x80).to_f64(), -F8E4M3(bits).to_f64());
        }
    }
}
