//! Per-channel histograms of the selected batch item.

use std::ops::Range;

use arrayscope_core::signal::guess_channel_axis;
use arrayscope_core::slicing::CrossSection;
use arrayscope_core::stats::{Histogram, channel_histograms};
use serde_json::{Value, json};

use super::measured::Measured;
use super::selection;
use crate::error::ApiError;
use crate::extract::Call;
use crate::json::{Json, number};
use crate::params::malformed;
use crate::state::Entry;

/// Bins unless told otherwise, and the most that are counted.
const DEFAULT_BINS: usize = 64;
const MOST_BINS: usize = 4096;
/// The most channels that are counted; more curves than that say nothing to the eye.
const MOST_CHANNELS: usize = 64;
/// A table with up to this many columns is shown column by column.
const MOST_TABLE_COLUMNS: usize = 8;

/// `GET /api/arrays/{id}/histograms?rows&columns&at&bins=64`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&["rows", "columns", "at", "bins", Measured::NAME])?;
    let bins = params.number("bins")?.unwrap_or(DEFAULT_BINS);
    if bins == 0 || bins > MOST_BINS {
        return Err(malformed("bins", &bins.to_string(), &format!("1 to {MOST_BINS}")));
    }
    let section = selection::of(&entry, &params)?;
    let measured = Measured::read(&entry, &params)?;
    state
        .compute(move |state| {
            let item = Item::of(&entry, &section);
            let region = measured.of(state.region(&entry, &item.window)?)?;
            let axis = item.channel_axis.map(usize::cast_signed);
            let histograms = channel_histograms(&region, axis, bins)?;
            Json::of(&report(&entry, &item, &histograms.channels))
        })
        .await
}

/// The part of the array that the histograms are about.
#[derive(Debug, PartialEq, Eq)]
struct Item {
    /// The NumPy expression of the item.
    name: String,
    channel_axis: Option<usize>,
    /// Channels of the item, counted or not.
    channels: usize,
    window: Vec<Range<usize>>,
}

impl Item {
    /// The batch item that the selection stands at, and the axis of its channels.
    ///
    /// Channels are the axis of that name, else the one that the core takes for it: the same
    /// rule as that of the signals. The item is `arr[b]`, or the whole array where there is no
    /// batch: of one or two axes, and of three if one of them is the channels (one image).
    /// Two axes have channels only in a table of few named columns. Where there is no channel
    /// axis the item has one histogram.
    fn of(entry: &Entry, section: &CrossSection) -> Self {
        let shape = entry.shape();
        let mut window: Vec<Range<usize>> = shape.iter().map(|&length| 0..length).collect();
        let named = entry.axis_names.iter().position(|name| name == "channel");
        let channel_axis = match shape.len() {
            0 | 1 => None,
            2 => entry
                .labels
                .as_ref()
                .map(|labels| labels.axis)
                .filter(|&axis| axis == 1 && shape[axis] <= MOST_TABLE_COLUMNS),
            3 => named.or_else(|| guess_channel_axis(shape)),
            // Axis 0 is the batch that the item is taken from.
            _ => named.or_else(|| guess_channel_axis(shape)).filter(|&axis| axis > 0),
        };
        let is_batch = shape.len() > 3 || (shape.len() == 3 && channel_axis.is_none());
        let name = match section.at.first().filter(|_| is_batch) {
            Some(&at) => {
                window[0] = at..at.saturating_add(1).min(shape[0]);
                format!("arr[{at}]")
            }
            None => "arr".to_owned(),
        };
        let channels = channel_axis.map_or(1, |axis| shape[axis]);
        if let Some(axis) = channel_axis {
            window[axis] = 0..channels.min(MOST_CHANNELS);
        }
        Self { name, channel_axis, channels, window }
    }
}

fn report(entry: &Entry, item: &Item, histograms: &[Histogram]) -> Value {
    let channels: Vec<Value> = histograms
        .iter()
        .enumerate()
        .map(|(channel, histogram)| {
            json!({
                "channel": channel,
                "label": label(entry, item.channel_axis, channel),
                "counts": histogram.counts,
                "nan": histogram.census.nan,
                "pos_inf": histogram.census.pos_inf,
                "neg_inf": histogram.census.neg_inf,
            })
        })
        .collect();
    let edges = histograms.first().map_or(&[][..], |histogram| &histogram.edges);
    let edges: Vec<Value> = edges.iter().copied().map(number).collect();
    json!({
        "item": item.name,
        "channel_axis": item.channel_axis,
        "channels_total": item.channels,
        "channels": channels,
        "edges": edges,
    })
}

/// The channel's own name, or its axis and index.
fn label(entry: &Entry, axis: Option<usize>, channel: usize) -> String {
    let Some(axis) = axis else {
        return "all values".to_owned();
    };
    match entry.label(axis, channel) {
        Some(name) => name.to_owned(),
        None => format!("channel {channel}"),
    }
}
