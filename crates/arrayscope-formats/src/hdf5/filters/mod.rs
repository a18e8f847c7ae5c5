//! What was done to the bytes of a chunk, undone.

mod deflate;
mod fletcher32;
mod lzf;
mod shuffle;

use super::object::Filter;
use super::structure::Fault;

/// Numbers of the filters that are read.
const DEFLATE: u16 = 1;
const SHUFFLE: u16 = 2;
const FLETCHER32: u16 = 3;
const LZF: u16 = 32_000;

/// Numbers of plugins that are codecs of Zarr, too.
const BLOSC: u16 = 32_001;
const ZSTD: u16 = 32_015;

/// Why a chunk does not come out: what was found instead.
type Undone<T> = Result<T, String>;

/// Refuses filters that cannot be undone. `described` is what they were applied to.
pub(super) fn check(filters: &[Filter], described: &dyn Fn() -> String) -> Result<(), Fault> {
    let Some(missing) = filters.iter().find(|filter| !is_read(filter.id)) else { return Ok(()) };
    let (name, id) = (crate::printable::printable(&missing.name()), missing.id);
    Err(Fault::unsupported(
        format!("{} behind the filter {name} ({id})", described()),
        if cfg!(feature = "zarr") {
            "gzip, shuffle, fletcher32, lzf, blosc and zstd are undone"
        } else {
            "gzip, shuffle, fletcher32 and lzf are undone"
        },
    ))
}

fn is_read(id: u16) -> bool {
    matches!(id, DEFLATE | SHUFFLE | FLETCHER32 | LZF)
        || cfg!(feature = "zarr") && matches!(id, BLOSC | ZSTD)
}

/// Undoes the filter of a plugin.
#[cfg(feature = "zarr")]
fn undo_plugin(id: u16, bytes: &[u8], most: usize) -> Undone<Vec<u8>> {
    let unpack = if id == ZSTD { crate::zarr::unpack_zstd } else { crate::zarr::unpack_blosc };
    unpack(bytes, most as u64).map_err(|said| format!("a chunk that does not unpack ({said})"))
}

/// Nothing is known of it: its crates were left out.
#[cfg(not(feature = "zarr"))]
fn undo_plugin(id: u16, _: &[u8], _: usize) -> Undone<Vec<u8>> {
    Err(format!("a chunk behind filter {id}"))
}

/// The bytes of a chunk that is `nbytes` long when all filters are undone, the last first.
/// The bit of a filter in `left_out` says that it was not applied to this chunk.
pub(super) fn undo(
    mut bytes: Vec<u8>,
    filters: &[Filter],
    left_out: u32,
    nbytes: usize,
) -> Undone<Vec<u8>> {
    // What a filter of before has added, a checksum or the frame of what did not compress.
    let most = nbytes + nbytes / 64 + 64;
    for (at, filter) in filters.iter().enumerate().rev() {
        if left_out >> at & 1 != 0 {
            continue;
        }
        bytes = match filter.id {
            DEFLATE => deflate::undo(&bytes, most)?,
            SHUFFLE => shuffle::undo(bytes, filter.values.first().copied().unwrap_or(1)),
            FLETCHER32 => fletcher32::undo(bytes)?,
            LZF => lzf::undo(&bytes, most)?,
            BLOSC | ZSTD => undo_plugin(filter.id, &bytes, most)?,
            id => return Err(format!("a chunk behind filter {id}")),
        };
    }
    if bytes.len() == nbytes {
        return Ok(bytes);
    }
    Err(format!("a chunk that unpacks to {} bytes", bytes.len()))
}
