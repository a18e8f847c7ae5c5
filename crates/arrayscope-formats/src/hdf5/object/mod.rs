//! What a group or dataset says of itself: messages in its object header.

mod attribute;
mod dataspace;
mod datatype;
mod fill;
mod header;
mod layout;
mod link;
mod pipeline;

pub(super) use attribute::{Attribute, attributes};
pub(super) use dataspace::Dataspace;
pub(super) use datatype::{Datatype, FloatBits, Member};
pub(super) use fill::fill_value;
pub(super) use header::{Header, kind};
pub(super) use layout::{ChunkIndex, Chunks, DataLayout};
pub(super) use link::{Link, Target, links};
pub(super) use pipeline::{Filter, pipeline};
