//! Files of the walks' own making, so that what the page shows is checked against something else than itself.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Writes a version 1.0 `.npy` file in C order, as described in NumPy's `numpy.lib.format`.
///
/// `descr` is NumPy's name of the dtype with its byte order, `bytes` are the elements as they stand in the file.
pub fn write_npy(path: &Path, descr: &str, shape: &[usize], bytes: &[u8]) -> Result<()> {
    fs::write(path, npy(descr, shape, bytes))
        .with_context(|| format!("cannot write {}", path.display()))
}

fn npy(descr: &str, shape: &[usize], bytes: &[u8]) -> Vec<u8> {
    // A trailing comma makes a tuple of one, and harms no other.
    let lengths: String = shape.iter().map(|length| length.to_string() + ",").collect();
    let mut header =
        format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({lengths}), }}");
    let preamble = 10;
    while !(preamble + header.len() + 1).is_multiple_of(64) {
        header.push(' ');
    }
    header.push('\n');
    let length = u16::try_from(header.len()).unwrap_or(u16::MAX).to_le_bytes();
    [b"\x93NUMPY\x01\x00", length.as_slice(), header.as_bytes(), bytes].concat()
}
