//! Writing `.npy`.

use std::io::Write;
use std::path::Path;

use arrayscope_core::Array;
use arrayscope_core::dtype::{ByteOrder, DType, Structure};
use arrayscope_core::layout::shape_text;

use super::{atomically, failed, unwritable};
use crate::error::Result;
use crate::npy::MAGIC;

/// Bytes that magic, length and header together are a multiple of, so that the
/// elements of a mapped file are aligned.
const ALIGNMENT: usize = 64;

/// Writes an array as `.npy`, in C order and in the byte order that it has.
///
/// The version is 1.0 where the header fits in 65535 bytes of Latin-1, else 2.0,
/// or 3.0 for field names beyond Latin-1. Any layout is written; dates, text and
/// structured arrays too.
///
/// # Errors
/// [`Unwritable`](crate::Error::Unwritable) for bfloat16 and float8, which NumPy
/// does not know; otherwise what the system says.
///
/// ```
/// use arrayscope_formats::{Address, OpenOptions, write};
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("a.npy");
/// let array = arrayscope_core::Array::from_slice(&[1.5f32, 2.5], &[2])?;
/// write::npy(&path, &array)?;
/// let loaded = Address::from_path(&path).load(&OpenOptions::default())?;
/// assert_eq!(loaded.array.value(&[1])?.to_string(), "2.5");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn npy(path: &Path, array: &Array) -> Result<()> {
    atomically(path, |out| npy_to(out, array, &path.to_string_lossy()))
}

/// Writes an array as `.npy` to a stream; `shown_as` names it in messages.
///
/// # Errors
/// As [`npy`].
pub fn npy_to(out: &mut impl Write, array: &Array, shown_as: &str) -> Result<()> {
    let Some(descr) = descr(array.dtype(), array.byte_order()) else {
        return Err(unwritable(
            format!("{} values", array.dtype()),
            ".npy",
            "NumPy has no such dtype; float32 holds them exactly",
            shown_as,
        ));
    };
    let header = header(&descr, array.shape());
    out.write_all(&header).map_err(failed(shown_as))?;
    // Of elements without bytes there may be any number.
    if array.layout().nbytes() == 0 {
        return Ok(());
    }
    for element in array.view().elements() {
        out.write_all(element).map_err(failed(shown_as))?;
    }
    Ok(())
}

/// Magic, version, length, dictionary and padding.
fn header(descr: &str, shape: &[usize]) -> Vec<u8> {
    let dictionary =
        format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {}, }}", shape_text(shape));
    let latin1: Option<Vec<u8>> =
        dictionary.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let (text, major) = match latin1 {
        Some(latin1) if u16::try_from(latin1.len() + ALIGNMENT).is_ok() => (latin1, 1),
        Some(latin1) => (latin1, 2),
        None => (dictionary.into_bytes(), 3),
    };
    let length_bytes = if major == 1 { 2 } else { 4 };
    let start = MAGIC.len() + 2 + length_bytes;
    // One byte for the line end that closes the header.
    let length = (start + text.len() + 1).next_multiple_of(ALIGNMENT) - start;
    let mut header = MAGIC.to_vec();
    header.extend([major, 0]);
    header.extend_from_slice(&length.to_le_bytes()[..length_bytes]);
    header.extend_from_slice(&text);
    header.resize(start + length - 1, b' ');
    header.push(b'\n');
    header
}

