//! Moments of sixteen lanes at once.

use super::Moments;
use super::moments::{SHRINK, mean_of, merged_m2, merged_m2_of_equals, plus, var_of};
use super::simd::LANES;
use super::tree::Merge;

/// Sixteen [`Moments`], part by part, so that merging them needs no loop over structs.
#[derive(Clone, Debug)]
pub(crate) struct LaneMoments {
    count: [f64; LANES],
    high: [f64; LANES],
    low: [f64; LANES],
    m2: [f64; LANES],
    /// Bit `k` tells that lane `k` is scaled.
    scaled: u16,
}

impl LaneMoments {
    /// The moments of a block of `count` rows.
    #[inline(always)]
    pub(super) fn new(count: f64, high: [f64; LANES], low: [f64; LANES], m2: [f64; LANES]) -> Self {
        Self { count: [count; LANES], high, low, m2, scaled: 0 }
    }

    /// The moments of one lane.
    pub(crate) fn lane(&self, lane: usize) -> Moments {
        Moments {
            count: self.count[lane],
            high: self.high[lane],
            low: self.low[lane],
            m2: self.m2[lane],
            scale: if self.scaled & (1 << lane) == 0 { 1.0 } else { SHRINK },
        }
    }

    /// The lanes in the opposite order.
    pub(super) fn reverse(&mut self) {
        for part in [&mut self.count, &mut self.high, &mut self.low, &mut self.m2] {
            part.reverse();
        }
        self.scaled = self.scaled.reverse_bits();
    }

    /// Replaces the moments of one lane.
    pub(crate) fn set_lane(&mut self, lane: usize, moments: &Moments) {
        self.count[lane] = moments.count;
        self.high[lane] = moments.high;
        self.low[lane] = moments.low;
        self.m2[lane] = moments.m2;
        self.scaled = self.scaled & !(1 << lane) | u16::from(moments.scale == SHRINK) << lane;
    }

    /// Whether [`mean`](Self::mean) and [`var`](Self::var) hold: no lane is scaled or has
    /// no values. The others are told by [`lane`](Self::lane).
    pub(crate) fn is_plain(&self) -> bool {
        self.scaled == 0 && self.count.iter().all(|count| *count > 0.0)
    }

    /// The means.
    #[inline(always)]
    pub(crate) fn mean(&self) -> [f64; LANES] {
        let mut means = [0.0; LANES];
        if self.low == [0.0; LANES] {
            // PERF: half of the divisions, for sums of most `f32` and of small integers.
            for k in 0..LANES {
                means[k] = self.high[k] / self.count[k] + 0.0;
            }
            return means;
        }
        for k in 0..LANES {
            means[k] = mean_of(self.count[k], self.high[k], self.low[k]);
        }
        means
    }

    /// The variances.
    #[inline(always)]
    pub(crate) fn var(&self, ddof: f64) -> [f64; LANES] {
        let mut vars = [0.0; LANES];
        for k in 0..LANES {
            vars[k] = var_of(self.m2[k], (self.count[k] - ddof).max(0.0));
        }
        vars
    }
}

impl Merge for LaneMoments {
    /// As [`Moments::merge`], lane by lane, with the same bits.
    #[inline(always)]
    fn merge(&mut self, other: &Self) {
        let (mut equal, mut different) = (true, true);
        for k in 0..LANES {
            equal &= self.count[k] == other.count[k];
            different &= self.count[k] != other.count[k];
        }
        if !(equal || different)
            || self.scaled | other.scaled != 0
            || self.has_none()
            || other.has_none()
        {
            return self.merge_one_by_one(other);
        }
        let mut between = [0.0; LANES];
        for k in 0..LANES {
            let (ours, theirs) = ((self.high[k], self.low[k]), (other.high[k], other.low[k]));
            between[k] = if equal {
                merged_m2_of_equals(self.count[k], ours, theirs)
            } else {
                merged_m2((self.count[k], ours.0, ours.1), (other.count[k], theirs.0, theirs.1))
            };
        }
        for k in 0..LANES {
            self.m2[k] = (self.m2[k] + other.m2[k]) + between[k];
            (self.high[k], self.low[k]) =
                plus((self.high[k], self.low[k]), (other.high[k], other.low[k]));
            self.count[k] += other.count[k];
        }
    }
}

impl LaneMoments {
    fn has_none(&self) -> bool {
        self.count.contains(&0.0)
    }

    #[cold]
    fn merge_one_by_one(&mut self, other: &Self) {
        for lane in 0..LANES {
            let mut merged = self.lane(lane);
            merged.merge(&other.lane(lane));
            self.set_lane(lane, &merged);
        }
    }
}

impl Merge for Moments {
    #[inline]
    fn merge(&mut self, other: &Self) {
        Moments::merge(self, other);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wide;
    use super::*;

    fn lanes(all: &[Moments; LANES]) -> LaneMoments {
        let zeros = [0.0; LANES];
        let mut lanes = LaneMoments { count: zeros, high: zeros, low: zeros, m2: zeros, scaled: 0 };
        all.iter().enumerate().for_each(|(k, moments)| lanes.set_lane(k, moments));
        lanes
    }

    #[test]
    fn lanes_merge_to_the_bits_of_one_merge_each() {
        let value =
            |k: usize, j: usize| ((k as u64 * 31 + j as u64 * 17) % 23).to_f64() / 7.0 + 1e6;
        let huge = |k: usize| if k == 3 { f64::MAX } else { 1.0 };
        let of = |count: usize, k: usize, scale: f64| {
            Moments::of(&(0..count).map(|j| value(k, j) * scale).collect::<Vec<_>>())
        };
        let sides: [fn(usize) -> usize; 4] = [|_| 5, |_| 7, |k| k % 3, |k| 5 + k % 2];
        for left in sides {
            for right in sides {
                for scale in [|_| 1.0, huge as fn(usize) -> f64] {
                    let one: [Moments; LANES] = std::array::from_fn(|k| of(left(k), k, scale(k)));
                    let two: [Moments; LANES] = std::array::from_fn(|k| of(right(k), k + 1, 1.0));
                    let mut together = lanes(&one);
                    together.merge(&lanes(&two));
                    for k in 0..LANES {
                        let mut alone = one[k];
                        alone.merge(&two[k]);
                        assert_eq!(together.lane(k), alone, "lane {k}");
                    }
                }
            }
        }
    }
}
