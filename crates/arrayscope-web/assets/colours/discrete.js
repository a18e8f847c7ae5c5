/** Arrays of few distinct values: each gets a colour of its own. */

import { toDouble } from '../text/format.js';
import { DEFAULT_COLOUR_MAP, MOST_STEPS } from './maps.js';

/** The map that gives each value a colour of its own. */
export const STEPS = 'steps';

/**
 * The values of an array that has few enough: bool, or integers that are close together in the whole array.
 *
 * @param {string} dtype
 * @param {object|null} summary of the whole array; until it is known, integers may be anything
 * @returns {{low: number, high: number, labels: string[]}|null}
 */
export function fewValues(dtype, summary) {
  if (dtype === 'bool') {
    return { low: 0, high: 1, labels: ['False', 'True'] };
  }
  if (!/^u?int\d+$/.test(dtype) || summary === null || !('min' in summary)) {
    return null;
  }
  const [low, high] = [toDouble(summary.min), toDouble(summary.max)];
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high - low + 1 > MOST_STEPS) {
    return null;
  }
  return { low, high, labels: Array.from({ length: high - low + 1 }, (_, place) => String(low + place)) };
}

/**
 * The map in use: few values have steps instead of the default map, phases a map that ends where it begins, and real and
 * imaginary parts one with 0 in the middle.
 *
 * @param {string} chosen
 * @param {string} of what the cells are
 * @param {{low: number, high: number}|null} few
 * @returns {string}
 */
export function mapInUse(chosen, of, few) {
  if (chosen !== DEFAULT_COLOUR_MAP) {
    return chosen;
  }
  if (of === 'phase') {
    return 'twilight';
  }
  if (of === 'real' || of === 'imaginary') {
    return 'blue-red';
  }
  return few === null ? chosen : STEPS;
}
