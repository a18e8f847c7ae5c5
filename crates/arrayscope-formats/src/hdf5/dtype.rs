//! HDF5's types as dtypes, as h5py has them.

use arrayscope_core::DType;
use arrayscope_core::dtype::{ByteOrder, Field, Structure};

use super::object::{Datatype, FloatBits, Member};
use super::structure::Fault;

/// Fields of a structured dtype, as in `.npy`.
const MOST_FIELDS: usize = 4096;

/// A dtype, and what the file adds to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) dtype: DType,
    pub(super) byte_order: ByteOrder,
    /// Axes inside of an element, which follow those of the dataset.
    pub(super) shape: Vec<usize>,
    /// The names of an enumeration's values: `0 = land`.
    pub(super) names: Vec<String>,
}

/// The dtype of a type, or why there is none.
pub(super) fn typed(datatype: &Datatype) -> Result<Typed, Fault> {
    if let Datatype::Array { base, shape } = datatype {
        let mut inner = typed(base)?;
        inner.shape.splice(0..0, shape.iter().copied());
        return Ok(inner);
    }
    let (dtype, is_big) = match datatype {
        Datatype::Enumeration { base, names } => return enumeration(base, names),
        Datatype::Compound { nbytes, members } => compound(*nbytes, members)?,
        Datatype::Complex { part } => complex(part)
            .ok_or_else(|| refused(datatype, "complex numbers of float32 and float64 are read"))?,
        plain => plain_dtype(plain)?,
    };
    let byte_order = match is_big {
        _ if !dtype.has_byte_order() => ByteOrder::NotApplicable,
        true => ByteOrder::Big,
        false => ByteOrder::Little,
    };
    Ok(Typed { dtype, byte_order, shape: Vec::new(), names: Vec::new() })
}

/// The dtype of a type without parts, and whether its bytes are big-endian.
fn plain_dtype(datatype: &Datatype) -> Result<(DType, bool), Fault> {
    let numbers = "integers of 8 to 64 bits and floats of IEEE 754 are read";
    Ok(match datatype {
        Datatype::Integer { nbytes, is_signed, is_big, is_whole: true } => {
            let dtype = integer(*nbytes, *is_signed);
            (dtype.ok_or_else(|| refused(datatype, numbers))?, *is_big)
        }
        Datatype::Bits { nbytes, is_big } => {
            (integer(*nbytes, false).ok_or_else(|| refused(datatype, numbers))?, *is_big)
        }
        Datatype::Float { bits, is_big, .. } => {
            (float(bits).ok_or_else(|| refused(datatype, numbers))?, *is_big)
        }
        Datatype::Text { nbytes } => (DType::Bytes { len: *nbytes }, false),
        Datatype::Opaque { nbytes } | Datatype::Time { nbytes } => {
            (DType::Raw { len: *nbytes }, false)
        }
        Datatype::Variable { is_text: true, .. } => {
            return Err(refused(datatype, "texts of a fixed number of bytes are read"));
        }
        Datatype::Variable { .. } => {
            return Err(refused(datatype, "arrays have elements of one size"));
        }
        Datatype::Reference { .. } => {
            return Err(refused(datatype, "references are not followed"));
        }
        _ => return Err(refused(datatype, numbers)),
    })
}

/// A refusal of a type.
fn refused(datatype: &Datatype, supported: &str) -> Fault {
    Fault::unsupported(format!("elements that are {}", described(datatype)), supported)
}

/// A type in words.
fn described(datatype: &Datatype) -> String {
    match datatype {
        Datatype::Integer { nbytes, is_whole: false, .. } => {
            format!("integers of {nbytes} bytes of which some bits are unused")
        }
        Datatype::Integer { nbytes, .. } => format!("integers of {nbytes} bytes"),
        Datatype::Bits { nbytes, .. } => format!("bits in {nbytes} bytes"),
        Datatype::Float { bits, .. } => {
            format!("floats of {} bits, {} of them the exponent", bits.whole.1, bits.exponent.1)
        }
        Datatype::Variable { is_text: true, .. } => "texts of any length".to_owned(),
        Datatype::Variable { .. } => "lists of any length".to_owned(),
        Datatype::Reference { .. } => "references to other objects".to_owned(),
        Datatype::Enumeration { base, .. } => format!("names of {}", described(base)),
        Datatype::Complex { part } => format!("complex numbers of {}", described(part)),
        _ => "of a type without a dtype".to_owned(),
    }
}

