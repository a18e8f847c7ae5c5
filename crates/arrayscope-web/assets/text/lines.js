/** The lines through the crosshair in words. */

import { contentsOf } from '../model/lines.js';
import { indexText } from '../state/axes.js';
import { formatCount, formatNumber } from './format.js';

/**
 * The line as NumPy writes it: `arr[3, 10, :, 0]`.
 *
 * @param {number[]} at the crosshair
 * @param {number} axis that the line runs along
 * @returns {string}
 */
export const lineExpression = (at, axis) => indexText(at.map((index, other) => (other === axis ? ':' : index)));

/**
 * What a line holds, as far as it was asked for.
 *
 * @param {import('../model/lines.js').Line} line
 * @param {{low: number, high: number}|null} limits of the colours
 * @returns {string}
 */
export function lineText(line, limits) {
  const { low, high, odd, beyond } = contentsOf(line, limits);
  const { step } = line.columns;
  return [
    step === 1 ? null : `${formatCount(step)} elements per point: smallest, mean, largest`,
    Number.isNaN(low) ? 'nothing finite' : `${formatNumber(low)} to ${formatNumber(high)}`,
    odd > 0 ? `${formatCount(odd)} not finite` : null,
    beyond > 0 ? `${formatCount(beyond)} beyond limits` : null,
  ].filter(Boolean).join(' · ');
}
