/** The colours of a state: which map, between which limits, on which scale. */

import { chooseLimits, colourTable, fewValues, mapInUse, scaleOf, STEPS } from '../colours/all.js';
import { levelsOf } from '../server/levels.js';
import { formatNumber } from '../text/format.js';
import { smallestPositive } from './cells.js';

const tables = new Map();
const positives = new WeakMap();
let last = null;

/**
 * @param {import('../types.js').State} state with a frame and a geometry that belong together
 * @returns {{limits: import('../colours/limits.js').Limits|null, text: string, own: {low: number, high: number}|null,
 *   scale: import('../colours/scales.js').Scale|null, table: Uint32Array, map: string, labels: string[]|null}} labels of
 *   the values that have a colour each; scale and table are the very same
 *   as long as nothing of them changes
 */
export function coloursOf(state) {
  const { view, frame, geometry, summary } = state;
  if (frame.colours !== undefined) {
    return { limits: null, text: ownColoursText(frame, view), own: null, scale: null, table: NO_TABLE, map: 'rgb', labels: null };
  }
  const levels = levelsOf(state);
  // Typed limits ask for a gradient between them.
  const few = view.limits === 'typed' ? null : fewValues(geometry.dtype, summary);
  const map = mapInUse(view.colormap, frame.of, few);
  const labels = map === STEPS && few !== null ? few.labels : null;
  const chosen = labels === null
    ? chooseLimits({ view, frame, summary, levels, map, unit: geometry.unit })
    : oneColourEach(few, map === view.colormap);
  const { drawn, text, own } = chosen;
  const table = tableOf(map, labels?.length);
  const kind = labels === null ? view.scale : 'linear';
  const positive = kind === 'log' && drawn !== null && drawn.low <= 0 ? positiveOf(frame) : Number.NaN;
  const key = JSON.stringify([kind, drawn, positive]);
  if (last?.key !== key) {
    last = { key, scale: drawn === null ? null : scaleOf(kind, drawn.low, drawn.high, positive) };
  }
  return { limits: drawn, text, own, scale: last.scale, table, map, labels };
}

const NO_TABLE = new Uint32Array();
const CHOSEN = { array: 'the smallest and largest value of the whole array', typed: 'typed' };

/** How values became the colours that they are. */
function ownColoursText({ of, rule, min, max, selection }, { limits }) {
  const become = ' become 0 to 255';
  const range = selection.between === null ? rule.replace(/^(\S+ to [^;]+)/, `$1,${become}`)
    : `${formatNumber(min)} to ${formatNumber(max)}${become}: ${CHOSEN[limits]}`;
  const unused = ['percentiles', 'deviation'].includes(limits) ? '; percentiles and deviations are of one channel alone' : '';
  return `${of.toUpperCase()}: ${range}${unused}`;
}

/** Half a step of room on both sides, so that every value stands in the middle of its colour. */
function oneColourEach({ low, high, labels }, chosen) {
  const why = chosen ? '' : '; another map gives a gradient';
  return {
    drawn: { low: low - 0.5, high: high + 0.5, flat: false },
    text: `One colour per value: ${labels[0]}${labels.length > 1 ? ` to ${labels.at(-1)}, those of the whole array` : ''}${why}`,
    own: null,
  };
}

function tableOf(map, steps) {
  const key = `${map} ${steps}`;
  if (!tables.has(key)) {
    tables.set(key, colourTable(map, steps));
  }
  return tables.get(key);
}

function positiveOf(frame) {
  if (!positives.has(frame)) {
    positives.set(frame, smallestPositive(frame.values));
  }
  return positives.get(frame);
}
