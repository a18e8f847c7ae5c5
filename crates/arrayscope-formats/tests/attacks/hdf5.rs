//! HDF5 files that lie: in their shapes, their addresses, their groups and their chunks.

use std::ops::Range;

use arrayscope_formats::{OpenOptions, Window, open};

use crate::common::hdf5::{
    ROOT, behind, bytes, chunked, contiguous, file, filter, header, link, message, node, one, shape,
};
use crate::common::{self, fixture, load_bytes};
use crate::{Files, load, read_everything};

/// What is said of a file that holds nothing else than what cannot be read.
fn refusal(bytes: &[u8]) -> String {
    common::message(load(bytes))
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

/// Datasets whose shapes, types and places cannot be.
fn datasets() -> Files {
    let plain = contiguous(ROOT, 1);
    let integer = |class: u8, nbytes: u32| {
        message(3, &[&[class, 0, 0, 0][..], &nbytes.to_le_bytes(), &[0, 0, 8, 0]].concat())
    };
    // A list of a list of a list.
    let deep = message(3, &[0x19, 0, 0, 0, 16, 0, 0, 0].repeat(30));
    let of = |shape: Vec<u8>, kind: Vec<u8>, layout: &[u8]| vec![shape, kind, layout.to_vec()];
    let three = || shape(&[3]);
    let chunks = |lengths: &[u32]| chunked(lengths, ROOT);
    let wide = 1 << 31;
    [
        ("no_shape", vec![bytes(), plain.clone()]),
        ("no_type", vec![three(), plain.clone()]),
        ("shape_overflows", of(shape(&[u64::MAX / 2, 3]), bytes(), &plain)),
        ("axes_33", of(shape(&[1; 33]), bytes(), &plain)),
        ("elements_of_nothing", of(three(), integer(0x10, 0), &plain)),
        ("type_unknown", of(three(), integer(0x1f, 1), &plain)),
        ("integers_of_3_bytes", of(three(), integer(0x10, 3), &plain)),
        ("deep_types", of(three(), deep, &plain)),
        ("offset_outside", of(three(), bytes(), &contiguous(1 << 40, 3))),
        ("offset_overflows", of(three(), bytes(), &contiguous(u64::MAX - 1, 3))),
        ("shape_bomb", of(shape(&[1 << 40]), bytes(), &contiguous(u64::MAX, 0))),
        ("shape_bomb_in_chunks", of(shape(&[1 << 40]), bytes(), &chunks(&[100]))),
        ("chunks_of_nothing", of(three(), bytes(), &chunks(&[0]))),
        ("chunks_of_2_axes", of(three(), bytes(), &chunks(&[2, 2]))),
        ("chunks_of_4_eib", of(shape(&[3, 3]), bytes(), &chunks(&[wide, wide]))),
        // A thousand elements, each in a chunk of its own that unpacks to 16 MiB.
        ("chunks_wider_than_the_shape", of(shape(&[1000, 1]), bytes(), &chunks(&[1, 1 << 24]))),
        ("filter_bzip2", [of(three(), bytes(), &chunks(&[2])), vec![filter(307)]].concat()),
        ("filter_unknown", [of(three(), bytes(), &chunks(&[2])), vec![filter(999)]].concat()),
        ("layout_of_version_9", of(three(), bytes(), &message(8, &[9, 1]))),
        ("layout_unknown", of(three(), bytes(), &message(8, &[3, 7]))),
    ]
    .map(|(name, messages)| (name.to_owned(), one(&messages, &[0; 64])))
    .to_vec()
}

/// Groups in circles, groups without end, and names that are no paths.
fn groups() -> Files {
    let nbytes = header(&[link(b"g", 0)]).len() as u64;
    let deep: Vec<Vec<u8>> =
        (1..=100).map(|level| header(&[link(b"g", ROOT + level * nbytes)])).collect();
    // Groups that share their members, over and over: eight in each, twenty deep.
    let nbytes = header(&vec![link(b"0", 0); 8]).len() as u64;
    let shared: Vec<Vec<u8>> = (1..=20)
        .map(|level| {
            let links: Vec<Vec<u8>> =
                (0..8_u8).map(|name| link(&[b'0' + name], ROOT + level * nbytes)).collect();
            header(&links)
        })
        .collect();
    // A header whose rest is itself.
    let rest = message(0x10, &[(ROOT + 16).to_le_bytes(), 24_u64.to_le_bytes()].concat());
    let root = |name: &[u8]| file(&header(&[link(name, ROOT)]));
    [
        ("group_in_itself", root(b"again")),
        ("deep_groups", file(&[deep.concat(), header(&[])].concat())),
        ("groups_that_share", file(&[shared.concat(), header(&[])].concat())),
        ("header_in_itself", file(&header(&[rest]))),
        ("link_outside", file(&header(&[link(b"x", 1 << 40)]))),
        ("name_with_a_slash", root(b"a/b")),
        ("name_of_nothing", root(b"")),
        ("name_of_1030_bytes", root(&[b'x'; 1030])),
        ("name_moves_the_cursor", root(b"\x1b[2J<script>")),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .to_vec()
}

/// Indexes of chunks, and chunks.
fn indexes() -> Files {
    let leaf = |nbytes, offset, child| node(0, 1, &[(nbytes, vec![offset], child)]);
    let padded = |mut content: Vec<u8>| {
        content.resize(content.len().max(64), 0);
        chunks(&[4], &[2], |_| content.clone())
    };
    // Ten levels of sixteen times the same child.
    let children = |child| (0..16).map(|key| (2, vec![key], child)).collect::<Vec<_>>();
    let shared = chunks(&[64], &[2], |at| {
        let nbytes = node(1, 1, &children(0)).len() as u64;
        let nodes = (0..10_u8)
            .map(|level| node(10 - level, 1, &children(at + u64::from(level + 1) * nbytes)));
        let mut content: Vec<u8> = nodes.flatten().collect();
        content.extend(node(0, 1, &[(2, vec![0], ROOT)]));
        content
    });
    [
        ("chunk_outside", padded(leaf(2, 0, 1 << 40))),
        ("chunk_of_no_bytes", padded(leaf(0, 0, ROOT))),
        ("chunk_too_long", padded(leaf(5, 0, ROOT))),
        ("chunk_between_others", padded(leaf(2, 1, ROOT))),
        ("node_of_groups", padded(b"TREE\x00\x00".to_vec())),
        ("node_of_nothing", padded(b"BUSH".to_vec())),
        ("node_in_itself", chunks(&[4], &[2], |at| node(1, 1, &[(2, vec![0], at)]))),
        ("node_of_level_200", chunks(&[4], &[2], |at| node(200, 1, &[(2, vec![0], at)]))),
        ("nodes_that_share", shared),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .to_vec()
}

pub(crate) fn files() -> Files {
    let all = [datasets(), groups(), indexes()].concat();
    all.into_iter().map(|(name, bytes)| (format!("hdf5/{name}.h5"), bytes)).collect()
}

#[test]
fn more_messages_than_anybody_needs_are_refused() {
    let many = vec![message(5, &[]); 20_000];
    let refused = refusal(&file(&header(&many)));
    assert!(refused.contains("expected at most 16384 in a header"), "{refused}");
}

/// A dataset of this shape in chunks of this one, with these bytes for index and chunks,
/// which are told their address.
fn chunks(lengths: &[u64], chunk: &[u32], content: impl Fn(u64) -> Vec<u8>) -> Vec<u8> {
    let messages = |address| [shape(lengths), bytes(), chunked(chunk, address)];
    let at = behind(&messages(0));
    one(&messages(at), &content(at))
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

#[test]
fn few_chunks_in_a_long_file_make_no_large_array_credible() {
    // As many as are looked at all, and more.
    for (chunk, looked_at) in [(1 << 20, None), (1 << 10, Some("1024, spread over all"))] {
        let mut bytes = chunks(&[5 << 30], &[chunk], |at| {
            let after = at + node(0, 1, &[(1, vec![0], 0)]).len() as u64;
            [node(0, 1, &[(chunk, vec![0], after)]), vec![7; chunk as usize]].concat()
        });
        // Something else in the same file.
        bytes.resize(6 << 20, 0);
        bytes[40..48].copy_from_slice(&(6_u64 << 20).to_le_bytes());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, bytes).unwrap();
        let container = open(&path, &OpenOptions::default()).unwrap();
        let source = container.source(None).unwrap();
        let all = Window::all(source.info().shape());
        let said = source.check_credible(&all).unwrap_err().to_string();
        assert_eq!(source.read(&all).unwrap_err().to_string(), said);
        assert!(said.contains("over 1000 × what is stored is not credible"), "{said}");
        assert!(looked_at.is_none_or(|words| said.contains(words)), "{said}");
        let start = Window::new(vec![Range { start: 0, end: 2 }]);
        assert_eq!(source.read(&start).unwrap().value(&[1]).unwrap().to_string(), "7");
    }
}
