/** Which elements the table around the crosshair shows. Pure. */

/** Rows of the table: the one of the crosshair, and as many on either side. */
export const TABLE_ROWS = 11;
/** The most columns; more are no table that a person reads. */
const MOST_COLUMNS = 41;
const FEWEST_COLUMNS = 3;

/** Characters that most texts of a dtype need; longer ones make the table wider, and it scrolls. */
const CHARACTERS = {
  bool: 5, int8: 4, uint8: 3, int16: 6, uint16: 5, int32: 8, uint32: 8, int64: 9, uint64: 9,
  float16: 8, bfloat16: 8, float8_e4m3fn: 7, float8_e5m2: 7, float32: 11, float64: 13, complex64: 22, complex128: 28,
};
const OTHERWISE = 12;

/**
 * So many indices of an axis around one of them, fewer only where the axis has fewer.
 *
 * @param {number} at
 * @param {number} length of the axis
 * @param {number} count
 * @returns {[number, number]} start and stop
 */
export function around(at, length, count) {
  const wide = Math.min(count, length);
  const start = Math.min(Math.max(at - Math.floor(wide / 2), 0), length - wide);
  return [start, start + wide];
}

/**
 * How many columns a table of a dtype has room for: an odd number, so that the crosshair stands in the middle.
 *
 * @param {number} width pixels
 * @param {string} dtype
 * @param {{character: number, padding: number}} size pixels of one character, and around each text
 * @param {number} [longest] characters of the longest text seen
 * @returns {number}
 */
export function columnsFor(width, dtype, { character, padding }, longest = 0) {
  const characters = Math.max(CHARACTERS[dtype] ?? OTHERWISE, longest);
  const fit = Math.floor(width / (characters * character + padding));
  const odd = fit % 2 === 0 ? fit - 1 : fit;
  return Math.min(Math.max(odd, FEWEST_COLUMNS), MOST_COLUMNS);
}

/**
 * Where an arrow key moves the crosshair.
 *
 * @param {string} key as `KeyboardEvent.key` tells it
 * @param {import('../types.js').Selection} selection
 * @param {{rows: boolean, columns: boolean}} flip what is drawn from its other end
 * @returns {{axis: number, by: number}|null} null for other keys, and along an axis that is not there
 */
export function stepOf(key, selection, flip) {
  const [side, by] = {
    ArrowUp: ['rows', -1], ArrowDown: ['rows', 1], ArrowLeft: ['columns', -1], ArrowRight: ['columns', 1],
    PageUp: ['rows', -TABLE_ROWS], PageDown: ['rows', TABLE_ROWS],
  }[key] ?? [null, 0];
  const axis = selection[side] ?? null;
  return axis === null ? null : { axis, by: flip[side] ? -by : by };
}

/**
 * The indices of a side of the table, in the order in which the picture has them.
 *
 * @param {{start: number, stop: number}} side
 * @param {boolean} flipped
 * @returns {number[]}
 */
export function indicesOf({ start, stop }, flipped) {
  const indices = Array.from({ length: stop - start }, (_, place) => start + place);
  return flipped ? indices.reverse() : indices;
}

/**
 * Black or white, whichever is read better on a colour.
 *
 * @param {number} pixel of an ImageData
 * @returns {'#000000'|'#ffffff'}
 */
export function inkOn(pixel) {
  const [red, green, blue] = [0, 8, 16].map((shift) => {
    const share = ((pixel >>> shift) & 0xff) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  // WCAG 2.1, relative luminance; above 0.179 black has more contrast than white.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}
