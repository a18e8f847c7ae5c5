//! Columns of answers, filled lane by lane as the lanes are finished.

use super::lanes::{GroupAnswers, LaneAnswers, LaneState};
use super::room::room;
use super::walk::Sink;
use super::{FloatWidth, Wanted};
use crate::Result;
use crate::dtype::{Column, ColumnValue, Element};
use crate::kernel::{Census, Group, LANES};

/// Means, variances or deviations, in either width.
pub(super) enum Floats {
    F64(Vec<f64>),
    F32(Vec<f32>),
}

/// The answers of all lanes.
pub(super) struct Answers<T: Element> {
    pub(super) mean: Option<Floats>,
    pub(super) var: Option<Floats>,
    pub(super) std: Option<Floats>,
    pub(super) min: Option<Vec<T::Extremum>>,
    pub(super) max: Option<Vec<T::Extremum>>,
}

/// The answers of some of the lanes, to be filled in.
pub(super) struct Part<'a, T: Element> {
    /// The first of the lanes.
    first: usize,
    mean: Option<FloatsPart<'a>>,
    var: Option<FloatsPart<'a>>,
    std: Option<FloatsPart<'a>>,
    min: Option<&'a mut [T::Extremum]>,
    max: Option<&'a mut [T::Extremum]>,
    /// The lanes with something that is not finite.
    pub(super) odd: Vec<(usize, Census)>,
}

enum FloatsPart<'a> {
    F64(&'a mut [f64]),
    F32(&'a mut [f32]),
}

impl Floats {
    fn new(lanes: usize, width: FloatWidth) -> Result<Self> {
        Ok(match width {
            FloatWidth::F64 => Self::F64(room(lanes)?),
            FloatWidth::F32 => Self::F32(room(lanes)?),
        })
    }

    fn parts(&mut self, size: usize) -> Vec<FloatsPart<'_>> {
        match self {
            Self::F64(all) => all.chunks_mut(size).map(FloatsPart::F64).collect(),
            Self::F32(all) => all.chunks_mut(size).map(FloatsPart::F32).collect(),
        }
    }

    pub(super) fn into_column(self) -> Column {
        match self {
            Self::F64(all) => f64::column(all),
            Self::F32(all) => f32::column(all),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the narrower width was asked for")]
impl FloatsPart<'_> {
    fn set(&mut self, lane: usize, value: f64) {
        match self {
            Self::F64(all) => all[lane] = value,
            Self::F32(all) => all[lane] = value as f32,
        }
    }

    fn set_all(&mut self, first: usize, count: usize, values: &[f64; LANES]) {
        match self {
            Self::F64(all) => all[first..first + count].copy_from_slice(&values[..count]),
            Self::F32(all) => {
                let all = &mut all[first..first + count];
                if let Some(all) = all.first_chunk_mut::<LANES>() {
                    *all = values.map(|wide| wide as f32); // PERF: whole vectors
                    return;
                }
                for (narrow, wide) in all.iter_mut().zip(values) {
                    *narrow = *wide as f32;
                }
            }
        }
    }
}

impl<T: Element> Answers<T> {
    /// Room for the answers of `lanes` lanes.
    ///
    /// # Errors
    /// When there is not enough memory.
    pub(super) fn new(lanes: usize, wanted: Wanted) -> Result<Self> {
        let floats =
            |is_wanted: bool| is_wanted.then(|| Floats::new(lanes, wanted.float)).transpose();
        Ok(Self {
            mean: floats(wanted.mean)?,
            var: floats(wanted.var)?,
            std: floats(wanted.std)?,
            min: wanted.min.then(|| room(lanes)).transpose()?,
            max: wanted.max.then(|| room(lanes)).transpose()?,
        })
    }

    /// Puts the answers of some lanes where they belong, from lane `first` on.
    pub(super) fn put(&mut self, first: usize, some: Self, count: usize) {
        let floats =
            [(&mut self.mean, some.mean), (&mut self.var, some.var), (&mut self.std, some.std)];
        for (all, some) in floats {
            match (all, some) {
                (Some(Floats::F64(all)), Some(Floats::F64(some))) => {
                    all[first..first + count].copy_from_slice(&some);
                }
                (Some(Floats::F32(all)), Some(Floats::F32(some))) => {
                    all[first..first + count].copy_from_slice(&some);
                }
                _ => {}
            }
        }
        for (all, some) in [(&mut self.min, some.min), (&mut self.max, some.max)] {
            if let (Some(all), Some(some)) = (all, some) {
                all[first..first + count].copy_from_slice(&some);
            }
        }
    }

    /// The answers in parts of `size` lanes, to be filled in by different threads.
    pub(super) fn parts(&mut self, lanes: usize, size: usize) -> Vec<Part<'_, T>> {
        let mut mean = self.mean.as_mut().map(|all| all.parts(size).into_iter());
        let mut var = self.var.as_mut().map(|all| all.parts(size).into_iter());
        let mut std = self.std.as_mut().map(|all| all.parts(size).into_iter());
        let mut min = self.min.as_mut().map(|all| all.chunks_mut(size));
        let mut max = self.max.as_mut().map(|all| all.chunks_mut(size));
        let part = |first| Part {
            first,
            mean: mean.as_mut().and_then(Iterator::next),
            var: var.as_mut().and_then(Iterator::next),
            std: std.as_mut().and_then(Iterator::next),
            min: min.as_mut().and_then(Iterator::next),
            max: max.as_mut().and_then(Iterator::next),
            odd: Vec::new(),
        };
        (0..lanes).step_by(size).map(part).collect()
    }
}

impl<T: Element> Sink<T::Native> for Part<'_, T> {
    fn lane(&mut self, lane: usize, state: &LaneState<T::Native>, answers: &LaneAnswers) {
        if state.census.total() > 0 {
            self.odd.push((lane, state.census));
        }
        let lane = lane - self.first;
        for (floats, answer) in [
            (&mut self.mean, answers.mean),
            (&mut self.var, answers.var),
            (&mut self.std, answers.std),
        ] {
            if let Some(floats) = floats {
                floats.set(lane, answer);
            }
        }
        if let Some(min) = &mut self.min {
            min[lane] = T::extremum(state.min);
        }
        if let Some(max) = &mut self.max {
            max[lane] = T::extremum(state.max);
        }
    }

    fn sums(
        &mut self,
        first: usize,
        count: usize,
        _: usize,
        _: &[f64; LANES],
        means: &[f64; LANES],
    ) {
        if let Some(floats) = &mut self.mean {
            floats.set_all(first - self.first, count, means);
        }
    }

    fn group(
        &mut self,
        first: usize,
        count: usize,
        group: &Group<T::Native>,
        answers: &GroupAnswers,
    ) {
        if let Some(census) = &group.census {
            let odd = census.iter().take(count).enumerate().filter(|(_, c)| c.total() > 0);
            self.odd.extend(odd.map(|(lane, census)| (first + lane, *census)));
        }
        let first = first - self.first;
        for (floats, answers) in [
            (&mut self.mean, &answers.mean),
            (&mut self.var, &answers.var),
            (&mut self.std, &answers.std),
        ] {
            if let Some(floats) = floats {
                floats.set_all(first, count, answers);
            }
        }
        for (ends, of_group) in [(&mut self.min, &group.min), (&mut self.max, &group.max)] {
            if let Some(ends) = ends {
                for (end, native) in ends[first..first + count].iter_mut().zip(of_group) {
                    *end = T::extremum(*native);
                }
            }
        }
    }
}
