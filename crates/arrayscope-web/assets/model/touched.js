/** What the cost of a cross-section depends on: the array and the axes, and hardly the index on the others. */

import { selectionOf } from '../state/selection.js';
import { differenceId, otherOf } from './compare.js';

/** @typedef {import('../types.js').State} State */

/**
 * @param {State} state
 * @returns {string|null} the array or, of two, their difference, and its axes; null while there is none
 */
export function costKey(state) {
  const selection = selectionOf(state);
  if (selection === null) {
    return null;
  }
  const { rows, columns, channel } = selection;
  return [touchedId(state), rows, columns, channel].join('|');
}

/** Two arrays that are compared are both read. */
export function touchedId(state) {
  const other = otherOf(state);
  return other === null ? state.view.array : differenceId(state.view.array, other.id);
}

/**
 * @param {State} state
 * @returns {boolean} whether a cross-section of these axes is on display
 */
export function isRead(state) {
  const [selection, frame] = [selectionOf(state), state.frame];
  return selection !== null && frame?.id === state.view.array
    && ['rows', 'columns', 'channel'].every((axis) => frame.selection[axis] === selection[axis]);
}
