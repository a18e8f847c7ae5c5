//! The colours of what is not finite: the same as on the page.

use super::Rgb;

/// A kind of value that is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// `NaN`, `+Inf` or `−Inf`.
    pub name: &'static str,
    /// A colour found in no map.
    pub color: Rgb,
    /// A character found in no shade.
    pub sign: char,
}

/// NaN, +Inf and −Inf.
pub const MARKS: [Mark; 3] = [
    Mark { name: "NaN", color: [0xff, 0x2b, 0xd6], sign: 'N' },
    Mark { name: "+Inf", color: [0xff, 0x7a, 0x00], sign: '^' },
    Mark { name: "−Inf", color: [0x00, 0xb7, 0xff], sign: 'v' },
];

/// The mark of a value; `None` if it is finite.
pub fn mark(value: f64) -> Option<Mark> {
    let [nan, pos_inf, neg_inf] = MARKS;
    match value {
        _ if value.is_nan() => Some(nan),
        f64::INFINITY => Some(pos_inf),
        f64::NEG_INFINITY => Some(neg_inf),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::ColorMap;
    use super::*;

    #[test]
    fn no_map_comes_near_a_mark() {
        for map in ColorMap::ALL {
            let gradient = map.gradient();
            for step in 0..=1000 {
                let color = gradient.at(f64::from(step) / 1000.0);
                for mark in MARKS {
                    let far: u32 = color
                        .iter()
                        .zip(mark.color)
                        .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2))
                        .sum();
                    assert!(far > 40 * 40, "{map:?} at {step} is like {}", mark.name);
                }
            }
        }
    }
}
