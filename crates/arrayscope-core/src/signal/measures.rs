//! What the signals need to know of the values, from one array or from parts of it.

use super::Contract;
use super::channels::{Channels, higher, lower};
use super::places::Places;
use crate::kernel::{Census, Number};
use crate::layout::shape_text;
use crate::stats::{Summary, TakePart, Wanted, all_axes, reduce};
use crate::view::Description;
use crate::{ArrayView, Error, ErrorKind, Result};
use std::result;

/// What the signals need to know of the values: counts of what is not finite, extrema of the
/// whole and per channel, and the places of the first offenders.
///
/// They are the same whether the array is measured at once or in parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Measures {
    pub(super) census: Census,
    /// The smallest finite value; NaN if there is none.
    pub(super) min: Number,
    pub(super) max: Number,
    /// How many values are finite.
    pub(super) count: u64,
    pub(super) channels: Option<Channels>,
    /// Where something offends.
    pub(super) places: Option<Places>,
}

impl Measures {
    /// Measures an array; `None` for a dtype without statistics. `known` is its summary, if
    /// there is one already.
    ///
    /// Cost: one read of the array, none if the summary is known and there are no channels.
    /// Where something is not finite or out of bounds a second read finds out where.
    ///
    /// # Errors
    /// When the contract names an axis that does not exist, or its bounds are NaN or reversed.
    pub fn of(
        view: &ArrayView<'_>,
        known: Option<&Summary>,
        contract: &Contract,
    ) -> Result<Option<Self>> {
        let described = Description::from(view);
        let origin = vec![0; view.shape().len()];
        measure(&described, known, contract, |take| take(view, &origin))
    }

    /// Measures an array that comes in parts; `None` for a dtype without statistics. `known`
    /// is its summary, if there is one already.
    ///
    /// `read` hands every part to the function that it is given, with the index of the part's
    /// first element in the whole array. The parts cover the array without overlap, in any
    /// order. It is called at most once, and once more where something is not finite or out of
    /// bounds.
    ///
    /// # Errors
    /// As for [`Self::of`], and what `read` gives.
    ///
    /// ```
    /// use arrayscope_core::{Array, Error};
    /// use arrayscope_core::signal::{Contract, Measures};
    /// use arrayscope_core::view::Description;
    /// let whole = Array::from_slice(&[1.0f32, 2.0, 3.0, f32::NAN], &[2, 2])?;
    /// let rows = [whole.index(&"0:1".parse()?)?, whole.index(&"1:2".parse()?)?];
    /// let contract = Contract::default();
    /// let measured = Measures::in_parts(&Description::from(&whole.view()), None, &contract, |take| {
    ///     rows.iter().enumerate().try_for_each(|(row, part)| take(&part.view(), &[row, 0]))
    /// })?;
    /// assert_eq!(measured, Measures::of(&whole.view(), None, &contract)?);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn in_parts<E: From<Error>>(
        described: &Description<'_>,
        known: Option<&Summary>,
        contract: &Contract,
        read: impl FnMut(&mut TakePart<'_>) -> result::Result<(), E>,
    ) -> result::Result<Option<Self>, E> {
        measure(described, known, contract, read)
    }

    /// How many values are not finite.
    pub const fn census(&self) -> Census {
        self.census
    }

    /// The smallest finite value, of complex numbers the smallest magnitude; NaN if there is
    /// none.
    pub const fn min(&self) -> Number {
        self.min
    }

    /// The largest finite value, of complex numbers the largest magnitude; NaN if there is
    /// none.
    pub const fn max(&self) -> Number {
        self.max
    }

    /// Of no value yet.
    fn none(described: &Description<'_>, channel_axis: Option<usize>) -> Self {
        Self {
            census: Census::default(),
            min: Number::NAN,
            max: Number::NAN,
            count: described.layout.size() as u64,
            channels: channel_axis.map(|axis| Channels::none(axis, described.shape()[axis])),
            places: None,
        }
    }

    /// Takes in a part whose first element has the index `start`.
    fn take_in(&mut self, part: &ArrayView<'_>, start: &[usize]) -> Result<()> {
        let census = if let Some(channels) = &mut self.channels {
            channels.take_in(part, start)?
        } else {
            let whole = reduce(part, &all_axes(part.shape().len()), Wanted::EXTREMA)?;
            whole.min().iter().for_each(|min| self.min = lower(self.min, min));
            whole.max().iter().for_each(|max| self.max = higher(self.max, max));
            whole.whole_census()
        };
        self.census.merge(&census);
        self.count = self.count.saturating_sub(census.total());
        Ok(())
    }

    /// The extremes of the whole are those of its channels.
    fn of_channels(&mut self) {
        let Some(channels) = &self.channels else { return };
        self.min = channels.min.iter().copied().fold(Number::NAN, lower);
        self.max = channels.max.iter().copied().fold(Number::NAN, higher);
    }
}

