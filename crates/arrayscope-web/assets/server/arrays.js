/** Which arrays there are, and the one on display. */

import { repairSelection } from '../state/axes.js';
import { DEFAULT_SEEN, repairSeen } from '../state/seen.js';
import { firstChoice, missingText, resolveArray } from '../state/sources.js';
import * as api from './api.js';
import { createLanes } from './lanes.js';

/** @typedef {import('../state/store.js').Store} Store */

/**
 * The list of arrays, and which of them is meant; the first, and a notice, when that is none of them.
 *
 * @param {Store} store
 * @param {string|null} [name] an id or an address; that of the URL unless given
 */
export async function loadArrays(store, name = store.get().view.array) {
  try {
    const { arrays, notes } = await api.fetchArrays();
    store.set({ arrays, notes: notes ?? [] });
    const other = resolveArray(arrays, store.get().view.other);
    if (other !== null) {
      store.setView({ other });
    }
    const { view } = store.get();
    if (arrays.length === 0) {
      return;
    }
    const id = resolveArray(arrays, name);
    const shown = id ?? firstChoice(arrays).id;
    if (id === null && name !== null) {
      // Another array has other axes: the rest of the view was not meant for it.
      const { address } = arrays.find((entry) => entry.id === shown);
      store.set({ missing: missingText(arrays, name, address) });
      store.setView({ ...DEFAULT_SEEN, array: shown, rows: null, columns: null, at: null, along: null });
    } else if (shown !== view.array) {
      store.setView({ array: shown });
    }
  } catch (error) {
    store.set({ failure: api.asFailure(error) });
  }
}

/**
 * Asks for the geometry of the array that the view names, and begins anew with it.
 *
 * @param {Store} store
 */
export function connectArray(store) {
  const { lanes } = createLanes(store, ['geometry']);
  store.watch(({ view }) => [view.array], ({ view: { array } }) => {
    if (array === null) {
      return;
    }
    lanes.geometry.offer(async (signal) => {
      const geometry = await api.fetchGeometry(array, signal);
      if (!signal.aborted) {
        show(store, geometry);
      }
    });
  });
}

function show(store, geometry) {
  const { view } = store.get();
  const selection = repairSelection(view, geometry.shape, geometry.selection);
  const along = geometry.ndim === 0 ? null : Math.min(view.along ?? 0, geometry.ndim - 1);
  store.set({
    geometry,
    signals: null,
    summary: null,
    channels: null,
    stats: null,
    frameFailure: null,
    histograms: null,
    profiles: null,
    crosshair: null,
    reshape: null,
    view: Object.freeze({ ...view, ...selection, ...repairSeen(view, selection, geometry.shape), along }),
  });
}

/**
 * The geometry once its picture is there, or was refused: what reads the whole array comes after it.
 *
 * @param {import('../types.js').State} state
 * @returns {import('../types.js').Geometry|null}
 */
export function shownArray({ geometry, view, frame, frameFailure }) {
  const there = geometry !== null && geometry.id === view.array && [frame?.id, frameFailure?.id].includes(geometry.id);
  return there ? geometry : null;
}