/// The dtype as NumPy describes it; `None` if NumPy has no such dtype.
fn descr(dtype: &DType, order: ByteOrder) -> Option<String> {
    let mark = match order {
        _ if !dtype.has_byte_order() => '|',
        ByteOrder::Big => '>',
        ByteOrder::Little => '<',
        ByteOrder::NotApplicable => '|',
    };
    let code = match dtype {
        DType::Bool => "b1".to_owned(),
        DType::I8 => "i1".to_owned(),
        DType::I16 => "i2".to_owned(),
        DType::I32 => "i4".to_owned(),
        DType::I64 => "i8".to_owned(),
        DType::U8 => "u1".to_owned(),
        DType::U16 => "u2".to_owned(),
        DType::U32 => "u4".to_owned(),
        DType::U64 => "u8".to_owned(),
        DType::F16 => "f2".to_owned(),
        DType::F32 => "f4".to_owned(),
        DType::F64 => "f8".to_owned(),
        DType::Complex64 => "c8".to_owned(),
        DType::Complex128 => "c16".to_owned(),
        DType::BF16 | DType::F8E4M3 | DType::F8E5M2 => return None,
        DType::DateTime64(unit) => time("M8", unit),
        DType::TimeDelta64(unit) => time("m8", unit),
        DType::Text { chars } => format!("U{chars}"),
        DType::Bytes { len } => format!("S{len}"),
        DType::Raw { len } => format!("V{len}"),
        DType::Structured(structure) => return fields(structure),
    };
    Some(format!("'{mark}{code}'"))
}

fn time(code: &str, unit: &str) -> String {
    if unit.is_empty() { code.to_owned() } else { format!("{code}[{unit}]") }
}

/// The fields by rising offset, the gaps between them as unnamed raw entries.
/// `None` if fields overlap, which this list cannot say.
fn fields(structure: &Structure) -> Option<String> {
    let mut entries = Vec::new();
    let mut at = 0;
    let padding = |nbytes| (nbytes > 0).then(|| format!("('', '|V{nbytes}')"));
    for field in &structure.fields {
        entries.extend(padding(field.byte_offset.checked_sub(at)?));
        let elements: usize = field.shape.iter().product();
        at = field.byte_offset + elements * field.dtype.itemsize();
        let (name, descr) = (quoted(&field.name), descr(&field.dtype, field.byte_order)?);
        entries.push(match field.shape.as_slice() {
            [] => format!("({name}, {descr})"),
            shape => format!("({name}, {descr}, {})", shape_text(shape)),
        });
    }
    entries.extend(padding(structure.itemsize.checked_sub(at)?));
    Some(format!("[{}]", entries.join(", ")))
}

/// A control character as Python's `repr` writes it.
fn escaped(c: char) -> impl Iterator<Item = char> {
    let code = u32::from(c);
    let digit = move |shift: u32| char::from_digit((code >> shift) & 0xf, 16).unwrap_or('0');
    ['\\', 'x', digit(4), digit(0)].into_iter()
}

/// A string as Python's `repr` writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_ascii_control() => quoted.extend(escaped(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::npy::NpyHeader;
    use crate::place::Place;

    fn read_back(descr: &str, shape: &[usize]) -> (u8, NpyHeader) {
        let header = header(descr, shape);
        assert_eq!(header.len() % ALIGNMENT, 0);
        let read = NpyHeader::read(&mut header.as_slice(), &Place::new("x", "npy")).unwrap();
        assert_eq!(read.data_offset, header.len() as u64);
        (header[6], read)
    }

    #[test]
    fn headers_read_back_as_written() {
        for shape in [&[][..], &[0], &[3], &[3, 4], &[1; 64]] {
            let (version, read) = read_back("'<f4'", shape);
            assert_eq!((version, read.layout.shape()), (1, shape));
        }
    }

    #[test]
    fn the_version_is_the_first_that_can_hold_the_header() {
        assert_eq!(read_back("[('é', '<f4')]", &[2]).0, 1);
        assert_eq!(read_back("[('温', '<f4')]", &[2]).0, 3);
        let many: Vec<String> = (0..4000).map(|k| format!("('field{k}', '<f4')")).collect();
        assert_eq!(read_back(&format!("[{}]", many.join(", ")), &[2]).0, 2);
    }

    #[test]
    fn structures_are_described_with_their_padding() {
        let text = "[('a', '|u1'), ('', '|V3'), ('it\\'s', '>i4', (2,)), ('n', [('x', '<f8')]), ('', '|V4')]";
        let (_, read) = read_back(text, &[2]);
        assert_eq!(descr(&read.dtype, read.byte_order).as_deref(), Some(text));
    }
}
