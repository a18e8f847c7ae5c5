//! What is looked at of each element: the value, or a part of complex numbers.

use arrayscope_core::Array;
use arrayscope_core::dtype::Class;
use arrayscope_core::preview::{Preview, preview, preview_part};
use arrayscope_core::view::ComplexPart;
use arrayscope_formats::report::Bins;

use crate::error::{ApiError, ErrorKind};
use crate::params::Params;
use crate::state::Entry;

/// The part of complex numbers that a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    /// Nothing for elements that have no parts, and where none is asked for.
    pub(super) part: Option<ComplexPart>,
    /// The word for what is measured.
    pub(super) name: &'static str,
}

impl Measured {
    /// The parameter that says it.
    pub(super) const NAME: &str = "part";

    /// What `part` asks for.
    ///
    /// Numbers that are not complex are shown as they are, whatever the part: the URL may come
    /// from another array. A word that is no part is refused.
    pub(super) fn read(entry: &Entry, params: &Params) -> Result<Self, ApiError> {
        let asked: Option<ComplexPart> =
            params.text(Self::NAME).map(str::parse).transpose().map_err(
                |error: arrayscope_core::Error| {
                    ApiError::new(ErrorKind::Parameter, error.to_string())
                },
            )?;
        let part = asked.filter(|_| entry.dtype.class() == Class::Complex);
        let name = part.map_or(entry.dtype.measured_as(), ComplexPart::name);
        Ok(Self { part, name })
    }

    /// The part of an array. Unasked, complex numbers stay what they are: everything that
    /// measures them takes their magnitude.
    pub(super) fn of(self, array: Array) -> Result<Array, ApiError> {
        match self.part {
            Some(part) => Ok(array.part(part)?),
            None => Ok(array),
        }
    }

    /// The word for the part that was asked for.
    pub(super) fn part(self) -> Option<&'static str> {
        self.part.map(ComplexPart::name)
    }

    /// The NumPy expression of the part of what `text` says, as in `np.angle(arr[0])`.
    pub(super) fn numpy(self, text: &str) -> String {
        self.part.map_or_else(|| text.to_owned(), |part| part.numpy(text))
    }

    /// The part of a cross-section that is not cut yet, reduced to so many cells.
    pub(super) fn preview(
        self,
        cut: &Array,
        max_rows: usize,
        max_columns: usize,
    ) -> Result<Preview, ApiError> {
        Ok(match self.part {
            Some(part) => preview_part(cut, part, max_rows, max_columns)?,
            None => preview(&cut.view(), max_rows, max_columns)?,
        })
    }

    /// The part of one row that is not cut yet, in at most so many bins.
    ///
    /// The mean phase is that of the mean number, as [`preview_part`] has it; NaN where a number of
    /// the bin has a part that is not finite.
    pub(super) fn bins(self, cut: &Array, most: usize) -> Result<Bins, ApiError> {
        let Some(part) = self.part else { return Ok(Bins::along(cut, 1, most)?) };
        let of = |part: ComplexPart| -> Result<Bins, ApiError> {
            Ok(Bins::along(&cut.part(part)?, 1, most)?)
        };
        let mut told = of(part)?;
        if part == ComplexPart::Phase && told.step > 1 {
            let (real, imaginary) = (of(ComplexPart::Real)?, of(ComplexPart::Imaginary)?);
            for (bin, (re, im)) in told.bins.iter_mut().zip(real.bins.iter().zip(&imaginary.bins)) {
                let is_finite = re.census.total() + im.census.total() == 0;
                bin.mean = if is_finite { im.mean.atan2(re.mean) } else { f64::NAN };
            }
        }
        Ok(told)
    }

    /// What the point of a curve stands for, if for more than one element.
    pub(super) fn binned(self, step: usize) -> Option<String> {
        let mean = match self.part {
            Some(ComplexPart::Phase) => "phase of their mean",
            _ => "mean",
        };
        (step > 1).then(|| format!("{step} elements per point: smallest, {mean}, largest"))
    }

    /// What was done to get there, as [`Preview::reduced`] says it.
    pub(super) fn reduced(self, preview: &Preview) -> Option<String> {
        let text = preview.reduced()?;
        match self.part {
            Some(ComplexPart::Phase) => Some(text.replace(", mean", ", phase of their mean")),
            _ => Some(text),
        }
    }
}
