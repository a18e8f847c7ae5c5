//! Requests that another site's page sends are refused, whatever they ask for.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, Method, header};

use crate::error::{ApiError, ErrorKind};
use crate::text::shorten;

/// Fetch metadata of the browser; scripts cannot set it.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Whether a person followed a link of another page to here, in a tab and not in a frame.
/// Such a page learns nothing of the answer.
pub(super) fn is_link_to_the_page(request: &Request) -> bool {
    let headers = request.headers();
    let only = |name: &HeaderName, value: &[u8]| {
        let mut values = headers.get_all(name).iter();
        values.next().is_some_and(|given| given.as_bytes() == value) && values.next().is_none()
    };
    *request.method() == Method::GET
        && request.uri().path() == "/"
        && !headers.contains_key(header::ORIGIN)
        && only(&SEC_FETCH_MODE, b"navigate")
        && only(&SEC_FETCH_DEST, b"document")
}

/// Refuses an `Origin` that is not `http://` and `host`, and fetches that the browser marks
/// as coming from another site. Programs that are not browsers send neither header.
pub(super) fn check(host: &str, headers: &HeaderMap) -> Result<(), ApiError> {
    let refuse = |found: &[u8]| {
        let found = String::from_utf8_lossy(found);
        Err(ApiError::new(
            ErrorKind::Origin,
            format!(
                "a request from \"{}\" is refused, only the page at http://{host} may ask",
                shorten(&found, 80)
            ),
        ))
    };
    let ours = format!("http://{host}");
    for origin in headers.get_all(header::ORIGIN) {
        if !origin.as_bytes().eq_ignore_ascii_case(ours.as_bytes()) {
            return refuse(origin.as_bytes());
        }
    }
    for site in headers.get_all(SEC_FETCH_SITE) {
        // "none" is the user: an address typed or a link opened from outside the browser.
        if !matches!(site.as_bytes(), b"same-origin" | b"none") {
            return refuse(site.as_bytes());
        }
    }
    Ok(())
}
