//! Resident memory of processes, where the system tells it (Linux).

use std::fs;

/// Bytes in a kilobyte.
pub(crate) const KILOBYTE: f64 = 1e3;
/// Bytes in a megabyte.
pub(crate) const MEGABYTE: f64 = 1e6;

/// Megabytes of a process that are in memory now; `None` where nobody tells.
pub(crate) fn resident(process: u32) -> Option<f64> {
    status(process, "VmRSS")
}

/// The most megabytes of a process that were in memory at once.
pub(crate) fn peak(process: u32) -> Option<f64> {
    status(process, "VmHWM")
}

/// The process that draws the page: of the descendants of a process the renderer with the most memory.
pub(crate) fn renderer(ancestor: u32) -> Option<u32> {
    let is_renderer = |process: &u32| {
        let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        line.split(|byte| *byte == 0).any(|word| word == b"--type=renderer")
    };
    let size = |process: &u32| resident(*process).unwrap_or_default();
    let renderers = descendants(ancestor).into_iter().filter(is_renderer);
    renderers.max_by(|left, right| size(left).total_cmp(&size(right)))
}

fn descendants(ancestor: u32) -> Vec<u32> {
    let mut found = vec![ancestor];
    let mut next = 0;
    let parents: Vec<(u32, u32)> = processes().collect();
    while let Some(&parent) = found.get(next) {
        found.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(process, _)| *process));
        next += 1;
    }
    found
}

/// Every process with its parent.
fn processes() -> impl Iterator<Item = (u32, u32)> {
    let folder = fs::read_dir("/proc").into_iter().flatten().flatten();
    folder.filter_map(|entry| {
        let process = entry.file_name().to_str()?.parse().ok()?;
        Some((process, field(process, "PPid")?))
    })
}

/// A field of kilobytes, in megabytes.
fn status(process: u32, name: &str) -> Option<f64> {
    field::<f64>(process, name).map(|kibibytes| kibibytes * 1024.0 / MEGABYTE)
}

fn field<T: std::str::FromStr>(process: u32, name: &str) -> Option<T> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}
