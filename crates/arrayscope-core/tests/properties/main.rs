//! What must hold for every layout, every index expression and every split of a sum.

mod cross_section;
mod lanes;
mod layouts;
mod reshaping;
mod slicing;
mod states;
mod transforms;
