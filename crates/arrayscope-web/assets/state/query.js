/** The URL query is the whole state: a view is read from it and written to it here, and nowhere else. */

import { DEFAULT_ASPECT, readAspect, writeAspect } from './aspect.js';
import { DEFAULT_COLOURS, readColours, writeColours } from '../colours/view.js';
import { SPEEDS, TURNS } from '../controls/play.js';
import { DEFAULT_COMPARISON, readComparison, writeComparison } from '../model/compare.js';
import { baseOf } from '../model/lab.js';
import { STATISTICS } from '../model/statistics.js';
import { DEFAULT_SEEN, readSeen, writeSeen } from './seen.js';
import { DEFAULT_TOOLS, readTools, writeTools } from './tools.js';

/** @typedef {import('../types.js').View} View */

/** @type {Readonly<View>} */
export const DEFAULT_VIEW = Object.freeze({
  array: null,
  rows: null,
  columns: null,
  at: null,
  ...DEFAULT_ASPECT,
  ...DEFAULT_SEEN,
  ...DEFAULT_COLOURS,
  ...DEFAULT_TOOLS,
  ...DEFAULT_COMPARISON,
  along: null,
  reduce: 'along',
  statistic: 'mean',
  reshape: '',
  lab: 'arange',
  labto: '3, 4',
  labcopy: false,
  simulate: false,
  speed: 5,
  turn: 'loop',
});

/**
 * @param {string} query `location.search`
 * @returns {View} whatever cannot be read is as in DEFAULT_VIEW; axes and indices are repaired once the shape is known
 */
export function readView(query) {
  const parameters = new URLSearchParams(query);
  return {
    array: parameters.get('array'),
    rows: readIndex(parameters.get('rows')),
    columns: readIndex(parameters.get('columns')),
    at: readIndices(parameters.get('at')),
    ...readAspect(parameters),
    ...readSeen(parameters),
    ...readColours(parameters),
    ...readTools(parameters),
    ...readComparison(parameters),
    along: readIndex(parameters.get('along')),
    reduce: parameters.get('reduce') === 'over' ? 'over' : 'along',
    statistic: STATISTICS.some(({ id }) => id === parameters.get('statistic')) ? parameters.get('statistic') : DEFAULT_VIEW.statistic,
    reshape: parameters.get('reshape') ?? '',
    lab: baseOf(parameters.get('lab')).id,
    labto: parameters.get('labto') ?? DEFAULT_VIEW.labto,
    labcopy: parameters.get('labcopy') === '1',
    simulate: parameters.get('simulate') === '1',
    speed: oneOf(SPEEDS, Number(parameters.get('speed')), DEFAULT_VIEW.speed),
    turn: oneOf(TURNS, parameters.get('turn'), DEFAULT_VIEW.turn),
  };
}

/**
 * @param {View} view
 * @returns {string} a query with its question mark; what is as in DEFAULT_VIEW is left out
 */
export function writeView(view) {
  const pairs = [];
  const add = (name, text) => pairs.push(`${name}=${encodeURIComponent(text).replace(/%2C|%3A/g, decodeURIComponent)}`);
  for (const name of ['array', 'rows', 'columns']) {
    if (view[name] !== null) {
      add(name, String(view[name]));
    }
  }
  if (view.at !== null && view.at.length > 0) {
    add('at', view.at.join(','));
  }
  [...writeSeen(view), ...writeAspect(view), ...writeColours(view), ...writeTools(view), ...writeComparison(view)].forEach(([name, text]) => add(name, text));
  for (const name of ['along', 'reshape', 'speed', 'turn']) {
    if (view[name] !== DEFAULT_VIEW[name]) {
      add(name, String(view[name]));
    }
  }
  for (const name of ['reduce', 'statistic', 'lab', 'labto']) {
    if (view[name] !== DEFAULT_VIEW[name]) {
      add(name, view[name]);
    }
  }
  if (view.labcopy) {
    add('labcopy', '1');
  }
  if (view.simulate) {
    add('simulate', '1');
  }
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** What was found if it is a choice, else the default. */
function oneOf(choices, found, fallback) {
  return choices.includes(found) ? found : fallback;
}

/** @param {string|null} text */
function readIndex(text) {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** @param {string|null} text */
function readIndices(text) {
  if (text === null || text === '') {
    return null;
  }
  return text.split(',').map((part) => readIndex(part) ?? 0);
}
