//! Cross-sections as pictures: colour maps, colour limits, marks of what is not finite.
//!
//! The terminal, the `.png` files and the HTML report take their colours from here.

mod color_map;
mod limits;
mod mark;
mod rgb;
mod scale;

pub use color_map::{ColorMap, Gradient, Rgb};
pub use limits::Limits;
pub use mark::{MARKS, Mark, mark};
pub use rgb::{Brightness, Picture, Rule};
pub use scale::Scale;

/// The colour of one value: its mark if it is not finite, the middle of the gradient where
/// there are no limits.
pub fn color(value: f64, gradient: &Gradient, limits: Option<&Limits>) -> Rgb {
    match mark(value) {
        Some(mark) => mark.color,
        None => gradient.at(limits.map_or(0.5, |limits| limits.place(value))),
    }
}

/// The pixels of values, 4 bytes each: red, green, blue and full opacity, as
/// [`write::png`](crate::write::png()) takes them.
///
/// ```
/// use arrayscope_formats::picture::{ColorMap, Limits, rgba};
/// let limits = Limits::new(Some((0.0, 1.0)), None);
/// let pixels = rgba(&[1.0, f64::NAN], &ColorMap::Greys.gradient(), limits.as_ref());
/// assert_eq!(pixels, [255, 255, 255, 255, 0xff, 0x2b, 0xd6, 255]);
/// ```
pub fn rgba(values: &[f64], gradient: &Gradient, limits: Option<&Limits>) -> Vec<u8> {
    let pixel = |value: &f64| {
        let [red, green, blue] = color(*value, gradient, limits);
        [red, green, blue, u8::MAX]
    };
    values.iter().flat_map(pixel).collect()
}
