//! Writing PNG.

use std::io::Write;
use std::path::Path;

use super::{atomically, failed, unwritable};
use crate::error::Result;

/// Writes a picture of `width` × `height` pixels: 4 bytes each (red, green, blue,
/// opacity), row after row from the top.
///
/// The colours are the caller's: a colour map knows what its values mean.
///
/// # Errors
/// [`Unwritable`](crate::Error::Unwritable) for another number of bytes, and for
/// a picture without pixels; otherwise what the system says.
pub fn png(path: &Path, width: u32, height: u32, rgba: &[u8]) -> Result<()> {
    atomically(path, |out| png_to(out, width, height, rgba, &path.to_string_lossy()))
}

/// Writes a PNG to a stream; `shown_as` names it in messages.
///
/// # Errors
/// As [`png()`].
pub fn png_to(
    out: &mut impl Write,
    width: u32,
    height: u32,
    rgba: &[u8],
    shown_as: &str,
) -> Result<()> {
    let expected = u128::from(width) * u128::from(height) * 4;
    if expected == 0 || rgba.len() as u128 != expected {
        return Err(unwritable(
            format!("{} bytes of {width} × {height} pixels", rgba.len()),
            "PNG",
            "at least one pixel, and 4 bytes for each, would work",
            shown_as,
        ));
    }
    let fault = |error: ::png::EncodingError| failed(shown_as)(error.into());
    let mut encoder = ::png::Encoder::new(out, width, height);
    encoder.set_color(::png::ColorType::Rgba);
    encoder.set_depth(::png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(fault)?;
    writer.write_image_data(rgba).map_err(fault)?;
    writer.finish().map_err(fault)
}
