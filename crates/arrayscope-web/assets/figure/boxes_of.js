/** Where everything in the figure of a state stands. */

import { placeBoxes } from './boxes.js';

/**
 * @param {import('../types.js').State} state with a frame
 * @param {{width: number, height: number}} size of the figure in pixels
 * @returns {import('./boxes.js').Boxes}
 */
export function boxesOf({ frame, beside }, size) {
  const { rows, columns, line, colours } = frame;
  // A curve and a picture in its own colours have none between two limits.
  const hasBar = line === undefined && colours === undefined;
  return placeBoxes(size, rows.length, columns.length, { isBeside: (beside ?? null) !== null, hasBar });
}
