//! What a server has is what a folder has.
#![cfg(feature = "remote")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod formats;
#[path = "../common/loopback.rs"]
mod loopback;
mod zarr;

use arrayscope_formats::{Address, Loaded, OpenOptions, Result};

/// Loads an address with the options of the command, which maps where it can.
fn load(address: &str) -> Result<Loaded> {
    address.parse::<Address>()?.load(&OpenOptions::mapped())
}
