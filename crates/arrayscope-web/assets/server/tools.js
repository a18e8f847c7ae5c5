/**
 * What is asked for the tools of the cross-section: the lines through the crosshair where the picture is reduced,
 * the statistics of a rectangle, the texts around the crosshair. Nothing is asked for a tool that is not used.
 */

import * as api from './api.js';
import { partOf } from '../state/seen.js';
import { createSettled } from '../figure/settle.js';
import { sourceOf } from '../model/compare.js';
import { paintedOf } from '../model/painted.js';
import { around, TABLE_ROWS } from '../model/elements.js';
import { hasLines } from '../model/lines.js';
import { carryRegion, repairRegion } from '../state/tools.js';
import { selectionOf } from '../state/selection.js';
import { createLane } from './newest.js';

/** @typedef {import('../types.js').State} State */

/** The most points of a line: more than a screen has pixels. */
const MOST_POINTS = 4096;

/**
 * The rectangle of the URL once it fits the cross-section on display.
 *
 * @param {State} state
 * @returns {import('../state/tools.js').Region|null}
 */
export function regionOf(state) {
  const selection = selectionOf(state);
  return selection === null ? null : repairRegion(state.view.region, selection, state.geometry.shape);
}

/**
 * The array that statistics and texts are of: while two arrays are compared by their difference, the difference.
 *
 * @param {State} state
 * @returns {string} an id
 */
export function toolSource(state) {
  const { frame } = paintedOf(state);
  return frame !== null && frame.id === state.geometry.id ? sourceOf(frame) : state.geometry.id;
}

/**
 * An expression of the server, which calls every array `arr`; a difference is none of them.
 *
 * @param {string} numpy
 * @param {State} state
 * @returns {string}
 */
export const toolText = (numpy, state) => (toolSource(state) === state.geometry.id ? numpy : numpy.replace(/\barr\b/, '(a \u2212 b)'));

/**
 * What the statistics of a rectangle belong to.
 *
 * @param {State} state
 * @returns {string|null} null without a rectangle
 */
export function regionKey(state) {
  const region = regionOf(state);
  return region === null ? null : questionKey(state, [region.rows, region.columns]);
}

/**
 * The part of the cross-section that the table shows.
 *
 * @param {State} state
 * @returns {import('../state/tools.js').Region|null} null without a table, and where there is no element
 */
export function tableOf({ tableColumns, ...state }) {
  const selection = selectionOf(state);
  if (selection === null || state.view.elements === 'off' || tableColumns === null || state.geometry.shape.includes(0)) {
    return null;
  }
  const { rows, columns, at } = selection;
  const range = (axis, count) => (axis === null ? [0, 1] : around(at[axis], state.geometry.shape[axis], count));
  return { rows: range(rows, TABLE_ROWS), columns: range(columns, tableColumns) };
}

/** Two rectangles of one cross-section are two questions; the place of the crosshair alone is none. */
function questionKey(state, ranges) {
  const { rows, columns, at, part } = selectionOf(state);
  const fixed = at.filter((_, axis) => axis !== rows && axis !== columns);
  return JSON.stringify([toolSource(state), rows, columns, fixed, part, ranges]);
}

/** @param {import('../state/store.js').Store} store */
export function connectTools(store) {
  const lanes = Object.fromEntries(['lines', 'region', 'elements']
    .map((name) => [name, createLane((error) => store.set({ failure: api.asFailure(error) }))]));

  /** Asks, and puts the answer with its key, or the refusal, under a name of the state. */
  const load = (name, key, question) => lanes[name].offer(async (signal) => {
    const answer = await question(signal).catch(api.asFailure);
    if (!signal.aborted) {
      store.set({ [name]: { ...answer, key } });
    }
  });
  const forget = (name) => {
    lanes[name].clear();
    if (store.get()[name] !== null) {
      store.set({ [name]: null });
    }
  };

  let shown = null;
  store.watch((state) => [state.geometry, state.view.rows, state.view.columns], (state) => {
    const selection = selectionOf(state);
    if (selection === null) {
      return;
    }
    const now = { id: state.geometry.id, rows: selection.rows, columns: selection.columns };
    const region = shown === null ? state.view.region
      : shown.id === now.id ? carryRegion(state.view.region, shown, now) : null;
    shown = now;
    if (region !== state.view.region) {
      store.setView({ region });
    }
  });

  store.watch((state) => [linesKey(paintedOf(state))], (state) => {
    const { frame, view } = paintedOf(state);
    const key = linesKey(paintedOf(state));
    if (key === null) {
      forget('lines');
      return;
    }
    const { rows, columns } = frame.selection;
    const part = partOf(view, frame);
    const at = frame.selection.at.map((index, axis) => (axis === rows || axis === columns ? view.at[axis] : index));
    load('lines', key, async (signal) => {
      const { part: aspect } = frame.selection;
      const along = (axes, range) => api.fetchLine(sourceOf(frame), { ...axes, at, part: aspect }, { columns: MOST_POINTS }, signal, range ? { columns: range } : null);
      const [row, column] = await Promise.all([
        along({ rows, columns }, part?.columns),
        along({ rows: columns, columns: rows }, part?.rows),
      ]);
      return { row, column };
    });
  });

  const askRegion = createSettled(() => {
    const state = store.get();
    const [region, key] = [regionOf(state), regionKey(state)];
    if (region !== null && state.region?.key !== key) {
      load('region', key, (signal) => api.fetchRegion(toolSource(state), selectionOf(state), region, signal));
    }
  });
  store.watch((state) => [regionKey(state)], (state) => {
    if (regionKey(state) === null) {
      forget('region');
    } else {
      askRegion();
    }
  });

  const elementsKey = (state) => {
    const table = tableOf(state);
    return table && questionKey(state, [table.rows, table.columns]);
  };
  store.watch((state) => [elementsKey(state)], (state) => {
    const key = elementsKey(state);
    if (key === null) {
      forget('elements');
    } else {
      load('elements', key, (signal) => api.fetchElements(toolSource(state), selectionOf(state), tableOf(state), signal));
    }
  });
}

/**
 * What the lines of a reduced picture belong to.
 *
 * @param {State} state as it is painted
 * @returns {string|null} null where no line is shown, and where the picture itself has them
 */
export function linesKey(state) {
  const { frame, geometry, view } = state;
  const selection = selectionOf(state);
  if (!view.lines || selection === null || frame === null || frame.id !== geometry.id || frame.rows.axis === null || hasLines(frame)
    || frame.selection.rows !== selection.rows || frame.selection.columns !== selection.columns || frame.values.length === 0) {
    return null;
  }
  return JSON.stringify([sourceOf(frame), frame.selection, view.at[selection.rows], view.at[selection.columns], partOf(view, frame)]);
}
