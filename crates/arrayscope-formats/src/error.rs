//! What can go wrong between a path and an array.

use crate::place::Place;
use crate::printable::printable;

/// The result of everything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The formats that this program reads, as messages list them.
fn readable() -> String {
    let formats = [
        (".npy, .npz, CSV, TSV, safetensors, GGUF, .pt, NIfTI, classic NetCDF, PNG", true),
        ("JPEG", cfg!(feature = "jpeg")),
        ("TIFF", cfg!(feature = "tiff")),
        ("HDF5, NetCDF-4", cfg!(feature = "hdf5")),
        ("Zarr", cfg!(feature = "zarr")),
        ("Parquet", cfg!(feature = "columns")),
        ("Arrow", cfg!(feature = "columns")),
    ];
    formats.iter().filter(|(_, is_in)| *is_in).map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Why a file could not be opened, read or written.
///
/// Messages are lower case and say what was found and what would work; the
/// address stands last.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused.
    #[error("cannot {action}: {source}: {}", printable(path))]
    Io {
        /// What was attempted, as in "open the file".
        action: &'static str,
        /// The path.
        path: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The array was read, but what was asked of it does not fit.
    #[error("{source}: {}", printable(address))]
    Core {
        /// The address.
        address: String,
        /// What the core said.
        source: arrayscope_core::Error,
    },
    /// The first bytes belong to no format that arrayscope knows.
    #[error(
        "not recognised: found {found}, readable formats are {}: {}",
        readable(),
        printable(path)
    )]
    Unrecognised {
        /// The first bytes, described.
        found: String,
        /// The path.
        path: String,
    },
    /// The format is known, but not readable in this version.
    #[error("is {format}; this version reads {}: {}", readable(), printable(path))]
    NotReadable {
        /// The format with its article, as in "a PNG image".
        format: &'static str,
        /// The path.
        path: String,
    },
    /// The format is one that this program could read, had it not been left out.
    #[error(
        "is {format}, and this program was built without the feature {feature} that reads it: {}",
        printable(path)
    )]
    CompiledOut {
        /// The format with its article.
        format: &'static str,
        /// The cargo feature.
        feature: &'static str,
        /// The path.
        path: String,
    },
    /// The bytes contradict the format.
    #[error("{} is malformed at byte {byte_offset}: found {found}, expected {expected}: {place}", place.format)]
    Malformed {
        /// Where.
        place: Box<Place>,
        /// The offset of the first byte that does not fit: in the file, or in
        /// the uncompressed member where the place names one.
        byte_offset: u64,
        /// What stands there.
        found: String,
        /// What would work.
        expected: String,
    },
    /// The file is in order, but uses something that arrayscope does not read.
    #[error("{found}, which arrayscope does not read: {supported}: {place}")]
    Unsupported {
        /// Where.
        place: Box<Place>,
        /// What the file uses.
        found: String,
        /// Why, and what is supported.
        supported: String,
    },
    /// A chunk of an array cannot be read or decoded.
    #[error("chunk {} cannot be read: {because}: {place}", crate::printable::quoted(chunk))]
    Chunk {
        /// The array.
        place: Box<Place>,
        /// The chunk, by its key or index.
        chunk: String,
        /// What was found, and what would work.
        because: String,
    },
    /// The file asks for far more memory than its own size makes credible.
    #[error(
        "refused to unpack {declared} bytes out of {stored} stored bytes: more than 4 GiB and over 1000 × what is stored is not credible: {place}"
    )]
    Bomb {
        /// Where.
        place: Box<Place>,
        /// Bytes that the contents claim to be, or already are.
        declared: u64,
        /// Bytes that the file holds.
        stored: u64,
    },
    /// As [`Bomb`](Self::Bomb), judged by some of an array's chunks.
    #[error(
        "refused to read an array of {declared} bytes in {count} chunks, of which {looked_at}, spread over all, have {stored} stored bytes: more than 4 GiB and over 1000 × what is stored is not credible: {place}"
    )]
    BombOfChunks {
        /// Where.
        place: Box<Place>,
        /// Bytes that the array claims to be.
        declared: u64,
        /// Chunks that it has.
        count: u64,
        /// Those that were looked at.
        looked_at: u64,
        /// Bytes that the file holds of these.
        stored: u64,
    },
    /// A table would need more memory than the options allow.
    #[error(
        "the table needs more than {max_bytes} bytes of memory; --max-table-bytes allows more: {place}"
    )]
    TableTooLarge {
        /// Where.
        place: Box<Place>,
        /// The limit.
        max_bytes: u64,
    },
    /// A line of a table does not fit.
    #[error("cannot read this text as a table: line {line}: {found}; {help}: {place}")]
    Table {
        /// Where.
        place: Box<Place>,
        /// The line of the (uncompressed) text, counted from 1.
        line: u64,
        /// What is odd.
        found: String,
        /// What would work: the flag that helps.
        help: String,
    },
    /// The container has no such member.
    #[error(
        "there is no member {}; {}: {}",
        crate::printable::quoted(member),
        listed(members),
        printable(path)
    )]
    NoSuchMember {
        /// The path.
        path: String,
        /// The member asked for.
        member: String,
        /// What there is.
        members: Vec<String>,
    },
    /// Several arrays, and none was named.
    #[error("holds {} arrays and none was named; {}; name one as in {}::{}: {}",
        members.len(), listed(members), printable(path), members.first().map_or_else(String::new, |m| printable(m)), printable(path))]
    SeveralArrays {
        /// The path.
        path: String,
        /// What there is.
        members: Vec<String>,
    },
    /// The container is empty.
    #[error("holds no arrays: {}", printable(path))]
    NoArrays {
        /// The path.
        path: String,
    },
    /// A window that does not lie inside the array.
    #[error(
        "window {asked} does not fit an array of shape {shape}: each axis needs start <= stop <= length: {place}"
    )]
    Window {
        /// Where.
        place: Box<Place>,
        /// The window, as text.
        asked: String,
        /// The array's shape, as text.
        shape: String,
    },
    /// The text is not an address.
    #[error(
        "not an address: {reason}; an address is path::member[index], as in run.npz::x_train[3, ..., ::2]: {}",
        printable(text)
    )]
    Address {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An option for reading that cannot be understood.
    #[error("{option} cannot be {found}: {expected}")]
    Option {
        /// The option, as its flag is called.
        option: &'static str,
        /// What was given.
        found: String,
        /// What would work.
        expected: String,
    },
    /// Values that the format of the output cannot hold.
    #[error("cannot write {what} as {format}: {expected}: {}", printable(path))]
    Unwritable {
        /// The values.
        what: String,
        /// The format of the output.
        format: &'static str,
        /// What would work.
        expected: String,
        /// The path.
        path: String,
    },
}

/// "the arrays are a, b, c", cut after 20 names.
fn listed(members: &[String]) -> String {
    const MOST: usize = 20;
    if members.is_empty() {
        return "there are none".to_owned();
    }
    let names: Vec<String> = members.iter().take(MOST).map(|name| printable(name)).collect();
    let more = members.len().saturating_sub(MOST);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("there are {}{tail}", names.join(", "))
}