fn integer(nbytes: usize, is_signed: bool) -> Option<DType> {
    Some(match (nbytes, is_signed) {
        (1, true) => DType::I8,
        (2, true) => DType::I16,
        (4, true) => DType::I32,
        (8, true) => DType::I64,
        (1, false) => DType::U8,
        (2, false) => DType::U16,
        (4, false) => DType::U32,
        (8, false) => DType::U64,
        _ => return None,
    })
}

/// The float with these bits. The two of one byte differ from IEEE 754 in what their
/// largest exponent means, not in where it is.
fn float(bits: &FloatBits) -> Option<DType> {
    let like = |exponent, mantissa| *bits == FloatBits::like_ieee(exponent, mantissa);
    match bits.whole.1 {
        64 if like(11, 52) => Some(DType::F64),
        32 if like(8, 23) => Some(DType::F32),
        16 if like(5, 10) => Some(DType::F16),
        16 if like(8, 7) => Some(DType::BF16),
        8 if like(4, 3) => Some(DType::F8E4M3),
        8 if like(5, 2) => Some(DType::F8E5M2),
        _ => None,
    }
}

/// An enumeration is its integers; one of FALSE and TRUE is h5py's bool.
fn enumeration(base: &Datatype, names: &[(String, Vec<u8>)]) -> Result<Typed, Fault> {
    let mut inner = typed(base)?;
    let is_bool = inner.dtype.itemsize() == 1
        && names.len() == 2
        && names.iter().any(|(name, value)| name == "FALSE" && value == &[0])
        && names.iter().any(|(name, value)| name == "TRUE" && value == &[1]);
    if is_bool {
        inner.dtype = DType::Bool;
        return Ok(inner);
    }
    let number = |value: &[u8]| {
        let mut bytes = value.to_vec();
        if inner.byte_order == ByteOrder::Big {
            bytes.reverse();
        }
        let is_negative = inner.dtype.class() == arrayscope_core::dtype::Class::Signed
            && bytes.last().is_some_and(|&last| last >= 0x80);
        bytes.resize(8, if is_negative { 0xff } else { 0 });
        let bits = u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        if is_negative { bits.cast_signed().to_string() } else { bits.to_string() }
    };
    inner.names = names.iter().map(|(name, value)| format!("{} = {name}", number(value))).collect();
    Ok(inner)
}

/// A structured dtype, or h5py's complex numbers: a float `r` and a float `i`.
fn compound(nbytes: usize, members: &[Member]) -> Result<(DType, bool), Fault> {
    if let [re, im] = members
        && (re.name.as_str(), im.name.as_str()) == ("r", "i")
        && re.datatype == im.datatype
        && (re.byte_offset, im.byte_offset) == (0, re.datatype.nbytes())
        && nbytes == 2 * re.datatype.nbytes()
        && let Some(complex) = complex(&re.datatype)
    {
        return Ok(complex);
    }
    if members.len() > MOST_FIELDS || members.is_empty() {
        let found = format!("elements of {} fields", members.len());
        return Err(Fault::unsupported(found, format!("1 to {MOST_FIELDS} fields are read")));
    }
    let mut fields = Vec::with_capacity(members.len());
    for Member { name, byte_offset, datatype } in members {
        let Typed { dtype, byte_order, shape, .. } = typed(datatype).map_err(|fault| {
            let Fault::Unsupported { found, supported } = fault else { return fault };
            let found = format!("the field {} with {found}", crate::printable::quoted(name));
            Fault::unsupported(found, supported)
        })?;
        let (name, byte_offset) = (name.clone(), *byte_offset);
        fields.push(Field { name, dtype, byte_order, byte_offset, shape });
    }
    Ok((DType::Structured(Structure { itemsize: nbytes, fields }.into()), false))
}

/// Complex numbers of a kind of floats.
fn complex(part: &Datatype) -> Option<(DType, bool)> {
    let (dtype, is_big) = plain_dtype(part).ok()?;
    match dtype {
        DType::F32 => Some((DType::Complex64, is_big)),
        DType::F64 => Some((DType::Complex128, is_big)),
        _ => None,
    }
}
