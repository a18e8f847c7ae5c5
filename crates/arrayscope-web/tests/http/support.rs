//! A server in memory and requests to it.

use arrayscope_web::{Access, AppState, Config, Token, app};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt;

/// The port that the state believes to be bound to; nothing listens there.
pub(crate) const PORT: u16 = 8501;

/// A server with a token, and the token.
pub(crate) struct Server {
    pub(crate) state: AppState,
    pub(crate) router: Router,
    pub(crate) token: String,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json");
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Checks that this is the envelope with this status and kind; gives the message.
    #[track_caller]
    pub(crate) fn refusal(&self, status: u16, kind: &str) -> String {
        let body = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status.as_u16(), status, "{body}");
        let json = self.json();
        assert_eq!(json["error"]["kind"], kind, "{body}");
        assert_eq!(json.as_object().unwrap().len(), 1);
        let message = json["error"]["message"].as_str().unwrap().to_owned();
        assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
        message
    }
}

impl Server {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut Config)) -> Self {
        let token = Token::random().unwrap();
        let mut config = Config::loopback(PORT, Access::Token(token.clone()));
        change(&mut config);
        let state = AppState::try_new(config).unwrap();
        Self { router: app(state.clone()), state, token: token.as_str().to_owned() }
    }

    /// A request that the guard lets in.
    pub(crate) fn request(&self, method: &str, target: &str) -> Builder {
        Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(target)
            .header(header::HOST, format!("127.0.0.1:{PORT}"))
            .header(header::COOKIE, format!("arrayscope_{PORT}={}", self.token))
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let reply = Reply { status: parts.status, headers: parts.headers, body };
        reply.check_headers();
        reply
    }

    pub(crate) async fn get(&self, target: &str) -> Reply {
        self.send(self.request("GET", target).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn json(&self, target: &str) -> Value {
        let reply = self.get(target).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        reply.json()
    }

    pub(crate) async fn upload(&self, name: &str, body: impl Into<Body>) -> Reply {
        let target = format!("/api/uploads?name={name}");
        self.send(self.request("POST", &target).body(body.into()).unwrap()).await
    }
}

impl Reply {
    /// What every answer carries, whatever was asked: checked for every request of every
    /// test.
    fn check_headers(&self) {
        let policy = self.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"));
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        assert_eq!(self.header("referrer-policy"), "no-referrer");
        assert_eq!(self.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(self.header("cross-origin-resource-policy"), "same-origin");
        assert!(["no-store", "no-cache"].contains(&self.header("cache-control")));
        let cors = |name: &&header::HeaderName| name.as_str().starts_with("access-control-");
        assert_eq!(self.headers.keys().find(cors), None);
    }
}
