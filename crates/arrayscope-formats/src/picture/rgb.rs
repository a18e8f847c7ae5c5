//! Arrays that are pictures: red, green and blue, and perhaps opacity, along one axis.

use arrayscope_core::dtype::{Class, DType};

use super::mark::{MARKS, mark};

/// The brightest byte.
const BRIGHTEST: f64 = 255.0;

/// How values become bytes: those from `low` to `high` go to 0 to 255, rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Brightness {
    /// The value that is dark.
    pub low: f64,
    /// The value that is bright.
    pub high: f64,
    /// Where these two come from.
    pub rule: Rule,
}

/// Where the darkest and the brightest value come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Bytes stay as they are.
    Same,
    /// The range of the dtype: uint16 scaled, false and true.
    Dtype,
    /// Floats that are all from 0 to 1.
    Unit,
    /// The smallest and largest finite value of the colours.
    Extremes,
    /// They were given.
    Given,
}

impl Brightness {
    /// The rule for colours of a dtype, whose smallest and largest finite value are
    /// `extremes` (NaN if there is none).
    pub fn of(dtype: &DType, extremes: (f64, f64), given: Option<(f64, f64)>) -> Self {
        let (min, max) = extremes;
        // Where nothing is finite nothing speaks against it.
        let is_unit = dtype.class() == Class::Float && (min.is_nan() || min >= 0.0 && max <= 1.0);
        let (low, high, rule) = match (given, dtype) {
            (Some((low, high)), _) => (low, high, Rule::Given),
            (None, DType::U8) => (0.0, BRIGHTEST, Rule::Same),
            (None, DType::U16) => (0.0, f64::from(u16::MAX), Rule::Dtype),
            (None, DType::Bool) => (0.0, 1.0, Rule::Dtype),
            (None, _) if is_unit => (0.0, 1.0, Rule::Unit),
            (None, _) => (min, max, Rule::Extremes),
        };
        Self { low, high, rule }
    }

    /// The rule for opacity: none of its own where values are neither 0 to 1 nor those of an
    /// unsigned dtype, so that the picture is opaque.
    pub fn of_alpha(dtype: &DType, extremes: (f64, f64)) -> Option<Self> {
        Some(Self::of(dtype, extremes, None)).filter(|found| found.rule != Rule::Extremes)
    }

    /// The byte of a finite value; of what is beyond the ends the nearest one. One value alone
    /// stands in the middle.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
    pub fn byte(&self, value: f64) -> u8 {
        // Halves: the spread of the largest floats overflows.
        let spread = self.high / 2.0 - self.low / 2.0;
        let place = if spread > 0.0 {
            (value / 2.0 - self.low / 2.0) / spread
        } else if value == self.low {
            0.5
        } else if value < self.low {
            0.0
        } else {
            1.0
        };
        (place.clamp(0.0, 1.0) * BRIGHTEST).round() as u8
    }
}

/// A picture in its own colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Four bytes per cell: red, green, blue, opacity. A cell with something that is not
    /// finite in any channel has the colour of its mark.
    pub pixels: Vec<u8>,
    /// One byte per cell: 0, or the place of its mark in [`MARKS`] plus one.
    pub marks: Vec<u8>,
    /// Finite values of the colours under the darkest one.
    pub below: u64,
    /// Those over the brightest one.
    pub above: u64,
}

impl Picture {
    /// Paints cells of three colours, and of an opacity if `alpha` says how.
    ///
    /// Every channel holds as many values as the first; what is missing is dark.
    ///
    /// ```
    /// use arrayscope_core::DType;
    /// use arrayscope_formats::picture::{Brightness, Picture};
    /// let unit = Brightness::of(&DType::F32, (0.0, 1.0), None);
    /// let channels = [vec![1.0, 0.5], vec![0.0, f64::NAN], vec![0.2, 0.0]];
    /// let picture = Picture::paint(&channels, unit, None);
    /// assert_eq!(picture.pixels, [255, 0, 51, 255, 0xff, 0x2b, 0xd6, 255]);
    /// assert_eq!(picture.marks, [0, 1]);
    /// ```
    pub fn paint(channels: &[Vec<f64>], colors: Brightness, alpha: Option<Brightness>) -> Self {
        let cells = channels.first().map_or(0, Vec::len);
        let at = |channel: usize, cell: usize| -> f64 {
            channels.get(channel).and_then(|values| values.get(cell)).copied().unwrap_or(0.0)
        };
        let (mut pixels, mut marks) = (Vec::with_capacity(cells * 4), Vec::with_capacity(cells));
        let (mut below, mut above) = (0, 0);
        for cell in 0..cells {
            let color = [at(0, cell), at(1, cell), at(2, cell)];
            let opacity = alpha.map(|_| at(3, cell));
            let finite = color.iter().filter(|value| value.is_finite());
            below += finite.clone().filter(|value| **value < colors.low).count();
            above += finite.filter(|value| **value > colors.high).count();
            // The most telling of them: NaN before +Inf before −Inf, as in a reduced cell.
            let odd = color.into_iter().chain(opacity).filter_map(mark_place).min();
            marks.push(odd.map_or(0, |place| place + 1));
            if let Some(mark) = odd.and_then(|place| MARKS.get(usize::from(place))) {
                pixels.extend(mark.color);
                pixels.push(u8::MAX);
            } else {
                pixels.extend(color.map(|value| colors.byte(value)));
                let opacity = alpha.zip(opacity).map(|(alpha, value)| alpha.byte(value));
                pixels.push(opacity.unwrap_or(u8::MAX));
            }
        }
        Self { pixels, marks, below: below as u64, above: above as u64 }
    }
}

