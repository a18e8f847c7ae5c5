//! How far the statistics that are being computed of an array are.

use serde_json::json;

use crate::error::ApiError;
use crate::extract::Call;
use crate::json::Json;

/// `GET /api/arrays/{id}/progress`: waits for nothing.
pub(crate) async fn show(Call { entry, params, .. }: Call) -> Result<Json, ApiError> {
    params.only(&[])?;
    Json::of(&json!({ "running": entry.progress.told() }))
}

#[cfg(test)]
mod tests {
    use axum::extract::FromRequestParts;
    use axum::http::Request;

    use super::*;
    use crate::params::Params;
    use crate::state::{AppState, Config};
    use crate::{Access, Token};

    #[tokio::test]
    async fn what_is_computed_now_is_told_while_it_goes_on() {
        let access = Access::Token(Token::random().unwrap());
        let state = AppState::try_new(Config::loopback(8501, access)).unwrap();
        let entry = state.find("sample-2d").unwrap();
        let running = async || {
            let (mut parts, ()) = Request::new(()).into_parts();
            let params = Params::from_request_parts(&mut parts, &()).await.unwrap();
            let call = Call { state: state.clone(), entry: entry.clone(), params };
            show(call).await.unwrap().into_value()["running"].clone()
        };
        let underway = entry.underway("stats", 2);
        underway.add(entry.layout.size());
        let told = running().await;
        assert_eq!((&told[0]["what"], told[1].is_null()), (&json!("stats"), true));
        let (done, total) = (told[0]["done"].as_u64(), told[0]["total"].as_u64());
        assert_eq!(
            (done.unwrap() * 2, done.unwrap()),
            (total.unwrap(), entry.layout.nbytes() as u64)
        );
        drop(underway);
        assert_eq!(running().await, json!([]));
        // What was asked for and is over is not told of either.
        state.summary(&entry).unwrap();
        assert_eq!(running().await, json!([]));
    }
}
