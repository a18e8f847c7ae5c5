/** The part of the URL that tells the colours. */

import { LIMITS } from './limits.js';
import { COLOUR_MAPS, DEFAULT_COLOUR_MAP } from './maps.js';
import { SCALES } from './scales.js';

/** @type {Readonly<Partial<import('../types.js').View>>} */
export const DEFAULT_COLOURS = Object.freeze({
  colormap: DEFAULT_COLOUR_MAP,
  scale: 'linear',
  limits: 'slice',
  percentiles: Object.freeze([2, 98]),
  deviations: 2,
  between: null,
  lock: true,
  held: null,
});

/**
 * @param {URLSearchParams} parameters
 * @returns {Partial<import('../types.js').View>} whatever cannot be read is as in DEFAULT_COLOURS
 */
export function readColours(parameters) {
  const oneOf = (name, choices) => {
    const found = parameters.get(name);
    return choices.some(({ id }) => id === found) ? found : DEFAULT_COLOURS[name];
  };
  const percentiles = pairOf(parameters.get('percentiles'));
  const deviations = Number(parameters.get('deviations') ?? Number.NaN);
  return {
    colormap: oneOf('colormap', COLOUR_MAPS),
    scale: oneOf('scale', SCALES),
    limits: oneOf('limits', LIMITS),
    percentiles: percentiles !== null && percentiles[0] >= 0 && percentiles[1] <= 100 ? percentiles : DEFAULT_COLOURS.percentiles,
    deviations: deviations > 0 && Number.isFinite(deviations) ? deviations : DEFAULT_COLOURS.deviations,
    between: pairOf(parameters.get('between')),
    lock: parameters.get('lock') !== '0',
    held: readHeld(parameters.get('held')),
  };
}

/**
 * @param {import('../types.js').View} view
 * @returns {[string, string][]} names and texts of what is not as in DEFAULT_COLOURS
 */
export function writeColours(view) {
  const pairs = ['colormap', 'scale', 'limits'].filter((name) => view[name] !== DEFAULT_COLOURS[name])
    .map((name) => [name, view[name]]);
  if (view.limits === 'percentiles' && view.percentiles.join() !== DEFAULT_COLOURS.percentiles.join()) {
    pairs.push(['percentiles', view.percentiles.join()]);
  }
  if (view.limits === 'deviation' && view.deviations !== DEFAULT_COLOURS.deviations) {
    pairs.push(['deviations', String(view.deviations)]);
  }
  if (view.limits === 'typed' && view.between !== null) {
    pairs.push(['between', view.between.join()]);
  }
  if (!view.lock) {
    pairs.push(['lock', '0']);
  }
  // Limits of the cross-section on display need no memory.
  if (view.lock && view.held !== null && view.held.at.join() !== view.at?.join()) {
    pairs.push(['held', `${view.held.low},${view.held.high}:${view.held.at.join()}`]);
  }
  return pairs;
}

/** Two numbers, the first smaller. */
function pairOf(text) {
  const parts = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const fine = parts.length === 2 && parts.every(Number.isFinite) && parts[0] < parts[1];
  return fine ? parts : null;
}

/** `LOW,HIGH:INDEX`. */
function readHeld(text) {
  const [limits, at = ''] = (text ?? '').split(':');
  const pair = pairOf(limits);
  if (pair === null || !/^\d{1,15}(,\d{1,15})*$/.test(at)) {
    return null;
  }
  return { low: pair[0], high: pair[1], at: at.split(',').map(Number) };
}
