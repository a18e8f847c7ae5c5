//! Refusing a hostile file takes less than 64 MiB beyond what the process had.
//!
//! One test in a process of its own: the peak is that of the process.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::{Cursor, Write as _};

use common::fixture;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The most memory that the process ever had, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

/// Writes the file, forgets it, and refuses it.
fn refuse(name: &str, bytes: Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    // Starts the count again; where that is not allowed, the growth is still no less.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = peak();
    let address = arrayscope_formats::Address::from_path(path);
    let refused = address.load(&arrayscope_formats::OpenOptions::default());
    let grown = (peak() - before) >> 20;
    assert!(refused.is_err(), "{name}");
    assert!(grown < 64, "{name}: {grown} MiB");
}

/// A safetensors file of this header, which it starts with, and `tail` bytes of tensors.
fn safetensors(header: Vec<u8>, tail: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header);
    bytes.resize(bytes.len() + tail, 0);
    bytes
}

/// A `.pt` of this pickle.
fn pt(pickle: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("x/data.pkl", SimpleFileOptions::default()).unwrap();
    zip.write_all(pickle).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A fixture with these bytes replaced.
fn with(name: &str, at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = std::fs::read(fixture(name)).unwrap();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

#[test]
fn no_refusal_takes_much_memory() {
    let empty = |n: usize| format!(r#""{n}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#);
    let many = (0..65_536).map(empty).collect::<Vec<_>>().join(",");
    refuse("safetensors: many tensors", safetensors(format!("{{{many}}}").into_bytes(), 1));
    let axes = [br#"{"a":{"dtype":"U8","shape":["#.to_vec(), b"1,".repeat(8_000_000)].concat();
    refuse("safetensors: many axes", safetensors(axes, 0));
    let deep = [br#"{"__metadata__":"#.to_vec(), vec![b'['; 16_000_000]].concat();
    refuse("safetensors: deep", safetensors(deep, 0));
    let names = (0..200_000).map(|n| format!(r#""{n}":"a""#)).collect::<Vec<_>>().join(",");
    refuse("index: many names", format!(r#"{{"weight_map":{{{names}}}}}"#).into_bytes());
    let mut gguf = b"GGUF\x03\0\0\0".to_vec();
    gguf.extend([65_536_u64.to_le_bytes(), 0_u64.to_le_bytes()].concat());
    for n in 0..65_536 {
        let name = format!("{n:032}");
        gguf.extend((name.len() as u64).to_le_bytes());
        gguf.extend(name.as_bytes());
        // One axis of one element, all at the same place.
        gguf.extend([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0].iter().chain(&[0; 12]));
    }
    gguf.extend([0; 64]);
    refuse("GGUF: many tensors", gguf);
    let recall = [&b"Nq\0"[..], &b"h\0".repeat(4_000_000)].concat();
    let keep = (0..1_600_000_u32).flat_map(|slot| [&b"r"[..], &slot.to_le_bytes()].concat());
    let keep: Vec<u8> = std::iter::once(b'N').chain(keep).collect();
    for (name, pickle) in [
        ("pickle: objects", b"N".repeat(8_000_000)),
        ("pickle: marks", b"(".repeat(8_000_000)),
        ("pickle: tuples", [&b"N"[..], &b"\x85".repeat(8_000_000)].concat()),
        ("pickle: recalled", recall),
        ("pickle: kept", keep),
        ("pickle: zip bomb", vec![b'N'; 200_000_000]),
    ] {
        refuse(name, pt(&pickle));
    }
    let mut picture = with("images/colour.png", 16, &[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let mut crc = flate2::Crc::new();
    crc.update(&picture[12..29]);
    picture[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    refuse("PNG: giant", picture);
    let volume = [3, 0, 0xff, 0x7f, 0xff, 0x7f, 3, 0];
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&with("nifti/uint8.nii", 40, &volume)).unwrap();
    refuse("NIfTI: giant", packed.finish().unwrap());
}
