//! Numbers that stand for other numbers, and numbers that stand for none.
//!
//! Sources: CF Conventions 1.11, sections 2.5.1 and 8.1; netCDF User's Guide, appendix A
//! (`_Unsigned`). The dtypes of the results are those of `netCDF4` and NumPy.

mod given;
mod source;

use std::fmt;

use arrayscope_core::dtype::{ByteOrder, Class, DType, Element, Op};

pub(crate) use given::{Given, Numbers};
pub(crate) use source::PackedSource;

use crate::info::ArrayInfo;

/// Fill values that a dataset can have.
const MOST_FILLS: usize = 16;

/// value = stored × `scale_factor` + `add_offset`; a stored number that is one of the fills
/// is NaN.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Packing {
    pub(crate) scale: Option<f64>,
    pub(crate) offset: Option<f64>,
    /// The bytes of the fills, as they are stored.
    pub(crate) fills: Vec<Vec<u8>>,
    /// The fills as they are shown.
    shown: Vec<String>,
    /// What stored numbers are read as, where the file says that its signed numbers are not,
    /// or the other way round.
    pub(crate) stored: DType,
    /// The dtype of the values.
    pub(crate) dtype: DType,
}

impl Packing {
    /// What the attributes of an array of real numbers say, if they say anything.
    pub(crate) fn new(info: &ArrayInfo, given: &Given) -> Option<Self> {
        if !matches!(info.dtype.class(), Class::Signed | Class::Unsigned | Class::Float) {
            return None;
        }
        let stored = with_sign(&info.dtype, given.unsigned.as_deref());
        // A factor of float32 has values of float32, if that holds what is stored.
        let factor = |numbers: &Option<Numbers>| {
            let numbers = numbers.as_ref()?;
            Some((numbers.values().first().copied()?, numbers.dtype == DType::F32))
        };
        let (scale, offset) = (factor(&given.scale), factor(&given.offset));
        let mut found: Vec<(Vec<u8>, String)> = Vec::new();
        for fill in given.fills.iter().flat_map(|numbers| fills_of(numbers, info)) {
            let shown = stored.dispatch(Shown(&fill, info.byte_order)).unwrap_or_default();
            let is_news = !found.iter().any(|(bytes, _)| *bytes == fill);
            // NaN is what it will be read as.
            if is_news && shown != "NaN" && found.len() < MOST_FILLS {
                found.push((fill, shown));
            }
        }
        let (fills, shown): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let factors: Vec<_> = scale.iter().chain(&offset).collect();
        let says_nothing = factors.is_empty() && fills.is_empty() && stored == info.dtype;
        if says_nothing {
            return None;
        }
        let dtype = if factors.is_empty() && fills.is_empty() {
            stored.clone()
        } else {
            result(&stored, factors.iter().map(|(_, is_single)| *is_single))
        };
        let (scale, offset) = (scale.map(|(n, _)| n), offset.map(|(n, _)| n));
        Some(Self { scale, offset, fills, shown, stored, dtype })
    }

    /// Whether stored numbers only have to be read with another sign.
    pub(crate) fn is_sign_only(&self) -> bool {
        self.scale.is_none() && self.offset.is_none() && self.fills.is_empty()
    }
}

impl fmt::Display for Packing {
    /// "stored × 0.5 + 10, −99 is NaN".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stored")?;
        if let Some(scale) = self.scale {
            write!(f, " × {scale}")?;
        }
        if let Some(offset) = self.offset {
            let sign = if offset.is_sign_negative() { '−' } else { '+' };
            write!(f, " {sign} {}", offset.abs())?;
        }
        if self.is_sign_only() {
            write!(f, " bits as {}", self.stored)?;
        }
        if let Some((last, others)) = self.shown.split_last() {
            let verb = if others.is_empty() { "is" } else { "are" };
            for fill in others {
                write!(f, ", {fill}")?;
            }
            write!(f, ", {last} {verb} NaN")?;
        }
        Ok(())
    }
}

/// The dtype as `_Unsigned` has it.
fn with_sign(dtype: &DType, unsigned: Option<&str>) -> DType {
    match (unsigned.map(str::to_lowercase).as_deref(), dtype) {
        (Some("true"), DType::I8) => DType::U8,
        (Some("true"), DType::I16) => DType::U16,
        (Some("true"), DType::I32) => DType::U32,
        (Some("true"), DType::I64) => DType::U64,
        (Some("false"), DType::U8) => DType::I8,
        (Some("false"), DType::U16) => DType::I16,
        (Some("false"), DType::U32) => DType::I32,
        (Some("false"), DType::U64) => DType::I64,
        _ => dtype.clone(),
    }
}

/// The dtype that NumPy gives stored numbers times factors, or with NaN among them.
fn result(stored: &DType, mut singles: impl Iterator<Item = bool>) -> DType {
    let fits_single = match stored.class() {
        Class::Float => stored.itemsize() <= 4,
        _ => stored.itemsize() <= 2,
    };
    match stored {
        _ if !fits_single || !singles.all(|is_single| is_single) => DType::F64,
        _ => DType::F32,
    }
}

/// The fill values of an attribute in the bytes of stored numbers; those that no stored
/// number can be are left out.
fn fills_of(theirs: &Numbers, info: &ArrayInfo) -> Vec<Vec<u8>> {
    let itemsize = info.dtype.itemsize();
    if theirs.dtype == info.dtype || is_same_integer(&theirs.dtype, &info.dtype) {
        let elements = theirs.bytes.chunks_exact(itemsize).take(MOST_FILLS);
        let turned = |element: &[u8]| {
            let mut bytes = element.to_vec();
            if theirs.byte_order != info.byte_order {
                bytes.reverse();
            }
            bytes
        };
        return elements.map(turned).collect();
    }
    let numbers = theirs.values().into_iter().take(MOST_FILLS);
    numbers.filter_map(|number| stored_bytes(number, info)).collect()
}

/// Whether two dtypes are integers that differ in their sign only.
fn is_same_integer(one: &DType, other: &DType) -> bool {
    let is_integer = |dtype: &DType| matches!(dtype.class(), Class::Signed | Class::Unsigned);
    is_integer(one) && is_integer(other) && one.itemsize() == other.itemsize()
}

/// A number in the bytes of a stored one, if it can be one.
fn stored_bytes(number: f64, info: &ArrayInfo) -> Option<Vec<u8>> {
    let is_whole = number.fract() == 0.0 && number.abs() < 9.0e15;
    let mut bytes = match info.dtype.class() {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
        Class::Signed | Class::Unsigned if is_whole => {
            let number = number as i64;
            let all = number.to_le_bytes();
            let (kept, cut) = all.split_at(info.dtype.itemsize());
            let sign = if number < 0 { 0xff } else { 0 };
            cut.iter().all(|&byte| byte == sign).then(|| kept.to_vec())?
        }
        #[expect(clippy::cast_possible_truncation, reason = "the nearest is what was meant")]
        Class::Float if info.dtype == DType::F32 => (number as f32).to_le_bytes().to_vec(),
        Class::Float if info.dtype == DType::F64 => number.to_le_bytes().to_vec(),
        _ => return None,
    };
    if info.byte_order == ByteOrder::Big {
        bytes.reverse();
    }
    Some(bytes)
}

/// A stored number as it is shown.
struct Shown<'a>(&'a [u8], ByteOrder);

impl Op for Shown<'_> {
    type Output = String;

    fn run<T: Element>(self) -> String {
        use arrayscope_core::kernel::Wide as _;
        let value = T::load(self.0, self.1).widen().to_f64();
        if value.is_nan() { "NaN".to_owned() } else { value.to_string() }
    }
}
