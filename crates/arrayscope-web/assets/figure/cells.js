/** Cells to pixels: the innermost loop of the page, without a DOM. */

import { FINITE, MARKS, markOf, pixelOf } from '../colours/all.js';

const MARK_PIXELS = [0, ...MARKS.map(({ colour }) => pixelOf(colour))];
/** More symbols than this would cover each other; the colours stay. */
export const MOST_SYMBOLS = 600;

/**
 * @typedef {object} Painted what one paint did
 * @property {number} below cells under the lower limit
 * @property {number} above cells over the upper limit
 * @property {number} marked cells that are not finite
 * @property {Int32Array} places of the first MOST_SYMBOLS of them
 */

/** Of what has no cells. @type {Painted} */
export const NOTHING_PAINTED = Object.freeze({ below: 0, above: 0, marked: 0, places: new Int32Array() });

/**
 * Paints every cell: a finite one from the table, one beyond a limit in the last colour on that side, one that is not
 * finite in the colour of its mark.
 *
 * @param {Float32Array|Float64Array} values
 * @param {import('../colours/scales.js').Scale|null} scale null when no value is finite
 * @param {Uint32Array} table
 * @param {Uint32Array} pixels as many as there are values
 * @returns {Painted}
 */
export function paintCells(values, scale, table, pixels) {
  const places = [];
  const last = table.length - 1;
  const low = scale?.low ?? Number.NaN;
  const high = scale?.high ?? Number.NaN;
  const factor = table.length / (high - low);
  // Straight lines are multiplied out; what is bent, or too wide for the spread to be a double, is asked for.
  const straight = scale?.kind === 'linear' && Number.isFinite(high - low) && Number.isFinite(factor);
  let below = 0;
  let above = 0;
  let marked = 0;
  for (let cell = 0; cell < values.length; cell += 1) {
    const value = values[cell];
    if (value >= low && value <= high) {
      const entry = (straight ? (value - low) * factor : scale.position(value) * table.length) | 0;
      pixels[cell] = table[entry > last ? last : entry];
      continue;
    }
    const mark = markOf(value);
    if (mark !== FINITE) {
      pixels[cell] = MARK_PIXELS[mark];
      marked += 1;
      if (places.length < MOST_SYMBOLS) {
        places.push(cell);
      }
    } else if (value < low) {
      pixels[cell] = table[0];
      below += 1;
    } else {
      pixels[cell] = table[last];
      above += 1;
    }
  }
  return { below, above, marked, places: Int32Array.from(places) };
}

/**
 * Paints cells that have colours of their own.
 *
 * @param {import('../types.js').Frame} frame
 * @param {Uint32Array} pixels as many as it has cells
 * @returns {Painted} with the values that the server clipped
 */
export function copyCells({ colours, values, below, above, nan, pos_inf: up, neg_inf: down }, pixels) {
  pixels.set(colours);
  const places = [];
  let marked = 0;
  for (let cell = 0; nan + up + down > 0 && cell < values.length; cell += 1) {
    if (markOf(values[cell]) !== FINITE) {
      marked += 1;
      if (places.length < MOST_SYMBOLS) {
        places.push(cell);
      }
    }
  }
  return { below, above, marked, places: Int32Array.from(places) };
}

/**
 * The smallest value above zero, from which a logarithm starts.
 *
 * @param {Float32Array|Float64Array} values
 * @returns {number} NaN when there is none
 */
export function smallestPositive(values) {
  let smallest = Infinity;
  for (const value of values) {
    if (value > 0 && value < smallest) {
      smallest = value;
    }
  }
  return Number.isFinite(smallest) ? smallest : Number.NaN;
}
