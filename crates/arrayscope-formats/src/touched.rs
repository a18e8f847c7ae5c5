//! What reading a window touches in the file, told before it is read.

use arrayscope_core::Result;

use crate::container::{ArraySource, Cost};
use crate::info::ArrayInfo;
use crate::number::{bytes, counted, plural};
use crate::window::{Window, narrow};

/// A read of more bytes than this is worth a word.
const COSTLY_BYTES: u64 = 64 << 20;
/// So is one that unpacks more chunks than this.
const COSTLY_CHUNKS: u64 = 1000;

/// What reading a window touches: computed from the layout and the chunks alone, nothing is
/// read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Touched {
    /// Bytes of elements that are read, of chunks as they are when unpacked.
    pub bytes: u64,
    /// Chunks that are unpacked as wholes; `None` where there are none.
    pub chunks: Option<u64>,
    /// Stretches of the file; `None` where the bytes do not lie in it as they are.
    pub runs: Option<u64>,
}

impl Touched {
    /// What a window of an array touches. Counts that are too large stop at `u64::MAX`.
    ///
    /// # Errors
    /// When the window does not fit the array.
    pub fn of(source: &dyn ArraySource, window: &Window) -> Result<Self> {
        let info = source.info();
        let selected = narrow(&info.layout, window.ranges())?;
        if selected.size() == 0 {
            return Ok(Self { bytes: 0, chunks: None, runs: None });
        }
        let chunk_shape = info.storage.chunk_shape.as_deref();
        Ok(match (source.cost(), chunk_shape) {
            (Cost::Chunks, Some(chunk)) if chunk.len() == window.ranges().len() => {
                Self::in_chunks(info, chunk, window)
            }
            (Cost::Window | Cost::Chunks, _) => {
                let axes = selected.shape().iter().copied().zip(selected.strides().iter().copied());
                let runs = runs(axes.collect(), selected.itemsize());
                Self { bytes: selected.nbytes() as u64, chunks: None, runs: Some(runs) }
            }
            (Cost::Whole, _) => Self { bytes: info.nbytes() as u64, chunks: None, runs: None },
        })
    }

    fn in_chunks(info: &ArrayInfo, chunk: &[usize], window: &Window) -> Self {
        let (mut chunks, mut elements) = (1_u64, 1_u64);
        for ((range, &chunk), &length) in window.ranges().iter().zip(chunk).zip(info.shape()) {
            let chunk = chunk.max(1);
            // The window is not empty: its ends are inside the axis.
            let (first, end) = (range.start / chunk, range.end.div_ceil(chunk));
            chunks = chunks.saturating_mul((end - first) as u64);
            let last = end.saturating_mul(chunk).min(length);
            elements = elements.saturating_mul((last - first * chunk) as u64);
        }
        let bytes = elements.saturating_mul(info.layout.itemsize() as u64);
        Self { bytes, chunks: Some(chunks), runs: None }
    }

    /// Whether it is worth a word before it is done: more than 64 MiB, or 1000 chunks.
    pub fn is_costly(&self) -> bool {
        self.bytes > COSTLY_BYTES || self.chunks.is_some_and(|chunks| chunks > COSTLY_CHUNKS)
    }

    /// In words: `12 chunks, 48 MB when unpacked`.
    pub fn sentence(&self) -> String {
        let size = bytes(self.bytes);
        match (self.chunks, self.runs) {
            (Some(chunks), _) => format!("{}, {size} when unpacked", plural(chunks, "chunk")),
            (None, Some(1)) => format!("{size} in one stretch of the file"),
            (None, Some(runs)) => format!("{size} in {} stretches of the file", counted(runs)),
            (None, None) if self.bytes == 0 => "nothing".to_owned(),
            (None, None) => format!("up to {size}: everything before the window is read too"),
        }
    }
}

/// How many stretches the elements of these axes lie in.
fn runs(mut axes: Vec<(usize, isize)>, itemsize: usize) -> u64 {
    axes.sort_by_key(|(_, stride)| stride.unsigned_abs());
    let (mut run, mut runs) = (itemsize, 1_u64);
    for (length, stride) in axes.into_iter().filter(|(length, _)| *length > 1) {
        if stride.unsigned_abs() == run && runs == 1 {
            run = run.saturating_mul(length);
        } else {
            runs = runs.saturating_mul(length as u64);
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::info::Storage;
    use arrayscope_core::{Array, ByteOrder, DType, Layout};

    #[derive(Debug)]
    struct Fake(ArrayInfo, Cost);

    impl ArraySource for Fake {
        fn info(&self) -> &ArrayInfo {
            &self.0
        }

        fn cost(&self) -> Cost {
            self.1
        }

        fn read(&self, _: &Window) -> crate::Result<Array> {
            unreachable!("nothing is read to tell what would be")
        }
    }

    fn source(cost: Cost, chunk_shape: Option<&[usize]>) -> Fake {
        let layout = Layout::c_order(&[1000, 512, 512], 4).unwrap();
        let storage = Storage { chunk_shape: chunk_shape.map(<[usize]>::to_vec), codecs: vec![] };
        let info = ArrayInfo {
            name: None,
            dtype: DType::F32,
            byte_order: ByteOrder::Little,
            layout,
            axis_names: Vec::new(),
            labels: None,
            storage,
        };
        Fake(info, cost)
    }

    #[test]
    fn a_window_of_plain_bytes_is_counted_in_stretches() {
        let of = |ranges: [std::ops::Range<usize>; 3]| {
            Touched::of(&source(Cost::Window, None), &Window::new(ranges.to_vec())).unwrap()
        };
        let one = of([3..4, 0..512, 0..512]);
        assert_eq!((one.bytes, one.runs, one.is_costly()), (1 << 20, Some(1), false));
        assert_eq!(one.sentence(), "1.05 MB in one stretch of the file");
        let across = of([0..1000, 0..512, 7..8]);
        assert_eq!((across.bytes, across.runs), (2_048_000, Some(512_000)));
        assert_eq!(of([5..5, 0..1, 0..1]).sentence(), "nothing");
    }

    #[test]
    fn chunks_are_counted_as_wholes_and_cut_at_the_end_of_an_axis() {
        let chunked = source(Cost::Chunks, Some(&[64, 100, 512]));
        let of = |ranges: [std::ops::Range<usize>; 3]| {
            Touched::of(&chunked, &Window::new(ranges.to_vec())).unwrap()
        };
        let corner = of([999..1000, 511..512, 0..1]);
        // The last chunks have 40 of 64 and 12 of 100 indices.
        assert_eq!((corner.chunks, corner.bytes), (Some(1), 40 * 12 * 512 * 4));
        let plane = of([10..11, 0..512, 0..512]);
        assert_eq!((plane.chunks, plane.bytes), (Some(6), 64 * 512 * 512 * 4));
        assert_eq!(plane.sentence(), "6 chunks, 67.1 MB when unpacked");
        assert!(!plane.is_costly() && of([60..70, 0..512, 0..512]).is_costly());
    }

    #[test]
    fn what_has_no_parts_is_read_from_its_start() {
        let whole = source(Cost::Whole, None);
        let one = Touched::of(&whole, &Window::new(vec![0..1, 0..1, 0..1])).unwrap();
        assert_eq!((one.bytes, one.chunks, one.runs), (1_048_576_000, None, None));
        assert!(one.is_costly() && one.sentence().starts_with("up to 1.05 GB"));
    }
}
