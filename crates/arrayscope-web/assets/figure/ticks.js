/** Ticks for values that lie far from zero and close together: told from an offset, or their labels would collide. */

import { formatCount, formatNumber } from '../text/format.js';

/** From this ratio of size to spread on, labels need more digits than there is room for. */
const FAR = 1000;
const MOST_TICKS = 5;

/**
 * @param {number} low
 * @param {number} high
 * @returns {{offset: string, tickvals: number[], ticktext: string[]}|null} null when plain labels do
 */
export function offsetTicks(low, high) {
  const spread = high - low;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (!(spread > 0) || !Number.isFinite(size) || size < FAR * spread) {
    return null;
  }
  const step = roundStep(spread / MOST_TICKS);
  const unit = 10 ** Math.ceil(Math.log10(spread));
  const offset = exact(Math.floor(low / unit) * unit);
  const decimals = Math.min(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)), 20);
  const tickvals = [];
  const ticktext = [];
  for (let count = Math.ceil((low - offset) / step); offset + count * step <= high && tickvals.length < 2 * MOST_TICKS; count += 1) {
    const above = count * step;
    tickvals.push(exact(offset + above));
    ticktext.push(`+${decimals > 6 || above >= 1e5 ? formatNumber(exact(above), 3) : above.toFixed(decimals)}`);
  }
  const whole = Number.isInteger(offset) && Math.abs(offset) < 1e15;
  return { offset: whole ? formatCount(offset) : formatNumber(offset, 12), tickvals, ticktext };
}

/** The next of 1, 2, 5 times a power of ten. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/** Without the noise of a multiplication by 0.1. */
function exact(value) {
  return Number(value.toPrecision(15));
}
