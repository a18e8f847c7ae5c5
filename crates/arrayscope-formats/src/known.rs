//! The formats that arrayscope knows by their first bytes.
//!
//! A refusal that names the format is worth more than "not recognised".

/// The longest look at a file that recognising needs: the magic of `NIfTI` stands at
/// byte 344, tar's at 257.
pub(crate) const PROBE_BYTES: usize = 4096;

/// What the first bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Probe {
    /// `\x93NUMPY`.
    Npy,
    /// A zip archive: `.npz` if its members are arrays.
    Zip,
    /// A gzip stream: look inside.
    Gzip,
    /// Tensors behind a JSON header.
    Safetensors,
    /// A JSON text that leads from tensors to safetensors files.
    SafetensorsIndex,
    /// Header and voxels in one file.
    Nifti,
    /// Tensors of llama.cpp.
    Gguf,
    /// A zip archive whose first member is a pickle of tensors.
    Torch,
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// Pages of pictures.
    Tiff,
    /// Groups of datasets, behind a user block of this many bytes.
    Hdf5(u64),
    /// Dimensions and variables, as before HDF5.
    Netcdf,
    /// Columns in row groups.
    Parquet,
    /// Columns in record batches, with a footer.
    ArrowFile,
    /// Columns in record batches, one after the other.
    ArrowStream,
    /// Characters, and no control characters among them: a table, perhaps.
    Text,
    /// Known, but not readable in this version; named with its article.
    Known(&'static str),
    /// Nothing that we know.
    Unknown,
}

/// The first bytes of an HDF5 file.
const HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";

/// Magic bytes of what is read, where they stand, and the format.
const READABLE: [(usize, &[u8], Probe); 18] = [
    (0, b"\x89PNG\r\n\x1a\n", Probe::Png),
    (0, b"\xff\xd8\xff", Probe::Jpeg),
    (0, b"II*\0", Probe::Tiff),
    (0, b"MM\0*", Probe::Tiff),
    (0, b"II+\0", Probe::Tiff),
    (0, b"MM\0+", Probe::Tiff),
    (0, b"GGUF", Probe::Gguf),
    (0, HDF5, Probe::Hdf5(0)),
    // Behind a user block, as MATLAB 7.3 writes: of 512 bytes, or that times a power of two.
    (512, HDF5, Probe::Hdf5(512)),
    (1024, HDF5, Probe::Hdf5(1024)),
    (2048, HDF5, Probe::Hdf5(2048)),
    (0, b"CDF\x01", Probe::Netcdf),
    (0, b"CDF\x02", Probe::Netcdf),
    (0, b"CDF\x05", Probe::Netcdf),
    (0, b"PAR1", Probe::Parquet),
    (0, b"ARROW1\0\0", Probe::ArrowFile),
    (344, b"n+1\0", Probe::Nifti),
    (4, b"n+2\0\r\n\x1a\n", Probe::Nifti),
];

