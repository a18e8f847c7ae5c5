//! What suits an array that is no plain picture: a number, a curve, parts of complex numbers, colours.

use std::f64::consts::{FRAC_PI_2, PI};

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Walk, write_npy};
use serde_json::{Value, json};

/// An expression about what the canvas was painted from.
fn painted(walk: &Walk, expression: &str) -> Result<Value> {
    let script = format!(
        "const {{frame, index, seen}} = document.querySelector('#cross-section-cells').picture; return {expression}"
    );
    walk.session().run(&script, &[])
}

/// The same as numbers: JSON tells 1 and 1.0 apart, JavaScript does not.
fn numbers(walk: &Walk, expression: &str) -> Result<Vec<f64>> {
    Ok(serde_json::from_value(painted(walk, expression)?)?)
}

/// The colour of the canvas at shares of its width and height.
fn pixel(walk: &Walk, across: f64, down: f64) -> Result<Value> {
    let script = "const canvas = document.querySelector('#cross-section-cells');
        const [x, y] = [Math.floor(arguments[0] * canvas.width), Math.floor(arguments[1] * canvas.height)];
        return Array.from(canvas.getContext('2d').getImageData(x, y, 1, 1).data)";
    walk.session().run(script, &[json!(across), json!(down)])
}

fn display(walk: &Walk) -> Result<String> {
    walk.attribute("#cross-section-panel", "data-display")
}

fn choose(walk: &Walk, value: &str) -> Result<()> {
    walk.paints_after(&json!({}), |session| {
        session.click(&format!("#show-select option[value='{value}']"))
    })?;
    Ok(())
}

/// Presses a key while nothing has the focus: a list that has it takes letters for its own.
fn press_on_the_page(walk: &Walk, key: &str) -> Result<()> {
    walk.paints_after(&json!({}), |session| {
        session.run("document.activeElement.blur()", &[])?;
        session.type_anywhere(key)
    })?;
    Ok(())
}

fn until_text(walk: &Walk, selector: &str, text: &str) -> Result<()> {
    let expression = format!("document.querySelector('{selector}').textContent === '{text}'");
    walk.session()
        .until(&expression)
        .with_context(|| format!("{:?} instead of {text:?}", walk.text(selector)))?;
    Ok(())
}

#[test]
fn a_scalar_is_its_exact_number_and_its_bits() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let tenth = folder.path().join("tenth.npy");
    write_npy(&tenth, "<f4", &[], &0.1_f32.to_le_bytes())?;
    let large = folder.path().join("large.npy");
    write_npy(&large, "<i8", &[], &i64::MAX.to_le_bytes())?;
    let walk = Walk::start(&[&tenth, &large])?;
    ensure!(display(&walk)? == "number", "{}", display(&walk)?);
    until_text(&walk, "#scalar-value", "0.1")?;
    // np.float32(0.1).view(np.uint32): 0x3dcccccd
    until_text(&walk, ".bits-sign code", "0")?;
    until_text(&walk, ".bits-exponent code", "01111011")?;
    until_text(&walk, ".bits-fraction code", "10011001100110011001101")?;
    walk.paints_after(&json!({"index": []}), |session| {
        session.click("#source-select optgroup[label='Files'] option:nth-child(2)")
    })?;
    until_text(&walk, "#scalar-value", "9223372036854775807")?;
    let hidden = "document.querySelector('.scalar-bits').hidden";
    walk.session().until(hidden)?;
    walk.nothing_went_wrong()
}

#[test]
fn one_axis_is_a_curve_that_keeps_its_extremes_and_marks() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("curve.npy");
    let mut values: Vec<f64> = (0..20_000_u32).map(|k| f64::from(k % 100)).collect();
    (values[5_000], values[12_345], values[17_000]) = (1_000.0, f64::NAN, f64::INFINITY);
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    write_npy(&path, "<f8", &[20_000], &bytes)?;
    let walk = Walk::start(&[&path])?;
    ensure!(display(&walk)? == "line", "{}", display(&walk)?);
    let text = walk.text("#cross-section-reduced")?;
    ensure!(text.contains("elements per point: smallest, mean, largest"), "{text}");
    let step = painted(&walk, "frame.columns.step")?.as_u64().context("step")?;
    let told = numbers(
        &walk,
        "[frame.min, frame.max, frame.nan, frame.pos_inf, Math.max(...frame.line.high)]",
    )?;
    ensure!(step > 1 && told == [0.0, 1000.0, 1.0, 1.0, 1000.0], "{step} {told:?}");
    ensure!(walk.text("#count-nan")? == "1" && walk.text("#count-pos-inf")? == "1", "the legend");
    // The spike is seen where it is, far above all else.
    let spike = (5_000.0 + 0.5) / 20_000.0;
    let drawn = [spike - 0.004, spike - 0.002, spike, spike + 0.002, spike + 0.004]
        .map(|across| pixel(&walk, across, 0.3));
    let drawn = drawn.into_iter().collect::<Result<Vec<_>>>()?;
    ensure!(drawn.iter().any(|pixel| pixel[3] != 0), "nothing is drawn there: {drawn:?}");
    ensure!(pixel(&walk, spike + 0.1, 0.3)?[3] == 0, "something is drawn beside it");

    let id = walk.array()?;
    walk.open(&format!("array={id}&column_range=4990:5010&at=5000"))?;
    walk.session()
        .until("document.querySelector('#cross-section-cells').picture.frame.columns.step === 1")?;
    let seen = numbers(&walk, "Array.from(frame.line.mean).slice(8, 12)")?;
    ensure!(seen == [98.0, 99.0, 1000.0, 1.0], "{seen:?}");
    until_text(&walk, "#readout-crosshair", "arr[5000] = 1000.0")?;
    walk.nothing_went_wrong()
}

