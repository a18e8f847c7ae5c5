//! Colour maps as clap knows them: their names and what help says about them.

use arrayscope_formats::picture::ColorMap;
use clap::ValueEnum;
use clap::builder::PossibleValue;

/// A colour map named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chosen(pub(crate) ColorMap);

impl Default for Chosen {
    fn default() -> Self {
        Self(ColorMap::Viridis)
    }
}

impl ValueEnum for Chosen {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [Chosen; ColorMap::ALL.len()] = {
            let mut all = [Chosen(ColorMap::Viridis); ColorMap::ALL.len()];
            let mut place = 0;
            while place < all.len() {
                all[place] = Chosen(ColorMap::ALL[place]);
                place += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(self.0.description()))
    }
}
