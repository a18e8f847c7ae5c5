/** What is told of the whole array, or of a batch item: it comes after the picture. */

import { createSettled } from '../figure/settle.js';
import { histogramsFit } from '../figure/histograms.js';
import { channelAxisOf } from '../model/channels.js';
import { questionOf } from '../model/statistics.js';
import * as api from './api.js';
import { shownArray } from './arrays.js';
import { createLanes } from './lanes.js';
import { fetchStatistics } from './statistics.js';

/** @param {import('../state/store.js').Store} store */
export function connectSummaries(store) {
  const { load } = createLanes(store, ['histograms', 'signals', 'summary', 'stats', 'profiles', 'channels']);

  store.watch((state) => [shownArray(state)], (state) => {
    const geometry = shownArray(state);
    if (geometry === null) {
      return;
    }
    load('signals', 'signals', async (signal) => (await api.fetchSignals(geometry.id, signal)).signals);
    load('summary', 'summary', (signal) => api.fetchSummary(geometry.id, signal));
    const channel = channelAxisOf(geometry);
    if (channel !== null) {
      load('channels', 'channels', async (signal) => (await api.fetchProfile(geometry.id, channel, signal)).axes[0]);
    }
  });

  // Histograms follow the picture when the sliders rest: counting a batch item may take longer than painting it.
  const loadHistograms = createSettled(() => {
    const { frame, geometry } = store.get();
    if (frame !== null && frame.id === geometry?.id && !histogramsFit(store.get())) {
      load('histograms', 'histograms', (signal) => histogramsOf(frame, signal));
    }
  });
  store.watch((state) => [state.frame], (state) => {
    if (state.frame !== null && !histogramsFit(state)) {
      loadHistograms();
    }
  });

  store.watch((state) => [shownArray(state), shownArray(state) && questionOf(state.view, state.geometry.ndim)], (state) => {
    const { geometry, view } = state;
    // Along the only axis every index is one element, and the picture shows those.
    if (shownArray(state) !== null && view.along !== null && geometry.ndim > 1) {
      load('stats', 'stats', (signal) => fetchStatistics(geometry, view, signal));
    }
  });

  // What stands behind the sliders reads the whole array once per axis: the signals come first, too.
  const profiled = (state) => (state.signals === null ? null : shownArray(state));
  store.watch((state) => [profiled(state)], (state) => {
    const geometry = profiled(state);
    if (geometry !== null && geometry.ndim > 0) {
      load('profiles', 'profiles', async (signal) => (await api.fetchProfiles(geometry.id, signal)).axes);
    }
  });
}

/**
 * The histograms of a picture's batch item, with what they were asked for; nothing is counted where that is refused.
 *
 * @param {import('../types.js').Frame} frame
 * @param {AbortSignal} signal
 */
export async function histogramsOf({ id, selection }, signal) {
  const refused = (error) => ({ channels: [], edges: [], channel_axis: null, item: '', refused: api.asFailure(error).message });
  return { ...await api.fetchHistograms(id, selection, signal).catch(refused), id, at: selection.at, part: selection.part };
}
