//! The whole application over HTTP, without a socket unless a test needs one.

mod arrays;
mod docs;
mod guard;
mod page;
mod slices;
mod socket;
mod support;
mod uploads;
