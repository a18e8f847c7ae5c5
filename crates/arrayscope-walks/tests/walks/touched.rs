//! What a costly cross-section reads is said.

use std::fs::OpenOptions;

use anyhow::{Result, ensure};
use arrayscope_walks::{Walk, write_npy};
use serde_json::json;

#[test]
fn across_a_large_file_the_page_says_what_each_step_reads() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("large.npy");
    let shape = [20_000, 16, 1024];
    write_npy(&path, "<f4", &shape, &[])?;
    let header = path.metadata()?.len();
    let values = 4 * shape.iter().product::<usize>() as u64;
    // Nothing is written of the values: they take no room on the disk.
    OpenOptions::new().write(true).open(&path)?.set_len(header + values)?;
    let walk = Walk::start(&[&path])?;
    walk.session().until("document.querySelector('#summary [data-statistic=mean]')")?;
    let said = || walk.text("#cross-section-touched");
    ensure!(said()?.is_empty(), "{}", said()?);
    walk.paints_after(&json!({}), |session| session.click("#rows-select option[value='0']"))?;
    let text = "document.querySelector('#cross-section-touched').textContent";
    let costly = "each step reads 81.9 MB in 20,000 stretches of the file";
    walk.session().until(&format!("{text} === '{costly}'"))?;
    walk.paints_after(&json!({}), |session| session.click("#rows-select option[value='1']"))?;
    walk.session().until(&format!("{text} === ''"))?;
    walk.nothing_went_wrong()
}
