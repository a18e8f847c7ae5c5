/** Colour limits: between which two values the colours lie, and the sentence that says where they come from. */

import { formatNumber, toDouble } from '../text/format.js';
import { numpyText, pictureKey } from '../state/axes.js';
import { colourMap } from './maps.js';

/**
 * @typedef {object} Limits
 * @property {number} low
 * @property {number} high greater than `low`
 * @property {boolean} flat whether there is one value only, which stands in the middle
 */

/** Where limits may come from, in the order of the choice. */
export const LIMITS = Object.freeze([
  { id: 'slice', title: 'This cross-section' },
  { id: 'array', title: 'Whole array' },
  { id: 'percentiles', title: 'Percentiles' },
  { id: 'deviation', title: 'Mean ± k·std' },
  { id: 'typed', title: 'Typed' },
]);

/**
 * Limits as drawn: one value alone gets room around it.
 *
 * @param {number} min smallest finite value, NaN when there is none
 * @param {number} max
 * @returns {Limits|null} null when no value is finite
 */
export function colourLimits(min, max) {
  if (!Number.isFinite(min) || !Number.isFinite(max)) {
    return null;
  }
  if (min < max) {
    return { low: min, high: max, flat: false };
  }
  const half = Math.max(Math.abs(min) * 1e-6, 0.5);
  return { low: min - half, high: min + half, flat: true };
}

/**
 * The limits of a state.
 *
 * @param {object} given
 * @param {import('../types.js').View} given.view
 * @param {import('../types.js').Frame} given.frame
 * @param {object|null} given.summary of the whole array, null while it is computed
 * @param {object|null} given.levels of this cross-section, null while they are computed
 * @param {string} given.map id of the colour map in use
 * @param {string|null} [given.unit]
 * @returns {{drawn: Limits|null, text: string, own: {low: number, high: number}|null}} `own` are those of this
 *   cross-section, to be held while sliding
 */
export function chooseLimits({ view, frame, summary, levels, map, unit = null }) {
  const after = unit && frame.of === 'value' ? ` ${unit}` : '';
  if (frame.of === 'phase') {
    return { drawn: { low: -Math.PI, high: Math.PI, flat: false }, text: `${MINUS}π to π: the whole circle`, own: null };
  }
  const asked = ask(view, frame, summary, levels);
  const held = heldOf(view, asked);
  const found = held ?? asked;
  const drawn = colourLimits(found.low, found.high);
  const waiting = found.waiting ? `; ${found.waiting}` : '';
  if (drawn === null) {
    return { drawn, text: `No limits: no value of ${found.where} is finite${waiting}`, own: null };
  }
  const own = asked.waiting || drawn.flat || asked.fixed ? null : { low: asked.low, high: asked.high };
  if (drawn.flat) {
    const of = frame.of === 'value' ? 'finite value' : WORDS[frame.of];
    return { drawn, text: `One colour: every ${of} of ${found.where} is ${formatNumber(found.low)}${after}${waiting}`, own };
  }
  const centred = colourMap(map).kind === 'diverging' && view.limits !== 'typed' && !(drawn.low === -drawn.high);
  const farther = Math.max(Math.abs(drawn.low), Math.abs(drawn.high));
  const final = centred ? { low: -farther, high: farther, flat: false } : drawn;
  const range = `${formatNumber(final.low)} to ${formatNumber(final.high)}${after}`;
  return { drawn: final, text: `${range}: ${found.text}${centred ? ', made even so that 0 is in the middle' : ''}${waiting}`, own };
}

const MINUS = '\u2212';
const WORDS = { value: 'finite value', magnitude: 'magnitude', real: 'real part', imaginary: 'imaginary part', phase: 'phase' };

/** What the choice of the view means for this cross-section. */
function ask(view, frame, summary, levels) {
  const here = { low: toDouble(frame.min), high: toDouble(frame.max), where: 'this cross-section' };
  const of = WORDS[frame.of] ?? 'value';
  const slice = { ...here, text: `the smallest and largest ${of} of this cross-section` };
  switch (view.limits) {
    case 'array':
      if (frame.of !== 'value' && frame.of !== 'magnitude') {
        return { ...slice, text: `${slice.text}; those of the whole array are known of values and magnitudes only` };
      }
      if (summary === null || !('min' in summary)) {
        return { ...slice, waiting: summary === null ? 'the whole array is being read' : `the whole array is not known: ${summary.message}` };
      }
      return {
        low: toDouble(summary.min), high: toDouble(summary.max), where: 'the whole array', fixed: true,
        text: `the smallest and largest ${of} of the whole array`,
      };
    case 'percentiles': {
      const found = levels?.percentiles;
      if (!found || found.length !== 2) {
        return { ...slice, waiting: levels?.message ?? 'percentiles are being computed' };
      }
      const [low, high] = found;
      return {
        ...here, low: toDouble(low.value), high: toDouble(high.value),
        text: `percentiles ${formatNumber(low.percent)} and ${formatNumber(high.percent)} of this cross-section`,
      };
    }
    case 'deviation': {
      if (levels === null || levels.message !== undefined) {
        return { ...slice, waiting: levels?.message ?? 'mean and std are being computed' };
      }
      const [mean, std] = [toDouble(levels.mean), toDouble(levels.std)];
      const k = view.deviations;
      return { ...here, low: mean - k * std, high: mean + k * std, text: `mean ± ${formatNumber(k)} std of this cross-section` };
    }
    case 'typed':
      return view.between === null
        ? { ...slice, text: `${slice.text}, until limits are typed` }
        : { low: view.between[0], high: view.between[1], where: 'these limits', text: 'typed', fixed: true };
    default:
      return slice;
  }
}

/** Limits that a cross-section had, kept while the sliders move; nothing to keep of those that move with nothing. */
function heldOf(view, asked) {
  const { held, lock } = view;
  if (!lock || held === null || asked.fixed) {
    return null;
  }
  const keyAt = (at) => pictureKey({ rows: view.rows, columns: view.columns, at });
  if (view.at === null || held.at.length !== view.at.length || (keyAt(held.at) === keyAt(view.at) && !asked.waiting)) {
    return null;
  }
  const name = numpyText({ rows: view.rows, columns: view.columns, at: held.at });
  return { low: held.low, high: held.high, where: name, text: `${(asked.text ?? '').replace('this cross-section', name)}, held while sliding` };
}

/**
 * How many cells lie outside of the limits, as a sentence.
 *
 * @param {{below: number, above: number}} painted
 * @param {(count: number) => string} count
 * @param {'cell'|'value'} [what] a cell in its own colours has three values
 * @returns {string} empty when none does
 */
export function clippedText({ below, above }, count, what = 'cell') {
  if (below === 0 && above === 0) {
    return '';
  }
  return `clipped: ${count(below)} ${what}${below === 1 ? '' : 's'} below, ${count(above)} above`;
}
