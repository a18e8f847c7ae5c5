/** What the URL selects of the array on display. */

import { aspectOf } from './aspect.js';

/**
 * @param {import('../types.js').State} state
 * @returns {import('../types.js').Selection|null} the selection of the URL once it fits the array, else null
 */
export function selectionOf({ view, geometry, summary }) {
  if (geometry === null || geometry.id !== view.array || view.at?.length !== geometry.ndim) {
    return null;
  }
  return { rows: view.rows, columns: view.columns, at: view.at, ...aspectOf({ view, geometry, summary }) };
}
