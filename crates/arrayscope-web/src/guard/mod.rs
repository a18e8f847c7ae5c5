//! What every request passes before a handler sees it, and what every response carries.
//!
//! In this order: the `Host` must be ours, the request must not come from another site, and
//! the token must be right. Headers that bind the browser are set on all answers, refusals
//! included. There is no CORS header anywhere: other origins have no business here.

mod headers;
mod host;
mod origin;
mod refused;
mod token;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

pub use host::Hosts;
pub use token::{Access, Token};

pub(crate) use token::random_hex;

use crate::error::ApiError;
use crate::state::AppState;

/// What is seen for a moment by who follows a link to here.
const OPENING: &str = "<!doctype html>\n<html lang=\"en\">\n<head><title>arrayscope</title></head>\n\
                       <body><p>Opening arrayscope</p></body>\n</html>\n";

/// The middleware around the whole router.
pub(crate) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = match admit(&state, &request) {
        Ok(None) => next.run(request).await,
        Ok(Some(redirect)) => redirect,
        Err(refusal) => {
            refused::page(&request, &refusal).unwrap_or_else(|| refusal.into_response())
        }
    };
    headers::harden(response.headers_mut(), is_api);
    response
}

/// Nothing when the request may go on, or the redirect that puts the token into a cookie.
fn admit(state: &AppState, request: &Request) -> Result<Option<Response>, ApiError> {
    let host = host::check(state.hosts(), request.uri(), request.headers())?;
    let ticket = || token::check(state.access(), state.cookie_name(), request);
    match origin::check(&host, request.headers()) {
        Ok(()) => ticket().map(|ticket| ticket.map(into_cookie)),
        // The printed address, pasted where it became a link: the right token is enough.
        Err(refusal) if origin::is_link_to_the_page(request) => match ticket() {
            Ok(Some(ticket)) if ticket.cookie.is_some() => Ok(Some(from_elsewhere(ticket))),
            _ => Err(refusal),
        },
        Err(refusal) => Err(refusal),
    }
}

/// Sets the cookie and lets a page of ours go on to the page. After a redirect the request
/// would still count as the other site's, and come without the cookie.
fn from_elsewhere(ticket: token::Ticket) -> Response {
    let refresh = format!("0;url={}", ticket.location);
    let mut response = Html(OPENING).into_response();
    let headers = response.headers_mut();
    for (name, value) in [(header::REFRESH, Some(refresh)), (header::SET_COOKIE, ticket.cookie)] {
        // A request target holds no byte that a header value may not hold.
        if let Some(Ok(value)) = value.map(HeaderValue::try_from) {
            headers.insert(name, value);
        }
    }
    response
}

/// Answers 303 to the same page without the token, so that it stays in no history or log.
fn into_cookie(ticket: token::Ticket) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    for (name, value) in
        [(header::LOCATION, Some(ticket.location)), (header::SET_COOKIE, ticket.cookie)]
    {
        // A request target holds no byte that a header value may not hold.
        if let Some(Ok(value)) = value.map(HeaderValue::try_from) {
            headers.insert(name, value);
        }
    }
    response
}
