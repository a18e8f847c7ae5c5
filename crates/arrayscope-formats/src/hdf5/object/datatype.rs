//! The type of an element, as the file describes it.
//!
//! Source: HDF5 File Format Specification 3.0, section IV.A.2.d.

use super::super::structure::{Cursor, Fault, Parsed, bytes_for, to_usize};

/// Types in types. Nobody nests as deep.
const MOST_LEVELS: usize = 16;

/// The type of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::hdf5) enum Datatype {
    Integer {
        nbytes: usize,
        is_signed: bool,
        is_big: bool,
        is_whole: bool,
    },
    Float {
        nbytes: usize,
        is_big: bool,
        bits: FloatBits,
    },
    Time {
        nbytes: usize,
    },
    /// A text of this many bytes.
    Text {
        nbytes: usize,
    },
    Bits {
        nbytes: usize,
        is_big: bool,
    },
    /// Bytes that only their writer understands.
    Opaque {
        nbytes: usize,
    },
    Compound {
        nbytes: usize,
        members: Vec<Member>,
    },
    Reference {
        nbytes: usize,
        is_object: bool,
    },
    /// Integers with names, each with its bytes.
    Enumeration {
        base: Box<Datatype>,
        names: Vec<(String, Vec<u8>)>,
    },
    /// Texts or lists of any length, which are elsewhere.
    Variable {
        nbytes: usize,
        is_text: bool,
    },
    Array {
        base: Box<Datatype>,
        shape: Vec<usize>,
    },
    /// A real and an imaginary part.
    Complex {
        part: Box<Datatype>,
    },
}

/// A named part of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::hdf5) struct Member {
    pub(in crate::hdf5) name: String,
    pub(in crate::hdf5) byte_offset: usize,
    pub(in crate::hdf5) datatype: Datatype,
}

/// Which bits of a float mean what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::hdf5) struct FloatBits {
    /// Where the lowest bit is, and how many there are.
    pub(in crate::hdf5) whole: (u16, u16),
    pub(in crate::hdf5) sign: u8,
    pub(in crate::hdf5) exponent: (u8, u8),
    pub(in crate::hdf5) mantissa: (u8, u8),
    pub(in crate::hdf5) bias: u32,
    /// Bytes in the order of the VAX, or a first digit that is not implied.
    pub(in crate::hdf5) is_odd: bool,
}

impl Datatype {
    /// Parses a message.
    pub(in crate::hdf5) fn parse(cursor: &mut Cursor<'_>) -> Parsed<Self> {
        Self::nested(cursor, 0)
    }

    /// Bytes of an element.
    pub(in crate::hdf5) fn nbytes(&self) -> usize {
        match self {
            Self::Integer { nbytes, .. }
            | Self::Float { nbytes, .. }
            | Self::Time { nbytes }
            | Self::Text { nbytes }
            | Self::Bits { nbytes, .. }
            | Self::Opaque { nbytes }
            | Self::Compound { nbytes, .. }
            | Self::Reference { nbytes, .. }
            | Self::Variable { nbytes, .. } => *nbytes,
            Self::Enumeration { base, .. } => base.nbytes(),
            Self::Array { base, shape } => {
                shape.iter().fold(base.nbytes(), |nbytes, &length| nbytes.saturating_mul(length))
            }
            Self::Complex { part } => part.nbytes().saturating_mul(2),
        }
    }

    fn nested(cursor: &mut Cursor<'_>, level: usize) -> Parsed<Self> {
        let at = cursor.at();
        if level > MOST_LEVELS {
            let expected = format!("at most {MOST_LEVELS} levels");
            return Err(Fault::malformed(at, "a type in a type in a type", expected));
        }
        let first = cursor.u8()?;
        let (class, version) = (first & 0xf, first >> 4);
        let flags = [cursor.u8()?, cursor.u8()?, cursor.u8()?];
        let nbytes = to_usize(u64::from(cursor.u32()?), at)?;
        if nbytes == 0 || nbytes > i32::MAX as usize {
            let found = format!("an element of {nbytes} bytes");
            return Err(Fault::malformed(at, found, "1 to 2147483647 bytes"));
        }
        let is_big = flags[0] & 1 != 0;
        let count = usize::from(u16::from_le_bytes([flags[0], flags[1]]));
        let datatype = match class {
            0 => Self::Integer {
                nbytes,
                is_signed: flags[0] & 8 != 0,
                is_big,
                is_whole: cursor.u16()? == 0 && usize::from(cursor.u16()?) == 8 * nbytes,
            },
            1 => Self::Float { nbytes, is_big, bits: FloatBits::parse(cursor, flags)? },
            2 => {
                cursor.take(2)?;
                Self::Time { nbytes }
            }
            3 => Self::Text { nbytes },
            4 => {
                cursor.take(4)?;
                Self::Bits { nbytes, is_big }
            }
            5 => {
                cursor.take(usize::from(flags[0]).next_multiple_of(8))?;
                Self::Opaque { nbytes }
            }
            6 => {
                let mut members = Vec::new();
                for _ in 0..count {
                    members.push(Member::parse(cursor, version, nbytes, level)?);
                }
                Self::Compound { nbytes, members }
            }
            7 => Self::Reference { nbytes, is_object: flags[0].trailing_zeros() >= 4 },
            8 => Self::enumeration(cursor, version, count, level)?,
            9 => {
                Self::nested(cursor, level + 1)?;
                Self::Variable { nbytes, is_text: flags[0] & 0xf == 1 }
            }
            10 => Self::array(cursor, version, level)?,
            11 => Self::Complex { part: Box::new(Self::nested(cursor, level + 1)?) },
            class => {
                let found = format!("a type of class {class}");
                return Err(Fault::malformed(at, found, "class 0 to 11"));
            }
        };
        if datatype.nbytes() != nbytes {
            let found = format!("an element of {nbytes} bytes");
            let expected = format!("{} bytes, as its parts have", datatype.nbytes());
            return Err(Fault::malformed(at, found, expected));
        }
        Ok(datatype)
    }

