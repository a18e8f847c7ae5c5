//! Servers that lie, break off, send elsewhere or say nothing.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../tests/common/loopback.rs"]
mod loopback;

use std::io::ErrorKind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use self::loopback::{Loopback, Reply, Request, file, status, with_headers};
use super::answer::Span;
use super::client::{Client, Patience};
use super::file::RemoteFile;
use super::server::Server;
use crate::io::ReadAt as _;

/// Asks again at once.
fn hasty() -> Client {
    Client::new(Patience { pause: Duration::ZERO, ..Patience::default() })
}

fn place(server: &Loopback) -> Server {
    Server::new(&server.url("x")).unwrap().with(hasty())
}

/// What is said of an answer to a question for all of at most 100 bytes.
fn all_of(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> (ErrorKind, String) {
    said_of(Span::All { most: 100 }, answer)
}

fn said_of(
    span: Span,
    answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
) -> (ErrorKind, String) {
    let server = Loopback::new(answer);
    let error = place(&server).get("k", span).unwrap_err();
    (error.kind(), error.to_string())
}

fn raw(text: &str) -> Reply {
    Reply::Bytes(text.replace('\n', "\r\n").into_bytes())
}

#[test]
fn more_than_was_asked_for_is_refused_before_it_is_kept() {
    let said = all_of(|_| with_headers(200, "OK", "", &[0; 101])).1;
    assert_eq!(said, "the server sends 101 bytes, expected are at most 100");
    let lie = all_of(|_| raw("HTTP/1.1 200 OK\ncontent-length: 99999999999999\n\nx")).1;
    assert!(lie.starts_with("the server sends 99999999999999 bytes"), "{lie}");
    let endless = all_of(|_| {
        let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000)).repeat(64);
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        Reply::Bytes([head, &chunk].concat().into_bytes())
    });
    assert_eq!(endless.1, "the server sends 101 bytes, expected are at most 100");
}

