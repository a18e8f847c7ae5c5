/** Where the figure has its picture before Plotly is there to ask: the same pixels, so that nothing moves when it comes. */

import { placeBoxes } from './boxes.js';
import { seenOf } from './place.js';

/**
 * @param {import('../types.js').State} state with a frame and a geometry that belong together
 * @param {{width: number, height: number}} size of the figure in pixels
 * @returns {{box: {left: number, top: number, width: number, height: number}, seen: import('./place.js').Seen}}
 */
export function pictureBox(state, size) {
  const { rows, columns } = state.frame;
  const boxes = placeBoxes(size, rows.length, columns.length, (state.beside ?? null) !== null);
  const { margin, pixels, square } = boxes;
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
