/** The cross-section on display, what is seen of it more finely, and its elements at the crosshair and the pointer. */

import { afterPaint } from '../dom/painted.js';
import { createSettled } from '../figure/settle.js';
import { pictureKey } from '../state/axes.js';
import { selectionOf } from '../state/selection.js';
import * as api from './api.js';
import { watchDetail } from './details.js';
import { ahead, createFrames } from './frames.js';
import { createLanes } from './lanes.js';

/** Cross-sections that are asked for before the slider gets there. */
const LOOK_AHEAD = 2;

/**
 * @param {import('../state/store.js').Store} store
 * @param {import('./details.js').MostCells} mostCells
 */
export function connectPictures(store, mostCells) {
  const { lanes, load } = createLanes(store, ['picture', 'detail', 'value', 'pointer']);
  const frames = createFrames(({ id, selection, most }, signal) => api.fetchFrame(id, selection, most, signal));
  store.watch(({ view }) => [view.array], () => frames.clear());

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

  const isShown = ({ frame, geometry }) => frame.id === geometry?.id;
  watchDetail(store, { lanes, load, mostCells, isShown, frame: 'frame', detail: 'detail' });

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
}
