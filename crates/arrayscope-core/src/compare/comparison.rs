//! How much two arrays differ: counts, places, and statistics of the difference.

use super::Comparing;
use crate::kernel::Number;
use crate::{ArrayView, Result};
use serde::Serialize;

/// How much `a` and `b` differ, element by element.
///
/// Complex numbers have no order: where one of the arrays is complex, `min`, `max` and `mean`
/// are those of `|a − b|` too. Such a number is NaN if either part is.
///
/// `count + infinite + same_infinity + nan_both + nan_only_a + nan_only_b` is their size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Number of elements of each.
    pub size: usize,
    /// What the statistics are of: the `value` of `a − b`, or its `magnitude` where one of the
    /// arrays is complex.
    pub of: &'static str,
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
    /// The square root of the mean of `|a − b|²`.
    pub rms: Number,
    /// The largest `|a − b|`; NaN if there is none.
    pub max_abs: Number,
    /// Where it is, the first in C order.
    pub max_abs_index: Option<Vec<usize>>,
    /// Differences that are infinite: of one infinity, of two that differ, or of finite
    /// numbers too far apart for `f64`.
    pub infinite: Found,
    /// The same infinity in both, in one part at least of complex numbers, where `a − b` is
    /// NaN.
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
/// Differences of integers are exact, others are those of `f64`, rounded once; the magnitudes
/// of complex ones are the C library's `hypot`, within one unit in the last place. Extremes and
/// counts have no further error; the means are of blocks of 128 in C order, as everywhere:
/// the same bits for every layout.
///
/// # Errors
/// When the shapes differ, or one dtype has no statistics.
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
    fn complex_numbers_are_measured_by_the_magnitude_of_their_difference() {
        let z = |re: f64, im: f64| crate::dtype::Complex { re, im };
        let a = [z(1.0, 2.0), z(4.0, 4.0), z(NAN, 0.0), z(INF, 1.0), z(INF, 0.0), z(f64::MAX, 0.0)];
        let b = [z(1.0, 2.0), z(1.0, 8.0), z(0.0, NAN), z(INF, 5.0), z(0.0, 0.0), z(0.0, f64::MAX)];
        let told = of(&a, &b);
        assert_eq!((told.of, told.size, told.count), ("magnitude", 6, 2));
        let all = [told.min, told.max, told.mean, told.mean_abs, told.max_abs];
        assert_eq!(all.map(Number::to_f64), [0.0, 5.0, 2.5, 2.5, 5.0]);
        assert_eq!((told.rms.to_f64(), told.max_abs_index), (12.5_f64.sqrt(), Some(vec![1])));
        assert_eq!((told.differ.count, told.differ.first), (4, Some(vec![1])));
        assert_eq!((told.nan_both.count, told.same_infinity.first), (1, Some(vec![3])));
        assert_eq!((told.infinite.count, told.infinite.first), (2, Some(vec![4])));
    }

    #[test]
    fn a_real_number_is_a_complex_one_without_an_imaginary_part() {
        let z = |re: f32, im: f32| crate::dtype::Complex { re, im };
        let told = of(&[z(1.0, 0.0), z(2.0, -3.0)], &[1_i64, 6]);
        assert_eq!((told.differ.count, told.max_abs.to_f64()), (1, 5.0));
        let turned = of(&[1_i64, 6], &[z(1.0, 0.0), z(2.0, -3.0)]);
        assert_eq!((turned.max_abs, turned.of), (told.max_abs, "magnitude"));
    }

    #[test]
    fn other_shapes_and_text_are_refused_with_a_reason() {
        let a = Array::from_slice(&[1.0, 2.0], &[2]).expect("fits");
        let b = Array::from_slice(&[1.0, 2.0], &[1, 2]).expect("fits");
        let error = compare(&a.view(), &b.view()).expect_err("two shapes").to_string();
        assert!(error.contains("(2,) and (1, 2)"), "{error}");
        let raw = crate::DType::Raw { len: 8 };
        let layout = crate::Layout::c_order(&[2], 8).expect("small");
        let order = crate::ByteOrder::NotApplicable;
        let raw = Array::try_new(vec![0; 16].into(), raw, order, layout).expect("fits");
        assert!(compare(&a.view(), &raw.view()).is_err());
    }
}
