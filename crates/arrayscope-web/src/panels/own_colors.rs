//! A cross-section in its own colours, and what is told of it.

use arrayscope_core::kernel::Number;
use arrayscope_core::preview::{Preview, preview_by};
use arrayscope_core::slicing::{CrossSection, extract_slice};
use arrayscope_core::stats::{Census, Column, Wanted, all_axes, reduce};
use arrayscope_core::{Array, Layout};
use arrayscope_formats::picture::{Brightness, Picture, Rule};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::rectangle::Rectangle;
use super::rgb::Wish;
use super::seen::bands;
use super::slice::side;
use crate::error::ApiError;
use crate::json::number;
use crate::state::{AppState, Entry};

/// Red, green and blue.
pub(super) const COLORS: usize = 3;

/// The picture, and what of it is told.
pub(super) struct Shown {
    pub(super) picture: Picture,
    /// How elements became cells.
    pub(super) cells: Preview,
    colors: Brightness,
    opacity: Opacity,
    /// NaN, +Inf and −Inf among all elements, opacity included.
    odd: [u64; 3],
}

/// What becomes of the fourth position of the axis of colours.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Opacity {
    /// There are three.
    Absent,
    /// Its values are no opacity.
    LeftOut,
    /// It is painted.
    Painted(Brightness),
}

impl Shown {
    /// Reads and paints it. Blocks.
    pub(super) fn of(state: &AppState, entry: &Entry, wanted: &Wish) -> Result<Self, ApiError> {
        let Wish { asked, channel, limits } = wanted;
        let rectangle = &asked.rectangle;
        let row_step = rectangle.rows.len().div_ceil(asked.max_rows).max(1);
        let column_step = rectangle.columns.len().div_ceil(asked.max_columns).max(1);
        let read =
            |band: &Rectangle| Band::read(state, entry, band, *channel, (row_step, column_step));
        let Band { mut cells, colors, opacity, odd } =
            match bands(entry, rectangle, row_step, entry.shape()[*channel])? {
                None => read(rectangle)?,
                Some(bands) => {
                    let all = bands.par_iter().map(read).collect::<Result<Vec<_>, _>>()?;
                    all.into_iter().reduce(Band::above).map_or_else(|| read(rectangle), Ok)?
                }
            };
        let colors = Brightness::of(&entry.dtype, colors, *limits);
        let opacity = opacity.map_or(Opacity::Absent, |extremes| {
            Brightness::of_alpha(&entry.dtype, extremes).map_or(Opacity::LeftOut, Opacity::Painted)
        });
        let alpha = if let Opacity::Painted(alpha) = opacity { Some(alpha) } else { None };
        let values: Vec<Vec<f64>> =
            cells.iter_mut().map(|plane| std::mem::take(&mut plane.values)).collect();
        Ok(Self {
            picture: Picture::paint(&values, colors, alpha),
            cells: cells.swap_remove(0),
            colors,
            opacity,
            odd: [odd.nan, odd.pos_inf, odd.neg_inf],
        })
    }

    /// Everything but the colours of the cells.
    pub(super) fn header(&self, entry: &Entry, wanted: &Wish) -> Value {
        let rectangle = &wanted.asked.rectangle;
        let section = &rectangle.section;
        let Preview { rows, columns, row_step, column_step, .. } = self.cells;
        let [nan, pos_inf, neg_inf] = self.odd;
        let Brightness { low, high, .. } = self.colors;
        json!({
            "address": entry.address,
            "numpy": numpy(rectangle, entry.shape(), wanted.channel),
            "selection": section,
            "channel": wanted.channel,
            "rows": side(entry, section.rows, &rectangle.rows, (rows, row_step)),
            "columns": side(entry, section.columns, &rectangle.columns, (columns, column_step)),
            "dtype": "uint8",
            "of": if self.opacity == Opacity::Absent { "rgb" } else { "rgba" },
            "min": number(low),
            "max": number(high),
            "rule": self.rule(&entry.dtype.name()),
            "below": self.picture.below,
            "above": self.picture.above,
            "nan": nan,
            "pos_inf": pos_inf,
            "neg_inf": neg_inf,
            "reduced": self.cells.reduced(),
        })
    }

