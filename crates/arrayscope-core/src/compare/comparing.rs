//! Taking in pairs of elements: counts, places and moments of their differences.

use super::comparison::{Comparison, Found};
use super::pairs::{Kind, Tile, for_each_pair, same_shape};
use crate::dtype::{Complex, DType, Element};
use crate::kernel::{Moments, Number};
use crate::stats::unravel;
use crate::{ArrayView, Result};

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
    /// When the shapes differ, or one dtype has no statistics.
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
            Tile::Complexes(a, b) => {
                let number = |[re, im]: [&[f64]; 2], k: usize| Complex { re: re[k], im: im[k] };
                (0..a[0].len()).for_each(|k| self.take_complex(number(a, k), number(b, k)));
            }
        })
    }

    fn take_floats(&mut self, a: f64, b: f64) {
        let difference = a - b;
        if difference.is_finite() {
            self.take_finite(self.number(difference), self.number(difference.abs()));
        } else {
            self.take_odd([a, b], difference, a == b);
        }
    }

    /// Of complex numbers the magnitude is all that can be ordered; NaN if either part is.
    fn take_complex(&mut self, a: Complex<f64>, b: Complex<f64>) {
        let magnitude = Complex { re: a.re - b.re, im: a.im - b.im }.widen();
        if magnitude.is_finite() {
            self.take_finite(Number::Float(magnitude), Number::Float(magnitude));
        } else {
            self.take_odd([a.widen(), b.widen()], magnitude, a == b);
        }
    }

    /// A pair whose difference is not finite, and whether the two are equal.
    fn take_odd(&mut self, [a, b]: [f64; 2], difference: f64, equal: bool) {
        let seen = match (a.is_nan(), b.is_nan()) {
            (true, true) => &mut self.nan_both,
            (true, false) => &mut self.nan_only_a,
            (false, true) => &mut self.nan_only_b,
            (false, false) if difference.is_nan() => &mut self.same_infinity,
            (false, false) => &mut self.infinite,
        };
        seen.add(self.taken);
        let are_same = equal || (a.is_nan() && b.is_nan());
        if !are_same {
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
            of: self.kind.dtype().measured_as(),
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

    #[test]
    fn parts_in_c_order_give_the_same_bits_as_the_whole() {
        let a: Vec<f32> = (0..10_000_u16).map(|k| f32::from(k).sin()).collect();
        let b: Vec<f32> = (0..10_000_u16).map(|k| f32::from(k).cos()).collect();
        same_in_parts(&a, &b);
        let pairs = |one: &[f32], other: &[f32]| -> Vec<Complex<f32>> {
            one.iter().zip(other).map(|(&re, &im)| Complex { re, im }).collect()
        };
        same_in_parts(&pairs(&a, &b), &pairs(&b, &b));
        same_in_parts(&pairs(&a, &b), &b);
    }

    fn same_in_parts<T: Element, U: Element>(a: &[T], b: &[U]) {
        let compared = |a: &[T], b: &[U], comparing: &mut Comparing| {
            let a = Array::from_slice(a, &[a.len()]).expect("fits");
            let b = Array::from_slice(b, &[b.len()]).expect("fits");
            comparing.take(&a.view(), &b.view()).expect("one shape");
        };
        let shape = &[10_000][..];
        let new = || Comparing::try_new((&T::DTYPE, shape), (&U::DTYPE, shape)).expect("numbers");
        let mut whole = new();
        compared(a, b, &mut whole);
        let whole = whole.finish();
        for step in [1, 127, 1000, 4096, 9999] {
            let mut comparing = new();
            for (a, b) in a.chunks(step).zip(b.chunks(step)) {
                compared(a, b, &mut comparing);
            }
            assert_eq!(comparing.finish(), whole);
        }
    }
}
