//! Bytes of a file, whole.

use crate::error::Result;
use crate::io::{ReadAt, reserve};
use crate::place::Place;

/// The `nbytes` bytes from `at` on, which a check has found inside of the file.
pub(crate) fn stored(file: &impl ReadAt, at: u64, nbytes: usize, place: &Place) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reserve(&mut bytes, nbytes, place)?;
    bytes.resize(nbytes, 0);
    let got = file.read_full_at(&mut bytes, at);
    let got = got.map_err(|error| place.io("read the values", error))?;
    if got < nbytes {
        let expected = "values: the file was cut while it was open";
        return Err(crate::npy::ended(place, at + got as u64, expected));
    }
    Ok(bytes)
}
