/** The server's HTTP contract: one function per question, one error type for every refusal. */

import { aspectIn } from '../state/aspect.js';
import { takeEarly } from './early.js';
import { decodeFrame } from './frame.js';
import { frameOfLine } from './line.js';

/** @typedef {import('../types.js').Selection} Selection */
/** @typedef {import('../types.js').Failure} Failure */

/** A refusal of the server, or no answer at all. */
export class ApiError extends Error {
  /**
   * @param {string} kind the envelope's kind; `network` when nothing answered
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.name = 'ApiError';
    this.kind = kind;
  }
}

let tellRefusal = () => {};

/**
 * @param {(kind: string) => void} listener told the kind of every refusal, whoever asked
 */
export function onRefusal(listener) {
  tellRefusal = listener;
}

/**
 * What an error panel shows of anything thrown.
 *
 * @param {unknown} error
 * @returns {Failure}
 */
export function asFailure(error) {
  if (error instanceof ApiError) {
    return { kind: error.kind, message: error.message };
  }
  return { kind: 'page', message: error instanceof Error ? error.message : String(error) };
}

export const fetchArrays = (signal) => json('/api/arrays', { signal });
export const fetchGeometry = (id, signal) => json(`/api/arrays/${encodeURIComponent(id)}`, { signal });
export const fetchSignals = (id, signal) => json(`${base(id)}/signals`, { signal });
export const fetchSummary = (id, signal) => json(`${base(id)}/summary`, { signal });
/** What a cross-section touches in its file. */
export const fetchTouched = (id, { rows, columns, at, channel }, signal) =>
  json(`${base(id)}/touched?${selectionQuery({ rows, columns, at })}${channel === undefined ? '' : `&channel=${channel}`}`, { signal });
/** How far the statistics are that are being computed. */
export const fetchProgress = async (id) => (await json(`${base(id)}/progress`)).running;
export const fetchProfile = (id, axis, signal) => json(`${base(id)}/stats?axis=${axis}&along=true`, { signal });
/** The first NaN, infinity or extremum of the whole array. */
export const fetchPlace = (id, of, signal) => json(`${base(id)}/place?of=${of}`, { signal });
export const fetchProfiles = (id, signal) => json(`${base(id)}/profiles`, { signal });
export const fetchReshape = (id, to, signal) => json(`${base(id)}/reshape?to=${encodeURIComponent(to)}`, { signal });

/** How much two arrays of one shape differ. */
export const fetchComparison = (id, other, signal) => json(`${base(id)}/compare?other=${encodeURIComponent(other)}`, { signal });

/** The lesson's deliberate mistake: 13 elements into (3, 4). Always refused. */
export const fetchBadReshape = (signal) => json('/api/reshape?from=13&to=3,4', { signal });

/** The statistics over one axis: it disappears. */
export const fetchOver = (id, axis, signal) => json(`${base(id)}/stats?axis=${axis}&along=false`, { signal });

/** Where statistics are read as a file; CSV has all of them. */
export const statisticsFile = (id, { axis, along, statistic }, ending) =>
  `${base(id)}/stats.${ending}?axis=${axis}&along=${along}${ending === 'npy' ? `&statistic=${statistic}` : ''}`;

export const fetchText = async (path) => (await ask(path, {})).text();
export const fetchBytes = async (path, signal) => (await ask(path, { signal })).arrayBuffer();

/** What a reshape would be of an array of float64 with these strides, which need not exist. */
export const fetchLab = ({ shape, strides }, to, signal) =>
  json(`/api/reshape?from=${shape.join(',')}&strides=${strides.join(',')}&to=${encodeURIComponent(to)}`, { signal });

/** Where the benchmark of this machine is; asking changes nothing. */
export const fetchBenchmark = (signal) => json('/api/benchmark', { signal });
export const startBenchmark = (quick) => json(`/api/benchmark?quick=${quick}`, { method: 'POST' });

/**
 * The exact text of one element, the bits of a float, and the texts along an axis of channels.
 *
 * @param {string} id
 * @param {number[]} index
 * @param {AbortSignal} [signal]
 * @param {number|null} [along] that axis
 * @returns {Promise<{text: string, bits: string|null, channels: string[]|null}>}
 */
export async function fetchValue(id, index, signal, along = null) {
  const channels = along === null ? '' : `&along=${along}`;
  const told = await json(`${base(id)}/value?index=${index.join(',')}${channels}`, { signal });
  return { text: String(told.value), bits: told.bits ?? null, channels: told.along?.values.map(String) ?? null };
}

/**
 * @param {string} id
 * @param {Selection} selection
 * @param {{rows: number, columns: number}} most cells that the screen can show
 * @param {AbortSignal} [signal]
 * @param {{rows: [number, number], columns: [number, number]}|null} [part] start and stop, null for all of it
 * @returns {Promise<import('../types.js').Frame>}
 */
export async function fetchFrame(id, selection, most, signal, part = null) {
  if (selection.rows === null && selection.columns !== null) {
    return fetchLine(id, selection, most, signal, part);
  }
  const range = part === null ? '' : `${rangesQuery(part)}&`;
  const limits = `${range}max_rows=${most.rows}&max_columns=${most.columns}`;
  const response = await ask(`${picturePath(id, selection, '')}&${limits}`, { signal });
  const frame = decodeFrame(await response.arrayBuffer(), id);
  return { ...frame, selection: { ...frame.selection, ...aspectIn(selection) } };
}

/** Where the points of an array of one axis are read; JSON, and so its own twin. */
const linePath = (id, selection) => `${base(id)}/line?${selectionQuery(selection)}`;

export async function fetchLine(id, selection, most, signal, part) {
  const range = part === null ? '' : `&column_range=${part.columns.join(':')}`;
  const frame = frameOfLine(await json(`${linePath(id, selection)}${range}&max_columns=${most.columns}`, { signal }), id);
  return { ...frame, selection: { ...frame.selection, ...aspectIn(selection) } };
}

/**
 * @param {string} id
 * @param {Selection} selection
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('../types.js').Histograms>}
 */
export const fetchHistograms = (id, selection, signal) =>
  json(`${base(id)}/histograms?${selectionQuery(selection)}&bins=64`, { signal });

/** Percentiles, mean and standard deviation of a cross-section. */
export const fetchLevels = (id, selection, percentiles, signal) =>
  json(`${base(id)}/levels?${selectionQuery(selection)}&percentiles=${percentiles.join()}`, { signal });

/** Statistics of a rectangle of a cross-section, and where its extremes are. */
export const fetchRegion = (id, selection, region, signal) => json(regionPath(id, selection, region), { signal });

/** The exact texts of the elements of a rectangle. */
export const fetchElements = (id, selection, region, signal) => json(elementsPath(id, selection, region), { signal });

/** Where the statistics of a rectangle are read. */
export const regionPath = (id, selection, region) =>
  `${base(id)}/region?${[selectionQuery(selection), rangesQuery(region)].filter(Boolean).join('&')}`;

/** Where texts are read: of the whole elements, whatever part of them is shown. */
export const elementsPath = (id, { rows, columns, at }, region) =>
  `${base(id)}/elements?${[selectionQuery({ rows, columns, at }), rangesQuery(region)].filter(Boolean).join('&')}`;

/**
 * @param {File} file
 * @returns {Promise<{arrays: import('../types.js').ArrayEntry[], notes?: import('../types.js').Note[]}>}
 */
export const uploadFile = (file) =>
  json(`/api/uploads?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });

/** Where the JSON twin of the cross-section is read. */
export const sliceTwin = (id, selection) => (selection.rows === null && selection.columns !== null
  ? linePath(id, selection)
  : picturePath(id, selection, '.json'));

/** Where a cross-section is read as it is shown: its values, or the colours that they are. */
function picturePath(id, selection, ending) {
  const { channel, between } = selection;
  if (channel === undefined) {
    return `${base(id)}/slice${ending}?${selectionQuery(selection)}`;
  }
  const limits = between === null ? '' : `&low=${between[0]}&high=${between[1]}`;
  return `${base(id)}/rgb${ending}?${selectionQuery(selection)}&channel=${channel}${limits}`;
}

/** Where a cross-section, or everything about an array, is had as a file. */
export function exportPath(id, ending, selection, colours, seen = []) {
  const part = seen.map((pair) => pair.join('='));
  if (ending === 'png' && selection.channel !== undefined) {
    return [picturePath(id, selection, '.png'), ...part].join('&');
  }
  const name = ending === 'html' ? 'report' : 'slice';
  return `${base(id)}/${name}.${ending}?${[selectionQuery(selection), ...part, colours].filter(Boolean).join('&')}`;
}

/**
 * A file made by the server, with the name that it has there.
 *
 * @param {string} path
 * @returns {Promise<{name: string, blob: Blob}>}
 */
export async function fetchFile(path) {
  const response = await ask(path, {});
  return { name: fileName(response.headers.get('Content-Disposition') ?? ''), blob: await response.blob() };
}

function fileName(disposition) {
  const full = /filename\*=UTF-8''([\w.%-]+)/.exec(disposition)?.[1];
  return full === undefined ? /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'array' : decodeURIComponent(full);
}

function base(id) {
  return `/api/arrays/${encodeURIComponent(id)}`;
}

function selectionQuery({ rows, columns, at, part }) {
  const pairs = [];
  if (rows !== null) {
    pairs.push(`rows=${rows}`);
  }
  if (columns !== null) {
    pairs.push(`columns=${columns}`);
  }
  if (at.length > 0) {
    pairs.push(`at=${at.join(',')}`);
  }
  if (part !== undefined) {
    pairs.push(`part=${part}`);
  }
  return pairs.join('&');
}

const rangesQuery = ({ rows, columns }) => `row_range=${rows.join(':')}&column_range=${columns.join(':')}`;

async function json(path, options) {
  return (await ask(path, options)).json();
}

/** @returns {Promise<Response>} an answer of the 2xx kind; everything else is thrown as an ApiError */
async function ask(path, options) {
  let response;
  try {
    response = await (takeEarly(path) ?? fetch(path, { credentials: 'same-origin', ...options }));
  } catch (error) {
    if (options?.signal?.aborted) {
      throw error;
    }
    throw refusal('network', 'the server does not answer: it may have been stopped; the page goes on when it is back');
  }
  if (response.ok) {
    return response;
  }
  const envelope = await response.json().catch(() => null);
  throw refusal(
    envelope?.error?.kind ?? `status ${response.status}`,
    envelope?.error?.message ?? `the server answered with status ${response.status}`,
  );
}

function refusal(kind, message) {
  tellRefusal(kind);
  return new ApiError(kind, message);
}
