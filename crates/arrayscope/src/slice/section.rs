//! Which cross-section: the axes shown, and the index on every other axis.

use crate::reading::Part;
use crate::text::shape_of;
use anyhow::{Result, bail};
use arrayscope_core::layout::normalize_axis;
use arrayscope_core::slicing::{CrossSection, IndexExpression, extract_slice};
use arrayscope_core::{Array, Error, ErrorKind};
use arrayscope_formats::Window;

/// The flags that select a cross-section.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Selection {
    /// The axis shown downwards
    #[arg(long, value_name = "AXIS", allow_negative_numbers = true)]
    rows: Option<isize>,
    /// The axis shown across
    #[arg(long, value_name = "AXIS", allow_negative_numbers = true)]
    cols: Option<isize>,
    /// The index on an axis that is not shown, as in 0=3; several as in 0=3,-1=1
    #[arg(long, value_name = "AXIS=INDEX", value_delimiter = ',', allow_hyphen_values = true, value_parser = at)]
    at: Vec<(isize, isize)>,
}

fn at(text: &str) -> Result<(isize, isize), String> {
    let refuse = || format!("{text:?} is not an axis and an index (valid: 0=3 or -1=0)");
    let (axis, index) = text.split_once('=').ok_or_else(refuse)?;
    let number = |part: &str| part.trim().parse().map_err(|_| refuse());
    Ok((number(axis)?, number(index)?))
}

impl Selection {
    /// Reads the cross-section; of a file that can be read in parts, no more than that.
    pub(super) fn read(&self, part: &Part) -> Result<(CrossSection, Array)> {
        let misfit = |error| part.misfit(error);
        let layout = &part.source.info().layout;
        if part.address.index.is_some() {
            // The index has chosen what to read.
            let array = part.read()?;
            let names = part.axis_names(array.shape());
            let section = self.fit(array.shape(), &names).map_err(misfit)?;
            let slice = extract_slice(&array, &section).map_err(misfit)?;
            return Ok((section, slice));
        }
        let names = part.axis_names(layout.shape());
        let section = self.fit(layout.shape(), &names).map_err(misfit)?;
        // Refuses here what an empty axis cannot give.
        section.layout(layout).map_err(misfit)?;
        let read = part.read_selection(&section.expression())?;
        let layout = match (section.rows, section.columns) {
            (Some(rows), Some(columns)) if rows > columns => read.layout().transpose(),
            (Some(_), _) => read.layout().clone(),
            (None, Some(_)) => read.layout().expand(0).map_err(misfit)?,
            (None, None) => {
                read.layout().expand(0).and_then(|row| row.expand(0)).map_err(misfit)?
            }
        };
        let slice = read.with_layout(layout).map_err(misfit)?;
        if slice.shape().len() != 2 {
            bail!("a cross-section of {} has two axes: {}", shape_of(read.shape()), part.address);
        }
        Ok((section, slice))
    }

    /// What is read of the array for it.
    pub(super) fn window(&self, part: &Part) -> Result<Window> {
        let misfit = |error| part.misfit(error);
        let shape = part.source.info().shape();
        let covering = |index: &IndexExpression| Window::covering(index, shape).map_err(misfit);
        if let Some(index) = &part.address.index {
            return Ok(covering(index)?.0);
        }
        let section = self.fit(shape, &part.axis_names(shape)).map_err(misfit)?;
        // Refuses here what an empty axis cannot give.
        section.layout(&part.source.info().layout).map_err(misfit)?;
        Ok(covering(&section.expression())?.0)
    }

    /// The cross-section for a shape and the names of its axes. Unlike on the page nothing is
    /// repaired: who types an axis that does not exist wants to know.
    pub(crate) fn fit(&self, shape: &[usize], names: &[String]) -> Result<CrossSection, Error> {
        let ndim = shape.len();
        let named = |axis: Option<isize>| axis.map(|axis| normalize_axis(axis, ndim)).transpose();
        let (rows, columns) = (named(self.rows)?, named(self.cols)?);
        if rows.is_some() && rows == columns {
            return Err(argument(
                "--rows and --cols name the same axis: two different ones are shown",
            ));
        }
        if ndim == 1 && rows.is_some() {
            return Err(argument("an array of 1 axis has no rows: --cols 0 is what is shown"));
        }
        let fixed = self.at.iter().map(|(axis, _)| normalize_axis(*axis, ndim));
        let fixed = fixed.collect::<Result<Vec<usize>, Error>>()?;
        check_free([("--rows", rows), ("--cols", columns)], &fixed, shape)?;
        let mut section = CrossSection::completed((rows, columns), &fixed, shape, names);
        for (&axis, &(_, index)) in fixed.iter().zip(&self.at) {
            section.at[axis] = position(index, shape[axis], axis)?;
        }
        Ok(section)
    }
}

