//! HDF5 files that lie: in their shapes, their addresses, their groups and their chunks.

use arrayscope_formats::{Container, OpenOptions};

use crate::common::hdf5::{
    ROOT, behind, bytes, chunked, contiguous, file, filter, header, link, message, node, one, shape,
};
use crate::common::{self, fixture, load_bytes};
use crate::{load, read_everything};

/// What is said of a file that holds nothing else than what cannot be read.
fn refusal(bytes: &[u8]) -> String {
    common::message(load(bytes))
}

/// The notes of a file that can be opened.
fn told(bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    let file: Box<dyn Container> =
        arrayscope_formats::open(&path, &OpenOptions::default()).unwrap();
    file.notes().iter().map(ToString::to_string).collect()
}

#[test]
fn a_file_of_a_few_messages_is_read() {
    let messages = |address| [shape(&[2, 3]), bytes(), contiguous(address, 6)];
    let loaded = load(&one(&messages(behind(&messages(0))), &[1, 2, 3, 4, 5, 6])).unwrap();
    assert_eq!(common::values(&loaded), ["1", "2", "3", "4", "5", "6"]);
    let messages = |address| [shape(&[3]), bytes(), chunked(&[2], address)];
    let tree = behind(&messages(0));
    let at = tree + node(0, 1, &[(2, vec![2], 0)]).len() as u64;
    let behind = [node(0, 1, &[(2, vec![2], at)]), vec![7, 8]].concat();
    let loaded = load(&one(&messages(tree), &behind)).unwrap();
    assert_eq!(common::values(&loaded), ["0", "0", "7"]);
}

#[test]
fn shapes_types_and_places_that_cannot_be_are_refused_with_what_was_found() {
    let plain = contiguous(ROOT, 1);
    let integer = |class: u8, nbytes: u32| {
        message(3, &[&[class, 0, 0, 0][..], &nbytes.to_le_bytes(), &[0, 0, 8, 0]].concat())
    };
    // A list of a list of a list.
    let deep = message(3, &[0x19, 0, 0, 0, 16, 0, 0, 0].repeat(30));
    let huge = u64::MAX / 2;
    for (messages, expected) in [
        (vec![bytes(), plain.clone()], "found no shape, expected a dataset with one"),
        (vec![shape(&[3]), plain.clone()], "found no type of elements, expected a dataset"),
        (vec![shape(&[huge, 3]), bytes(), plain.clone()], "a shape that fits in memory addresses"),
        (vec![shape(&[1; 33]), bytes(), plain.clone()], "found 33 axes, expected at most 32"),
        (vec![shape(&[3]), integer(0x10, 0), plain.clone()], "an element of 0 bytes"),
        (vec![shape(&[3]), integer(0x1f, 1), plain.clone()], "found a type of class 15"),
        (vec![shape(&[3]), integer(0x10, 3), plain.clone()], "integers of 3 bytes of which"),
        (vec![shape(&[3]), deep, plain.clone()], "a type in a type in a type, expected at most 16"),
        (
            vec![shape(&[3]), bytes(), contiguous(1 << 40, 3)],
            "at byte 1099511627776: found 3 bytes of elements at address 1099511627776",
        ),
        (
            vec![shape(&[3]), bytes(), contiguous(u64::MAX - 1, 3)],
            "expected a place in the file, which ends at address",
        ),
        (
            vec![shape(&[1 << 40]), bytes(), contiguous(u64::MAX, 0)],
            "expected at most 4 GiB, or 1000 × what is stored",
        ),
        (
            vec![shape(&[1 << 40]), bytes(), chunked(&[100], ROOT)],
            "expected at most 4 GiB, or 1000 × what is stored",
        ),
        (vec![shape(&[3]), bytes(), chunked(&[0], ROOT)], "a chunk of no elements"),
        (vec![shape(&[3]), bytes(), chunked(&[2, 2], ROOT)], "chunks of 2 axes, expected 1"),
        (
            vec![shape(&[3, 3]), bytes(), chunked(&[1 << 31, 1 << 31], ROOT)],
            "chunks of at most 268435456 bytes are unpacked",
        ),
        // A thousand elements, each in a chunk of its own that unpacks to 16 MiB.
        (
            vec![shape(&[1000, 1]), bytes(), chunked(&[1, 1 << 24], ROOT)],
            "found 16777216000 bytes of elements in a file of",
        ),
        (
            vec![shape(&[3]), bytes(), chunked(&[2], ROOT), filter(307)],
            "shape (3,) of uint8 behind the filter bzip2 (307), which arrayscope does not read",
        ),
        (
            vec![shape(&[3]), bytes(), chunked(&[2], ROOT), filter(999)],
            "behind the filter filter 999 (999)",
        ),
        (vec![shape(&[3]), bytes(), message(8, &[9, 1])], "found version 9 of a layout"),
        (vec![shape(&[3]), bytes(), message(8, &[3, 7])], "found a layout of class 7"),
    ] {
        let refused = refusal(&one(&messages, &[0; 64]));
        assert!(refused.contains(expected), "{expected}: {refused}");
    }
}

