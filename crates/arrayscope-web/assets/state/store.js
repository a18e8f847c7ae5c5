/** One small store: a frozen state, and watchers that run when the parts they picked have changed. */

/** @typedef {import('../types.js').State} State */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(patch: Partial<State>) => void} set
 * @property {(patch: Partial<import('../types.js').View>) => void} setView
 * @property {(pick: (state: State) => unknown[], run: (state: State) => void) => void} watch
 */

/**
 * @param {State} initial
 * @returns {Store}
 */
export function createStore(initial) {
  let state = Object.freeze({ ...initial });
  const watchers = [];
  let notifying = false;
  let changed = false;

  // A watcher may set the state again: the round is then repeated instead of nested, so that every watcher
  // always sees the newest state and none runs twice for the same one.
  function notify() {
    changed = true;
    if (notifying) {
      return;
    }
    notifying = true;
    try {
      while (changed) {
        changed = false;
        for (const watcher of watchers) {
          const picked = watcher.pick(state);
          if (!sameItems(picked, watcher.picked)) {
            watcher.picked = picked;
            runAlone(watcher, state);
          }
        }
      }
    } finally {
      notifying = false;
    }
  }

  function set(patch) {
    state = Object.freeze({ ...state, ...patch });
    notify();
  }

  return {
    get: () => state,
    set,
    setView(patch) {
      set({ view: Object.freeze({ ...state.view, ...patch }) });
    },
    watch(pick, run) {
      const watcher = { pick, run, picked: pick(state) };
      watchers.push(watcher);
      runAlone(watcher, state);
    },
  };
}

/** A panel that fails is reported, and the others are drawn all the same. */
function runAlone(watcher, state) {
  try {
    watcher.run(state);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/**
 * @param {unknown[]} left
 * @param {unknown[]} right
 * @returns {boolean} the same values in the same places
 */
function sameItems(left, right) {
  return left.length === right.length && left.every((item, position) => Object.is(item, right[position]));
}
