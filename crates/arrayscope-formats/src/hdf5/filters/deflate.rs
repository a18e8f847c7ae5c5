//! gzip, as HDF5 calls a stream of zlib.

use flate2::{Decompress, FlushDecompress, Status};

use super::Undone;

/// Bytes that one compressed byte can stand for: a length of 258 in 2 bits.
const MOST_PER_BYTE: usize = 1032;

/// Unpacks at most `most` bytes. Memory is asked for by what the packed bytes can hold,
/// not by what a chunk says that it is.
pub(super) fn undo(packed: &[u8], most: usize) -> Undone<Vec<u8>> {
    let room = packed.len().saturating_mul(MOST_PER_BYTE).saturating_add(64).min(most);
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(room).map_err(|_| format!("a chunk of {room} bytes, and no memory"))?;
    let mut stream = Decompress::new(true);
    let status = stream.decompress_vec(packed, &mut bytes, FlushDecompress::Finish);
    match status {
        Ok(Status::StreamEnd) => Ok(bytes),
        Ok(_) if bytes.len() == most => Err(format!("a chunk that unpacks to over {most} bytes")),
        Ok(_) => Err("a chunk whose compressed data end early".to_owned()),
        Err(error) => Err(format!("a chunk that does not unpack ({error})")),
    }
}
