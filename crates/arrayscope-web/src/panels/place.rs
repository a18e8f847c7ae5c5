//! Where the first element of a kind is, in the whole array.

use arrayscope_core::kernel::Number;
use arrayscope_core::signal::Measures;
use arrayscope_core::stats::Target;
use serde_json::json;

use crate::error::ApiError;
use crate::extract::Call;
use crate::json::Json;
use crate::params::malformed;

/// `GET /api/arrays/{id}/place?of=nan|pos_inf|neg_inf|min|max`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&["of"])?;
    let kind = params.required("of", "min")?.to_owned();
    let target = target_of(&kind)?;
    state
        .compute(move |state| {
            // Without statistics the search refuses, and says why.
            let measures = state.measures(&entry)?;
            let target = measures.as_deref().map_or(Some(Target::Nan), target);
            let index = match target {
                Some(target) => state.first(&entry, target)?,
                None => None,
            };
            Json::of(&json!({ "of": kind, "measured": entry.dtype.measured_as(), "index": index }))
        })
        .await
}

/// What is looked for in an array with these measures; nothing where none is there.
type Looked = fn(&Measures) -> Option<Target>;

fn target_of(kind: &str) -> Result<Looked, ApiError> {
    fn extremum(number: Number) -> Option<Target> {
        number.to_f64().is_finite().then_some(Target::Equal(number))
    }
    Ok(match kind {
        "nan" => |of| (of.census().nan > 0).then_some(Target::Nan),
        "pos_inf" => |of| (of.census().pos_inf > 0).then_some(Target::PosInf),
        "neg_inf" => |of| (of.census().neg_inf > 0).then_some(Target::NegInf),
        "min" => |of| extremum(of.min()),
        "max" => |of| extremum(of.max()),
        _ => return Err(malformed("of", kind, "nan, pos_inf, neg_inf, min or max")),
    })
}
