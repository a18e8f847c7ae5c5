//! Into which parts an array is cut for a reduction: as few reads as possible, of bytes that
//! lie together.

use super::super::threads;
use super::{Grain, trees};
use crate::Layout;
use crate::kernel::BLOCK;
use crate::layout::{Axes, steps};

/// Bytes of a part, unless longer runs need a larger one.
pub(super) const SMALL: usize = 4 << 20;

/// Bytes that could be read in the time that finding the next run takes.
const SEEK: usize = 16 << 10;

/// Parts that cost at most so many times what reading their bytes at a stretch does are good
/// enough: runs of 32 KiB, or hardly a chunk that is decoded twice.
const GOOD_RUNS: f64 = 1.5;
const GOOD_CHUNKS: f64 = 1.1;

/// What parts cost that are several boxes, and so are copied together once more.
///
/// PERF: the profile along axis 1 of a (2000, 512, 1000) `f32` takes 6.3 s of processor time
/// where parts are copied and 0.5 s where they are not.
const JOINING: f64 = 1.4;

/// The shape of parts: so many lanes, and so many elements of each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::stats) struct Cut {
    /// Lanes per part.
    pub(in crate::stats) lanes: usize,
    /// Elements of each lane: whole blocks, or all.
    pub(in crate::stats) elements: usize,
}

/// What is cut.
pub(in crate::stats) struct Cutting<'a> {
    pub(in crate::stats) layout: &'a Layout,
    pub(in crate::stats) grain: Grain<'a>,
    /// The axes that are left, from the slowest to the fastest in memory.
    pub(in crate::stats) kept: &'a [usize],
    /// The axes that are reduced, in order.
    pub(in crate::stats) reduced: &'a [usize],
    /// Bytes of the state of a lane.
    pub(in crate::stats) state: usize,
}

impl Cutting<'_> {
    /// The parts, and how many of them are asked for at once.
    pub(in crate::stats) fn cut(&self, memory: usize) -> (Cut, usize) {
        let cut = self.best(memory);
        (cut, at_once(memory, self.held(cut)))
    }

    /// The best parts that take at most `memory` bytes each: the smallest that are good, or
    /// else the least bad.
    fn best(&self, memory: usize) -> Cut {
        let largest = memory.max(1);
        let (smallest, good) = match self.grain {
            Grain::Bytes => (SMALL, GOOD_RUNS),
            Grain::Chunks(_) => (memory / 8, GOOD_CHUNKS),
            Grain::Whole => (memory, GOOD_CHUNKS),
        };
        let mut best: Option<(usize, f64, Cut)> = None;
        let mut nbytes = smallest.clamp(1, largest);
        loop {
            for cut in self.cuts(nbytes) {
                let (excess, cost) = (self.held(cut).saturating_sub(memory), self.cost(cut));
                if best.is_none_or(|(most, least, _)| {
                    excess < most || (excess == most && cost < least)
                }) {
                    best = Some((excess, cost, cut));
                }
            }
            match best {
                Some((excess, cost, cut)) if (excess == 0 && cost <= good) || nbytes == largest => {
                    return cut;
                }
                _ => nbytes = nbytes.saturating_mul(2).min(largest),
            }
        }
    }

    /// The bytes that a part takes while it is reduced: its elements, and the states and trees
    /// of lanes that come in blocks.
    fn held(&self, cut: Cut) -> usize {
        let Cut { lanes, elements } = cut;
        let nbytes = lanes.saturating_mul(elements).saturating_mul(self.layout.itemsize());
        let per_lane = self.product(self.reduced);
        if elements >= per_lane {
            return nbytes;
        }
        let states = lanes.saturating_mul(elements / BLOCK).saturating_mul(self.state);
        nbytes.saturating_add(states).saturating_add(trees::nbytes(lanes, per_lane, self.state))
    }

    /// Parts of at most so many bytes, but at least a block of a lane.
    fn cuts(&self, nbytes: usize) -> Vec<Cut> {
        let room = (nbytes / self.layout.itemsize()).max(1);
        let (lane_count, per_lane) = (self.product(self.kept), self.product(self.reduced));
        let mut cuts = Vec::new();
        let mut fewest = 1;
        loop {
            for elements in self.lengths(per_lane, room / fewest) {
                // What is left of the room goes to more lanes.
                let most = (room / elements).clamp(1, lane_count);
                let mut lanes = vec![most];
                lanes.extend(self.multiples(self.kept, 1, most));
                cuts.extend(lanes.into_iter().map(|lanes| Cut { lanes, elements }));
            }
            fewest *= 2;
            if fewest > lane_count || fewest > room {
                return cuts;
            }
        }
    }

    /// Numbers of elements of a lane that a part may have, at most `room` if blocks are not
    /// longer.
    fn lengths(&self, per_lane: usize, room: usize) -> Vec<usize> {
        if per_lane <= room.max(BLOCK) {
            return vec![per_lane];
        }
        let mut lengths = vec![(room / BLOCK).max(1) * BLOCK];
        lengths.extend(self.multiples(self.reduced, BLOCK, room));
        lengths
    }

    /// The largest numbers, at most `most`, of positions along some axes that are whole
    /// indices of one of them, or whole chunks, and multiples of `factor`.
    fn multiples(&self, axes: &[usize], factor: usize, most: usize) -> Vec<usize> {
        let mut multiples = Vec::new();
        let mut within = 1_usize;
        for &axis in axes.iter().rev() {
            let chunk = match self.grain {
                Grain::Chunks(chunk) => chunk[axis].max(1),
                Grain::Bytes | Grain::Whole => 1,
            };
            let unit = within.checked_mul(chunk).and_then(|whole| least_common(whole, factor));
            if let Some(unit) = unit.filter(|unit| *unit <= most) {
                multiples.push(most / unit * unit);
            }
            within = within.saturating_mul(self.layout.shape()[axis]);
        }
        multiples
    }

    /// How much more reading all parts costs than reading all bytes at a stretch.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn cost(&self, cut: Cut) -> f64 {
        let lengths = self.extents(cut);
        let of_one_box: usize = self.reduced.iter().map(|axis| lengths[*axis]).product();
        let joining = if of_one_box < cut.elements { JOINING } else { 1.0 };
        let reading = match self.grain {
            Grain::Whole => 1.0,
            Grain::Bytes => 1.0 + SEEK as f64 / self.run(&lengths) as f64,
            Grain::Chunks(chunk) => {
                let axes = lengths.iter().zip(self.layout.shape()).zip(chunk);
                let often = |((&part, &length), &chunk): ((&usize, &usize), &usize)| {
                    let chunk = chunk.clamp(1, length.max(1));
                    if part >= length || part.is_multiple_of(chunk) {
                        return 1.0;
                    }
                    // A part begins anywhere in a chunk.
                    (part + chunk - 1) as f64 / part as f64
                };
                axes.map(often).product()
            }
        };
        reading * joining
    }

    /// The lengths of most of the parts.
    fn extents(&self, cut: Cut) -> Axes<usize> {
        let mut lengths: Axes<usize> = self.layout.shape().iter().copied().collect();
        for (axes, most) in [(self.kept, cut.lanes), (self.reduced, cut.elements)] {
            let shape: Axes<usize> = axes.iter().map(|axis| self.layout.shape()[*axis]).collect();
            for (axis, length) in axes.iter().zip(steps(&shape, most)) {
                lengths[*axis] = length;
            }
        }
        lengths
    }

    /// The bytes of a part of these lengths that lie together.
    fn run(&self, lengths: &[usize]) -> usize {
        let mut axes: Axes<usize> = (0..lengths.len()).collect();
        axes.retain(|axis| self.layout.shape()[*axis] > 1);
        axes.sort_by_key(|axis| self.layout.strides()[*axis].unsigned_abs());
        let mut run = self.layout.itemsize();
        for axis in axes {
            if self.layout.strides()[axis].unsigned_abs() > run {
                break;
            }
            run = run.saturating_mul(lengths[axis]);
            if lengths[axis] < self.layout.shape()[axis] {
                break;
            }
        }
        run.max(1)
    }

    fn product(&self, axes: &[usize]) -> usize {
        axes.iter().map(|axis| self.layout.shape()[*axis]).product()
    }
}

