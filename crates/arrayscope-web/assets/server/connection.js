/** The page outlives the server: it says that nobody answers, asks again, and goes on where it was. */

import * as api from './api.js';
import { loadArrays } from './arrays.js';
import { nameOfArray } from '../state/sources.js';
import { pauseBefore, troubleOf } from './trouble.js';

/** So often the page asks unasked whether the server is still the same. */
const CHECK_MILLIS = 15_000;

/**
 * @param {import('../state/store.js').Store} store
 * @returns {{retry: () => void}}
 */
export function connectServer(store) {
  let attempt = 0;
  let timer = null;
  let asking = false;

  api.onRefusal((kind) => {
    const trouble = troubleOf(kind);
    if (trouble === null || asking) {
      return;
    }
    if (trouble === 'changed') {
      pickUp();
    } else if (store.get().connection !== trouble) {
      store.set({ connection: trouble });
      schedule();
    }
  });

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(pickUp, pauseBefore(attempt));
    attempt += 1;
  }

  /** Asks for the list, and opens the array of the same name in it: ids change with every start. */
  async function pickUp() {
    if (asking) {
      return;
    }
    asking = true;
    try {
      const { arrays: before, connection, ...rest } = store.get();
      const view = { ...rest.view, other: nameOfArray(before, rest.view.other) };
      const name = nameOfArray(before, view.array);
      const list = await api.fetchArrays();
      const known = list.arrays.some(({ id }) => id === view.array);
      if (connection === 'ok' && known) {
        return;
      }
      attempt = 0;
      clearTimeout(timer);
      // Without an array for a moment, so that one with the id that it had is opened again as well.
      store.set({ connection: 'ok', geometry: null, view: Object.freeze({ ...view, array: null }) });
      await loadArrays(store, known ? view.array : name);
    } catch (error) {
      store.set({ connection: troubleOf(api.asFailure(error).kind) === 'token' ? 'token' : 'lost' });
      schedule();
    } finally {
      asking = false;
    }
  }

  async function check() {
    const { connection, view } = store.get();
    if (connection !== 'ok') {
      pickUp();
    } else if (view.array !== null) {
      // A refusal is heard above.
      await api.fetchGeometry(view.array).catch(() => {});
    }
  }

  // Said once, in the notice, and not again by whatever asked in vain.
  store.watch(({ failure, connection }) => [failure, connection], ({ failure, connection }) => {
    if (failure !== null && connection !== 'ok' && ['lost', 'token'].includes(troubleOf(failure.kind))) {
      store.set({ failure: null });
    }
  });
  setInterval(() => document.hidden || store.get().connection !== 'ok' || check(), CHECK_MILLIS);
  window.addEventListener('focus', check);
  window.addEventListener('online', check);
  document.addEventListener('visibilitychange', () => document.hidden || check());
  return { retry: pickUp };
}
