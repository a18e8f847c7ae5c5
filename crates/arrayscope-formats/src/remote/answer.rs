//! Answers: what may be taken of them, and what is refused.
//!
//! Source: RFC 9110, sections 14 (ranges) and 15 (status codes).

use std::io::{ErrorKind, Read as _};
use std::ops::Range;

use ureq::Body;
use ureq::http::Response;

use super::client::{Failure, from_io, text};
use crate::printable::quoted;

/// Which bytes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// All of them, if they are no more than so many.
    All { most: u64 },
    /// So many from an offset on, or as many as there are.
    Range { at: u64, nbytes: u64 },
    /// So many at the end, or all if there are fewer.
    Last { nbytes: u64 },
}

/// Bytes that a server sent.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    /// How many there are in all.
    pub(crate) total: u64,
    /// What tells this version of them from others.
    pub(crate) version: Option<String>,
}

impl Span {
    /// The header that asks for it.
    pub(super) fn header(self) -> Option<(&'static str, String)> {
        match self {
            Self::All { .. } => None,
            Self::Range { at, nbytes } => {
                let last = at.saturating_add(nbytes.max(1) - 1);
                Some(("range", format!("bytes={at}-{last}")))
            }
            Self::Last { nbytes } => Some(("range", format!("bytes=-{nbytes}"))),
        }
    }

    /// Which bytes of `total` these are.
    fn of(self, total: u64) -> Range<u64> {
        match self {
            Self::All { .. } => 0..total,
            Self::Range { at, nbytes } => at.min(total)..at.saturating_add(nbytes).min(total),
            Self::Last { nbytes } => total.saturating_sub(nbytes)..total,
        }
    }
}

/// The bytes of an answer; `None` where the server has nothing.
pub(super) fn take(span: Span, mut answer: Response<Body>) -> Result<Option<Answer>, Failure> {
    let headers = answer.headers();
    let status = answer.status().as_u16();
    let declared = text(headers, "content-length").and_then(|length| length.parse::<u64>().ok());
    let version = text(headers, "etag").filter(|tag| !tag.starts_with("W/")).map(str::to_owned);
    let range = text(headers, "content-range").and_then(content_range);
    if let Some(encoding) = text(headers, "content-encoding").filter(|name| *name != "identity") {
        let said = format!("the server sends it encoded as {}, not as it is", quoted(encoding));
        return Err(Failure::lasting(ErrorKind::Unsupported, said));
    }
    let (expected, total) = match (status, span, range) {
        (404 | 410, ..) => return missing(answer.body_mut()),
        (200, Span::All { most }, _) => {
            check_most(declared, most)?;
            (declared, None)
        }
        (206, Span::Range { .. } | Span::Last { .. }, Some((Some(sent), total))) => {
            if sent != span.of(total) || sent.is_empty() {
                let asked = span.of(total);
                let said = format!(
                    "the server sent bytes {sent:?} of {total}, asked were bytes {asked:?}"
                );
                return Err(Failure::lasting(ErrorKind::InvalidData, said));
            }
            (Some(sent.end - sent.start), Some(total))
        }
        (206, ..) => {
            let said = "the server sent a part and does not say which, or of what was asked whole";
            return Err(Failure::lasting(ErrorKind::InvalidData, said));
        }
        // Nothing of it lies there.
        (416, _, Some((None, total))) => {
            return Ok(Some(Answer { bytes: Vec::new(), total, version }));
        }
        // All of it, where that is what was asked for.
        (200, span, _) if declared.is_some_and(|length| span.of(length) == (0..length)) => {
            (declared, None)
        }
        (200, ..) => {
            let said = "the server sends files as a whole and no parts of them (ranges): copy it \
                        to where they can be read";
            return Err(Failure::lasting(ErrorKind::Unsupported, said));
        }
        _ => return Err(refused(&mut answer)),
    };
    let most = match span {
        Span::All { most } => most,
        Span::Range { nbytes, .. } | Span::Last { nbytes } => nbytes,
    };
    let bytes = body(answer.body_mut(), expected, most)?;
    let total = total.unwrap_or(bytes.len() as u64);
    Ok(Some(Answer { bytes, total, version }))
}

/// How many bytes there are, as the headers say; `None` where the server has nothing.
pub(super) fn length(mut answer: Response<Body>) -> Result<Option<u64>, Failure> {
    match answer.status().as_u16() {
        404 | 410 => Ok(None),
        200 => {
            let length = text(answer.headers(), "content-length");
            let length = length.and_then(|length| length.parse().ok());
            length.map(Some).ok_or_else(|| {
                Failure::lasting(ErrorKind::InvalidData, "the server does not say how long it is")
            })
        }
        _ => Err(refused(&mut answer)),
    }
}

