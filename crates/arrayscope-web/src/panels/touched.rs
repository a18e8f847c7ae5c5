//! What a cross-section touches in the file, told before it is read.

use arrayscope_formats::Touched;
use serde_json::json;

use super::rectangle::Rectangle;
use crate::blocking::blocking;
use crate::error::ApiError;
use crate::extract::Call;
use crate::json::Json;
use crate::params::malformed;

/// `GET /api/arrays/{id}/touched`: reads no value, and does not wait for what is being read.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&[&Rectangle::NAMES[..], &["channel"]].concat())?;
    let mut window = Rectangle::read(&entry, &params)?.window(entry.shape());
    if let Some(channel) = params.number::<usize>("channel")? {
        // A picture in its own colours has all of them.
        let axis = window.get_mut(channel);
        let axis = axis.ok_or_else(|| malformed("channel", &channel.to_string(), "an axis"))?;
        *axis = 0..entry.shape()[channel];
    }
    let touched = blocking(move || state.touched(&entry, &window)).await?;
    Json::of(&json!({
        "costly": touched.iter().any(Touched::is_costly),
        "text": in_words(&touched),
        "files": touched,
    }))
}

fn in_words(touched: &[Touched]) -> String {
    match touched {
        [] => "nothing: it is in memory".to_owned(),
        files => files.iter().map(Touched::sentence).collect::<Vec<_>>().join(", and "),
    }
}
