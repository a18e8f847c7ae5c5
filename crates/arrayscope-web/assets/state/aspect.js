/**
 * What of the elements is shown: their values, a part of complex numbers, or the colours that they are. It belongs to
 * the selection: another aspect is another picture.
 */

import { channelAxisOf } from '../model/channels.js';
import { otherOf } from '../model/compare.js';
import { toDouble } from '../text/format.js';

/** @typedef {import('../types.js').View} View */
/** @typedef {import('../types.js').Geometry} Geometry */

/**
 * @typedef {object} Aspect empty for values, and for the magnitude of complex numbers
 * @property {string} [part] of complex numbers
 * @property {number} [channel] axis whose positions are red, green, blue and perhaps opacity
 * @property {[number, number]|null} [between] values that are dark and bright in those colours; null for the server's rule
 */

/** Parts of complex numbers, the usual one first. */
export const PARTS = Object.freeze([
  { id: 'magnitude', title: 'Magnitude' },
  { id: 'phase', title: 'Phase' },
  { id: 'real', title: 'Real part' },
  { id: 'imaginary', title: 'Imaginary part' },
]);

/** @type {Readonly<Partial<View>>} */
export const DEFAULT_ASPECT = Object.freeze({ part: 'magnitude', show: 'values' });

/**
 * @param {URLSearchParams} parameters
 * @returns {Partial<View>}
 */
export function readAspect(parameters) {
  const part = parameters.get('part');
  return {
    part: PARTS.some(({ id }) => id === part) ? part : DEFAULT_ASPECT.part,
    show: parameters.get('show') === 'rgb' ? 'rgb' : DEFAULT_ASPECT.show,
  };
}

/**
 * @param {View} view
 * @returns {[string, string][]}
 */
export function writeAspect(view) {
  return ['part', 'show'].filter((name) => view[name] !== DEFAULT_ASPECT[name]).map((name) => [name, view[name]]);
}

/** @param {Geometry} geometry */
export const isComplex = ({ dtype }) => dtype.startsWith('complex');

/**
 * Whether what is shown has parts: because the array has, or because the one that it is compared with has.
 *
 * @param {import('../types.js').State} state with a geometry
 */
export function hasParts(state) {
  const other = otherOf(state);
  return isComplex(state.geometry) || (other !== null && isComplex(other));
}

/**
 * The axis whose positions can be colours: of length 3 or 4 and not shown; the one that holds channels, else the last.
 *
 * @param {Geometry} geometry
 * @param {{rows: number|null, columns: number|null}} shown
 * @returns {number|null}
 */
export function colourAxisOf(geometry, { rows, columns }) {
  const fits = (axis) => axis !== null && axis !== rows && axis !== columns && [3, 4].includes(geometry.shape[axis]);
  if (rows === null || columns === null || isComplex(geometry) || !/^(bool|u?int|b?float)/.test(geometry.dtype)) {
    return null;
  }
  return [channelAxisOf(geometry), ...[...geometry.shape.keys()].reverse()].find(fits) ?? null;
}

/**
 * @param {import('../types.js').State} state with a geometry
 * @returns {Aspect} what is asked for, as far as the array has it
 */
export function aspectOf(state) {
  const { view, geometry, summary } = state;
  if (hasParts(state)) {
    return view.part === DEFAULT_ASPECT.part ? {} : { part: view.part };
  }
  // The colours of a difference would mean nothing.
  const channel = view.show === 'rgb' && (view.other === null || view.compare !== 'difference') ? colourAxisOf(geometry, view) : null;
  return channel === null ? {} : { channel, between: betweenOf(view, summary) };
}

/** Limits that hold for three colours alike; the others are those of one cross-section. */
function betweenOf({ limits, between }, summary) {
  if (limits === 'array' && summary !== null && 'min' in summary) {
    const ends = [summary.min, summary.max].map(toDouble);
    return ends.every(Number.isFinite) ? ends : null;
  }
  return limits === 'typed' ? between : null;
}

/**
 * The aspect of a selection alone.
 *
 * @param {Aspect} selection
 * @returns {Aspect}
 */
export function aspectIn({ part, channel, between }) {
  return { ...(part === undefined ? {} : { part }), ...(channel === undefined ? {} : { channel, between }) };
}
