//! Extrema per channel, taken in part by part.

use crate::kernel::{Census, Number};
use crate::stats::{Wanted, axes_but, reduce};
use crate::{ArrayView, Layout, Result};

/// Extrema per channel; NaN of a channel without finite values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Channels {
    pub(super) axis: usize,
    pub(super) min: Vec<Number>,
    pub(super) max: Vec<Number>,
}

impl Channels {
    /// Of no value yet.
    pub(super) fn none(axis: usize, length: usize) -> Self {
        Self { axis, min: vec![Number::NAN; length], max: vec![Number::NAN; length] }
    }

    /// Takes in a part whose first element has the index `start`; gives what is not finite.
    pub(super) fn take_in(&mut self, part: &ArrayView<'_>, start: &[usize]) -> Result<Census> {
        let (length, first) = (part.shape()[self.axis], start[self.axis]);
        let Some(rows) = Rows::of(part.layout(), self.axis) else {
            return self.merge(part, &axes_but(part.shape().len(), self.axis), length, first);
        };
        let mut census = self.merge(&part.with_layout(&rows.all)?, &[0], length, first)?;
        if let Some(rest) = &rows.rest {
            census.merge(&self.merge(&part.with_layout(rest)?, &[0], length, first)?);
        }
        Ok(census)
    }

    /// Merges the lanes that are left of `view`, of which every `length` begin with the
    /// channel `first`.
    fn merge(
        &mut self,
        view: &ArrayView<'_>,
        axes: &[isize],
        length: usize,
        first: usize,
    ) -> Result<Census> {
        let lanes = reduce(view, axes, Wanted::EXTREMA)?;
        for (lane, (min, max)) in lanes.min().iter().zip(lanes.max().iter()).enumerate() {
            let channel = first + lane % length;
            self.min[channel] = lower(self.min[channel], min);
            self.max[channel] = higher(self.max[channel], max);
        }
        Ok(lanes.whole_census())
    }
}

/// The lanes that kernels take side by side.
const LANES: usize = 16;

/// Channels that are the last axis, as rows of so many pixels that a row is a multiple of
/// [`LANES`], and the pixels that are left. Extremes and counts of a channel are those of all
/// its lanes; moments would not be the same bits.
///
/// PERF: signals-32x28x28x3 takes 15 µs with rows of 48 values, 50 µs with rows of 3.
struct Rows {
    all: Layout,
    rest: Option<Layout>,
}

impl Rows {
    /// Of a dense layout with few channels, if they do not fill the lanes as they are.
    fn of(layout: &Layout, axis: usize) -> Option<Self> {
        let (length, itemsize) = (layout.shape()[axis], layout.itemsize());
        let is_few = (2..LANES * LANES).contains(&length) && !length.is_multiple_of(LANES);
        if !is_few || axis + 1 != layout.ndim() || !layout.is_c_contiguous() {
            return None;
        }
        let pixels = layout.size() / length;
        let per_row = LANES >> length.trailing_zeros().min(LANES.trailing_zeros());
        let (rows, left) = (pixels / per_row, pixels % per_row);
        let part = |rows: usize, width: usize, first: usize| {
            let dense = Layout::c_order(&[rows, width], itemsize).ok()?;
            let offset = layout.offset() + first * itemsize; // inside: L3 of the whole
            Layout::try_new(dense.shape(), dense.strides(), offset, itemsize).ok()
        };
        let width = per_row * length;
        Some(Self {
            all: part(rows, width, 0).filter(|_| rows > 1)?,
            rest: if left == 0 { None } else { Some(part(left, length, rows * width)?) },
        })
    }
}

/// The smaller of two extremes of one dtype, of which NaN is none.
pub(super) fn lower(left: Number, right: Number) -> Number {
    match (left, right) {
        (Number::Integer(left), Number::Integer(right)) => Number::Integer(left.min(right)),
        // NaN yields to anything.
        (Number::Float(left), Number::Float(right)) => Number::Float(left.min(right)),
        (Number::Float(_), integer) | (integer, Number::Float(_)) => integer,
    }
}

/// The larger of two extremes of one dtype, of which NaN is none.
pub(super) fn higher(left: Number, right: Number) -> Number {
    match (left, right) {
        (Number::Integer(left), Number::Integer(right)) => Number::Integer(left.max(right)),
        (Number::Float(left), Number::Float(right)) => Number::Float(left.max(right)),
        (Number::Float(_), integer) | (integer, Number::Float(_)) => integer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    #[test]
    fn rows_of_pixels_give_the_extremes_of_the_channels() {
        for (pixels, length) in [(100, 3), (96, 3), (33, 2), (40, 7), (5, 40), (20, 12), (9, 1)] {
            let value = |k: u16| f32::from(k * 37 % 101);
            let mut values: Vec<f32> = (0..400).map(value).collect();
            values.truncate(pixels * length);
            (values[4], values[pixels * length - 1]) = (f32::NAN, f32::INFINITY);
            let a = Array::from_slice(&values, &[pixels, length]).expect("fits");
            let stepped = a.index(&"1:".parse().expect("valid")).expect("inside");
            for array in [&a, &stepped] {
                let view = array.view();
                let mut taken = Channels::none(1, length);
                let census = taken.take_in(&view, &[0, 0]).expect("floats");
                let plain = reduce(&view, &[0], Wanted::EXTREMA).expect("floats");
                assert!(taken.min.iter().copied().eq(plain.min().iter()), "{pixels} {length}");
                assert!(taken.max.iter().copied().eq(plain.max().iter()), "{pixels} {length}");
                assert_eq!(census, plain.whole_census());
            }
        }
    }

    #[test]
    fn nothing_yields_to_a_number_and_integers_stay_exact() {
        let (nan, one) = (Number::NAN, Number::Float(1.0));
        assert_eq!((lower(nan, one), higher(one, nan)), (one, one));
        let (large, larger) = (Number::Integer(1 << 60), Number::Integer((1 << 60) + 1));
        assert_eq!((lower(larger, large), higher(large, larger)), (large, larger));
        assert_eq!(lower(nan, large), large);
    }
}
