/** Shows A and B in turn while they flicker: by a clock, or when somebody asks for the other one. */

import { otherOf, WAYS } from '../model/compare.js';

/**
 * @param {import('../state/store.js').Store} store
 * @returns {object} actions
 */
export function createFlicker(store) {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)');
  let timer = null;

  const actions = {
    showOther() {
      const { view, flipped } = store.get();
      if (otherOf(store.get()) === null) {
        return;
      }
      if (view.compare !== 'flicker') {
        store.setView({ compare: 'flicker', rate: 0 });
      }
      store.set({ flipped: !flipped });
      begin();
    },
    nextWay() {
      const { view } = store.get();
      if (otherOf(store.get()) !== null) {
        const next = (WAYS.findIndex(({ id }) => id === view.compare) + 1) % WAYS.length;
        store.setView({ compare: WAYS[next].id });
      }
    },
  };

  function begin() {
    clearInterval(timer);
    timer = null;
    const { view } = store.get();
    if (otherOf(store.get()) !== null && view.compare === 'flicker' && view.rate > 0 && !still.matches) {
      timer = setInterval(() => document.hidden || store.set({ flipped: !store.get().flipped }), 1000 / view.rate);
    }
  }

  store.watch((state) => [otherOf(state)?.id ?? null, state.view.compare, state.view.rate], ({ view, flipped }) => {
    if (flipped && view.compare !== 'flicker') {
      store.set({ flipped: false });
    }
    begin();
  });
  return actions;
}
