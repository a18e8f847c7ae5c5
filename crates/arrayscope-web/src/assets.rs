//! The page's files, embedded at build time by `build.rs`.

use std::io::Read;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::read::GzDecoder;

use crate::error::{ApiError, ErrorKind};
use crate::extract::Segment;
use crate::text::shorten;

/// One embedded file.
struct Asset {
    /// The path below `assets/`, with forward slashes.
    name: &'static str,
    content_type: &'static str,
    /// A quoted strong entity tag of the contents before compression.
    etag: &'static str,
    gzip: &'static [u8],
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// `GET /`: the page; its whole state stands in the query, which only the page reads.
pub(crate) async fn index(headers: HeaderMap) -> Result<Response, ApiError> {
    respond("index.html", &headers)
}

/// `GET /assets/{*name}`: one file of the page.
///
/// A name is looked up in the table of embedded files and nowhere else, so there is no path
/// to escape from.
pub(crate) async fn asset(
    Segment(name): Segment,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    respond(&name, &headers)
}

fn respond(name: &str, request: &HeaderMap) -> Result<Response, ApiError> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or_else(|| {
        let message = format!("the page has no file \"{}\"", shorten(name, 80));
        ApiError::new(ErrorKind::NotFound, message)
    })?;
    // `no-cache` means "ask before use": a new version of arrayscope on the same port is
    // seen at once, and an unchanged Plotly.js is not sent again.
    let common = [
        (header::ETAG, asset.etag),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "accept-encoding"),
    ];
    if lists(request, header::IF_NONE_MATCH, asset.etag) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let mut response = if accepts_gzip(request) {
        ([(header::CONTENT_ENCODING, "gzip")], asset.gzip).into_response()
    } else {
        let mut plain = Vec::new();
        GzDecoder::new(asset.gzip).read_to_end(&mut plain).map_err(|error| {
            ApiError::new(ErrorKind::Internal, format!("an embedded file is damaged: {error}"))
        })?;
        plain.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.extend(common.map(|(name, value)| (name, HeaderValue::from_static(value))));
    Ok(response)
}

/// Whether a comma-separated request header lists `item` (a `W/` in front does not matter).
fn lists(request: &HeaderMap, name: header::HeaderName, item: &str) -> bool {
    request
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|listed| listed.trim().trim_start_matches("W/") == item)
}

/// Whether the client takes gzip, and not with a weight of zero.
fn accepts_gzip(request: &HeaderMap) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
            let weight = weight.trim().trim_start_matches("q=").parse::<f32>().unwrap_or(0.0);
            name.trim().eq_ignore_ascii_case("gzip") && weight > 0.0
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpacked(name: &str) -> String {
        let asset = ASSETS.iter().find(|asset| asset.name == name).unwrap();
        let mut text = String::new();
        GzDecoder::new(asset.gzip).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn plotly_is_embedded_without_mathjax() {
        let plotly = unpacked("plotly.min.js");
        assert!(plotly.contains("plotly.js v3"));
        assert!(plotly.ends_with(';'));
        assert!(!plotly.contains("__webpack_modules__"));
        assert!(!plotly.contains("<script"));
    }

    #[test]
    fn gzip_is_sent_only_to_clients_that_take_it() {
        let with = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            accepts_gzip(&headers)
        };
        assert!(with("gzip") && with("br, GZIP;q=0.5") && with("deflate, gzip ; q=1.0"));
        assert!(!with("gzip;q=0") && !with("br") && !accepts_gzip(&HeaderMap::new()));
    }
}
