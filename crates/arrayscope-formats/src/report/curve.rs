//! A profile as a small drawing: a line for the mean, a band from minimum to maximum.

use super::bins::{Bin, Bins};
use super::markup::Markup;

/// The drawing, in its own units.
const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 90.0; // below are the marks of what is not finite

/// Writes the drawing; `label` says what it shows to who does not see it.
pub(super) fn draw(profile: &Bins, label: &str, out: &mut Markup) {
    let bins = &profile.bins;
    out.raw("<svg class=\"curve\" role=\"img\" viewBox=\"0 0 600 98\" ");
    out.raw("preserveAspectRatio=\"none\" aria-label=\"").text(label).raw("\">\n");
    let low = bins.iter().map(|bin| bin.min).fold(f64::NAN, f64::min);
    let high = bins.iter().map(|bin| bin.max).fold(f64::NAN, f64::max);
    let place = Place { low, high, count: bins.len() };
    // Without a finite value in between the curve has a gap.
    for run in runs(bins) {
        out.raw("<path class=\"band\" d=\"");
        let top = run.iter().map(|&(at, bin)| (at, bin.max));
        let bottom = run.iter().rev().map(|&(at, bin)| (at, bin.min));
        place.path(top.chain(bottom), run.len() == 1, out);
        out.raw("Z\"/>\n<path class=\"mean\" d=\"");
        place.path(run.iter().map(|&(at, bin)| (at, bin.mean)), run.len() == 1, out);
        out.raw("\"/>\n");
    }
    for (at, bin) in bins.iter().enumerate() {
        let counts = [bin.census.nan, bin.census.pos_inf, bin.census.neg_inf];
        for (row, (&count, class)) in counts.iter().zip(["nan", "pos-inf", "neg-inf"]).enumerate() {
            if count > 0 {
                let x = place.x(at);
                out.raw("<path class=\"").raw(class).raw("\" d=\"M");
                out.number(round(x))
                    .raw(" ")
                    .number(HEIGHT + 1.0 + 2.5 * small(row))
                    .raw("v2.2\"/>\n");
            }
        }
    }
    out.raw("</svg>\n");
}

/// Bins with finite values, in runs of neighbours.
fn runs(bins: &[Bin]) -> Vec<Vec<(usize, &Bin)>> {
    let mut runs: Vec<Vec<(usize, &Bin)>> = Vec::new();
    let mut is_open = false;
    for (at, bin) in bins.iter().enumerate() {
        if bin.count == 0 {
            is_open = false;
            continue;
        }
        match runs.last_mut().filter(|_| is_open) {
            Some(run) => run.push((at, bin)),
            None => runs.push(vec![(at, bin)]),
        }
        is_open = true;
    }
    runs
}

/// Where values stand in the drawing.
struct Place {
    low: f64,
    high: f64,
    count: usize,
}

impl Place {
    fn x(&self, at: usize) -> f64 {
        match self.count {
            0 | 1 => WIDTH / 2.0,
            count => WIDTH * small(at) / small(count - 1),
        }
    }

    fn y(&self, value: f64) -> f64 {
        // Halves: high − low may overflow.
        let share = (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 };
        (1.0 - share) * (HEIGHT - 4.0) + 2.0
    }

    /// The steps of a path; one point alone becomes a short line.
    fn path(&self, points: impl Iterator<Item = (usize, f64)>, alone: bool, out: &mut Markup) {
        let mut step = "M";
        for (at, value) in points {
            let (x, y) = (self.x(at), round(self.y(value)));
            if alone {
                out.raw(step).number(round(x - 3.0)).raw(" ").number(y);
                out.raw("L").number(round(x + 3.0)).raw(" ").number(y);
            } else {
                out.raw(step).number(round(x)).raw(" ").number(y);
            }
            step = "L";
        }
    }
}

/// A place among a few hundred.
#[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
fn small(count: usize) -> f64 {
    count as f64
}

/// A tenth of a unit is finer than any screen.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
