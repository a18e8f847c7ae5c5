/** Where the first NaN, an infinity or an extremum is, and what to say about it. */

/** @typedef {'nan'|'pos_inf'|'neg_inf'|'min'|'max'} Place */

/** In the order of their buttons; `key` as the help writes it. */
export const PLACES = Object.freeze([
  { of: 'nan', label: 'NaN', name: 'first NaN', key: 'n' },
  { of: 'pos_inf', label: '+Inf', name: 'first +Inf', key: 'u' },
  { of: 'neg_inf', label: '\u2212Inf', name: 'first \u2212Inf', key: 'd' },
  { of: 'min', label: 'minimum', name: 'minimum', key: '<' },
  { of: 'max', label: 'maximum', name: 'maximum', key: '>' },
]);

/**
 * What the note says when somebody went there.
 *
 * @param {{of: Place, measured: string, index: number[]|null}} answer of the server
 * @returns {string}
 */
export function placeText({ of, measured, index }) {
  const { label, name } = PLACES.find((place) => place.of === of);
  const extremum = of === 'min' || of === 'max';
  if (index === null) {
    return extremum ? 'There is no finite value in this array' : `There is no ${label} in this array`;
  }
  return `The ${name}${extremum && measured !== 'value' ? ` of the ${measured}` : ''} is at [${index.join(', ')}]`;
}

/**
 * Whether the array is known to have none of a kind.
 *
 * @param {Place} of
 * @param {object|null} summary statistics of the whole array, null or a refusal while they are not known
 * @returns {boolean}
 */
export function hasNone(of, summary) {
  const count = summary?.[of === 'min' || of === 'max' ? 'count' : of];
  return count !== undefined && Number(count) === 0;
}

/**
 * The ranges of a view that an index is seen in: a zoom ends where it would not be.
 *
 * @param {import('../types.js').View} view
 * @param {number[]} index
 * @returns {Partial<import('../types.js').View>}
 */
export function rangesAround({ rows, columns, row_range: down, column_range: across }, index) {
  const kept = (range, axis) => (range !== null && axis !== null && index[axis] >= range[0] && index[axis] < range[1] ? range : null);
  return { row_range: kept(down, rows), column_range: kept(across, columns) };
}
