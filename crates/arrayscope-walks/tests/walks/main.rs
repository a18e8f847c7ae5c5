//! Walks through the page in a real browser, one module per thing that a person does.

mod accessibility;
mod benchmark;
mod colours;
mod comparing;
mod elements;
mod exports;
mod hovering;
mod keyboard;
mod lab;
mod lines;
mod memory;
mod mistakes;
mod panels;
mod playing;
mod recent;
mod region;
mod restart;
mod samples;
mod seen;
mod shown;
mod sliders;
mod statistics;
mod support;
mod tracks;
mod uploads;
mod zooming;
