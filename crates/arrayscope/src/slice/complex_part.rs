//! Parts of complex numbers as clap knows them.

use arrayscope_core::dtype::Class;
use arrayscope_core::view::ComplexPart;
use arrayscope_core::{DType, Error, ErrorKind, Result};
use clap::ValueEnum;
use clap::builder::PossibleValue;

/// A part named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chosen(pub(super) ComplexPart);

impl Chosen {
    /// The part, of an array that has one.
    pub(crate) fn within(self, dtype: &DType) -> Result<ComplexPart> {
        if dtype.class() != Class::Complex {
            let part = self.0;
            let message =
                format!("an array of {dtype} has no {part} (complex64 and complex128 have one)");
            return Err(Error::new(ErrorKind::DType, message));
        }
        Ok(self.0)
    }
}

impl ValueEnum for Chosen {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [Chosen; ComplexPart::ALL.len()] = {
            let [a, b, c, d] = ComplexPart::ALL;
            [Chosen(a), Chosen(b), Chosen(c), Chosen(d)]
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self.0 {
            ComplexPart::Magnitude => "As np.abs, in float64",
            ComplexPart::Phase => "As np.angle, in float64",
            ComplexPart::Real => "As a.real",
            ComplexPart::Imaginary => "As a.imag",
        };
        Some(PossibleValue::new(self.0.name()).help(help))
    }
}
