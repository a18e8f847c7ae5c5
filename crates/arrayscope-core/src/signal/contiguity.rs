//! Signal 6, contiguity: is the array in C order, or does a reshape copy it?

use super::{ContiguityMeasure, Evidence, Measured, Signal, SignalName, Verdict};
use crate::Layout;
use crate::layout::Reshape;

pub(super) fn judge(layout: &Layout) -> Signal {
    let c_contiguous = layout.is_c_contiguous();
    let flat = (!c_contiguous).then(|| layout.reshape(&[layout.size().cast_signed()]));
    let evidence = match flat {
        None => vec![],
        Some(Ok(Reshape::Copy { nbytes, because, .. })) => vec![Evidence {
            axis: Some(because.outer),
            ..Evidence::text(format!("a reshape to one axis copies {nbytes} bytes: {because}"))
        }],
        _ => vec![Evidence::text(
            "not dense, but its axes step evenly: a reshape to one axis is still a view",
        )],
    };
    Signal {
        signal: SignalName::Contiguity,
        verdict: if c_contiguous { Verdict::Pass } else { Verdict::Warn },
        measured: Measured::Contiguity(ContiguityMeasure {
            order: layout.order(),
            strides: layout.strides().to_vec(),
            copy_nbytes: if c_contiguous { 0 } else { layout.nbytes() },
        }),
        rule: "C contiguous, so that every reshape is a view".to_owned(),
        evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::judged;
    use super::super::{Contract, SignalName};
    use super::*;
    use crate::Array;

    #[test]
    fn a_transpose_warns_with_the_pair_of_axes_and_the_bytes() {
        let a = Array::from_slice(&[1.0f64; 6], &[2, 3]).expect("fits");
        let transposed = a.with_layout(a.layout().transpose()).expect("same bytes");
        let signal = judged(&transposed, &Contract::default(), SignalName::Contiguity);
        assert_eq!(signal.verdict, Verdict::Warn);
        let text = &signal.evidence[0].text;
        assert!(text.starts_with("a reshape to one axis copies 48 bytes: axes 0 and 1"), "{text}");
    }

    #[test]
    fn a_stepped_vector_warns_though_it_can_be_reshaped() {
        let a = Array::from_slice(&[1.0f64; 6], &[6]).expect("fits");
        let stepped = a.index(&"::2".parse().expect("valid")).expect("inside");
        let signal = judged(&stepped, &Contract::default(), SignalName::Contiguity);
        assert_eq!(signal.verdict, Verdict::Warn);
        assert!(signal.evidence[0].text.contains("still a view"));
    }
}
