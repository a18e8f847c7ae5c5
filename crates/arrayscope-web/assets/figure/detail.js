/** What is asked for when a reduced picture is zoomed: the elements that are now visible, as finely as the screen shows. */

import { pictureKey } from '../state/axes.js';

/** @typedef {import('../types.js').Frame} Frame */

/** A range that was drawn comes back with the rounding of its pixels. */
const ROUNDING = 1e-6;

/**
 * The part of a frame that is seen, in whole elements.
 *
 * @param {import('./place.js').Seen} seen
 * @param {Frame} frame
 * @returns {{rows: [number, number], columns: [number, number]}|null} start and stop; null when nothing of it is seen
 */
export function partSeen({ x, y }, { rows, columns, line }) {
  const clip = ([from, to], length) => [
    Math.max(Math.floor(Math.min(from, to) + 0.5 + ROUNDING), 0),
    Math.min(Math.ceil(Math.max(from, to) + 0.5 - ROUNDING), length),
  ];
  const down = line === undefined ? clip(y, Math.max(rows.length, 1)) : [0, 1];
  const part = { rows: down, columns: clip(x, Math.max(columns.length, 1)) };
  return part.rows[0] < part.rows[1] && part.columns[0] < part.columns[1] ? part : null;
}

/**
 * The part to ask for, when asking would show more than the frame does.
 *
 * @param {import('../state/tools.js').Region|null} part that is seen, null for all of it
 * @param {Frame} frame the whole cross-section
 * @param {{rows: number, columns: number}} most cells that the screen can show
 * @returns {{rows: [number, number], columns: [number, number]}|null}
 */
export function partToAsk(part, frame, most) {
  if (part === null || (frame.rows.step === 1 && frame.columns.step === 1)) {
    return null;
  }
  const step = ([start, stop], cells) => Math.ceil((stop - start) / cells);
  const finer = step(part.rows, most.rows) < frame.rows.step || step(part.columns, most.columns) < frame.columns.step;
  return finer ? part : null;
}

/**
 * The finer part of the state, if it belongs to its picture.
 *
 * @param {{detail: Frame|null, frame: Frame|null}} state
 * @returns {Frame|null}
 */
export function detailOf({ detail, frame }) {
  const fits = detail !== null && frame !== null && detail.id === frame.id
    && pictureKey(detail.selection) === pictureKey(frame.selection);
  return fits ? detail : null;
}
