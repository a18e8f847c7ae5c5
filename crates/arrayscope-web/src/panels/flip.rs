//! Which sides of a cross-section are turned around.

use arrayscope_core::Array;

use crate::error::ApiError;
use crate::params::{Params, malformed};

/// The sides that begin with their last index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flip {
    pub(super) rows: bool,
    pub(super) columns: bool,
}

impl Flip {
    /// The parameter that says it.
    pub(super) const NAME: &str = "flip";

    /// What `flip=rows,columns` asks for: nothing without it.
    pub(super) fn read(params: &Params) -> Result<Self, ApiError> {
        let mut flip = Self::default();
        for side in params.text(Self::NAME).unwrap_or_default().split(',') {
            match side.trim() {
                "" => {}
                "rows" => flip.rows = true,
                "columns" => flip.columns = true,
                other => return Err(malformed(Self::NAME, other, "rows, columns or both")),
            }
        }
        Ok(flip)
    }

    /// The array of two axes, turned: no byte moves.
    pub(super) fn turn(self, slice: &Array) -> Result<Array, ApiError> {
        let mut layout = slice.layout().clone();
        for (axis, turned) in [(0, self.rows), (1, self.columns)] {
            if turned {
                layout = layout.flip(axis)?;
            }
        }
        Ok(slice.with_layout(layout)?)
    }

    /// Turns pixels of 4 bytes, row after row.
    pub(super) fn turn_pixels(self, pixels: &mut [u8], columns: usize) {
        let (pixels, _) = pixels.as_chunks_mut::<4>();
        if self.rows {
            // The last row first, and each of them turned; the next step turns them back.
            pixels.reverse();
        }
        if self.rows != self.columns {
            pixels.chunks_mut(columns.max(1)).for_each(<[_]>::reverse);
        }
    }

    /// Names along the columns, in the order of the turned array.
    pub(super) fn column_names(self, names: &[String]) -> Vec<String> {
        let mut names = names.to_vec();
        if self.columns {
            names.reverse();
        }
        names
    }

    /// What a file name says of it.
    pub(super) fn word(self) -> Option<&'static str> {
        match (self.rows, self.columns) {
            (false, false) => None,
            (true, false) => Some("flip_rows"),
            (false, true) => Some("flip_columns"),
            (true, true) => Some("flip_both"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_turned_as_arrays_are() {
        let turned = |rows: bool, columns: bool| {
            let mut pixels: Vec<u8> = (0..6).flat_map(|pixel| [pixel; 4]).collect();
            Flip { rows, columns }.turn_pixels(&mut pixels, 3);
            pixels.chunks(4).map(|pixel| pixel[0]).collect::<Vec<u8>>()
        };
        // np.arange(6).reshape(2, 3)[::-1], [:, ::-1] and [::-1, ::-1]
        assert_eq!(turned(false, false), [0, 1, 2, 3, 4, 5]);
        assert_eq!(turned(true, false), [3, 4, 5, 0, 1, 2]);
        assert_eq!(turned(false, true), [2, 1, 0, 5, 4, 3]);
        assert_eq!(turned(true, true), [5, 4, 3, 2, 1, 0]);
    }
}
