/** What is painted while two arrays are compared: frames, limits and texts made of those of both. */

import { colourMap } from '../colours/all.js';
import { pictureKey } from '../state/axes.js';
import { toDouble } from '../text/format.js';
import { isSigned, secondId } from './compare.js';

/** @typedef {import('../types.js').State} State */

/** The map of a difference, unless a diverging one is chosen. */
const DIFFERENCE_MAP = 'blue-red';

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
      geometry: differenceGeometry(state.geometry, second.of === 'value' ? 'float64' : 'complex128'),
      summary: state.comparison,
      histograms: state.secondHistograms?.id === id ? namedHistograms(state.secondHistograms, frame.id, '(a \u2212 b)') : null,
      crosshair: differenceCrosshair(state.crosshair, state.comparedCrosshair),
      view: isSigned(second) ? differenceView(view) : view,
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
    // A part of a difference is not the difference of two parts.
    numpy: second.selection.part === undefined ? `${frame.numpy.replace(/\barr\b/g, 'a')} - ${frame.numpy.replace(/\barr\b/g, 'b')}`
      : second.numpy.replace(/\barr\b/g, '(a - b)'),
  }));
}

/** What they are of is no longer `arr` alone. */
function namedHistograms(histograms, id, name) {
  return once(histograms, null, name, () => ({ ...histograms, id, item: histograms.item.replace(/^arr/, name) }));
}

/** Values of a difference are no longer few, and of no integer dtype. */
function differenceGeometry(geometry, dtype) {
  return once(geometry, null, dtype, () => ({ ...geometry, dtype }));
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
