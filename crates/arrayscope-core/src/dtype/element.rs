//! The numeric types that elements can have, and what each is widened to.

use super::column::ColumnValue;
use super::small_float::{e4m3_to_f32, half_to_f32};
use super::{ByteOrder, DType, F8E4M3, F8E5M2, bf16, f16};
use crate::kernel::{Kernels, Wide};

/// A type that elements of an array can have: read from bytes, widened for arithmetic.
pub trait Element: Copy + Send + Sync + 'static {
    /// What it is widened to without loss: `f64`, `i64` or `u64`. Complex numbers are
    /// widened to their magnitude.
    type Wide: Wide;
    /// What kernels compute with: the narrowest of `f32`, `f64`, `i64` and `u64` that holds
    /// every value. Complex numbers are measured by their magnitude.
    type Native: Kernels + ColumnValue;
    /// What extrema are told in: integers and floats of the type itself, or the narrowest
    /// that has all of its values.
    type Extremum: ColumnValue;
    /// The bytes of an element as plain numbers.
    type Raw: bytemuck::Pod + Send + Sync;
    /// The dtype with elements of this type.
    const DTYPE: DType;
    /// Bytes per element.
    const SIZE: usize;
    /// Whether elements are native values as they are.
    const IS_NATIVE: bool = false;

    /// The element in `bytes`, which hold exactly [`Self::SIZE`] bytes in `order`.
    ///
    /// # Panics
    /// When `bytes` has another length.
    fn load(bytes: &[u8], order: ByteOrder) -> Self;

    /// Appends the element to `bytes` in the byte order of the machine.
    fn store(self, bytes: &mut Vec<u8>);

    /// The value, widened.
    fn widen(self) -> Self::Wide;

    /// The plain numbers in `bytes`, which hold exactly [`Self::SIZE`] bytes in `order`.
    ///
    /// # Panics
    /// When `bytes` has another length.
    fn raw(bytes: &[u8], order: ByteOrder) -> Self::Raw;

    /// The value that kernels compute with.
    fn native(raw: Self::Raw) -> Self::Native;

    /// An extremum of native values as one of elements. −0 becomes 0, whatever the order of
    /// the values was.
    fn extremum(native: Self::Native) -> Self::Extremum;
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
    ($type:ty, $dtype:ident, $wide:ty, $widen:expr, $raw:ty => $native:ty, $from:expr, $extremum:ty, $to:expr $(, $is_native:literal)?) => {
        impl Element for $type {
            type Wide = $wide;
            type Native = $native;
            type Extremum = $extremum;
            type Raw = $raw;
            const DTYPE: DType = DType::$dtype;
            const SIZE: usize = size_of::<$type>();
            $(const IS_NATIVE: bool = $is_native;)?

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

            #[inline]
            fn raw(bytes: &[u8], order: ByteOrder) -> $raw {
                let mut array = [0; size_of::<$raw>()];
                array.copy_from_slice(bytes);
                match order {
                    ByteOrder::Big => <$raw>::from_be_bytes(array),
                    ByteOrder::Little => <$raw>::from_le_bytes(array),
                    ByteOrder::NotApplicable => <$raw>::from_ne_bytes(array),
                }
            }

            #[inline(always)]
            fn native(raw: $raw) -> $native {
                let native: fn($raw) -> $native = $from;
                native(raw)
            }

            #[expect(clippy::allow_attributes, reason = "not every type needs every lint")]
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a value")]
            #[inline(always)]
            fn extremum(native: $native) -> $extremum {
                let extremum: fn($native) -> $extremum = $to;
                extremum(native)
            }
        }
    };
}

