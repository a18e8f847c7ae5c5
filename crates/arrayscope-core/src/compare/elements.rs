//! The elements of a view by their position in C order, as numbers that can be subtracted.

use super::pairs::TILE;
use crate::dtype::{Class, DType, Element, Op};
use crate::kernel::{Native, Number};
use crate::layout::Runs;
use crate::view::{ComplexPart, Source, half};
use crate::{ArrayView, Layout, Result};

/// The elements of a view by their position in C order.
pub(super) trait Elements {
    fn len(&self) -> usize;
    /// Writes those from `start` on as floats.
    fn floats(&self, start: usize, into: &mut [f64]);
    /// The same as integers, of a dtype that has only integers.
    fn integers(&self, start: usize, into: &mut [i128]);
}

/// The elements of a view.
///
/// # Errors
/// When its dtype has no statistics.
pub(super) fn opened<'a>(view: &ArrayView<'a>) -> Result<Box<dyn Elements + 'a>> {
    view.dtype().dispatch(Open(*view))
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

/// Where the parts of complex numbers are; real numbers have one.
pub(super) struct Parts<'a> {
    view: ArrayView<'a>,
    halves: Option<[(&'static DType, Layout); 2]>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(view: &ArrayView<'a>) -> Result<Self> {
        let half = |part| half(view.dtype(), view.layout(), part);
        let halves = match view.dtype().class() {
            Class::Complex => Some([half(ComplexPart::Real)?, half(ComplexPart::Imaginary)?]),
            _ => None,
        };
        Ok(Self { view: *view, halves })
    }

    pub(super) fn opened(&self) -> Result<OpenedParts<'_>> {
        let Some([real, imaginary]) = &self.halves else {
            return Ok(OpenedParts { real: opened(&self.view)?, imaginary: None });
        };
        let real = opened(&self.view.read_as(real.0, &real.1)?)?;
        let imaginary = opened(&self.view.read_as(imaginary.0, &imaginary.1)?)?;
        Ok(OpenedParts { real, imaginary: Some(imaginary) })
    }
}

/// The real and the imaginary parts of a view.
pub(super) struct OpenedParts<'a> {
    real: Box<dyn Elements + 'a>,
    /// Nothing where all are 0.
    imaginary: Option<Box<dyn Elements + 'a>>,
}

impl OpenedParts<'_> {
    pub(super) fn len(&self) -> usize {
        self.real.len()
    }

    /// Writes those from `start` on: real parts, imaginary parts.
    pub(super) fn read(&self, start: usize, [real, imaginary]: [&mut [f64]; 2]) {
        self.real.floats(start, real);
        match &self.imaginary {
            Some(elements) => elements.floats(start, imaginary),
            None => imaginary.fill(0.0),
        }
    }
}
