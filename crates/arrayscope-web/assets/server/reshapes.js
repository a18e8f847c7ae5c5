/** What a reshape would be: of the array on display, of the lab's own, and of the lesson's deliberate mistake. */

import { baseOf } from '../model/lab.js';
import * as api from './api.js';
import { createLanes } from './lanes.js';
import { createLane } from './newest.js';

/** @param {import('../state/store.js').Store} store */
export function connectReshapes(store) {
  const tell = (error) => store.set({ failure: api.asFailure(error) });
  const { lanes, load } = createLanes(store, ['reshape', 'simulate']);

  store.watch((state) => [state.geometry, state.view.reshape], ({ geometry, view }) => {
    if (view.reshape.trim() === '') {
      lanes.reshape.clear();
      store.set({ reshape: null });
    } else if (geometry !== null && geometry.id === view.array) {
      load('reshape', 'reshape', (signal) => api.fetchReshape(geometry.id, view.reshape, signal));
    }
  });

  // Of no array on display, so that opening another one does not end it.
  const lab = createLane(tell);
  store.watch((state) => [state.view.lab, state.view.labto], ({ view }) => {
    lab.offer(async (signal) => {
      const asked = api.fetchLab(baseOf(view.lab), view.labto, signal);
      store.set({ lab: await asked.then((answer) => ({ ...answer, of: view.lab }), api.asFailure) });
    });
  });

  store.watch((state) => [state.view.simulate], ({ view }) => {
    if (!view.simulate) {
      return;
    }
    lanes.simulate.offer(async (signal) => {
      try {
        await api.fetchBadReshape(signal);
      } catch (error) {
        if (!signal.aborted) {
          store.set({ failure: { ...api.asFailure(error), simulated: true } });
        }
      }
    });
  });
}
