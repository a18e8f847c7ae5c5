//! What is on display, taken away: lines that are copied do what the page shows, files hold it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Walk, arrayscope, write_npy};
use base64::Engine as _;
use serde_json::{Value, json};

/// Keeps what is copied and saved where the walk can see it: a browser without a window has neither.
const KEEP: &str = "
    window.copied = null;
    window.saved = [];
    navigator.clipboard.writeText = async (text) => {
      if (window.forbidden) throw new Error('forbidden');
      window.copied = text;
    };
    const blobs = new Map();
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => { const url = create(blob); blobs.set(url, blob); return url; };
    HTMLAnchorElement.prototype.click = function () {
      const reader = new FileReader();
      reader.onload = () => window.saved.push([this.download, reader.result.split(',')[1]]);
      reader.readAsDataURL(blobs.get(this.href));
    };";

/// Names that a shell or an option parser could take for something else.
const HOSTILE: &str = "-it's a \"b\" $(c) [0].npy";

fn visit(folder: &Path) -> Result<Walk> {
    let path = folder.join(HOSTILE);
    let values: Vec<u8> = (0_u16..30).flat_map(|k| f32::from(k).to_le_bytes()).collect();
    write_npy(&path, "<f4", &[2, 3, 5], &values)?;
    let walk = Walk::start(&[&path])?;
    walk.session().run(KEEP, &[])?;
    walk.paints_after(&json!({"index": [1, 0, 0]}), |session| {
        let script = "const slider = document.querySelector('#axis-slider-0');
            slider.value = 1; slider.dispatchEvent(new Event('input', {bubbles: true}));";
        session.run(script, &[]).map(drop)
    })?;
    Ok(walk)
}

/// Chooses an entry of a menu.
fn choose(walk: &Walk, menu: &str, item: &str) -> Result<()> {
    walk.session().click(&format!("#{menu} > summary"))?;
    walk.session().click(&format!("#{item}"))
}

fn copied(walk: &Walk) -> Result<String> {
    let text = walk.session().until("window.copied")?;
    walk.session().run("window.copied = null", &[])?;
    Ok(text.as_str().context("a text")?.to_owned())
}

#[cfg(unix)]
#[test]
fn the_shell_line_prints_what_the_page_shows() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let walk = visit(folder.path())?;
    choose(&walk, "copy-menu", "copy-shell")?;
    let line = copied(&walk)?;
    ensure!(line.starts_with("arrayscope slice './-it"), "{line}");
    let command = arrayscope()?;
    let path = format!(
        "{}:{}",
        command.parent().context("a folder")?.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{line} --format json")]).current_dir(folder.path());
    let said = shell.env("PATH", path).output()?;
    ensure!(said.status.success(), "{line}: {}", String::from_utf8_lossy(&said.stderr));
    let said: Value = serde_json::from_slice(&said.stdout)?;
    // JSON from the page writes 15.0 as 15.
    let numbers = |told: &Value| serde_json::from_value::<Vec<Vec<f64>>>(told["values"].clone());
    ensure!(numbers(&said)? == numbers(&walk.slice()?)?, "{line}: {said}");
    let status = walk.text("#export-status")?;
    ensure!(status == "shell line copied, to be run in the folder of the file", "{status}");
    walk.nothing_went_wrong()
}

#[test]
fn a_link_opens_the_same_view_and_python_names_the_axes() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let walk = visit(folder.path())?;
    choose(&walk, "copy-menu", "copy-python")?;
    let lines = copied(&walk)?;
    ensure!(lines.contains("np.load(\"-it's a \\\"b\\\" $(c) [0].npy\")"), "{lines}");
    ensure!(lines.contains("arrayscope.extract_slice(a, {0: 1}, rows=1, columns=2)"), "{lines}");
    choose(&walk, "copy-menu", "copy-link")?;
    let link = copied(&walk)?;
    ensure!(!link.contains("token"), "{link}");
    let query = link.split_once('?').context("a query")?.1;
    let paint = walk.open(query)?;
    ensure!(paint.index == [1, 0, 0], "{link} shows {:?}", paint.index);
    walk.nothing_went_wrong()
}

#[test]
fn without_a_clipboard_the_text_is_there_to_be_copied() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let walk = visit(folder.path())?;
    walk.session().run("window.forbidden = true", &[])?;
    choose(&walk, "copy-menu", "copy-shell")?;
    let shown = "!document.querySelector('#export-text').hidden && getSelection().toString()";
    walk.session()
        .until("document.querySelector('#export-text').value.startsWith('arrayscope slice')")?;
    walk.session().until(shown)?;
    let focused = walk.session().run("return document.activeElement.id", &[])?;
    ensure!(focused == json!("export-text"), "{focused}");
    walk.nothing_went_wrong()
}

#[test]
fn files_hold_the_cross_section_and_are_named_after_it() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let walk = visit(folder.path())?;
    for (count, item) in ["save-csv", "save-npy", "save-png", "save-report"].into_iter().enumerate()
    {
        choose(&walk, "save-menu", item)?;
        walk.session().until(&format!("window.saved.length === {}", count + 1))?;
    }
    let saved: Vec<(String, String)> =
        serde_json::from_value(walk.session().run("return window.saved", &[])?)?;
    let names: Vec<&str> = saved.iter().map(|(name, _)| name.as_str()).collect();
    let stem = "it_s_a_b_c_0";
    let expected = ["1-all-all.csv", "1-all-all.npy", "1-all-all.png", "report.html"];
    ensure!(names == expected.map(|end| format!("{stem}_{end}")), "{names:?}");
    let bytes: Vec<Vec<u8>> = saved
        .iter()
        .map(|(_, text)| base64::engine::general_purpose::STANDARD.decode(text))
        .collect::<Result<_, _>>()?;
    ensure!(
        bytes[0]
            == b"15.0,16.0,17.0,18.0,19.0\n20.0,21.0,22.0,23.0,24.0\n25.0,26.0,27.0,28.0,29.0\n"
    );
    ensure!(bytes[1].starts_with(b"\x93NUMPY") && bytes[2].starts_with(b"\x89PNG"));
    let html = String::from_utf8(bytes[3].clone())?;
    // The limits of the first cross-section are held while sliding.
    ensure!(
        html.contains("arr[1, :, :]")
            && html.contains("0 to 14 (as on the page)")
            && !html.contains("<script"),
        "the report shows the view"
    );
    walk.nothing_went_wrong()
}

#[test]
fn a_report_shows_the_zoom_and_the_part_on_display() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("k.npy");
    let bytes: Vec<u8> = (0..48_u8).flat_map(|k| f32::from(k).to_le_bytes()).collect();
    write_npy(&path, "<c8", &[4, 6], &bytes)?;
    let walk = Walk::start(&[&path])?;
    walk.open("array=k.npy&part=phase&row_range=1:3&flip=columns")?;
    walk.session().run(KEEP, &[])?;
    choose(&walk, "save-menu", "save-report")?;
    walk.session().until("window.saved.length === 1")?;
    let text = walk.session().run("return window.saved[0][1]", &[])?;
    let text = text.as_str().context("base64")?;
    let html = String::from_utf8(base64::engine::general_purpose::STANDARD.decode(text)?)?;
    for told in ["np.angle(arr[1:3, ::-1])", "1:3 of 4", "of phases", "as on the page"] {
        ensure!(html.contains(told), "the report does not tell {told}");
    }
    walk.nothing_went_wrong()
}
