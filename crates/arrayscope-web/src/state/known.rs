//! What was computed of an array, for as long as its file looks the same.

use std::sync::{Mutex, PoisonError};

use super::stamp::Stamp;
use crate::error::ApiError;

/// An answer, and what the file looked like when it was computed.
#[derive(Debug)]
pub(super) struct Known<T>(Mutex<Option<(Option<Stamp>, T)>>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Known<T> {
    /// The answer for a file that looks like `stamp`, computed unless it is known. Blocks.
    pub(super) fn get(
        &self,
        stamp: Option<Stamp>,
        compute: impl FnOnce() -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        // Held while computing: who asks for the same meanwhile waits and need not compute.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((then, answer)) = &*known
            && *then == stamp
        {
            return Ok(answer.clone());
        }
        let answer = compute()?;
        *known = Some((stamp, answer.clone()));
        Ok(answer)
    }
}
