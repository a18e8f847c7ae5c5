//! NumPy index expressions and two-dimensional cross-sections.

mod apply;
mod cross_section;
mod expression;

pub use cross_section::{CrossSection, extract_slice};
pub use expression::{Index, IndexExpression, Slice};
