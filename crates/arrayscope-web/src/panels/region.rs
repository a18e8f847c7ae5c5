//! Statistics of a rectangle of a cross-section, and where its extremes are.

use std::ops::Range;

use arrayscope_core::Array;
use arrayscope_core::stats::{
    NonFinitePlaces, Summary, Target, first_index, non_finite_places, summary,
};
use serde_json::{Value, json};

use super::measured::Measured;
use super::rectangle::Rectangle;
use crate::error::ApiError;
use crate::extract::Call;
use crate::json::Json;

/// `GET /api/arrays/{id}/region?rows&columns&at&row_range=3:10&column_range=4:12`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&[&Rectangle::NAMES[..], &[Measured::NAME]].concat())?;
    let measured = Measured::read(&entry, &params)?;
    let rectangle = Rectangle::read(&entry, &params)?;
    state
        .read(move |state| {
            let shape = entry.shape();
            let window = rectangle.window(shape);
            // With all axes of the array, in their order: the first place is that in C order.
            let region = measured.of(state.region(&entry, &window)?)?;
            let of_all = summary(&region.view())?;
            let [rows, columns] = rectangle.sides(shape);
            Json::of(&json!({
                "numpy": measured.numpy(&rectangle.numpy(shape)),
                "selection": rectangle.section,
                "rows": rows,
                "columns": columns,
                "of": measured.name,
                "statistics": of_all,
                "places": places(&region, &window, &of_all)?,
            }))
        })
        .await
}

/// The index in the whole array of the first minimum, maximum, NaN, +Inf and −Inf; null of
/// what there is none.
fn places(region: &Array, window: &[Range<usize>], of_all: &Summary) -> Result<Value, ApiError> {
    let moved = |inside: Option<Vec<usize>>| -> Option<Vec<usize>> {
        inside.map(|index| index.iter().zip(window).map(|(at, range)| at + range.start).collect())
    };
    let view = region.view();
    let is_odd = of_all.non_finite() > 0;
    let odd = if is_odd { non_finite_places(&view, 0)? } else { NonFinitePlaces::default() };
    Ok(json!({
        "min": moved(first_index(&view, Target::Equal(of_all.min))?),
        "max": moved(first_index(&view, Target::Equal(of_all.max))?),
        "nan": moved(odd.nan),
        "pos_inf": moved(odd.pos_inf),
        "neg_inf": moved(odd.neg_inf),
    }))
}
