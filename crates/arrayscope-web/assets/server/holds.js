/** Limits that are held while the sliders move, and the levels that limits may be made of. */

import * as api from './api.js';
import { coloursOf } from '../figure/colours_of.js';
import { sourceOf } from '../model/compare.js';
import { paintedOf } from '../model/painted.js';
import { levelsKey, levelsOf } from './levels.js';
import { createLane } from './newest.js';

/** @typedef {import('../types.js').State} State */

/** What held limits belong to: another array, other axes or another choice let go of them. */
function holdKey({ frame, view }) {
  const { rows, columns } = frame.selection;
  return [sourceOf(frame), rows, columns, frame.of, view.limits, view.percentiles, view.deviations].join('|');
}

/** @param {import('../state/store.js').Store} store */
export function connectHolds(store) {
  const lane = createLane((error) => store.set({ failure: api.asFailure(error) }));
  const belongs = ({ frame, geometry }) => frame !== null && frame.id === geometry?.id;

  const watch = (pick, run) => store.watch((state) => pick(paintedOf(state)), (state) => run(paintedOf(state)));

  watch(({ frame, geometry, view, summary }) =>
    [frame, geometry, view.limits, view.percentiles, view.deviations, view.lock, view.limits === 'array' ? summary : null], (state) => {
    const { frame, view } = state;
    if (!belongs(state) || (view.limits !== 'percentiles' && view.limits !== 'deviation')) {
      return;
    }
    if (levelsOf(state) === null && (view.held?.key !== holdKey(state) || !view.lock)) {
      const key = levelsKey(state);
      lane.offer(async (signal) => {
        const answer = await api.fetchLevels(sourceOf(frame), frame.selection, view.percentiles, signal).catch(api.asFailure);
        store.set({ levels: { ...answer, key } });
      });
    }
  });

  watch(({ frame, geometry, levels, view }) =>
    [frame, geometry, levels, view.limits, view.percentiles, view.deviations, view.lock], (state) => {
    const { frame, view } = state;
    if (!belongs(state)) {
      return;
    }
    const key = holdKey(state);
    const { held } = view;
    if (!view.lock) {
      if (held !== null) {
        store.setView({ held: null });
      }
    } else if (held !== null && held.key === undefined && held.at.length === frame.selection.at.length) {
      // From the URL.
      store.setView({ held: { ...held, key } });
    } else if (held?.key !== key) {
      const { own } = coloursOf({ ...state, view: { ...view, held: null } });
      if (own !== null) {
        store.setView({ held: { ...own, at: frame.selection.at, key } });
      } else if (held !== null) {
        store.setView({ held: null });
      }
    }
  });
}
