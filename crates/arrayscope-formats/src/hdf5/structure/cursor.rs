//! Fields of a structure, one after the other.

use super::fault::{Fault, Parsed};

/// Bytes of an address and of a length, which each file chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::hdf5) struct Sizes {
    pub(in crate::hdf5) address: usize,
    pub(in crate::hdf5) length: usize,
}

/// A position in the bytes of a structure. Numbers are little-endian.
#[derive(Clone, Debug)]
pub(in crate::hdf5) struct Cursor<'a> {
    rest: &'a [u8],
    /// Where the rest starts in the file.
    at: u64,
    sizes: Sizes,
}

impl<'a> Cursor<'a> {
    /// At the first of some bytes, which lie at `at` in the file.
    pub(in crate::hdf5) fn new(bytes: &'a [u8], at: u64, sizes: Sizes) -> Self {
        Self { rest: bytes, at, sizes }
    }

    /// Where the next byte is in the file.
    pub(in crate::hdf5) fn at(&self) -> u64 {
        self.at
    }

    /// How long addresses and lengths are.
    pub(in crate::hdf5) fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// What has not been taken.
    pub(in crate::hdf5) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next bytes.
    pub(in crate::hdf5) fn take(&mut self, count: usize) -> Parsed<&'a [u8]> {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            let missing = count - self.rest.len();
            return Err(Fault::malformed(
                self.at + self.rest.len() as u64,
                "the end of the structure",
                format!("{missing} more bytes"),
            ));
        };
        self.rest = rest;
        self.at += count as u64;
        Ok(taken)
    }

    /// A cursor over the next bytes alone.
    pub(in crate::hdf5) fn part(&mut self, count: usize) -> Parsed<Self> {
        let at = self.at;
        Ok(Self { rest: self.take(count)?, at, sizes: self.sizes })
    }

    /// An unsigned integer of up to eight bytes.
    pub(in crate::hdf5) fn uint(&mut self, nbytes: usize) -> Parsed<u64> {
        if nbytes > 8 {
            let found = format!("an integer of {nbytes} bytes");
            return Err(Fault::malformed(self.at, found, "at most 8 bytes"));
        }
        let mut bytes = [0; 8];
        bytes[..nbytes].copy_from_slice(self.take(nbytes)?);
        Ok(u64::from_le_bytes(bytes))
    }

    pub(in crate::hdf5) fn u8(&mut self) -> Parsed<u8> {
        Ok(self.take(1)?[0])
    }

    pub(in crate::hdf5) fn u16(&mut self) -> Parsed<u16> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    pub(in crate::hdf5) fn u32(&mut self) -> Parsed<u32> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn array<const N: usize>(&mut self) -> Parsed<[u8; N]> {
        let mut bytes = [0; N];
        bytes.copy_from_slice(self.take(N)?);
        Ok(bytes)
    }

    /// A count of two bytes.
    pub(in crate::hdf5) fn count(&mut self) -> Parsed<usize> {
        Ok(usize::from(self.u16()?))
    }

    /// An address; `None` where all of its bits are set, which means nowhere.
    pub(in crate::hdf5) fn address(&mut self) -> Parsed<Option<u64>> {
        let nbytes = self.sizes.address;
        let address = self.uint(nbytes)?;
        Ok(Some(address).filter(|&address| address != u64::MAX >> (64 - 8 * nbytes)))
    }

    /// An address that must lead somewhere.
    pub(in crate::hdf5) fn known_address(&mut self, what: &str) -> Parsed<u64> {
        let at = self.at;
        self.address()?.ok_or_else(|| Fault::malformed(at, format!("no {what}"), "its address"))
    }

    pub(in crate::hdf5) fn length(&mut self) -> Parsed<u64> {
        self.uint(self.sizes.length)
    }

    /// The four letters that a structure starts with.
    pub(in crate::hdf5) fn signature(&mut self, letters: [u8; 4]) -> Parsed<()> {
        let at = self.at;
        let found = self.take(4)?;
        if found == letters.as_slice() {
            return Ok(());
        }
        let expected = format!("{}, the start of a structure", letters.escape_ascii());
        Err(Fault::malformed(at, crate::npy::described(found), expected))
    }

    /// A number of the version among those that are known.
    pub(in crate::hdf5) fn version(&mut self, known: &[u8], what: &str) -> Parsed<u8> {
        let at = self.at;
        let version = self.u8()?;
        if known.contains(&version) {
            return Ok(version);
        }
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        let found = format!("version {version} of {what}");
        Err(Fault::malformed(at, found, format!("version {}", known.join(", "))))
    }

    /// A text up to a zero byte, which is taken with it, and with what fills it up to a
    /// multiple of `multiple` bytes.
    pub(in crate::hdf5) fn text(&mut self, multiple: usize) -> Parsed<String> {
        let Some(length) = self.rest.iter().position(|&byte| byte == 0) else {
            return Err(Fault::malformed(self.at, "a name without an end", "a zero byte"));
        };
        let bytes = self.take((length + 1).next_multiple_of(multiple))?;
        Ok(String::from_utf8_lossy(&bytes[..length]).into_owned())
    }
}

/// Bytes that hold every number up to `most`, as HDF5 counts them.
pub(in crate::hdf5) fn bytes_for(most: u64) -> usize {
    most.checked_ilog2().unwrap_or(0) as usize / 8 + 1
}

/// A number of the file as one of memory.
pub(in crate::hdf5) fn to_usize(number: u64, at: u64) -> Parsed<usize> {
    usize::try_from(number).map_err(|_| {
        Fault::malformed(at, number.to_string(), "a number that fits in memory addresses")
    })
}
