//! Histograms have NumPy's edges, bit for bit, and its counts.

use crate::bits;
use crate::cases::{Bits, bytes_of};
use crate::common::{Report, read};
use arrayscope_core::stats::{Histogram, histogram};
use arrayscope_core::{Array, ByteOrder, DType, Layout, SharedBytes};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    dtype: String,
    data: String,
    bins: usize,
    range: Option<(Bits, Bits)>,
    edges: Vec<Bits>,
    counts: Vec<u64>,
    below: u64,
    above: u64,
    not_finite: u64,
}

impl Line {
    fn array(&self) -> Array {
        let bytes = bytes_of(&self.data);
        let dtype = DType::from_name(&self.dtype).expect("a dtype of this name");
        let size = bytes.len() / dtype.itemsize();
        let layout = Layout::c_order(&[size], dtype.itemsize()).expect("small");
        Array::try_new(SharedBytes::from(bytes), dtype, ByteOrder::Little, layout).expect("fits")
    }

    fn problem(&self, got: &Histogram) -> Option<String> {
        let edges: Vec<f64> = self.edges.iter().map(|Bits(edge)| *edge).collect();
        if bits(&got.edges) != bits(&edges) {
            return Some(format!("edges {:?}\n    NumPy {edges:?}", got.edges));
        }
        let counts = (&got.counts, got.below, got.above, got.census.total());
        let expected = (&self.counts, self.below, self.above, self.not_finite);
        (counts != expected).then(|| {
            format!("(counts, below, above, not finite) {counts:?}\n    NumPy {expected:?}")
        })
    }
}

#[test]
fn every_histogram_is_numpys() {
    let mut report = Report::default();
    for line in read::<Line>("histogram") {
        let range = line.range.map(|(Bits(low), Bits(high))| (low, high));
        let got = histogram(&line.array().view(), line.bins, range).expect("a valid range");
        let title =
            format!("{} values {}, {} bins over {range:?}", line.dtype, line.data, line.bins);
        report.case(title, line.problem(&got));
    }
    report.finish(300);
}
