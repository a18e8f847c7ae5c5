//! Files that a person brings.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Walk, write_npy};
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::support::figure_is_what_the_server_says;

/// Chooses a file as the file dialogue would, and waits until its array is painted.
fn upload(walk: &Walk, path: &Path, axes: (Option<usize>, Option<usize>)) -> Result<()> {
    let path = path.to_str().context("a path that is text")?;
    let (rows, columns) = axes;
    walk.paints_after(&json!({"rows": rows, "columns": columns}), |session| {
        session.type_into("#upload-input", path)
    })?;
    Ok(())
}

#[test]
fn an_uploaded_csv_opens_with_its_numbers() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("readings.csv");
    fs::write(&path, "height,width,weight\n1.5,2.25,-3\n4,5,NA\n7.75,8,9e3\n10,11,12\n")?;

    let walk = Walk::start(&[])?;
    upload(&walk, &path, (Some(0), Some(1)))?;
    ensure!(walk.attribute("#shape-badge", "data-shape")? == "(4, 3)", "the shape of readings.csv");
    let cells = walk.figure()?.cells;
    let expected = [
        [Some(1.5), Some(2.25), Some(-3.0)],
        [Some(4.0), Some(5.0), None],
        [Some(7.75), Some(8.0), Some(9000.0)],
        [Some(10.0), Some(11.0), Some(12.0)],
    ];
    ensure!(cells == expected, "cells: {cells:?}");
    figure_is_what_the_server_says(&walk)?;
    let title = walk.text("#array-title")?;
    ensure!(title.contains("readings.csv"), "{title}");
    ensure!(walk.text("#count-nan")? == "1", "the empty cell is counted");
    let chosen =
        "return document.querySelector('#source-select').selectedOptions[0].parentElement.label";
    ensure!(walk.session().run(chosen, &[])? == "Uploads", "it stands among the uploads");
    walk.nothing_went_wrong()
}

#[test]
fn a_member_name_with_markup_in_it_stays_text() -> Result<()> {
    const NAME: &str = "<img src=x onerror=alert(1)>";
    let folder = tempfile::tempdir()?;
    let member = folder.path().join("member.npy");
    write_npy(&member, "|u1", &[2, 3], &[1, 2, 3, 4, 5, 6])?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(
        format!("{NAME}.npy"),
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
    )?;
    archive.write_all(&fs::read(&member)?)?;
    // The name of the file is markup, too.
    let path = folder.path().join("<b>bold<b>.npz");
    fs::write(&path, archive.finish()?.into_inner())?;

    let walk = Walk::start(&[])?;
    upload(&walk, &path, (Some(0), Some(1)))?;
    ensure!(
        walk.figure()?.cells == [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]].map(|row| row.map(Some)),
        "the numbers"
    );
    let shown =
        [walk.text("#array-title")?, walk.text("#array-address")?, walk.text("#source-select")?]
            .join("\n");
    ensure!(shown.contains(NAME), "{shown}");
    let elements =
        walk.session().run("return document.querySelectorAll('img[src=x], body b').length", &[])?;
    ensure!(elements == 0, "markup became {elements} elements");
    walk.nothing_went_wrong()
}

#[test]
fn an_upload_that_is_no_array_says_so_and_the_page_goes_on() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("broken.npy");
    fs::write(&path, b"\x93NUMPY\x01\x00\xff\xff{")?;

    let walk = Walk::start(&[])?;
    let shape = walk.attribute("#shape-badge", "data-shape")?;
    walk.session().type_into("#upload-input", path.to_str().context("text")?)?;
    walk.session().until("!document.querySelector('#error-panel').hidden && document.querySelector('#error-message')")?;
    let message = walk.text("#error-message")?;
    ensure!(message.contains("broken.npy"), "{message}");
    ensure!(walk.attribute("#shape-badge", "data-shape")? == shape, "the array on display stays");
    walk.nothing_went_wrong()
}
