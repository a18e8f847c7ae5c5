//! Floats of four and eight bits that have no dtype of ours: float32 holds each of
//! them exactly.
//!
//! Sources: OCP Microscaling Formats (MX) 1.0, sections 5.3.3 (E2M1) and 5.4.1
//! (E8M0); Noune et al., "8-bit numerical formats for deep neural networks" (2022),
//! for the FNUZ formats. Two E2M1 share a byte, the first in its lower half, as
//! PyTorch's `float4_e2m1fn_x2` packs them.

use arrayscope_core::{Array, Layout};

use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::{ReadAt, Runs, reserve};
use crate::npy::{Stored, dense, ended};
use crate::place::Place;
use crate::window::Window;

/// A number format of few bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packed {
    /// Four bits: a sign, two bits of exponent, one of fraction; all finite.
    E2M1,
    /// An exponent alone: powers of two from 2^-127, and NaN.
    E8M0,
    /// Float8 with four bits of exponent, no infinities, no negative zero.
    E4M3Fnuz,
    /// Float8 with five bits of exponent, no infinities, no negative zero.
    E5M2Fnuz,
}

impl Packed {
    /// Bits of an element.
    pub(crate) fn bits(self) -> u64 {
        if self == Self::E2M1 { 4 } else { 8 }
    }

    /// The value of an element's bits.
    fn value(self, bits: u8) -> f32 {
        let magnitude = |exponent_bits: i32, bias: i32, bits: u8| {
            let fraction_bits = 7 - exponent_bits;
            let exponent = i32::from(bits & 0x7f) >> fraction_bits;
            let fraction = f32::from(bits & ((1 << fraction_bits) - 1));
            let one = f32::from(1_u8 << fraction_bits);
            let (lead, exponent) = if exponent == 0 { (0.0, 1) } else { (one, exponent) };
            (lead + fraction) / one * 2.0_f32.powi(exponent - bias)
        };
        let signed = |value: f32| if bits & 0x80 == 0 { value } else { -value };
        match self {
            Self::E2M1 => {
                let value = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0][usize::from(bits & 7)];
                if bits & 8 == 0 { value } else { -value }
            }
            Self::E8M0 if bits == 0xff => f32::NAN,
            // 2^-127 is subnormal: made of its bits, because powi goes through 2^127.
            Self::E8M0 if bits == 0 => f32::from_bits(1 << 22),
            Self::E8M0 => f32::from_bits(u32::from(bits) << 23),
            Self::E4M3Fnuz | Self::E5M2Fnuz if bits == 0x80 => f32::NAN,
            Self::E4M3Fnuz => signed(magnitude(4, 8, bits)),
            Self::E5M2Fnuz => signed(magnitude(5, 16, bits)),
        }
    }
}

/// An array of such elements, read as float32.
#[derive(Debug)]
pub(crate) struct PackedSource {
    pub(crate) place: Place,
    /// As it is read: float32 in C order.
    pub(crate) info: ArrayInfo,
    pub(crate) data_offset: u64,
    pub(crate) stored: Stored,
    pub(crate) packed: Packed,
}

impl ArraySource for PackedSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        Cost::Window
    }

    fn read(&self, window: &Window) -> Result<Array> {
        // One byte per element: offsets are then indices of elements.
        let indices = Layout::c_order(self.info.shape(), 1).map_err(|e| self.place.core(e))?;
        let runs = Runs::of(&window.narrow(&indices, &self.place)?);
        let (run_length, bits) = (runs.run_nbytes as u64, self.packed.bits());
        let table: Vec<[u8; 4]> =
            (0..=u8::MAX).map(|bits| self.packed.value(bits).to_ne_bytes()).collect();
        let mut elements = Vec::new();
        reserve(&mut elements, runs.nbytes.saturating_mul(4), &self.place)?;
        let mut bytes = Vec::new();
        for first in runs {
            self.piece(first, run_length, &mut bytes)?;
            if bits == 8 {
                elements.extend(bytes.iter().flat_map(|&byte| table[usize::from(byte)]));
                continue;
            }
            let halves = bytes.iter().flat_map(|&byte| [byte & 0xf, byte >> 4]);
            let odd = usize::from(first % 2 == 1);
            let taken = halves.skip(odd).take(length(run_length));
            elements.extend(taken.flat_map(|half| table[usize::from(half)]));
        }
        dense(&self.info, elements, window, &self.place)
    }
}

/// A count that came from a `usize`.
fn length(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

impl PackedSource {
    /// The bytes that hold `count` elements from the one at `first`.
    fn piece(&self, first: u64, count: u64, bytes: &mut Vec<u8>) -> Result<()> {
        let bits = self.packed.bits();
        let (start, end) = (first * bits / 8, ((first + count) * bits).div_ceil(8));
        bytes.resize(length(end - start), 0);
        let at = self.data_offset + start;
        let got = self.stored.read_full_at(bytes, at);
        let got = got.map_err(|error| self.place.io("read the elements", error))?;
        if got < bytes.len() {
            let at = at + got as u64;
            return Err(ended(&self.place, at, "elements: the file was cut while it was open"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_at_the_ends_of_each_format_are_those_of_its_definition() {
        let e8m0 = |bits| Packed::E8M0.value(bits);
        assert_eq!((e8m0(0), e8m0(127), e8m0(254)), (2.0_f32.powi(-127), 1.0, 2.0_f32.powi(127)));
        assert!(e8m0(255).is_nan());
        let e4m3 = |bits| Packed::E4M3Fnuz.value(bits);
        assert_eq!((e4m3(1), e4m3(0x7f), e4m3(0xff)), (2.0_f32.powi(-10), 240.0, -240.0));
        let e5m2 = |bits| Packed::E5M2Fnuz.value(bits);
        assert_eq!((e5m2(1), e5m2(0x7f), e5m2(0x40)), (2.0_f32.powi(-17), 57344.0, 1.0));
        assert!(e4m3(0x80).is_nan() && e5m2(0x80).is_nan());
        assert_eq!((Packed::E2M1.value(7), Packed::E2M1.value(9)), (6.0, -0.5));
    }
}
