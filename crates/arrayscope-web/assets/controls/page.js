/** Everything that a person can do; panels get these and never the store. */

import { asFailure, uploadFile } from '../server/api.js';
import { connectServer } from '../server/connection.js';
import { loadArrays } from '../server/arrays.js';
import { selectionOf } from '../state/selection.js';
import { otherAfter } from '../model/compare.js';
import { rangesAround } from '../model/places.js';
import { DEFAULT_ASPECT } from '../state/aspect.js';
import { clampIndex, showAxis } from '../state/axes.js';
import { DEFAULT_VIEW } from '../state/query.js';
import { carrySeen, DEFAULT_SEEN } from '../state/seen.js';
import { createControls } from './actions.js';
import { createFlicker } from './flicker.js';
import { createTools } from './tools.js';

/**
 * @param {import('../state/store.js').Store} store
 * @returns {object} actions
 */
export function createActions(store) {
  const actions = {
    ...createControls(store, (index) => actions.goTo(index)),
    ...createTools(store),
    ...createFlicker(store),
    ...connectServer(store),
    patch: (patch) => store.setView(patch),
    openArray(id) {
      store.set({ pointer: null, missing: null });
      const other = otherAfter(store.get(), id);
      store.setView({ ...DEFAULT_SEEN, ...DEFAULT_ASPECT, array: id, other, rows: null, columns: null, at: null, along: null, reshape: '' });
    },
    showAxis(side, axis) {
      const selection = selectionOf(store.get());
      if (selection !== null) {
        const next = showAxis(selection, side, axis);
        store.setView({ ...next, ...carrySeen(store.get().view, next) });
      }
    },
    setIndex(axis, value) {
      const state = store.get();
      const selection = selectionOf(state);
      if (selection !== null) {
        store.setView({ at: selection.at.with(axis, clampIndex(value, state.geometry.shape[axis])) });
      }
    },
    goTo(index) {
      if (selectionOf(store.get()) !== null) {
        store.setView({ at: index, ...rangesAround(store.get().view, index) });
      }
    },
    pointAt(index) {
      const { pointer } = store.get();
      if (pointer?.index.join() !== index?.join()) {
        store.set({ pointer: index === null ? null : { index, text: null } });
      }
    },
    reshapeTo: (text) => store.setView({ reshape: text.trim() }),
    simulate() {
      // Once more shows it once more.
      store.setView({ simulate: false });
      store.setView({ simulate: true });
    },
    dismiss() {
      store.set({ failure: null });
      store.setView({ simulate: false });
    },
    reset() {
      const { view } = store.get();
      const { resets } = store.get();
      store.set({ failure: null, missing: null, pointer: null, geometry: null, frame: null, resets: resets + 1, view: DEFAULT_VIEW });
      store.setView({ array: view.array });
    },
    fail: (error) => store.set({ failure: asFailure(error) }),
    upload: (files) => upload(store, actions, files),
  };
  return actions;
}

async function upload(store, actions, files) {
  for (const file of files) {
    store.set({ uploading: { title: file.name } });
    try {
      const { arrays, notes = [] } = await uploadFile(file);
      await loadArrays(store);
      if (arrays.length > 0) {
        store.set({ failure: null });
        actions.openArray(arrays[0].id);
      } else if (notes.length > 0) {
        const text = notes.map(({ title, text: told }) => `${title}: ${told}`).join('; ');
        store.set({ failure: { kind: 'upload', message: text } });
      }
    } catch (error) {
      store.set({ failure: asFailure(error) });
    }
  }
  store.set({ uploading: null });
}