    fn enumeration(
        cursor: &mut Cursor<'_>,
        version: u8,
        count: usize,
        level: usize,
    ) -> Parsed<Self> {
        let base = Self::nested(cursor, level + 1)?;
        let names: Vec<String> =
            (0..count).map(|_| cursor.text(padding(version))).collect::<Parsed<_>>()?;
        let mut named = Vec::with_capacity(names.len());
        for name in names {
            named.push((name, cursor.take(base.nbytes())?.to_vec()));
        }
        Ok(Self::Enumeration { base: Box::new(base), names: named })
    }

    fn array(cursor: &mut Cursor<'_>, version: u8, level: usize) -> Parsed<Self> {
        let ndim = usize::from(cursor.u8()?);
        if version < 3 {
            cursor.take(3)?;
        }
        let shape = lengths(cursor, ndim)?;
        if version < 3 {
            // A permutation that was never used.
            lengths(cursor, ndim)?;
        }
        Ok(Self::Array { base: Box::new(Self::nested(cursor, level + 1)?), shape })
    }
}

impl Member {
    /// A part of an element of `whole` bytes.
    fn parse(cursor: &mut Cursor<'_>, version: u8, whole: usize, level: usize) -> Parsed<Self> {
        let name = cursor.text(padding(version))?;
        let at = cursor.at();
        let offset_nbytes = if version < 3 { 4 } else { bytes_for(whole as u64) };
        let byte_offset = to_usize(cursor.uint(offset_nbytes)?, at)?;
        let mut shape = Vec::new();
        if version == 1 {
            let ndim = usize::from(cursor.u8()?);
            cursor.take(11)?;
            shape = lengths(cursor, 4)?;
            shape.truncate(ndim);
        }
        let mut datatype = Datatype::nested(cursor, level + 1)?;
        if !shape.is_empty() {
            datatype = Datatype::Array { base: Box::new(datatype), shape };
        }
        let end = byte_offset.checked_add(datatype.nbytes());
        if end.is_none_or(|end| end > whole) {
            let found = format!("{} bytes at byte {byte_offset} of an element", datatype.nbytes());
            return Err(Fault::malformed(at, found, format!("a part of its {whole} bytes")));
        }
        Ok(Self { name, byte_offset, datatype })
    }
}

impl FloatBits {
    fn parse(cursor: &mut Cursor<'_>, flags: [u8; 3]) -> Parsed<Self> {
        let implied = flags[0] >> 4 & 3 == 2;
        Ok(Self {
            whole: (cursor.u16()?, cursor.u16()?),
            sign: flags[1],
            exponent: (cursor.u8()?, cursor.u8()?),
            mantissa: (cursor.u8()?, cursor.u8()?),
            bias: cursor.u32()?,
            is_odd: flags[0] & 0x40 != 0 || !implied,
        })
    }

    /// Those of a float of IEEE 754, or that is made like one.
    pub(in crate::hdf5) fn like_ieee(exponent: u8, mantissa: u8) -> Self {
        let bits = 1 + exponent + mantissa;
        Self {
            whole: (0, u16::from(bits)),
            sign: bits - 1,
            exponent: (mantissa, exponent),
            mantissa: (0, mantissa),
            bias: (1 << (exponent - 1)) - 1,
            is_odd: false,
        }
    }
}

fn lengths(cursor: &mut Cursor<'_>, ndim: usize) -> Parsed<Vec<usize>> {
    let at = cursor.at();
    (0..ndim).map(|_| to_usize(u64::from(cursor.u32()?), at)).collect()
}

/// Names are filled up to a multiple of this.
fn padding(version: u8) -> usize {
    if version < 3 { 8 } else { 1 }
}
