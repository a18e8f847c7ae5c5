/** What the tools of the cross-section do: lines through the crosshair, a rectangle, the table of elements. */

import { partOf } from '../state/seen.js';
import { selectionOf } from '../state/selection.js';

/**
 * @param {import('../state/store.js').Store} store
 * @returns {object} actions
 */
export function createTools(store) {
  const actions = {
    toggleLines() {
      store.setView({ lines: !store.get().view.lines });
    },
    toggleElements() {
      store.setView({ elements: store.get().view.elements === 'off' ? 'plain' : 'off' });
    },
    colourElements(coloured) {
      store.setView({ elements: coloured ? 'coloured' : 'plain' });
    },
    /** @param {number} columns that the table has room for */
    fitElements(columns) {
      if (store.get().tableColumns !== columns) {
        store.set({ tableColumns: columns });
      }
    },
    /** Begins with what is seen, so that there is something to change by keys; a drag makes another one. */
    toggleRegion() {
      const state = store.get();
      const { frame, geometry, view } = state;
      if (view.region !== null) {
        actions.clearRegion();
      } else if (selectionOf(state) !== null && frame !== null && frame.id === geometry.id) {
        const whole = { rows: [0, Math.max(frame.rows.length, 1)], columns: [0, Math.max(frame.columns.length, 1)] };
        store.set({ picking: true });
        store.setView({ region: partOf(view, frame) ?? whole });
      }
    },
    /** @param {import('../state/tools.js').Region} region */
    selectRegion(region) {
      if (JSON.stringify(store.get().view.region) !== JSON.stringify(region)) {
        store.setView({ region });
      }
    },
    clearRegion() {
      store.set({ picking: false });
      store.setView({ region: null });
    },
    /** @param {boolean} picking whether the next drag over the picture makes a rectangle */
    pickRegion(picking) {
      if (store.get().picking !== picking) {
        store.set({ picking });
      }
    },
  };
  return actions;
}
