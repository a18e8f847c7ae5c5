//! What a person sees who opens the page and is not let in.

use axum::extract::Request;
use axum::http::{Method, header};
use axum::response::{Html, IntoResponse, Response};

use crate::error::{ApiError, ErrorKind};

/// The refusal as a page, if a browser asked for the page; nothing for everything else, which
/// gets the envelope.
pub(super) fn page(request: &Request, refusal: &ApiError) -> Option<Response> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let wants_html = request
        .headers()
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("text/html"));
    if !reads || !wants_html || request.uri().path() != "/" {
        return None;
    }
    let text = match refusal.kind() {
        ErrorKind::Token => {
            "This start of arrayscope has a new address: it is the line with http:// in the terminal."
                .to_owned()
        }
        _ => format!("arrayscope does not answer this request: {refusal}."),
    };
    Some((refusal.kind().status(), Html(document(&escape(&text)))).into_response())
}

/// Without the page's style sheet, which is behind the same door.
fn document(text: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n  <meta charset=\"utf-8\">\n  \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n  \
         <meta name=\"color-scheme\" content=\"light dark\">\n  <title>arrayscope</title>\n\
         </head>\n<body>\n  <h1>arrayscope</h1>\n  <p>{text}</p>\n</body>\n</html>\n"
    )
}

/// A refusal may quote the request.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
