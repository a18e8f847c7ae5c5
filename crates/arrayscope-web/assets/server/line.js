/** The curve of an array of one axis: the points of a line, as a frame of one row. */

import { toDouble } from '../text/format.js';

/** @typedef {import('../types.js').Frame} Frame */

/**
 * @param {object} answer of `/line`
 * @param {string} id the array that was asked for
 * @returns {Frame} its values are the means of the points, with anything that is not finite surviving; `line` has their
 *   smallest and largest value
 */
export function frameOfLine(answer, id) {
  const { mean, min, max, nan, pos_inf: up, neg_inf: down, columns, ...rest } = answer;
  const total = (counts) => counts.reduce((sum, count) => sum + Number(count), 0);
  const [low, high] = [min, max].map((all) => Float64Array.from(all, toDouble));
  const finite = (all) => all.filter(Number.isFinite);
  return {
    ...rest,
    id,
    rows: { axis: null, length: 1, start: 0, cells: 1, step: 1 },
    columns,
    dtype: 'float64',
    // NaN where nothing is finite, as of every frame.
    min: finite(low).reduce((least, value) => Math.min(least, value), finite(low)[0] ?? Number.NaN),
    max: finite(high).reduce((most, value) => Math.max(most, value), finite(high)[0] ?? Number.NaN),
    nan: total(nan),
    pos_inf: total(up),
    neg_inf: total(down),
    values: Float64Array.from(mean, (value, point) => marked(nan[point], up[point], down[point]) ?? toDouble(value)),
    line: { low, high, mean: Float64Array.from(mean, toDouble), counts: { nan, pos_inf: up, neg_inf: down } },
  };
}

/** The most telling of what is not finite, as in a reduced picture. */
function marked(nan, up, down) {
  if (nan > 0) {
    return Number.NaN;
  }
  return up > 0 ? Infinity : down > 0 ? -Infinity : null;
}
