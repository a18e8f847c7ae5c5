//! What the tab keeps of two thousand steps.

use anyhow::{Context, Result};
use arrayscope_walks::{Scripts, Walk};
use serde_json::json;

use crate::Effort;
use crate::files::Files;
use crate::memory::{KILOBYTE, MEGABYTE, renderer, resident};
use crate::record::Measure;
use crate::steps::{self, Manner};

/// Steps of one script; the browser ends scripts that take too long.
const TOGETHER: usize = 100;

/// Once nothing is asked any more, and the frames that were kept for a slider are gone: they are looked at every three
/// seconds, and go when they are older than that.
const FRAMES_GONE: &str = "window.asking === 0 && performance.now() - window.asked > 6500";

/// Kilobytes that are not yet growth, 32 bytes for each step: an object of a few fields that were kept
/// of every step would exceed it.
const NO_GROWTH: f64 = 64.0;

/// The same of buffers, whose pixels are those of one picture that may be on its way; one kept frame takes 1,000 kB.
const NO_GROWTH_OF_BUFFERS: f64 = 300.0;

/// In a browser as everybody's, and in one that compiles nothing: of what grows in the first, the second tells what
/// scripts keep.
pub(crate) fn measure(files: &Files, effort: Effort) -> Result<Vec<Measure>> {
    let mut measures = of(files, effort, ("2,000 steps through 512 × 512", Scripts::Compiled))?;
    let kept = ("2,000 steps, the browser's compiler off", Scripts::Interpreted);
    measures.extend(of(files, effort, kept)?);
    Ok(measures)
}

/// Memory before and after; before, five hundred steps have filled what is filled once: the browser compiles what is
/// used often.
fn of(
    files: &Files,
    effort: Effort,
    (case, scripts): (&'static str, Scripts),
) -> Result<Vec<Measure>> {
    let walk = steps::counting(&[&files.batch()], scripts)?;
    steps::open(&walk, "array=batch.npy&rows=1&columns=2&at=0,0,0,0")?;
    let times = if effort == Effort::Quick { 1 } else { 20 };
    step(&walk, if effort == Effort::Quick { 1 } else { 5 })?;
    let before = Tab::of(&walk)?;
    step(&walk, times)?;
    let after = Tab::of(&walk)?;
    let row =
        |what, value, unit, reach| Measure { case, what, value, unit, reach, of: times * TOGETHER };
    let growth = |before: f64, after: f64| (after - before) * MEGABYTE / KILOBYTE;
    let bound = |most| (scripts == Scripts::Interpreted).then_some(most);
    let mut measures = vec![
        row("memory of scripts before", before.heap, "MB", None),
        row("growth of it", growth(before.heap, after.heap), "kB", bound(NO_GROWTH)),
        row("memory of buffers before", before.buffers, "MB", None),
        row(
            "growth of it",
            growth(before.buffers, after.buffers),
            "kB",
            bound(NO_GROWTH_OF_BUFFERS),
        ),
        row("growth in elements of the page", after.nodes - before.nodes, "", Some(0.0)),
        row("growth in listeners", after.listeners - before.listeners, "", Some(0.0)),
    ];
    if let (Some(before), Some(after)) = (before.resident, after.resident) {
        measures.push(row("memory of the tab before", before, "MB", None));
        measures.push(row("growth of it", after - before, "MB", None));
    }
    Ok(measures)
}

fn step(walk: &Walk, times: usize) -> Result<()> {
    (0..times)
        .try_for_each(|_| steps::step(walk, (0, 64), TOGETHER, Manner::Neighbour, 0).map(drop))
}

/// What a tab holds once everything that nobody needs has been thrown away.
struct Tab {
    heap: f64,
    /// Cells and pixels lie in buffers beside the heap proper.
    buffers: f64,
    nodes: f64,
    listeners: f64,
    resident: Option<f64>,
}

impl Tab {
    fn of(walk: &Walk) -> Result<Self> {
        let session = walk.session();
        session.until(steps::AT_REST)?;
        session.until(FRAMES_GONE)?;
        session.devtools("HeapProfiler.collectGarbage", &json!({}))?;
        session.devtools("Performance.enable", &json!({}))?;
        let told = session.devtools("Performance.getMetrics", &json!({}))?;
        let metrics = told["metrics"].as_array().context("metrics")?;
        let metric = |name: &str| {
            let found = metrics.iter().find(|metric| metric["name"] == name);
            found.and_then(|metric| metric["value"].as_f64()).with_context(|| format!("no {name}"))
        };
        let heap = session.devtools("Runtime.getHeapUsage", &json!({}))?;
        let megabytes =
            |name: &str| heap[name].as_f64().map(|bytes| bytes / MEGABYTE).context("heap usage");
        Ok(Self {
            heap: megabytes("usedSize")?,
            buffers: megabytes("backingStorageSize")?,
            nodes: metric("Nodes")?,
            listeners: metric("JSEventListeners")?,
            resident: renderer(walk.browser_id()).and_then(resident),
        })
    }
}
