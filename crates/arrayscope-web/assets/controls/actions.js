/** What the sidebar and the keyboard do beyond choosing an index: swapping, flipping, zooming, playing, going to a place. */

import { swapShown } from '../state/axes.js';
import { carrySeen, RANGES, rangesOf, repairRange } from '../state/seen.js';
import { placeText } from '../model/places.js';
import { asFailure, fetchPlace } from '../server/api.js';
import { createLane } from '../server/newest.js';
import { selectionOf } from '../state/selection.js';
import { toolSource } from '../server/tools.js';
import { createPlayer, nextStep } from './play.js';

/** How long a word about a key stays. */
const NOTE_MILLIS = 4000;

/**
 * @param {import('../state/store.js').Store} store
 * @param {(index: number[]) => void} goTo
 * @returns {object} actions
 */
export function createControls(store, goTo) {
  const places = createLane((error) => store.set({ failure: asFailure(error) }));
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

  /** A range that is the same stays the same array: nothing is drawn for it. */
  function setRanges(ranges) {
    const { view } = store.get();
    const changed = Object.entries(ranges).filter(([name, range]) => range?.join() !== view[name]?.join());
    if (changed.length > 0) {
      store.setView(Object.fromEntries(changed));
    }
  }

  const actions = {
    swapAxes() {
      const selection = selectionOf(store.get());
      if (selection !== null) {
        const next = swapShown(selection);
        store.setView({ ...next, ...carrySeen(store.get().view, next) });
      }
    },
    /** @param {'rows'|'columns'} side to be drawn from the other end */
    flip(side) {
      const { view } = store.get();
      if (selectionOf(store.get())?.[side] != null) {
        store.setView({ flip: Object.freeze({ ...view.flip, [side]: !view.flip[side] }) });
      }
    },
    /** @param {import('../state/tools.js').Region|null} part of the cross-section that is seen, null for all of it */
    look(part) {
      const { frame } = store.get();
      if (frame !== null) {
        setRanges(rangesOf(part, frame));
      }
    },
    /**
     * @param {'rows'|'columns'} side
     * @param {[unknown, unknown]|null} range as typed: the first index and the one after the last; null for all
     */
    seeRange(side, range) {
      const { geometry } = store.get();
      const axis = selectionOf(store.get())?.[side] ?? null;
      if (axis !== null) {
        setRanges({ [RANGES[side]]: repairRange(range, geometry.shape[axis]) });
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
    /** @param {import('../model/places.js').Place} of looked for in the whole array on the picture, which may take a moment */
    goToPlace(of) {
      const { geometry } = store.get();
      if (geometry === null || geometry.ndim === 0 || geometry.shape.includes(0)) {
        return;
      }
      const source = toolSource(store.get());
      places.offer(async (signal) => {
        const answer = await fetchPlace(source, of, signal);
        if (store.get().geometry !== geometry) {
          return;
        }
        actions.tell(placeText(answer));
        if (answer.index !== null) {
          goTo(answer.index);
        }
      });
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
