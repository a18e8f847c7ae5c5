//! Every command as a user sees it: exit status, stdout and stderr together.
//!
//! The sessions stand in `tests/cmd/*.trycmd`; `TRYCMD=overwrite cargo test -p arrayscope
//! --test commands` writes what the command says now, to be read in the diff. `[..]` stands
//! for the rest of a line and `...` for lines that differ from run to run.

use arrayscope_core::{Array, Layout};
use arrayscope_formats::write;
use std::error::Error;
use std::path::Path;

/// Files of the format fixtures that sessions use.
const FIXTURES: [&str; 11] = [
    "bool.npy",
    "complex64.npy",
    "f_order.npy",
    "iris.csv",
    "object.npy",
    "object_member.npz",
    "scalar.npy",
    "structured.npy",
    "text.npy",
    "gguf/little.gguf",
    "zarr/tree.zip",
];

#[test]
fn every_session_says_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path()).unwrap();
    // This file is one process with one test, so nobody else is moved.
    std::env::set_current_dir(folder.path()).unwrap();
    trycmd::TestCases::new()
        .register_bin("arrayscope", Path::new(env!("CARGO_BIN_EXE_arrayscope")))
        .env("COLUMNS", "80")
        .env("COLORTERM", "")
        .env("NO_COLOR", "")
        .case(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/*.trycmd"))
        .run();
    // Windows refuses to remove the folder that we are in.
    std::env::set_current_dir(env!("CARGO_MANIFEST_DIR")).unwrap();
}

/// Writes the arrays that the sessions open.
fn fill(folder: &Path) -> Result<(), Box<dyn Error>> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/formats");
    for name in FIXTURES {
        let file = Path::new(name).file_name().unwrap_or_default();
        std::fs::copy(fixtures.join(name), folder.join(file))?;
    }
    let at = |name: &str| folder.join(name);

    // (batch, height, width, channel)
    let batch: Vec<f32> = (0u8..144).map(|k| f32::from(k) / 143.0).collect();
    write::npy(&at("batch.npy"), &Array::from_slice(&batch, &[2, 6, 4, 3])?)?;

    let (nan, inf) = (f64::NAN, f64::INFINITY);
    let spoiled = [1.0, 2.0, nan, 4.0, 5.0, inf, 7.0, 8.0, -inf, nan, 11.0, 12.0];
    write::npy(&at("spoiled.npy"), &Array::from_slice(&spoiled, &[3, 4])?)?;

    let x = Array::from_slice(&[0.5f32, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5], &[4, 2])?;
    let y = Array::from_slice(&[0i64, 1, i64::MAX, i64::MIN], &[4])?;
    write::npz(&at("run.npz"), &[("x", &x), ("y", &y)])?;

    write::npz(&at("odd.npz"), &[("w[0]", &x), ("w", &y)])?;

    let hill: Vec<f64> = (0..20i32)
        .flat_map(|row| {
            (0..40i32).map(move |column| f64::from(-(row - 10).pow(2) * 4 - (column - 20).pow(2)))
        })
        .enumerate()
        .map(|(k, value)| match k {
            130 => f64::NAN,
            400 => f64::INFINITY,
            _ => value,
        })
        .collect();
    write::npy(&at("hill.npy"), &Array::from_slice(&hill, &[20, 40])?)?;

    let empty = Array::try_new(
        Vec::new().into(),
        arrayscope_core::DType::F32,
        arrayscope_core::ByteOrder::NATIVE,
        Layout::c_order(&[0, 3], 4)?,
    );
    write::npy(&at("empty.npy"), &empty?)?;

    std::fs::write(at("table.csv"), "height,weight\n1.5,2\n1.75,NA\n2,4\n")?;
    std::fs::write(at("cut.npy"), b"\x93NUMPY\x01\x00")?;
    std::fs::write(at("picture.gif"), b"GIF89a\x01\x00\x01\x00")?;
    Ok(())
}
