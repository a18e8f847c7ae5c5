//! Requests that another site's page sends are refused, whatever they ask for.

use axum::http::{HeaderMap, HeaderName, header};

use crate::error::{ApiError, ErrorKind};
use crate::text::shorten;

/// Fetch metadata of the browser; scripts cannot set it.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

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