impl From<&Summary> for Measures {
    /// What a summary tells: everything but channels and places.
    fn from(all: &Summary) -> Self {
        Self {
            census: Census { nan: all.nan, pos_inf: all.pos_inf, neg_inf: all.neg_inf },
            min: all.min,
            max: all.max,
            count: all.count,
            channels: None,
            places: None,
        }
    }
}

fn measure<E: From<Error>>(
    described: &Description<'_>,
    known: Option<&Summary>,
    contract: &Contract,
    mut read: impl FnMut(&mut TakePart<'_>) -> result::Result<(), E>,
) -> result::Result<Option<Measures>, E> {
    contract.check()?;
    // In an empty array there is nothing to tell apart.
    let channel_axis =
        contract.channel_axis(described.shape())?.filter(|_| described.layout.size() > 0);
    if !described.dtype.has_statistics() {
        return Ok(None);
    }
    let mut measures = if let (Some(known), None) = (known, channel_axis) {
        Measures::from(known)
    } else {
        let mut measures = Measures::none(described, channel_axis);
        read(&mut |part, start| {
            check_part(described, part, start)?;
            measures.take_in(part, start)
        })?;
        measures.of_channels();
        measures
    };
    if let Some(mut places) = Places::wanted(described.shape(), &measures, contract) {
        read(&mut |part, start| {
            check_part(described, part, start)?;
            places.take_in(part, start)
        })?;
        measures.places = Some(places);
    }
    Ok(Some(measures))
}

/// Refuses a part that is not one.
fn check_part(described: &Description<'_>, part: &ArrayView<'_>, start: &[usize]) -> Result<()> {
    let whole = described.shape();
    let mut axes = whole.iter().zip(part.shape()).zip(start);
    let is_inside = [part.shape().len(), start.len()] == [whole.len(); 2]
        && axes.all(|((whole, length), start)| {
            start.checked_add(*length).is_some_and(|end| end <= *whole)
        });
    if is_inside && part.dtype() == described.dtype {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Shape,
        format!(
            "a part of {} and {} at {start:?} is none of an array of {} and {}",
            shape_text(part.shape()),
            part.dtype(),
            shape_text(whole),
            described.dtype
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    fn spoiled() -> Array {
        let mut values: Vec<f64> = (0u8..60).map(|k| f64::from(k % 7) - 3.0).collect();
        (values[13], values[44], values[50]) = (f64::NAN, f64::INFINITY, f64::NAN);
        Array::from_slice(&values, &[5, 4, 3]).expect("fits")
    }

    #[test]
    fn parts_in_any_order_give_the_measures_of_the_whole() {
        let whole = spoiled();
        for channel_axis in 0..3 {
            let bounds = Some((-2.5, 2.5));
            let contract =
                Contract { channel_axis: Some(channel_axis), bounds, ..Contract::default() };
            let expected = Measures::of(&whole.view(), None, &contract).expect("floats");
            let parts = [("3:, 1:", [3, 1, 0]), (":3, 1:", [0, 1, 0]), (":, :1", [0, 0, 0])];
            let view = whole.view();
            let measured = Measures::in_parts(&(&view).into(), None, &contract, |take| {
                for (index, start) in &parts {
                    let part = whole.index(&index.parse().expect("valid"))?;
                    take(&part.view(), start)?;
                }
                Ok::<(), Error>(())
            });
            assert_eq!(measured.expect("floats"), expected, "{channel_axis}");
        }
    }

    #[test]
    fn clean_parts_are_read_once_and_those_that_offend_twice() {
        let whole = Array::from_slice(&[1u8, 2, 3, 4], &[4]).expect("fits");
        let view = whole.view();
        let reads = |bounds| {
            let mut reads = 0;
            let contract = Contract { bounds, ..Contract::default() };
            Measures::in_parts(&(&view).into(), None, &contract, |take| {
                reads += 1;
                take(&view, &[0])
            })
            .expect("integers");
            reads
        };
        assert_eq!((reads(None), reads(Some((0.0, 4.0))), reads(Some((2.0, 3.0)))), (1, 1, 2));
    }

    #[test]
    fn what_is_no_part_of_the_array_is_refused() {
        let whole = spoiled();
        let view = whole.view();
        for start in [&[0, 0][..], &[1, 0, 0], &[0, 0, usize::MAX]] {
            let contract = Contract::default();
            let measured =
                Measures::in_parts(&(&view).into(), None, &contract, |take| take(&view, start));
            assert_eq!(measured.map_err(|error| error.kind()), Err(ErrorKind::Shape), "{start:?}");
        }
    }

    #[test]
    fn an_error_of_the_reader_comes_back() {
        let whole = spoiled();
        let measured =
            Measures::in_parts(&(&whole.view()).into(), None, &Contract::default(), |_| {
                Err(Error::new(ErrorKind::Bounds, "the file ends early".to_owned()))
            });
        assert_eq!(measured.expect_err("it failed").kind(), ErrorKind::Bounds);
    }
}