/// The place in [`MARKS`] of what is not finite.
fn mark_place(value: f64) -> Option<u8> {
    let found = mark(value)?;
    (0u8..).zip(&MARKS).find(|(_, mark)| **mark == found).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(brightness: Brightness, values: &[f64]) -> Vec<u8> {
        values.iter().map(|&value| brightness.byte(value)).collect()
    }

    #[test]
    fn every_dtype_has_its_rule() {
        let of = |dtype, extremes| Brightness::of(&dtype, extremes, None);
        let same = of(DType::U8, (3.0, 7.0));
        assert_eq!((same.rule, bytes(same, &[0.0, 7.0, 255.0])), (Rule::Same, vec![0, 7, 255]));
        let shorts = of(DType::U16, (3.0, 7.0));
        assert_eq!(bytes(shorts, &[0.0, 257.0, 65535.0]), [0, 1, 255]);
        let unit = of(DType::F32, (0.2, 0.7));
        assert_eq!((unit.rule, bytes(unit, &[0.5, 1.0])), (Rule::Unit, vec![128, 255]));
        let wide = of(DType::F32, (-2.0, 2.0));
        assert_eq!(
            (wide.rule, bytes(wide, &[-2.0, 2.0, 9.0])),
            (Rule::Extremes, vec![0, 255, 255])
        );
        assert_eq!(of(DType::I8, (0.0, 1.0)).rule, Rule::Extremes);
        let given = Brightness::of(&DType::U8, (0.0, 255.0), Some((100.0, 200.0)));
        assert_eq!((given.rule, bytes(given, &[50.0, 150.0])), (Rule::Given, vec![0, 128]));
    }

    #[test]
    fn the_largest_spread_and_none_at_all_have_bytes() {
        let widest = Brightness::of(&DType::F64, (-f64::MAX, f64::MAX), None);
        assert_eq!(bytes(widest, &[-f64::MAX, 0.0, f64::MAX]), [0, 128, 255]);
        let flat = Brightness::of(&DType::F64, (7.0, 7.0), None);
        assert_eq!(bytes(flat, &[6.0, 7.0, 8.0]), [0, 128, 255]);
    }

    #[test]
    fn opacity_that_is_none_is_left_out() {
        assert!(Brightness::of_alpha(&DType::F32, (0.0, 1.0)).is_some());
        assert!(Brightness::of_alpha(&DType::F32, (0.0, 255.0)).is_none());
        assert!(Brightness::of_alpha(&DType::I32, (0.0, 1.0)).is_none());
    }

    #[test]
    fn a_cell_has_the_mark_of_any_of_its_channels_and_clipped_values_are_counted() {
        let channels = [
            vec![f64::NEG_INFINITY, 2.0, 0.0],
            vec![f64::INFINITY, -1.0, 0.0],
            vec![0.0, 0.5, 0.0],
            vec![0.0, 0.5, f64::NAN],
        ];
        let unit = Brightness { low: 0.0, high: 1.0, rule: Rule::Unit };
        let picture = Picture::paint(&channels, unit, Some(unit));
        assert_eq!(picture.marks, [2, 0, 1]);
        assert_eq!(picture.pixels[4..8], [255, 0, 128, 128]);
        assert_eq!((picture.below, picture.above), (1, 1));
        // Without an opacity its values are not looked at.
        assert_eq!(Picture::paint(&channels, unit, None).marks, [2, 0, 0]);
        assert!(Picture::paint(&[], unit, None).pixels.is_empty());
    }
}
