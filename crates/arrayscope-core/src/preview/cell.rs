//! One cell of a preview, taken in element by element.

use crate::kernel::{BLOCK, Census, Moments, Native};

/// What a cell is made of.
pub(super) struct Cell<N> {
    block: [N; BLOCK],
    filled: usize,
    moments: Moments,
    census: Census,
}

impl<N: Native> Cell<N> {
    pub(super) fn new() -> Self {
        let (moments, census) = (Moments::default(), Census::default());
        Self { block: [N::default(); BLOCK], filled: 0, moments, census }
    }

    pub(super) fn take_in(&mut self, value: N) {
        if self.filled == BLOCK {
            self.finish_block();
        }
        self.block[self.filled] = value;
        self.filled += 1;
    }

    fn finish_block(&mut self) {
        let (block, census) = N::careful(&self.block[..self.filled]);
        self.moments.merge(&block.moments);
        self.census.merge(&census);
        self.filled = 0;
    }

    /// The mean, or the most telling of the values that are not finite.
    pub(super) fn value(mut self) -> f64 {
        self.finish_block();
        if self.census.nan > 0 {
            f64::NAN
        } else if self.census.pos_inf > 0 {
            f64::INFINITY
        } else if self.census.neg_inf > 0 {
            f64::NEG_INFINITY
        } else {
            self.moments.mean()
        }
    }
}
