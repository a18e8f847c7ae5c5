//! The colours of JPEG, as red, green and blue.

/// Turns pixels of luma and two chromas, a byte each, into red, green and blue.
///
/// Source: JFIF 1.02, "Conversion to and from RGB", in the 16-bit fixed point that
/// libjpeg's `jdcolor.c` rounds with.
pub(super) fn to_rgb(pixels: &mut [u8]) {
    for pixel in pixels.chunks_exact_mut(3) {
        let [y, cb, cr] = [pixel[0], pixel[1], pixel[2]].map(i32::from);
        let (cb, cr) = (cb - 128, cr - 128);
        let red = y + ((91_881 * cr + 32_768) >> 16);
        let green = y + ((-22_554 * cb - 46_802 * cr + 32_768) >> 16);
        let blue = y + ((116_130 * cb + 32_768) >> 16);
        for (channel, value) in std::iter::zip(pixel, [red, green, blue]) {
            *channel = u8::try_from(value.clamp(0, 255)).unwrap_or(u8::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn primary_colours_come_out() {
        let mut pixels = [128, 128, 128, 76, 85, 255, 150, 44, 21, 29, 255, 107];
        super::to_rgb(&mut pixels);
        assert_eq!(pixels, [128, 128, 128, 254, 0, 0, 0, 255, 1, 0, 0, 254]);
    }
}
