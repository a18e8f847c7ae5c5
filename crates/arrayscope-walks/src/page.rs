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

/// What Plotly has drawn.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Figure {
    /// Finite cells of the heatmap, row after row; `None` where a cell is not finite.
    pub cells: Vec<Vec<Option<f64>>>,
    /// 0 for a finite cell, 1 for NaN, 2 for +Inf, 3 for −Inf; no rows when every cell is finite.
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

/// Waits for a paint; takes how many paints are old, and what the detail must hold besides its histogram.
pub(crate) const WAIT_FOR_PAINT: &str = "
    const [since, expected] = arguments;
    const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);
    const fits = (detail) => detail.histogram && Object.keys(expected).every((key) => same(detail[key], expected[key]));
    const look = () => {
        const found = window.walk.paints.slice(since).find(fits);
        if (found !== undefined) {
            document.removeEventListener('arrayscope:painted', look);
            done(found);
        }
    };
    document.addEventListener('arrayscope:painted', look);
    look();
";

/// Gives a [`Figure`].
pub(crate) const READ_FIGURE: &str = "
    const {data, layout} = document.querySelector('#cross-section-plot');
    const [heatmap, marks] = data;
    const finite = (cell) => (Number.isFinite(cell) ? cell : null);
    const drawn = data.filter(({xaxis, visible}) => xaxis === 'x2' && visible !== false);
    const place = ({x0, x1, y0, y1, name}) => [name, name.includes('row') ? (y0 + y1) / 2 : (x0 + x1) / 2];
    return {
        cells: Array.from(heatmap.z, (row) => Array.from(row, finite)),
        marks: marks.visible === false ? [] : Array.from(marks.z, (row) => Array.from(row, (mark) => mark ?? 0)),
        histograms: drawn.map(({name, text, y, fill}) => ({
            name, counts: Array.from(y).slice(0, text.length), selected: fill === 'tozeroy',
        })),
        crosshair: (layout.shapes ?? []).map(place),
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