element!(i8, I8, i64, i64::from, i8 => f32, f32::from, i8, |x| x as i8);
element!(i16, I16, i64, i64::from, i16 => f32, f32::from, i16, |x| x as i16);
element!(i32, I32, i64, i64::from, i32 => f64, f64::from, i32, |x| x as i32);
element!(i64, I64, i64, |x| x, i64 => i64, |x| x, i64, |x| x, true);
element!(u8, U8, u64, u64::from, u8 => f32, f32::from, u8, |x| x as u8);
element!(u16, U16, u64, u64::from, u16 => f32, f32::from, u16, |x| x as u16);
element!(u32, U32, u64, u64::from, u32 => f64, f64::from, u32, |x| x as u32);
element!(u64, U64, u64, |x| x, u64 => u64, |x| x, u64, |x| x, true);
element!(f16, F16, f64, f64::from, u16 => f32, half_to_f32, f32, |x| x + 0.0);
element!(bf16, BF16, f64, f64::from, u16 => f32, |x| f32::from_bits(u32::from(x) << 16), f32, |x| x + 0.0);
element!(f32, F32, f64, f64::from, f32 => f32, |x| x, f32, |x| x + 0.0, true);
element!(f64, F64, f64, |x| x, f64 => f64, |x| x, f64, |x| x + 0.0, true);

/// Implements [`Element`] for a type of one byte.
macro_rules! byte_element {
    ($type:ty, $dtype:ident, $wide:ty, $from:expr, $to:expr, $widen:expr, $native:expr, $extremum:ty, $end:expr) => {
        impl Element for $type {
            type Wide = $wide;
            type Native = f32;
            type Extremum = $extremum;
            type Raw = u8;
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

            #[inline]
            fn raw(bytes: &[u8], _: ByteOrder) -> u8 {
                bytes[0]
            }

            #[inline(always)]
            fn native(raw: u8) -> f32 {
                $native(raw)
            }

            #[expect(clippy::allow_attributes, reason = "not every type needs every lint")]
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a value")]
            #[inline(always)]
            fn extremum(native: f32) -> $extremum {
                let extremum: fn(f32) -> $extremum = $end;
                extremum(native)
            }
        }
    };
}

// NUMPY: a bool that is neither 0 nor 1 counts as true, as NumPy treats it.
byte_element!(
    bool,
    Bool,
    u64,
    |byte| byte != 0,
    u8::from,
    u64::from,
    |raw| f32::from(u8::from(raw != 0)),
    u8,
    |x| x as u8
);
byte_element!(F8E4M3, F8E4M3, f64, F8E4M3, |x: Self| x.0, Self::to_f64, e4m3_to_f32, f32, |x| x
    + 0.0);
byte_element!(
    F8E5M2,
    F8E5M2,
    f64,
    F8E5M2,
    |x: Self| x.0,
    Self::to_f64,
    |raw| half_to_f32(u16::from(raw) << 8),
    f32,
    |x| x + 0.0
);

/// Implements [`Element`] for complex numbers with parts of one type.
macro_rules! complex_element {
    ($part:ty, $dtype:ident) => {
        impl Element for Complex<$part> {
            type Wide = f64;
            type Native = f64;
            type Extremum = f64;
            type Raw = [$part; 2];
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

            #[inline]
            fn raw(bytes: &[u8], order: ByteOrder) -> [$part; 2] {
                let Self { re, im } = Self::load(bytes, order);
                [re, im]
            }

            #[inline]
            fn native([re, im]: [$part; 2]) -> f64 {
                Self { re, im }.widen()
            }

            fn extremum(native: f64) -> f64 {
                native + 0.0
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

    /// Every bit pattern of a type gives the same value both ways.
    fn native_is_widened<T: Element<Native = f32, Wide = f64>>(raws: impl Iterator<Item = T::Raw>) {
        for raw in raws {
            let wide = T::load(bytemuck::bytes_of(&raw), ByteOrder::NATIVE).widen();
            let native = f64::from(T::native(raw));
            assert!(native.to_bits() == wide.to_bits() || native.is_nan() && wide.is_nan());
        }
    }

    #[test]
    fn small_floats_become_the_same_f32_as_by_their_definition() {
        native_is_widened::<f16>(0..=u16::MAX);
        native_is_widened::<bf16>(0..=u16::MAX);
        native_is_widened::<F8E4M3>(0..=u8::MAX);
        native_is_widened::<F8E5M2>(0..=u8::MAX);
    }

    #[test]
    fn a_complex_number_is_widened_to_its_magnitude() {
        assert_eq!(Complex { re: 3f32, im: -4.0 }.widen(), 5.0);
        assert!(Complex { re: f64::INFINITY, im: f64::NAN }.widen().is_nan());
        assert_eq!(Complex { re: 0.0, im: f64::NEG_INFINITY }.widen(), f64::INFINITY);
    }
}
