//! Fixtures and shorthands that the integration tests share.
#![allow(dead_code, clippy::allow_attributes, reason = "each test binary uses its own part")]

pub(crate) mod attacks;
pub(crate) mod expected;
pub(crate) mod hdf5;

use std::path::{Path, PathBuf};

use arrayscope_formats::{Access, Address, Error, Loaded, OpenOptions, Result};

/// The path of a fixture.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/formats").join(name)
}

/// Loads an address whose path is relative to the fixtures.
pub(crate) fn load(address: &str) -> Result<Loaded> {
    load_with(address, &OpenOptions::default())
}

/// Loads with options.
pub(crate) fn load_with(address: &str, options: &OpenOptions) -> Result<Loaded> {
    fixture(address).to_str().expect("a path of text").parse::<Address>()?.load(options)
}

/// Both ways to bring bytes into memory.
pub(crate) fn both() -> [OpenOptions; 2] {
    [Access::Read, Access::Map].map(|access| OpenOptions { access, ..OpenOptions::default() })
}

/// Writes bytes to a file of a temporary folder and loads it.
pub(crate) fn load_bytes(bytes: &[u8], options: &OpenOptions) -> Result<Loaded> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).expect("written");
    Address::from_path(path).load(options)
}

/// Loads a text as a table.
pub(crate) fn load_text(text: &str) -> Result<Loaded> {
    load_bytes(text.as_bytes(), &OpenOptions::default())
}

/// All elements as text, in C order.
pub(crate) fn values(loaded: &Loaded) -> Vec<String> {
    let shape = loaded.array.shape();
    let mut index = vec![0; shape.len()];
    let mut all = Vec::new();
    if shape.contains(&0) {
        return all;
    }
    loop {
        all.push(loaded.array.value(&index).expect("inside").to_string());
        let Some(axis) = (0..shape.len()).rev().find(|&axis| index[axis] + 1 < shape[axis]) else {
            return all;
        };
        index[axis] += 1;
        index[axis + 1..].fill(0);
    }
}

/// The notes in words.
pub(crate) fn notes(loaded: &Loaded) -> Vec<String> {
    loaded.notes.iter().map(ToString::to_string).collect()
}

/// The message of what must fail.
pub(crate) fn message(result: Result<Loaded>) -> String {
    let error: Error = result.expect_err("this must be refused");
    error.to_string()
}

/// A version 1.0 `.npy` with this dictionary and these bytes after it.
pub(crate) fn npy(dictionary: &str, elements: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(dictionary.len()).expect("short").to_le_bytes());
    bytes.extend_from_slice(dictionary.as_bytes());
    bytes.extend_from_slice(elements);
    bytes
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0xf])
        .map(|digit| char::from_digit(digit.into(), 16).expect("a digit"))
        .collect()
}
