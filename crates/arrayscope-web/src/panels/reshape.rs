//! The reshape lab: what a reshape would do, without doing it.

use arrayscope_core::Layout;
use arrayscope_core::layout::parse_shape;
use arrayscope_core::report::ReshapeReport;

use crate::error::ApiError;
use crate::extract::Requested;
use crate::json::Json;
use crate::params::Params;

/// The itemsize of the array that `from` stands for, in bytes: float64, as in the lesson.
const FLOAT64_BYTES: usize = 8;

/// `GET /api/arrays/{id}/reshape?to=3,4`.
pub(crate) async fn of_array(
    Requested(entry): Requested,
    params: Params,
) -> Result<Json, ApiError> {
    params.only(&["to"])?;
    answer(&entry.layout, params.required("to", "3,4")?)
}

/// `GET /api/reshape?from=13&to=3,4`: of an array of float64 in C order, or with the strides
/// that are given, as in `from=4,3&strides=8,32&to=12`.
pub(crate) async fn of_length(params: Params) -> Result<Json, ApiError> {
    params.only(&["from", "strides", "to"])?;
    let from = parse_shape(params.required("from", "13")?)?;
    let shape = from
        .iter()
        .map(|&length| {
            usize::try_from(length).map_err(|_| {
                crate::params::malformed("from", &length.to_string(), "lengths of 0 or more")
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let before = match params.numbers::<isize>("strides")? {
        None => Layout::c_order(&shape, FLOAT64_BYTES)?,
        Some(strides) => {
            Layout::try_new(&shape, &strides, room_below(&shape, &strides)?, FLOAT64_BYTES)?
        }
    };
    answer(&before, params.required("to", "3,4")?)
}

/// How far below its first element an array with these strides reaches, in bytes.
fn room_below(shape: &[usize], strides: &[isize]) -> Result<usize, ApiError> {
    let backwards = shape.iter().zip(strides).filter(|(_, stride)| **stride < 0);
    let mut room = 0_usize;
    for (&length, stride) in backwards {
        let reach = stride.unsigned_abs().checked_mul(length.saturating_sub(1));
        room = reach.and_then(|reach| room.checked_add(reach)).ok_or_else(|| {
            crate::params::malformed("strides", &stride.to_string(), "steps that fit into memory")
        })?;
    }
    Ok(room)
}

fn answer(before: &Layout, to: &str) -> Result<Json, ApiError> {
    Json::of(&ReshapeReport::of(before, &parse_shape(to)?)?)
}
