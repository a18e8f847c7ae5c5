//! Steps of a slider, each from the event of the slider until the page says that it is painted.

use std::path::Path;

use anyhow::{Context, Result};
use arrayscope_walks::{Scripts, Walk};
use serde_json::json;

use crate::Effort;
use crate::files::Files;
use crate::record::Measure;

/// What is stepped through.
struct Case {
    name: &'static str,
    /// The page's query, with the array by its address.
    query: &'static str,
    axis: usize,
    length: usize,
    /// Targets of steps to the neighbour in milliseconds: median and 95th percentile.
    reach: (Option<f64>, Option<f64>),
    /// Rounds of a full run; each opens the page anew and sees every index at most once.
    rounds: usize,
}

const CASES: &[Case] = &[
    Case {
        name: "512 × 512 of a (64, 512, 512, 3) float32 file",
        query: "array=batch.npy&rows=1&columns=2&at=0,0,0,0",
        axis: 0,
        length: 64,
        reach: (Some(20.0), Some(40.0)),
        rounds: 4,
    },
    Case {
        name: "28 × 28 of the 4-D sample",
        query: "array=sample-4d&rows=1&columns=2&at=0,0,0,0",
        axis: 0,
        length: 32,
        reach: (Some(17.0), None),
        rounds: 6,
    },
    Case {
        name: "4096 × 4096 of a (6, 4096, 4096) float32 file",
        query: "array=wide.npy&rows=1&columns=2&at=0,0,0",
        axis: 0,
        length: 6,
        reach: (Some(50.0), None),
        rounds: 10,
    },
];

/// How a person moves a slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As arrow keys and playing do.
    Neighbour,
    /// To every other index once, in an order that nobody can guess.
    Anywhere,
}

const MANNERS: [(&str, &str, Manner); 2] = [
    ("to the neighbour, median", "to the neighbour, 95th percentile", Manner::Neighbour),
    ("to somewhere else, median", "to somewhere else, 95th percentile", Manner::Anywhere),
];

/// Every case in every manner.
pub(crate) fn measure(files: &Files, effort: Effort) -> Result<Vec<Measure>> {
    let walk = counting(&[&files.batch(), &files.wide()], Scripts::Compiled)?;
    let mut measures = Vec::new();
    for case in CASES {
        for (median, late, manner) in MANNERS {
            let times = times(&walk, case, manner, effort)
                .with_context(|| format!("steps of {}", case.name))?;
            // Targets are told without a manner: somewhere else has to reach them, too.
            let told = [(median, 0.5, case.reach.0), (late, 0.95, case.reach.1)];
            measures.extend(told.map(|(what, share, reach)| Measure {
                case: case.name,
                what,
                value: quantile(&times, share),
                unit: "ms",
                reach,
                of: times.len(),
            }));
        }
    }
    walk.nothing_went_wrong()?;
    Ok(measures)
}

/// Milliseconds of every step, sorted.
fn times(walk: &Walk, case: &Case, manner: Manner, effort: Effort) -> Result<Vec<f64>> {
    let rounds = if effort == Effort::Quick { 1 } else { case.rounds };
    let mut times = Vec::new();
    for _ in 0..rounds {
        open(walk, case.query)?;
        let (axis, length) = (case.axis, case.length);
        times.extend(step(walk, (axis, length), length - 1, manner, PAUSE_MILLIS)?);
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// Moves the slider of an axis of some length so many times, and gives the milliseconds of each.
pub(crate) fn step(
    walk: &Walk,
    (axis, length): (usize, usize),
    steps: usize,
    manner: Manner,
    pause_millis: usize,
) -> Result<Vec<f64>> {
    let anywhere = json!(manner == Manner::Anywhere);
    let arguments = [json!(axis), json!(length), json!(steps), anywhere, json!(pause_millis)];
    let found = walk.session().run_until_done(
        "window.stepThrough(...Array.from(arguments).slice(0, -1)).then(done);",
        &arguments,
    )?;
    serde_json::from_value(found).context("times of steps")
}

/// A server and a browser whose pages count their questions, and step when told.
pub(crate) fn counting(files: &[&Path], scripts: Scripts) -> Result<Walk> {
    let walk = Walk::start_with(files, scripts)?;
    for source in [COUNT, STEP] {
        let script = json!({"source": source});
        walk.session().devtools("Page.addScriptToEvaluateOnNewDocument", &script)?;
    }
    Ok(walk)
}

/// Opens the page, and waits until it asks for nothing any more.
pub(crate) fn open(walk: &Walk, query: &str) -> Result<()> {
    walk.open(query)?;
    walk.session().until(AT_REST).map(drop)
}

/// True once the panels are filled.
pub(crate) const AT_REST: &str = "document.querySelector('#signal-cards [data-verdict]')
    && window.asking === 0 && performance.now() - window.asked > 400";

/// Between a paint and the next step: about thirty steps in a second, as a held key makes them.
const PAUSE_MILLIS: usize = 20;

/// Counts the questions under way, and remembers when the last one began or ended.
const COUNT: &str = "
    const ask = window.fetch;
    window.asking = 0;
    window.asked = 0;
    const change = (by) => { window.asking += by; window.asked = performance.now(); };
    window.fetch = (...question) => {
        change(1);
        return ask(...question).finally(() => change(-1));
    };
";

/// Takes the axis, its length, how many steps, whether they go anywhere, and the pause; gives the milliseconds of each.
///
/// Once for each page: a script for every hundred steps would be compiled as often, and stay in memory.
const STEP: &str = "
    window.stepThrough = async (axis, length, steps, anywhere, pause) => {
        const slider = document.querySelector(`#axis-slider-${axis}`);
        const painted = (value) => new Promise((there) => {
            const look = ({detail}) => {
                if (detail.index[axis] === value) {
                    document.removeEventListener('arrayscope:painted', look);
                    there();
                }
            };
            document.addEventListener('arrayscope:painted', look);
        });
        const rest = () => new Promise((there) => setTimeout(there, pause * (0.5 + Math.random())));
        const times = [];
        const order = Array.from({length: steps}, (_, step) => (Number(slider.value) + step + 1) % length);
        if (anywhere) {
            order.forEach((value, place) => {
                const other = Math.floor(Math.random() * (place + 1));
                [order[place], order[other]] = [order[other], value];
            });
        }
        for (const value of order) {
            const there = painted(value);
            const began = performance.now();
            slider.value = value;
            slider.dispatchEvent(new Event('input', {bubbles: true}));
            await there;
            times.push(performance.now() - began);
            // What walks remember of every paint is nothing that the page keeps.
            window.walk.paints.length = 0;
            if (pause > 0) {
                await rest();
            }
        }
        return times;
    };
";

/// The value below which a share of sorted numbers lies.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some hundred times"
    )]
    let place = (last as f64 * share).round() as usize;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}
