//! The exact text of one element, for the cursor.

use serde_json::json;

use crate::error::ApiError;
use crate::extract::Call;
use crate::json::Json;
use crate::params::malformed;

/// The longest axis of which all positions are told.
const MOST_ALONG: usize = 16;

/// `GET /api/arrays/{id}/value?index=0,3,4,1`; a 0-D array takes an empty index. `along` an
/// axis tells the elements of all its positions too.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&["index", "along"])?;
    let text = params.required("index", "0,3,4,1")?;
    let given: Vec<isize> = params.numbers("index")?.unwrap_or_default();
    let shape = entry.shape();
    if given.len() != shape.len() {
        let expected = format!("{} whole numbers, one per axis", shape.len());
        return Err(malformed("index", text, &expected));
    }
    let index = given
        .iter()
        .zip(shape)
        .enumerate()
        .map(|(axis, (&at, &length))| position(axis, at, length))
        .collect::<Result<Vec<usize>, _>>()?;
    let along = params.number("along")?.map(|axis| channels(axis, shape)).transpose()?;
    state
        .read(move |state| {
            let mut window: Vec<_> = index.iter().map(|&at| at..at + 1).collect();
            let mut inside = vec![0; index.len()];
            if let Some(axis) = along {
                window[axis] = 0..entry.shape()[axis];
                inside[axis] = index[axis];
            }
            let region = state.region(&entry, &window)?;
            let value = region.value(&inside)?.to_string();
            let bits = region.view().bits(&inside)?;
            let mut told = json!({ "index": index, "value": value, "bits": bits });
            if let Some(axis) = along {
                let values = (0..region.shape()[axis])
                    .map(|at| {
                        inside[axis] = at;
                        Ok(region.value(&inside)?.to_string())
                    })
                    .collect::<Result<Vec<_>, ApiError>>()?;
                told["along"] = json!({ "axis": axis, "values": values });
            }
            Json::of(&told)
        })
        .await
}

/// An axis of few positions.
fn channels(axis: usize, shape: &[usize]) -> Result<usize, ApiError> {
    let expected = format!("an axis of up to {MOST_ALONG} positions");
    match shape.get(axis) {
        Some(&length) if length <= MOST_ALONG => Ok(axis),
        _ => Err(malformed("along", &axis.to_string(), &expected)),
    }
}

/// The position that `at` means; as in NumPy, a negative one counts from the end.
fn position(axis: usize, at: isize, length: usize) -> Result<usize, ApiError> {
    use crate::error::ErrorKind::OutOfRange;
    let counted = if at < 0 { length.checked_add_signed(at) } else { Some(at.unsigned_abs()) };
    counted.filter(|&at| at < length).ok_or_else(|| {
        let valid = match length {
            0 => "it has no elements".to_owned(),
            _ => format!("valid: -{length} to {}", length - 1),
        };
        let message =
            format!("index {at} is out of range for axis {axis} of length {length} ({valid})");
        ApiError::new(OutOfRange, message)
    })
}
