/** What the statistics panel asks and shows, as pure functions: which axes are left, and the plane of them on display. */

/** @typedef {import('../types.js').Selection} Selection */

/** @type {ReadonlyArray<{id: string, label: string}>} */
export const STATISTICS = Object.freeze([
  { id: 'mean', label: 'mean' },
  { id: 'std', label: 'std' },
  { id: 'min', label: 'min' },
  { id: 'max', label: 'max' },
  { id: 'count', label: 'finite' },
  { id: 'nan', label: 'NaN' },
  { id: 'pos_inf', label: '+Inf' },
  { id: 'neg_inf', label: '\u2212Inf' },
]);

/**
 * What is asked, as one text: answers to another question are stale.
 *
 * @param {{along: number|null, reduce: string, statistic: string}} view
 * @param {number} ndim
 * @returns {string}
 */
export function questionOf({ along, reduce, statistic }, ndim) {
  return `${along}|${reduce}|${isPlane({ reduce }, ndim) ? statistic : ''}`;
}

/**
 * Whether the result has two axes and more, and is a picture of one statistic.
 *
 * @param {{reduce: string}} view
 * @param {number} ndim
 * @returns {boolean}
 */
export const isPlane = ({ reduce }, ndim) => reduce === 'over' && ndim > 2;

/**
 * The plane of the result on display: the axes of the cross-section where they are left, else the last ones that are.
 *
 * @param {Selection} selection
 * @param {number} axis that was reduced
 * @returns {{kept: number[], rows: number, columns: number}} axes of the array; `kept` in their order
 */
export function planeAxes({ rows, columns, at }, axis) {
  const kept = at.map((_, other) => other).filter((other) => other !== axis);
  const free = kept.filter((other) => other !== rows && other !== columns);
  const shown = [rows, columns].map((side) => (kept.includes(side) ? side : free.pop()));
  return { kept, rows: shown[0], columns: shown[1] };
}

/**
 * The cells of that plane.
 *
 * @param {{shape: number[], values: ArrayLike<number|bigint>}} result
 * @param {{kept: number[], rows: number, columns: number}} plane
 * @param {number[]} at the index per axis of the array
 * @returns {{rows: number, columns: number, position: (row: number, column: number) => number}} `position` in `values`
 */
export function planeOf({ shape }, { kept, rows, columns }, at) {
  const steps = shape.map((_, place) => shape.slice(place + 1).reduce((product, length) => product * length, 1));
  const [rowPlace, columnPlace] = [kept.indexOf(rows), kept.indexOf(columns)];
  const start = kept.reduce((sum, axis, place) =>
    (place === rowPlace || place === columnPlace ? sum : sum + at[axis] * steps[place]), 0);
  return {
    rows: shape[rowPlace],
    columns: shape[columnPlace],
    position: (row, column) => start + row * steps[rowPlace] + column * steps[columnPlace],
  };
}

/**
 * A run of at most `most` indices around one.
 *
 * @param {number} index
 * @param {number} length
 * @param {number} most
 * @returns {{first: number, end: number}}
 */
export function around(index, length, most) {
  const first = Math.max(Math.min(index - Math.floor(most / 2), length - most), 0);
  return { first, end: Math.min(first + most, length) };
}
