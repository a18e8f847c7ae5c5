/**
 * What is asked of the server when the state changes. Panels never fetch: they are drawn from the store.
 * Every kind of question has a lane of its own, in which the newest wins; opening another array clears all of them.
 */

import * as api from './api.js';
import { aspectOf } from '../state/aspect.js';
import { pictureKey, repairSelection } from '../state/axes.js';
import { DEFAULT_SEEN, partOf, repairSeen } from '../state/seen.js';
import { partToAsk } from '../figure/detail.js';
import { createSettled } from '../figure/settle.js';
import { afterPaint } from '../dom/painted.js';
import { channelAxisOf } from '../model/channels.js';
import { baseOf } from '../model/lab.js';
import { ahead, createFrames } from './frames.js';
import { createLane } from './newest.js';
import { questionOf } from '../model/statistics.js';
import { fetchStatistics } from './statistics.js';
import { firstChoice, missingText, resolveArray } from '../state/sources.js';

/** @typedef {import('../state/store.js').Store} Store */
/** @typedef {import('../types.js').State} State */

/**
 * @param {State} state
 * @returns {import('../types.js').Selection|null} the selection of the URL once it fits the array, else null
 */
export function selectionOf({ view, geometry, summary }) {
  if (geometry === null || geometry.id !== view.array || view.at?.length !== geometry.ndim) {
    return null;
  }
  return { rows: view.rows, columns: view.columns, at: view.at, ...aspectOf({ view, geometry, summary }) };
}

/**
 * Whether the histograms of the state are those of the picture: of the whole array, or of its batch item.
 *
 * @param {State} state
 * @returns {boolean}
 */
export function histogramsFit({ frame, histograms }) {
  return frame !== null && histograms !== null && histograms.id === frame.id && histograms.part === frame.selection.part
    && (!histograms.item.includes('[') || histograms.at[0] === frame.selection.at[0]);
}

/** Cross-sections that are asked for before the slider gets there. */
const LOOK_AHEAD = 2;

/**
 * @param {Store} store
 * @param {(selection: import('../types.js').Selection, shape: number[]) => {rows: number, columns: number}} mostCells
 *   what the screen can show now
 */
