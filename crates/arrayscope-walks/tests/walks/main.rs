//! Walks through the page in a real browser, one module per thing that a person does.

mod benchmark;
mod colours;
mod comparing;
mod exports;
mod hovering;
mod keyboard;
mod lab;
mod memory;
mod mistakes;
mod panels;
mod playing;
mod recent;
mod restart;
mod samples;
mod shown;
mod sliders;
mod seen;
mod statistics;
mod support;
mod tracks;
mod uploads;
mod zooming;
