//! A second array: beside the first, minus it, in turn with it, and how much the two differ.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Walk, write_npy};
use serde_json::json;

/// `a = np.arange(64, dtype='f4').reshape(2, 4, 8)`, and a copy with `b[0, 1, 2] += 3` and
/// `b[1, 3, 7] = np.nan`.
fn write_two(folder: &Path) -> Result<[PathBuf; 2]> {
    let a: Vec<f32> = (0..64_u8).map(f32::from).collect();
    let mut b = a.clone();
    b[10] += 3.0;
    b[63] = f32::NAN;
    let paths = ["a.npy", "b.npy"].map(|name| folder.join(name));
    for (path, values) in paths.iter().zip([a, b]) {
        let bytes: Vec<u8> = values.into_iter().flat_map(f32::to_le_bytes).collect();
        write_npy(path, "<f4", &[2, 4, 8], &bytes)?;
    }
    Ok(paths)
}

/// Waits until the element at row 1 and column 2 of a picture is this.
fn shows(walk: &Walk, canvas: &str, value: f32) -> Result<()> {
    let script =
        format!("document.querySelector('{canvas}').picture?.frame.values[10] === {value}");
    walk.session().until(&script)?;
    Ok(())
}

fn says(walk: &Walk, selector: &str, text: &str) -> Result<()> {
    walk.session()
        .until(&format!("document.querySelector('{selector}')?.textContent === {}", json!(text)))?;
    Ok(())
}

#[test]
fn two_arrays_are_compared_in_three_ways() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let [a, b] = write_two(folder.path())?;
    let walk = Walk::start(&[&a, &b])?;
    walk.session().click("#compare-select optgroup[label='Of the same shape'] option")?;
    shows(&walk, "#cross-section-cells", 10.0)?;
    shows(&walk, "#beside-cells", 13.0)?;
    walk.session().until("location.search.includes('other=b.npy')")?;
    let limits = walk.text("#colour-limits")?;
    ensure!(limits.starts_with("0 to 31: ") && limits.contains("of both arrays"), "{limits}");

    // d = a.astype(float) - b: -3 once, NaN once, else 0.
    says(&walk, "#comparison-differ", "2 of 64 (3.13 %) arr[0, 1, 2]")?;
    says(&walk, "#comparison-largest", "3 arr[0, 1, 2]")?;
    says(&walk, "#comparison-rms", "0.377964")?;
    says(&walk, "#comparison-mean", "−0.047619")?;
    walk.session().click("#comparison-largest button")?;
    says(&walk, "#readout-crosshair", "arr[0, 1, 2] = 10.0 · B 13.0 · A − B −3.0")?;

    walk.zoom((1, 1), (2, 2))?;
    let linked = "(([one, two]) => one.x[1] - one.x[0] < 3.5 && JSON.stringify(one) === JSON.stringify(two))
        (['#cross-section-cells', '#beside-cells'].map((id) => document.querySelector(id).picture.seen))";
    walk.session().until(linked)?;
    walk.session().type_anywhere("a")?;

    walk.session().type_anywhere("m")?;
    shows(&walk, "#cross-section-cells", -3.0)?;
    walk.session()
        .until("document.querySelector('#colour-limits').textContent.startsWith('−3 to 3: ')")?;
    let told = walk.slice()?;
    ensure!(told["values"][1][2].as_f64() == Some(-3.0), "{told}");
    walk.session().press("#axis-slider-0", Key::Right, 1)?;
    says(&walk, "#count-nan", "1")?;
    walk.session().press("#axis-slider-0", Key::Left, 1)?;

    walk.session().type_anywhere("b")?;
    says(&walk, "#picture-title", "B · b.npy")?;
    shows(&walk, "#cross-section-cells", 13.0)?;
    walk.session().type_anywhere("b")?;
    says(&walk, "#picture-title", "A · a.npy")?;
    shows(&walk, "#cross-section-cells", 10.0)?;
    walk.nothing_went_wrong()
}

/// `a = np.arange(8).reshape(2, 4) * 1j` as complex64, and real numbers `b`, all 0 but
/// `b[1, 2] = 8`.
fn write_complex_and_real(folder: &Path) -> Result<[PathBuf; 2]> {
    let a: Vec<f32> = (0..8_u8).flat_map(|k| [0.0, f32::from(k)]).collect();
    let mut b = [0.0_f32; 8];
    b[6] = 8.0;
    let bytes = |values: &[f32]| values.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>();
    let paths = ["a.npy", "b.npy"].map(|name| folder.join(name));
    write_npy(&paths[0], "<c8", &[2, 4], &bytes(&a))?;
    write_npy(&paths[1], "<f4", &[2, 4], &bytes(&b))?;
    Ok(paths)
}

#[test]
fn complex_arrays_are_compared_by_their_parts() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let [a, b] = write_complex_and_real(folder.path())?;
    let walk = Walk::start(&[&a, &b])?;
    let corner = |part: &str, array: &str, other: &str| {
        walk.open(&format!(
            "array={array}&other={other}&compare=difference&at=1,2&part={part}&rows=0&columns=1"
        ))
    };
    let shows = |value: &str| {
        let cells = "document.querySelector('#cross-section-cells').picture?.frame";
        walk.session().until(&format!("Math.abs({cells}?.values[6] - ({value})) < 1e-12"))
    };
    // d = a - b: d[1, 2] = -8 + 6j
    corner("magnitude", "a.npy", "b.npy")?;
    shows("10")?;
    says(&walk, "#comparison-largest", "10 arr[1, 2]")?;
    says(&walk, "#comparison-differ", "7 of 8 (87.5 %) arr[0, 1]")?;
    says(
        &walk,
        "#readout-crosshair",
        "arr[1, 2] = 0.0+6.0j · magnitude 6 · B 8.0 · A − B −8.0+6.0j",
    )?;
    walk.session().until("document.querySelector('#comparison-of').textContent.includes('|A')")?;
    corner("phase", "a.npy", "b.npy")?;
    shows("Math.atan2(6, -8)")?;
    corner("real", "a.npy", "b.npy")?;
    shows("-8")?;
    // The real array is on display, and the choice of the part is there all the same.
    corner("imaginary", "b.npy", "a.npy")?;
    shows("-6")?;
    walk.session().until("!document.querySelector('#show').hidden")?;
    corner("imaginary", "a.npy", "b.npy")?;
    walk.session().click("#compare-beside")?;
    let both = "['#cross-section-cells', '#beside-cells'].map((id) => document.querySelector(id).picture?.frame.values[6])";
    walk.session().until(&format!("JSON.stringify({both}) === '[6,8]'"))?;
    walk.nothing_went_wrong()
}

#[test]
fn a_comparison_survives_the_url_and_says_what_it_cannot_do() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let [a, b] = write_two(folder.path())?;
    let walk = Walk::start(&[&a, &b])?;
    walk.open("array=a.npy&other=b.npy&compare=difference&at=0,1,2")?;
    shows(&walk, "#cross-section-cells", -3.0)?;
    walk.open("array=a.npy&other=sample-4d")?;
    says(&walk, "#compare-missing", "sample-4d has the shape (32, 28, 28, 3): not compared")?;
    walk.open("array=a.npy&other=gone.npy")?;
    says(&walk, "#compare-missing", "There is no array 'gone.npy' here to compare with")?;
    shows(&walk, "#cross-section-cells", 10.0)?;
    walk.nothing_went_wrong()
}
