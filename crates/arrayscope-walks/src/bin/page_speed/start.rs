//! From the start of the command to the first picture: time, memory of the server, and what travelled.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use arrayscope_walks::{Scripts, Walk};
use serde_json::json;

use crate::Effort;
use crate::files::Files;
use crate::memory::{peak, resident};
use crate::record::Measure;
use crate::steps;

/// With the samples alone, and with a file of 200 MB.
pub(crate) fn measure(files: &Files, effort: Effort) -> Result<Vec<Measure>> {
    let mut walk = steps::counting(&[], Scripts::Compiled)?;
    let devtools = |name: &str, parameters| walk.session().devtools(name, &parameters);
    devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": FIRST_PAINT}))?;
    devtools("Network.enable", json!({}))?;
    // As on the first visit.
    devtools("Network.setCacheDisabled", json!({"cacheDisabled": true}))?;
    let runs = if effort == Effort::Quick { 1 } else { 11 };
    let mut measures = of(&mut walk, ("start with the samples", &[]), runs)?;
    measures.extend(weight(&walk)?);
    let batch = files.batch();
    measures.extend(of(&mut walk, ("start with a file of 201 MB", &[&batch]), runs)?);
    Ok(measures)
}

/// The middle of some starts of the command; the browser is running, and has never seen the page.
fn of(
    walk: &mut Walk,
    (case, given): (&'static str, &[&Path]),
    runs: usize,
) -> Result<Vec<Measure>> {
    let (mut times, mut at_paint, mut at_rest, mut most) = (vec![], vec![], vec![], vec![]);
    for _ in 0..runs {
        walk.end_server();
        let began = SystemTime::now().duration_since(UNIX_EPOCH).context("before 1970")?;
        let url = walk.restart_server(given)?.to_owned();
        walk.session().go(&url)?;
        let painted = walk.session().until("window.firstPaint")?;
        at_paint.extend(resident(walk.server_id()));
        let painted = painted.as_f64().context("a time")?;
        times.push(painted - began.as_secs_f64() * 1e3);
        walk.session().until(steps::AT_REST)?;
        at_rest.extend(resident(walk.server_id()));
        most.extend(peak(walk.server_id()));
    }
    let row = |what, mut found: Vec<f64>, unit, reach| {
        found.sort_by(f64::total_cmp);
        let value = steps::quantile(&found, 0.5);
        Measure { case, what, value, unit, reach, of: found.len() }
    };
    Ok(vec![
        row("until the first picture is painted", times, "ms", Some(500.0)),
        row("memory of the server then", at_paint, "MB", Some(60.0)),
        row("memory of the server once every panel is filled", at_rest, "MB", Some(60.0)),
        row("the most until then", most, "MB", None),
    ])
}

/// What the page on display has loaded, compressed as it came.
fn weight(walk: &Walk) -> Result<Vec<Measure>> {
    let found = walk.session().run(WEIGHT, &[])?;
    let (page, all, requests): (f64, f64, usize) = serde_json::from_value(found)?;
    let row = |what, value, reach| Measure {
        case: "weight of the page, compressed",
        what,
        value,
        unit: "kB",
        reach: Some(reach),
        of: requests,
    };
    Ok(vec![row("before Plotly", page, 150.0), row("in all", all, 1600.0)])
}

/// Remembers when the first picture was painted, in milliseconds since 1970.
const FIRST_PAINT: &str = "
    document.addEventListener('arrayscope:painted', () => {
        window.firstPaint ??= performance.timeOrigin + performance.now();
    });
";

/// Kilobytes of the page's own files without and with Plotly, and how many files they are.
const WEIGHT: &str = "
    const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter(({name}) => !new URL(name).pathname.startsWith('/api/'));
    const sum = (entries) => entries.reduce((total, {encodedBodySize}) => total + encodedBodySize, 0) / 1000;
    return [sum(files.filter(({name}) => !name.includes('plotly.min'))), sum(files), files.length];
";
