//! Headers of every response.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Nothing but our own files, and nobody may frame us.
///
/// Images come as `data:` (Plotly draws a heatmap into a canvas and shows it as an image)
/// and `blob:` (its "download plot as a PNG"). Styles are `'self'` alone: the rules that
/// Plotly would add in a `<style>` element, and the `image-rendering` that it would set in an
/// attribute, stand in our own style sheet.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self'; \
    style-src 'self'; \
    img-src 'self' data: blob:; \
    connect-src 'self'; \
    base-uri 'none'; \
    form-action 'none'; \
    frame-ancestors 'none'";

/// Headers that do not depend on the request.
const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Sets the headers that bind the browser; values of the API are kept in no cache.
pub(super) fn harden(headers: &mut HeaderMap, is_api: bool) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_api || !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
