//! A cross-section as a picture of characters.

use super::report::Report;
use crate::output::Output;
use crate::text::counted;
use anyhow::Result;
use arrayscope_core::preview::{Preview, preview};
use arrayscope_formats::picture::{self, Gradient, Limits, MARKS, Mark, Rgb, mark};
use std::io::Write as _;

/// The most columns of a picture, however wide the terminal.
const WIDEST: usize = 160;
/// Lines kept for what stands around the picture.
const AROUND: usize = 8;
/// Up to so many columns elements get two characters each.
const ROOMY: usize = 100;
/// From the lowest value to the highest.
const SHADES: [char; 10] = [' ', '.', ':', '-', '=', '+', '*', '#', '%', '@'];
/// Beyond this many times as long as wide a slice is a table: its proportions say nothing.
const PROPORTION: usize = 8;

/// Prints the slice in 24-bit colours: two cells per character, one above the other, or
/// one cell per two characters where there is room.
pub(super) fn colors(report: &Report, map: &Gradient, out: &mut Output) -> Result<()> {
    let color = |value: f64| picture::color(value, map, report.limits());
    let small = if has_room(report, out) {
        let small = reduced(report, out, Cells { per_line: 1, tall: 1 })?;
        for row in small.values.chunks(small.columns.max(1)) {
            for value in row {
                write!(out, "{}  ", code(BACKGROUND, color(*value)))?;
            }
            writeln!(out, "{RESET}")?;
        }
        small
    } else {
        let small = reduced(report, out, Cells { per_line: 2, tall: 1 })?;
        let rows: Vec<&[f64]> = small.values.chunks(small.columns.max(1)).collect();
        for pair in rows.chunks(2) {
            for (column, top) in pair[0].iter().enumerate() {
                let below = pair.get(1).map(|row| code(BACKGROUND, color(row[column])));
                let (top, below) = (code(FOREGROUND, color(*top)), below.unwrap_or_default());
                write!(out, "{top}{below}▀")?;
            }
            writeln!(out, "{RESET}")?;
        }
        small
    };
    let sign = |mark: Mark| format!("{}█{RESET}", code(FOREGROUND, mark.color));
    caption(report, &small, sign, out)
}

const FOREGROUND: u8 = 38;
const BACKGROUND: u8 = 48;
const RESET: &str = "\u{1b}[0m";

/// The escape sequence for a 24-bit colour (ISO 8613-6, direct colour).
fn code(ground: u8, [red, green, blue]: Rgb) -> String {
    format!("\u{1b}[{ground};2;{red};{green};{blue}m")
}

/// Prints the slice in characters from light to dense.
pub(super) fn shades(report: &Report, out: &mut Output) -> Result<()> {
    let wide = if has_room(report, out) { 2 } else { 1 };
    let small = reduced(report, out, Cells { per_line: 1, tall: 3 - wide })?;
    for row in small.values.chunks(small.columns.max(1)) {
        let line: String =
            row.iter().flat_map(|value| std::iter::repeat_n(shade(report, *value), wide)).collect();
        writeln!(out, "{}", line.trim_end())?;
    }
    caption(report, &small, |mark| mark.sign.to_string(), out)
}

/// Whether every element can have two characters side by side, which is about a square.
fn has_room(report: &Report, out: &Output) -> bool {
    let (rows, columns) = report.size();
    rows > 1 && 2 * columns <= out.width.min(ROOMY) && rows <= lines(out)
}

/// Lines that a picture may take.
fn lines(out: &Output) -> usize {
    out.height.saturating_sub(AROUND).max(8)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place between 0 and 1 times ten, clamped"
)]
fn shade(report: &Report, value: f64) -> char {
    if let Some(mark) = mark(value) {
        return mark.sign;
    }
    let place = report.limits().map_or(0.5, |limits| limits.place(value));
    SHADES[((place * SHADES.len() as f64) as usize).min(SHADES.len() - 1)]
}

/// What a character stands for.
#[derive(Clone, Copy)]
struct Cells {
    /// Rows of cells in one line of characters.
    per_line: usize,
    /// How many times as tall as wide a cell is.
    tall: usize,
}

/// Whether a slice is too long or too wide to have proportions.
pub(super) fn is_table(rows: usize, columns: usize) -> bool {
    rows > PROPORTION * columns || columns > PROPORTION * rows
}

/// The slice reduced to the cells that fit.
fn reduced(report: &Report, out: &Output, cells: Cells) -> Result<Preview> {
    let (rows, columns) = report.size();
    let (widest, most_rows) = (out.width.min(WIDEST), lines(out) * cells.per_line);
    let (max_rows, max_columns) = if is_table(rows, columns) {
        (most_rows, widest)
    } else {
        // The same scale for both, so that circles stay round.
        let scale = columns.div_ceil(widest).max(rows.div_ceil(most_rows * cells.tall)).max(1);
        (rows.div_ceil(scale * cells.tall), columns.div_ceil(scale))
    };
    Ok(preview(&report.slice.view(), max_rows.max(1), max_columns.max(1))?)
}

/// Says what the picture does not: limits, reduction, marks.
fn caption(
    report: &Report,
    small: &Preview,
    sign: impl Fn(Mark) -> String,
    out: &mut Output,
) -> Result<()> {
    let limits = report.limits().map_or_else(|| "no finite value".to_owned(), Limits::sentence);
    let scale = match (small.row_step, small.column_step) {
        (1, 1) => String::new(),
        (rows, columns) => format!(", {rows} × {columns} elements per cell, mean"),
    };
    writeln!(out, "\n{limits}{scale}")?;
    if let Some(all) = &report.summary {
        let counts = [all.nan, all.pos_inf, all.neg_inf];
        let found: Vec<String> = MARKS
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(mark, count)| format!("{} {} {}", sign(mark), counted(count), mark.name))
            .collect();
        if !found.is_empty() {
            writeln!(out, "{}", found.join("   "))?;
        }
    }
    Ok(())
}
