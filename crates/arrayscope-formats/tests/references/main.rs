//! Every file that a reference library wrote reads as that library reads it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod columns;
#[path = "../common/mod.rs"]
mod common;
mod gguf;
mod hdf5;
mod images;
mod netcdf;
mod nifti;
mod safetensors;
mod torch;
#[cfg(feature = "zarr")]
mod zarr;

use std::ops::Range;

use arrayscope_core::Array;
use arrayscope_core::slicing::IndexExpression;
use arrayscope_formats::{Address, Window, open};
use common::expected::{arrays, check};
use common::{both, fixture};

/// Every array of a folder, whole and in windows, mapped and read.
fn reads_as_expected(folder: &str) {
    let arrays = arrays(folder);
    assert!(!arrays.is_empty());
    for options in both() {
        for (name, expected) in &arrays {
            let address: Address = fixture(name).to_str().unwrap().parse().unwrap();
            let loaded = address.load(&options).unwrap_or_else(|error| panic!("{error}"));
            check(name, &loaded, expected);
            let container = open(&address.path, &options).unwrap();
            let source = container.source(address.member.as_deref()).unwrap();
            for window in windows(source.info().shape()) {
                let part = source.read(&window).unwrap_or_else(|error| panic!("{error}"));
                assert_eq!(part.shape(), window.shape(), "{name} {window}");
                let cut: IndexExpression = window.to_string().parse().unwrap();
                let whole = loaded.array.index(&cut).unwrap();
                assert_eq!(elements(&part), elements(&whole), "{name} {window}");
            }
        }
    }
}

fn elements(array: &Array) -> Vec<Vec<u8>> {
    array.view().elements().map(<[u8]>::to_vec).collect()
}

/// The whole, nothing, the first and last of each axis, and what lies between them.
fn windows(shape: &[usize]) -> Vec<Window> {
    let each = |range: fn(usize) -> Range<usize>| {
        Window::new(shape.iter().map(|&length| range(length)).collect())
    };
    let mut windows = vec![
        each(|length| 0..length),
        each(|length| length..length),
        each(|length| 0..length.min(1)),
        each(|length| length.saturating_sub(1)..length),
        each(|length| length.min(1)..length.saturating_sub(1).max(length.min(1))),
    ];
    for axis in 0..shape.len() {
        for at in [0, shape[axis] / 2] {
            let mut ranges: Vec<_> = shape.iter().map(|&length| 0..length).collect();
            ranges[axis] = at..(at + 1).min(shape[axis]);
            windows.push(Window::new(ranges));
        }
    }
    windows
}

/// What opening a fixture notes.
fn notes(name: &str) -> Vec<String> {
    let container = open(&fixture(name), &arrayscope_formats::OpenOptions::default()).unwrap();
    container.notes().iter().map(ToString::to_string).collect()
}
