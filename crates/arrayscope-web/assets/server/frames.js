/**
 * Frames that are there before they are wanted: the next ones in the direction of a slider are asked for while the last
 * one is looked at. Nothing is asked for twice while it is on its way.
 */

import { pictureKey } from '../state/axes.js';

/** @typedef {import('../types.js').Frame} Frame */

/**
 * What a frame answers: everything besides id and selection goes into the question as it is.
 *
 * @typedef {{id: string, selection: import('../types.js').Selection}} Question
 */

/** Older ones are asked for again: a file may be written to while it is looked at. */
const FRESH_MILLIS = 3000;
/** What all frames may take that are kept; the one asked for first makes room. */
const MOST_BYTES = 32 << 20;

/**
 * @param {(question: Question, signal: AbortSignal) => Promise<Frame>} ask
 * @param {{fresh?: number, most?: number, now?: () => number, later?: (run: () => void, millis: number) => unknown}}
 *   [bounds] milliseconds, bytes, the clock and the alarm
 */
export function createFrames(ask, {
  fresh = FRESH_MILLIS, most = MOST_BYTES, now = () => performance.now(), later = setTimeout,
} = {}) {
  /** By question, in the order in which they were asked. */
  const kept = new Map();
  let expected = 0;
  let alarm = false;

  /** A page that rests keeps no frame that it would not show. */
  function forgetInTime() {
    if (!alarm && kept.size > 0) {
      alarm = true;
      later(() => {
        alarm = false;
        makeRoom();
        forgetInTime();
      }, fresh + 1);
    }
  }

  function begin(key, question) {
    const controller = new AbortController();
    const entry = { controller, since: now(), frame: null, wanted: false, answer: null };
    kept.set(key, entry);
    entry.answer = ask(question, controller.signal).then((frame) => {
      entry.frame = frame;
      makeRoom();
      forgetInTime();
      return frame;
    }, (error) => {
      forget(key, entry);
      throw error;
    });
    // Whoever wants it is told; a look ahead that fails is no failure.
    entry.answer.catch(() => {});
    return entry;
  }

  function forget(key, entry) {
    if (kept.get(key) === entry) {
      kept.delete(key);
    }
  }

  /** Lets go of what is too old to be shown, and of the oldest of the rest until it fits. */
  function makeRoom() {
    for (const [key, { frame, since }] of kept) {
      if (frame !== null && now() - since > fresh) {
        kept.delete(key);
      }
    }
    const bytes = ({ frame }) => frame?.values?.byteLength ?? 0;
    let total = [...kept.values()].reduce((sum, entry) => sum + bytes(entry), 0);
    for (const [key, entry] of kept) {
      if (total <= most) {
        return;
      }
      if (entry.frame !== null) {
        total -= bytes(entry);
        kept.delete(key);
      }
    }
  }

  /** What is there or on its way, unless it is too old. */
  function entryOf(key) {
    const entry = kept.get(key);
    if (entry === undefined || now() - entry.since <= fresh) {
      return entry ?? null;
    }
    kept.delete(key);
    return null;
  }

  return {
    /**
     * @param {Question} question
     * @returns {Frame|null} the frame if it is there
     */
    find(question) {
      const frame = entryOf(keyOf(question))?.frame ?? null;
      return frame && { ...frame, selection: question.selection };
    },

    /**
     * @param {Question} question
     * @param {AbortSignal} signal
     * @returns {Promise<Frame>}
     */
    async fetch(question, signal) {
      const key = keyOf(question);
      const entry = entryOf(key) ?? begin(key, question);
      entry.wanted = true;
      signal.addEventListener('abort', () => {
        forget(key, entry);
        entry.controller.abort();
      }, { once: true });
      const frame = await entry.answer;
      return { ...frame, selection: question.selection };
    },

    /**
     * Looks ahead, one after the other: the server has others to serve. What was expected before and is still on its
     * way is given up.
     *
     * @param {Question[]} questions the nearest first
     */
    async expect(questions) {
      expected += 1;
      const turn = expected;
      const keys = questions.map(keyOf);
      for (const [key, entry] of kept) {
        if (entry.frame === null && !entry.wanted && !keys.includes(key)) {
          entry.controller.abort();
          kept.delete(key);
        }
      }
      for (const [place, key] of keys.entries()) {
        const entry = entryOf(key) ?? begin(key, questions[place]);
        await entry.answer.catch(() => {});
        if (turn !== expected) {
          return;
        }
      }
    },

    /** Gives up what is on its way and forgets the rest. */
    clear() {
      expected += 1;
      kept.forEach(({ controller }) => controller.abort());
      kept.clear();
    },
  };
}

/** Equal for the same picture, wherever the crosshair is. */
function keyOf({ selection, ...question }) {
  return JSON.stringify([pictureKey(selection), question]);
}

/**
 * The selections that come next when a slider goes on as it went last.
 *
 * @param {import('../types.js').Selection|null} before
 * @param {import('../types.js').Selection} now
 * @param {number[]} shape
 * @param {number} count
 * @returns {import('../types.js').Selection[]} the nearest first; none when not one hidden axis alone has moved
 */
export function ahead(before, now, shape, count) {
  if (before === null || before.rows !== now.rows || before.columns !== now.columns || before.at.length !== now.at.length) {
    return [];
  }
  const moved = now.at.flatMap((at, axis) => (at !== before.at[axis] && axis !== now.rows && axis !== now.columns ? [axis] : []));
  if (moved.length !== 1) {
    return [];
  }
  const [axis] = moved;
  const step = now.at[axis] - before.at[axis];
  return Array.from({ length: count }, (_, place) => now.at[axis] + (place + 1) * step)
    .filter((at) => at >= 0 && at < shape[axis])
    .map((at) => ({ ...now, at: now.at.with(axis, at) }));
}
