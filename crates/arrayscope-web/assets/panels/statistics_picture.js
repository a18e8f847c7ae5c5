/** A statistic over one axis of an array with more than two: a picture of two of the axes that are left, and its numbers. */

import { MARKS, TABLE_LENGTH, colourTable, pixelOf } from '../colours/all.js';
import { fill, make, setText } from '../dom/elements.js';
import { axisTitle, formatNumber } from '../text/format.js';
import { STATISTICS, around, planeAxes, planeOf } from '../model/statistics.js';

/** As many numbers as one reads. */
const MOST_ROWS = 40;
const MOST_COLUMNS = 8;

/**
 * Draws the picture and fills the table.
 *
 * @param {object} parts of the statistics panel
 * @param {object} stats the answer: `over`, `statistic`, `shape`, `values`
 * @param {import('../types.js').State} state
 */
export function drawPicture(parts, stats, { geometry, view }) {
  const selection = { rows: view.rows, columns: view.columns, at: view.at };
  const axes = planeAxes(selection, stats.over);
  const plane = planeOf(stats, axes, view.at);
  const value = (row, column) => Number(stats.values[plane.position(row, column)]);
  const table = colourTable(view.colormap);
  const limits = paintCells(parts.picture, plane, value, table);
  const mark = { row: view.at[axes.rows], column: view.at[axes.columns] };
  const expression = `a.${stats.statistic}(axis=${stats.over})`;
  const place = (row, column) => axes.kept.map((axis) => (axis === axes.rows ? row : axis === axes.columns ? column : view.at[axis]));
  drawBar(parts, limits, table);
  setText(parts.reading, `${expression}[${place(mark.row, mark.column).join(', ')}] = ${told(stats, plane.position(mark.row, mark.column))}`);
  const name = (axis) => axisTitle(axis, geometry.axes[axis]?.name);
  setText(parts.plane, `rows ${name(axes.rows)}, columns ${name(axes.columns)}`);
  parts.marker.style.left = `${((mark.column + 0.5) / plane.columns) * 100}%`;
  parts.marker.style.top = `${((mark.row + 0.5) / plane.rows) * 100}%`;
  parts.plane_ = { plane, axes, stats, place, expression };
  fillTable(parts, stats, plane, axes, mark);
}

/**
 * The element of the result under the pointer.
 *
 * @param {object} parts
 * @param {PointerEvent} event
 * @returns {{row: number, column: number, text: string}|null}
 */
export function resultAt({ picture, plane_: drawn }, event) {
  if (drawn === undefined) {
    return null;
  }
  const { plane, stats, place, expression } = drawn;
  const box = picture.getBoundingClientRect();
  const row = Math.floor(((event.clientY - box.top) / box.height) * plane.rows);
  const column = Math.floor(((event.clientX - box.left) / box.width) * plane.columns);
  if (row < 0 || column < 0 || row >= plane.rows || column >= plane.columns) {
    return null;
  }
  return { row, column, text: `${expression}[${place(row, column).join(', ')}] = ${told(stats, plane.position(row, column))}` };
}

function told({ values }, position) {
  const value = values[position];
  return typeof value === 'bigint' ? String(value) : formatNumber(value);
}

/** One pixel per result; the style sheet enlarges it with sharp edges. */
function paintCells(canvas, { rows, columns }, value, table) {
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const one = value(row, column);
      if (Number.isFinite(one)) {
        low = Math.min(low, one);
        high = Math.max(high, one);
      }
    }
  }
  canvas.width = Math.max(columns, 1);
  canvas.height = Math.max(rows, 1);
  canvas.style.aspectRatio = `${Math.min(Math.max(columns / rows, 0.4), 3)}`;
  if (rows === 0 || columns === 0) {
    return null;
  }
  const pen = canvas.getContext('2d');
  const image = pen.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const marks = MARKS.map(({ colour }) => pixelOf(colour));
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const one = value(row, column);
      const share = high > low ? (one - low) / (high - low) : 0.5;
      pixels[row * columns + column] = Number.isFinite(one) ? table[Math.round(share * (TABLE_LENGTH - 1))]
        : marks[Number.isNaN(one) ? 0 : one > 0 ? 1 : 2];
    }
  }
  pen.putImageData(image, 0, 0);
  return low <= high ? { low, high } : null;
}

/** The colours between the smallest and the largest result. */
function drawBar({ bar, low, high }, limits, table) {
  setText(low, limits === null ? 'no finite result' : formatNumber(limits.low));
  setText(high, limits === null ? '' : formatNumber(limits.high));
  bar.hidden = limits === null;
  const image = new ImageData(bar.width, 1);
  new Uint32Array(image.data.buffer).set(Array.from({ length: bar.width }, (_, place) => table[Math.floor((place / bar.width) * TABLE_LENGTH)]));
  bar.getContext('2d').putImageData(image, 0, 0);
}

/** The numbers around the crosshair. */
function fillTable(parts, stats, plane, axes, mark) {
  const rows = around(mark.row, plane.rows, MOST_ROWS);
  const columns = around(mark.column, plane.columns, MOST_COLUMNS);
  const range = ({ first, end }) => Array.from({ length: end - first }, (_, place) => first + place);
  const label = STATISTICS.find(({ id }) => id === stats.statistic)?.label ?? stats.statistic;
  fill(parts.head, make('tr', {}, make('th', { scope: 'col' }, label),
    range(columns).map((column) => make('th.number', { scope: 'col' }, String(column)))));
  fill(parts.body, range(rows).map((row) => make('tr', {}, make('th.number', { scope: 'row' }, String(row)),
    range(columns).map((column) => make(row === mark.row && column === mark.column ? 'td.number.here' : 'td.number', {},
      told(stats, plane.position(row, column)))))));
  const all = rows.end - rows.first === plane.rows && columns.end - columns.first === plane.columns;
  setText(parts.more, all ? '' : `Rows ${rows.first} to ${rows.end - 1} and columns ${columns.first} to ${columns.end - 1}, around the sliders; the .npy has all`);
}
