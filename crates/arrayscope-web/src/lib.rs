//! The local page of arrayscope: HTTP API, security guard, embedded assets.
//!
//! ```no_run
//! use arrayscope_web::{Access, AppState, Config, Token, serve};
//!
//! # async fn start() -> Result<(), Box<dyn std::error::Error>> {
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let access = Access::Token(Token::random()?);
//! let state = AppState::try_new(Config::new(listener.local_addr()?, access))?;
//! let url = state.url(); // print it: the listener queues whoever comes early
//! serve(listener, state, async { std::future::pending().await }).await?;
//! # Ok(())
//! # }
//! ```
//!
//! A request passes the guard (host, origin, token), finds its array in the catalogue by an
//! opaque id, and is answered by one handler per panel of the page. Every refusal is the
//! envelope of [`ApiError`]. The routes stand in `docs/http-api.md`.

mod assets;
mod blocking;
mod download;
mod error;
mod extract;
mod frame;
mod guard;
mod json;
mod panels;
mod params;
mod routes;
mod serve;
mod state;
mod text;

pub use error::{ApiError, ErrorKind};
pub use guard::{Access, Hosts, Token};
pub use routes::{app, routes};
pub use serve::serve;
pub use state::{AppState, Config, MemoryLimits, StartError, UploadLimits};
