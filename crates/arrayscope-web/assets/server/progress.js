/** How far the server is with the statistics that the page waits for: asked now and then, while it waits. */

import { questionOf } from '../model/statistics.js';
import * as api from './api.js';
import { shownArray } from './arrays.js';

/** Between two questions; what is computed within the first of them is never asked about. */
const PAUSE_MILLIS = 500;

/** @param {import('../state/store.js').Store} store */
export function connectProgress(store) {
  let timer = null;

  store.watch((state) => [awaited(state)], (state) => {
    clearTimeout(timer);
    store.set({ progress: null });
    if (awaited(state) !== null) {
      timer = setTimeout(ask, PAUSE_MILLIS);
    }
  });

  async function ask() {
    const before = awaited(store.get());
    // Whoever asked for the statistics says what went wrong, if anything did.
    const running = await api.fetchProgress(shownArray(store.get()).id).catch(() => []);
    if (awaited(store.get()) !== before) {
      return;
    }
    store.set({ progress: running.find(({ what }) => before.endsWith(what)) ?? null });
    timer = setTimeout(ask, PAUSE_MILLIS);
  }
}

/**
 * What the statistics panel waits for, and of which array: the summary, which comes first, or what stands along the
 * axis; null while it waits for nothing.
 *
 * @param {import('../types.js').State} state
 * @returns {string|null}
 */
export function awaited(state) {
  const { geometry, view, summary, stats } = state;
  if (shownArray(state) === null) {
    return null;
  }
  if (summary === null) {
    return `${geometry.id} summary`;
  }
  const asked = view.along !== null && geometry.ndim > 1;
  const answered = stats !== null && (stats.question === undefined || stats.question === questionOf(view, geometry.ndim));
  return asked && !answered ? `${geometry.id} stats` : null;
}
