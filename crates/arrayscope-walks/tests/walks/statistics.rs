//! Statistics over an axis: a curve, a picture, numbers, and lines that give the same.

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Walk, write_npy};
use serde_json::json;

fn counting(folder: &std::path::Path, shape: &[usize]) -> Result<std::path::PathBuf> {
    let path = folder.join("counting.npy");
    let size: usize = shape.iter().product();
    let values: Vec<u8> =
        (0..u8::try_from(size)?).flat_map(|k| f64::from(k).to_le_bytes()).collect();
    write_npy(&path, "<f8", shape, &values)?;
    Ok(path)
}

#[test]
fn over_an_axis_of_three_the_result_is_a_picture_with_its_numbers() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = counting(folder.path(), &[2, 3, 4])?;
    let walk = Walk::start(&[&path])?;
    walk.open("array=counting.npy&rows=1&columns=2&at=0,1,2&along=0&reduce=over&statistic=max")?;
    let session = walk.session();
    // np.arange(24.).reshape(2, 3, 4).max(axis=0)[1, 2] is 18
    let reading = "document.querySelector('#statistics-reading').textContent";
    session.until(&format!("{reading} === 'a.max(axis=0)[1, 2] = 18'"))?;
    ensure!(walk.text("#statistics-panel td.here")? == "18", "the cell of the table");
    let size = "document.querySelector('#statistics-picture').width";
    session.until(&format!("{size} === 4"))?;
    session.click("#statistics-as-numpy")?;
    let lines = walk.text("#statistics-lines")?;
    ensure!(lines.contains("x = a.max(axis=0)\n"), "{lines}");
    session.click("#statistics-as-shell")?;
    let lines = walk.text("#statistics-lines")?;
    ensure!(lines.ends_with("--axis 0 --statistics max --format csv"), "{lines}");
    let link = walk.attribute("#statistics-npy", "href")?;
    ensure!(link.ends_with("/stats.npy?axis=0&along=false&statistic=max"), "{link}");
    walk.nothing_went_wrong()
}

#[test]
fn over_an_axis_of_two_the_result_is_a_curve_and_a_table() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = counting(folder.path(), &[6, 4])?;
    let walk = Walk::start(&[&path])?;
    walk.open("array=counting.npy&at=0,1&along=0&reduce=over")?;
    let session = walk.session();
    session.until("document.querySelectorAll('#statistics-panel tbody tr').length === 4")?;
    let means = "return [...document.querySelectorAll('#statistics-panel tbody tr')].map((row) => row.children[2].textContent)";
    let means = session.run(means, &[])?;
    let means: Vec<&str> =
        means.as_array().context("rows")?.iter().filter_map(|mean| mean.as_str()).collect();
    // np.arange(24.).reshape(6, 4).mean(axis=0)
    ensure!(means == ["10", "11", "12", "13"], "{means:?}");
    ensure!(walk.attribute("#statistics-panel tr.current", "data-index")? == "1", "the slider");
    walk.nothing_went_wrong()
}

/// Holds back the summary of what is opened next, and says how far it is.
const COMPUTING: &str = r"
const real = window.fetch;
const running = [{ what: 'summary', done: 1e9, total: 4e9, seconds: 2 }];
window.fetch = (path, options) => {
  if (String(path).endsWith('/summary')) {
    return new Promise((resolve) => { window.answer = () => resolve(real(path, options)); });
  }
  return String(path).endsWith('/progress')
    ? Promise.resolve(new Response(JSON.stringify({ running }))) : real(path, options);
};
";

#[test]
fn statistics_that_take_long_tell_how_far_they_are_and_move_nothing() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = counting(folder.path(), &[2, 3, 4])?;
    let walk = Walk::start(&[&path])?;
    let session = walk.session();
    let there = "document.querySelector('#summary [data-statistic=mean]')";
    session.until(there)?;
    let top = "const top = (id) => document.getElementById(id).getBoundingClientRect().top;
        return top('statistics-body') - top('statistics-panel')";
    let before = session.run(top, &[])?;
    session.run(COMPUTING, &[])?;
    walk.paints_after(&json!({"address": "sample-3d"}), |session| {
        session.click("#source-select option[value='sample-3d']")
    })?;
    session.until("document.querySelector('#statistics-progress:not([hidden])')")?;
    let told = walk.text("#statistics-progress")?;
    ensure!(told.trim() == "25 %, 500 MB/s, 6 s left", "{told}");
    ensure!(session.run(top, &[])? == before, "what stands below moved");
    session.run("window.answer()", &[])?;
    session.until("document.querySelector('#statistics-progress').hidden")?;
    session.until("document.querySelector('#statistics-busy').textContent === ''")?;
    walk.nothing_went_wrong()
}
