//! Which sides of a cross-section are turned around.

use arrayscope_core::Array;

use crate::error::ApiError;
use crate::params::{Params, malformed};

/// The sides that begin with their last index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flip {
    rows: bool,
    columns: bool,
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
    pub(super) fn turn(self, slice: Array) -> Result<Array, ApiError> {
        let mut layout = slice.layout().clone();
        for (axis, turned) in [(0, self.rows), (1, self.columns)] {
            if turned {
                layout = layout.flip(axis)?;
            }
        }
        Ok(slice.with_layout(layout)?)
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
