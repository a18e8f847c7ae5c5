//! What the page shows, as values to compare.

use serde::Deserialize;

/// The detail of an `arrayscope:painted` event.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Paint {
    /// The array on display.
    pub address: String,
    /// One index per axis.
    pub index: Vec<usize>,
    /// The axis drawn downwards.
    pub rows: Option<usize>,
    /// The axis drawn to the right.
    pub columns: Option<usize>,
    /// Whether the histograms belong to this index already.
    pub histogram: bool,
}

/// What is painted and drawn.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Figure {
    /// Finite cells of the picture, row after row; `None` where a cell is not finite or painted as a mark.
    pub cells: Vec<Vec<Option<f64>>>,
    /// By the pixels: 0 for a finite cell, 1 for NaN, 2 for +Inf, 3 for −Inf; no rows when no cell is marked.
    pub marks: Vec<Vec<u8>>,
    /// One per drawn channel.
    pub histograms: Vec<Histogram>,
    /// Where the crosshair stands: row and column in elements, and the value in the histogram.
    pub crosshair: Vec<(String, f64)>,
}

/// The histogram of one channel.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Histogram {
    /// Its name in the legend.
    pub name: String,
    /// Elements per bin.
    pub counts: Vec<u64>,
    /// Whether it is drawn as the selected channel.
    pub selected: bool,
}

/// Runs before every page: keeps paints, and whatever a page should not do.
pub(crate) const RECORDER: &str = "
    window.walk = {paints: [], problems: []};
    document.addEventListener('arrayscope:painted', ({detail}) => window.walk.paints.push(detail));
    const problem = (text) => window.walk.problems.push(text);
    window.addEventListener('error', ({message}) => problem(`error: ${message}`));
    window.addEventListener('unhandledrejection', ({reason}) => problem(`rejection: ${reason}`));
    document.addEventListener('securitypolicyviolation',
        ({violatedDirective, blockedURI}) => problem(`policy: ${violatedDirective} of ${blockedURI}`));
";

/// Waits for a paint, and for what comes after the first one; takes how many paints are old, and what the detail must
/// hold besides its histogram.
pub(crate) const WAIT_FOR_PAINT: &str = "
    const [since, expected] = arguments;
    const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);
    const fits = (detail) => detail.histogram && Object.keys(expected).every((key) => same(detail[key], expected[key]));
    const look = () => {
        const found = window.walk.paints.slice(since).find(fits);
        if (found !== undefined) {
            document.removeEventListener('arrayscope:painted', look);
            whole(() => done(found));
        }
    };
    const whole = (run) => (document.querySelector('main[data-loading]') === null ? run() : requestAnimationFrame(() => whole(run)));
    document.addEventListener('arrayscope:painted', look);
    look();
";

/// Gives a [`Figure`]: the cells that the canvas was painted from, and what its pixels show of them.
///
/// Every cell is looked up on the canvas. One that is not finite has to have the colour of its mark, and a finite one
/// that of the colour bar at its value; neither is taken from what the page says about itself.
pub(crate) const READ_FIGURE: &str = "
    const {data, layout, _fullLayout: full} = document.querySelector('#cross-section-plot');
    const canvas = document.querySelector('#cross-section-cells');
    const {frame: {values, rows, columns}, index, scale} = canvas.picture;
    const {data: pixels} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const strip = document.querySelector('#colour-bar canvas');
    const bar = strip.getContext('2d').getImageData(0, 0, 1, strip.height).data;
    const [left, right] = full.xaxis.range;
    const [bottom, top] = full.yaxis.range;
    const at = (cell, side, from, to, length, share) =>
        Math.floor(((cell + share) * side.step - 0.5 - from) / (to - from) * length);
    const colours = {nan: '255,43,214', pos_inf: '255,122,0', neg_inf: '0,183,255'};
    const names = Object.values(colours);
    // Cells too narrow for a symbol have none in their middle.
    const beside = columns.step / Math.abs(right - left) * canvas.width < 6 ? 0.5 : 0.25;
    // The lines of the crosshair cover narrow cells beside and under it.
    const covered = (cell, side, room) => side.axis !== null && side.length > 1 && side.step / room < 12
        && Math.abs(cell - Math.floor(index[side.axis] / side.step)) <= 1;
    const problems = [];
    const cells = [];
    const marks = [];
    for (let row = 0; row < rows.cells; row += 1) {
        cells.push([]);
        marks.push([]);
        for (let column = 0; column < columns.cells; column += 1) {
            const value = values[row * columns.cells + column];
            // Beside the symbol in the middle and the line of the crosshair at the edge.
            const x = at(column, columns, left, right, canvas.width, beside);
            const y = at(row, rows, top, bottom, canvas.height, 0.5);
            const pixel = Array.from(pixels.slice(4 * (y * canvas.width + x), 4 * (y * canvas.width + x) + 3));
            const hidden = covered(row, rows, Math.abs(bottom - top) / canvas.height)
                || covered(column, columns, Math.abs(right - left) / canvas.width);
            const told = Number.isFinite(value) ? 0 : Number.isNaN(value) ? 1 : value > 0 ? 2 : 3;
            const mark = hidden ? told : names.indexOf(pixel.join()) + 1;
            cells[row].push(mark === 0 && Number.isFinite(value) ? value : null);
            marks[row].push(mark);
            if (Number.isFinite(value) && !hidden) {
                const share = Math.min(Math.max(scale.position(value), 0), 1);
                const entry = Math.min(Math.floor((1 - share) * strip.height), strip.height - 1);
                // A value between two entries may be rounded to either.
                const near = [entry - 1, entry, entry + 1].map((place) => bar.slice(4 * place, 4 * place + 3));
                const fits = (expected) => expected.length === 3
                    && pixel.every((channel, place) => Math.abs(channel - expected[place]) <= 4);
                if (!near.some(fits)) {
                    problems.push(`${row}, ${column} holds ${value}: ${pixel} instead of ${near[1]}`);
                }
            }
        }
    }
    if (problems.length > 0) {
        throw new Error(`${problems.length} cells are painted wrong; ${problems[0]}`);
    }
    const drawn = data.filter(({xaxis, visible}) => xaxis === 'x2' && visible !== false);
    const band = (axis, step) => Math.floor(index[axis] / step) * step + (step - 1) / 2;
    const crosshair = (layout.shapes ?? []).filter(({name}) => name.startsWith('crosshair')).map(({name, x0}) => [name, x0]);
    for (const [name, side] of [['crosshair row', rows], ['crosshair column', columns]]) {
        if (side.axis !== null && side.length > 1) {
            crosshair.push([name, band(side.axis, side.step)]);
        }
    }
    return {
        cells,
        marks: marks.some((row) => row.some((mark) => mark !== 0)) ? marks : [],
        histograms: drawn.map(({name, text, y, fill}) => ({
            name, counts: Array.from(y).slice(0, text.length), selected: fill === 'tozeroy',
        })),
        crosshair,
    };
";

/// The middle of a cell of the heatmap, in CSS pixels of the page; takes its row and column.
pub(crate) const PLACE_OF_CELL: &str = "
    const [row, column] = arguments;
    const plot = document.querySelector('#cross-section-plot');
    plot.scrollIntoView({block: 'center'});
    const box = plot.querySelector('.draglayer .xy .nsewdrag').getBoundingClientRect();
    const {xaxis, yaxis} = plot._fullLayout;
    const share = ({range: [from, to]}, at) => (at - from) / (to - from);
    // Rows run downwards: the range of their axis starts at the bottom.
    return [box.left + share(xaxis, column) * box.width, box.bottom - share(yaxis, row) * box.height];
";
