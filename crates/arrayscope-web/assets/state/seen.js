/**
 * Which part of the cross-section is seen, and from which side: the ranges of the rows and of the columns that a zoom
 * shows, and what is drawn backwards. Pure.
 */

/** @typedef {import('../types.js').View} View */
/** @typedef {import('./tools.js').Region} Region */

export const SIDES = Object.freeze(['rows', 'columns']);

/** What the URL calls the range of a side. */
export const RANGES = Object.freeze({ rows: 'row_range', columns: 'column_range' });

/** @type {Readonly<Partial<View>>} */
export const DEFAULT_SEEN = Object.freeze({
  row_range: null,
  column_range: null,
  flip: Object.freeze({ rows: false, columns: false }),
});

/**
 * @param {URLSearchParams} parameters
 * @returns {Partial<View>} whatever cannot be read is as in DEFAULT_SEEN; ranges are repaired once the shape is known
 */
export function readSeen(parameters) {
  const flipped = (parameters.get('flip') ?? '').split(',');
  return {
    row_range: readRange(parameters.get('row_range')),
    column_range: readRange(parameters.get('column_range')),
    flip: Object.freeze({ rows: flipped.includes('rows'), columns: flipped.includes('columns') }),
  };
}

/**
 * @param {View} view
 * @returns {[string, string][]} names and texts of what is not as in DEFAULT_SEEN
 */
export function writeSeen(view) {
  const ranges = Object.values(RANGES).filter((name) => view[name] !== null).map((name) => [name, view[name].join(':')]);
  const flipped = SIDES.filter((side) => view.flip[side]);
  return flipped.length === 0 ? ranges : [...ranges, ['flip', flipped.join()]];
}

/**
 * The nearest range that an axis has; null for all of it.
 *
 * @param {[unknown, unknown]|null} range the first index and the one after the last; what is no number is an end of the axis
 * @param {number} length
 * @returns {[number, number]|null}
 */
export function repairRange(range, length) {
  if (range === null || length === 0) {
    return null;
  }
  const whole = (bound, otherwise) => (bound === '' || !Number.isFinite(Number(bound)) ? otherwise : Math.trunc(Number(bound)));
  const start = Math.min(Math.max(whole(range[0], 0), 0), length - 1);
  const stop = Math.min(Math.max(whole(range[1], length), start + 1), length);
  return start === 0 && stop === length ? null : [start, stop];
}

/**
 * The ranges of a view, as its array has them.
 *
 * @param {Partial<View>} view
 * @param {import('../types.js').Selection} selection
 * @param {number[]} shape
 * @returns {Partial<View>}
 */
export function repairSeen(view, selection, shape) {
  const repaired = (side) => {
    const axis = selection[side];
    return axis === null ? null : repairRange(view[RANGES[side]] ?? null, shape[axis]);
  };
  return { row_range: repaired('rows'), column_range: repaired('columns') };
}

/**
 * What becomes of ranges and directions when other axes are shown: each stays with its axis.
 *
 * @param {View} view
 * @param {{rows: number|null, columns: number|null}} now the axes shown next
 * @returns {Partial<View>}
 */
export function carrySeen(view, now) {
  const carried = (side) => SIDES.find((before) => view[before] === now[side]);
  const range = (side) => (carried(side) === undefined ? null : view[RANGES[carried(side)]]);
  const flipped = (side) => carried(side) !== undefined && view.flip[carried(side)];
  return {
    row_range: range('rows'),
    column_range: range('columns'),
    flip: Object.freeze({ rows: flipped('rows'), columns: flipped('columns') }),
  };
}

/**
 * The part of a cross-section that a view shows.
 *
 * @param {View} view
 * @param {{rows: {length: number}, columns: {length: number}}} frame
 * @returns {Region|null} null when that is all of it
 */
export function partOf({ row_range: rows, column_range: columns }, frame) {
  const all = (side) => [0, Math.max(frame[side].length, 1)];
  return rows === null && columns === null ? null : { rows: rows ?? all('rows'), columns: columns ?? all('columns') };
}

/**
 * A part as the ranges of a view.
 *
 * @param {Region|null} part null for everything
 * @param {{rows: {length: number}, columns: {length: number}}} frame
 * @returns {Partial<View>}
 */
export function rangesOf(part, frame) {
  const range = (side) => repairRange(part && part[side], frame[side].length);
  return { row_range: range('rows'), column_range: range('columns') };
}

/**
 * What an axis is sliced with: `:`, `10:50`, `::-1`, `49:9:-1`.
 *
 * @param {[number, number]|null} range
 * @param {boolean} flipped
 * @returns {string}
 */
export function sliceText(range, flipped) {
  if (!flipped) {
    return range === null ? ':' : range.join(':');
  }
  // Backwards the stop is the index before the first; before 0 there is none, and -1 would be the last.
  return range === null ? '::-1' : `${range[1] - 1}:${range[0] === 0 ? '' : range[0] - 1}:-1`;
}

/** @param {string|null} text as in `10:50` */
function readRange(text) {
  const found = /^(\d{1,15}):(\d{1,15})$/.exec(text ?? '');
  return found === null || Number(found[1]) >= Number(found[2]) ? null : [Number(found[1]), Number(found[2])];
}
