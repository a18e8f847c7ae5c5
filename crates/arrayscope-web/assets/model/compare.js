/** Comparing with a second array of the same shape: what the URL says of it, which frame is painted, and what is told. */

import { shapeText, toDouble } from '../text/format.js';
import { colourMap } from '../colours/all.js';
import { pictureKey } from '../state/axes.js';

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

/** The map of a difference, unless a diverging one is chosen. */
const DIFFERENCE_MAP = 'blue-red';

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
  const odd = [dtype, shown.dtype].find((name) => !/^(bool|u?int\d+|b?float\d+(_\w+)?)$/.test(name));
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

/** @param {State} state */
export const isBeside = (state) => state.view.compare === 'beside' && otherOf(state) !== null;

/**
 * The array that levels and the JSON of a frame are of.
 *
 * @param {Frame} frame
 */
export const sourceOf = ({ id, from }) => from ?? id;

/**
 * The state as the picture is painted from it: of a difference the frame is that of the difference, in a flicker that of
 * the array whose turn it is, and whatever both arrays share their limits for is taken of both.
 *
 * The very same objects come back while nothing of them changes.
 *
 * @param {State} state
 * @returns {State} with `beside`, the picture to be painted next to the first one
 */
export function paintedOf(state) {
  if (last.state !== state) {
    last = { state, painted: painted(state) };
  }
  return last.painted;
}

let last = { state: null, painted: null };
let lastPair = null;

/** The two frames that belong together; those of the step before while the second one is on its way. */
function pairOf(state, id) {
  const { frame, second, view } = state;
  const fits = (one, two) => one !== null && two !== null && one.id === view.array && two.id === id
    && pictureKey(one.selection) === pictureKey(two.selection);
  if (fits(frame, second)) {
    lastPair = [frame, second];
  }
  const pair = lastPair;
  const isOfTheseAxes = pair !== null && frame !== null && fits(...pair) && state.comparedFailure === null
    && pair[0].selection.rows === frame.selection.rows && pair[0].selection.columns === frame.selection.columns;
  return isOfTheseAxes ? pair : null;
}

function painted(state) {
  const { view } = state;
  const id = secondId(state);
  const pair = id === null ? null : pairOf(state, id);
  if (pair === null) {
    return { ...state, beside: null };
  }
  const [frame, second] = pair;
  const detail = state.secondDetail?.id === id ? state.secondDetail : null;
  if (view.compare === 'difference') {
    return {
      ...state,
      asked: view,
      beside: null,
      frame: differenceFrame(frame, second),
      detail: detail && differenceFrame(frame, detail),
      geometry: differenceGeometry(state.geometry),
      summary: state.comparison,
      histograms: state.secondHistograms?.id === id ? namedHistograms(state.secondHistograms, frame.id, '(a \u2212 b)') : null,
      crosshair: differenceCrosshair(state.crosshair, state.comparedCrosshair),
      view: differenceView(view),
    };
  }
  const summary = bothSummaries(state.summary, state.otherSummary);
  const [one, two] = bothFrames(frame, second);
  if (view.compare === 'flicker') {
    return {
      ...state,
      beside: null,
      summary,
      histograms: state.histograms && namedHistograms(state.histograms, state.histograms.id, 'a'),
      frame: state.flipped ? two : one,
      detail: state.flipped ? underId(detail, frame.id) : state.detail,
    };
  }
  return { ...state, summary, frame: one, histograms: null, beside: { frame: two, detail: underId(detail, frame.id) } };
}

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

const frames = new WeakMap();

/** What was made of two objects, made once. */
function once(first, second, name, make) {
  if (!frames.has(first)) {
    frames.set(first, new WeakMap());
  }
  const made = frames.get(first);
  const key = second ?? first;
  if (!made.has(key)) {
    made.set(key, {});
  }
  const kept = made.get(key);
  kept[name] ??= make();
  return kept[name];
}

/** Under the id of the array on display, to which zoom and crosshair belong. */
function differenceFrame(frame, second) {
  return once(frame, second, 'difference', () => ({
    ...second,
    id: frame.id,
    from: second.id,
    numpy: `${frame.numpy.replace(/\barr\b/g, 'a')} - ${frame.numpy.replace(/\barr\b/g, 'b')}`,
  }));
}

/** What they are of is no longer `arr` alone. */
function namedHistograms(histograms, id, name) {
  return once(histograms, null, name, () => ({ ...histograms, id, item: histograms.item.replace(/^arr/, name) }));
}

/** Values of a difference are no longer few, and of no integer dtype. */
function differenceGeometry(geometry) {
  return once(geometry, null, 'difference', () => ({ ...geometry, dtype: 'float64' }));
}

function differenceView(view) {
  return colourMap(view.colormap).kind === 'diverging' ? view
    : once(view, null, 'difference', () => Object.freeze({ ...view, colormap: DIFFERENCE_MAP }));
}

function differenceCrosshair(crosshair, compared) {
  // Either may be a refusal, which has no index.
  const known = Array.isArray(crosshair?.index) && compared?.index?.join() === crosshair.index.join();
  return known ? once(compared, null, 'difference', () => ({ ...crosshair, text: compared.difference })) : null;
}

/** Two frames with the extremes of both, so that a colour means the same in both. */
function bothFrames(frame, second) {
  return once(frame, second, 'both', () => {
    const extremes = bothExtremes(frame, second);
    const numpy = (name) => frame.numpy.replace(/\barr\b/g, name);
    return [{ ...frame, ...extremes, numpy: numpy('a') }, { ...second, ...extremes, id: frame.id, numpy: numpy('b') }];
  });
}

function bothSummaries(one, two) {
  if (one === null || two === null || !('min' in one) || !('min' in two)) {
    return one !== null && 'min' in one ? two : one;
  }
  return once(one, two, 'both', () => ({ ...one, ...bothExtremes(one, two) }));
}

/** The smaller minimum and the larger maximum; NaN only where both are. */
function bothExtremes(one, two) {
  const pick = (name, isBetter) => {
    const [left, right] = [toDouble(one[name]), toDouble(two[name])];
    return Number.isNaN(left) || isBetter(right, left) ? two[name] : one[name];
  };
  return { min: pick('min', (left, right) => left < right), max: pick('max', (left, right) => left > right) };
}

function underId(frame, id) {
  return frame && once(frame, null, 'same', () => ({ ...frame, id }));
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
