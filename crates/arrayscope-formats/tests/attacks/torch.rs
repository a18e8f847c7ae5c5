//! Pickles that would run code, and archives that lie.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::common::{both, fixture, load_bytes, message};
use crate::{Files, load, read_everything};

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

pub(crate) fn files() -> Files {
    let mut files = Files::new();
    for (name, pickle) in [
        ("name_system", &b"\x80\x02cposix\nsystem\nX\x02\0\0\0ls\x85R."[..]),
        ("name_eval", b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93."),
        ("name_load", b"\x80\x02ctorch\nload\n."),
        ("name_module", b"\x80\x02ctorch.nn.modules.linear\nLinear\n)\x81."),
        ("name_quantised_storage", b"\x80\x02ctorch\nQInt8Storage\n."),
        ("name_moves_the_cursor", b"\x80\x02c\x1b[2J\nx\n."),
        ("opcode_inst", b"\x80\x02(iposix\nsystem\n."),
        ("opcode_obj", b"\x80\x02(cposix\nsystem\no."),
        ("opcode_newobj", b"\x80\x02ctorch\nSize\n)\x81."),
        ("opcode_extension", b"\x80\x02\x82\x01."),
        ("opcode_persistent_name", b"\x80\x02Px\n."),
        ("opcode_quoted_text", b"S'x'\n."),
        ("empty", b""),
        ("nothing_on_the_stack", b"."),
        ("cut_opcode", b"\x80"),
        ("text_of_4_gib", b"X\xff\xff\xff\xffab"),
        ("tuple_of_nothing", b"\x85"),
        ("tuple_without_mark", b"t"),
        ("items_without_mark", b"]u."),
        ("items_of_no_list", b"N(e."),
        ("pairs_of_one", b"}(Nu."),
        ("recalled_before_kept", b"h\x07."),
        ("call_of_nothing", b"NNR."),
        ("reference_of_nothing", b")Q."),
        ("attributes_of_nothing", b"NNb."),
        ("opcode_pop", b"N(0."),
        ("list_in_itself", b"]q\0h\0a."),
    ] {
        files.push((format!("pt/{name}.pt"), file(pickle)));
    }
    let (long, most) = (&[i32::MAX; 3][..], i32::MAX);
    for (name, size, offset, shape, strides) in [
        ("beyond_the_end", 16, 0, &[17][..], &[1][..]),
        ("offset_at_the_end", 16, 16, &[1], &[1]),
        ("strides_outside", 16, 0, &[2, 2], &[15, 1]),
        ("beyond_a_part", 8, 0, &[9], &[1]),
        ("storage_too_large", 17, 0, &[1], &[1]),
        ("negative_offset", 16, -1, &[1], &[1]),
        ("negative_length", 16, 0, &[-1], &[1]),
        ("negative_stride", 16, 0, &[1], &[-1]),
        ("strides_too_few", 16, 0, &[1, 1], &[1]),
        ("negative_storage", -1, 0, &[1], &[1]),
        ("shape_and_strides_overflow", 16, 0, long, long),
        ("shape_overflows", 16, 0, long, &[0, 0, 0]),
        ("axes_65", 16, 0, &[1; 65], &[1; 65]),
        // A billion billion elements out of one byte.
        ("expanded_without_end", 16, 0, &[most, most], &[0, 0]),
    ] {
        files.push((format!("pt/{name}.pt"), file(&tensor("0", size, offset, shape, strides))));
    }
    let whole = |key: &str| tensor(key, 16, 0, &[16], &[1]);
    let mut changed = file(&whole("0"));
    let at = changed.windows(16).position(|window| window == [7; 16]).unwrap();
    changed[at + 5] = 8;
    for (name, bytes) in [
        ("record_missing", file(&whole("1"))),
        ("record_leads_up", file(&whole("../data.pkl"))),
        ("record_compressed", archive(&whole("0"), CompressionMethod::Deflated)),
        ("changed_byte", changed),
        ("doubling", file(&doubling(25))),
        ("deep", file(&doubling(200))),
    ] {
        files.push((format!("pt/{name}.pt"), bytes));
    }
    files
}

/// A list of twice the list before, and so on.
fn doubling(steps: u8) -> Vec<u8> {
    let mut pickle = b"]q\0".to_vec();
    for step in 0..steps {
        pickle.extend([b'h', step, b'h', step, 0x86, b'q', step + 1]);
    }
    [pickle, b".".to_vec()].concat()
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
    for (pickle, expected) in [
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
