//! One part of complex numbers: an array of real ones.

use std::fmt;
use std::str::FromStr;

use super::Array;
use crate::dtype::{Complex, DType, Element};
use crate::{Error, ErrorKind, Layout, Result};

/// What is looked at of a complex number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ComplexPart {
    /// `|z|`: what statistics of complex numbers are of.
    #[default]
    Magnitude,
    /// The angle from −π to π.
    Phase,
    /// The real part.
    Real,
    /// The imaginary part.
    Imaginary,
}

impl ComplexPart {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Magnitude, Self::Phase, Self::Real, Self::Imaginary];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Magnitude => "magnitude",
            Self::Phase => "phase",
            Self::Real => "real",
            Self::Imaginary => "imaginary",
        }
    }

    /// The NumPy expression of the part of what `text` says, as in `np.angle(arr[0])`.
    pub fn numpy(self, text: &str) -> String {
        match self {
            Self::Magnitude => format!("np.abs({text})"),
            Self::Phase => format!("np.angle({text})"),
            Self::Real => format!("{text}.real"),
            Self::Imaginary => format!("{text}.imag"),
        }
    }
}

impl fmt::Display for ComplexPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ComplexPart {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|part| part.name() == text).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            let message = format!("there is no part \"{text}\" of a number (valid: {names})");
            Error::new(ErrorKind::Argument, message)
        })
    }
}

impl Array {
    /// One part of complex numbers.
    ///
    /// Real and imaginary parts are views, in float32 of complex64 and float64 of complex128:
    /// NumPy's `a.real` and `a.imag`. Magnitude and phase are computed into a new array of
    /// float64 in C order.
    ///
    /// NUMPY: `np.abs(a)` and `np.angle(a)`, but in float64 for complex64 too, because all
    /// statistics of magnitudes are. The phase of 0 is 0, that of −1 + 0j is π.
    ///
    /// A magnitude is NaN if either part is, else infinite if one is; a phase is NaN if either
    /// part is.
    ///
    /// # Errors
    /// When the dtype is not complex.
    ///
    /// ```
    /// use arrayscope_core::{Array, dtype::Complex, view::ComplexPart};
    /// let a = Array::from_slice(&[Complex { re: 3.0f32, im: -4.0 }], &[1])?;
    /// assert_eq!(a.part(ComplexPart::Imaginary)?.value(&[0])?.to_string(), "-4.0");
    /// assert_eq!(a.part(ComplexPart::Magnitude)?.value(&[0])?.to_string(), "5.0");
    /// assert!(a.part(ComplexPart::Real)?.shares_memory(&a));
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn part(&self, part: ComplexPart) -> Result<Self> {
        match part {
            ComplexPart::Real | ComplexPart::Imaginary => {
                let (halves, layout) = half(self.dtype(), self.layout(), part)?;
                Self::try_new(self.shared_bytes(), halves.clone(), self.byte_order(), layout)
            }
            ComplexPart::Magnitude | ComplexPart::Phase => {
                halves(self.dtype(), part)?;
                self.computed(part)
            }
        }
    }

    fn computed(&self, part: ComplexPart) -> Result<Self> {
        let of = |value: Complex<f64>| match part {
            ComplexPart::Phase => value.im.atan2(value.re),
            _ => value.widen(),
        };
        let layout = Layout::c_order(self.shape(), size_of::<f64>())?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(layout.nbytes()).map_err(|_| {
            let needed = layout.nbytes();
            let message = format!("there is not enough memory for {needed} bytes of {part}");
            Error::new(ErrorKind::Overflow, message)
        })?;
        for element in self.view().elements() {
            let z = match self.dtype() {
                DType::Complex64 => {
                    let z = Complex::<f32>::load(element, self.byte_order());
                    Complex { re: z.re.into(), im: z.im.into() }
                }
                _ => Complex::<f64>::load(element, self.byte_order()),
            };
            bytes.extend_from_slice(&of(z).to_ne_bytes());
        }
        Self::try_new(bytes.into(), DType::F64, crate::ByteOrder::NATIVE, layout)
    }
}

