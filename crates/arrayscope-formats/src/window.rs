//! The part of an array that is read.

use std::fmt;
use std::ops::Range;

use arrayscope_core::Layout;
use arrayscope_core::slicing::{Index, IndexExpression, Slice};

use crate::error::{Error, Result};
use crate::place::Place;

/// One range of indices per axis: a box in an array.
///
/// A window has no steps and drops no axes; [`Window::covering`] splits an index
/// expression into the window to read and what is left to apply to it.
///
/// ```
/// use arrayscope_formats::Window;
/// let window = Window::all(&[4, 3]);
/// assert_eq!(window.shape(), [4, 3]);
/// assert_eq!(Window::new(vec![1..3, 0..3]).to_string(), "1:3, 0:3");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    ranges: Vec<Range<usize>>,
}

impl Window {
    /// A window of one range per axis.
    pub fn new(ranges: Vec<Range<usize>>) -> Self {
        Self { ranges }
    }

    /// The whole of an array of this shape.
    pub fn all(shape: &[usize]) -> Self {
        Self { ranges: shape.iter().map(|&length| 0..length).collect() }
    }

    /// The smallest window with every element that `index` selects, and the
    /// expression that selects the same elements from it.
    ///
    /// # Errors
    /// When `index` does not fit `shape`.
    ///
    /// ```
    /// use arrayscope_formats::Window;
    /// let (window, rest) = Window::covering(&"-1, 8:2:-3".parse()?, &[4, 10])?;
    /// assert_eq!(window.to_string(), "3:4, 5:9");
    /// assert_eq!(rest.to_string(), "0, ::-3");
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn covering(
        index: &IndexExpression,
        shape: &[usize],
    ) -> Result<(Self, IndexExpression), arrayscope_core::Error> {
        // The core refuses what does not fit, with the axis and its length.
        index.apply(&Layout::try_new(shape, &vec![0; shape.len()], 0, 1)?)?;
        let named = |term: &&Index| matches!(term, Index::Integer(_) | Index::Slice(_));
        let unnamed = shape.len() - index.terms().iter().filter(named).count();
        let mut ranges = Vec::with_capacity(shape.len());
        let mut rest = Vec::with_capacity(index.terms().len());
        for term in index.terms() {
            match *term {
                Index::Integer(_) => {
                    ranges.push(selected(*term, shape[ranges.len()])?.0);
                    rest.push(Index::Integer(0));
                }
                Index::Slice(_) => {
                    let (range, step) = selected(*term, shape[ranges.len()])?;
                    ranges.push(range);
                    rest.push(Index::Slice(Slice { start: None, stop: None, step }));
                }
                Index::Ellipsis => {
                    let axes = ranges.len()..ranges.len() + unnamed;
                    ranges.extend(axes.map(|axis| 0..shape[axis]));
                    rest.push(Index::Ellipsis);
                }
                Index::NewAxis => rest.push(Index::NewAxis),
            }
        }
        let axes = ranges.len()..shape.len();
        ranges.extend(axes.map(|axis| 0..shape[axis]));
        Ok((Self { ranges }, IndexExpression::new(rest)?))
    }

    /// The ranges, one per axis.
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// Lengths per axis; a range that runs backwards counts as empty.
    pub fn shape(&self) -> Vec<usize> {
        self.ranges.iter().map(ExactSizeIterator::len).collect()
    }

    /// The part of a layout that the window selects: same strides, later offset. A window
    /// that does not lie inside is refused.
    pub(crate) fn narrow(&self, layout: &Layout, place: &Place) -> Result<Layout> {
        self.check(layout.shape(), place)?;
        narrow(layout, &self.ranges).map_err(|error| place.core(error))
    }

