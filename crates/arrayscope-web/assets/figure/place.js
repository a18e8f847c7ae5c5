/** From elements to pixels of the picture and back; without a DOM. */

import { partOf } from '../state/seen.js';
import { reachOf } from '../model/reach.js';

/** @typedef {import('../types.js').Frame} Frame */

/**
 * Which elements the picture shows now: the ranges of its two axes, rows downwards; of a flipped axis the larger end
 * comes first. A cell reaches half an element to either side of its elements.
 *
 * @typedef {object} Seen
 * @property {[number, number]} x
 * @property {[number, number]} y top and bottom
 */

/**
 * The elements that a whole frame shows; of a line the values downwards.
 *
 * @param {Frame} frame
 * @returns {Seen}
 */
export function wholeOf(frame) {
  const { rows, columns, line } = frame;
  const y = line === undefined ? [-0.5, Math.max(rows.length, 1) - 0.5] : reachOf(frame).reverse();
  return { x: [-0.5, Math.max(columns.length, 1) - 0.5], y };
}

/**
 * The elements that a view shows of a frame, in its directions.
 *
 * @param {{view: import('../types.js').View, frame: Frame}} state
 * @returns {Seen}
 */
export function seenOf({ view, frame }) {
  const whole = wholeOf(frame);
  const part = partOf(view, frame);
  const edges = (range, all, flipped) => {
    const [from, to] = range === undefined ? all : [range[0] - 0.5, range[1] - 0.5];
    return flipped ? [to, from] : [from, to];
  };
  return {
    x: edges(part?.columns, whole.x, view.flip.columns),
    // The values of a line have a direction of their own.
    y: frame.line === undefined ? edges(part?.rows, whole.y, view.flip.rows) : whole.y,
  };
}

/**
 * Which part of the cells of a frame is seen, for `drawImage`: a negative size where it is drawn backwards.
 *
 * @param {Frame} frame
 * @param {Seen} seen
 * @returns {{x: number, y: number, width: number, height: number}} in cells
 */
export function sourceOf({ rows, columns }, { x, y }) {
  const cell = (side, at) => (at + 0.5 - startOf(side)) / side.step;
  const [left, right] = [cell(columns, x[0]), cell(columns, x[1])];
  const [top, bottom] = [cell(rows, y[0]), cell(rows, y[1])];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * Where elements stand in a picture of so many pixels.
 *
 * @param {[number, number]} range
 * @param {number} pixels
 * @param {number} at
 * @returns {number}
 */
export function pixelAt([from, to], pixels, at) {
  return ((at - from) / (to - from)) * pixels;
}

/**
 * The element under a point of the picture.
 *
 * @param {Frame} frame
 * @param {Seen} seen
 * @param {{x: number, y: number}} share of width and height, 0 to 1
 * @returns {{row: number, column: number}|null} null outside of the cross-section
 */
export function elementAt({ rows, columns, line }, { x, y }, share) {
  const column = Math.floor(x[0] + (x[1] - x[0]) * share.x + 0.5);
  const row = line === undefined ? Math.floor(y[0] + (y[1] - y[0]) * share.y + 0.5) : 0;
  const inside = column >= 0 && row >= 0 && column < Math.max(columns.length, 1) && row < Math.max(rows.length, 1);
  return inside ? { row, column } : null;
}

/**
 * The cell of a frame that holds an element.
 *
 * @param {Frame} frame
 * @param {number} row element index along the rows axis
 * @param {number} column
 * @returns {{value: number, exact: boolean}} exact when the cell holds that element alone
 */
export function cellAt(frame, row, column) {
  const down = Math.floor((row - startOf(frame.rows)) / frame.rows.step);
  const across = Math.floor((column - startOf(frame.columns)) / frame.columns.step);
  const inside = down >= 0 && across >= 0 && down < frame.rows.cells && across < frame.columns.cells;
  return {
    value: inside ? frame.values[down * frame.columns.cells + across] : Number.NaN,
    exact: frame.rows.step === 1 && frame.columns.step === 1,
  };
}

/**
 * The first and the last pixel row or column that the crosshair frames: the whole cell of its element.
 *
 * @param {import('../types.js').ShownAxis} side
 * @param {number} index
 * @returns {[number, number]} in elements
 */
export function bandOf(side, index) {
  const start = startOf(side) + Math.floor((index - startOf(side)) / side.step) * side.step - 0.5;
  return [start, start + side.step];
}

function startOf(side) {
  return side.start ?? 0;
}
