//! Colour maps: the same as on the page.

use std::borrow::Cow;
use std::str::FromStr;

use crate::error::{Error, Result};

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// The most stops of a gradient: a colour map of eight bits has as many colours.
const MOST_STOPS: usize = 256;

/// What maps a value between the limits to a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorMap {
    /// From violet to yellow.
    Viridis,
    /// From blue to yellow, the same to everybody's eyes.
    Cividis,
    /// From black over red to light yellow.
    Magma,
    /// From black to white.
    Greys,
    /// From blue over white to red, for values around a middle.
    BlueRed,
    /// From light over dark and back to light, for angles.
    Twilight,
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
const TWILIGHT: [u32; 13] = [
    0xe2_d9_e2, 0xa7_bc_ca, 0x70_99_be, 0x5f_6f_b7, 0x5c_3f_9e, 0x4a_1a_6b, 0x2f_14_36, 0x51_15_41,
    0x89_28_4f, 0xb0_4f_55, 0xc4_85_67, 0xd3_bd_a9, 0xe2_d9_e2,
];

impl ColorMap {
    /// Every map, the usual one first.
    pub const ALL: [Self; 6] =
        [Self::Viridis, Self::Cividis, Self::Magma, Self::Greys, Self::BlueRed, Self::Twilight];

    /// What it is called on the command line and in URLs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Viridis => "viridis",
            Self::Cividis => "cividis",
            Self::Magma => "magma",
            Self::Greys => "greys",
            Self::BlueRed => "blue-red",
            Self::Twilight => "twilight",
        }
    }

    /// Its colours in words.
    pub fn description(self) -> &'static str {
        match self {
            Self::Viridis => "From violet to yellow",
            Self::Cividis => "From blue to yellow, the same to everybody's eyes",
            Self::Magma => "From black over red to light yellow",
            Self::Greys => "From black to white",
            Self::BlueRed => "From blue over white to red, for values around a middle",
            Self::Twilight => "From light over dark and back to light, for angles",
        }
    }

    /// Its colours from the low end to the high end.
    pub fn gradient(self) -> Gradient {
        let stops: &[u32] = match self {
            Self::Viridis => &VIRIDIS,
            Self::Cividis => &CIVIDIS,
            Self::Magma => &MAGMA,
            Self::Greys => &GREYS,
            Self::BlueRed => &BLUE_RED,
            Self::Twilight => &TWILIGHT,
        };
        Gradient { stops: stops.iter().copied().map(rgb).collect() }
    }
}

/// Colours between evenly spaced stops.
///
/// ```
/// use arrayscope_formats::picture::Gradient;
/// let gradient: Gradient = "000000,ff8000".parse()?;
/// assert_eq!(gradient.at(0.5), [128, 64, 0]);
/// assert_eq!("greys".parse::<Gradient>()?.at(1.0), [255, 255, 255]);
/// # Ok::<(), arrayscope_formats::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gradient {
    /// At least two.
    stops: Cow<'static, [Rgb]>,
}

impl Gradient {
    /// The stops, from the low end to the high end; at least two.
    pub fn stops(&self) -> &[Rgb] {
        &self.stops
    }

    /// The colour at a place between 0 and 1.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "places are clamped to the stops, mixtures of bytes are bytes"
    )]
    pub fn at(&self, place: f64) -> Rgb {
        let stops = &*self.stops;
        let along = place.clamp(0.0, 1.0) * (stops.len() - 1) as f64;
        let before = (along as usize).min(stops.len() - 2);
        let share = along - before as f64;
        let (low, high) = (stops[before], stops[before + 1]);
        std::array::from_fn(|k| {
            let (low, high) = (f64::from(low[k]), f64::from(high[k]));
            share.mul_add(high - low, low).round() as u8
        })
    }
}

impl FromStr for Gradient {
    type Err = Error;

    /// The name of a [`ColorMap`], or 2 to 256 colours as in `000000,ffffff`.
    fn from_str(text: &str) -> Result<Self> {
        if let Some(map) = ColorMap::ALL.into_iter().find(|map| map.name() == text) {
            return Ok(map.gradient());
        }
        let color = |part: &str| {
            let is_color = part.len() == 6 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_color.then(|| u32::from_str_radix(part, 16).ok()).flatten().map(rgb)
        };
        let stops: Option<Vec<Rgb>> = text.split(',').take(MOST_STOPS + 1).map(color).collect();
        match stops {
            Some(stops) if (2..=MOST_STOPS).contains(&stops.len()) => {
                Ok(Self { stops: stops.into() })
            }
            _ => Err(Error::Option {
                option: "colormap",
                found: crate::printable::quoted(text),
                expected: COLOR_MAPS.to_owned(),
            }),
        }
    }
}

/// What a gradient can be made of.
const COLOR_MAPS: &str =
    "viridis, cividis, magma, greys, blue-red, twilight, or 2 to 256 colours as in 000000,ffffff";

fn rgb(hexadecimal: u32) -> Rgb {
    let [_, red, green, blue] = hexadecimal.to_be_bytes();
    [red, green, blue]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_begin_and_end_at_their_stops() {
        for map in ColorMap::ALL {
            let gradient = map.gradient();
            assert_eq!(Some(&gradient.at(0.0)), gradient.stops().first());
            assert_eq!(Some(&gradient.at(1.0)), gradient.stops().last());
            assert_eq!(map.name().parse::<Gradient>().unwrap(), gradient);
        }
        assert_eq!(ColorMap::Greys.gradient().at(0.5), [128, 128, 128]);
    }

    #[test]
    fn what_is_no_gradient_is_refused() {
        let many = vec!["000000"; 257].join(",");
        for text in ["", "Viridis", "000000", "000000,fffff", "000000,+fffff", "é,000000", &many] {
            assert!(text.parse::<Gradient>().is_err(), "{text}");
        }
    }
}
