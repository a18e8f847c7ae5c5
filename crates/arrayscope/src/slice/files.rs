//! A cross-section as a file.

use super::report::Report;
use crate::output::say;
use crate::target;
use crate::text::plural;
use anyhow::{Result, bail};
use arrayscope_core::preview::preview;
use arrayscope_formats::picture::{Gradient, MARKS, rgba};
use arrayscope_formats::write;
use std::fmt::Write as _;
use std::path::Path;

/// What writes a slice to a file.
type Writer<'a> = Box<dyn Fn(&Report, &Gradient) -> Result<()> + 'a>;

/// The writer for the ending of a path.
pub(super) fn writer(path: &Path) -> Result<Writer<'_>> {
    Ok(match target::ending(path, "a slice", &["npy", "csv", "png"])? {
        "npy" => Box::new(move |report, _| {
            write::npy(path, &report.slice)?;
            wrote(report, path, "");
            Ok(())
        }),
        "csv" => Box::new(move |report, _| {
            write::csv(path, &report.slice, report.column_names())?;
            wrote(report, path, "");
            Ok(())
        }),
        _ => Box::new(move |report, map| png(report, map, path)),
    })
}

fn wrote(report: &Report, path: &Path, how: &str) {
    let (rows, columns) = report.size();
    say(&format!(
        "wrote {}: {} × {}{how}",
        path.display(),
        plural(rows, "row"),
        plural(columns, "column")
    ));
}

/// One pixel per element: no mean of anything, because a picture in a file is looked at later.
fn png(report: &Report, gradient: &Gradient, path: &Path) -> Result<()> {
    let (rows, columns) = report.size();
    let (Ok(width), Ok(height)) = (u32::try_from(columns), u32::try_from(rows)) else {
        bail!(
            "a PNG of {columns} × {rows} pixels is too large, a slice with a step would work: {}",
            path.display()
        );
    };
    let exact = preview(&report.slice.view(), rows.max(1), columns.max(1))?;
    let pixels = rgba(&exact.values, gradient, report.limits());
    write::png(path, width, height, &pixels)?;
    let mut how =
        report.limits().map_or_else(String::new, |limits| format!(", {}", limits.sentence()));
    if let Some(all) = &report.summary {
        for (mark, count) in MARKS.iter().zip([all.nan, all.pos_inf, all.neg_inf]) {
            if count > 0 {
                let [red, green, blue] = mark.color;
                // Writing into a String cannot fail.
                let _ = write!(how, ", {count} {} in #{red:02x}{green:02x}{blue:02x}", mark.name);
            }
        }
    }
    wrote(report, path, &how);
    Ok(())
}
