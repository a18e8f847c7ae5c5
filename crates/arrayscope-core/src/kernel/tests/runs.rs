//! Several blocks at once give the states of the blocks one by one, merged as a tree.

use super::agreement::agree;
use super::{BLOCK, Level, Random, block, levels, run};
use crate::kernel::{Block, Depth, Ends, Full, Kernels, Moments, Sums, Tree};

/// The blocks one by one; `None` where one of them does not hold.
fn one_by_one<N: Kernels, D: Depth>(values: &[N]) -> Option<Block<N>> {
    let (mut tree, mut ends) = (Tree::<Moments>::default(), None::<Block<N>>);
    for values in values.chunks(BLOCK) {
        let (block, holds) = block::<N, D>(Level::Baseline, values);
        if !holds {
            return None;
        }
        tree.push(0, block.moments);
        let all = ends.get_or_insert(block);
        all.min = if block.min < all.min { block.min } else { all.min };
        all.max = if block.max > all.max { block.max } else { all.max };
    }
    ends.map(|ends| Block { moments: tree.fold(None).unwrap_or_default(), ..ends })
}

fn check<N: Kernels, D: Depth, const BLOCKS: usize>(values: &[N]) -> bool {
    let expected = one_by_one::<N, D>(values);
    for level in levels() {
        // A run may give up where blocks hold, never the other way round.
        if let Some(got) = run::<N, D, BLOCKS>(level, values) {
            let expected = expected.as_ref().expect("a run does not hold where a block does not");
            if D::SUMS {
                let mut got = got;
                got.moments.m2 = if D::SQUARES { got.moments.m2 } else { expected.moments.m2 };
                assert!(agree(&got, expected), "{level}: {got:?}\n{expected:?}\n{values:?}");
            } else {
                assert!(got.min == expected.min && got.max == expected.max);
            }
        } else if level > Level::Baseline {
            let baseline = run::<N, D, BLOCKS>(Level::Baseline, values);
            assert!(baseline.is_none(), "{level}: {values:?}");
        }
    }
    run::<N, D, BLOCKS>(Level::detected(), values).is_some()
}

/// How many of the lanes could be told at once.
fn told_at_once<N: Kernels>(times: usize, mut value: impl FnMut(usize) -> N) -> usize {
    let mut told = 0;
    for _ in 0..times {
        let values: Vec<N> = (0..16 * BLOCK).map(&mut value).collect();
        told += usize::from(check::<N, Full, 16>(&values));
        check::<N, Sums, 16>(&values);
        check::<N, Ends, 16>(&values);
        check::<N, Full, 4>(&values[..4 * BLOCK]);
        check::<N, Sums, 4>(&values[..4 * BLOCK]);
        check::<N, Ends, 4>(&values[..4 * BLOCK]);
    }
    told
}

#[test]
fn ordinary_values_are_told_at_once_with_the_same_bits() {
    let mut random = Random(13);
    assert_eq!(told_at_once(20, |_| 1e3 + random.unit()), 20);
    assert_eq!(told_at_once(20, |_| (1e3 + random.unit()) as f32), 20);
    assert_eq!(told_at_once(3, |_| 0.1f32), 3);
    assert_eq!(told_at_once(3, |k| k as f64), 3);
}

#[test]
fn values_of_many_sizes_give_the_same_bits_or_are_left_to_the_blocks() {
    let mut random = Random(14);
    for span in [1, 10, 21, 23, 40, 80] {
        let mut sized = || {
            let power = i32::try_from(random.below(span)).expect("small");
            random.unit() * 2f64.powi(power - 40)
        };
        told_at_once(5, |_| sized());
        told_at_once(5, |_| sized() as f32);
    }
    told_at_once(5, |_| f64::from_bits(random.bits()));
    told_at_once(5, |_| f32::from_bits(u32::try_from(random.bits() >> 32).expect("32 bits")));
}

#[test]
fn what_is_not_finite_in_any_block_is_left_to_the_blocks() {
    for position in (0..16 * BLOCK).step_by(61).chain([16 * BLOCK - 1]) {
        for odd in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let mut values = vec![1.5; 16 * BLOCK];
            values[position] = odd;
            let at_once = check::<f32, Full, 16>(&values) | check::<f32, Ends, 16>(&values);
            assert!(!at_once, "{odd} at {position}");
            let wide: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            let at_once = check::<f64, Sums, 16>(&wide) | check::<f64, Ends, 16>(&wide);
            assert!(!at_once, "{odd} at {position}");
        }
    }
}
