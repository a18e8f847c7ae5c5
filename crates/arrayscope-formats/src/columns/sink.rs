//! The values of a column as they come out of a file.

use arrayscope_core::dtype::{ByteOrder, Class, DType, Element, Op};
use arrayscope_core::kernel::Wide as _;

use super::column::Column;
use crate::error::Result;
use crate::place::Place;

/// Collects values of a column, in the dtype that it is read as.
#[derive(Debug)]
pub(crate) struct Sink<'a> {
    column: &'a Column,
    place: &'a Place,
    /// In the byte order of the machine.
    pub(crate) bytes: Vec<u8>,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(column: &'a Column, place: &'a Place) -> Self {
        Self { column, place, bytes: Vec::new() }
    }

    fn itemsize(&self) -> usize {
        self.column.dtype.itemsize()
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / self.itemsize()
    }

    /// Adds values of the stored dtype, in the byte order of the machine.
    pub(crate) fn values(&mut self, stored: &[u8]) -> Result<()> {
        if self.column.stored == self.column.dtype {
            self.bytes.extend_from_slice(stored);
            return Ok(());
        }
        to_float64(&self.column.stored, stored, &mut self.bytes)
            .map_err(|error| self.place.core(error))
    }

    /// Adds `count` nulls.
    pub(crate) fn nulls(&mut self, count: usize) -> Result<()> {
        let null = self.null()?;
        let end = self.bytes.len() + count * null.len();
        self.bytes.reserve(count * null.len());
        while self.bytes.len() < end {
            self.bytes.extend_from_slice(&null);
        }
        Ok(())
    }

    /// Makes the `count` values from the one at `start` on null.
    pub(crate) fn make_null(&mut self, start: usize, count: usize) -> Result<()> {
        let (null, itemsize) = (self.null()?, self.itemsize());
        let values = &mut self.bytes[start * itemsize..(start + count) * itemsize];
        values.chunks_exact_mut(itemsize).for_each(|value| value.copy_from_slice(&null));
        Ok(())
    }

    /// Drops all values behind the first `start` but those of a range, which counts from
    /// there.
    pub(crate) fn keep(&mut self, start: usize, range: &std::ops::Range<usize>) {
        let itemsize = self.itemsize();
        self.bytes.truncate((start + range.end) * itemsize);
        self.bytes.drain(start * itemsize..(start + range.start) * itemsize);
    }

    /// What a null becomes: NaN, or the time that is none.
    fn null(&self) -> Result<Vec<u8>> {
        let dtype = &self.column.dtype;
        Ok(match (dtype.class(), dtype.itemsize()) {
            // The quiet NaN of each float, as NumPy has it.
            (Class::Float, 2) => 0x7e00_u16.to_ne_bytes().to_vec(),
            (Class::Float, 4) => f32::NAN.to_ne_bytes().to_vec(),
            (Class::Float, _) => f64::NAN.to_ne_bytes().to_vec(),
            (Class::Time, _) => i64::MIN.to_ne_bytes().to_vec(),
            _ => {
                let expected = "none, as the file counts the nulls of this column";
                return Err(self.place.malformed(0, "a null", expected));
            }
        })
    }
}

/// Appends values as float64; integers beyond 2^53 are rounded to the nearest.
pub(super) fn to_float64(
    dtype: &DType,
    values: &[u8],
    to: &mut Vec<u8>,
) -> std::result::Result<(), arrayscope_core::Error> {
    to.reserve(values.len() / dtype.itemsize() * size_of::<f64>());
    dtype.dispatch(Float64 { values, to })
}

struct Float64<'a> {
    values: &'a [u8],
    to: &'a mut Vec<u8>,
}

impl Op for Float64<'_> {
    type Output = ();

    fn run<T: Element>(self) {
        for value in self.values.chunks_exact(T::SIZE) {
            let value = T::load(value, ByteOrder::NATIVE).widen().to_f64();
            self.to.extend_from_slice(&value.to_ne_bytes());
        }
    }
}
