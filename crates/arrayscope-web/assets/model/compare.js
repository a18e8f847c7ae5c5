/** Comparing with a second array of the same shape: what the URL says of it, which frame is painted, and what is told. */

import { shapeText } from '../text/format.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').View} View */
/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {import('../types.js').ArrayEntry} ArrayEntry */

/** The ways of comparing, in the order of the choice. */
export const WAYS = Object.freeze([
  { id: 'beside', title: 'Side by side', hint: 'both pictures with the same colours, sliders and zoom' },
  { id: 'difference', title: 'A − B', hint: 'what is left of A when B is subtracted' },
  { id: 'flicker', title: 'Flicker', hint: 'A and B in turn, in the same place' },
]);

/**
 * Changes per second of the flicker; 0 waits for the key. Four are two flashes per second: more than three may harm
 * people with photosensitive epilepsy (WCAG 2.3.1).
 */
export const RATES = Object.freeze([0, 1, 2, 4]);

/** @type {Readonly<Partial<View>>} */
export const DEFAULT_COMPARISON = Object.freeze({ other: null, compare: 'beside', rate: 2 });

/**
 * @param {URLSearchParams} parameters
 * @returns {Partial<View>} whatever cannot be read is as in DEFAULT_COMPARISON
 */
export function readComparison(parameters) {
  const way = parameters.get('compare');
  const rate = Number(parameters.get('rate') ?? Number.NaN);
  return {
    other: parameters.get('other'),
    compare: WAYS.some(({ id }) => id === way) ? way : DEFAULT_COMPARISON.compare,
    rate: RATES.includes(rate) ? rate : DEFAULT_COMPARISON.rate,
  };
}

/**
 * @param {View} view
 * @returns {[string, string][]} names and texts of what is not as in DEFAULT_COMPARISON; nothing without another array
 */
export function writeComparison(view) {
  const names = view.other === null ? [] : ['other', 'compare', 'rate'];
  return names.filter((name) => view[name] !== DEFAULT_COMPARISON[name]).map((name) => [name, String(view[name])]);
}

/**
 * Why an array cannot be compared with the one on display.
 *
 * @param {ArrayEntry} entry
 * @param {{id: string, shape: number[], dtype: string}} shown
 * @returns {string|null} null when it can
 */
export function whyNot({ id, shape, dtype }, shown) {
  if (id === shown.id) {
    return 'is on display';
  }
  if (shapeText(shape) !== shapeText(shown.shape)) {
    return `has the shape ${shapeText(shape)}`;
  }
  if (shape.length === 0) {
    return 'has one number';
  }
  const odd = [dtype, shown.dtype].find((name) => !/^(bool|u?int\d+|b?float\d+(_\w+)?|complex\d+)$/.test(name));
  return odd === undefined ? null : `${odd} is not compared`;
}

/**
 * The array that the one on display is compared with.
 *
 * @param {State} state
 * @returns {ArrayEntry|null} null without one, and when it cannot be compared
 */
export function otherOf({ arrays, geometry, view }) {
  const entry = view.other === null || geometry === null || geometry.id !== view.array
    ? undefined
    : arrays.find(({ id }) => id === view.other);
  return entry !== undefined && whyNot(entry, geometry) === null ? entry : null;
}

/**
 * What another array is compared with when it is opened: the same one if that still fits. Opening the second of two
 * swaps them.
 *
 * @param {State} state
 * @param {string} id of the array that is opened
 * @returns {string|null}
 */
export function otherAfter({ arrays, view }, id) {
  const wanted = view.other === id ? view.array : view.other;
  const [opened, other] = [id, wanted].map((name) => arrays.find((entry) => entry.id === name));
  return opened !== undefined && other !== undefined && whyNot(other, opened) === null ? wanted : null;
}

/** The id of the array `a − b`. */
export const differenceId = (a, b) => `${a}-minus-${b}`;

/**
 * The array whose frame is asked for beside that of the one on display.
 *
 * @param {State} state
 * @returns {string|null} an id, null without a comparison
 */
export function secondId(state) {
  const other = otherOf(state);
  if (other === null) {
    return null;
  }
  return state.view.compare === 'difference' ? differenceId(state.view.array, other.id) : other.id;
}

/**
 * Whether a difference may lie on both sides of 0.
 *
 * @param {Frame|null} frame
 */
export const isSigned = (frame) => frame !== null && ['value', 'real', 'imaginary'].includes(frame.of);

/** @param {State} state */
export const isBeside = (state) => state.view.compare === 'beside' && otherOf(state) !== null;

/**
 * The array that levels and the JSON of a frame are of.
 *
 * @param {Frame} frame
 */
export const sourceOf = ({ id, from }) => from ?? id;

/** Where the limits of two pictures come from, to be said after the limits themselves. */
const SHARED = {
  slice: 'of both arrays', array: 'of both arrays', percentiles: 'those of A, for both', deviation: 'those of A, for both', typed: 'for both',
};

/**
 * @param {State} painted of `paintedOf`
 * @returns {string} empty where there is only one picture
 */
export function sharedText(painted) {
  const { view } = painted;
  if (otherOf(painted) === null || painted.second === null) {
    return '';
  }
  return view.compare === 'difference' ? 'of A − B' : SHARED[view.limits];
}

/**
 * What is on the picture, as a title above it.
 *
 * @param {State} painted
 * @returns {[string, string]|[string]|[]} one for each picture
 */
export function titlesOf(painted) {
  const other = otherOf(painted);
  if (other === null) {
    return [];
  }
  const [a, b] = [`A · ${painted.geometry.address}`, `B · ${other.address}`];
  return { beside: [a, b], difference: ['A − B'], flicker: [painted.flipped ? b : a] }[painted.view.compare];
}

/**
 * The exact difference of two elements, where their texts are integers.
 *
 * @param {string} a
 * @param {string} b
 * @returns {string|null} null when they are not
 */
export function integerDifference(a, b) {
  const bools = { True: '1', true: '1', False: '0', false: '0' };
  const [left, right] = [bools[a] ?? a, bools[b] ?? b];
  const whole = /^-?\d+$/;
  return whole.test(left) && whole.test(right) ? String(BigInt(left) - BigInt(right)) : null;
}
