//! The elements of two views side by side, in C order, as numbers that can be subtracted.

use super::elements::{Parts, opened};
use crate::dtype::{Class, DType, Element, Op};
use crate::layout::shape_text;
use crate::{ArrayView, Error, ErrorKind, Result};

/// How many elements are read at a time.
pub(super) const TILE: usize = 1024;

/// What the elements of two arrays are subtracted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `f64`.
    Float,
    /// Integers whose differences are exact in `f64`, and told as integers.
    Short,
    /// 64-bit integers, in 128 bits.
    Long,
    /// Complex numbers with parts in `f64`; of two arrays at least one is complex.
    Complex,
}

impl Kind {
    /// # Errors
    /// When one of them has no statistics.
    pub(super) fn of(a: &DType, b: &DType) -> Result<Self> {
        for dtype in [a, b] {
            dtype.dispatch(Known)?;
        }
        if [a, b].iter().any(|dtype| dtype.class() == Class::Complex) {
            return Ok(Self::Complex);
        }
        let is_integer = |dtype: &DType| {
            matches!(dtype.class(), Class::Boolean | Class::Signed | Class::Unsigned)
        };
        if !is_integer(a) || !is_integer(b) {
            return Ok(Self::Float);
        }
        Ok(if a.itemsize().max(b.itemsize()) < 8 { Self::Short } else { Self::Long })
    }

    /// What their difference is as an array.
    pub(super) fn dtype(self) -> DType {
        match self {
            Self::Complex => DType::Complex128,
            Self::Float | Self::Short | Self::Long => DType::F64,
        }
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
    /// Real and imaginary parts of each.
    Complexes([&'a [f64]; 2], [&'a [f64]; 2]),
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
    match kind {
        Kind::Long => {
            let (a, b) = (opened(a)?, opened(b)?);
            let (mut left, mut right) = ([0_i128; TILE], [0_i128; TILE]);
            in_tiles(a.len(), |start, count| {
                a.integers(start, &mut left[..count]);
                b.integers(start, &mut right[..count]);
                take(Tile::Integers(&left[..count], &right[..count]));
            });
        }
        Kind::Float | Kind::Short => {
            let (a, b) = (opened(a)?, opened(b)?);
            let (mut left, mut right) = ([0.0_f64; TILE], [0.0_f64; TILE]);
            in_tiles(a.len(), |start, count| {
                a.floats(start, &mut left[..count]);
                b.floats(start, &mut right[..count]);
                take(Tile::Floats(&left[..count], &right[..count]));
            });
        }
        Kind::Complex => {
            let (a, b) = (Parts::of(a)?, Parts::of(b)?);
            let (a, b) = (a.opened()?, b.opened()?);
            let (mut left, mut right) = ([[0.0_f64; TILE]; 2], [[0.0_f64; TILE]; 2]);
            in_tiles(a.len(), |start, count| {
                a.read(start, left.each_mut().map(|part| &mut part[..count]));
                b.read(start, right.each_mut().map(|part| &mut part[..count]));
                let [left, right] = [&left, &right].map(|of| of.each_ref().map(|p| &p[..count]));
                take(Tile::Complexes(left, right));
            });
        }
    }
    Ok(())
}

/// Calls `read` with the start and the number of elements of each tile.
fn in_tiles(all: usize, mut read: impl FnMut(usize, usize)) {
    for start in (0..all).step_by(TILE) {
        read(start, TILE.min(all - start));
    }
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
