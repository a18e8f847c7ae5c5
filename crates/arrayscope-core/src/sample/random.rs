//! Random numbers that are the same on every machine.

/// A generator with 64 bits of state.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014, figure 17 (`SplitMix64`). Only additions and multiplications are used on
/// the way to a float, so that every machine gets the same bits.
pub(super) struct Random {
    state: u64,
}

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, but not, 1.
    fn unit(&mut self) -> f64 {
        let high = u32::try_from(self.bits() >> 32).unwrap_or(0); // 32 bits are left
        f64::from(high) / 4_294_967_296.0
    }

    /// A number from `low` to `high`.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// About normally distributed: the sum of twelve uniform numbers, less six.
    pub(super) fn normal(&mut self, mean: f64, std: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.unit()).sum();
        mean + std * (sum - 6.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_numbers_are_those_of_the_published_generator() {
        let mut random = Random::new(1_234_567);
        assert_eq!(random.bits(), 6_457_827_717_110_365_317);
        assert_eq!(random.bits(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn normal_numbers_have_the_mean_and_spread_asked_for() {
        let mut random = Random::new(1);
        let values: Vec<f64> = (0..10_000).map(|_| random.normal(5.0, 2.0)).collect();
        let moments = crate::kernel::Moments::of(&values);
        assert!((moments.mean() - 5.0).abs() < 0.1 && (moments.std(0) - 2.0).abs() < 0.1);
    }
}
