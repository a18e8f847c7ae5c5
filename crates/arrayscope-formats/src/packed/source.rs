//! Values out of packed numbers.

use arrayscope_core::dtype::{ByteOrder, DType, Element, Op};
use arrayscope_core::kernel::Wide as _;
use arrayscope_core::{Array, Layout};

use super::Packing;
use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::reserve;
use crate::npy::dense;
use crate::place::Place;
use crate::window::Window;

/// An array of values whose stored numbers another source reads.
#[derive(Debug)]
pub(crate) struct PackedSource {
    pub(crate) place: Place,
    /// As it is read.
    pub(crate) info: ArrayInfo,
    pub(crate) stored: Box<dyn ArraySource>,
    pub(crate) packing: Packing,
}

impl Packing {
    /// The array of values, from the array that is stored.
    pub(crate) fn info(&self, stored: &ArrayInfo) -> Result<ArrayInfo, arrayscope_core::Error> {
        let dtype = self.dtype.clone();
        let byte_order = match () {
            () if self.is_sign_only() => stored.byte_order,
            () => ByteOrder::NATIVE,
        };
        let layout = Layout::c_order(stored.shape(), dtype.itemsize())?;
        Ok(ArrayInfo { dtype, byte_order, layout, ..stored.clone() })
    }
}

impl ArraySource for PackedSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        self.stored.cost()
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let stored = self.stored.read(window)?;
        let core = |error| self.place.core(error);
        let mut bytes = Vec::new();
        let nbytes = stored.layout().size().saturating_mul(self.info.dtype.itemsize());
        reserve(&mut bytes, nbytes, &self.place)?;
        if self.packing.is_sign_only() {
            stored.view().elements().for_each(|element| bytes.extend_from_slice(element));
        } else {
            let values = Values { stored: &stored, packing: &self.packing, bytes: &mut bytes };
            self.packing.stored.dispatch(values).map_err(core)?;
        }
        dense(&self.info, bytes, window, &self.place)
    }
}

/// Appends the values of all elements.
struct Values<'a> {
    stored: &'a Array,
    packing: &'a Packing,
    bytes: &'a mut Vec<u8>,
}

impl Op for Values<'_> {
    type Output = ();

    fn run<T: Element>(self) {
        let Self { stored, packing, bytes } = self;
        let order = stored.byte_order();
        let fills: Vec<&[u8]> = packing.fills.iter().map(Vec::as_slice).collect();
        let is_fill = |element: &[u8]| fills.contains(&element);
        let number = |element: &[u8]| T::load(element, order).widen().to_f64();
        if packing.dtype == DType::F32 {
            #[expect(clippy::cast_possible_truncation, reason = "the dtype of the factors")]
            let (scale, offset) =
                (packing.scale.map(|n| n as f32), packing.offset.map(|n| n as f32));
            for element in stored.view().elements() {
                // What is stored fits.
                #[expect(clippy::cast_possible_truncation, reason = "16 bits, or a float32")]
                let value = number(element) as f32;
                let value = scale.map_or(value, |scale| value * scale);
                let value = offset.map_or(value, |offset| value + offset);
                let value = if is_fill(element) { f32::NAN } else { value };
                bytes.extend_from_slice(&value.to_ne_bytes());
            }
        } else {
            for element in stored.view().elements() {
                let value = number(element);
                let value = packing.scale.map_or(value, |scale| value * scale);
                let value = packing.offset.map_or(value, |offset| value + offset);
                let value = if is_fill(element) { f64::NAN } else { value };
                bytes.extend_from_slice(&value.to_ne_bytes());
            }
        }
    }
}
