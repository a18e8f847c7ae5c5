//! Report values: what is told about an array, whoever prints it.

use crate::kernel::Wide;
use crate::layout::Order;
use crate::signal::{Context, Contract, Measures, Signal, judge};
use crate::stats::{Summary, summary_watched};
use crate::view::Description;
use crate::{ArrayView, ByteOrder, DType, Layout, Result};
use serde::Serialize;

/// The geometry of an array: everything that is known without reading a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Geometry {
    /// Length per axis.
    pub shape: Vec<usize>,
    /// Number of axes.
    pub ndim: usize,
    /// Number of elements.
    pub size: usize,
    /// The dtype, by its name.
    pub dtype: String,
    /// The order of the bytes within an element.
    pub byte_order: ByteOrder,
    /// Bytes per element.
    pub itemsize: usize,
    /// `size × itemsize`.
    pub nbytes: usize,
    /// Byte step per axis.
    pub strides: Vec<isize>,
    /// C, F, both or neither.
    pub order: Order,
    /// Whether it is dense with the last axis fastest.
    pub c_contiguous: bool,
    /// Whether it is dense with the first axis fastest.
    pub f_contiguous: bool,
}

impl Geometry {
    /// The geometry of an array with this dtype, byte order and layout.
    pub fn of(dtype: &DType, byte_order: ByteOrder, layout: &Layout) -> Self {
        Self {
            shape: layout.shape().to_vec(),
            ndim: layout.ndim(),
            size: layout.size(),
            dtype: dtype.name(),
            byte_order,
            itemsize: layout.itemsize(),
            nbytes: layout.nbytes(),
            strides: layout.strides().to_vec(),
            order: layout.order(),
            c_contiguous: layout.is_c_contiguous(),
            f_contiguous: layout.is_f_contiguous(),
        }
    }

    /// `nbytes` in units of 10⁶ bytes.
    pub fn megabytes(&self) -> f64 {
        (self.nbytes as u64).to_f64() / 1e6
    }

    /// `nbytes` in units of 2²⁰ bytes.
    pub fn mebibytes(&self) -> f64 {
        (self.nbytes as u64).to_f64() / f64::from(1 << 20)
    }
}

impl From<&ArrayView<'_>> for Geometry {
    fn from(view: &ArrayView<'_>) -> Self {
        Self::of(view.dtype(), view.byte_order(), view.layout())
    }
}

/// Everything about an array that `inspect` tells.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspection {
    /// Where it came from: `path::member[index]`, or the name of a sample.
    pub address: String,
    /// The format of the file.
    pub format: String,
    /// Shape, dtype, strides and so on.
    #[serde(flatten)]
    pub geometry: Geometry,
    /// The six signals.
    pub signals: Vec<Signal>,
    /// Statistics of all elements; `null` for dtypes that have none.
    pub summary: Option<Summary>,
}

impl Inspection {
    /// Inspects an array: its values as `view` has them, and as which array they are
    /// `described`, which is that of a file where the view is a copy. Reads the values once
    /// for the summary, once where there are channels, and again where the signals found
    /// something worth locating.
    ///
    /// `watch` is told now and then how many more elements the summary has read.
    ///
    /// # Errors
    /// When the contract names an axis that does not exist.
    pub fn of(
        name: (&str, &str),
        described: &Description<'_>,
        view: &ArrayView<'_>,
        contract: &Contract,
        context: &Context,
        watch: &(dyn Fn(usize) + Sync),
    ) -> Result<Self> {
        let has_statistics = described.dtype.has_statistics();
        let summary = has_statistics.then(|| summary_watched(view, watch)).transpose()?;
        let measures = Measures::of(view, summary.as_ref(), contract)?;
        Self::measured(name, described, (summary, measures.as_ref()), contract, context)
    }

    /// What is told of an array that was measured already, perhaps in parts: its statistics,
    /// and what the signals need to know of its values. Both are `None` for a dtype without
    /// statistics.
    ///
    /// # Errors
    /// As for [`Self::of`].
    pub fn measured(
        (address, format): (&str, &str),
        described: &Description<'_>,
        (summary, measures): (Option<Summary>, Option<&Measures>),
        contract: &Contract,
        context: &Context,
    ) -> Result<Self> {
        Ok(Self {
            address: address.to_owned(),
            format: format.to_owned(),
            geometry: Geometry::of(described.dtype, described.byte_order, described.layout),
            signals: judge(described, measures, contract, context)?,
            summary,
        })
    }
}

/// What a reshape gives, told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReshapeReport {
    /// `view` or `copy`.
    pub kind: &'static str,
    /// Length per axis before.
    pub shape_before: Vec<usize>,
    /// Byte stride per axis before.
    pub strides_before: Vec<isize>,
    /// Length per axis after.
    pub shape: Vec<usize>,
    /// Byte stride per axis after.
    pub strides: Vec<isize>,
    /// Bytes that are copied; 0 for a view.
    pub nbytes: usize,
    /// Why it is a view, or which axes need the copy.
    pub because: String,
}

impl ReshapeReport {
    /// What reshaping `before` to `shape` gives.
    ///
    /// # Errors
    /// When the shape does not fit; see [`Layout::reshape`].
    pub fn of(before: &Layout, shape: &[isize]) -> Result<Self> {
        use crate::layout::Reshape;
        let (kind, after, nbytes, because) = match before.reshape(shape)? {
            Reshape::View(after) => {
                let because = if before.shape() == after.shape() {
                    "the shape is the same"
                } else if before.is_c_contiguous() {
                    "the bytes are dense in C order: any shape of the same size steps over them"
                } else {
                    "the axes that are merged or split step evenly"
                };
                ("view", after, 0, because.to_owned())
            }
            Reshape::Copy { layout, nbytes, because } => {
                ("copy", layout, nbytes, because.to_string())
            }
        };
        Ok(Self {
            kind,
            shape_before: before.shape().to_vec(),
            strides_before: before.strides().to_vec(),
            shape: after.shape().to_vec(),
            strides: after.strides().to_vec(),
            nbytes,
            because,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    #[test]
    fn the_keys_of_an_inspection_are_the_words_of_the_field() {
        let a = Array::from_slice(&[1.0f32, f32::NAN], &[2]).expect("fits");
        let (contract, context) = (Contract::default(), Context::default());
        let view = a.view();
        let described = Description::from(&view);
        let inspection =
            Inspection::of(("x.npy", "npy"), &described, &view, &contract, &context, &|_| {})
                .expect("fine");
        let json = serde_json::to_value(&inspection).expect("plain values");
        for key in [
            "address",
            "format",
            "shape",
            "ndim",
            "size",
            "dtype",
            "byte_order",
            "itemsize",
            "nbytes",
            "strides",
            "c_contiguous",
            "f_contiguous",
            "signals",
            "summary",
        ] {
            assert!(json.get(key).is_some(), "{key}");
        }
        assert_eq!(json["summary"]["nan"], 1);
        assert_eq!(json["signals"][2]["verdict"], "fail");
        assert_eq!(json["signals"][2]["evidence"][0]["value"], "NaN");
    }

    #[test]
    fn a_reshape_is_told_with_strides_before_and_after() {
        let layout = Layout::c_order(&[3, 4], 8).expect("small");
        let view = ReshapeReport::of(&layout, &[12]).expect("fits");
        assert_eq!((view.kind, view.nbytes, view.strides), ("view", 0, vec![8]));
        let copy = ReshapeReport::of(&layout.transpose(), &[12]).expect("fits");
        assert_eq!((copy.kind, copy.nbytes), ("copy", 96));
    }
}
