//! WCAG 2.2, levels A and AA, as far as axe-core can judge: every kind of display, in light and dark, wide and narrow.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Look, Walk, write_npy};
use serde_json::json;

use crate::support::spoiled_file;

const LOOKS: [Look; 4] = [
    Look { scheme: "light", width: 1400, height: 1000 },
    Look { scheme: "dark", width: 1400, height: 1000 },
    Look { scheme: "dark", width: 390, height: 844 },
    Look { scheme: "light", width: 390, height: 844 },
];

/// Fails when a rule is broken, or the page is wider than the window, in any of the looks.
fn keeps_the_rules(walk: &Walk, shown: &str) -> Result<()> {
    for look in LOOKS {
        walk.look(look)?;
        let found = walk.violations().with_context(|| format!("{shown}, {look:?}"))?;
        ensure!(found.is_empty(), "{shown}, {look:?}: {found:#?}");
        let overflow = "return document.documentElement.scrollWidth - window.innerWidth";
        let overflow = walk.session().run(overflow, &[])?.as_i64().context("a width")?;
        ensure!(overflow <= 0, "{shown}, {look:?}: {overflow} pixels too wide");
    }
    walk.look(LOOKS[0])
}

/// Opens a view, waits for what comes last, and judges it.
fn judged(walk: &Walk, query: &str, until: &str) -> Result<()> {
    walk.open(query)?;
    judged_now(walk, query, until)
}

fn judged_now(walk: &Walk, shown: &str, until: &str) -> Result<()> {
    let session = walk.session();
    for there in ["#signal-cards [data-verdict]", "#summary dd", until] {
        session.until(&format!("document.querySelector({})", json!(there)))?;
    }
    keeps_the_rules(walk, shown)?;
    walk.nothing_went_wrong()
}

/// `np.arange(size).reshape(shape)` as float32.
fn counting(folder: &Path, name: &str, shape: &[usize]) -> Result<PathBuf> {
    let path = folder.join(name);
    let size = u16::try_from(shape.iter().product::<usize>())?;
    let bytes: Vec<u8> = (0..size).flat_map(|value| f32::from(value).to_le_bytes()).collect();
    write_npy(&path, "<f4", shape, &bytes)?;
    Ok(path)
}

#[test]
fn a_number_a_curve_and_a_picture_keep_the_rules() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let number = counting(folder.path(), "number.npy", &[])?;
    let curve = counting(folder.path(), "curve.npy", &[500])?;
    let picture = counting(folder.path(), "picture.npy", &[30, 40])?;
    let walk = Walk::start(&[&number, &curve, &picture])?;
    judged(&walk, "array=number.npy", "#scalar-value")?;
    judged(&walk, "array=curve.npy&at=7&elements=plain", "td.current")?;
    judged(&walk, "array=picture.npy&at=3,4", "#statistics-panel tbody tr")
}

#[test]
fn four_axes_and_their_statistics_keep_the_rules() -> Result<()> {
    let walk = Walk::start(&[])?;
    let table = "#statistics-panel tbody tr";
    judged(&walk, "at=3,10,17,0", table)?;
    judged(&walk, "at=3,10,17,0&along=0&reduce=over&statistic=std", table)?;
    walk.session().run(
        "document.querySelectorAll('details').forEach((one) => one.setAttribute('open', ''))",
        &[],
    )?;
    keeps_the_rules(&walk, "every explanation is open")
}

#[test]
fn parts_and_colours_keep_the_rules() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let complex = folder.path().join("complex.npy");
    let parts: Vec<u8> = (0..128_u8).flat_map(|value| f32::from(value).to_le_bytes()).collect();
    write_npy(&complex, "<c8", &[8, 8], &parts)?;
    let colours = folder.path().join("colours.npy");
    write_npy(&colours, "|u1", &[2, 8, 8, 3], &(0..=255).cycle().take(384).collect::<Vec<_>>())?;
    let walk = Walk::start(&[&complex, &colours])?;
    let current = "td.current";
    judged(&walk, "array=complex.npy&part=phase&elements=plain", current)?;
    judged(&walk, "array=colours.npy&rows=1&columns=2&show=rgb&lines=1&elements=coloured", current)
}

#[test]
fn lines_a_region_and_elements_keep_the_rules() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let walk = Walk::start(&[&file])?;
    let region = "#region [data-statistic=mean]";
    judged(
        &walk,
        "array=spoiled.npy&rows=1&columns=2&at=7,2,3&lines=1&region=1:4,2:6&elements=coloured",
        region,
    )?;
    // Other colours, from the other end, in part.
    judged(
        &walk,
        "array=spoiled.npy&rows=1&columns=2&at=16,0,7&row_range=0:3&flip=rows&elements=coloured&colormap=greys",
        "td.current",
    )
}

#[test]
fn the_ways_of_comparing_keep_the_rules() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let one = counting(folder.path(), "one.npy", &[4, 12, 16])?;
    let two = folder.path().join("two.npy");
    write_npy(&two, "<f4", &[4, 12, 16], &[0; 4 * 768])?;
    let walk = Walk::start(&[&one, &two])?;
    let compared = "#comparison-differ";
    walk.open("array=one.npy")?;
    walk.session().click("#compare-select optgroup[label='Of the same shape'] option")?;
    walk.session().until("document.querySelector('#beside-cells').picture")?;
    judged_now(&walk, "beside", compared)?;
    judged(&walk, "array=one.npy&other=two.npy&compare=difference", compared)?;
    judged(&walk, "array=one.npy&other=two.npy&compare=flicker&rate=0", compared)
}

#[test]
fn mistakes_and_the_list_of_keys_keep_the_rules() -> Result<()> {
    let walk = Walk::start(&[])?;
    let session = walk.session();
    judged(&walk, "simulate=1&reshape=5,5&other=gone", "#error-panel:not([hidden])")?;
    session.type_anywhere("?")?;
    session.until("document.querySelector('#help-dialog').open")?;
    keeps_the_rules(&walk, "help")?;
    walk.nothing_went_wrong()
}

#[test]
fn a_benchmark_keeps_the_rules() -> Result<()> {
    let walk = Walk::start(&[])?;
    let session = walk.session();
    session.click("#benchmark-quick")?;
    session.until("document.querySelectorAll('#benchmark-result .finding').length >= 7")?;
    session.until("!document.querySelector('#benchmark-quick').disabled")?;
    keeps_the_rules(&walk, "benchmark")?;
    walk.nothing_went_wrong()
}

#[test]
fn what_breaks_a_rule_is_found() -> Result<()> {
    let walk = Walk::start(&[])?;
    let spoil = "const button = document.createElement('button');
        button.id = 'nameless';
        document.querySelector('main').append(button);
        document.querySelector('#cross-section-title').style.color = 'rgb(250, 250, 250)'";
    walk.session().run(spoil, &[])?;
    let mut found: Vec<_> =
        walk.violations()?.into_iter().map(|found| (found.rule, found.element)).collect();
    found.sort();
    let expected = [("button-name", "#nameless"), ("color-contrast", "#cross-section-title")];
    let expected = expected.map(|(rule, element)| (rule.to_owned(), element.to_owned()));
    ensure!(found == expected, "{found:?}");
    Ok(())
}
