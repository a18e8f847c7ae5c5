//! The file's bytes and the structures that everything else is made of.

pub(in crate::hdf5) mod btree1;
pub(in crate::hdf5) mod btree2;
mod checksum;
mod cursor;
mod fault;
mod fractal_heap;
mod global_heap;
mod store;
mod superblock;

pub(in crate::hdf5) use checksum::fletcher32;
pub(in crate::hdf5) use cursor::{Cursor, bytes_for, to_usize};
pub(in crate::hdf5) use fault::{Fault, Parsed};
pub(in crate::hdf5) use fractal_heap::FractalHeap;
pub(in crate::hdf5) use global_heap::GlobalHeaps;
pub(in crate::hdf5) use store::{Block, Store};
pub(in crate::hdf5) use superblock::open;