/// Refuses to show an axis that `--at` fixes, and to fix so many that too few are left.
fn check_free(
    named: [(&str, Option<usize>); 2],
    fixed: &[usize],
    shape: &[usize],
) -> Result<(), Error> {
    let ndim = shape.len();
    let free: Vec<usize> = (0..ndim).filter(|axis| !fixed.contains(axis)).collect();
    for (flag, axis) in named {
        if let Some(axis) = axis.filter(|axis| fixed.contains(axis)) {
            let others: Vec<String> = free.iter().map(|axis| format!("{flag} {axis}")).collect();
            let others = match others.as_slice() {
                [] => format!("{flag} {axis} without --at {axis}"),
                others => others.join(" or "),
            };
            return Err(argument(&format!(
                "axis {axis} cannot be shown by {flag} and fixed by --at, {others} would work"
            )));
        }
    }
    if free.len() < ndim.min(2) {
        let axes = if ndim == 1 { "1 axis is" } else { "2 axes are" };
        return Err(argument(&format!(
            "{axes} shown, so --at cannot fix as many of {}: an index in the address gives fewer axes, as in 'a.npy[2]'",
            shape_of(shape)
        )));
    }
    Ok(())
}

/// The index meant by `index`, which counts from the end if negative.
fn position(index: isize, length: usize, axis: usize) -> Result<usize, Error> {
    let counted =
        if index < 0 { length.checked_add_signed(index) } else { Some(index.unsigned_abs()) };
    counted.filter(|at| *at < length).ok_or_else(|| {
        let valid = match length {
            0 => "there is none".to_owned(),
            _ => format!("valid: -{length} to {}", length - 1),
        };
        let message =
            format!("index {index} is out of range for axis {axis} of length {length} ({valid})");
        Error::new(ErrorKind::OutOfRange, message)
    })
}

fn argument(message: &str) -> Error {
    Error::new(ErrorKind::Argument, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(
        rows: Option<isize>,
        cols: Option<isize>,
        at: &[(isize, isize)],
    ) -> Result<CrossSection, Error> {
        Selection { rows, cols, at: at.to_vec() }.fit(&[32, 28, 28, 3], &[])
    }

    #[test]
    fn without_flags_a_batch_of_images_shows_an_image() {
        let section = fit(None, None, &[(0, -1), (-1, 2)]).unwrap();
        assert_eq!((section.rows, section.columns), (Some(1), Some(2)));
        assert_eq!(section.at, [31, 0, 0, 2]);
    }

    #[test]
    fn one_axis_named_is_completed_by_another() {
        let section = fit(Some(-1), None, &[]).unwrap();
        assert_eq!(section.rows, Some(3));
        assert_ne!(section.columns, Some(3));
        assert_eq!(fit(None, Some(1), &[]).unwrap().columns, Some(1));
    }

    #[test]
    fn axes_that_are_fixed_are_not_chosen() {
        let shown = |at: &[(isize, isize)]| {
            let section = fit(None, None, at).unwrap();
            (section.rows.unwrap(), section.columns.unwrap(), section.at)
        };
        assert_eq!(shown(&[(1, 2)]), (2, 3, vec![0, 2, 0, 0]));
        assert_eq!(shown(&[(2, 5)]), (1, 3, vec![0, 0, 5, 0]));
        assert_eq!(shown(&[(1, 2), (-2, 3)]), (0, 3, vec![0, 2, 3, 0]));
        let section = fit(Some(0), None, &[(2, 1)]).unwrap();
        assert_eq!((section.rows, section.columns), (Some(0), Some(1)));
    }

    #[test]
    fn what_does_not_exist_is_refused_and_not_repaired() {
        let message = |result: Result<CrossSection, Error>| result.unwrap_err().to_string();
        assert!(message(fit(Some(4), None, &[])).contains("axis 4 is out of range"));
        assert!(message(fit(Some(1), Some(-3), &[])).contains("the same axis"));
        assert!(message(fit(None, None, &[(0, 32)])).contains("valid: -32 to 31"));
        let named = message(fit(Some(1), None, &[(1, 0)]));
        assert!(named.contains("--rows 0 or --rows 2 or --rows 3 would work"), "{named}");
        assert!(message(fit(None, None, &[(0, 0), (1, 0), (2, 0)])).contains("2 axes are shown"));
        assert!(Selection { rows: None, cols: None, at: vec![(0, 0)] }.fit(&[3], &[]).is_err());
        assert!(Selection { rows: Some(0), cols: None, at: vec![] }.fit(&[3], &[]).is_err());
        assert!(at("3").is_err() && at("a=1").is_err());
    }
}
