/** The values that the curve of an array of one axis is drawn between. */

/** Room above and below the curve, as a share of its height. */
const ROOM = 0.06;
/** Room below it for the marks of what is not finite. */
const MARKED_ROOM = 0.2;

/**
 * The values that the figure reaches over: all finite ones, and room for the marks.
 *
 * @param {import('../types.js').Frame} frame of a line
 * @returns {[number, number]} low and high
 */
export function reachOf({ min, max, nan, pos_inf: up, neg_inf: down }) {
  if (!Number.isFinite(min)) {
    return [0, 1];
  }
  // Halves: the spread of the largest doubles overflows.
  const half = Math.max(max / 2 - min / 2, Math.abs(min) * 1e-6, min === max ? 0.5 : 0);
  const below = nan + up + down > 0 ? MARKED_ROOM : ROOM;
  const clamp = (value) => Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
  return [clamp(min - 2 * half * below), clamp(max + 2 * half * ROOM)];
}
