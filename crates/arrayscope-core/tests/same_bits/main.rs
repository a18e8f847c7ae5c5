//! The same elements give the same bits: on every level, with any number of threads, at
//! every address, in every layout and in both shapes of loop.
//!
//! What is compared with is the lane by itself: a one-dimensional copy in the byte order of
//! the machine, reduced on one thread with the instructions that every machine has.

mod answer;
mod columns;
mod data;
mod each_axis;
mod each_axis_in_parts;
mod forced;
mod in_parts;
mod layouts;
mod rows;
mod states;
mod threads;
