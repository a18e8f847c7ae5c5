//! What servers have: addresses with `http://`, `https://` and `s3://`.
//!
//! A server is a stranger: what it sends is bounded by what was asked for, compared with what
//! it says itself, and waited for only so long. It is told nothing but which bytes are wanted,
//! and, where the environment has credentials for S3, who asks.

#[cfg(feature = "remote")]
mod answer;
#[cfg(feature = "remote")]
mod client;
#[cfg(feature = "remote")]
mod file;
mod name;
#[cfg(feature = "remote")]
mod s3;
#[cfg(feature = "remote")]
mod server;
#[cfg(all(test, feature = "remote"))]
mod tests;
#[cfg(feature = "remote")]
mod url;

#[cfg(feature = "remote")]
pub(crate) use answer::Span;
#[cfg(feature = "remote")]
pub(crate) use file::RemoteFile;
pub use name::is_remote;
pub(crate) use name::{path_end, shown};
#[cfg(feature = "remote")]
pub(crate) use server::Server;
