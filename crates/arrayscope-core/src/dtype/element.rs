//! The numeric types that elements can have, and what each is widened to.

use super::{ByteOrder, DType, F8E4M3, F8E5M2, bf16, f16};
use crate::kernel::Wide;

/// A type that elements of an array can have: read from bytes, widened for arithmetic.
pub trait Element: Copy + Send + Sync + 'static {
    /// What it is widened to without loss: `f64`, `i64` or `u64`. Complex numbers are
    /// widened to their magnitude.
    type Wide: Wide;
    /// The dtype with elements of this type.
    const DTYPE: DType;
    /// Bytes per element.
    const SIZE: usize;

    /// The element in `bytes`, which hold exactly [`Self::SIZE`] bytes in `order`.
    ///
    /// # Panics
    /// When `bytes` has another length.
    fn load(bytes: &[u8], order: ByteOrder) -> Self;

    /// Appends the element to `bytes` in the byte order of the machine.
    fn store(self, bytes: &mut Vec<u8>);

    /// The value, widened.
    fn widen(self) -> Self::Wide;
}

/// A complex number: real and imaginary part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex<T> {
    /// Real part.
    pub re: T,
    /// Imaginary part.
    pub im: T,
}

/// Implements [`Element`] for a type that converts to and from bytes itself.
macro_rules! element {
    ($type:ty, $dtype:ident, $wide:ty, $widen:expr) => {
        impl Element for $type {
            type Wide = $wide;
            const DTYPE: DType = DType::$dtype;
            const SIZE: usize = size_of::<$type>();

            #[inline]
            fn load(bytes: &[u8], order: ByteOrder) -> Self {
                let mut array = [0; size_of::<$type>()];
                array.copy_from_slice(bytes);
                match order {
                    ByteOrder::Big => Self::from_be_bytes(array),
                    ByteOrder::Little => Self::from_le_bytes(array),
                    ByteOrder::NotApplicable => Self::from_ne_bytes(array),
                }
            }

            fn store(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_ne_bytes());
            }

            #[inline]
            fn widen(self) -> $wide {
                let widen: fn(Self) -> $wide = $widen;
                widen(self)
            }
        }
    };
}

element!(i8, I8, i64, i64::from);
element!(i16, I16, i64, i64::from);
element!(i32, I32, i64, i64::from);
element!(i64, I64, i64, |x| x);
element!(u8, U8, u64, u64::from);
element!(u16, U16, u64, u64::from);
element!(u32, U32, u64, u64::from);
element!(u64, U64, u64, |x| x);
element!(f16, F16, f64, f64::from);
element!(bf16, BF16, f64, f64::from);
element!(f32, F32, f64, f64::from);
element!(f64, F64, f64, |x| x);

/// Implements [`Element`] for a type of one byte.
macro_rules! byte_element {
    ($type:ty, $dtype:ident, $wide:ty, $from:expr, $to:expr, $widen:expr) => {
        impl Element for $type {
            type Wide = $wide;
            const DTYPE: DType = DType::$dtype;
            const SIZE: usize = 1;

            #[inline]
            fn load(bytes: &[u8], _: ByteOrder) -> Self {
                assert_eq!(bytes.len(), 1, "one byte per element");
                $from(bytes[0])
            }

            fn store(self, bytes: &mut Vec<u8>) {
                bytes.push($to(self));
            }

            #[inline]
            fn widen(self) -> $wide {
                $widen(self)
            }
        }
    };
}

// NUMPY: a bool that is neither 0 nor 1 counts as true, as NumPy treats it.
byte_element!(bool, Bool, u64, |byte| byte != 0, u8::from, u64::from);
byte_element!(F8E4M3, F8E4M3, f64, F8E4M3, |x: Self| x.0, Self::to_f64);
byte_element!(F8E5M2, F8E5M2, f64, F8E5M2, |x: Self| x.0, Self::to_f64);

/// Implements [`Element`] for complex numbers with parts of one type.
macro_rules! complex_element {
    ($part:ty, $dtype:ident) => {
        impl Element for Complex<$part> {
            type Wide = f64;
            const DTYPE: DType = DType::$dtype;
            const SIZE: usize = 2 * size_of::<$part>();

            #[inline]
            fn load(bytes: &[u8], order: ByteOrder) -> Self {
                let (re, im) = bytes.split_at(size_of::<$part>());
                Self { re: <$part>::load(re, order), im: <$part>::load(im, order) }
            }

            fn store(self, bytes: &mut Vec<u8>) {
                self.re.store(bytes);
                self.im.store(bytes);
            }

            /// The magnitude `|z|`; NaN if either part is NaN, else infinite if one is, or
            /// if the magnitude of two finite parts is beyond the largest f64.
            #[inline]
            fn widen(self) -> f64 {
                if self.re.is_nan() || self.im.is_nan() {
                    return f64::NAN;
                }
                f64::from(self.re).hypot(f64::from(self.im))
            }
        }
    };
}

complex_element!(f32, Complex64);
complex_element!(f64, Complex128);

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip<T: Element + PartialEq + std::fmt::Debug>(value: T) {
        let mut native = Vec::new();
        value.store(&mut native);
        assert_eq!(native.len(), T::SIZE);
        assert_eq!(T::DTYPE.itemsize(), T::SIZE);
        assert_eq!(T::load(&native, ByteOrder::NATIVE), value);
        if T::DTYPE.class() != crate::dtype::Class::Complex {
            let swapped: Vec<u8> = native.iter().rev().copied().collect();
            let other = if ByteOrder::NATIVE == ByteOrder::Little {
                ByteOrder::Big
            } else {
                ByteOrder::Little
            };
            assert_eq!(T::load(&swapped, other), value);
        }
    }

    #[test]
    fn every_type_survives_the_way_through_bytes_in_both_orders() {
        round_trip(true);
        round_trip(-7i8);
        round_trip(-30_000i16);
        round_trip(i32::MIN);
        round_trip(i64::MIN + 1);
        round_trip(200u8);
        round_trip(60_000u16);
        round_trip(u32::MAX - 1);
        round_trip(u64::MAX - 1);
        round_trip(f16::from_f32(1.5));
        round_trip(bf16::from_f32(-2.5));
        round_trip(F8E4M3(0x35));
        round_trip(F8E5M2(0x41));
        round_trip(1.25f32);
        round_trip(-1e300f64);
        round_trip(Complex { re: 1f32, im: -2.0 });
        round_trip(Complex { re: 1f64, im: -2.0 });
    }

    #[test]
    fn a_complex_number_is_widened_to_its_magnitude() {
        assert_eq!(Complex { re: 3f32, im: -4.0 }.widen(), 5.0);
        assert!(Complex { re: f64::INFINITY, im: f64::NAN }.widen().is_nan());
        assert_eq!(Complex { re: 0.0, im: f64::NEG_INFINITY }.widen(), f64::INFINITY);
    }
}
