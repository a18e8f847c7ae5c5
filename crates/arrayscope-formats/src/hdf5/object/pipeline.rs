//! What was done to the bytes of chunks when they were written.
//!
//! Source: HDF5 File Format Specification 3.0, section IV.A.2.l, and the list of registered
//! filters of The HDF Group.

use super::super::structure::{Cursor, Fault, Parsed};

/// Filters of one dataset, as in the HDF5 library.
const MOST_FILTERS: usize = 32;

/// One filter, in the order of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::hdf5) struct Filter {
    pub(in crate::hdf5) id: u16,
    /// What the file calls it.
    name: String,
    /// What it was told.
    pub(in crate::hdf5) values: Vec<u32>,
}

/// Parses the filters of a dataset.
pub(in crate::hdf5) fn pipeline(cursor: &mut Cursor<'_>) -> Parsed<Vec<Filter>> {
    let version = cursor.version(&[1, 2], "filters")?;
    let at = cursor.at();
    let count = usize::from(cursor.u8()?);
    if count > MOST_FILTERS {
        let expected = format!("at most {MOST_FILTERS}");
        return Err(Fault::malformed(at, format!("{count} filters"), expected));
    }
    if version == 1 {
        cursor.take(6)?;
    }
    (0..count).map(|_| filter(cursor, version)).collect()
}

fn filter(cursor: &mut Cursor<'_>, version: u8) -> Parsed<Filter> {
    let id = cursor.u16()?;
    // The newer version leaves out the names that everybody knows.
    let name_nbytes = if version == 1 || id >= 256 { cursor.count()? } else { 0 };
    let _flags = cursor.u16()?;
    let count = cursor.count()?;
    let name =
        cursor.take(if version == 1 { name_nbytes.next_multiple_of(8) } else { name_nbytes })?;
    let name = name.split(|&byte| byte == 0).next().unwrap_or_default();
    let name = String::from_utf8_lossy(name).into_owned();
    let values = (0..count).map(|_| cursor.u32()).collect::<Parsed<_>>()?;
    if version == 1 && count % 2 == 1 {
        cursor.take(4)?;
    }
    Ok(Filter { id, name, values })
}

impl Filter {
    /// The name that people know it by.
    pub(in crate::hdf5) fn name(&self) -> String {
        let known = match self.id {
            1 => "gzip",
            2 => "shuffle",
            3 => "fletcher32",
            4 => "szip",
            5 => "nbit",
            6 => "scaleoffset",
            307 => "bzip2",
            32_000 => "lzf",
            32_001 => "blosc",
            32_004 => "lz4",
            32_008 => "bitshuffle",
            32_013 => "zfp",
            32_015 => "zstd",
            32_017 => "sz",
            32_026 => "blosc2",
            id if self.name.is_empty() => return format!("filter {id}"),
            _ => return self.name.chars().take(40).collect(),
        };
        known.to_owned()
    }
}