#[test]
fn groups_in_circles_and_groups_without_end_are_left() {
    // The root group in itself.
    assert_eq!(
        told(&file(&header(&[link(b"again", ROOT)]))),
        ["other paths of what is listed: 'again → /'"]
    );
    // A hundred groups, each in the one before.
    let nbytes = header(&[link(b"g", 0)]).len() as u64;
    let groups: Vec<Vec<u8>> =
        (1..=100).map(|level| header(&[link(b"g", ROOT + level * nbytes)])).collect();
    let told = told(&file(&[groups.concat(), header(&[])].concat()));
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("groups in 64 groups, which arrayscope does not read"), "{told:?}");
    // A header whose rest is itself.
    let rest =
        |address: u64| message(0x10, &[address.to_le_bytes(), 24_u64.to_le_bytes()].concat());
    let refused = refusal(&file(&header(&[rest(ROOT + 16)])));
    assert!(refused.contains("an object header that goes on, expected at most"), "{refused}");
}

#[test]
fn names_that_are_no_paths_or_move_the_cursor_are_told_in_safe_letters() {
    let root = |names: &[&[u8]]| {
        let links: Vec<Vec<u8>> = names.iter().map(|name| link(name, ROOT)).collect();
        told(&file(&header(&links)))
    };
    let told = root(&[b"a/b", b"", b"\x1b[2J<script>", &[b'x'; 1030]]);
    assert!(told.iter().any(|note| note.contains("its name is no part of a path")), "{told:?}");
    assert!(told.iter().any(|note| note.contains("its name has 1030 bytes")), "{told:?}");
    assert!(told.iter().any(|note| note.contains("\\u{1b}[2J<script>")), "{told:?}");
    assert!(told.iter().all(|note| !note.contains('\x1b')));
}

#[test]
fn more_messages_and_objects_than_anybody_needs_are_refused() {
    let many = vec![message(5, &[]); 20_000];
    let refused = refusal(&file(&header(&many)));
    assert!(refused.contains("expected at most 16384 in a header"), "{refused}");
    // Groups that share their members, over and over: eight in each, twenty deep.
    let nbytes = header(&vec![link(b"0", 0); 8]).len() as u64;
    let groups: Vec<Vec<u8>> = (1..=20)
        .map(|level| {
            let links: Vec<Vec<u8>> =
                (0..8_u8).map(|name| link(&[b'0' + name], ROOT + level * nbytes)).collect();
            header(&links)
        })
        .collect();
    let notes = told(&file(&[groups.concat(), header(&[])].concat()));
    assert_eq!(notes.len(), 1, "{notes:?}");
}

