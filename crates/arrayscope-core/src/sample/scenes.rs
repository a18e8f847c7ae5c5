//! RGB images: one coloured shape before a gradient.

use super::random::Random;
use super::{Labels, Sample, floats, names};
use crate::Result;

const SIDE: u8 = 28;
const COUNT: u8 = 32;

/// Red, green and blue of the shapes.
const COLOURS: [[f64; 3]; 8] = [
    [0.90, 0.20, 0.15],
    [0.20, 0.65, 0.25],
    [0.15, 0.35, 0.85],
    [0.95, 0.80, 0.15],
    [0.60, 0.25, 0.70],
    [0.10, 0.75, 0.75],
    [0.95, 0.50, 0.10],
    [0.95, 0.95, 0.95],
];

/// (32, 28, 28, 3): circle, square, triangle and ring, each in eight colours.
pub(super) fn batch(random: &mut Random) -> Result<Sample> {
    let mut values = Vec::new();
    for image in 0..COUNT {
        draw(image % 4, COLOURS[usize::from(image / 4)], random, &mut values);
    }
    let (count, side) = (usize::from(COUNT), usize::from(SIDE));
    Ok(Sample {
        array: floats(&values, &[count, side, side, 3])?,
        title: "A batch of 32 RGB images: shapes before a gradient".into(),
        axis_names: names(&["batch", "height", "width", "channel"]),
        unit: None,
        labels: Some(Labels { axis: 3, names: names(&["red", "green", "blue"]), units: vec![] }),
    })
}

/// The background runs from dark to light, red across and blue downwards.
fn draw(shape: u8, colour: [f64; 3], random: &mut Random, values: &mut Vec<f64>) {
    let radius = random.between(7.0, 10.0);
    let (middle_x, middle_y) = (random.between(11.5, 16.5), random.between(11.5, 16.5));
    let side = f64::from(SIDE);
    for row in 0..SIDE {
        for column in 0..SIDE {
            let (x, y) = (f64::from(column) + 0.5, f64::from(row) + 0.5);
            let cover = (0.5 - outside(shape, x - middle_x, y - middle_y, radius)).clamp(0.0, 1.0);
            let background = [0.1 + 0.5 * x / side, 0.15, 0.1 + 0.5 * y / side];
            for (paint, ground) in colour.iter().zip(background) {
                values.push(cover * paint + (1.0 - cover) * ground);
            }
        }
    }
}

/// Distance to the outline of the shape around the origin; negative inside.
fn outside(shape: u8, x: f64, y: f64, radius: f64) -> f64 {
    let from_middle = (x * x + y * y).sqrt();
    match shape {
        0 => from_middle - radius,
        1 => x.abs().max(y.abs()) - 0.85 * radius,
        // Upper sides run at 60 degrees: their outward normals are (±√3/2, −1/2).
        2 => (0.866_025_4 * x.abs() - 0.5 * y).max(y) - 0.55 * radius,
        _ => (from_middle - 0.75 * radius).abs() - 0.25 * radius,
    }
}
