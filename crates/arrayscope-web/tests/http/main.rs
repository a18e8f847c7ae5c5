//! The whole application over HTTP, without a socket unless a test needs one.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

mod arrays;
mod changes;
mod compare;
mod docs;
mod exports;
mod files;
mod guard;
mod lessons;
mod levels;
mod limits;
#[path = "../../../arrayscope-formats/tests/common/loopback.rs"]
mod loopback;
mod page;
mod pictures;
mod places;
mod profiles;
mod rectangles;
mod remote;
mod signals;
mod slices;
mod socket;
mod support;
mod touched;
mod uploads;
