/** The part of a picture that a zoom shows, asked for more finely when the zoom rests. */

import { partToAsk } from '../figure/detail.js';
import { createSettled } from '../figure/settle.js';
import { partOf } from '../state/seen.js';
import * as api from './api.js';

/**
 * @typedef {(selection: import('../types.js').Selection, shape: number[]) => {rows: number, columns: number}} MostCells
 *   what the screen can show now
 */

/**
 * @param {import('../state/store.js').Store} store
 * @param {import('./lanes.js').Lanes & {mostCells: MostCells, isShown: (state: import('../types.js').State) => boolean,
 *   frame: string, detail: string}} asked lanes with one called `detail`, whether the frame is on display, and the keys
 *   of the state that hold the frame and what is shown more finely of it
 */
export function watchDetail(store, { lanes, load, mostCells, isShown, frame: frameKey, detail: detailKey }) {
  const loadDetail = createSettled(() => {
    const state = store.get();
    const frame = state[frameKey];
    if (frame === null || !isShown(state)) {
      return;
    }
    const most = mostCells(frame.selection, state.geometry.shape);
    const part = partToAsk(partOf(state.view, frame), frame, most);
    if (part === null) {
      lanes.detail.clear();
      store.set({ [detailKey]: null });
    } else {
      load('detail', detailKey, (signal) => api.fetchFrame(frame.id, frame.selection, most, signal, part).catch(() => null));
    }
  });
  store.watch((state) => [state[frameKey], state.view.row_range, state.view.column_range], (state) => {
    const frame = state[frameKey];
    if (frame !== null && (partOf(state.view, frame) !== null || state[detailKey] !== null)) {
      loadDetail();
    }
  });
}
