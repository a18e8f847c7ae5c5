//! Pickles that would run code, and archives that lie.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::common::{both, fixture, load_bytes, message};
use crate::{load, read_everything};

/// An archive of this pickle and a storage of 16 bytes.
fn file(pickle: &[u8]) -> Vec<u8> {
    archive(pickle, CompressionMethod::Stored)
}

fn archive(pickle: &[u8], storages: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("x/data.pkl", stored).unwrap();
    zip.write_all(pickle).unwrap();
    zip.start_file("x/data/0", stored.compression_method(storages)).unwrap();
    zip.write_all(&[7; 16]).unwrap();
    zip.finish().unwrap().into_inner()
}

fn int(value: i32) -> Vec<u8> {
    [&b"J"[..], &value.to_le_bytes()].concat()
}

fn text(text: &str) -> Vec<u8> {
    [&b"X"[..], &u32::try_from(text.len()).unwrap().to_le_bytes(), text.as_bytes()].concat()
}

/// The pickle of a tensor over a storage of bytes.
fn tensor(key: &str, size: i32, offset: i32, shape: &[i32], strides: &[i32]) -> Vec<u8> {
    let tuple = |items: &[i32]| {
        let items = items.iter().flat_map(|&item| int(item)).collect();
        [b"(".to_vec(), items, b"t".to_vec()].concat()
    };
    [
        b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n((".to_vec(),
        text("storage"),
        b"ctorch\nByteStorage\n".to_vec(),
        text(key),
        text("cpu"),
        int(size),
        b"tQ".to_vec(),
        int(offset),
        tuple(shape),
        tuple(strides),
        b"\x89)tR.".to_vec(),
    ]
    .concat()
}

#[test]
fn a_tensor_of_the_storage_is_read() {
    let loaded = load(&file(&tensor("0", 16, 1, &[3, 5], &[5, 1]))).unwrap();
    assert_eq!(loaded.array.shape(), [3, 5]);
}

#[test]
fn names_and_opcodes_that_are_not_on_the_list_are_refused_by_name() {
    for (pickle, expected) in [
        (
            &b"\x80\x02cposix\nsystem\nX\x02\0\0\0ls\x85R."[..],
            "the name 'posix.system' at byte 16 of the pickle",
        ),
        (b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93.", "the name 'builtins.eval'"),
        (b"\x80\x02ctorch\nload\n.", "the name 'torch.load'"),
        (
            b"\x80\x02ctorch.nn.modules.linear\nLinear\n)\x81.",
            "the name 'torch.nn.modules.linear.Linear'",
        ),
        (b"\x80\x02ctorch\nQInt8Storage\n.", "the name 'torch.QInt8Storage'"),
        (b"\x80\x02c\x1b[2J\nx\n.", r"the name '\u{1b}[2J.x'"),
        (b"\x80\x02(iposix\nsystem\n.", "the pickle opcode 0x69 at byte 3"),
        (b"\x80\x02(cposix\nsystem\no.", "the name 'posix.system'"),
        (b"\x80\x02ctorch\nSize\n)\x81.", "the pickle opcode 0x81"),
        (b"\x80\x02\x82\x01.", "the pickle opcode 0x82"),
        (b"\x80\x02Px\n.", "the pickle opcode 0x50"),
        (b"S'x'\n.", "the pickle opcode 0x53"),
    ] {
        let refused = message(load(&file(pickle)));
        assert!(refused.contains(expected), "{expected}: {refused}");
        assert!(
            refused.contains("which arrayscope does not read: a pickle is never run"),
            "{refused}"
        );
        assert!(refused.ends_with("::data.pkl"), "{refused}");
    }
}

#[test]
fn pickles_that_make_no_sense_are_refused_with_the_byte() {
    for (pickle, expected) in [
        (&b""[..], "at byte 0: found the end of the data, expected 1 bytes more"),
        (b".", "at byte 0: found an opcode that takes more objects than there are"),
        (b"\x80", "at byte 1: found the end of the data"),
        (
            b"X\xff\xff\xff\xffab",
            "at byte 7: found the end of the data, expected 4294967295 bytes more",
        ),
        (b"\x85", "more objects than there are"),
        (b"t", "found no mark"),
        (b"]u.", "found no mark"),
        (b"N(e.", "found items of what is no list"),
        (b"}(Nu.", "found keys and values of what is no dictionary"),
        (b"h\x07.", "found the object 7, which was not kept"),
        (b"NNR.", "found arguments that do not fit"),
        (b")Q.", "found a reference that is no storage"),
        (b"NNb.", "found attributes of an object"),
        (b"N(0.", "the pickle opcode 0x30"),
    ] {
        let refused = message(load(&file(pickle)));
        assert!(refused.contains(expected), "{pickle:?}: {refused}");
    }
}

#[test]
fn tensors_outside_of_their_storage_are_refused() {
    for (size, offset, shape, strides, expected) in [
        (16, 0, &[17][..], &[1][..], "expected a tensor inside the 16 bytes of its storage"),
        (16, 16, &[1], &[1], "expected a tensor inside the 16 bytes of its storage"),
        (16, 0, &[2, 2], &[15, 1], "expected a tensor inside the 16 bytes of its storage"),
        (8, 0, &[9], &[1], "expected a tensor inside the 8 bytes of its storage"),
        (17, 0, &[1], &[1], "found 16 bytes, expected 17 bytes, as the pickle says"),
        (16, -1, &[1], &[1], "arguments that do not fit"),
        (16, 0, &[-1], &[1], "arguments that do not fit"),
        (16, 0, &[1], &[-1], "arguments that do not fit"),
        (16, 0, &[1, 1], &[1], "arguments that do not fit"),
        (-1, 0, &[1], &[1], "a reference that is no storage"),
        (
            16,
            0,
            &[i32::MAX, i32::MAX, i32::MAX],
            &[i32::MAX, i32::MAX, i32::MAX],
            "expected a tensor that fits in memory addresses",
        ),
        (
            16,
            0,
            &[i32::MAX, i32::MAX, i32::MAX],
            &[0, 0, 0],
            "expected a tensor that fits in memory addresses",
        ),
        (16, 0, &[1; 65], &[1; 65], "arguments that do not fit"),
    ] {
        let refused = message(load(&file(&tensor("0", size, offset, shape, strides))));
        assert!(refused.contains(expected), "{shape:?} {strides:?}: {refused}");
    }
    let missing = message(load(&file(&tensor("1", 16, 0, &[1], &[1]))));
    assert!(missing.contains("found no such record, expected a record of this name"), "{missing}");
    assert!(missing.ends_with("::data/1"), "{missing}");
    let outside = message(load(&file(&tensor("../data.pkl", 16, 0, &[1], &[1]))));
    assert!(outside.contains("found no such record"), "{outside}");
    let packed = archive(&tensor("0", 16, 0, &[16], &[1]), CompressionMethod::Deflated);
    assert!(
        message(load(&packed)).contains("a storage that is compressed, which arrayscope does not")
    );
}

#[test]
fn a_tensor_that_is_expanded_without_end_is_refused() {
    // A billion billion elements out of one byte.
    let shape = [i32::MAX, i32::MAX];
    let refused = message(load(&file(&tensor("0", 16, 0, &shape, &[0, 0]))));
    assert!(refused.contains("over 1000 × what is stored"), "{refused}");
}

/// The same call of a tensor of 64 axes, so many times.
fn many_axes(count: usize) -> Vec<u8> {
    let mut pickle = tensor("0", 16, 0, &[1; 64], &[1; 64]);
    pickle.truncate(pickle.len() - 2);
    // The arguments are kept, and so is what is called.
    pickle.extend(b"q\x01ctorch._utils\n_rebuild_tensor_v2\nq\x02");
    [&pickle[..], &b"h\x02h\x01R".repeat(count)[..], b"."].concat()
}

/// An ordered dictionary of the same 64 pairs, so many times.
fn many_pairs(count: usize) -> Vec<u8> {
    let pairs = [&b"]("[..], &b"NN\x86".repeat(64)[..], b"e\x85q\x01"].concat();
    let name = b"ccollections\nOrderedDict\nq\x02";
    [&pairs[..], name, &b"h\x02h\x01R".repeat(count)[..], b"."].concat()
}

#[test]
fn pickles_that_grow_are_stopped() {
    let doubling = |steps: u8| {
        // A list of twice the list before, and so on.
        let mut pickle = b"]q\0".to_vec();
        for step in 0..steps {
            pickle.extend([b'h', step, b'h', step, 0x86, b'q', step + 1]);
        }
        [pickle, b".".to_vec()].concat()
    };
    let refused = message(load(&file(&doubling(25))));
    assert!(refused.contains("objects in each other, expected a pickle of tensors"), "{refused}");
    let refused = message(load(&file(&doubling(200))));
    assert!(refused.contains("more than 32 levels of objects in each other"), "{refused}");
    for (pickle, expected) in [
        // A list that holds itself.
        ([&b"]q\0h\0a."[..]].concat(), "more than 32 levels of objects"),
        ([&b"N".repeat(1_100_000)[..], b"."].concat(), "at most 1048576 objects"),
        ([&b"(".repeat(3_000_000)[..], b"."].concat(), "a stack of millions of objects"),
        ([&b"Nq\0"[..], &b"h\0".repeat(3_000_000), b"."].concat(), "a stack of millions"),
        // One tensor of 64 axes, and again, and again.
        (many_axes(200_000), "at most 1048576 objects"),
        // One dictionary of 64 pairs, and again, and again.
        (many_pairs(20_000), "at most 1048576 objects"),
        (b"N".repeat(9 << 20), "found more than 8388608 bytes, expected at most 8388608 bytes"),
    ] {
        let refused = message(load(&file(&pickle)));
        assert!(refused.contains(expected), "{refused}");
    }
}

#[test]
fn every_truncation_is_refused() {
    let whole = std::fs::read(fixture("torch/only.pt")).unwrap();
    for length in 0..whole.len() {
        for options in both() {
            assert!(load_bytes(&whole[..length], &options).is_err(), "cut to {length} bytes");
        }
        read_everything(&whole[..length]);
    }
}

#[test]
fn a_changed_element_is_found_by_the_checksum_of_its_record() {
    let mut bytes = file(&tensor("0", 16, 0, &[16], &[1]));
    let at = bytes.windows(16).position(|window| window == [7; 16]).unwrap();
    bytes[at + 5] = 8;
    for options in both() {
        let refused = message(load_bytes(&bytes, &options));
        assert!(refused.contains("the file has changed since"), "{refused}");
    }
}
