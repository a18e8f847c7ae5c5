//! Grey images of digits, drawn with a pen of some width.

use super::random::Random;
use super::{Sample, floats, names};
use crate::Result;

const SIDE: u8 = 28;
const COUNT: u8 = 32;

/// The pen's way for each digit, on a sheet 4 wide and 6 high; y runs downwards.
const STROKES: [&[&[(f64, f64)]]; 10] = [
    &[&[
        (2.0, 0.0),
        (3.5, 0.8),
        (4.0, 3.0),
        (3.5, 5.2),
        (2.0, 6.0),
        (0.5, 5.2),
        (0.0, 3.0),
        (0.5, 0.8),
        (2.0, 0.0),
    ]],
    &[&[(0.8, 1.4), (2.2, 0.0), (2.2, 6.0)]],
    &[&[(0.2, 1.4), (1.0, 0.2), (2.4, 0.0), (3.6, 0.9), (3.5, 2.2), (0.1, 6.0), (4.0, 6.0)]],
    &[
        &[(0.3, 0.6), (1.6, 0.0), (3.2, 0.3), (3.6, 1.5), (2.9, 2.6), (1.6, 2.8)],
        &[(2.9, 2.8), (4.0, 4.2), (3.2, 5.7), (1.6, 6.0), (0.2, 5.3)],
    ],
    &[&[(2.8, 6.0), (2.8, 0.0), (0.0, 4.2), (4.0, 4.2)]],
    &[&[
        (3.7, 0.0),
        (0.7, 0.0),
        (0.5, 2.6),
        (2.2, 2.2),
        (3.7, 3.0),
        (3.9, 4.4),
        (2.9, 5.8),
        (1.3, 6.0),
        (0.1, 5.2),
    ]],
    &[&[
        (3.2, 0.0),
        (1.4, 1.4),
        (0.2, 3.6),
        (0.4, 5.2),
        (1.8, 6.0),
        (3.4, 5.4),
        (3.8, 4.2),
        (2.8, 3.0),
        (1.2, 3.1),
        (0.3, 4.2),
    ]],
    &[&[(0.0, 0.0), (4.0, 0.0), (1.5, 6.0)]],
    &[&[
        (2.0, 2.8),
        (0.6, 2.0),
        (0.6, 0.8),
        (2.0, 0.0),
        (3.4, 0.8),
        (3.4, 2.0),
        (2.0, 2.8),
        (0.2, 3.8),
        (0.2, 5.2),
        (2.0, 6.0),
        (3.8, 5.2),
        (3.8, 3.8),
        (2.0, 2.8),
    ]],
    &[&[
        (3.6, 1.8),
        (2.8, 3.0),
        (1.2, 3.0),
        (0.2, 1.8),
        (0.6, 0.5),
        (2.0, 0.0),
        (3.4, 0.6),
        (3.7, 2.0),
        (3.2, 4.4),
        (1.6, 6.0),
    ]],
];

/// (32, 28, 28): the digits 0 to 9 over and over, each time shifted and slanted anew.
pub(super) fn batch(random: &mut Random) -> Result<Sample> {
    let mut values = Vec::new();
    for image in 0..COUNT {
        draw(STROKES[usize::from(image % 10)], random, &mut values);
    }
    let (count, side) = (usize::from(COUNT), usize::from(SIDE));
    Ok(Sample {
        array: floats(&values, &[count, side, side])?,
        title: "A batch of 32 grey images: digits".into(),
        axis_names: names(&["batch", "height", "width"]),
        unit: None,
        labels: None,
    })
}

/// Ink is 1 within the width of the pen, fades over one pixel, and is 0 beyond.
fn draw(strokes: &[&[(f64, f64)]], random: &mut Random, values: &mut Vec<f64>) {
    let scale = random.between(2.9, 3.3);
    let slant = random.between(-0.15, 0.25);
    let (left, top) = (random.between(6.5, 9.0), random.between(3.5, 5.5));
    let pen = random.between(0.9, 1.5);
    let place = |&(x, y): &(f64, f64)| (left + scale * (x + slant * (3.0 - y)), top + scale * y);
    for row in 0..SIDE {
        for column in 0..SIDE {
            let pixel = (f64::from(column) + 0.5, f64::from(row) + 0.5);
            let nearest = strokes
                .iter()
                .flat_map(|stroke| stroke.windows(2))
                .map(|ends| distance(pixel, place(&ends[0]), place(&ends[1])))
                .fold(f64::INFINITY, f64::min);
            values.push((pen + 0.5 - nearest).clamp(0.0, 1.0));
        }
    }
}

/// Distance of a point from the line between two others.
fn distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (along_x, along_y) = (to.0 - from.0, to.1 - from.1);
    let (x, y) = (point.0 - from.0, point.1 - from.1);
    let part = (x * along_x + y * along_y) / (along_x * along_x + along_y * along_y);
    let part = part.clamp(0.0, 1.0);
    let (off_x, off_y) = (x - part * along_x, y - part * along_y);
    (off_x * off_x + off_y * off_y).sqrt()
}
