/** Which picture the levels of the state belong to. */

import { sourceOf } from '../model/compare.js';
import { pictureKey } from '../state/axes.js';

/** @typedef {import('../types.js').State} State */

/** @param {State} state */
export function levelsKey({ frame, view }) {
  return `${sourceOf(frame)}|${pictureKey(frame.selection)}|${frame.of}|${view.percentiles}`;
}

/**
 * The levels of the state, if they are those of its picture.
 *
 * @param {State} state
 * @returns {object|null}
 */
export function levelsOf(state) {
  return state.levels?.key === levelsKey(state) ? state.levels : null;
}
