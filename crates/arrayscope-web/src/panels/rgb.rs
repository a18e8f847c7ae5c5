//! Arrays that are pictures: three or four positions of one axis are red, green, blue and
//! perhaps opacity.

use arrayscope_core::kernel::Number;
use arrayscope_core::preview::{Preview, preview};
use arrayscope_core::slicing::{CrossSection, extract_slice};
use arrayscope_core::stats::{Column, Wanted, all_axes, reduce};
use arrayscope_core::{Array, Layout};
use arrayscope_formats::picture::{Brightness, Picture, Rule};
use arrayscope_formats::write;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::export::{Colors, MOST_ELEMENTS, check_elements, name};
use super::flip::Flip;
use super::slice::{Asked, MOST_TWIN_CELLS, side};
use crate::download::Download;
use crate::error::ApiError;
use crate::extract::Requested;
use crate::frame;
use crate::json::{Json, number};
use crate::params::{Params, malformed};
use crate::state::{AppState, Entry};

/// The parameters besides those of the cross-section.
const NAMES: [&str; 3] = ["channel", "low", "high"];
/// Red, green and blue.
const COLORS: usize = 3;

/// `GET /api/arrays/{id}/rgb?rows&columns&at&channel=3`.
pub(crate) async fn frame(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Response, ApiError> {
    let wanted = Wish::read(&entry, &params, &[])?;
    state
        .read(move |state| {
            let shown = Shown::of(state, &entry, &wanted)?;
            let header = Json::of(&shown.header(&entry, &wanted)?)?.into_value();
            let Picture { mut pixels, marks, .. } = shown.picture;
            if marks.iter().any(|&mark| mark > 0) {
                pixels.extend(marks);
            }
            frame::encode_bytes(&header, &pixels).map(frame::respond)
        })
        .await
}

/// `GET /api/arrays/{id}/rgb.json`: the header of the frame with the colours in it.
pub(crate) async fn twin(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Json, ApiError> {
    let mut wanted = Wish::read(&entry, &params, &[])?;
    wanted.asked = wanted.asked.within(MOST_TWIN_CELLS / 4);
    state
        .read(move |state| {
            let shown = Shown::of(state, &entry, &wanted)?;
            let mut header = shown.header(&entry, &wanted)?;
            let (pixels, _) = shown.picture.pixels.as_chunks::<4>();
            let rows = pixels.chunks(shown.cells.columns.max(1));
            header["values"] = rows.map(|row| json!(row)).collect();
            Json::of(&header)
        })
        .await
}

/// `GET /api/arrays/{id}/rgb.png`: one pixel per element.
pub(crate) async fn png(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Download, ApiError> {
    let mut wanted = Wish::read(&entry, &params, &[Flip::NAME])?;
    let flip = Flip::read(&params)?;
    (wanted.asked.max_rows, wanted.asked.max_columns) = (usize::MAX, usize::MAX);
    check_elements(&entry, &wanted.asked.rectangle.section, MOST_ELEMENTS / 4)?;
    state
        .read(move |state| {
            let mut shown = Shown::of(state, &entry, &wanted)?;
            flip.turn_pixels(&mut shown.picture.pixels, shown.cells.columns);
            // Both are at most `MOST_ELEMENTS`.
            let [width, height] = [shown.cells.columns, shown.cells.rows]
                .map(|side| u32::try_from(side).unwrap_or(u32::MAX));
            let mut bytes = Vec::new();
            write::png_to(&mut bytes, width, height, &shown.picture.pixels, &entry.address)?;
            Ok(Download {
                name: name(&entry, &wanted.asked.rectangle, &[flip.word(), Some("rgb")], "png"),
                kind: "image/png",
                bytes,
            })
        })
        .await
}

/// What the request asks for.
struct Wish {
    asked: Asked,
    /// The axis of the colours.
    channel: usize,
    limits: Option<(f64, f64)>,
}

impl Wish {
    fn read(entry: &Entry, params: &Params, more: &[&str]) -> Result<Self, ApiError> {
        let asked = Asked::read(entry, params, &[&NAMES[..], more].concat())?;
        let text = params.required("channel", "3")?;
        let channel: usize = params.number("channel")?.unwrap_or_default();
        let section = &asked.rectangle.section;
        let is_shown = [section.rows, section.columns].contains(&Some(channel));
        let length = entry.shape().get(channel).copied().unwrap_or_default();
        if is_shown || !(COLORS..=COLORS + 1).contains(&length) {
            let expected = "an axis of length 3 or 4 that is neither rows nor columns";
            return Err(malformed("channel", text, expected));
        }
        Ok(Self { asked, channel, limits: Colors::limits(params)? })
    }
}

/// The picture, and what of it is told.
struct Shown {
    picture: Picture,
    /// How elements became cells.
    cells: Preview,
    colors: Brightness,
    /// Of the opacity, if the array has one.
    alpha: Option<Option<Brightness>>,
    /// NaN, +Inf and −Inf among all elements, opacity included.
    odd: [u64; 3],
}

impl Shown {
    fn of(state: &AppState, entry: &Entry, wanted: &Wish) -> Result<Self, ApiError> {
        let Wish { asked, channel, limits } = wanted;
        let mut window = asked.rectangle.window(entry.shape());
        window[*channel] = 0..entry.shape()[*channel];
        let region = state.region(entry, &window)?;
        let planes = planes(&region, &asked.rectangle.section, *channel)?;
        let mut cells = planes
            .iter()
            .map(|plane| preview(&plane.view(), asked.max_rows, asked.max_columns))
            .collect::<Result<Vec<_>, _>>()?;
        let extremes = extremes(&without_opacity(&region, *channel)?)?;
        let colors = Brightness::of(&entry.dtype, extremes, *limits);
        let alpha = match planes.get(COLORS) {
            Some(plane) => Some(Brightness::of_alpha(&entry.dtype, self::extremes(plane)?)),
            None => None,
        };
        let values: Vec<Vec<f64>> =
            cells.iter_mut().map(|plane| std::mem::take(&mut plane.values)).collect();
        let census =
            reduce(&region.view(), &all_axes(region.shape().len()), Wanted::CENSUS)?.whole_census();
        Ok(Self {
            picture: Picture::paint(&values, colors, alpha.flatten()),
            cells: cells.swap_remove(0),
            colors,
            alpha,
            odd: [census.nan, census.pos_inf, census.neg_inf],
        })
    }

    /// Everything but the colours of the cells.
    fn header(&self, entry: &Entry, wanted: &Wish) -> Result<Value, ApiError> {
        let rectangle = &wanted.asked.rectangle;
        let section = &rectangle.section;
        let Preview { rows, columns, row_step, column_step, .. } = self.cells;
        let [nan, pos_inf, neg_inf] = self.odd;
        let Brightness { low, high, .. } = self.colors;
        Ok(json!({
            "address": entry.address,
            "numpy": numpy(section, wanted.channel),
            "selection": section,
            "channel": wanted.channel,
            "rows": side(entry, section.rows, &rectangle.rows, (rows, row_step)),
            "columns": side(entry, section.columns, &rectangle.columns, (columns, column_step)),
            "dtype": "uint8",
            "of": if self.alpha.is_some() { "rgba" } else { "rgb" },
            "min": number(low),
            "max": number(high),
            "rule": self.rule(&entry.dtype.name()),
            "below": self.picture.below,
            "above": self.picture.above,
            "nan": nan,
            "pos_inf": pos_inf,
            "neg_inf": neg_inf,
            "reduced": self.cells.reduced(),
        }))
    }

    /// How values became colours, as a sentence.
    fn rule(&self, dtype: &str) -> String {
        let Brightness { low, high, rule } = self.colors;
        let colors = match rule {
            Rule::Same => format!("{dtype} as it is"),
            Rule::Dtype => format!("{low} to {high}, the range of {dtype}"),
            Rule::Unit => "0 to 1, where all values are".to_owned(),
            Rule::Extremes if low.is_nan() => "no value is finite".to_owned(),
            Rule::Extremes => {
                format!("{low} to {high}, the smallest and largest value of this picture")
            }
            Rule::Given => format!("{low} to {high}, as asked for"),
        };
        match self.alpha {
            Some(None) => format!("{colors}; opaque, because its opacity is not from 0 to 1"),
            _ => colors,
        }
    }
}

/// One cross-section per position of the axis of colours.
fn planes(region: &Array, section: &CrossSection, channel: usize) -> Result<Vec<Array>, ApiError> {
    (0..region.shape()[channel])
        .map(|position| {
            // In the window the fixed axes have one index, 0.
            let mut at = vec![0; section.at.len()];
            at[channel] = position;
            Ok(extract_slice(region, &CrossSection { at, ..section.clone() })?)
        })
        .collect()
}

/// The first three positions of the axis of colours.
fn without_opacity(region: &Array, channel: usize) -> Result<Array, ApiError> {
    let layout = region.layout();
    let mut shape = layout.shape().to_vec();
    shape[channel] = COLORS;
    let layout = Layout::try_new(&shape, layout.strides(), layout.offset(), layout.itemsize())?;
    Ok(region.with_layout(layout)?)
}

/// The smallest and the largest finite value; NaN if there is none.
fn extremes(array: &Array) -> Result<(f64, f64), ApiError> {
    let whole = reduce(&array.view(), &all_axes(array.shape().len()), Wanted::EXTREMA)?;
    let first = |column: &Column| column.get(0).unwrap_or(Number::NAN).to_f64();
    Ok((first(&whole.min()), first(&whole.max())))
}

/// `arr[0, :, :, :]`: the colours as the last axis, as NumPy's users have them.
fn numpy(section: &CrossSection, channel: usize) -> String {
    let is_shown = |axis| [section.rows, section.columns, Some(channel)].contains(&Some(axis));
    let terms: Vec<String> = section
        .at
        .iter()
        .enumerate()
        .map(|(axis, at)| if is_shown(axis) { ":".to_owned() } else { at.to_string() })
        .collect();
    let order = [section.rows, section.columns, Some(channel)].map(Option::unwrap_or_default);
    // Where each of the three stands among those that are left.
    let place = |axis: usize| order.iter().filter(|&&other| other < axis).count();
    let order = order.map(place);
    let moved = if order == [0, 1, 2] {
        String::new()
    } else {
        format!(".transpose({}, {}, {})", order[0], order[1], order[2])
    };
    format!("arr[{}]{moved}", terms.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expression_has_rows_columns_and_colours_in_this_order() {
        let section = |rows, columns, at: &[usize]| CrossSection {
            rows: Some(rows),
            columns: Some(columns),
            at: at.to_vec(),
        };
        assert_eq!(numpy(&section(1, 2, &[5, 0, 0, 1]), 3), "arr[5, :, :, :]");
        assert_eq!(numpy(&section(2, 3, &[5, 0, 0, 1]), 1), "arr[5, :, :, :].transpose(1, 2, 0)");
        assert_eq!(numpy(&section(1, 0, &[0, 0, 0]), 2), "arr[:, :, :].transpose(1, 0, 2)");
    }
}
