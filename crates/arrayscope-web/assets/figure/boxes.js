/** Where the heatmap, its colour bar and the histograms stand in the figure, from pixels to Plotly's fractions. */

/** Cells are square unless one side would then be a thin strip. */
const WIDEST_SQUARE_RATIO = 2.5;
const COLOUR_BAR = 76;
/** Ticks and title of the heatmap's columns, when the histograms stand below. */
const UNDER_HEATMAP = 62;
/** One line of a title or a legend, in pixels. */
const LINE = 20;
const COLOUR_BAR_OFFSET = 12;
const COLOUR_BAR_WIDTH = 12;
const SMALLEST_HISTOGRAM = 210;
/** And where the room is small, no more than this share of it. */
const HISTOGRAM_SHARE = 0.36;
const GAP = 46;

/** Below this width the histograms go under the heatmap. */
export const NARROW = 600;

/**
 * @typedef {object} Boxes
 * @property {{l: number, r: number, t: number, b: number, autoexpand: boolean}} margin pixels
 * @property {boolean} square whether cells keep their proportions
 * @property {{x: [number, number], y: [number, number]}} heatmap fractions of the plot area
 * @property {{x: [number, number], y: [number, number]}} histogram
 * @property {{x: [number, number], y: [number, number]}} second where a second picture stands, if there is one
 * @property {[number, number]} colourBar fractions of the width
 * @property {number} lineHeight fraction of the height
 * @property {{width: number, height: number}} pixels of the heatmap
 */

/**
 * @param {{width: number, height: number}} size of the figure in pixels
 * @param {number} rows elements downwards
 * @param {number} columns elements to the right
 * @param {{isBeside?: boolean, hasBar?: boolean}} [what] whether a second picture stands where the histograms would, and
 *   whether there is a colour bar
 * @returns {Boxes}
 */
export function placeBoxes({ width, height }, rows, columns, { isBeside = false, hasBar = true } = {}) {
  const narrow = width < NARROW;
  const margin = narrow
    ? { l: 50, r: 8, t: 30, b: 42, autoexpand: false }
    : { l: 58, r: 12, t: 30, b: 44, autoexpand: false };
  const inner = { width: Math.max(width - margin.l - margin.r, 1), height: Math.max(height - margin.t - margin.b, 1) };
  const ratio = rows > 0 && columns > 0 ? columns / rows : 1;
  const square = ratio <= WIDEST_SQUARE_RATIO && ratio >= 1 / WIDEST_SQUARE_RATIO;
  const bar = hasBar ? COLOUR_BAR : 0;

  if (narrow) {
    // Under each other: the picture, its axis title, the histograms.
    const most = { width: inner.width - bar, height: isBeside ? (inner.height - UNDER_HEATMAP) / 2 : inner.height * 0.53 };
    const box = fit(most, square ? ratio : null);
    const under = 1 - (box.height + UNDER_HEATMAP) / inner.height;
    // Two pictures share the room evenly, however flat they are.
    const below = isBeside ? Math.min(under, 0.5 - UNDER_HEATMAP / 2 / inner.height) : under;
    return {
      margin,
      square,
      heatmap: { x: [0, box.width / inner.width], y: [1 - box.height / inner.height, 1] },
      histogram: { x: [0, 1], y: [0, below] },
      second: { x: [0, box.width / inner.width], y: [Math.max(below - box.height / inner.height, 0), below] },
      colourBar: colourBar(box.width, inner.width),
      lineHeight: LINE / inner.height,
      pixels: box,
    };
  }
  const room = inner.width - bar - GAP;
  const most = { width: isBeside ? room / 2 : room - Math.min(SMALLEST_HISTOGRAM, room * HISTOGRAM_SHARE), height: inner.height };
  const fitted = fit(most, square ? ratio : null);
  // A picture that fills the width by stretching leaves the histograms a third.
  const box = square || isBeside ? fitted : { ...fitted, width: Math.min(fitted.width, inner.width * 0.58) };
  const histogramStart = (box.width + bar + GAP) / inner.width;
  return {
    margin,
    square,
    heatmap: { x: [0, box.width / inner.width], y: [1 - box.height / inner.height, 1] },
    histogram: { x: [Math.min(histogramStart, 0.9), 1], y: [0, 1] },
    second: {
      x: [histogramStart, Math.min(histogramStart + box.width / inner.width, 1)],
      y: [1 - box.height / inner.height, 1],
    },
    colourBar: colourBar(box.width, inner.width),
    lineHeight: LINE / inner.height,
    pixels: box,
  };
}

function colourBar(heatmapWidth, innerWidth) {
  const start = heatmapWidth + COLOUR_BAR_OFFSET;
  return [start / innerWidth, Math.min((start + COLOUR_BAR_WIDTH) / innerWidth, 1)];
}

/** The largest box of a ratio inside another; the other itself when there is no ratio to keep. */
function fit(most, ratio) {
  if (ratio === null) {
    return { ...most };
  }
  const width = Math.min(most.width, most.height * ratio);
  return { width, height: width / ratio };
}
