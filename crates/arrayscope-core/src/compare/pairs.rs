//! The elements of two views side by side, in C order, as numbers that can be subtracted.

use crate::dtype::{Class, DType, Element, Op};
use crate::kernel::{Native, Number};
use crate::layout::{Runs, shape_text};
use crate::view::Source;
use crate::{ArrayView, Error, ErrorKind, Result};

/// How many elements are read at a time.
const TILE: usize = 1024;

/// What the elements of two arrays are subtracted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `f64`.
    Float,
    /// Integers whose differences are exact in `f64`, and told as integers.
    Short,
    /// 64-bit integers, in 128 bits.
    Long,
}

impl Kind {
    /// # Errors
    /// When one of them has no statistics, or is complex: a difference has two parts then.
    pub(super) fn of(a: &DType, b: &DType) -> Result<Self> {
        for dtype in [a, b] {
            if dtype.class() == Class::Complex {
                let message = format!(
                    "{dtype} is not compared as it is: compare its parts, as in z.real and z.imag"
                );
                return Err(Error::new(ErrorKind::DType, message));
            }
            dtype.dispatch(Known)?;
        }
        let is_integer = |dtype: &DType| {
            matches!(dtype.class(), Class::Boolean | Class::Signed | Class::Unsigned)
        };
        if !is_integer(a) || !is_integer(b) {
            return Ok(Self::Float);
        }
        Ok(if a.itemsize().max(b.itemsize()) < 8 { Self::Short } else { Self::Long })
    }
}

struct Known;

impl Op for Known {
    type Output = ();

    fn run<T: Element>(self) {}
}

/// Some elements of both arrays.
pub(super) enum Tile<'a> {
    Floats(&'a [f64], &'a [f64]),
    Integers(&'a [i128], &'a [i128]),
}

/// Calls `take` with all pairs of elements in C order, some at a time.
///
/// # Errors
/// When the shapes differ, or as [`Kind::of`].
pub(super) fn for_each_pair(
    a: &ArrayView<'_>,
    b: &ArrayView<'_>,
    kind: Kind,
    mut take: impl FnMut(Tile<'_>),
) -> Result<()> {
    same_shape(a.shape(), b.shape())?;
    let (a, b) = (a.dtype().dispatch(Open(*a))?, b.dtype().dispatch(Open(*b))?);
    let all = a.len();
    if kind == Kind::Long {
        let (mut left, mut right) = ([0_i128; TILE], [0_i128; TILE]);
        for start in (0..all).step_by(TILE) {
            let count = TILE.min(all - start);
            a.integers(start, &mut left[..count]);
            b.integers(start, &mut right[..count]);
            take(Tile::Integers(&left[..count], &right[..count]));
        }
    } else {
        let (mut left, mut right) = ([0.0_f64; TILE], [0.0_f64; TILE]);
        for start in (0..all).step_by(TILE) {
            let count = TILE.min(all - start);
            a.floats(start, &mut left[..count]);
            b.floats(start, &mut right[..count]);
            take(Tile::Floats(&left[..count], &right[..count]));
        }
    }
    Ok(())
}

/// # Errors
/// When the shapes differ; the sentence has both.
pub(super) fn same_shape(a: &[usize], b: &[usize]) -> Result<()> {
    if a == b {
        return Ok(());
    }
    let (a, b) = (shape_text(a), shape_text(b));
    let message = format!("only arrays of one shape are compared, these have {a} and {b}");
    Err(Error::new(ErrorKind::Shape, message))
}

/// The elements of a view by their position in C order.
trait Elements {
    fn len(&self) -> usize;
    /// Writes those from `start` on as floats.
    fn floats(&self, start: usize, into: &mut [f64]);
    /// The same as integers, of a dtype that has only integers.
    fn integers(&self, start: usize, into: &mut [i128]);
}

struct Open<'a>(ArrayView<'a>);

impl<'a> Op for Open<'a> {
    type Output = Box<dyn Elements + 'a>;

    fn run<T: Element>(self) -> Self::Output {
        let layout = self.0.layout();
        let axes = layout.shape().iter().copied().zip(layout.strides().iter().copied());
        Box::new(Opened::<T> { source: Source::new(&self.0), runs: Runs::new(axes) })
    }
}

struct Opened<'a, T: Element> {
    source: Source<'a, T>,
    runs: Runs,
}

impl<T: Element> Opened<'_, T> {
    fn read<N>(&self, start: usize, into: &mut [N], number: impl Fn(T::Native) -> N) {
        let mut natives = [T::Native::default(); TILE];
        let natives = &mut natives[..into.len()];
        let mut left = &mut *natives;
        self.runs.for_each(start, into.len(), |steps, length| {
            let (run, rest) = std::mem::take(&mut left).split_at_mut(length);
            self.source.fill(steps, self.runs.stride(), run);
            left = rest;
        });
        for (into, native) in into.iter_mut().zip(natives) {
            *into = number(*native);
        }
    }
}

impl<T: Element> Elements for Opened<'_, T> {
    fn len(&self) -> usize {
        self.runs.len()
    }

    fn floats(&self, start: usize, into: &mut [f64]) {
        self.read(start, into, Native::to_f64);
    }

    fn integers(&self, start: usize, into: &mut [i128]) {
        self.read(start, into, |native| match native.number() {
            Number::Integer(value) => value,
            #[expect(clippy::cast_possible_truncation, reason = "a short integer held in a float")]
            Number::Float(value) => value as i128,
        });
    }
}
