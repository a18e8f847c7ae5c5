//! How much two arrays differ: counts, places, and statistics of the difference.

use super::pairs::{Kind, Tile, for_each_pair, same_shape};
use crate::dtype::DType;
use crate::kernel::{Moments, Number};
use crate::stats::unravel;
use crate::{ArrayView, Result};
use serde::Serialize;

/// How much `a` and `b` differ, element by element.
///
/// `count + infinite + same_infinity + nan_both + nan_only_a + nan_only_b` is their size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Number of elements of each.
    pub size: usize,
    /// Elements that are not the same. NaN is the same as NaN, and an infinity as itself:
    /// `size - np.sum((a == b) | (np.isnan(a) & np.isnan(b)))`.
    pub differ: Found,
    /// Elements whose difference is finite: those that the statistics are of.
    pub count: u64,
    /// The smallest `a − b`; NaN if there is none.
    pub min: Number,
    /// The largest `a − b`; NaN if there is none.
    pub max: Number,
    /// The mean of `a − b`.
    pub mean: Number,
    /// The mean of `|a − b|`.
    pub mean_abs: Number,
    /// The square root of the mean of `(a − b)²`.
    pub rms: Number,
    /// The largest `|a − b|`; NaN if there is none.
    pub max_abs: Number,
    /// Where it is, the first in C order.
    pub max_abs_index: Option<Vec<usize>>,
    /// Differences that are infinite: of one infinity, of two that differ, or of finite
    /// numbers too far apart for `f64`.
    pub infinite: Found,
    /// The same infinity in both, where `a − b` is NaN.
    pub same_infinity: Found,
    /// NaN in both.
    pub nan_both: Found,
    /// NaN in `a` only.
    pub nan_only_a: Found,
    /// NaN in `b` only.
    pub nan_only_b: Found,
}

/// How many elements are of a kind, and where the first one is in C order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// How many there are.
    pub count: u64,
    /// The index of the first one.
    pub first: Option<Vec<usize>>,
}

/// How much two arrays of one shape differ.
///
/// # Precision
/// Differences of integers are exact, others are those of `f64`, rounded once. Extremes and
/// counts have no further error; the means are of blocks of 128 in C order, as everywhere:
/// the same bits for every layout.
///
/// # Errors
/// When the shapes differ, one dtype has no statistics, or one is complex.
///
/// ```
/// use arrayscope_core::{Array, compare::compare};
/// let a = Array::from_slice(&[1.0, 2.0, f64::NAN, 4.0], &[2, 2])?;
/// let b = Array::from_slice(&[1.0, 2.5, 3.0, 8.0], &[2, 2])?;
/// let told = compare(&a.view(), &b.view())?;
/// assert_eq!((told.differ.count, told.differ.first), (3, Some(vec![0, 1])));
/// assert_eq!((told.max_abs.to_f64(), told.max_abs_index), (4.0, Some(vec![1, 1])));
/// assert_eq!((told.mean.to_f64(), told.nan_only_a.count), (-1.5, 1));
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn compare(a: &ArrayView<'_>, b: &ArrayView<'_>) -> Result<Comparison> {
    let mut comparing = Comparing::try_new((a.dtype(), a.shape()), (b.dtype(), b.shape()))?;
    comparing.take(a, b)?;
    Ok(comparing.finish())
}

/// Compares arrays part by part, for those that are read so.
///
/// Any parts give the same bits, as long as they follow each other in C order.
#[derive(Debug)]
pub struct Comparing {
    shape: Vec<usize>,
    kind: Kind,
    /// Elements taken so far.
    taken: usize,
    /// Finite differences that do not fill a block yet.
    pending: Vec<f64>,
    differences: Moments,
    magnitudes: Moments,
    ends: Option<Ends>,
    differ: Seen,
    infinite: Seen,
    same_infinity: Seen,
    nan_both: Seen,
    nan_only_a: Seen,
    nan_only_b: Seen,
}

/// Blocks of 128 that are merged at once.
const PENDING: usize = 32 * crate::kernel::BLOCK;

/// Extremes of the differences.
#[derive(Clone, Copy, Debug)]
struct Ends {
    min: Number,
    max: Number,
    max_abs: Number,
    position: usize,
}

/// A count, and the position of the first.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    count: u64,
    first: Option<usize>,
}

impl Seen {
    fn add(&mut self, position: usize) {
        self.count += 1;
        self.first.get_or_insert(position);
    }

    fn told(self, shape: &[usize]) -> Found {
        Found { count: self.count, first: self.first.map(|position| unravel(position, shape)) }
    }
}

