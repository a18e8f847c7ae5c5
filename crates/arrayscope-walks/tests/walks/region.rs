//! A rectangle of the cross-section, dragged or typed, has the statistics that NumPy has of it.

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Key, Walk};

use crate::support::spoiled_file;

/// One of the statistics, once it is the one of an expression: text and place.
fn statistic(walk: &Walk, expression: &str, name: &str) -> Result<(String, String)> {
    let cell = format!("document.querySelector('#region [data-statistic={name}] dd')");
    let there = format!(
        "document.querySelector('#region-numpy').textContent === '{expression}'
            && {cell} && [{cell}.firstChild.textContent, {cell}.querySelector('button')?.textContent || '']"
    );
    let found = walk
        .session()
        .until(&there)
        .with_context(|| format!("{:?}", walk.text("#region-numpy")))?;
    serde_json::from_value(found).context("a statistic")
}

#[test]
fn a_dragged_rectangle_has_the_statistics_of_its_elements() -> Result<()> {
    let (_folder, path) = spoiled_file()?;
    let walk = Walk::start(&[&path])?;
    walk.open("array=spoiled.npy&rows=1&columns=2&at=7,0,0")?;
    let session = walk.session();
    session.click("#tool-region")?;
    // It begins with everything.
    statistic(&walk, "arr[7, :, :]", "count")?;
    walk.zoom((3, 5), (1, 2))?;
    // np.isfinite(a[7, 1:4, 2:6]).sum() is 11, the NaN is at [7, 2, 3].
    let of = |name| statistic(&walk, "arr[7, 1:4, 2:6]", name);
    ensure!(of("count")?.0 == "11", "{:?}", of("count"));
    ensure!(of("nan")? == ("1".to_owned(), "[7, 2, 3]".to_owned()), "{:?}", of("nan"));
    ensure!(of("min")? == ("7.1".to_owned(), "[7, 1, 2]".to_owned()), "{:?}", of("min"));
    ensure!(of("max")? == ("7.29".to_owned(), "[7, 3, 5]".to_owned()), "{:?}", of("max"));
    // np.nanmean and np.nanstd of it, in float64
    ensure!(of("mean")?.0 == "7.19545", "{:?}", of("mean"));
    ensure!(of("std")?.0.starts_with("0.069198"), "{:?}", of("std"));
    ensure!(walk.text("#region-size")? == "3 × 4 = 12 elements", "{:?}", walk.text("#region-size"));
    let search = session.run("return location.search", &[])?;
    ensure!(search.as_str().is_some_and(|search| search.contains("region=1:4,2:6")), "{search}");
    let twin = walk.ask(&walk.attribute("#region-json", "href")?)?;
    ensure!(twin["statistics"]["count"] == 11 && twin["numpy"] == "arr[7, 1:4, 2:6]", "{twin}");

    session.click("#region-copy")?;
    let lines = walk.text("#region-lines")?;
    ensure!(lines.contains("r = a[7, 1:4, 2:6]\n"), "{lines}");
    // The place of the largest element is a way there.
    session.click("#region [data-statistic=max] button")?;
    session.until("location.search.includes('at=7,3,5')")?;

    // The next drag zooms: the tool was for one.
    ensure!(
        session.run(
            "return document.querySelector('#region-layer').classList.contains('picking')",
            &[]
        )? == false,
        "the tool"
    );
    session.press_anywhere(Key::Escape)?;
    session.until(
        "document.querySelector('#region').hidden && !location.search.includes('region=')",
    )?;
    walk.nothing_went_wrong()
}

#[test]
fn a_rectangle_is_typed_and_follows_the_sliders() -> Result<()> {
    let (_folder, path) = spoiled_file()?;
    let walk = Walk::start(&[&path])?;
    walk.open("array=spoiled.npy&rows=1&columns=2&at=16,0,0")?;
    let session = walk.session();
    session.type_anywhere("r")?;
    session.until("document.activeElement.id === 'region-rows-from'")?;
    // Each bound counts once it is left.
    let type_over = |selector: &str, text: &str| -> Result<()> {
        session.run(&format!("document.querySelector('{selector}').select()"), &[])?;
        session.type_into(selector, text)?;
        session.press(selector, Key::Tab, 1)
    };
    type_over("#region-rows-to", "2")?;
    type_over("#region-columns-from", "6")?;
    // a[16, 0:2, 6:8]: a −Inf at [16, 0, 7]; the others are 16.06, 16.14, 16.15.
    let of = |name| statistic(&walk, "arr[16, 0:2, 6:8]", name);
    ensure!(of("neg_inf")? == ("1".to_owned(), "[16, 0, 7]".to_owned()), "{:?}", of("neg_inf"));
    ensure!(of("mean")?.0.starts_with("16.1167"), "{:?}", of("mean"));
    session.press("#axis-slider-0", Key::Right, 1)?;
    let (count, _) = statistic(&walk, "arr[17, 0:2, 6:8]", "count")?;
    ensure!(count == "4", "{count}");
    // A swap of the axes takes it along.
    session.click("#swap-axes")?;
    session.until("location.search.includes('region=6:8,0:2')")?;
    statistic(&walk, "arr[17, 0:2, 6:8].T", "count")?;
    walk.nothing_went_wrong()
}