#[test]
fn an_answer_that_is_cut_short_is_asked_for_again_and_then_refused() {
    let (kind, said) = all_of(|_| raw("HTTP/1.1 200 OK\ncontent-length: 50\n\nfew"));
    assert!(matches!(kind, ErrorKind::UnexpectedEof), "{kind} {said}");
    assert!(said.contains("the connection broke off"), "{said}");
    let server = Loopback::new(|_| raw("HTTP/1.1 206 X\ncontent-range: bytes 0-9/10\n\nfew"));
    let span = Span::Range { at: 0, nbytes: 10 };
    assert!(place(&server).get("", span).is_err());
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn trouble_that_passes_is_waited_for() {
    let count = AtomicUsize::new(0);
    let server = Loopback::new(move |request| match count.fetch_add(1, Ordering::SeqCst) {
        0 => status(503, "Slow Down", b""),
        1 => Reply::Bytes(Vec::new()),
        _ => file(request, b"here"),
    });
    let answer = place(&server).get("", Span::All { most: 9 }).unwrap().unwrap();
    assert_eq!((answer.bytes.as_slice(), answer.total), (&b"here"[..], 4));
    let said = all_of(|_| status(500, "No", b"<Error><Code>InternalError</Code></Error>")).1;
    assert_eq!(said, "the server answered 500, 'InternalError', also when it was asked again");
}

#[test]
fn a_part_that_was_not_asked_for_is_refused() {
    let span = Span::Range { at: 4, nbytes: 4 };
    for range in ["bytes 0-3/100", "bytes 4-9/100", "bytes 4-6/100", "bytes 4-7/6", "bytes */9", ""]
    {
        let headers = format!("content-range: {range}\r\n");
        let (kind, said) = said_of(span, move |_| with_headers(206, "Part", &headers, b"1234"));
        assert_eq!(kind, ErrorKind::InvalidData, "{range}: {said}");
    }
    let (_, said) = said_of(span, |_| with_headers(200, "OK", "", &[0; 1000]));
    assert!(said.starts_with("the server sends files as a whole"), "{said}");
    let (_, said) = said_of(Span::All { most: 100 }, |_| {
        with_headers(206, "Part", "content-range: bytes 0-3/100\r\n", b"1234")
    });
    assert!(said.contains("of what was asked whole"), "{said}");
    let (_, said) =
        said_of(span, |_| with_headers(206, "Part", "content-encoding: gzip\r\n", b"1234"));
    assert_eq!(said, "the server sends it encoded as 'gzip', not as it is");
}

#[test]
fn nobody_follows_to_another_host() {
    let other = Loopback::new(|request| file(request, b"secret"));
    let to = format!("location: {}\r\n", other.url("x"));
    let (kind, said) = all_of(move |_| with_headers(302, "Found", &to, b""));
    assert_eq!(kind, ErrorKind::PermissionDenied);
    assert!(said.contains("sends us to another one"), "{said}");
    assert!(other.asked().is_empty());
    // Within the host it is followed, but not in circles.
    let server = Loopback::new(|request| match request.target.as_str() {
        "/x/k" => with_headers(301, "Moved", "location: /y\r\n", b""),
        _ => file(request, b"here"),
    });
    let answer = place(&server).get("k", Span::All { most: 9 }).unwrap().unwrap();
    assert_eq!(answer.bytes, b"here");
    let said = all_of(|_| with_headers(302, "Found", "location: /x/k\r\n", b"")).1;
    assert_eq!(said, "the server sends us on more than 5 times");
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    let moment = Duration::from_millis(50);
    let patience = Patience { silence: moment, answer: moment, pause: moment };
    let silent = Loopback::new(|_| Reply::Silence);
    let place = Server::new(&silent.url("x")).unwrap().with(Client::new(patience));
    let error = place.get("k", Span::All { most: 100 }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    assert_eq!(error.to_string(), "the server did not answer in time");
    let (_, said) = all_of(|_| raw("SSH-2.0-OpenSSH_9.2\n"));
    assert!(said.contains("HTTP") || said.contains("broke off"), "{said}");
    let headers = format!("x: {}\r\n", "y".repeat(1 << 20));
    assert!(!all_of(move |_| with_headers(200, "OK", &headers, b"x")).1.is_empty());
}

#[test]
fn a_file_that_changes_while_it_is_open_is_noticed() {
    let count = AtomicUsize::new(0);
    let server = Loopback::new(move |request| {
        let asked = count.fetch_add(1, Ordering::SeqCst);
        file(request, &vec![1; (1 << 20) + asked])
    });
    let open = RemoteFile::of(place(&server)).unwrap();
    assert_eq!(open.nbytes(), 1 << 20);
    assert_eq!(open.read_at(&mut [0; 4], 0).unwrap(), 4);
    let error = open.read_at(&mut [0; 4], 1 << 19).unwrap_err().to_string();
    assert!(error.contains("the file has changed on the server"), "{error}");
    assert_eq!(server.asked()[1].header("if-match"), Some("\"1048576\""));
}

#[test]
fn a_list_comes_in_pages_and_ends() {
    let server = Loopback::new(|request| {
        let more =
            "<IsTruncated>true</IsTruncated><NextContinuationToken>2</NextContinuationToken>";
        let (name, more) = if request.target.contains("continuation-token=2") {
            ("a", "<IsTruncated>false</IsTruncated>")
        } else {
            ("b", more)
        };
        let page = format!(
            "<ListBucketResult><CommonPrefixes><Prefix>run/{name}/</Prefix></CommonPrefixes>{more}</ListBucketResult>"
        );
        status(200, "OK", page.as_bytes())
    });
    let bucket = |server: &Loopback| Server::of_bucket("s3://data/run", &server.url(""), hasty());
    let folders = bucket(&server).folders("", 9).unwrap().unwrap();
    assert_eq!(folders, ["a", "b"]);
    assert!(
        bucket(&server).folders("", 1).unwrap_err().to_string().contains("more than 1 folders")
    );
    for page in ["", "<", "{}", "<ListBucketResult>&x;</ListBucketResult>"] {
        let server = Loopback::new(move |_| status(200, "OK", page.as_bytes()));
        let listed = bucket(&server).folders("", 9);
        assert!(listed.is_err(), "{page}");
    }
    let closed = Loopback::new(|_| status(403, "Forbidden", b""));
    assert_eq!(bucket(&closed).folders("", 9).unwrap(), None);
    let absent = Loopback::new(|_| status(404, "No", b"<Code>NoSuchBucket</Code>"));
    let error = bucket(&absent).get("k", Span::All { most: 9 }).unwrap_err().to_string();
    assert_eq!(error, "there is no such bucket");
}

#[test]
fn keys_out_of_a_document_do_not_lead_up() {
    let server = Loopback::new(|request| file(request, b"secret"));
    for key in ["../y", "a/../../y", "."] {
        assert!(place(&server).get(key, Span::All { most: 9 }).is_err(), "{key}");
    }
    assert!(server.asked().is_empty());
}