/// Magic bytes of what is not, where they stand, and the format.
const SIGNATURES: [(usize, &[u8], &str); 21] = [
    (0, b"GIF8", "a GIF image"),
    (0, b"BM", "a BMP image"),
    (8, b"WEBPVP8", "a WebP image"),
    (4, b"ftypavif", "an AVIF image"),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 image"),
    (0, b"\x76\x2f\x31\x01", "an OpenEXR image"),
    (0, b"MATLAB 5.0 MAT-file", "a MATLAB 5 file"),
    (0, b"PARE", "a Parquet file with an encrypted footer"),
    (0, b"FEA1", "a Feather file of version 1 (pyarrow.feather writes version 2)"),
    (0, b"ORC", "an ORC file"),
    (0, b"Obj\x01", "an Avro file"),
    (344, b"ni1\0", "the header of a NIfTI image, whose voxels are in another file"),
    (4, b"ni2\0\r\n\x1a\n", "the header of a NIfTI-2 image, whose voxels are in another file"),
    (0, b"SIMPLE  =", "a FITS file"),
    (128, b"DICM", "a DICOM image"),
    (0, b"\x80\x02", "a Python pickle, and unpickling runs code from the file"),
    (0, b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (0, b"BZh", "bzip2-compressed data"),
    (0, b"\xfd7zXZ\0", "xz-compressed data"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (257, b"ustar", "a tar archive"),
];

/// Recognises the start of a file, of at most [`PROBE_BYTES`].
pub(crate) fn probe(start: &[u8]) -> Probe {
    if start.starts_with(crate::npy::MAGIC) {
        return Probe::Npy;
    }
    if is_torch(start) {
        return Probe::Torch;
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Probe::Zip;
    }
    if start.starts_with(b"\x1f\x8b") {
        return Probe::Gzip;
    }
    if is_safetensors(start) {
        return Probe::Safetensors;
    }
    if is_safetensors_index(start) {
        return Probe::SafetensorsIndex;
    }
    if start.starts_with(b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19") {
        return Probe::Known(
            "a PyTorch file of before version 1.6 (save it again with a newer one)",
        );
    }
    // A pickle of protocol 3 to 5 starts like protocol 2, with its own number.
    if matches!(start, [0x80, 3..=5, ..]) {
        return Probe::Known("a Python pickle, and unpickling runs code from the file");
    }
    if is_arrow_stream(start) {
        return Probe::ArrowStream;
    }
    let text = is_text(start);
    // A table may well start with letters that are somebody's magic, "BM" for one: of a
    // text only a magic at its place among the text counts when it is long.
    let stands = |at: usize, magic: &[u8]| {
        start.get(at..).is_some_and(|rest| rest.starts_with(magic)) && (!text || magic.len() >= 8)
    };
    if let Some((_, _, probe)) = READABLE.iter().find(|(at, magic, _)| stands(*at, magic)) {
        return *probe;
    }
    match SIGNATURES.iter().find(|(at, magic, _)| stands(*at, magic)) {
        Some((_, _, format)) => Probe::Known(format),
        None if text => Probe::Text,
        None if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") => {
            Probe::Known("a UTF-16 text, and tables are read as UTF-8")
        }
        None => Probe::Unknown,
    }
}

/// Eight bytes of header length, then the JSON object. Eight characters are a text.
fn is_safetensors(start: &[u8]) -> bool {
    let Some((length, rest)) = start.split_first_chunk::<8>() else {
        return false;
    };
    matches!(rest, [b'{', b'"' | b'}' | b' ' | b'\t' | b'\n' | b'\r', ..])
        && !length.iter().all(|byte| (b' '..0x7f).contains(byte))
}

/// A message of Arrow: a mark, a length, and a schema. Its first offset leads to a table
/// inside of the message.
fn is_arrow_stream(start: &[u8]) -> bool {
    let word = |at: usize| {
        let bytes = start.get(at..at + 4)?.first_chunk()?;
        Some(u32::from_le_bytes(*bytes))
    };
    match (word(0), word(4), word(8)) {
        (Some(u32::MAX), Some(length), Some(root)) => {
            length > 0 && length % 8 == 0 && root > 0 && root < length && root % 2 == 0
        }
        _ => false,
    }
}

/// The local header of a zip archive's first member, which PyTorch calls `data.pkl`.
fn is_torch(start: &[u8]) -> bool {
    let (Some(b"PK\x03\x04"), Some(&[low, high])) = (start.get(..4), start.get(26..28)) else {
        return false;
    };
    let length = usize::from(u16::from_le_bytes([low, high]));
    let name = start.get(30..30 + length).unwrap_or_default();
    name == b"data.pkl" || name.ends_with(b"/data.pkl")
}

/// A JSON object with the key `weight_map`.
fn is_safetensors_index(start: &[u8]) -> bool {
    let Some((b'{', rest)) = start.trim_ascii_start().split_first() else {
        return false;
    };
    rest.trim_ascii_start().starts_with(b"\"")
        && start.windows(KEY.len()).any(|window| window == KEY)
}

/// The key that every index of safetensors files has.
const KEY: &[u8] = b"\"weight_map\"";

/// Whether there is anything, and no byte that text does not contain. Bytes
/// above 127 pass: old tables have names in Latin-1.
fn is_text(start: &[u8]) -> bool {
    !start.is_empty()
        && start.iter().all(|&byte| {
            byte >= b' ' && byte != 0x7f || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)
        })
}