/// `bytes 0-99/1234`, or `bytes */1234` of what lies outside.
fn content_range(text: &str) -> Option<(Option<Range<u64>>, u64)> {
    let (range, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let total = total.parse().ok()?;
    if range == "*" {
        return Some((None, total));
    }
    let (first, last) = range.split_once('-')?;
    let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last && last < total).then(|| (Some(first..last + 1), total))
}

fn check_most(found: Option<u64>, most: u64) -> Result<(), Failure> {
    match found {
        Some(found) if found > most => {
            let said = format!("the server sends {found} bytes, expected are at most {most}");
            Err(Failure::lasting(ErrorKind::InvalidData, said))
        }
        _ => Ok(()),
    }
}

/// The bytes of a body: as many as `expected`, where that is known, and never more than
/// `most`. Memory grows with what arrives.
fn body(body: &mut Body, expected: Option<u64>, most: u64) -> Result<Vec<u8>, Failure> {
    let most = expected.unwrap_or(most);
    let mut bytes = Vec::with_capacity(usize::try_from(most).unwrap_or(0).min(1 << 20));
    let read = body.as_reader().take(most.saturating_add(1)).read_to_end(&mut bytes);
    let got = bytes.len() as u64;
    if let Err(error) = read {
        return Err(from_io(&error));
    }
    check_most(Some(got), most)?;
    match expected {
        Some(expected) if got < expected => {
            let said = format!("the connection broke off after {got} of {expected} bytes");
            Err(Failure::passing(ErrorKind::UnexpectedEof, said))
        }
        _ => Ok(bytes),
    }
}

/// What is not there; that a whole bucket is not is an error.
fn missing<T>(body: &mut Body) -> Result<Option<T>, Failure> {
    match code(body).as_deref() {
        Some("NoSuchBucket") => {
            Err(Failure::lasting(ErrorKind::NotFound, "there is no such bucket"))
        }
        _ => Ok(None),
    }
}

/// What a status means that is no answer.
fn refused(answer: &mut Response<Body>) -> Failure {
    let status = answer.status();
    let region = text(answer.headers(), "x-amz-bucket-region").map(quoted);
    let code = code(answer.body_mut()).map_or(String::new(), |code| format!(", {}", quoted(&code)));
    let said = format!("the server answered {}{code}", status.as_u16());
    match (status.as_u16(), region) {
        (401 | 403, _) => Failure::lasting(
            ErrorKind::PermissionDenied,
            format!(
                "{said}: it may not be read, or is not there and may not be known to be missing"
            ),
        ),
        (301 | 307 | 400, Some(region)) => Failure::lasting(
            ErrorKind::Unsupported,
            format!("{said}: the bucket is in the region {region}, AWS_REGION names it"),
        ),
        (408 | 429 | 500 | 502 | 503 | 504, _) => {
            Failure::passing(ErrorKind::Other, format!("{said}, also when it was asked again"))
        }
        _ => Failure::lasting(ErrorKind::Other, said),
    }
}

/// What S3 calls an error, in the XML that comes with it.
fn code(body: &mut Body) -> Option<String> {
    const LONGEST: u64 = 4096;
    let mut bytes = Vec::new();
    body.as_reader().take(LONGEST).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let (_, rest) = text.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    Some(code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_what_the_server_says_it_is() {
        assert_eq!(content_range("bytes 0-99/1234"), Some((Some(0..100), 1234)));
        assert_eq!(content_range("bytes */7"), Some((None, 7)));
        for text in
            ["bytes 5-4/9", "bytes 0-9/9", "bytes 0-1/*", "0-1/2", "bytes -1/2", "bytes a-b/c"]
        {
            assert_eq!(content_range(text), None, "{text}");
        }
        let most = u64::MAX;
        assert_eq!(content_range(&format!("bytes 0-{most}/{most}")), None);
    }

    #[test]
    fn a_span_is_cut_at_the_end() {
        assert_eq!(Span::Range { at: 5, nbytes: 10 }.of(8), 5..8);
        assert_eq!(Span::Range { at: 9, nbytes: 10 }.of(8), 8..8);
        assert_eq!(Span::Last { nbytes: 10 }.of(8), 0..8);
        assert_eq!(Span::Range { at: u64::MAX, nbytes: 2 }.of(8), 8..8);
    }
}
