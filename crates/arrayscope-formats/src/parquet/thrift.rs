//! Thrift's compact protocol, as far as Parquet's headers are written in it.
//!
//! Source: `doc/specs/thrift-compact-protocol.md` of Apache Thrift.

/// Structures inside of structures. Parquet nests six.
const DEEPEST: usize = 32;

/// What stands behind the header of a field or in front of the elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    True,
    False,
    Byte,
    /// Of 16, 32 or 64 bits: all are written alike.
    Integer,
    Double,
    Binary,
    List,
    Map,
    Struct,
}

impl Kind {
    fn of(code: u8) -> Option<Self> {
        Some(match code {
            1 => Self::True,
            2 => Self::False,
            3 => Self::Byte,
            4..=6 => Self::Integer,
            7 => Self::Double,
            8 => Self::Binary,
            9 | 10 => Self::List,
            11 => Self::Map,
            12 => Self::Struct,
            _ => return None,
        })
    }
}

/// What does not fit, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) found: &'static str,
    pub(super) expected: &'static str,
}

pub(super) type Result<T> = std::result::Result<T, Broken>;

/// A reader of bytes that are held. Nothing that it gives is larger than they are.
#[derive(Clone, Debug)]
pub(super) struct Thrift<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Thrift<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn broken<T>(&self, found: &'static str, expected: &'static str) -> Result<T> {
        Err(Broken { at: self.at, found, expected })
    }

    pub(super) fn byte(&mut self) -> Result<u8> {
        let Some(&byte) = self.bytes.get(self.at) else {
            return self.broken(ENDED, "more of the header");
        };
        self.at += 1;
        Ok(byte)
    }

    fn unsigned(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        self.broken("an integer of more than ten bytes", "at most ten")
    }

    /// An integer of a field of the kind [`Kind::Integer`].
    pub(super) fn integer(&mut self) -> Result<i64> {
        let value = self.unsigned()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// An integer that counts or measures something.
    pub(super) fn count(&mut self) -> Result<u64> {
        let value = self.integer()?;
        u64::try_from(value).or_else(|_| self.broken("a negative number", "0 or more"))
    }

    /// Text or bytes.
    pub(super) fn binary(&mut self) -> Result<&'a [u8]> {
        let length = self.unsigned()?;
        let end = usize::try_from(length).ok().and_then(|length| self.at.checked_add(length));
        let Some(binary) = end.and_then(|end| self.bytes.get(self.at..end)) else {
            return self.broken("a text longer than the header", "a text inside of it");
        };
        self.at += binary.len();
        Ok(binary)
    }

    /// The kind and number of a list's elements; each takes a byte at least.
    pub(super) fn list(&mut self) -> Result<(Kind, usize)> {
        let head = self.byte()?;
        let count = if head >> 4 == 15 { self.unsigned()? } else { u64::from(head >> 4) };
        let left = self.bytes.len() - self.at;
        match (Kind::of(head & 15), usize::try_from(count)) {
            (Some(kind), Ok(count)) if count <= left => Ok((kind, count)),
            (None, _) => self.broken("a list of an unknown kind", "a kind of 1 to 12"),
            _ => self.broken("a list longer than the header", "a list inside of it"),
        }
    }

    /// The number and kind of the next field; `None` at the end of the structure. `last` is
    /// the number of the field before, 0 at first.
    pub(super) fn field(&mut self, last: &mut i64) -> Result<Option<(i64, Kind)>> {
        let head = self.byte()?;
        if head == 0 {
            return Ok(None);
        }
        *last = match head >> 4 {
            0 => self.integer()?,
            step => last.saturating_add(i64::from(step)),
        };
        match Kind::of(head & 15) {
            Some(kind) => Ok(Some((*last, kind))),
            None => self.broken("a field of an unknown kind", "a kind of 1 to 12"),
        }
    }

    /// Leaves out what a field holds.
    pub(super) fn skip(&mut self, kind: Kind) -> Result<()> {
        self.skip_at(kind, 0)
    }

    fn skip_at(&mut self, kind: Kind, depth: usize) -> Result<()> {
        if depth > DEEPEST {
            return self.broken("structures 33 levels deep", "at most 32 levels");
        }
        match kind {
            Kind::True | Kind::False => {}
            Kind::Byte => drop(self.byte()?),
            Kind::Integer => drop(self.unsigned()?),
            Kind::Double => {
                for _ in 0..8 {
                    self.byte()?;
                }
            }
            Kind::Binary => drop(self.binary()?),
            Kind::List => {
                let (kind, count) = self.list()?;
                for _ in 0..count {
                    self.element(kind, depth)?;
                }
            }
            Kind::Map => {
                let count = self.unsigned()?;
                if count > 0 {
                    let kinds = self.byte()?;
                    let (Some(key), Some(value)) = (Kind::of(kinds >> 4), Kind::of(kinds & 15))
                    else {
                        return self.broken("a map of an unknown kind", "kinds of 1 to 12");
                    };
                    for _ in 0..count {
                        self.element(key, depth)?;
                        self.element(value, depth)?;
                    }
                }
            }
            Kind::Struct => {
                let mut last = 0;
                while let Some((_, kind)) = self.field(&mut last)? {
                    self.skip_at(kind, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    /// Leaves out an element of a list: a truth value takes a byte there.
    fn element(&mut self, kind: Kind, depth: usize) -> Result<()> {
        match kind {
            Kind::True | Kind::False => self.byte().map(drop),
            kind => self.skip_at(kind, depth + 1),
        }
    }
}

pub(super) const ENDED: &str = "the end of the header";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_alternate_in_sign() {
        for (bytes, expected) in
            [(&[0][..], 0), (&[1], -1), (&[2], 1), (&[0xac, 0x02], 150), (&[0xab, 0x02], -150)]
        {
            assert_eq!(Thrift::new(bytes).integer().unwrap(), expected);
        }
        let longest = [&[0xff; 9][..], &[1]].concat();
        assert_eq!(Thrift::new(&longest).integer().unwrap(), i64::MIN);
        assert!(Thrift::new(&[0xff; 20]).integer().is_err());
    }

    #[test]
    fn what_is_left_out_is_bounded() {
        // Lists of lists, and structures of structures.
        assert!(Thrift::new(&[0x19; 5000]).skip(Kind::List).is_err());
        assert!(Thrift::new(&[0x1c; 5000]).skip(Kind::Struct).is_err());
        assert!(Thrift::new(&[0xf9, 0xff, 0xff, 0xff, 0xff, 0x0f]).list().is_err());
    }
}
