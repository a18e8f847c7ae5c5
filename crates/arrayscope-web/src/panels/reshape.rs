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

/// `GET /api/reshape?from=13&to=3,4`: of an array of float64 in C order.
pub(crate) async fn of_length(params: Params) -> Result<Json, ApiError> {
    params.only(&["from", "to"])?;
    let from = parse_shape(params.required("from", "13")?)?;
    let shape = from
        .iter()
        .map(|&length| {
            usize::try_from(length).map_err(|_| {
                crate::params::malformed("from", &length.to_string(), "lengths of 0 or more")
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    answer(&Layout::c_order(&shape, FLOAT64_BYTES)?, params.required("to", "3,4")?)
}

fn answer(before: &Layout, to: &str) -> Result<Json, ApiError> {
    Json::of(&ReshapeReport::of(before, &parse_shape(to)?)?)
}
