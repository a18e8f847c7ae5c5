//! Refusing a hostile file takes less than 64 MiB beyond what the process had.
//!
//! One test in a process of its own: the peak is that of the process.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::{Cursor, Write as _};

use arrayscope_formats::Access;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The most memory that the process ever had, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

/// The most memory that something takes beyond what the process had, in MiB.
fn growth(name: &str, take: impl FnOnce()) {
    // Starts the count again; where that is not allowed, the growth is still no less.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = peak();
    take();
    let grown = (peak() - before) >> 20;
    assert!(grown < 64, "{name}: {grown} MiB");
}

/// Goes the whole way with every file in `attacks/`.
fn attacks() {
    for file in common::attacks::opened() {
        growth(&file, || drop(common::attacks::said(&file, Access::Read)));
    }
}

/// Writes the file, forgets it, and refuses it.
fn refuse(name: &str, bytes: Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    growth(name, || {
        let address = arrayscope_formats::Address::from_path(path);
        let refused = address.load(&arrayscope_formats::OpenOptions::default());
        assert!(refused.is_err(), "{name}");
    });
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

/// HDF5 files whose structures are many, or say that what they hold is large.
fn hdf5() {
    use common::hdf5::{
        ROOT, behind, bytes, chunked, contiguous, file, filter, header, link, message, node, one,
        shape,
    };
    // As many messages as a header may have, of as few bytes as they can be.
    let messages = vec![message(5, &[]); 1 << 18];
    refuse("HDF5: many messages", file(&header(&messages)));
    // Headers that lie over each other, each reached by a name of its own.
    let overlapping: Vec<Vec<u8>> = (0..16_000)
        .map(|n: u64| link(format!("{n:05}").as_bytes(), 500_000 + 8 * (n % 4000)))
        .collect();
    let mut many = file(&header(&overlapping));
    many.resize(500_000, 0);
    many.extend([1, 0, 0xff, 0xff, 1, 0, 0, 0].repeat(200_000));
    refuse("HDF5: overlapping headers", many);
    let giant = [shape(&[1 << 50]), bytes(), contiguous(u64::MAX, 0)];
    refuse("HDF5: giant", one(&giant, &[]));
    // A chunk of 256 MiB, of which nothing is there.
    let messages =
        |address| [shape(&[1, 3]), bytes(), chunked(&[1, 256 << 20], address), filter(1)];
    let at = behind(&messages(0));
    let leaf = node(0, 2, &[(16, vec![0, 0], ROOT)]);
    refuse("HDF5: a large chunk", one(&messages(at), &leaf));
    // A chunk of 256 MiB whose stream is intact and a little too short.
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![0; 32 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    let nbytes = u32::try_from(packed.len()).unwrap();
    let chunk_at = at + leaf.len() as u64;
    let leaf = node(0, 2, &[(nbytes, vec![0, 0], chunk_at)]);
    refuse("HDF5: a bomb that is no chunk", one(&messages(at), &[leaf, packed].concat()));
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
    hdf5();
    attacks();
}
