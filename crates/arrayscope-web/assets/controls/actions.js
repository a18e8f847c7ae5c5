/** What the sidebar and the keyboard do beyond choosing an index: swapping, playing, going to the first NaN. */

import { swapShown } from '../state/axes.js';
import { firstOffender } from '../model/evidence.js';
import { selectionOf } from '../server/loads.js';
import { createPlayer, nextStep } from './play.js';

/** How long a word about a key stays. */
const NOTE_MILLIS = 4000;

/**
 * @param {import('../state/store.js').Store} store
 * @returns {object} actions
 */
export function createControls(store) {
  let direction = 1;
  let noteTimer = null;

  const player = createPlayer({
    pause: () => 1000 / store.get().view.speed,
    step() {
      const { playing, geometry, view } = store.get();
      const selection = selectionOf(store.get());
      if (playing === null || selection === null) {
        actions.stopPlaying();
        return;
      }
      const next = nextStep(selection.at[playing.axis], direction, geometry.shape[playing.axis], view.turn);
      ({ direction } = next);
      store.setView({ at: selection.at.with(playing.axis, next.index) });
    },
    now: () => performance.now(),
    later: (run, millis) => setTimeout(run, millis),
    cancel: clearTimeout,
  });

  const actions = {
    swapAxes() {
      const selection = selectionOf(store.get());
      if (selection !== null) {
        store.setView(swapShown(selection));
      }
    },
    togglePlay(axis) {
      const { playing, geometry } = store.get();
      if (playing?.axis === axis) {
        actions.stopPlaying();
      } else if (geometry !== null && geometry.shape[axis] > 1) {
        player.stop();
        direction = 1;
        store.set({ playing: { axis }, axis });
        player.start();
      }
    },
    stopPlaying() {
      player.stop();
      if (store.get().playing !== null) {
        store.set({ playing: null });
      }
    },
    goToFirst(kind) {
      const { signals } = store.get();
      const { index, text } = firstOffender(signals, kind);
      actions.tell(text);
      if (index !== null && selectionOf(store.get()) !== null) {
        store.setView({ at: index });
      }
    },
    tell(text) {
      clearTimeout(noteTimer);
      noteTimer = setTimeout(() => store.set({ note: null }), NOTE_MILLIS);
      store.set({ note: text });
    },
  };

  // Whatever index is on the screen when the sliders rest on it: the step, or where somebody moved them meanwhile.
  document.addEventListener('arrayscope:painted', ({ detail }) => {
    if (detail.index.join() === store.get().view.at?.join()) {
      player.painted();
    }
  });
  // Another array, a reset and a picture that does not come end it.
  store.watch(({ geometry, frameFailure }) => [geometry, frameFailure], () => actions.stopPlaying());

  return actions;
}