/// A dataset of this shape in chunks of this one, with these bytes for index and chunks,
/// which are told their address.
fn chunks(lengths: &[u64], chunk: &[u32], content: impl Fn(u64) -> Vec<u8>) -> Vec<u8> {
    let messages = |address| [shape(lengths), bytes(), chunked(chunk, address)];
    let at = behind(&messages(0));
    one(&messages(at), &content(at))
}

#[test]
fn indexes_of_chunks_that_lie_are_refused() {
    let leaf = |nbytes, offset, child| node(0, 1, &[(nbytes, vec![offset], child)]);
    for (content, expected) in [
        (leaf(2, 0, 1 << 40), "found 2 bytes of a chunk at address 1099511627776"),
        (leaf(0, 0, ROOT), "found a chunk of no bytes"),
        (leaf(5, 0, ROOT), "a chunk that unpacks to 5 bytes, expected the 2 bytes of chunk [0]"),
        (leaf(2, 1, ROOT), "found a chunk at [1], expected a multiple of the chunks' shape"),
        (b"TREE\x00\x00".to_vec(), "found a node of kind 0, expected kind 1"),
        (b"BUSH".to_vec(), "expected TREE, the start of a structure"),
    ] {
        let refused = refusal(&chunks(&[4], &[2], |_| {
            let mut content = content.clone();
            content.resize(content.len().max(64), 0);
            content
        }));
        assert!(refused.contains(expected), "{expected}: {refused}");
    }
    // A node that is its own child.
    let refused = refusal(&chunks(&[4], &[2], |at| node(1, 1, &[(2, vec![0], at)])));
    assert!(refused.contains("found a node of level 1, expected 0"), "{refused}");
    let refused = refusal(&chunks(&[4], &[2], |at| node(200, 1, &[(2, vec![0], at)])));
    assert!(refused.contains("found a node of level 200, expected at most 32"), "{refused}");
}

#[test]
fn nodes_that_share_their_children_come_to_an_end() {
    // 30 levels of 100 times the same child: 100^30 ways to the leaf.
    let children = |child| (0..100).map(|key| (2, vec![key], child)).collect::<Vec<_>>();
    let refused = refusal(&chunks(&[400], &[2], |at| {
        let nbytes = node(1, 1, &children(0)).len() as u64;
        let nodes = (0..30_u8)
            .map(|level| node(30 - level, 1, &children(at + u64::from(level + 1) * nbytes)));
        let mut content: Vec<u8> = nodes.flatten().collect();
        content.extend(node(0, 1, &[(2, vec![0], ROOT)]));
        content
    }));
    assert!(
        refused.contains("structures that are read more often than the file is long"),
        "{refused}"
    );
}

#[test]
fn a_chunk_that_is_listed_twice_is_unpacked_once() {
    let loaded = load(&chunks(&[2], &[2], |_| node(0, 1, &vec![(2, vec![0], ROOT); 1000])));
    assert_eq!(common::values(&loaded.unwrap()), ["1", "0"]);
}

#[test]
fn every_truncation_is_refused() {
    for name in ["tiny.h5", "scales.h5"] {
        let whole = std::fs::read(fixture("hdf5").join(name)).unwrap();
        for length in (0..whole.len()).step_by(if name == "tiny.h5" { 1 } else { 61 }) {
            let result = load_bytes(&whole[..length], &OpenOptions::default());
            assert!(result.is_err(), "{name} cut to {length} bytes");
            let mut cut = whole[..length].to_vec();
            // As if it had never been longer.
            if let Some(end) = cut.get_mut(40..48) {
                end.copy_from_slice(&(length as u64).to_le_bytes());
            }
            read_everything(&cut);
        }
    }
}

#[test]
fn changed_bits_of_structures_with_checksums_are_found() {
    let whole = std::fs::read(fixture("hdf5/tiny.h5")).unwrap();
    let intact = common::values(&load(&whole).unwrap());
    let mut changed = 0;
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        if let Ok(loaded) = load(&bytes) {
            changed += usize::from(common::values(&loaded) != intact);
        }
    }
    // Only the four elements have no checksum.
    assert_eq!(changed, 4);
}
