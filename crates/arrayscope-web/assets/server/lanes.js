/** Questions about an array: every kind of question has a lane of its own, in which the newest wins. */

import { asFailure } from './api.js';
import { createLane } from './newest.js';

/**
 * @typedef {object} Lanes
 * @property {Record<string, import('./newest.js').Lane>} lanes
 * @property {(lane: string, key: string, question: (signal: AbortSignal) => Promise<unknown>) => void} load runs a
 *   question and puts its answer, or the refusal, under a key of the state
 */

/**
 * @param {import('../state/store.js').Store} store
 * @param {string[]} names
 * @param {(state: import('../types.js').State) => unknown[]} [about] what they are asked about; another one clears all
 *   of them: the array on display unless told otherwise
 * @returns {Lanes}
 */
export function createLanes(store, names, about = ({ view }) => [view.array]) {
  const tell = (error) => store.set({ failure: asFailure(error) });
  const lanes = Object.fromEntries(names.map((name) => [name, createLane(tell)]));
  store.watch(about, () => Object.values(lanes).forEach((lane) => lane.clear()));
  return {
    lanes,
    load: (lane, key, question) => lanes[lane].offer(async (signal) => {
      const answer = await question(signal).catch(asFailure);
      if (!signal.aborted) {
        store.set({ [key]: answer });
      }
    }),
  };
}
