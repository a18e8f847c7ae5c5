/** The heatmap of a cross-section: one trace for finite cells, one that marks NaN, +Inf and −Inf. */

import { colourScale, MARKS } from '../colours.js';
import { splitCells } from '../frame.js';

/** @typedef {import('../types.js').Frame} Frame */

/** Above this many marked cells the symbols are left out: they would cover each other, and the colours stay. */
const MOST_SYMBOLS = 600;
/** Smallest cell, in pixels, that a symbol fits in. */
const SMALLEST_SYMBOL_CELL = 6;

/** Cells of the frame, split once per frame and kept as long as the frame is. */
const splits = new WeakMap();

function cellsOf(frame) {
  if (!splits.has(frame)) {
    splits.set(frame, splitCells(frame));
  }
  return splits.get(frame);
}

/**
 * Element positions of the cells of one side: a cell stands over the middle of the elements that it covers.
 *
 * @param {import('../types.js').ShownAxis} side
 * @returns {{start: number, step: number}}
 */
export function cellPositions(side) {
  return { start: (side.step - 1) / 2, step: side.step };
}

/**
 * @param {Frame} frame
 * @param {{colormap: string, limits: {low: number, high: number}|null, cellPixels: number}} options
 * @returns {object[]} always three traces, so that Plotly updates them in place
 */
export function heatmapTraces(frame, { colormap, limits, cellPixels }) {
  const { z, marks } = cellsOf(frame);
  const x = cellPositions(frame.columns);
  const y = cellPositions(frame.rows);
  const place = { x0: x.start, dx: x.step, y0: y.start, dy: y.step, xaxis: 'x', yaxis: 'y', type: 'heatmap' };
  return [
    {
      ...place,
      name: 'cross-section',
      z,
      // "fast" draws one pixel per cell and lets the browser enlarge it; the style sheet keeps the edges sharp.
      zsmooth: 'fast',
      zauto: false,
      zmin: limits?.low ?? 0,
      zmax: limits?.high ?? 1,
      colorscale: colourScale(colormap),
      showscale: false,
      hoverinfo: 'none',
    },
    {
      ...place,
      name: 'not finite',
      visible: marks !== null,
      z: marks === null ? [[null]] : marks.map((row) => Array.from(row, (mark) => mark || null)),
      zsmooth: 'fast',
      zauto: false,
      zmin: 0.5,
      zmax: 3.5,
      colorscale: steps(MARKS.map(({ colour }) => colour)),
      showscale: false,
      hoverinfo: 'skip',
    },
    symbolTrace(marks, x, y, cellPixels),
  ];
}

/** A symbol in the middle of each marked cell, while there are few enough to be seen. */
function symbolTrace(marks, x, y, cellPixels) {
  const points = { x: [], y: [], symbol: [] };
  let count = 0;
  if (marks !== null && cellPixels >= SMALLEST_SYMBOL_CELL) {
    marks.forEach((row, rowCell) => row.forEach((mark, columnCell) => {
      if (mark !== 0) {
        count += 1;
        points.x.push(x.start + columnCell * x.step);
        points.y.push(y.start + rowCell * y.step);
        points.symbol.push(MARKS[mark - 1].symbol);
      }
    }));
  }
  const shown = count > 0 && count <= MOST_SYMBOLS;
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'symbols',
    visible: shown,
    x: shown ? points.x : [0],
    y: shown ? points.y : [0],
    marker: {
      symbol: shown ? points.symbol : 'x',
      size: Math.min(Math.max(cellPixels * 0.5, 4), 14),
      color: '#101418',
      line: { width: 0 },
    },
    hoverinfo: 'skip',
    showlegend: false,
    xaxis: 'x',
    yaxis: 'y',
  };
}

/** A colour scale of equal steps instead of a gradient. */
function steps(colours) {
  return colours.flatMap((colour, position) => [
    [position / colours.length, colour],
    [(position + 1) / colours.length, colour],
  ]);
}

/**
 * The cell of a frame that holds an element, as a double; for complex arrays its magnitude.
 *
 * @param {Frame} frame
 * @param {number} row element index along the rows axis
 * @param {number} column
 * @returns {{value: number, exact: boolean}} exact when the cell holds that element alone
 */
export function cellAt(frame, row, column) {
  const cell = Math.floor(row / frame.rows.step) * frame.columns.cells + Math.floor(column / frame.columns.step);
  return {
    value: frame.values[cell] ?? Number.NaN,
    exact: frame.rows.step === 1 && frame.columns.step === 1,
  };
}
