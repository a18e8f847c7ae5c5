//! Embeds the page: everything under `assets/`, and Plotly.js out of the `plotly` crate.
//!
//! Each file is stored gzipped in `OUT_DIR`; the generated `assets.rs` is one table of
//! name, content type, entity tag and bytes. A release and a debug build embed the same.
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

use flate2::{Compression, Crc, GzBuilder};

/// The name under which Plotly.js is served.
const PLOTLY: &str = "plotly.min.js";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("assets");

    let mut files = Vec::new();
    collect(&root, &root, &mut files)?;
    // The order of a directory listing differs between machines; the table must not.
    files.sort();

    let mut rows = String::new();
    for (name, path) in &files {
        println!("cargo::rerun-if-changed={}", path.display());
        let mut contents = fs::read(path)?;
        if name == "index.html" {
            contents = preload(&String::from_utf8(contents)?, &root)?.into_bytes();
        } else if has_code(name) {
            let code = String::from_utf8(contents)?;
            contents = code_alone(&code).map_err(|why| format!("{name}: {why}"))?.into();
        }
        rows.push_str(&embed(&out, name, &contents)?);
    }
    rows.push_str(&embed(&out, PLOTLY, plotly_source()?.as_bytes())?);
    fs::write(out.join("assets.rs"), format!("&[\n{rows}]\n"))?;
    Ok(())
}

/// The page with a line for each module that one of its scripts needs: they import each other
/// over several levels, and a browser would learn of each level when it has read the one above.
fn preload(page: &str, root: &Path) -> Result<String, Box<dyn Error>> {
    let (mut text, mut told) = (String::new(), Vec::new());
    for line in page.lines() {
        text.push_str(line);
        text.push('\n');
        let script = line.trim().strip_prefix("<script src=\"/assets/");
        if let Some((name, _)) = script.and_then(|rest| rest.split_once('"')) {
            for module in needed(root, name)? {
                if !told.contains(&module) {
                    writeln!(text, "  <link rel=\"modulepreload\" href=\"/assets/{module}\">")?;
                    told.push(module);
                }
            }
        }
    }
    Ok(text)
}

/// What a module imports by name, and so on: the nearest first. What is loaded with `import()`
/// comes after the first picture.
fn needed(root: &Path, script: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut found = vec![script.to_owned()];
    let mut next = 0;
    while let Some(name) = found.get(next).cloned() {
        next += 1;
        let module =
            fs::read_to_string(root.join(&name)).map_err(|why| format!("{name}: {why}"))?;
        for import in imports(&module) {
            let path = resolve(&name, import)?;
            if !found.contains(&path) {
                found.push(path);
            }
        }
    }
    Ok(found.split_off(1))
}

/// The modules that a module imports or hands on; each such statement ends on the line that
/// names its module.
fn imports(module: &str) -> impl Iterator<Item = &str> {
    module.lines().filter_map(|line| {
        let (before, path) = line.strip_suffix("';")?.rsplit_once('\'')?;
        let is_import = before.ends_with("from ") || before == "import ";
        is_import.then_some(path)
    })
}

/// The name of a module that another one imports by a relative path.
fn resolve(from: &str, path: &str) -> Result<String, String> {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop().ok_or_else(|| format!("{from}: {path} leaves the assets"))?),
            name => folders.push(name),
        }
    }
    Ok(folders.join("/"))
}

fn has_code(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "js" || ending == "css")
}

/// A module or a sheet without the comments that have lines of their own, and without what its
/// lines begin with: a quarter of what the page weighs. Whoever reads the page reads the
/// repository.
///
/// Lines are all that is looked at, so that no text may go over several of them.
fn code_alone(code: &str) -> Result<String, String> {
    let (mut kept, mut inside) = (String::new(), false);
    for (number, line) in (1..).zip(code.lines()) {
        let text = line.trim();
        let ends = text.ends_with("*/");
        if inside || text.starts_with("/*") {
            if text.contains("*/") && !ends {
                return Err(format!("line {number}: code follows a comment"));
            }
            inside = !ends;
        } else if line.matches('`').count() % 2 == 1 {
            return Err(format!("line {number}: a text goes over several lines"));
        } else if !text.is_empty() && !text.starts_with("//") {
            kept.push_str(text);
            kept.push('\n');
        }
    }
    Ok(kept)
}

/// Every file below `folder`, with its name relative to `root` and forward slashes.
fn collect(
    root: &Path,
    folder: &Path,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if hidden {
            continue;
        }
        if path.is_dir() {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root)?.to_str().ok_or("an asset's name is not UTF-8")?;
        files.push((name.replace('\\', "/"), path));
    }
    Ok(())
}

/// Writes `contents` gzipped and returns its row of the table.
fn embed(out: &Path, name: &str, contents: &[u8]) -> Result<String, Box<dyn Error>> {
    let mut crc = Crc::new();
    crc.update(contents);
    let tag = format!("{:08x}-{:x}", crc.sum(), contents.len());
    // The tag in the file's name tells a later run that the work is done: gzipping Plotly.js
    // in an unoptimised build script takes seconds, and every edit of an asset comes here.
    let path = out.join(format!("{}.{tag}.gz", name.replace('/', "+")));
    if !path.exists() {
        // A half-written file must never carry the final name.
        let partial = path.with_extension("partial");
        fs::write(&partial, gzipped(contents)?)?;
        fs::rename(&partial, &path)?;
    }
    let mut row = String::new();
    writeln!(
        row,
        "    Asset {{ name: {name:?}, content_type: {:?}, etag: {:?}, gzip: include_bytes!({:?}) }},",
        content_type(name)?,
        format!("\"{tag}\""),
        path.to_str().ok_or("OUT_DIR is not UTF-8")?,
    )?;
    Ok(row)
}

/// The files of the page as small as gzip can be, at a hundred times the work; Plotly.js, of
/// 4 MB, at the usual one.
fn gzipped(contents: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    const SMALL: usize = 1 << 16;
    if contents.len() > SMALL {
        let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
        encoder.write_all(contents)?;
        return Ok(encoder.finish()?);
    }
    let mut small = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, contents, &mut small)?;
    Ok(small)
}

/// The content type by extension; an unknown one fails the build, because with `nosniff`
/// a wrong type is a page that does not load.
fn content_type(name: &str) -> Result<&'static str, String> {
    match name.rsplit('.').next() {
        Some("html") => Ok("text/html; charset=utf-8"),
        Some("css") => Ok("text/css; charset=utf-8"),
        Some("js") => Ok("text/javascript; charset=utf-8"),
        Some("json") => Ok("application/json"),
        Some("svg") => Ok("image/svg+xml"),
        Some("png") => Ok("image/png"),
        Some("ico") => Ok("image/x-icon"),
        Some("woff2") => Ok("font/woff2"),
        Some("txt" | "md") => Ok("text/plain; charset=utf-8"),
        _ => Err(format!("no content type is known for the asset {name}")),
    }
}

/// The first of the scripts that the `plotly` crate would put into a page; the second is
/// `MathJax`, which this page does not use.
fn plotly_source() -> Result<String, Box<dyn Error>> {
    let html = plotly::Plot::offline_js_sources();
    let start = html.find('>').ok_or("the plotly crate gives no script")? + 1;
    let length = html[start..].find("</script>").ok_or("the plotly script has no end")?;
    let source = html[start..start + length].trim();
    if !source.contains("plotly.js v") || !source.contains("window.Plotly") {
        return Err("the first script of the plotly crate is not Plotly.js".into());
    }
    Ok(source.to_owned())
}
