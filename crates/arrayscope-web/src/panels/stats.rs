//! Statistics over or along one axis, or every axis.

use arrayscope_core::Layout;
use arrayscope_core::stats::{AxisStats, Wanted, axes_but};
use serde_json::json;

use crate::error::{ApiError, ErrorKind};
use crate::extract::Call;
use crate::json::Json;
use crate::params::malformed;

/// The most entries of one answer, about 80 bytes each.
pub(super) const MOST_LANES: usize = 1 << 20;

/// `GET /api/arrays/{id}/stats?axis=K|all&along=false`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&["axis", "along"])?;
    let along = params.flag("along", false)?;
    let layout = &entry.layout;
    let axes = match params.text("axis") {
        None | Some("all") => (0..layout.ndim()).collect(),
        Some(text) => {
            let axis = text
                .trim()
                .parse()
                .map_err(|_| malformed("axis", text, "an axis as in 0 or -1, or all"))?;
            vec![layout.axis(axis)?]
        }
    };
    check_size(layout, &axes, along)?;
    state
        .compute(move |state| {
            let underway = entry.underway("stats", axes.len());
            let watch = |elements| underway.add(elements);
            let lanes = state.in_parts(&entry, |all| match &axes[..] {
                // Over all axes at once what is read is shared.
                several if several.len() > 1 && !along => all.reduce_each_axis(Wanted::ALL, &watch),
                axes => axes
                    .iter()
                    .map(|&axis| reduced(entry.layout.ndim(), axis, along))
                    .map(|reduced| all.reduce(&reduced, Wanted::ALL, &watch))
                    .collect(),
            })?;
            let told = |(axis, lanes)| AxisStats { axis, length: entry.shape()[axis], lanes };
            let entries: Vec<_> = axes.into_iter().zip(lanes).map(told).collect();
            Json::of(&json!({ "axes": entries }))
        })
        .await
}

/// The axes that disappear: one, or all others.
pub(super) fn reduced(ndim: usize, axis: usize, along: bool) -> Vec<isize> {
    if along { axes_but(ndim, axis) } else { vec![axis.cast_signed()] }
}

/// Refuses an answer that no page could hold: reducing over the three colours of a large
/// batch gives a third of its elements.
fn check_size(layout: &Layout, axes: &[usize], along: bool) -> Result<(), ApiError> {
    let lanes = |&axis: &usize| {
        let length = layout.shape()[axis];
        if along { length } else { layout.size().checked_div(length).unwrap_or(0) }
    };
    let lanes = axes.iter().map(lanes).fold(0, usize::saturating_add);
    if lanes <= MOST_LANES {
        return Ok(());
    }
    let most = grouped(MOST_LANES);
    let message = match axes {
        &[axis] if along => format!(
            "axis {axis} has {} indices; a profile of at most {most} is sent, and the command \
             line writes longer ones to a file",
            grouped(lanes)
        ),
        _ if along => format!(
            "the profiles along all axes have {} entries; at most {most} are sent, one axis at \
             a time may fit",
            grouped(lanes)
        ),
        _ => format!(
            "these statistics have {} entries; at most {most} are sent, along=true gives one per \
             index, and the command line writes them to a file",
            grouped(lanes)
        ),
    };
    Err(ApiError::new(ErrorKind::TooLarge, message))
}

/// A count with commas between groups of three digits.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_refusal_of_a_long_profile_tells_its_axis() {
        let layout = Layout::c_order(&[10_000_000, 2], 1).unwrap();
        let error = check_size(&layout, &[0], true).unwrap_err().to_string();
        assert!(error.starts_with("axis 0 has 10,000,000 indices; a profile of at most 1,048,576"));
        assert!(check_size(&layout, &[1], true).is_ok());
        let error = check_size(&layout, &[1], false).unwrap_err().to_string();
        assert!(error.starts_with("these statistics have 10,000,000 entries"), "{error}");
    }
}