    /// Four bytes per cell; then its marks, if any element is not finite, as the header tells.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let Picture { mut pixels, marks, .. } = self.picture;
        if self.odd != [0; 3] {
            pixels.extend(marks);
        }
        pixels
    }

    /// How values became colours, as a sentence.
    fn rule(&self, dtype: &str) -> String {
        let Brightness { low, high, rule } = self.colors;
        let is_none = low.is_nan();
        let [low, high] = [low, high].map(digits);
        let colors = match rule {
            Rule::Same => format!("{dtype} as it is"),
            Rule::Dtype => format!("{low} to {high}, the range of {dtype}"),
            Rule::Unit => "0 to 1, where all values are".to_owned(),
            Rule::Extremes if is_none => "no value is finite".to_owned(),
            Rule::Extremes => {
                format!("{low} to {high}, the smallest and largest value of this picture")
            }
            Rule::Given => format!("{low} to {high}, as asked for"),
        };
        match self.opacity {
            Opacity::LeftOut => format!("{colors}; opaque, because its opacity is not from 0 to 1"),
            _ => colors,
        }
    }
}

/// A number in a sentence: 255 and not 255.0, 1e300 and not its 301 digits.
fn digits(number: f64) -> String {
    let text = format!("{number:?}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// What is read of a picture, or of a band of its rows: the memory that it takes is that of the
/// bands that are read at once.
struct Band {
    /// One preview per position of the axis of colours.
    cells: Vec<Preview>,
    /// The smallest and the largest finite value of the colours, NaN if there is none.
    colors: (f64, f64),
    /// Those of the fourth position.
    opacity: Option<(f64, f64)>,
    /// Of all elements, opacity included.
    odd: Census,
}

impl Band {
    fn read(
        state: &AppState,
        entry: &Entry,
        rectangle: &Rectangle,
        channel: usize,
        (row_step, column_step): (usize, usize),
    ) -> Result<Self, ApiError> {
        let mut window = rectangle.window(entry.shape());
        window[channel] = 0..entry.shape()[channel];
        let region = state.region(entry, &window)?;
        let planes = planes(&region, &rectangle.section, channel)?;
        let cells = planes.iter().map(|plane| preview_by(&plane.view(), row_step, column_step));
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        let every = all_axes(region.shape().len());
        Ok(Self {
            cells,
            colors: extremes(&without_opacity(&region, channel)?)?,
            opacity: planes.get(COLORS).map(extremes).transpose()?,
            odd: reduce(&region.view(), &every, Wanted::CENSUS)?.whole_census(),
        })
    }

    /// The two bands as one.
    fn above(mut self, below: Self) -> Self {
        for (cells, more) in self.cells.iter_mut().zip(below.cells) {
            cells.rows += more.rows;
            cells.values.extend(more.values);
        }
        // A NaN is not the smaller one, nor the larger one.
        let both = |one: (f64, f64), other: (f64, f64)| (one.0.min(other.0), one.1.max(other.1));
        self.colors = both(self.colors, below.colors);
        self.opacity = self.opacity.zip(below.opacity).map(|(one, other)| both(one, other));
        self.odd.merge(&below.odd);
        self
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
fn numpy(rectangle: &Rectangle, shape: &[usize], channel: usize) -> String {
    let section = &rectangle.section;
    let mut terms = rectangle.terms(shape);
    if let Some(term) = terms.get_mut(channel) {
        ":".clone_into(term);
    }
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
        let shape = [6, 7, 8, 3];
        let of = |(rows, columns): (usize, usize), at: &[usize], channel| {
            let section =
                CrossSection { rows: Some(rows), columns: Some(columns), at: at.to_vec() };
            let whole = Rectangle { section, rows: 0..shape[rows], columns: 0..shape[columns] };
            numpy(&whole, &shape, channel)
        };
        assert_eq!(of((1, 2), &[5, 0, 0, 1], 3), "arr[5, :, :, :]");
        assert_eq!(of((2, 3), &[5, 0, 0, 1], 1), "arr[5, :, :, :].transpose(1, 2, 0)");
        assert_eq!(of((1, 0), &[0, 0, 0], 2), "arr[:, :, :].transpose(1, 0, 2)");
        let section = CrossSection { rows: Some(1), columns: Some(2), at: vec![5, 0, 0, 1] };
        let part = Rectangle { section, rows: 2..4, columns: 0..8 };
        assert_eq!(numpy(&part, &shape, 3), "arr[5, 2:4, :, :]");
    }
}
