//! NumPy's answer to a layout operation: another layout, or a refusal.

use arrayscope_core::{Error, Layout};
use serde::Deserialize;

/// What NumPy gave: shape, byte strides, byte offset and contiguity flags; or its exception.
///
/// The offset may be negative where there is no element: NumPy steps out of the buffer then.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Answer {
    Layout(Vec<usize>, Vec<isize>, isize, String),
    Refused(String),
}

impl Answer {
    /// What is wrong with `got`, if anything.
    pub(crate) fn differs_from(&self, got: &Result<Layout, Error>) -> Option<String> {
        match (self, got) {
            (Self::Layout(shape, strides, offset, order), Ok(layout)) => {
                layout_differs((shape, strides, *offset, order), layout)
            }
            (Self::Layout(shape, strides, offset, _), Err(error)) => Some(format!(
                "NumPy: shape {shape:?} strides {strides:?} offset {offset}; here refused: {error}"
            )),
            (Self::Refused(name), Ok(layout)) => Some(format!("NumPy: {name}; here {layout:?}")),
            (Self::Refused(_), Err(error)) => unlike_house_style(error),
        }
    }
}

/// The difference between NumPy's facts and a layout.
///
/// NUMPY: an array without elements touches nothing (L4), so its offset is not compared:
/// NumPy's may lie outside of the buffer, which a [`Layout`] does not allow.
pub(crate) fn layout_differs(
    (shape, strides, offset, order): (&[usize], &[isize], isize, &str),
    layout: &Layout,
) -> Option<String> {
    let offset = (!shape.contains(&0)).then_some(offset);
    let flags = (order.contains('C'), order.contains('F'));
    let expected = (shape, strides, offset, flags);
    let offset = (layout.size() > 0).then_some(layout.offset().cast_signed());
    let flags = (layout.is_c_contiguous(), layout.is_f_contiguous());
    let got = (layout.shape(), layout.strides(), offset, flags);
    (expected != got).then(|| {
        format!("(shape, strides, offset, (C, F)): NumPy has {expected:?}, here it is {got:?}")
    })
}

/// Error texts start in lower case and have no full stop.
pub(crate) fn unlike_house_style(error: &Error) -> Option<String> {
    let text = error.to_string();
    let fine = text.starts_with(|c: char| !c.is_uppercase()) && !text.ends_with('.');
    (!fine).then(|| format!("error text is not in house style: {text:?}"))
}
