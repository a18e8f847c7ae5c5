//! The six readiness signals: what was measured, the rule, the verdict, the evidence.

mod channels;
mod contiguity;
mod contract;
mod dtype;
mod measured;
mod measures;
mod memory;
mod non_finite;
mod places;
mod search;
mod shape;
mod value_range;

pub use contract::{Context, Contract, Sibling, guess_batch_axis, guess_channel_axis};
pub use measured::{
    ContiguityMeasure, DTypeMeasure, Measured, MemoryMeasure, NonFiniteMeasure, RangeMeasure,
    ShapeMeasure,
};
pub use measures::Measures;

use crate::kernel::Number;
use crate::view::Description;
use crate::{ArrayView, Result};
use serde::Serialize;
use std::fmt;

/// One of the six measures of readiness, judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signal {
    /// Which of the six.
    pub signal: SignalName,
    /// What the rule makes of the measure.
    pub verdict: Verdict,
    /// What was measured.
    pub measured: Measured,
    /// The rule, in words and with its numbers.
    pub rule: String,
    /// What led to the verdict; empty where there is nothing to add.
    pub evidence: Vec<Evidence>,
}

/// The six signals, in the order in which they are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum SignalName {
    /// Lengths of the axes, the batch axis above all.
    #[serde(rename = "shape")]
    Shape,
    /// What an element is, and what mixing would make of it.
    #[serde(rename = "dtype")]
    DType,
    /// NaN and infinities.
    #[serde(rename = "non-finite")]
    NonFinite,
    /// Smallest and largest value, of the whole and per channel.
    #[serde(rename = "value range")]
    ValueRange,
    /// Bytes, against a budget and the memory of the machine.
    #[serde(rename = "memory")]
    Memory,
    /// Whether a reshape is free.
    #[serde(rename = "contiguity")]
    Contiguity,
}

impl fmt::Display for SignalName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Shape => "shape",
            Self::DType => "dtype",
            Self::NonFinite => "non-finite",
            Self::ValueRange => "value range",
            Self::Memory => "memory",
            Self::Contiguity => "contiguity",
        })
    }
}

/// What a rule makes of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The rule holds.
    Pass,
    /// Something worth knowing; nothing is wrong.
    Info,
    /// It works, but at a price.
    Warn,
    /// The array must not go on like this.
    Fail,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Pass => "pass",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Fail => "fail",
        })
    }
}

/// One observation behind a verdict, with the place where it can be seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evidence {
    /// The observation as a sentence.
    pub text: String,
    /// The index of the element that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<Vec<usize>>,
    /// The value that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Number>,
    /// The axis that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub axis: Option<usize>,
    /// Counts per index of that axis, if it has at most 1024.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Vec<u64>>,
}

impl Evidence {
    fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// The six signals of an array, in the lesson's order: shape, dtype, non-finite, value
/// range, memory, contiguity.
///
/// Any shape and dtype. Signals that need values are `info` for dtypes without
/// statistics, and say why.
///
/// Cost: one read of the array, and a second one where something is not finite or out of
/// bounds, to tell where. Who has measured the values already, or cannot hold all of them,
/// calls [`judge`].
///
/// # Errors
/// When an axis that the contract names does not exist, or its bounds are NaN or reversed.
///
/// ```
/// use arrayscope_core::{Array, signal::{Contract, Context, Verdict, signals}};
/// let batch = Array::from_slice(&[0.5f32, f32::NAN, 0.25, 1.0], &[2, 2])?;
/// let six = signals(&batch.view(), &Contract::default(), &Context::default())?;
/// assert_eq!(six[2].verdict, Verdict::Fail);
/// assert_eq!(six[2].evidence[0].index.as_deref(), Some(&[0, 1][..]));
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn signals(
    view: &ArrayView<'_>,
    contract: &Contract,
    context: &Context,
) -> Result<Vec<Signal>> {
    let measures = Measures::of(view, None, contract)?;
    judge(&Description::from(view), measures.as_ref(), contract, context)
}

/// The six signals of an array from what it is and what was measured of its values under the
/// same contract; no measures for a dtype without statistics.
///
/// # Errors
/// As for [`signals`].
///
/// ```
/// use arrayscope_core::signal::{Context, Contract, Measures, Verdict, judge};
/// use arrayscope_core::view::Description;
/// use arrayscope_core::{Array, ByteOrder, DType, Layout};
/// // In its file every float has a byte beside it; read, they are dense.
/// let layout = Layout::try_new(&[3], &[5], 0, 4)?;
/// let in_file = Description { dtype: &DType::F32, byte_order: ByteOrder::NATIVE, layout: &layout };
/// let read = Array::from_slice(&[1.0f32, 2.0, 4.0], &[3])?;
/// let contract = Contract::default();
/// let measures = Measures::of(&read.view(), None, &contract)?;
/// let six = judge(&in_file, measures.as_ref(), &contract, &Context::default())?;
/// assert_eq!(six[5].verdict, Verdict::Warn);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn judge(
    of: &Description<'_>,
    measures: Option<&Measures>,
    contract: &Contract,
    context: &Context,
) -> Result<Vec<Signal>> {
    contract.check()?;
    Ok(vec![
        shape::judge(of.shape(), contract)?,
        dtype::judge(of, measures, contract, context),
        non_finite::judge(of, measures, contract),
        value_range::judge(of, measures, contract),
        memory::judge(of.layout, contract, context),
        contiguity::judge(of.layout),
    ])
}

/// The signal of a measure that this dtype does not have.
fn not_measurable(signal: SignalName, of: &Description<'_>, rule: &str) -> Signal {
    Signal {
        signal,
        verdict: Verdict::Info,
        measured: Measured::None,
        rule: rule.to_owned(),
        evidence: of.dtype.why_no_statistics().map(Evidence::text).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Array, DType};

    /// The signal called `name` of an array under a contract.
    pub(super) fn judged(array: &Array, contract: &Contract, name: SignalName) -> Signal {
        let all = signals(&array.view(), contract, &Context::default()).expect("axes exist");
        all.into_iter().find(|signal| signal.signal == name).expect("one of the six")
    }

    #[test]
    fn a_clean_batch_passes_all_six() {
        let values: Vec<f32> = (0u16..24).map(f32::from).collect();
        let batch = Array::from_slice(&values, &[2, 4, 3]).expect("fits");
        let all = signals(&batch.view(), &Contract::default(), &Context::default());
        for signal in all.expect("axes exist") {
            assert_eq!(signal.verdict, Verdict::Pass, "{signal:?}");
        }
    }

    #[test]
    fn an_array_of_text_still_has_six_signals() {
        let layout = crate::Layout::c_order(&[2], 4).expect("small");
        let dtype = DType::Text { chars: 1 };
        let a = Array::try_new(vec![0; 8].into(), dtype, crate::ByteOrder::Little, layout);
        let a = a.expect("fits");
        let all = signals(&a.view(), &Contract::default(), &Context::default());
        let verdicts: Vec<Verdict> = all.expect("fine").iter().map(|s| s.verdict).collect();
        assert_eq!(verdicts[2..4], [Verdict::Info, Verdict::Info]);
        assert_eq!(verdicts.len(), 6);
    }

    #[test]
    fn the_order_and_the_words_are_the_lessons() {
        let a = Array::from_slice(&[1.0f32], &[]).expect("fits");
        let all = signals(&a.view(), &Contract::default(), &Context::default());
        let names: Vec<String> = all.expect("fine").iter().map(|s| s.signal.to_string()).collect();
        let expected = ["shape", "dtype", "non-finite", "value range", "memory", "contiguity"];
        assert_eq!(names, expected);
    }
}
