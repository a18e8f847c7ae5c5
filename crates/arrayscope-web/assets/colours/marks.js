/** How NaN, +Inf and −Inf are marked, everywhere on the page. */

/**
 * The three marks of what is not finite. Each has a colour found in no colour map above, a symbol and a word,
 * so that no pair is told apart by colour alone.
 *
 * @type {ReadonlyArray<{id: 'nan'|'pos_inf'|'neg_inf', label: string, colour: string, symbol: string}>}
 */
export const MARKS = Object.freeze([
  { id: 'nan', label: 'NaN', colour: '#ff2bd6', symbol: 'x' },
  { id: 'pos_inf', label: '+Inf', colour: '#ff7a00', symbol: 'triangle-up' },
  { id: 'neg_inf', label: '\u2212Inf', colour: '#00b7ff', symbol: 'triangle-down' },
]);

/** What `markOf` tells of a finite value. */
export const FINITE = 0;

/**
 * @param {number} value
 * @returns {number} 0 for a finite value, else the place in MARKS plus one: 1 NaN, 2 +Inf, 3 −Inf
 */
export function markOf(value) {
  if (Number.isFinite(value)) {
    return FINITE;
  }
  return Number.isNaN(value) ? 1 : value > 0 ? 2 : 3;
}