#[test]
fn complex_numbers_are_seen_by_each_of_their_parts() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("complex.npy");
    // np.array([[1+0j, 0+2j], [-3+0j, 4-3j]], np.complex64)
    let parts: [f32; 8] = [1.0, 0.0, 0.0, 2.0, -3.0, 0.0, 4.0, -3.0];
    write_npy(&path, "<c8", &[2, 2], &parts.map(f32::to_le_bytes).concat())?;
    let walk = Walk::start(&[&path])?;
    let values = |expected: [f64; 4]| -> Result<()> {
        let found = numbers(&walk, "Array.from(frame.values)")?;
        ensure!(found == expected, "{found:?} instead of {expected:?}");
        Ok(())
    };
    values([1.0, 2.0, 3.0, 5.0])?;
    choose(&walk, "real")?;
    values([1.0, 0.0, -3.0, 4.0])?;
    let limits = walk.text("#colour-limits")?;
    ensure!(limits.starts_with("−4 to 4: "), "0 is in the middle: {limits}");
    choose(&walk, "imaginary")?;
    values([0.0, 2.0, 0.0, -3.0])?;
    choose(&walk, "phase")?;
    values([0.0, FRAC_PI_2, PI, (-3.0_f64).atan2(4.0)])?;
    let limits = walk.text("#colour-limits")?;
    ensure!(limits.starts_with("−π to π: "), "{limits}");
    ensure!(walk.text("#cross-section-numpy")? == "np.angle(arr[:, :])", "as NumPy has it");
    walk.session().until("location.search.includes('part=phase')")?;
    walk.hover(1, 1)?;
    until_text(&walk, "#hover-tip", "arr[1, 1] = 4.0-3.0j · phase −0.643501")?;
    // The key goes on to the next part, and from the last to the first.
    press_on_the_page(&walk, "c")?;
    values([1.0, 0.0, -3.0, 4.0])?;
    walk.nothing_went_wrong()
}

#[test]
fn a_picture_is_seen_in_its_own_colours() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("colours.npy");
    // Two pictures of 2 × 2, uint8.
    let bytes: Vec<u8> = (0..24).map(|place| place * 10).collect();
    write_npy(&path, "|u1", &[2, 2, 2, 3], &bytes)?;
    let odd = folder.path().join("odd.npy");
    let floats = [0.0_f32, 1.0, 0.5, f32::NAN, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, f32::INFINITY];
    write_npy(&odd, "<f4", &[2, 2, 3], &floats.map(f32::to_le_bytes).concat())?;
    let walk = Walk::start(&[&path, &odd])?;
    let id = walk.array()?;
    walk.open(&format!("array={id}&rows=1&columns=2&at=1,0,0,0&show=rgb"))?;
    ensure!(display(&walk)? == "rgb", "{}", display(&walk)?);
    for (row, column, colour) in [
        (0.4, 0.4, [120, 130, 140, 255]),
        (0.4, 0.9, [150, 160, 170, 255]),
        (0.9, 0.4, [180, 190, 200, 255]),
        (0.9, 0.9, [210, 220, 230, 255]),
    ] {
        let found = pixel(&walk, column, row)?;
        ensure!(found == json!(colour), "{found} instead of {colour:?}");
    }
    ensure!(
        walk.text("#colour-limits")?.contains("uint8 as it is"),
        "{}",
        walk.text("#colour-limits")?
    );
    walk.hover(1, 0)?;
    until_text(&walk, "#hover-tip", "arr[1, 1, 0, :] = red 180, green 190, blue 200")?;

    // Back to one channel, and to colours by the key.
    choose(&walk, "values")?;
    ensure!(numbers(&walk, "Array.from(frame.values)")? == [120.0, 150.0, 180.0, 210.0], "red");
    press_on_the_page(&walk, "c")?;
    ensure!(display(&walk)? == "rgb", "{}", display(&walk)?);

    walk.paints_after(&json!({"address": "odd.npy"}), |session| {
        session.click("#source-select optgroup[label='Files'] option:nth-child(2)")
    })?;
    choose(&walk, "rgb")?;
    let found = [pixel(&walk, 0.4, 0.4)?, pixel(&walk, 0.9, 0.4)?, pixel(&walk, 0.9, 0.9)?];
    ensure!(
        found == [json!([0, 255, 128, 255]), json!([255, 43, 214, 255]), json!([255, 122, 0, 255])],
        "{found:?}"
    );
    ensure!(walk.text("#count-nan")? == "1" && walk.text("#count-pos-inf")? == "1", "the legend");
    walk.nothing_went_wrong()
}
