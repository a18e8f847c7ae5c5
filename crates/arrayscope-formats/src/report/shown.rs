//! Which part of an array a report shows as a picture, and how.

use std::ops::Range;

use arrayscope_core::slicing::{CrossSection, extract_slice};
use arrayscope_core::view::ComplexPart;
use arrayscope_core::{Array, Result};

use crate::picture::{Gradient, Scale};

/// A cross-section, or a rectangle of it, and its colours.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    /// The cross-section; it must fit the array.
    pub section: &'a CrossSection,
    /// The rows that are seen, `0..1` where no axis runs down.
    pub rows: Range<usize>,
    /// The columns that are seen, `0..1` where no axis runs across.
    pub columns: Range<usize>,
    /// Whether the rows begin with their last index.
    pub flip_rows: bool,
    /// Whether the columns do.
    pub flip_columns: bool,
    /// The part of complex numbers; `None` of others, and for the magnitude.
    pub part: Option<ComplexPart>,
    /// The colours.
    pub gradient: &'a Gradient,
    /// The colour limits, if they are not the extremes of what is shown.
    pub limits: Option<(f64, f64)>,
    /// Where those come from, as in `typed`.
    pub limits_from: &'static str,
    /// What lies between them.
    pub scale: Scale,
}

impl<'a> Shown<'a> {
    /// All of a cross-section of an array of this shape, between its extremes.
    pub fn whole(section: &'a CrossSection, shape: &[usize], gradient: &'a Gradient) -> Self {
        let all = |axis: Option<usize>| 0..axis.and_then(|axis| shape.get(axis)).map_or(1, |n| *n);
        Self {
            section,
            rows: all(section.rows),
            columns: all(section.columns),
            flip_rows: false,
            flip_columns: false,
            part: None,
            gradient,
            limits: None,
            limits_from: "typed",
            scale: Scale::Linear,
        }
    }

    /// What is seen, rows first; complex numbers are whole. No byte moves.
    pub(super) fn cut(&self, array: &Array) -> Result<Array> {
        let slice = extract_slice(array, self.section)?;
        // An index of an axis without elements leaves no rows.
        let within = |range: &Range<usize>, axis: usize| {
            let length = slice.shape()[axis];
            range.start.min(length)..range.end.min(length)
        };
        let seen = slice.region(&[within(&self.rows, 0), within(&self.columns, 1)])?;
        let mut layout = seen.layout().clone();
        for (axis, turned) in [(0, self.flip_rows), (1, self.flip_columns)] {
            if turned {
                layout = layout.flip(axis)?;
            }
        }
        seen.with_layout(layout)
    }

    /// As NumPy writes it: `arr[0, 3:10, ::-1, 1]`, with `.T` where the rows are a later axis
    /// than the columns, in `np.angle()` where the phase is shown.
    pub(super) fn numpy(&self, shape: &[usize]) -> String {
        let section = self.section;
        let term = |(axis, (at, &length)): (usize, (&usize, &usize))| match axis {
            _ if section.rows == Some(axis) => slice(&self.rows, self.flip_rows, length),
            _ if section.columns == Some(axis) => slice(&self.columns, self.flip_columns, length),
            _ => at.to_string(),
        };
        let terms: Vec<String> = section.at.iter().zip(shape).enumerate().map(term).collect();
        let index = if terms.is_empty() { "()".to_owned() } else { terms.join(", ") };
        let transposed =
            section.rows.zip(section.columns).is_some_and(|(rows, columns)| rows > columns);
        let text = format!("arr[{index}]{}", if transposed { ".T" } else { "" });
        self.part.map_or_else(|| text.clone(), |part| part.numpy(&text))
    }
}

/// Some indices of an axis, forwards or backwards.
fn slice(range: &Range<usize>, flip: bool, length: usize) -> String {
    let is_whole = *range == (0..length);
    match (flip, is_whole) {
        (false, true) => ":".to_owned(),
        (false, false) => format!("{}:{}", range.start, range.end),
        (true, true) => "::-1".to_owned(),
        // An empty range is never asked for; backwards it would begin before 0.
        (true, false) if range.start == 0 => format!("{}::-1", range.end.saturating_sub(1)),
        (true, false) => format!("{}:{}:-1", range.end.saturating_sub(1), range.start - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::ColorMap;

    #[test]
    fn the_expression_selects_what_is_cut() {
        let gradient = ColorMap::Viridis.gradient();
        let section = CrossSection { rows: Some(2), columns: Some(0), at: vec![0, 1, 0] };
        let values: Vec<u8> = (0..60).collect();
        let array = Array::from_slice(&values, &[3, 4, 5]).unwrap();
        let whole = Shown::whole(&section, &[3, 4, 5], &gradient);
        assert_eq!(whole.numpy(&[3, 4, 5]), "arr[:, 1, :].T");
        let shown = Shown { rows: 1..4, columns: 0..2, flip_rows: true, ..whole.clone() };
        assert_eq!(shown.numpy(&[3, 4, 5]), "arr[0:2, 1, 3:0:-1].T");
        let cut = shown.cut(&array).unwrap();
        assert_eq!(cut.shape(), [3, 2]);
        // np.arange(60).reshape(3, 4, 5)[0:2, 1, 3:0:-1].T[0]
        assert_eq!(cut.value(&[0, 1]).unwrap().to_string(), "28");
        let phase = Shown { part: Some(ComplexPart::Phase), flip_columns: true, ..whole };
        assert_eq!(phase.numpy(&[3, 4, 5]), "np.angle(arr[::-1, 1, :].T)");
        assert_eq!(slice(&(0..3), true, 9), "2::-1");
    }
}
