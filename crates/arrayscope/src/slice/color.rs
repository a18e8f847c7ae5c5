//! Colour maps, and the colours of what is not finite: the same as on the page.

use clap::ValueEnum;

/// Red, green and blue.
pub(super) type Rgb = [u8; 3];

/// What maps a value between the limits to a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorMap {
    /// From violet to yellow
    Viridis,
    /// From blue to yellow, the same to everybody's eyes
    Cividis,
    /// From black over red to light yellow
    Magma,
    /// From black to white
    Greys,
    /// From blue over white to red, for values around a middle
    BlueRed,
}

/// A kind of value that is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) name: &'static str,
    /// A colour found in no map.
    pub(super) color: Rgb,
    /// A character found in no shade.
    pub(super) sign: char,
}

/// NaN, +Inf and −Inf.
pub(super) const MARKS: [Mark; 3] = [
    Mark { name: "NaN", color: [0xff, 0x2b, 0xd6], sign: 'N' },
    Mark { name: "+Inf", color: [0xff, 0x7a, 0x00], sign: '^' },
    Mark { name: "−Inf", color: [0x00, 0xb7, 0xff], sign: 'v' },
];

/// The mark of a value; `None` if it is finite.
pub(super) fn mark(value: f64) -> Option<Mark> {
    let [nan, pos_inf, neg_inf] = MARKS;
    match value {
        _ if value.is_nan() => Some(nan),
        f64::INFINITY => Some(pos_inf),
        f64::NEG_INFINITY => Some(neg_inf),
        _ => None,
    }
}

/// Evenly spaced stops, from the low end to the high end.
const VIRIDIS: [u32; 17] = [
    0x44_01_54, 0x48_18_6a, 0x47_2d_7b, 0x42_40_86, 0x3b_52_8b, 0x33_63_8d, 0x2c_72_8e, 0x26_82_8e,
    0x21_91_8c, 0x1f_a0_88, 0x28_ae_80, 0x3f_bc_73, 0x5e_c9_62, 0x84_d4_4b, 0xad_dc_30, 0xd8_e2_19,
    0xfd_e7_25,
];
const CIVIDIS: [u32; 17] = [
    0x00_22_4e, 0x00_2f_6c, 0x21_3b_6e, 0x35_45_6c, 0x43_4e_6c, 0x50_58_6c, 0x5d_61_6d, 0x6a_6b_70,
    0x75_75_75, 0x83_80_79, 0x92_8b_78, 0xa1_97_76, 0xb2_a4_70, 0xc3_b1_68, 0xd5_be_5e, 0xe8_cc_4f,
    0xfe_e8_38,
];
const MAGMA: [u32; 16] = [
    0x00_00_04, 0x0b_09_24, 0x20_11_4b, 0x3b_0f_70, 0x57_15_7e, 0x72_1f_81, 0x8c_29_81, 0xa8_32_7d,
    0xc4_3c_75, 0xde_49_68, 0xf1_60_5d, 0xfa_7f_5e, 0xfe_9f_6d, 0xfe_bf_84, 0xfd_de_a0, 0xfc_fd_bf,
];
const GREYS: [u32; 2] = [0x00_00_00, 0xff_ff_ff];
const BLUE_RED: [u32; 11] = [
    0x05_30_61, 0x21_66_ac, 0x43_93_c3, 0x92_c5_de, 0xd1_e5_f0, 0xf7_f7_f7, 0xfd_db_c7, 0xf4_a5_82,
    0xd6_60_4d, 0xb2_18_2b, 0x67_00_1f,
];

impl ColorMap {
    fn stops(self) -> &'static [u32] {
        match self {
            Self::Viridis => &VIRIDIS,
            Self::Cividis => &CIVIDIS,
            Self::Magma => &MAGMA,
            Self::Greys => &GREYS,
            Self::BlueRed => &BLUE_RED,
        }
    }

    /// The colour at a place between 0 and 1.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "places are clamped to the stops, mixtures of bytes are bytes"
    )]
    pub(super) fn at(self, place: f64) -> Rgb {
        let stops = self.stops();
        let along = place.clamp(0.0, 1.0) * (stops.len() - 1) as f64;
        let before = (along as usize).min(stops.len() - 2);
        let share = along - before as f64;
        let (low, high) = (rgb(stops[before]), rgb(stops[before + 1]));
        std::array::from_fn(|k| {
            let (low, high) = (f64::from(low[k]), f64::from(high[k]));
            share.mul_add(high - low, low).round() as u8
        })
    }
}

fn rgb(hexadecimal: u32) -> Rgb {
    let [_, red, green, blue] = hexadecimal.to_be_bytes();
    [red, green, blue]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_begin_and_end_at_their_stops() {
        for map in ColorMap::value_variants() {
            assert_eq!(map.at(0.0), rgb(map.stops()[0]));
            assert_eq!(map.at(1.0), rgb(map.stops()[map.stops().len() - 1]));
        }
        assert_eq!(ColorMap::Greys.at(0.5), [128, 128, 128]);
    }

    #[test]
    fn no_map_comes_near_a_mark() {
        for map in ColorMap::value_variants() {
            for step in 0..=1000 {
                let color = map.at(f64::from(step) / 1000.0);
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
