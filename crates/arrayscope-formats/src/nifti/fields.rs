//! Where the fields of the two versions of the header are, in which width and order.

use arrayscope_core::dtype::ByteOrder;

use crate::error::Result;
use crate::place::Place;

/// Where the fields of a version are.
pub(super) struct Fields {
    pub(super) version: u8,
    pub(super) magic: usize,
    pub(super) dim: usize,
    pub(super) datatype: usize,
    pub(super) vox_offset: usize,
    pub(super) scl_slope: usize,
    pub(super) scl_inter: usize,
    pub(super) units: usize,
    /// Bytes before the voxels at least: the header and four bytes of extension.
    pub(super) first_voxel: u64,
}

const VERSION_1: Fields = Fields {
    version: 1,
    magic: 344,
    dim: 40,
    datatype: 70,
    vox_offset: 108,
    scl_slope: 112,
    scl_inter: 116,
    units: 123,
    first_voxel: 352,
};

const VERSION_2: Fields = Fields {
    version: 2,
    magic: 4,
    dim: 16,
    datatype: 12,
    vox_offset: 168,
    scl_slope: 176,
    scl_inter: 184,
    units: 500,
    first_voxel: 544,
};

/// The bytes of a header, read at offsets in its byte order.
pub(super) struct Bytes<'a> {
    start: &'a [u8],
    pub(super) byte_order: ByteOrder,
    pub(super) fields: &'a Fields,
}

impl<'a> Bytes<'a> {
    /// Recognises version and byte order.
    pub(super) fn of(start: &'a [u8], place: &Place) -> Result<Self> {
        for (length, fields) in [(348_u32, &VERSION_1), (540, &VERSION_2)] {
            for byte_order in [ByteOrder::Little, ByteOrder::Big] {
                let bytes = Self { start, byte_order, fields };
                if u32::from_ne_bytes(bytes.array(0)) != length {
                    continue;
                }
                if start.len() < length as usize {
                    let expected = format!("a header of {length} bytes");
                    return Err(crate::npy::ended(place, start.len() as u64, &expected));
                }
                let magic: [u8; 4] = bytes.raw(fields.magic);
                if magic != [b'n', b'+', b'0' + fields.version, 0] {
                    let found = crate::npy::described(&magic);
                    let expected = format!("the magic n+{}\\0", fields.version);
                    return Err(place.malformed(fields.magic as u64, found, expected));
                }
                return Ok(bytes);
            }
        }
        let found = crate::npy::described(&start[..start.len().min(4)]);
        Err(place.malformed(0, found, "the length of the header, 348 or 540"))
    }

    /// The bytes at an offset, zero where there are none: [`Bytes::of`] saw the length.
    pub(super) fn raw<const N: usize>(&self, at: usize) -> [u8; N] {
        let mut bytes = [0; N];
        if let Some(found) = self.start.get(at..at + N) {
            bytes.copy_from_slice(found);
        }
        bytes
    }

    /// The bytes of a number, in the order of the machine.
    pub(super) fn array<const N: usize>(&self, at: usize) -> [u8; N] {
        let mut bytes = self.raw(at);
        if self.byte_order != ByteOrder::NATIVE {
            bytes.reverse();
        }
        bytes
    }

    pub(super) fn i16(&self, at: usize) -> i16 {
        i16::from_ne_bytes(self.array(at))
    }

    pub(super) fn is_first(&self) -> bool {
        self.fields.version == 1
    }

    /// The entry of `dim`.
    pub(super) fn dim(&self, index: usize) -> (u64, i64) {
        let width = if self.is_first() { 2 } else { 8 };
        let at = self.fields.dim + index * width;
        let value =
            if self.is_first() { self.i16(at).into() } else { i64::from_ne_bytes(self.array(at)) };
        (at as u64, value)
    }

    /// A field that is a float in version 1 and a double in version 2.
    pub(super) fn real(&self, at: usize) -> f64 {
        if self.is_first() {
            f32::from_ne_bytes(self.array(at)).into()
        } else {
            f64::from_ne_bytes(self.array(at))
        }
    }
}
