/** What a cross-section costs: asked for beside the cross-section, and once more when it was costly and is there. */

import { costKey, isRead, touchedId } from '../model/touched.js';
import { selectionOf } from '../state/selection.js';
import * as api from './api.js';
import { createLanes } from './lanes.js';

/** @param {import('../state/store.js').Store} store */
export function connectTouched(store) {
  const { load } = createLanes(store, ['touched']);

  store.watch((state) => [costKey(state), isRead(state)], (state) => {
    const key = costKey(state);
    const { touched } = state;
    // What is kept once it was read costs nothing a second time; cheap is cheap.
    if (key === null || (touched?.key === key && !touched.costly)) {
      return;
    }
    load('touched', 'touched', async (signal) => (
      { key, ...await api.fetchTouched(touchedId(state), selectionOf(state), signal) }
    ));
  });
}
