//! Requests: what is asked, how long is waited, and when it is asked again.

use std::io;
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

use super::url::Url;

/// How long a server is waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For a connection, and for each piece that is to come over it.
    pub(super) silence: Duration,
    /// For one answer in all: one byte at a time comes to an end.
    pub(super) answer: Duration,
    /// Before it is asked again; four times as long before the third time.
    pub(super) pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { silence: seconds(30), answer: seconds(600), pause: Duration::from_millis(200) }
    }
}

/// How often a question is asked that might be answered the next time.
const ATTEMPTS: u32 = 3;

/// How often a server may say that something is elsewhere.
const MOVES: u32 = 5;

/// Bytes of the headers of an answer.
const LONGEST_HEADERS: usize = 64 << 10;

/// Connections that are kept for the next question.
const KEPT_CONNECTIONS: usize = 32;

/// One question.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) url: Url,
    pub(super) headers: Vec<(&'static str, String)>,
    /// Whether only the headers of the answer are asked for.
    pub(super) is_head: bool,
    /// Whether the answer may be that it is elsewhere. What is signed is signed for one place.
    pub(super) may_move: bool,
}

/// Why there is no answer, and whether asking again may help.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: io::Error,
    pub(super) may_pass: bool,
}

impl Failure {
    /// What stays as it is, whenever it is asked.
    pub(super) fn lasting(kind: io::ErrorKind, said: impl Into<String>) -> Self {
        Self { error: io::Error::new(kind, said.into()), may_pass: false }
    }

    /// What may be over when it is asked again.
    pub(super) fn passing(kind: io::ErrorKind, said: impl Into<String>) -> Self {
        Self { error: io::Error::new(kind, said.into()), may_pass: true }
    }
}

/// Asks servers.
#[derive(Clone, Debug)]
pub(super) struct Client {
    direct: Agent,
    /// As the environment wants it, perhaps through a proxy.
    usual: Agent,
    patience: Patience,
}

/// The one whose connections all containers share.
static SHARED: LazyLock<Client> = LazyLock::new(|| Client::new(Patience::default()));

impl Client {
    /// The one whose connections all containers share.
    pub(super) fn shared() -> Self {
        SHARED.clone()
    }

    pub(super) fn new(patience: Patience) -> Self {
        let config = || {
            Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .max_response_header_size(LONGEST_HEADERS)
                .max_idle_connections(KEPT_CONNECTIONS)
                .max_idle_connections_per_host(KEPT_CONNECTIONS)
                .timeout_global(Some(patience.answer))
                .timeout_connect(Some(patience.silence))
                .timeout_recv_response(Some(patience.silence))
                .timeout_per_read(Some(patience.silence))
                .user_agent(concat!("arrayscope/", env!("CARGO_PKG_VERSION")))
        };
        let direct = config().proxy(None).build().into();
        Self { direct, usual: config().build().into(), patience }
    }

    /// Asks until `take` has taken an answer, or asking again will not help.
    pub(super) fn ask<T>(
        &self,
        question: impl Fn() -> Question,
        take: impl Fn(Response<Body>) -> Result<T, Failure>,
    ) -> io::Result<T> {
        let mut pause = self.patience.pause;
        for _ in 1..ATTEMPTS {
            match self.once(question(), &take) {
                Err(Failure { may_pass: true, .. }) => {
                    thread::sleep(pause);
                    pause *= 4;
                }
                answer => return answer.map_err(|failure| failure.error),
            }
        }
        self.once(question(), &take).map_err(|failure| failure.error)
    }

    /// Asks once, and goes where the answer is.
    fn once<T>(
        &self,
        mut question: Question,
        take: &impl Fn(Response<Body>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        for _ in 0..=MOVES {
            let answer = self.send(&question)?;
            let to = place_of_move(&answer).filter(|_| question.may_move);
            let Some(to) = to else { return take(answer) };
            question.url = question.url.moved(to).ok_or_else(|| {
                Failure::lasting(
                    io::ErrorKind::PermissionDenied,
                    "the server sends us to another one, which is not followed: name it if you \
                     trust it",
                )
            })?;
        }
        let said = format!("the server sends us on more than {MOVES} times");
        Err(Failure::lasting(io::ErrorKind::InvalidData, said))
    }

    fn send(&self, question: &Question) -> Result<Response<Body>, Failure> {
        let agent = if question.url.is_loopback() { &self.direct } else { &self.usual };
        let url = question.url.to_string();
        let request = if question.is_head { agent.head(url) } else { agent.get(url) };
        // What is counted must be what is stored.
        let request = request.header("accept-encoding", "identity");
        let headers = question.headers.iter();
        let request = headers.fold(request, |request, (name, value)| request.header(*name, value));
        request.call().map_err(|error| failure(&error))
    }
}

/// Where an answer says that something is instead.
fn place_of_move(answer: &Response<Body>) -> Option<&str> {
    matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308)
        .then(|| text(answer.headers(), "location"))
        .flatten()
}

/// A header of an answer.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Why a request got no answer. What the client says may have the address in it, whose
/// query may be secret, so that only what it is of is told.
fn failure(error: &ureq::Error) -> Failure {
    use io::ErrorKind;
    match error {
        ureq::Error::Io(error) => from_io(error),
        ureq::Error::Timeout(_) => {
            Failure::lasting(ErrorKind::TimedOut, "the server did not answer in time")
        }
        ureq::Error::HostNotFound => Failure::lasting(ErrorKind::NotFound, "there is no such host"),
        ureq::Error::ConnectionFailed => {
            Failure::passing(ErrorKind::ConnectionRefused, "no connection to the server")
        }
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Failure::lasting(
            ErrorKind::ConnectionRefused,
            "no encrypted connection to the server, or none that can be trusted",
        ),
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => {
            Failure::lasting(ErrorKind::InvalidData, "the server does not answer as HTTP has it")
        }
        _ => Failure::lasting(ErrorKind::Other, "the server could not be asked"),
    }
}

/// Why a connection ended.
pub(super) fn from_io(error: &io::Error) -> Failure {
    use io::ErrorKind;
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
    match (error.kind(), inner) {
        (_, Some(inner)) if !matches!(inner, ureq::Error::Io(_)) => failure(inner),
        (kind @ ErrorKind::TimedOut, _) => {
            Failure::lasting(kind, "the server did not answer in time")
        }
        (kind @ ErrorKind::ConnectionRefused, _) => {
            Failure::lasting(kind, "no server answers there")
        }
        (kind, _) => Failure::passing(kind, format!("the connection broke off ({kind})")),
    }
}
