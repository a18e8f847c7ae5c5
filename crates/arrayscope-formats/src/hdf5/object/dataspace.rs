//! The shape of a dataset or attribute.
//!
//! Source: HDF5 File Format Specification 3.0, section IV.A.2.b.

use super::super::structure::{Cursor, Fault, Parsed};

/// Axes of HDF5; one more than anybody has used.
const MOST_AXES: usize = 32;

/// The shape, and what it may grow to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::hdf5) struct Dataspace {
    /// Whether there is no element at all, not even of an empty array.
    pub(in crate::hdf5) is_null: bool,
    pub(in crate::hdf5) shape: Vec<u64>,
    /// The most per axis; [`u64::MAX`] where there is no limit.
    pub(in crate::hdf5) most: Vec<u64>,
}

impl Dataspace {
    /// Parses a message.
    pub(in crate::hdf5) fn parse(cursor: &mut Cursor<'_>) -> Parsed<Self> {
        let version = cursor.version(&[1, 2], "a shape")?;
        let at = cursor.at();
        let ndim = usize::from(cursor.u8()?);
        let flags = cursor.u8()?;
        if ndim > MOST_AXES {
            let expected = format!("at most {MOST_AXES}");
            return Err(Fault::malformed(at, format!("{ndim} axes"), expected));
        }
        let kind = if version == 1 {
            cursor.take(5)?;
            u8::from(ndim > 0)
        } else {
            cursor.u8()?
        };
        let shape: Vec<u64> = (0..ndim).map(|_| cursor.length()).collect::<Parsed<_>>()?;
        let most = if flags & 1 == 0 { shape.clone() } else { limits(cursor, ndim)? };
        Ok(Self { is_null: kind == 2, shape, most })
    }

    /// How many elements there are.
    pub(in crate::hdf5) fn size(&self) -> Option<u64> {
        if self.is_null {
            return Some(0);
        }
        self.shape.iter().try_fold(1_u64, |size, &length| size.checked_mul(length))
    }
}

/// The most per axis. All bits set, of whatever length, means none.
fn limits(cursor: &mut Cursor<'_>, ndim: usize) -> Parsed<Vec<u64>> {
    let unlimited = u64::MAX >> (64 - 8 * cursor.sizes().length);
    let limits = (0..ndim).map(|_| cursor.length());
    limits.map(|most| most.map(|most| if most == unlimited { u64::MAX } else { most })).collect()
}
