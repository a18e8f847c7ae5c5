//! Stored numbers and the values that they stand for.

use std::fmt;

use arrayscope_core::dtype::{ByteOrder, Class, DType, Element, Op};
use arrayscope_core::kernel::Wide as _;
use arrayscope_core::{Array, Layout};

use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::reserve;
use crate::npy::dense;
use crate::place::Place;
use crate::window::Window;

/// value = stored × slope + inter, in float64: what nibabel's `get_fdata` computes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    pub(crate) slope: f64,
    pub(crate) inter: f64,
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.inter.is_sign_negative() { '−' } else { '+' };
        write!(f, "stored × {} {sign} {}", self.slope, self.inter.abs())
    }
}

impl Scale {
    /// The dtype of the values of stored numbers.
    fn dtype(stored: &DType) -> DType {
        if stored.class() == Class::Complex { DType::Complex128 } else { DType::F64 }
    }

    /// The array of values, from the array that is stored.
    pub(super) fn info(stored: &ArrayInfo) -> Result<ArrayInfo, arrayscope_core::Error> {
        let dtype = Self::dtype(&stored.dtype);
        let layout = Layout::f_order(stored.shape(), dtype.itemsize())?;
        Ok(ArrayInfo { dtype, byte_order: ByteOrder::NATIVE, layout, ..stored.clone() })
    }
}

/// Values out of stored numbers.
#[derive(Debug)]
pub(super) struct ScaledSource {
    pub(super) place: Place,
    /// As it is read.
    pub(super) info: ArrayInfo,
    pub(super) stored: Box<dyn ArraySource>,
    pub(super) scale: Scale,
}

impl ArraySource for ScaledSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        self.stored.cost()
    }

    fn check_credible(&self, window: &Window) -> Result<()> {
        self.stored.check_credible(window)
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let stored = self.stored.read(window)?;
        let core = |error| self.place.core(error);
        // The first axis last: C order is then the order of the file.
        let layout = stored.layout();
        let shape: Vec<usize> = layout.shape().iter().rev().copied().collect();
        let strides: Vec<isize> = layout.strides().iter().rev().copied().collect();
        let reversed = Layout::try_new(&shape, &strides, layout.offset(), layout.itemsize());
        let stored = stored.with_layout(reversed.map_err(core)?).map_err(core)?;
        let mut bytes = Vec::new();
        let nbytes = stored.layout().size().saturating_mul(self.info.dtype.itemsize());
        reserve(&mut bytes, nbytes, &self.place)?;
        let scaled = Scaled { stored: &stored, scale: self.scale, bytes: &mut bytes };
        parts_of(stored.dtype()).dispatch(scaled).map_err(core)?;
        dense(&self.info, bytes, window, &self.place)
    }
}

/// The dtype of the real numbers that an element is made of.
fn parts_of(dtype: &DType) -> DType {
    match dtype {
        DType::Complex64 => DType::F32,
        DType::Complex128 => DType::F64,
        real => real.clone(),
    }
}

/// Appends the values of all elements.
struct Scaled<'a> {
    stored: &'a Array,
    scale: Scale,
    bytes: &'a mut Vec<u8>,
}

impl Op for Scaled<'_> {
    type Output = ();

    fn run<T: Element>(self) {
        let Self { stored, scale: Scale { slope, inter }, bytes } = self;
        let order = stored.byte_order();
        for element in stored.view().elements() {
            // The intercept is a real number: an imaginary part has none.
            for (part, inter) in std::iter::zip(element.chunks_exact(T::SIZE), [inter, 0.0]) {
                let value = T::load(part, order).widen().to_f64() * slope + inter;
                bytes.extend_from_slice(&value.to_ne_bytes());
            }
        }
    }
}
