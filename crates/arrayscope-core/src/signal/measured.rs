//! What each signal measures, as values for machines and a sentence for people.

use crate::kernel::{Census, Number};
use crate::layout::{Order, shape_text};
use crate::{ByteOrder, DType};
use serde::{Serialize, Serializer};
use std::fmt;

/// The measure of one signal. As JSON it is the object within; as text a short sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Measured {
    /// Of `shape`.
    Shape(ShapeMeasure),
    /// Of `dtype`.
    DType(DTypeMeasure),
    /// Of `non-finite`.
    NonFinite(NonFiniteMeasure),
    /// Of `value range`.
    Range(RangeMeasure),
    /// Of `memory`.
    Memory(MemoryMeasure),
    /// Of `contiguity`.
    Contiguity(ContiguityMeasure),
    /// Not measurable for this dtype; JSON `null`.
    None,
}

/// Lengths of the axes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShapeMeasure {
    /// Length per axis.
    pub shape: Vec<usize>,
    /// The axis of samples, if there is one.
    pub batch_axis: Option<usize>,
    /// Its length: the batch size.
    pub batch_length: Option<usize>,
}

/// What an element is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DTypeMeasure {
    /// The dtype, by its name.
    #[serde(serialize_with = "by_name")]
    pub dtype: DType,
    /// The order of its bytes.
    pub byte_order: ByteOrder,
    /// The family that it belongs to.
    pub class: &'static str,
}

/// Counts of values that are not finite.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NonFiniteMeasure {
    /// NaN, +Inf and −Inf.
    #[serde(flatten)]
    pub census: Census,
    /// All of them over the number of elements; 0 of an empty array.
    pub fraction: f64,
}

/// Smallest and largest finite value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RangeMeasure {
    /// What is compared: the `value`, or the `magnitude` of complex numbers.
    pub of: &'static str,
    /// Smallest finite value; NaN if there is none.
    pub min: Number,
    /// Largest finite value; NaN if there is none.
    pub max: Number,
    /// The axis of channels, if there is one.
    pub channel_axis: Option<usize>,
    /// Smallest finite value per channel.
    pub channel_min: Vec<Number>,
    /// Largest finite value per channel.
    pub channel_max: Vec<Number>,
}

/// Bytes, and what there is for them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MemoryMeasure {
    /// `size × itemsize`.
    pub nbytes: usize,
    /// In units of 10⁶ bytes.
    pub megabytes: f64,
    /// In units of 2²⁰ bytes.
    pub mebibytes: f64,
    /// Bytes that are allowed.
    pub budget: u64,
    /// `nbytes / budget`; infinite where nothing is allowed.
    pub ratio: Number,
    /// Bytes that the machine could still give, if known.
    pub available: Option<u64>,
}

/// How the array lies in memory.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContiguityMeasure {
    /// C, F, both or neither.
    pub order: Order,
    /// Byte stride per axis.
    pub strides: Vec<isize>,
    /// Bytes that a copy in C order takes; 0 if it is in C order already.
    pub copy_nbytes: usize,
}

fn by_name<S: Serializer>(dtype: &DType, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&dtype.name())
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(measure) => {
                f.write_str(&shape_text(&measure.shape))?;
                match (measure.batch_axis, measure.batch_length) {
                    (Some(axis), Some(length)) => {
                        write!(f, ", axis {axis} taken as the batch, of {length}")
                    }
                    _ => Ok(()),
                }
            }
            Self::DType(measure) => match measure.byte_order {
                ByteOrder::NotApplicable => write!(f, "{}, {}", measure.dtype, measure.class),
                order => write!(f, "{}, {}, {}-endian", measure.dtype, measure.class, order.name()),
            },
            Self::NonFinite(measure) => {
                let Census { nan, pos_inf, neg_inf } = measure.census;
                write!(f, "{nan} NaN, {pos_inf} +Inf, {neg_inf} −Inf")?;
                if measure.fraction > 0.0 {
                    write!(f, " ({:.4} %)", Number::Float(measure.fraction * 100.0))?;
                }
                Ok(())
            }
            Self::Range(measure) => {
                if measure.min.to_f64().is_nan() {
                    return f.write_str("no finite value");
                }
                let of = if measure.of == "value" { "" } else { "magnitude " };
                // As many digits as it takes to tell the ends apart, from seven up.
                let ends = |digits| {
                    (format!("{:.digits$}", measure.min), format!("{:.digits$}", measure.max))
                };
                let apart =
                    |(min, max): &(String, String)| min != max || measure.min == measure.max;
                let (min, max) =
                    (7..17).step_by(3).map(ends).find(apart).unwrap_or_else(|| ends(17));
                write!(f, "{of}{min} to {max}")
            }
            Self::Memory(measure) => write!(
                f,
                "{:.4} MB ({:.4} MiB), {:.2} % of the budget",
                Number::Float(measure.megabytes),
                Number::Float(measure.mebibytes),
                Number::Float(measure.ratio.to_f64() * 100.0)
            ),
            Self::Contiguity(measure) => {
                write!(f, "order {}, strides {} bytes", measure.order, shape_text(&measure.strides))
            }
            Self::None => f.write_str("not measurable"),
        }
    }
}
