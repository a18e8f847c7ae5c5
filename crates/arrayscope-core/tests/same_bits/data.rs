//! Arrays of every dtype, of ordinary, wild and non-finite values, at any address.

use arrayscope_core::dtype::{bf16, f16};
use arrayscope_core::{Array, ByteOrder, DType, Layout, SharedBytes};

/// The dtypes that have statistics.
pub(crate) const DTYPES: [DType; 17] = [
    DType::Bool,
    DType::I8,
    DType::I16,
    DType::I32,
    DType::I64,
    DType::U8,
    DType::U16,
    DType::U32,
    DType::U64,
    DType::F16,
    DType::BF16,
    DType::F8E4M3,
    DType::F8E5M2,
    DType::F32,
    DType::F64,
    DType::Complex64,
    DType::Complex128,
];

/// The floats among them, which can hold what is not finite.
pub(crate) fn float_dtypes() -> impl Iterator<Item = DType> {
    DTYPES.into_iter().skip(9)
}

/// Where values come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Values {
    /// A few digits around an offset.
    Tame,
    /// Any bits: every exponent, subnormal, NaN and infinite ones as well.
    Wild,
}

/// The next state of Knuth's MMIX generator, and its upper bits.
pub(crate) fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    state.rotate_left(31)
}

/// The bytes of one element in the byte order of the machine.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "as it comes")]
pub(crate) fn encoded(dtype: &DType, value: f64) -> Vec<u8> {
    let narrow = value as f32;
    match dtype {
        DType::Bool => vec![u8::from(value as i64 & 1 != 0)],
        DType::I8 => (value as i64 as i8).to_ne_bytes().to_vec(),
        DType::I16 => (value as i16).to_ne_bytes().to_vec(),
        DType::I32 => (value as i32).to_ne_bytes().to_vec(),
        DType::I64 => (value as i64).to_ne_bytes().to_vec(),
        DType::U8 => (value as i64 as u8).to_ne_bytes().to_vec(),
        DType::U16 => (value.abs() as u16).to_ne_bytes().to_vec(),
        DType::U32 => (value.abs() as u32).to_ne_bytes().to_vec(),
        DType::U64 => (value.abs() as u64).to_ne_bytes().to_vec(),
        DType::F16 => f16::from_f64(value).to_ne_bytes().to_vec(),
        DType::BF16 => bf16::from_f64(value).to_ne_bytes().to_vec(),
        DType::F8E4M3 if value.is_nan() => vec![0xff],
        DType::F8E4M3 => vec![(value as i64 as u8).min(0xf0)],
        // Its bits are those of the upper half of an f16.
        DType::F8E5M2 => vec![(f16::from_f64(value).to_bits() >> 8) as u8],
        DType::F32 => narrow.to_ne_bytes().to_vec(),
        DType::F64 => value.to_ne_bytes().to_vec(),
        DType::Complex64 => [narrow, -0.5].map(f32::to_ne_bytes).concat(),
        DType::Complex128 => [0.25, value].map(f64::to_ne_bytes).concat(),
        _ => unreachable!("it has no statistics"),
    }
}

/// What is not finite and fits in `dtype`.
pub(crate) fn odd_values(dtype: &DType) -> &'static [f64] {
    if *dtype == DType::F8E4M3 {
        &[f64::NAN]
    } else {
        &[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]
    }
}

/// The bytes of `count` elements in C order, in the byte order of the machine.
pub(crate) fn elements(dtype: &DType, values: Values, count: usize, seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut bytes = Vec::with_capacity(count * dtype.itemsize());
    for _ in 0..count {
        let bits = random(&mut state);
        if values == Values::Tame {
            #[expect(clippy::cast_precision_loss, reason = "33 bits")]
            let value = (bits >> 31) as f64 / 2f64.powi(23) - 100.0;
            bytes.extend(encoded(dtype, value));
        } else if *dtype == DType::Bool {
            bytes.push(bits.to_le_bytes()[0] & 1);
        } else {
            let more = random(&mut state);
            bytes.extend(&[bits.to_le_bytes(), more.to_le_bytes()].concat()[..dtype.itemsize()]);
        }
    }
    bytes
}

/// Puts `value` at a position.
pub(crate) fn put(bytes: &mut [u8], dtype: &DType, position: usize, value: f64) {
    let size = dtype.itemsize();
    bytes[position * size..][..size].copy_from_slice(&encoded(dtype, value));
}

/// A C-ordered array of the elements.
pub(crate) fn plain(dtype: &DType, bytes: &[u8], shape: &[usize]) -> Array {
    let layout = Layout::c_order(shape, dtype.itemsize()).expect("small");
    Array::try_new(bytes.to_vec().into(), dtype.clone(), ByteOrder::NATIVE, layout).expect("fits")
}

/// The same elements elsewhere: from byte `lead` on, swapped or not, with the axes in
/// memory in the order of `axes` (the slowest first), each stepped by its element of
/// `steps`, which may be negative.
pub(crate) fn placed(
    array: &Array,
    lead: usize,
    swap: bool,
    axes: &[usize],
    steps: &[isize],
) -> Array {
    let (shape, size) = (array.shape(), array.layout().itemsize());
    let (mut strides, mut span) = (vec![0; shape.len()], size.cast_signed());
    let mut offset = lead;
    for &axis in axes.iter().rev() {
        strides[axis] = span * steps[axis];
        let reach = strides[axis] * shape[axis].saturating_sub(1).cast_signed();
        offset += reach.min(0).unsigned_abs();
        span *= (shape[axis].cast_signed() * steps[axis]).abs();
    }
    let layout = Layout::try_new(shape, &strides, offset, size).expect("starts at or after lead");
    // What lies between the elements must never be read: NaN in most dtypes.
    let mut bytes = vec![0xff; lead + span.unsigned_abs().max(size)];
    let part = if array.dtype().class() == arrayscope_core::dtype::Class::Complex {
        size / 2
    } else {
        size
    };
    for (at, element) in layout.byte_offsets().zip(array.view().elements()) {
        for (to, from) in bytes[at..at + size].chunks_mut(part).zip(element.chunks(part)) {
            to.copy_from_slice(from);
            if swap {
                to.reverse();
            }
        }
    }
    let order = match (swap, ByteOrder::NATIVE) {
        (false, native) => native,
        (true, ByteOrder::Little) => ByteOrder::Big,
        (true, _) => ByteOrder::Little,
    };
    Array::try_new(SharedBytes::from(bytes), array.dtype().clone(), order, layout).expect("A1")
}
