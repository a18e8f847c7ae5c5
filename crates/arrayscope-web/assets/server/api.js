/** The server's HTTP contract: one function per question, one error type for every refusal. */

import { decodeFrame } from './frame.js';

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
export const fetchProfile = (id, axis, signal) => json(`${base(id)}/stats?axis=${axis}&along=true`, { signal });
export const fetchProfiles = (id, signal) => json(`${base(id)}/profiles`, { signal });
export const fetchReshape = (id, to, signal) => json(`${base(id)}/reshape?to=${encodeURIComponent(to)}`, { signal });

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
 * The exact text of one element.
 *
 * @param {string} id
 * @param {number[]} index
 * @param {AbortSignal} [signal]
 * @returns {Promise<string>}
 */
export async function fetchValue(id, index, signal) {
  const { value } = await json(`${base(id)}/value?index=${index.join(',')}`, { signal });
  return String(value);
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
  const range = part === null ? '' : `row_range=${part.rows.join(':')}&column_range=${part.columns.join(':')}&`;
  const limits = `${range}max_rows=${most.rows}&max_columns=${most.columns}`;
  const response = await ask(`${base(id)}/slice?${selectionQuery(selection)}&${limits}`, { signal });
  return decodeFrame(await response.arrayBuffer(), id);
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

/**
 * @param {File} file
 * @returns {Promise<{arrays: import('../types.js').ArrayEntry[], notes?: import('../types.js').Note[]}>}
 */
export const uploadFile = (file) =>
  json(`/api/uploads?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });

/** Where the JSON twin of the cross-section is read. */
export const sliceTwin = (id, selection) => `${base(id)}/slice.json?${selectionQuery(selection)}`;

/** Where a cross-section, or everything about an array, is had as a file. */
export const exportPath = (id, ending, selection, colours) =>
  `${base(id)}/${ending === 'html' ? 'report' : 'slice'}.${ending}?${[selectionQuery(selection), colours].filter(Boolean).join('&')}`;

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

function selectionQuery({ rows, columns, at }) {
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
  return pairs.join('&');
}

async function json(path, options) {
  return (await ask(path, options)).json();
}

/** @returns {Promise<Response>} an answer of the 2xx kind; everything else is thrown as an ApiError */
async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...options });
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
