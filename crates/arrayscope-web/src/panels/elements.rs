//! The exact texts of the elements of a rectangle of a cross-section.

use serde_json::json;

use super::rectangle::Rectangle;
use crate::error::{ApiError, ErrorKind};
use crate::extract::Call;
use crate::json::Json;

/// The most elements of one answer: more than a person reads, and few enough to be written at
/// once.
const MOST_ELEMENTS: usize = 4096;
/// The most bytes of these: an element of text may be as long as its file.
const MOST_BYTES: usize = 4 << 20;

/// `GET /api/arrays/{id}/elements?rows&columns&at&row_range=3:10&column_range=4:12`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&Rectangle::NAMES)?;
    let rectangle = Rectangle::read(&entry, &params)?;
    let asked = rectangle.rows.len().saturating_mul(rectangle.columns.len());
    if asked > MOST_ELEMENTS {
        let message = format!(
            "{asked} elements were asked for as texts, at most {MOST_ELEMENTS} are sent at once; \
             row_range=0:64&column_range=0:64 would do, and slice.csv has all of them"
        );
        return Err(ApiError::new(ErrorKind::TooLarge, message));
    }
    let nbytes = asked.saturating_mul(entry.layout.itemsize());
    if nbytes > MOST_BYTES {
        let message = format!(
            "{asked} elements of {nbytes} bytes were asked for as texts, at most {MOST_BYTES} \
             bytes are sent at once; slice.csv has all of them"
        );
        return Err(ApiError::new(ErrorKind::TooLarge, message));
    }
    state
        .read(move |state| {
            let cut = rectangle.cut(state, &entry)?;
            let (rows, columns) = (cut.shape()[0], cut.shape()[1]);
            let texts = (0..rows)
                .map(|row| {
                    (0..columns)
                        .map(|column| Ok(cut.value(&[row, column])?.to_string()))
                        .collect::<Result<Vec<_>, ApiError>>()
                })
                .collect::<Result<Vec<_>, _>>()?;
            let [rows, columns] = rectangle.sides(entry.shape());
            Json::of(&json!({
                "numpy": rectangle.numpy(entry.shape()),
                "selection": rectangle.section,
                "rows": rows,
                "columns": columns,
                "texts": texts,
            }))
        })
        .await
}
