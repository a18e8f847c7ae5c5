//! NumPy index expressions and two-dimensional cross-sections.

mod apply;
mod cross_section;
mod expression;
mod narrow;
mod shown_axes;

pub use cross_section::{CrossSection, extract_slice};
pub use expression::{Index, IndexExpression, Slice};
