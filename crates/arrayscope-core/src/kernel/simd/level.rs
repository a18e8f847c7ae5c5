//! Which instruction set is used: found out once.

use std::fmt;
use std::sync::OnceLock;

/// A set of instructions that the kernels are compiled for, the narrowest first.
///
/// The environment variable `ARRAYSCOPE_ISA` (`baseline`, `avx2`, `avx512`) forces a lower
/// one than the machine has, for tests and for finding faults; results have the same bits
/// on every level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// What every machine of the architecture has.
    Baseline,
    /// x86-64 with AVX2 and FMA.
    Avx2,
    /// x86-64 with AVX-512 F, BW, DQ, VL and CD as well.
    Avx512,
}

/// The variable that forces a lower level.
const VARIABLE: &str = "ARRAYSCOPE_ISA";

impl Level {
    /// Every level, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Baseline, Self::Avx2, Self::Avx512];

    /// The level that is used: the best of this machine, or what `ARRAYSCOPE_ISA` allows.
    pub fn chosen() -> Self {
        static CHOSEN: OnceLock<Level> = OnceLock::new();
        *CHOSEN.get_or_init(|| {
            let forced = std::env::var(VARIABLE).ok().and_then(|name| Self::named(&name));
            forced.unwrap_or(Self::Avx512).min(Self::detected())
        })
    }

    /// The best level of this machine.
    pub fn detected() -> Self {
        static DETECTED: OnceLock<Level> = OnceLock::new();
        *DETECTED.get_or_init(|| {
            #[cfg(target_arch = "x86_64")]
            {
                if super::avx512::is_available() {
                    return Self::Avx512;
                }
                if super::avx2::is_available() {
                    return Self::Avx2;
                }
            }
            Self::Baseline
        })
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.to_string() == name.trim().to_ascii_lowercase())
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Baseline => "baseline",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_level_whatever_its_case() {
        assert_eq!(Level::named(" AVX2\n"), Some(Level::Avx2));
        assert_eq!(Level::named("sse9"), None);
        for level in Level::ALL {
            assert_eq!(Level::named(&level.to_string()), Some(level));
        }
    }

    #[test]
    fn no_level_is_chosen_that_the_machine_does_not_have() {
        assert!(Level::chosen() <= Level::detected());
    }
}
