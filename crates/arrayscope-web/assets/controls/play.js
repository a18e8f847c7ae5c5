/** Plays an axis: one step after the other, each once the step before it is on the screen. */

/** Steps per second that can be chosen. */
export const SPEEDS = Object.freeze([2, 5, 10, 25]);
/** What happens at the end of the axis. */
export const TURNS = Object.freeze(['loop', 'bounce']);

/**
 * @param {number} index
 * @param {number} direction 1 onwards, -1 backwards
 * @param {number} length at least 2
 * @param {'loop'|'bounce'} turn
 * @returns {{index: number, direction: number}}
 */
export function nextStep(index, direction, length, turn) {
  if (turn === 'loop') {
    return { index: (index + 1) % length, direction: 1 };
  }
  const turned = index + direction < 0 || index + direction >= length ? -direction : direction;
  return { index: index + turned, direction: turned };
}

/**
 * @typedef {object} Player
 * @property {() => void} start takes the first step now
 * @property {() => void} stop
 * @property {() => void} painted the last step is on the screen
 * @property {() => boolean} isPlaying
 */

/**
 * A step that takes longer than its share of a second delays the next one; steps never queue.
 *
 * @param {object} clock
 * @param {() => number} clock.pause milliseconds from one step to the next
 * @param {() => void} clock.step
 * @param {() => number} clock.now
 * @param {(run: () => void, millis: number) => unknown} clock.later
 * @param {(timer: unknown) => void} clock.cancel
 * @returns {Player}
 */
export function createPlayer({ pause, step, now, later, cancel }) {
  let playing = false;
  let waiting = false;
  let due = 0;
  let timer = null;

  function advance() {
    timer = null;
    if (playing) {
      waiting = true;
      due = now() + pause();
      step();
    }
  }

  return {
    start() {
      if (!playing) {
        playing = true;
        advance();
      }
    },
    stop() {
      playing = false;
      waiting = false;
      cancel(timer);
      timer = null;
    },
    painted() {
      if (playing && waiting) {
        waiting = false;
        timer = later(advance, Math.max(due - now(), 0));
      }
    },
    isPlaying: () => playing,
  };
}
