/** The drawings on top of the cells: symbols in cells that are not finite, and the crosshair. */

import { MARKS, markOf } from '../colours/all.js';
import { bandOf, pixelAt } from './place.js';

/** Smallest cell, in CSS pixels, that a symbol fits in. */
const SMALLEST_SYMBOL_CELL = 6;
const LARGEST_SYMBOL = 14;
const SYMBOL_INK = '#101418';

/** Outlines from −1 to 1: a cross, a triangle upwards, a triangle downwards. */
const OUTLINES = {
  nan: [[[-1, -1], [1, 1]], [[1, -1], [-1, 1]]],
  pos_inf: [[[0, -1], [1, 0.8], [-1, 0.8], [0, -1]]],
  neg_inf: [[[0, 1], [-1, -0.8], [1, -0.8], [0, 1]]],
};

/**
 * Draws the symbol of each marked cell, while cells are large enough and few enough for them to be told apart.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import('../types.js').Frame} frame
 * @param {import('./cells.js').Painted} painted
 * @param {import('./place.js').Seen} seen
 * @param {{width: number, height: number, density: number}} size pixels of the picture, and of one CSS pixel
 */
export function drawSymbols(context, frame, painted, seen, { width, height, density }) {
  const { rows, columns } = frame;
  const cell = {
    width: Math.abs(columns.step / (seen.x[1] - seen.x[0])) * width,
    height: Math.abs(rows.step / (seen.y[1] - seen.y[0])) * height,
  };
  const smallest = Math.min(cell.width, cell.height) / density;
  if (smallest < SMALLEST_SYMBOL_CELL || painted.marked > painted.places.length) {
    return;
  }
  const radius = (Math.min(smallest * 0.55, LARGEST_SYMBOL) / 2) * density;
  context.lineWidth = Math.max(radius * 0.34, density);
  context.strokeStyle = SYMBOL_INK;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const place of painted.places) {
    const { id } = MARKS[markOf(frame.values[place]) - 1];
    const column = (columns.start ?? 0) + (place % columns.cells) * columns.step + (columns.step - 1) / 2;
    const row = (rows.start ?? 0) + Math.floor(place / columns.cells) * rows.step + (rows.step - 1) / 2;
    const x = pixelAt(seen.x, width, column);
    const y = pixelAt(seen.y, height, row);
    if (x > -radius && y > -radius && x < width + radius && y < height + radius) {
      outline(context, id, x, y, radius);
    }
  }
}

/**
 * Draws the symbol of a mark in the colour of the stroke.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {'nan'|'pos_inf'|'neg_inf'} id
 * @param {number} x of its middle
 * @param {number} y
 * @param {number} radius
 */
export function outline(context, id, x, y, radius) {
  context.beginPath();
  for (const [start, ...rest] of OUTLINES[id]) {
    context.moveTo(x + start[0] * radius, y + start[1] * radius);
    rest.forEach(([right, down]) => context.lineTo(x + right * radius, y + down * radius));
  }
  context.stroke();
}

/**
 * Frames the row and the column of the crosshair: dark outside and light inside, to be seen on every colour.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import('../types.js').Frame} frame
 * @param {number[]} index full index of the crosshair
 * @param {import('./place.js').Seen} seen
 * @param {{width: number, height: number, density: number}} size
 */
export function drawCrosshair(context, { rows, columns }, index, seen, { width, height, density }) {
  const boxes = [];
  if (columns.axis !== null && columns.length > 1) {
    const [left, right] = bandOf(columns, index[columns.axis]).map((at) => pixelAt(seen.x, width, at));
    boxes.push([left, -4 * density, right - left, height + 8 * density]);
  }
  if (rows.axis !== null && rows.length > 1) {
    const [top, bottom] = bandOf(rows, index[rows.axis]).map((at) => pixelAt(seen.y, height, at));
    boxes.push([-4 * density, top, width + 8 * density, bottom - top]);
  }
  for (const [colour, line] of [['rgba(0,0,0,0.75)', 3], ['rgba(255,255,255,0.95)', 1]]) {
    context.strokeStyle = colour;
    context.lineWidth = line * density;
    boxes.forEach((box) => context.strokeRect(...box));
  }
}
