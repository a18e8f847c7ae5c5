//! Walks through the page in a real browser: what starts the server and the browser, and what they do.
//!
//! A [`Walk`] owns a server on a port that the system chose and a Chromium with a profile of its own; both end,
//! and everything they wrote is removed, when it is dropped. Nothing sleeps: a walk waits for the page's
//! `arrayscope:painted` event, or for a condition that is looked at once per frame.
//!
//! The built command is the one that the environment variable `ARRAYSCOPE_BINARY` names, else it is built first.

#![expect(
    clippy::missing_errors_doc,
    reason = "everything here fails when browser or page do not do what is asked"
)]

mod axe;
mod binary;
mod browser;
mod child;
mod npy;
mod page;
mod server;
mod session;
mod walk;

pub use axe::{Look, Violation};
pub use binary::arrayscope;
pub use browser::Scripts;
pub use npy::write_npy;
pub use page::{Figure, Histogram, Paint};
pub use session::{Key, Session};
pub use walk::Walk;
