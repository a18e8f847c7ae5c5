//! The value of elements that nobody wrote.
//!
//! Source: HDF5 File Format Specification 3.0, sections IV.A.2.e and IV.A.2.f.

use super::super::structure::{Parsed, to_usize};
use super::header::{Header, kind};

/// The bytes of the fill value, if the dataset has one of its own.
pub(in crate::hdf5) fn fill_value(header: &Header) -> Parsed<Option<Vec<u8>>> {
    let is_old = header.find(kind::FILL).is_none();
    let Some(message) = header.find(kind::FILL).or_else(|| header.find(kind::OLD_FILL)) else {
        return Ok(None);
    };
    let mut cursor = message.cursor();
    if !is_old {
        let version = cursor.version(&[1, 2, 3], "a fill value")?;
        let has_value = if version == 3 {
            cursor.u8()? & 0x20 != 0
        } else {
            cursor.take(2)?;
            cursor.u8()? != 0
        };
        if !has_value {
            return Ok(None);
        }
    }
    let at = cursor.at();
    let nbytes = cursor.u32()?;
    // The HDF5 library has written −1 for no value.
    if nbytes == u32::MAX {
        return Ok(None);
    }
    let nbytes = to_usize(u64::from(nbytes), at)?;
    let value = cursor.take(nbytes)?;
    Ok(Some(value.to_vec()).filter(|value| !value.is_empty()))
}