/// What is there instead of a magic, for a message.
pub(crate) fn described(start: &[u8]) -> String {
    if start.is_empty() {
        return "an empty file".to_owned();
    }
    crate::npy::described(&start[..start.len().min(8)])
}

/// What a zip archive without arrays is, by the names of its members.
pub(crate) fn zip_format(names: &[String]) -> &'static str {
    let has = |test: fn(&str) -> bool| names.iter().any(|name| test(name));
    if has(|name| name == "data.pkl" || name.ends_with("/data.pkl")) {
        "a PyTorch file (.pt)"
    } else if has(|name| name == "xl/workbook.xml") {
        "an Excel workbook"
    } else if has(|name| name.ends_with(".zarray") || name.ends_with("zarr.json")) {
        ZARR_ZIP
    } else {
        "a zip archive without .npy members"
    }
}

/// What a folder is, by the names of what lies in it.
pub(crate) fn folder_format(path: &std::path::Path) -> &'static str {
    let is_store = ZARR_DOCUMENTS.iter().any(|name| path.join(name).is_file());
    if is_store { ZARR_FOLDER } else { "a folder" }
}

/// The names of the files that make a folder a Zarr store: of version 3, then of version 2.
pub(crate) const ZARR_DOCUMENTS: [&str; 4] = ["zarr.json", ".zarray", ".zgroup", ".zmetadata"];
pub(crate) const ZARR_FOLDER: &str = "a Zarr store";
pub(crate) const ZARR_ZIP: &str = "a zipped Zarr store";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signature_is_found_where_it_stands() {
        for (at, magic, format) in SIGNATURES {
            let mut start = vec![0; at];
            start.extend_from_slice(magic);
            start.extend_from_slice(b"\0\x01");
            assert_eq!(probe(&start), Probe::Known(format), "{format}");
        }
        for (at, magic, format) in READABLE {
            let mut start = vec![0; at];
            start.extend_from_slice(magic);
            start.extend_from_slice(b"\0\x01");
            assert_eq!(probe(&start), format);
        }
    }

    #[test]
    fn tables_that_start_like_a_magic_stay_tables() {
        for text in ["BMI,age\n1,2\n", "ORC\n1\n", "1,2\n", "größe;n\n1;2\n", "PAR1 PAR2\n1 2\n"]
        {
            assert_eq!(probe(text.as_bytes()), Probe::Text, "{text}");
        }
        assert_eq!(probe(b"temp\xe9rature,n\n1,2\n"), Probe::Text);
    }

    #[test]
    fn garbage_and_nothing_are_unknown() {
        assert_eq!(probe(b""), Probe::Unknown);
        assert_eq!(probe(b"\0\0\0\0"), Probe::Unknown);
        assert_eq!(described(b"\0\x01"), "bytes 00 01");
        assert_eq!(described(b""), "an empty file");
    }

    #[test]
    fn safetensors_is_known_by_its_shape() {
        let mut start = 64_u64.to_le_bytes().to_vec();
        start.extend_from_slice(b"{\"a\":{\"dtype\":\"F32\"");
        assert_eq!(probe(&start), Probe::Safetensors);
        let index = b"{\n  \"metadata\": {},\n  \"weight_map\": {";
        assert_eq!(probe(index), Probe::SafetensorsIndex);
        assert_eq!(probe(b"12345678{\"a\"}\n1\n"), Probe::Text);
    }
}
