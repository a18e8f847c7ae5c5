/** What is asked of the server while two arrays are compared: the second picture, what is told of the difference. */

import * as api from './api.js';
import { differenceId, integerDifference, isBeside, otherOf, secondId } from '../model/compare.js';
import { partToAsk } from '../figure/detail.js';
import { createSettled } from '../figure/settle.js';
import { pictureKey } from '../state/axes.js';
import { partOf } from '../state/seen.js';
import { selectionOf } from './loads.js';
import { createLane } from './newest.js';

/** @typedef {import('../types.js').State} State */

/**
 * @param {import('../state/store.js').Store} store
 * @param {(selection: import('../types.js').Selection, shape: number[]) => {rows: number, columns: number}} mostCells
 */
export function connectComparison(store, mostCells) {
  const tell = (error) => store.set({ failure: api.asFailure(error) });
  const names = ['picture', 'detail', 'histograms', 'comparison', 'summary', 'crosshair', 'pointer'];
  const lanes = Object.fromEntries(names.map((name) => [name, createLane(tell)]));

  const load = (lane, key, question) => lanes[lane].offer(async (signal) => {
    const answer = await question(signal).catch(api.asFailure);
    if (!signal.aborted) {
      store.set({ [key]: answer });
    }
  });

  store.watch((state) => [state.geometry, otherOf(state)?.id ?? null], (state) => {
    const other = otherOf(state);
    Object.values(lanes).forEach((lane) => lane.clear());
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

  const loadDetail = createSettled(() => {
    const { second, geometry, view } = store.get();
    if (second === null || second.id !== secondId(store.get())) {
      return;
    }
    const most = mostCells(second.selection, geometry.shape);
    const part = partToAsk(partOf(view, second), second, most);
    if (part === null) {
      lanes.detail.clear();
      store.set({ secondDetail: null });
    } else {
      load('detail', 'secondDetail', (signal) => api.fetchFrame(second.id, second.selection, most, signal, part).catch(() => null));
    }
  });
  store.watch((state) => [state.second, state.view.row_range, state.view.column_range], ({ second, view, secondDetail }) => {
    if (second !== null && (partOf(view, second) !== null || secondDetail !== null)) {
      loadDetail();
    }
  });

  const loadHistograms = createSettled(() => {
    const { second } = store.get();
    if (second !== null && store.get().view.compare === 'difference') {
      const { id, selection } = second;
      const refused = (error) => ({ channels: [], edges: [], channel_axis: null, item: '', refused: api.asFailure(error).message });
      load('histograms', 'secondHistograms', async (signal) => (
        { ...await api.fetchHistograms(id, selection, signal).catch(refused), id, at: selection.at, part: selection.part }));
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
