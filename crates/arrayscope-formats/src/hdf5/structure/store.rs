//! The bytes of the file by HDF5's addresses.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::checksum::lookup3;
use super::cursor::{Cursor, Sizes};
use super::fault::{Fault, Parsed};
use crate::io::{File, ReadAt as _};

/// Bytes of one structure: a node of an index, a heap, the bytes of a message.
const LONGEST_STRUCTURE: u64 = 16 << 20;

/// Bytes of structures that are read beyond once the whole file: some are read again,
/// and small files must be able to be read at all.
const SPARE_BYTES: u64 = 16 << 20;

/// The file, read by address.
#[derive(Clone, Debug)]
pub(in crate::hdf5) struct Store {
    file: Arc<File>,
    /// Where address 0 is in the file: behind a user block.
    base: u64,
    /// Bytes from there to the end of the file.
    nbytes: u64,
    pub(in crate::hdf5) sizes: Sizes,
    /// Bytes of structures that may still be read. Structures that refer to each other in
    /// circles, or to the same bytes over and over, come to its end.
    budget: Arc<AtomicU64>,
}

/// A structure in memory.
#[derive(Debug)]
pub(in crate::hdf5) struct Block {
    bytes: Vec<u8>,
    /// Where it is in the file.
    at: u64,
    sizes: Sizes,
}

impl Store {
    /// The part of a file of `stored` bytes behind `base`.
    pub(in crate::hdf5) fn new(file: &Arc<File>, base: u64, stored: u64, sizes: Sizes) -> Self {
        let nbytes = stored.saturating_sub(base);
        let budget = Arc::new(AtomicU64::new(nbytes.saturating_add(SPARE_BYTES)));
        Self { file: Arc::clone(file), base, nbytes, sizes, budget }
    }

    /// The same bytes, for another task with a budget of its own.
    pub(in crate::hdf5) fn renewed(&self) -> Self {
        Self::new(&self.file, self.base, self.base + self.nbytes, self.sizes)
    }

    pub(in crate::hdf5) fn file(&self) -> &Arc<File> {
        &self.file
    }

    /// Bytes behind address 0.
    pub(in crate::hdf5) fn nbytes(&self) -> u64 {
        self.nbytes
    }

    /// Where an address is in the file, for messages.
    pub(in crate::hdf5) fn at(&self, address: u64) -> u64 {
        self.base.saturating_add(address)
    }

    /// Refuses a range of addresses that the file does not have.
    pub(in crate::hdf5) fn check(&self, address: u64, nbytes: u64, what: &str) -> Parsed<()> {
        if address.checked_add(nbytes).is_some_and(|end| end <= self.nbytes) {
            return Ok(());
        }
        let found = format!("{nbytes} bytes of {what} at address {address}");
        let expected = format!("a place in the file, which ends at address {}", self.nbytes);
        Err(Fault::malformed(self.at(address), found, expected))
    }

    /// A structure.
    pub(in crate::hdf5) fn block(&self, address: u64, nbytes: u64, what: &str) -> Parsed<Block> {
        self.check(address, nbytes, what)?;
        if nbytes > LONGEST_STRUCTURE {
            let found = format!("{nbytes} bytes of {what}");
            let expected = format!("at most {LONGEST_STRUCTURE} bytes");
            return Err(Fault::malformed(self.at(address), found, expected));
        }
        let spend = |left: u64| left.checked_sub(nbytes);
        if self.budget.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend).is_err() {
            let found = "structures that are read more often than the file is long";
            return Err(Fault::malformed(self.at(address), found, "structures without circles"));
        }
        let bytes = self.read(address, nbytes)?;
        Ok(Block { bytes, at: self.at(address), sizes: self.sizes })
    }

    /// A structure that ends with its checksum, which is compared.
    pub(in crate::hdf5) fn checked(&self, address: u64, nbytes: u64, what: &str) -> Parsed<Block> {
        let mut block = self.block(address, nbytes, what)?;
        let length = block.bytes.len();
        let Some((content, sum)) = block.bytes.split_last_chunk::<4>() else {
            return Err(Fault::malformed(
                block.at,
                format!("{length} bytes of {what}"),
                "a checksum",
            ));
        };
        let (sum, found) = (u32::from_le_bytes(*sum), lookup3(content));
        if !crate::limits::checksum_agrees(found, sum) {
            let found = format!("{what} with the checksum {found:08x}");
            return Err(Fault::malformed(block.at, found, format!("{sum:08x}, as it was written")));
        }
        block.bytes.truncate(length - 4);
        Ok(block)
    }

    /// Bytes that the file has, and that no budget counts.
    pub(in crate::hdf5) fn read(&self, address: u64, nbytes: u64) -> Parsed<Vec<u8>> {
        self.check(address, nbytes, "data")?;
        // No more than the file has.
        let mut bytes = vec![0; super::cursor::to_usize(nbytes, self.at(address))?];
        let got = self.file.read_full_at(&mut bytes, self.at(address));
        let got = got.map_err(|error| Fault::Io(error.to_string()))?;
        if got < bytes.len() {
            let expected = "data: the file was cut while it was open";
            return Err(Fault::malformed(
                self.at(address) + got as u64,
                "the end of the file",
                expected,
            ));
        }
        Ok(bytes)
    }
}

impl Block {
    /// Bytes that were found in another structure.
    pub(in crate::hdf5) fn within(bytes: Vec<u8>, at: u64, sizes: Sizes) -> Self {
        Self { bytes, at, sizes }
    }

    /// At its first byte.
    pub(in crate::hdf5) fn cursor(&self) -> Cursor<'_> {
        Cursor::new(&self.bytes, self.at, self.sizes)
    }

    pub(in crate::hdf5) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
