/** Where the figure has its picture before Plotly is there to ask: the same pixels, so that nothing moves when it comes. */

import { boxesOf } from './boxes_of.js';
import { seenOf } from './place.js';

/**
 * @param {import('../types.js').State} state with a frame and a geometry that belong together
 * @param {{width: number, height: number}} size of the figure in pixels
 * @returns {{box: {left: number, top: number, width: number, height: number}, seen: import('./place.js').Seen}}
 */
export function pictureBox(state, size) {
  const { margin, pixels, square } = boxesOf(state, size);
  const seen = seenOf(state);
  const box = { left: margin.l, top: margin.t, ...(square ? squared(pixels, seen) : pixels) };
  return { box, seen };
}

/** A range that was chosen is kept, and so are the proportions of its cells: one side of the picture becomes shorter. */
function squared({ width, height }, { x, y }) {
  const [across, down] = [x, y].map(([from, to]) => Math.abs(to - from));
  const pixel = Math.min(width / across, height / down);
  return { width: pixel * across, height: pixel * down };
}