export function connectLoads(store, mostCells) {
  const tell = (error) => store.set({ failure: api.asFailure(error) });
  const lanes = Object.fromEntries(
    ['geometry', 'picture', 'detail', 'histograms', 'value', 'pointer', 'signals', 'summary', 'stats', 'profiles', 'reshape', 'channels', 'simulate']
      .map((name) => [name, createLane(tell)]),
  );

  const frames = createFrames(({ id, selection, most }, signal) => api.fetchFrame(id, selection, most, signal));

  /** Runs a question and puts its answer, or the refusal, under a key of the state. */
  const load = (lane, key, question) => lanes[lane].offer(async (signal) => {
    let answer;
    try {
      answer = await question(signal);
    } catch (error) {
      answer = api.asFailure(error);
    }
    if (!signal.aborted) {
      store.set({ [key]: answer });
    }
  });

  store.watch((state) => [state.view.array], ({ view }) => {
    for (const lane of Object.values(lanes)) {
      lane.clear();
    }
    frames.clear();
    if (view.array !== null) {
      openArray(view.array);
    }
  });

  function openArray(id) {
    lanes.geometry.offer(async (signal) => {
      let geometry;
      try {
        geometry = await api.fetchGeometry(id, signal);
      } catch (error) {
        if (!signal.aborted) {
          store.set({ failure: api.asFailure(error) });
        }
        return;
      }
      if (!signal.aborted) {
        showArray(geometry);
      }
    });
  }

  function showArray(geometry) {
    const { view } = store.get();
    const selection = repairSelection(view, geometry.shape, geometry.selection);
    const along = geometry.ndim === 0 ? null : Math.min(view.along ?? 0, geometry.ndim - 1);
    store.set({
      geometry,
      signals: null,
      summary: null,
      channels: null,
      stats: null,
      frameFailure: null,
      histograms: null,
      profiles: null,
      crosshair: null,
      reshape: null,
      view: Object.freeze({ ...view, ...selection, ...repairSeen(view, selection, geometry.shape), along }),
    });
  }

  // What reads the whole array comes after the first picture.
  const shown = ({ geometry, view, frame, frameFailure }) => {
    const there = geometry !== null && geometry.id === view.array && [frame?.id, frameFailure?.id].includes(geometry.id);
    return there ? geometry : null;
  };
  store.watch((state) => [shown(state)], (state) => {
    const geometry = shown(state);
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

  const pictureOf = (state) => {
    const selection = selectionOf(state);
    return selection && `${state.view.array}|${pictureKey(selection)}`;
  };

  store.watch((state) => [pictureOf(state), state.resizes], (state) => {
    const selection = selectionOf(state);
    if (selection === null) {
      return;
    }
    // What the pointer was over is no longer there; the figure tells again when the pointer is still on it.
    if (state.pointer !== null) {
      store.set({ pointer: null });
    }
    loadPicture({ id: state.view.array, selection, most: mostCells(selection, state.geometry.shape) });
  });

  function loadPicture(question) {
    const known = frames.find(question);
    if (known !== null) {
      // Of an older question nobody wants the answer any more.
      lanes.picture.clear();
      showPicture(question, known);
      return;
    }
    lanes.picture.offer(async (signal) => {
      let frame;
      try {
        frame = await frames.fetch(question, signal);
      } catch (error) {
        if (!signal.aborted) {
          store.set({ frameFailure: { ...api.asFailure(error), id: question.id } });
        }
        return;
      }
      if (!signal.aborted) {
        showPicture(question, frame);
      }
    });
  }

  function showPicture(question, frame) {
    const { frame: before, geometry } = store.get();
    store.set({ frame, frameFailure: null });
    const next = before?.id === question.id ? ahead(before.selection, question.selection, geometry.shape, LOOK_AHEAD) : [];
    // The picture that is wanted now is painted first.
    afterPaint(() => frames.expect(next.map((selection) => ({ ...question, selection }))));
  }

  const loadDetail = createSettled(() => {
    const { frame, geometry, view } = store.get();
    if (frame === null || frame.id !== geometry?.id) {
      return;
    }
    const most = mostCells(frame.selection, geometry.shape);
    const part = partToAsk(partOf(view, frame), frame, most);
    if (part === null) {
      lanes.detail.clear();
      store.set({ detail: null });
    } else {
      load('detail', 'detail', (signal) => api.fetchFrame(frame.id, frame.selection, most, signal, part).catch(() => null));
    }
  });
  store.watch((state) => [state.frame, state.view.row_range, state.view.column_range], ({ frame, view, detail }) => {
    if (frame !== null && (partOf(view, frame) !== null || detail !== null)) {
      loadDetail();
    }
  });

  // Histograms follow the picture when the sliders rest: counting a batch item may take longer than painting it.
  const loadHistograms = createSettled(() => {
    const { frame, geometry } = store.get();
    if (frame === null || frame.id !== geometry?.id || histogramsFit(store.get())) {
      return;
    }
    const { id, selection } = frame;
    load('histograms', 'histograms', async (signal) => {
      const refused = (error) => ({ channels: [], edges: [], channel_axis: null, item: '', refused: api.asFailure(error).message });
      return { ...await api.fetchHistograms(id, selection, signal).catch(refused), id, at: selection.at, part: selection.part };
    });
  });
  store.watch((state) => [state.frame], (state) => {
    if (state.frame !== null && !histogramsFit(state)) {
      loadHistograms();
    }
  });

  // A slider that moves has no time for the exact text; the picture comes first.
  const loadValue = createSettled(() => {
    const state = store.get();
    const selection = selectionOf(state);
    if (selection === null) {
      return;
    }
    const { at: index, channel } = selection;
    load('value', 'crosshair', async (signal) => ({
      id: state.view.array,
      index,
      ...await api.fetchValue(state.view.array, index, signal, channel).catch(api.asFailure),
    }));
  }, { quiet: 20, most: 200 });
  store.watch((state) => [selectionOf(state)?.at.join(), selectionOf(state)?.channel, state.view.array], (state) => {
    const selection = selectionOf(state);
    const empty = state.geometry?.shape.includes(0);
    if (selection === null || empty) {
      return;
    }
    loadValue();
  });

  store.watch((state) => [state.pointer?.index.join()], ({ pointer, view }) => {
    if (pointer === null) {
      lanes.pointer.clear();
      return;
    }
    const { index } = pointer;
    const channel = selectionOf(store.get())?.channel;
    lanes.pointer.offer(async (signal) => {
      const told = await api.fetchValue(view.array, index, signal, channel);
      if (!signal.aborted && store.get().pointer?.index === index) {
        store.set({ pointer: { index, ...told } });
      }
    });
  });

  store.watch((state) => [shown(state), shown(state) && questionOf(state.view, state.geometry.ndim)], (state) => {
    const { geometry, view } = state;
    // Along the only axis every index is one element, and the picture shows those.
    if (shown(state) !== null && view.along !== null && geometry.ndim > 1) {
      load('stats', 'stats', (signal) => fetchStatistics(geometry, view, signal));
    }
  });

  // What stands behind the sliders reads the whole array once per axis: the signals come first, too.
  const profiled = (state) => (state.signals === null ? null : shown(state));
  store.watch((state) => [profiled(state)], (state) => {
    const geometry = profiled(state);
    if (geometry !== null && geometry.ndim > 0) {
      load('profiles', 'profiles', async (signal) => (await api.fetchProfiles(geometry.id, signal)).axes);
    }
  });

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
      let answer;
      try {
        answer = { ...await api.fetchLab(baseOf(view.lab), view.labto, signal), of: view.lab };
      } catch (error) {
        answer = api.asFailure(error);
      }
      store.set({ lab: answer });
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

/**
 * The list of arrays, and which of them is meant; the first, and a notice, when that is none of them.
 *
 * @param {Store} store
 * @param {string|null} [name] an id or an address; that of the URL unless given
 */
export async function loadArrays(store, name = store.get().view.array) {
  try {
    const { arrays, notes } = await api.fetchArrays();
    store.set({ arrays, notes: notes ?? [] });
    const other = resolveArray(arrays, store.get().view.other);
    if (other !== null) {
      store.setView({ other });
    }
    const { view } = store.get();
    if (arrays.length === 0) {
      return;
    }
    const id = resolveArray(arrays, name);
    const shown = id ?? firstChoice(arrays).id;
    if (id === null && name !== null) {
      // Another array has other axes: the rest of the view was not meant for it.
      const { address } = arrays.find((entry) => entry.id === shown);
      store.set({ missing: missingText(arrays, name, address) });
      store.setView({ ...DEFAULT_SEEN, array: shown, rows: null, columns: null, at: null, along: null });
    } else if (shown !== view.array) {
      store.setView({ array: shown });
    }
  } catch (error) {
    store.set({ failure: api.asFailure(error) });
  }
}
