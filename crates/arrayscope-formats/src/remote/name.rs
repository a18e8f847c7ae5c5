//! Addresses of servers as text.

use std::path::Path;

/// What an address of a server starts with.
const SCHEMES: [&str; 3] = ["http://", "https://", "s3://"];

/// Whether a path is the address of a server: `http://`, `https://` or `s3://`.
///
/// ```
/// use arrayscope_formats::is_remote;
/// assert!(is_remote("s3://bucket/run.zarr".as_ref()));
/// assert!(!is_remote("C:\\data\\run.zarr".as_ref()));
/// ```
pub fn is_remote(path: &Path) -> bool {
    path.to_str().is_some_and(|text| after_scheme(text).is_some())
}

/// Where the part behind the scheme starts.
fn after_scheme(text: &str) -> Option<usize> {
    let has = |scheme: &str| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    SCHEMES.iter().find(|scheme| has(scheme)).map(|scheme| scheme.len())
}

/// Where the path of an address ends and a member or an index begins; `None` if it is not
/// the address of a server.
///
/// Nobody is asked what there is: `::` and brackets in names are written as `%3A%3A`,
/// `%5B` and `%5D`. A host may have both: `http://[::1]:8000/x.zarr`.
pub(crate) fn path_end(text: &str) -> Option<usize> {
    let start = after_scheme(text)?;
    let host_end = text[start..].find(['/', '?']).map_or(text.len(), |at| start + at);
    let path = &text[host_end..];
    let index = if path.ends_with(']') { path.rfind('[') } else { None };
    let body = &path[..index.unwrap_or(path.len())];
    Some(host_end + body.find("::").unwrap_or(body.len()))
}

/// An address as it is shown: without its query, which may hold a key, and without the name
/// and password of a user. Other paths are shown as they are.
pub(crate) fn shown(text: &str) -> String {
    let Some(start) = after_scheme(text) else { return text.to_owned() };
    let (address, query) = text.split_once('?').map_or((text, ""), |(path, _)| (path, "?…"));
    let host_end = address[start..].find('/').map_or(address.len(), |at| start + at);
    let host = address[start..host_end].rsplit('@').next().unwrap_or_default();
    format!("{}{host}{}{query}", &address[..start], &address[host_end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> &str {
        &text[..path_end(text).unwrap()]
    }

    #[test]
    fn a_path_ends_where_a_member_or_an_index_begins() {
        assert_eq!(path("http://h/a.zarr"), "http://h/a.zarr");
        assert_eq!(path("http://h/a.zarr::g/x[0, ::2]"), "http://h/a.zarr");
        assert_eq!(path("https://h/a.npy[::2]"), "https://h/a.npy");
        assert_eq!(path("HTTP://[::1]:80/a.npz::x"), "HTTP://[::1]:80/a.npz");
        assert_eq!(path("s3://bucket"), "s3://bucket");
        assert_eq!(path_end("a.npz::x"), None);
        assert_eq!(path_end("ftp://h/a"), None);
    }

    #[test]
    fn what_may_be_secret_is_not_shown() {
        assert_eq!(shown("https://me:word@h/a.zarr?sig=1"), "https://h/a.zarr?…");
        assert_eq!(shown("http://h?key=1@2/3"), "http://h?…");
        assert_eq!(shown("a?b@c"), "a?b@c");
    }
}
