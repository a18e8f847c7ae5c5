//! Every way of storing and reading gives the same window.

mod common;

use std::io::{Cursor, Write};
use std::ops::Range;

use arrayscope_core::Array;
use arrayscope_formats::{Access, OpenOptions, Window, open};
use common::npy;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A shape of up to four axes and a window in it.
fn shape_and_window() -> impl Strategy<Value = Vec<(usize, Range<usize>)>> {
    let axis = (0usize..6).prop_flat_map(|length| {
        (0..=length, 0..=length).prop_map(move |(a, b)| (length, a.min(b)..a.max(b)))
    });
    prop::collection::vec(axis, 0..5)
}

fn elements(array: &Array) -> Vec<Vec<u8>> {
    array.view().elements().map(<[u8]>::to_vec).collect()
}

fn archive(data: &[u8], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    archive.start_file("x.npy", options).expect("a member");
    archive.write_all(data).expect("written");
    archive.finish().expect("finished").into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn windows_are_what_indexing_the_whole_gives(
        axes in shape_and_window(),
        fortran_order in any::<bool>(),
        itemsize in 1usize..4,
    ) {
        let shape: Vec<usize> = axes.iter().map(|(length, _)| *length).collect();
        let window = Window::new(axes.iter().map(|(_, range)| range.clone()).collect());
        let shape_text = arrayscope_core::layout::shape_text(&shape);
        let order = if fortran_order { "True" } else { "False" };
        let text = format!("{{'descr': '|V{itemsize}', 'fortran_order': {order}, 'shape': {shape_text}}}");
        let nbytes = shape.iter().product::<usize>() * itemsize;
        let data: Vec<u8> = (0..nbytes).map(|at| u8::try_from(at % 251).expect("small")).collect();
        let data = npy(&text, &data);

        let folder = tempfile::tempdir().expect("a folder");
        let mut wanted = None;
        for (name, bytes) in [
            ("plain", data.clone()),
            ("stored", archive(&data, CompressionMethod::Stored)),
            ("deflated", archive(&data, CompressionMethod::Deflated)),
        ] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            for access in [Access::Map, Access::Read] {
                let options = OpenOptions { access, ..OpenOptions::default() };
                let container = open(&path, &options).expect("opened");
                let source = container.source(None).expect("one array");
                let part = source.read(&window).expect("read");
                prop_assert_eq!(part.shape(), window.shape());
                // The first is a layout over the map: no byte was gathered for it.
                let wanted = wanted.get_or_insert_with(|| elements(&part));
                prop_assert_eq!(&elements(&part), wanted, "{} {:?}", name, access);
            }
        }
    }
}
