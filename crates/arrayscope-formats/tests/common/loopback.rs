//! A server on this machine that answers as a test wants it to.
#![allow(dead_code, clippy::allow_attributes, reason = "each test binary uses its own part")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A server at a port that the system chose, until it is dropped.
pub(crate) struct Loopback {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Request>>>,
    has_ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What is answered.
pub(crate) enum Reply {
    /// These bytes, and the end.
    Bytes(Vec<u8>),
    /// Nothing, until the other side has enough.
    Silence,
}

impl Loopback {
    pub(crate) fn new(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("bound");
        let asked: Arc<Mutex<Vec<Request>>> = Arc::default();
        let has_ended = Arc::new(AtomicBool::new(false));
        let (log, end, answer) = (Arc::clone(&asked), Arc::clone(&has_ended), Arc::new(answer));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if end.load(Ordering::SeqCst) {
                    return;
                }
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                std::thread::spawn(move || {
                    // Who hangs up in the middle is no trouble of the server's.
                    let _ = stream.and_then(|stream| serve(stream, &log, &*answer));
                });
            }
        });
        Self { address, asked, has_ended, thread: Some(thread) }
    }

    /// A server of the files in a folder, whose requests for parts it answers.
    pub(crate) fn of_folder(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self::new(move |request| {
            let path = request.target.split('?').next().unwrap_or_default();
            let path = path.trim_start_matches('/').replace("%20", " ").replace("%3A", ":");
            match std::fs::read(folder.join(path)) {
                Ok(bytes) => file(request, &bytes),
                Err(_) => status(404, "Not Found", b""),
            }
        })
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<Request> {
        self.asked.lock().expect("whole").clone()
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.has_ended.store(true, Ordering::SeqCst);
        // It waits for somebody to come.
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Answers one request.
fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<Request>>,
    answer: &dyn Fn(&Request) -> Reply,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let mut words = first.split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let request = Request { method, target, headers };
    log.lock().expect("whole").push(request.clone());
    match answer(&request) {
        Reply::Bytes(bytes) => stream.write_all(&bytes),
        Reply::Silence => stream.read(&mut [0; 64]).map(drop),
    }
}

/// A whole answer with a status.
pub(crate) fn status(code: u16, reason: &str, body: &[u8]) -> Reply {
    with_headers(code, reason, "", body)
}

/// The same with more headers, each with its line end.
pub(crate) fn with_headers(code: u16, reason: &str, headers: &str, body: &[u8]) -> Reply {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {code} {reason}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n"
    );
    Reply::Bytes([head.as_bytes(), body].concat())
}

/// What a server that is in order answers to a request for a file of these bytes.
pub(crate) fn file(request: &Request, bytes: &[u8]) -> Reply {
    let (tag, total) = (format!("etag: \"{}\"\r\n", bytes.len()), bytes.len());
    let body = |bytes: &[u8]| if request.method == "HEAD" { Vec::new() } else { bytes.to_vec() };
    let Some(range) = request.header("range").and_then(|text| text.strip_prefix("bytes=")) else {
        let Reply::Bytes(mut all) = with_headers(200, "OK", &tag, bytes) else { unreachable!() };
        all.truncate(all.len() - total);
        return Reply::Bytes([all, body(bytes)].concat());
    };
    let (first, last) = range.split_once('-').expect("a range");
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let (start, end) = if first.is_empty() {
        (total.saturating_sub(number(last)), total)
    } else {
        (number(first), number(last).saturating_add(1).min(total))
    };
    if start >= end {
        let headers = format!("content-range: bytes */{total}\r\n{tag}");
        return with_headers(416, "Range Not Satisfiable", &headers, b"");
    }
    let headers = format!("content-range: bytes {start}-{}/{total}\r\n{tag}", end - 1);
    with_headers(206, "Partial Content", &headers, &body(&bytes[start..end]))
}
