//! Time of a body of work: median of several runs, with spread.

use crate::cases::Given;
use anyhow::Result;
use serde::Serialize;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How much is spent on one case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    /// The most runs.
    pub(crate) runs: usize,
    /// A run repeats its work until it takes this long, so that the clock's grain is small.
    shortest: Duration,
    /// After this long no further run is begun, but [`FEWEST_RUNS`] there are.
    budget: Duration,
}

const FEWEST_RUNS: usize = 3;

impl Effort {
    pub(crate) const FULL: Self =
        Self { runs: 21, shortest: Duration::from_millis(2), budget: Duration::from_secs(1) };
    pub(crate) const QUICK: Self =
        Self { runs: 7, shortest: Duration::from_micros(200), budget: Duration::from_millis(150) };
}

/// What a case took.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Timing {
    /// The median of the runs, per repetition.
    pub median_seconds: f64,
    /// A quarter of the runs was faster.
    pub low_seconds: f64,
    /// A quarter of the runs was slower.
    pub high_seconds: f64,
    /// How many runs there were.
    pub runs: usize,
    /// Repetitions per run.
    pub repetitions: u32,
}

/// Times `body`, and gives the answer of its last repetition.
pub(crate) fn time(effort: Effort, body: &dyn Fn() -> Result<Given>) -> Result<(Timing, f64)> {
    // The first repetition warms caches and says how many make a run.
    let begin = Instant::now();
    let mut answer = black_box(body()?);
    let once = begin.elapsed().max(Duration::from_nanos(1));
    let repetitions = u32::try_from(effort.shortest.as_nanos().div_ceil(once.as_nanos()))
        .unwrap_or(u32::MAX)
        .clamp(1, 1_000_000);
    let mut seconds = Vec::with_capacity(effort.runs);
    let begin = Instant::now();
    while seconds.len() < effort.runs
        && (seconds.len() < FEWEST_RUNS || begin.elapsed() < effort.budget)
    {
        let start = Instant::now();
        for _ in 0..repetitions {
            answer = black_box(body()?);
        }
        seconds.push(start.elapsed().as_secs_f64() / f64::from(repetitions));
    }
    Ok((Timing::of(seconds, repetitions), answer.answer()))
}

impl Timing {
    fn of(mut seconds: Vec<f64>, repetitions: u32) -> Self {
        seconds.sort_by(f64::total_cmp);
        let last = seconds.len().saturating_sub(1);
        let quartile =
            |quarters: usize| seconds.get(last * quarters / 4).copied().unwrap_or(f64::NAN);
        Self {
            median_seconds: quartile(2),
            low_seconds: quartile(1),
            high_seconds: quartile(3),
            runs: seconds.len(),
            repetitions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_middle_half_do_not_see_an_outlier() {
        let timing = Timing::of(vec![3.0, 1.0, 2.0, 100.0, 4.0], 1);
        assert_eq!(
            (timing.low_seconds, timing.median_seconds, timing.high_seconds),
            (2.0, 3.0, 4.0)
        );
    }

    #[test]
    fn there_are_always_runs_and_an_answer() {
        let none = Effort { runs: 3, shortest: Duration::ZERO, budget: Duration::ZERO };
        let (timing, answer) = time(none, &|| Ok(7.0.into())).unwrap();
        assert_eq!((timing.runs, answer), (3, 7.0));
        assert!(time(none, &|| anyhow::bail!("broken")).is_err());
    }
}