    /// Refuses a window that does not lie inside `shape`.
    fn check(&self, shape: &[usize], place: &Place) -> Result<()> {
        let fits = self.ranges.len() == shape.len()
            && std::iter::zip(&self.ranges, shape)
                .all(|(range, &length)| range.start <= range.end && range.end <= length);
        if fits {
            return Ok(());
        }
        Err(Error::Window {
            place: place.boxed(),
            asked: format!("[{self}]"),
            shape: arrayscope_core::layout::shape_text(shape),
        })
    }
}

/// The range of indices that a term selects from an axis, and its step unless 1.
fn selected(
    term: Index,
    length: usize,
) -> Result<(Range<usize>, Option<isize>), arrayscope_core::Error> {
    // One byte per element and one per step: offsets are indices.
    let axis = Layout::c_order(&[length], 1)?;
    let taken = IndexExpression::new(vec![term])?.apply(&axis)?;
    let step = taken.strides().first().copied().filter(|&step| step != 1 && taken.size() > 0);
    let extent = taken.extent();
    if extent.is_empty() {
        return Ok((0..0, None));
    }
    Ok((extent, step))
}

impl fmt::Display for Window {
    /// As an index expression: `1:3, 0:3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (axis, range) in self.ranges.iter().enumerate() {
            let comma = if axis > 0 { ", " } else { "" };
            write!(f, "{comma}{}:{}", range.start, range.end)?;
        }
        Ok(())
    }
}

/// The part of a layout that checked ranges select: same strides, later offset.
pub(crate) fn narrow(
    layout: &Layout,
    ranges: &[Range<usize>],
) -> Result<Layout, arrayscope_core::Error> {
    let bound = |at: usize| isize::try_from(at).unwrap_or(isize::MAX);
    let terms = ranges
        .iter()
        .map(|range| {
            let (start, stop) = (Some(bound(range.start)), Some(bound(range.end)));
            Index::Slice(Slice { start, stop, step: None })
        })
        .collect();
    IndexExpression::new(terms)?.apply(layout)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrayscope_core::Array;

    #[test]
    fn reading_the_window_and_applying_the_rest_is_indexing() {
        let elements: Vec<i32> = (0..4 * 5 * 6).collect();
        let array = Array::from_slice(&elements, &[4, 5, 6]).unwrap();
        for text in [
            "",
            "...",
            "1",
            "-1, ..., 2",
            ":, 1:4, ::2",
            "::-1, 4:0:-2, 5:5",
            "None, 2, None, 1:2",
            "..., None, -3:",
            "3:1, ::-3",
            "::7, -100:100, 5",
            ":, :, 5::-2",
        ] {
            let index: IndexExpression = text.parse().unwrap();
            let (window, rest) = Window::covering(&index, &[4, 5, 6]).unwrap();
            let part = array.with_layout(narrow(array.layout(), window.ranges()).unwrap()).unwrap();
            assert_eq!(part.shape(), window.shape(), "{text}");
            let (direct, indirect) = (array.index(&index).unwrap(), part.index(&rest).unwrap());
            assert_eq!(direct.shape(), indirect.shape(), "{text}");
            let bytes =
                |array: &Array| array.view().elements().map(<[u8]>::to_vec).collect::<Vec<_>>();
            assert_eq!(bytes(&direct), bytes(&indirect), "{text}");
        }
    }

    #[test]
    fn an_index_that_does_not_fit_is_refused_as_by_the_core() {
        for text in ["4", "0, 0, 0, 0", "0, 5"] {
            assert!(Window::covering(&text.parse().unwrap(), &[4, 5, 6]).is_err(), "{text}");
        }
    }

    #[test]
    #[expect(clippy::reversed_empty_ranges, reason = "the hostile window of the test")]
    fn windows_outside_of_the_array_are_refused() {
        let place = Place::new("x", "npy");
        assert!(Window::new(vec![0..4, 5..5]).check(&[4, 5], &place).is_ok());
        for ranges in [vec![0..5, 0..5], Vec::new(), vec![3..2, 0..5], vec![0..usize::MAX, 0..1]] {
            assert!(Window::new(ranges).check(&[4, 5], &place).is_err());
        }
    }
}
