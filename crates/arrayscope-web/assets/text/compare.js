/** An element of both arrays in words. */

import { otherOf } from '../model/compare.js';

/**
 * @param {import('../types.js').State} state
 * @param {{index: number[], other: string, difference: string}|null} compared
 * @param {number[]} index
 * @returns {string} empty while nothing is compared, and until the other one is known
 */
export function comparedText(state, compared, index) {
  if (otherOf(state) === null || compared?.index?.join() !== index.join()) {
    return '';
  }
  return ` · B ${compared.other} · A \u2212 B ${compared.difference.replace(/(?<!e)-/g, '\u2212')}`;
}
