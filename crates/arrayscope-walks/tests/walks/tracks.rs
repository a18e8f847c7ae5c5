//! What stands behind the sliders.

use anyhow::{Result, ensure};
use arrayscope_walks::Walk;
use serde_json::json;

use crate::support::spoiled_file;

/// Gives, per column of the track of axis 0, the highest pixel that was drawn, and the colours of the marks' columns.
const READ_TRACK: &str = "
    const canvas = document.querySelector('li.axis[data-axis=\"0\"] canvas');
    const {width, height} = canvas;
    const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
    const place = (index) => Math.round((7 + (index / 19) * (canvas.clientWidth - 14)) * width / canvas.clientWidth);
    const drawn = (index) => {
        const rows = [];
        for (let row = 0; row < height; row += 1) {
            const at = 4 * (row * width + place(index));
            if (data[at + 3] > 128) rows.push([row, ...data.slice(at, at + 3)]);
        }
        return rows;
    };
    const probe = document.createElement('canvas').getContext('2d');
    const colour = (name) => {
        probe.fillStyle = getComputedStyle(canvas).getPropertyValue(name).trim();
        probe.fillRect(0, 0, 1, 1);
        return [...probe.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    const has = (index, name) => drawn(index).some(([, ...found]) => String(found) === String(colour(name)));
    const top = (index) => Math.min(...drawn(index).map(([row]) => row));
    return {
        odd: top(13), before: top(12), after: top(14),
        nan: Array.from({length: 20}, (_, index) => index).filter((index) => has(index, '--nan')),
        negative: Array.from({length: 20}, (_, index) => index).filter((index) => has(index, '--neg-inf')),
    };
";

#[test]
fn the_odd_slice_is_seen_before_it_is_visited() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let walk = Walk::start(&[&file])?;
    let session = walk.session();
    let height = "return document.querySelector('#axes-panel').getBoundingClientRect().height";
    session.until("document.querySelector('li.axis')")?;
    let before = session.run(height, &[])?;
    session.until("document.querySelectorAll('li.axis[data-profile=drawn]').length === 3")?;
    ensure!(session.run(height, &[])? == before, "a profile that arrives moves nothing");

    let track = session.run(READ_TRACK, &[])?;
    ensure!(track["nan"] == json!([7]), "NaN is marked at its index alone: {track}");
    ensure!(track["negative"] == json!([16]), "so is −Inf: {track}");
    let top = |name: &str| track[name].as_u64().unwrap_or(0);
    ensure!(top("odd") + 10 < top("before").min(top("after")), "index 13 sticks out: {track}");

    // The pointer reads what the slider has not visited.
    let place = "const {left, top, width, height} = document.querySelector('.slide canvas').getBoundingClientRect();
        return [left + 7 + (13 / 19) * (width - 14), top + height / 2]";
    let (x, y): (f64, f64) = serde_json::from_value(session.run(place, &[])?)?;
    session.point_at(x, y)?;
    let peek = walk.text("li.axis[data-axis='0'] .peek")?;
    ensure!(
        peek.starts_with("index 13: mean 113.2") && peek.ends_with("from 113 to 113.47"),
        "{peek}"
    );

    let told = walk.text("#axis-profile-0")?;
    ensure!(told.contains("NaN at 7; −Inf at 16"), "{told}");
    ensure!(
        walk.text("#axis-profile-1")?.contains("NaN at 2"),
        "{}",
        walk.text("#axis-profile-1")?
    );
    walk.nothing_went_wrong()
}