/// How many parts of so many bytes are asked for at once. Each thread has one of them in
/// memory at a time.
///
/// PERF: threads wait for each other when what was asked for is done. 1 GB of `f32` beside
/// other programs: 0.134 s with 4 parts for each thread, 0.105 with 16, where two threads
/// that only read it take 0.069.
pub(super) fn at_once(memory: usize, nbytes: usize) -> usize {
    let threads = threads::count();
    let most = if threads > 1 { 16 * threads } else { 1 };
    (memory / nbytes.max(1)).clamp(1, most)
}

/// The least common multiple, if it is a number.
pub(super) fn least_common(a: usize, b: usize) -> Option<usize> {
    let (mut divisor, mut rest) = (a, b);
    while rest > 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (a / divisor.max(1)).checked_mul(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(shape: &[usize], reduced: &[usize], grain: Grain<'_>, memory: usize) -> Cut {
        let layout = Layout::c_order(shape, 4).expect("fits");
        let kept: Vec<usize> = (0..shape.len()).filter(|axis| !reduced.contains(axis)).collect();
        Cutting { layout: &layout, grain, kept: &kept, reduced, state: 80 }.best(memory)
    }

    #[test]
    fn an_array_that_is_reduced_as_a_whole_is_cut_into_stretches() {
        let cut = cut(&[1000, 1000, 1000], &[0, 1, 2], Grain::Bytes, 512 << 20);
        assert_eq!(cut.lanes, 1);
        assert!(cut.elements.is_multiple_of(BLOCK) && cut.elements <= SMALL / 4);
    }

    #[test]
    fn lanes_across_rows_are_cut_so_that_rows_are_read_in_long_runs() {
        let cut = cut(&[100_000, 100_000], &[0], Grain::Bytes, 512 << 20);
        assert!(cut.lanes * 4 >= 2 * SEEK, "{cut:?}");
        assert!(cut.elements.is_multiple_of(BLOCK));
    }

    #[test]
    fn short_lanes_are_whole() {
        let cut = cut(&[1_000_000, 3], &[1], Grain::Bytes, 512 << 20);
        assert_eq!((cut.elements, cut.lanes), (3, SMALL / 12));
    }

    #[test]
    fn chunks_are_read_once_where_memory_allows() {
        let chunk = [100, 100, 100];
        let whole = cut(&[1000, 1000, 1000], &[0, 1, 2], Grain::Chunks(&chunk), 480 << 20);
        assert_eq!(whole, Cut { lanes: 1, elements: 100_000_000 });
        let first = cut(&[1000, 1000, 1000], &[0], Grain::Chunks(&chunk), 480 << 20);
        assert!(first.elements == 1000 && first.lanes.is_multiple_of(100), "{first:?}");
    }

    #[test]
    fn a_part_is_never_less_than_a_block_of_a_lane() {
        for memory in [0, 1, 511, 512] {
            assert_eq!(cut(&[1000], &[0], Grain::Bytes, memory), Cut { lanes: 1, elements: BLOCK });
        }
    }
}