impl Comparing {
    /// Of two arrays, each told by its dtype and shape.
    ///
    /// # Errors
    /// When the shapes differ, one dtype has no statistics, or one is complex.
    pub fn try_new(a: (&DType, &[usize]), b: (&DType, &[usize])) -> Result<Self> {
        same_shape(a.1, b.1)?;
        Ok(Self {
            shape: a.1.to_vec(),
            kind: Kind::of(a.0, b.0)?,
            taken: 0,
            pending: Vec::with_capacity(PENDING),
            differences: Moments::default(),
            magnitudes: Moments::default(),
            ends: None,
            differ: Seen::default(),
            infinite: Seen::default(),
            same_infinity: Seen::default(),
            nan_both: Seen::default(),
            nan_only_a: Seen::default(),
            nan_only_b: Seen::default(),
        })
    }

    /// Takes in the next parts in C order, which have the same shape.
    ///
    /// # Errors
    /// When they have not.
    pub fn take(&mut self, a: &ArrayView<'_>, b: &ArrayView<'_>) -> Result<()> {
        for_each_pair(a, b, self.kind, |tile| match tile {
            Tile::Floats(a, b) => a.iter().zip(b).for_each(|(a, b)| self.take_floats(*a, *b)),
            Tile::Integers(a, b) => a.iter().zip(b).for_each(|(a, b)| {
                let difference = Number::Integer(a - b);
                self.take_finite(difference, Number::Integer((a - b).abs()));
            }),
        })
    }

    fn take_floats(&mut self, a: f64, b: f64) {
        let difference = a - b;
        if difference.is_finite() {
            self.take_finite(self.number(difference), self.number(difference.abs()));
            return;
        }
        let seen = match (a.is_nan(), b.is_nan()) {
            (true, true) => &mut self.nan_both,
            (true, false) => &mut self.nan_only_a,
            (false, true) => &mut self.nan_only_b,
            (false, false) if difference.is_nan() => &mut self.same_infinity,
            (false, false) => &mut self.infinite,
        };
        seen.add(self.taken);
        if a != b && !(a.is_nan() && b.is_nan()) {
            self.differ.add(self.taken);
        }
        self.taken += 1;
    }

    /// A float of integers is an integer.
    fn number(&self, value: f64) -> Number {
        match self.kind {
            #[expect(clippy::cast_possible_truncation, reason = "an integer of 33 bits")]
            Kind::Short => Number::Integer(value as i128),
            _ => Number::Float(value),
        }
    }

    fn take_finite(&mut self, difference: Number, magnitude: Number) {
        let ends = self.ends.get_or_insert(Ends {
            min: difference,
            max: difference,
            max_abs: magnitude,
            position: self.taken,
        });
        if is_less(difference, ends.min) {
            ends.min = difference;
        }
        if is_less(ends.max, difference) {
            ends.max = difference;
        }
        if is_less(ends.max_abs, magnitude) {
            (ends.max_abs, ends.position) = (magnitude, self.taken);
        }
        if difference.to_f64() != 0.0 {
            self.differ.add(self.taken);
        }
        self.pending.push(difference.to_f64());
        if self.pending.len() == PENDING {
            self.merge_pending();
        }
        self.taken += 1;
    }

    fn merge_pending(&mut self) {
        self.differences.merge(&Moments::of(&self.pending));
        self.pending.iter_mut().for_each(|difference| *difference = difference.abs());
        self.magnitudes.merge(&Moments::of(&self.pending));
        self.pending.clear();
    }

    /// What was found.
    #[must_use]
    pub fn finish(mut self) -> Comparison {
        self.merge_pending();
        let told = |seen: Seen| seen.told(&self.shape);
        let (mean, std) = (self.differences.mean(), self.differences.std(0));
        Comparison {
            size: self.taken,
            differ: told(self.differ),
            count: self.differences.count(),
            min: self.ends.map_or(Number::NAN, |ends| ends.min),
            max: self.ends.map_or(Number::NAN, |ends| ends.max),
            mean: Number::Float(mean),
            mean_abs: Number::Float(self.magnitudes.mean()),
            // The mean square is the square of the mean plus the variance.
            rms: Number::Float(mean.hypot(std)),
            max_abs: self.ends.map_or(Number::NAN, |ends| ends.max_abs),
            max_abs_index: self.ends.map(|ends| unravel(ends.position, &self.shape)),
            infinite: told(self.infinite),
            same_infinity: told(self.same_infinity),
            nan_both: told(self.nan_both),
            nan_only_a: told(self.nan_only_a),
            nan_only_b: told(self.nan_only_b),
        }
    }
}