/// The dtype of the real and of the imaginary parts.
fn halves(dtype: &DType, part: ComplexPart) -> Result<&'static DType> {
    match dtype {
        DType::Complex64 => Ok(&DType::F32),
        DType::Complex128 => Ok(&DType::F64),
        other => {
            let message =
                format!("an array of {other} has no {part} (complex64 and complex128 have one)");
            Err(Error::new(ErrorKind::DType, message))
        }
    }
}

/// Where the real or the imaginary parts of complex numbers are, and what they are.
///
/// # Errors
/// When the dtype is not complex.
pub(crate) fn half(
    dtype: &DType,
    layout: &Layout,
    part: ComplexPart,
) -> Result<(&'static DType, Layout)> {
    let halves = halves(dtype, part)?;
    let byte_offset = if part == ComplexPart::Imaginary { halves.itemsize() } else { 0 };
    Ok((halves, layout.field(byte_offset, halves.itemsize())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ByteOrder;

    fn numbers(array: &Array) -> Vec<f64> {
        let (rows, columns) = (array.shape()[0], array.shape()[1]);
        let at = |k: usize| array.value(&[k / columns, k % columns]).expect("inside").to_f64();
        (0..rows * columns).map(at).collect()
    }

    fn spoiled() -> Array {
        let z = |re: f32, im: f32| Complex { re, im };
        let values = [z(3.0, 4.0), z(-1.0, 0.0), z(0.0, -2.0), z(f32::NAN, 1.0)];
        Array::from_slice(&values, &[2, 2]).expect("fits")
    }

    #[test]
    fn parts_are_those_of_numpy() {
        let array = spoiled();
        let of = |part| numbers(&array.part(part).expect("complex"));
        assert_eq!(of(ComplexPart::Real)[..3], [3.0, -1.0, 0.0]);
        assert_eq!(of(ComplexPart::Imaginary), [4.0, 0.0, -2.0, 1.0]);
        assert_eq!(of(ComplexPart::Magnitude)[..3], [5.0, 1.0, 2.0]);
        let phase = of(ComplexPart::Phase);
        let (pi, half) = (std::f64::consts::PI, -std::f64::consts::FRAC_PI_2);
        assert_eq!(phase[..3], [4.0_f64.atan2(3.0), pi, half]);
        assert!(phase[3].is_nan() && of(ComplexPart::Real)[3].is_nan());
    }

    #[test]
    fn a_transposed_view_and_the_other_byte_order_have_the_same_parts() {
        let array = spoiled();
        let turned = array.with_layout(array.layout().transpose()).expect("same bytes");
        let order = [0, 2, 1];
        let mut bytes = array.view().bytes().to_vec();
        bytes.chunks_exact_mut(4).for_each(<[u8]>::reverse);
        let other =
            if ByteOrder::NATIVE == ByteOrder::Little { ByteOrder::Big } else { ByteOrder::Little };
        let layout = array.layout().clone();
        let swapped = Array::try_new(bytes.into(), DType::Complex64, other, layout);
        let swapped = swapped.expect("fits");
        for part in ComplexPart::ALL {
            let straight = numbers(&array.part(part).expect("complex"));
            let turned = numbers(&turned.part(part).expect("complex"));
            assert_eq!(turned[..3], order.map(|k| straight[k]), "{part}");
            let swapped = numbers(&swapped.part(part).expect("complex"));
            assert_eq!(swapped[..3], straight[..3], "{part}");
        }
    }

    #[test]
    fn only_complex_numbers_have_parts() {
        let real = Array::from_slice(&[1.0f32], &[1]).expect("fits");
        let refusal = real.part(ComplexPart::Phase).expect_err("real").to_string();
        assert!(refusal.contains("float32") && refusal.contains("complex64"), "{refusal}");
        assert!("angle".parse::<ComplexPart>().expect_err("no such").to_string().contains("phase"));
        for part in ComplexPart::ALL {
            assert_eq!(part.name().parse::<ComplexPart>().expect("its name"), part);
        }
    }

    #[test]
    fn an_empty_array_has_empty_parts() {
        let empty = Array::from_slice::<Complex<f64>>(&[], &[0, 3]).expect("fits");
        for part in ComplexPart::ALL {
            assert_eq!(empty.part(part).expect("complex").shape(), [0, 3]);
        }
    }
}
