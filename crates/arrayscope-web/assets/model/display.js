/** How an array is shown: by what suits its number of axes. */

/**
 * @param {import('../types.js').Geometry} geometry
 * @returns {'number'|'line'|'picture'}
 */
export const displayOf = ({ ndim }) => ['number', 'line'][ndim] ?? 'picture';
