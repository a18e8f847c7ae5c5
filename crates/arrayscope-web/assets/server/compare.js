/** What is asked of the server while two arrays are compared: the second picture, what is told of the difference. */

import { createSettled } from '../figure/settle.js';
import { differenceId, integerDifference, isBeside, otherOf, secondId } from '../model/compare.js';
import { pictureKey } from '../state/axes.js';
import { selectionOf } from '../state/selection.js';
import * as api from './api.js';
import { watchDetail } from './details.js';
import { createLanes } from './lanes.js';
import { histogramsOf } from './summaries.js';

/** @typedef {import('../types.js').State} State */

/**
 * @param {import('../state/store.js').Store} store
 * @param {import('./details.js').MostCells} mostCells
 */
export function connectComparison(store, mostCells) {
  const names = ['picture', 'detail', 'histograms', 'comparison', 'summary', 'crosshair', 'pointer'];
  const pair = (state) => [state.geometry, otherOf(state)?.id ?? null];
  const { lanes, load } = createLanes(store, names, pair);

  store.watch(pair, (state) => {
    const other = otherOf(state);
    store.set({ comparison: null, otherSummary: null, second: null, secondDetail: null, comparedCrosshair: null, comparedPointer: null });
    if (other !== null) {
      load('comparison', 'comparison', (signal) => api.fetchComparison(state.geometry.id, other.id, signal));
      load('summary', 'otherSummary', (signal) => api.fetchSummary(other.id, signal));
    }
  });

  // Two pictures have half the room each.
  let beside = false;
  store.watch((state) => [isBeside(state)], (state) => {
    if (isBeside(state) !== beside) {
      beside = isBeside(state);
      store.set({ resizes: store.get().resizes + 1 });
    }
  });

  const pictureOf = (state) => {
    const [selection, id] = [selectionOf(state), secondId(state)];
    return selection === null || id === null ? null : `${id}|${pictureKey(selection)}`;
  };
  store.watch((state) => [pictureOf(state), state.resizes], (state) => {
    if (pictureOf(state) === null) {
      return;
    }
    const [selection, id] = [selectionOf(state), secondId(state)];
    const most = mostCells(selection, state.geometry.shape);
    lanes.picture.offer(async (signal) => {
      try {
        const second = await api.fetchFrame(id, selection, most, signal);
        if (!signal.aborted) {
          store.set({ second, comparedFailure: null });
        }
      } catch (error) {
        if (!signal.aborted) {
          store.set({ second: null, comparedFailure: api.asFailure(error) });
        }
      }
    });
  });

  const isShown = (state) => state.second.id === secondId(state);
  watchDetail(store, { lanes, load, mostCells, isShown, frame: 'second', detail: 'secondDetail' });

  const loadHistograms = createSettled(() => {
    const { second } = store.get();
    if (second !== null && store.get().view.compare === 'difference') {
      load('histograms', 'secondHistograms', (signal) => histogramsOf(second, signal));
    }
  });
  store.watch((state) => [state.second], loadHistograms);

  /** The element of the other array, and the difference: exact where both are integers, else as float64. */
  async function fetchCompared(state, index, text, signal) {
    const [a, b] = [state.view.array, otherOf(state).id];
    const [other, difference] = await Promise.all([b, differenceId(a, b)].map((id) => api.fetchValue(id, index, signal)));
    return { index, other: other.text, difference: integerDifference(text, other.text) ?? difference.text };
  }
  for (const [lane, key, from] of [['crosshair', 'comparedCrosshair', 'crosshair'], ['pointer', 'comparedPointer', 'pointer']]) {
    store.watch((state) => [otherOf(state)?.id ?? null, state[from]?.index?.join(), state[from]?.text], (state) => {
      const cell = state[from];
      if (otherOf(state) === null || cell === null || typeof cell.text !== 'string') {
        lanes[lane].clear();
      } else {
        load(lane, key, (signal) => fetchCompared(state, cell.index, cell.text, signal));
      }
    });
  }
}
