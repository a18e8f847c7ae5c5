/** What the URL selects of the array on display. */

import { aspectOf, isComplex } from './aspect.js';

/**
 * @param {import('../types.js').State} state
 * @returns {import('../types.js').Selection|null} the selection of the URL once it fits the array, else null
 */
export function selectionOf(state) {
  const { view, geometry } = state;
  if (geometry === null || geometry.id !== view.array || view.at?.length !== geometry.ndim) {
    return null;
  }
  return { rows: view.rows, columns: view.columns, at: view.at, ...aspectOf(state) };
}

/**
 * The same, as far as the array on display has it alone: real numbers have no part.
 *
 * @param {import('../types.js').State} state
 * @returns {import('../types.js').Selection|null}
 */
export function ownSelectionOf(state) {
  const selection = selectionOf(state);
  if (selection === null || selection.part === undefined || isComplex(state.geometry)) {
    return selection;
  }
  const { part: _, ...own } = selection;
  return own;
}