/// Both are of one kind, and finite.
fn is_less(left: Number, right: Number) -> bool {
    match (left, right) {
        (Number::Integer(left), Number::Integer(right)) => left < right,
        _ => left.to_f64() < right.to_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    const INF: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;

    fn of<T: crate::Element, U: crate::Element>(a: &[T], b: &[U]) -> Comparison {
        let a = Array::from_slice(a, &[a.len()]).expect("fits");
        let b = Array::from_slice(b, &[b.len()]).expect("fits");
        compare(&a.view(), &b.view()).expect("numbers")
    }

    #[test]
    fn every_kind_of_pair_is_counted_once_with_its_first_place() {
        let a = [1.0, NAN, NAN, 2.0, INF, INF, -INF, f64::MAX, 5.0];
        let b = [1.0, NAN, 1.0, NAN, INF, -INF, 0.0, -f64::MAX, 3.0];
        let told = of(&a, &b);
        let counts = [&told.nan_both, &told.nan_only_a, &told.nan_only_b, &told.same_infinity];
        assert_eq!(
            counts.map(|found| (found.count, found.first.clone().unwrap()[0])),
            [(1, 1), (1, 2), (1, 3), (1, 4)]
        );
        assert_eq!((told.infinite.count, told.infinite.first), (3, Some(vec![5])));
        assert_eq!((told.count, told.size), (2, 9));
        assert_eq!((told.differ.count, told.differ.first), (6, Some(vec![2])));
        assert_eq!((told.min.to_f64(), told.max.to_f64(), told.mean.to_f64()), (0.0, 2.0, 1.0));
        assert_eq!((told.rms.to_f64(), told.max_abs_index), (2.0_f64.sqrt(), Some(vec![8])));
    }

    #[test]
    fn integers_of_any_width_and_sign_are_subtracted_exactly() {
        let told = of(&[i64::MIN, 7], &[u64::MAX, 7]);
        let least = i128::from(i64::MIN) - i128::from(u64::MAX);
        assert_eq!((told.min, told.max), (Number::Integer(least), Number::Integer(0)));
        assert_eq!(told.max_abs, Number::Integer(-least));
        let told = of(&[(1_i64 << 53) + 1], &[1_i64 << 53]);
        assert_eq!((told.differ.count, told.max_abs), (1, Number::Integer(1)));
        let told = of(&[true, false], &[3_u8, 0]);
        assert_eq!((told.min, told.max_abs_index), (Number::Integer(-2), Some(vec![0])));
    }

    #[test]
    fn parts_in_c_order_give_the_same_bits_as_the_whole() {
        let a: Vec<f32> = (0..10_000_u16).map(|k| f32::from(k).sin()).collect();
        let b: Vec<f32> = (0..10_000_u16).map(|k| f32::from(k).cos()).collect();
        let whole = of(&a, &b);
        let of_one = (&DType::F32, &[10_000][..]);
        for step in [1, 127, 1000, 4096, 9999] {
            let mut comparing = Comparing::try_new(of_one, of_one).expect("f32");
            for (a, b) in a.chunks(step).zip(b.chunks(step)) {
                let a = Array::from_slice(a, &[a.len()]).expect("fits");
                let b = Array::from_slice(b, &[b.len()]).expect("fits");
                comparing.take(&a.view(), &b.view()).expect("one shape");
            }
            assert_eq!(comparing.finish(), whole);
        }
    }

    #[test]
    fn layouts_do_not_matter() {
        let a = Array::from_slice(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], &[2, 3]).expect("fits");
        let b = Array::from_slice(&[1.0, 4.0, 2.0, 5.0, 3.0, 6.0], &[3, 2]).expect("fits");
        let layout = crate::Layout::try_new(&[2, 3], &[8, 16], 0, 8).expect("inside");
        let turned = b.with_layout(layout).expect("inside");
        let dense = turned.to_c_order().expect("small");
        let told = compare(&a.view(), &turned.view()).expect("numbers");
        assert_eq!(told, compare(&a.view(), &dense.view()).expect("numbers"));
        assert_eq!(told.max_abs_index, Some(vec![1, 2]));
    }

    #[test]
    fn an_array_is_the_same_as_itself_nan_included() {
        let told = of(&[1.0, NAN, INF], &[1.0, NAN, INF]);
        assert_eq!((told.differ.count, told.differ.first, told.rms.to_f64()), (0, None, 0.0));
    }

    #[test]
    fn without_a_finite_difference_the_statistics_are_nan() {
        for told in [of::<f64, f64>(&[], &[]), of(&[NAN], &[1.0])] {
            let all = [told.min, told.max, told.mean, told.mean_abs, told.rms, told.max_abs];
            assert!(all.iter().all(|value| value.to_f64().is_nan()));
            assert_eq!(told.max_abs_index, None);
        }
    }

    #[test]
    fn other_shapes_text_and_complex_numbers_are_refused_with_a_reason() {
        let a = Array::from_slice(&[1.0, 2.0], &[2]).expect("fits");
        let b = Array::from_slice(&[1.0, 2.0], &[1, 2]).expect("fits");
        let error = compare(&a.view(), &b.view()).expect_err("two shapes").to_string();
        assert!(error.contains("(2,) and (1, 2)"), "{error}");
        let z = crate::dtype::Complex { re: 1.0_f64, im: 0.0 };
        let z = Array::from_slice(&[z, z], &[2]).expect("fits");
        let error = compare(&a.view(), &z.view()).expect_err("complex").to_string();
        assert!(error.contains("complex128") && error.contains("z.real"), "{error}");
    }
}
