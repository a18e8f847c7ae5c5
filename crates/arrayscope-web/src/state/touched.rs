//! What a read touches in the files, told before anything is read.

use std::ops::Range;

use arrayscope_formats::{Touched, Window};

use super::AppState;
use super::entry::{Data, Entry};
use super::read::{source, stamp_of};
use crate::error::ApiError;

impl AppState {
    /// What reading one range per axis touches: one entry for each file that is read, none for
    /// what is in memory already. Blocks.
    pub(crate) fn touched(
        &self,
        entry: &Entry,
        window: &[Range<usize>],
    ) -> Result<Vec<Touched>, ApiError> {
        let file = match &entry.data {
            Data::Memory(_) => return Ok(Vec::new()),
            Data::Difference(a, b) => {
                return Ok([self.touched(a, window)?, self.touched(b, window)?].concat());
            }
            Data::File(file) => file,
        };
        let stamp = stamp_of(entry, file)?;
        if self.0.cache.get(&entry.id, stamp).is_some() {
            return Ok(Vec::new());
        }
        let source = source(entry, file, stamp)?;
        Ok(vec![Touched::of(&*source, &Window::new(window.to_vec()))?])
    }
}
