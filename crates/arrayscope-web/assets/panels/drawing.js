/** When panels are drawn: whenever the parts of the state that they depend on have changed. */

import { createSettled } from '../figure/settle.js';
import { paintedOf } from '../model/painted.js';

/**
 * @typedef {(state: import('../types.js').State, element: HTMLElement, actions: object) => void} Render
 * @typedef {(id: string, render: Render, pick: (state: import('../types.js').State) => unknown[]) => void} Draw
 */

/**
 * @param {import('../state/store.js').Store} store
 * @param {object} actions
 * @returns {{panel: Draw, panelAtRest: Draw, pictured: Draw}}
 */
export function createDrawing(store, actions) {
  function panel(id, render, pick) {
    const element = document.getElementById(id);
    store.watch(pick, (state) => render(state, element, actions));
  }
  return {
    panel,
    /** What a step of a slider need not wait for: it follows when the sliders rest. */
    panelAtRest(id, render, pick) {
      const element = document.getElementById(id);
      store.watch(pick, createSettled(() => render(store.get(), element, actions)));
    },
    /** What is drawn of the picture: while two arrays are compared, of what is painted of them. */
    pictured(id, render, pick) {
      panel(id, (state, element) => render(paintedOf(state), element, actions), (state) => pick(paintedOf(state)));
    },
  };
}
