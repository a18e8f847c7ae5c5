/** Newest wins: one job runs, at most one waits, and a newer one takes the place of the one that waits. */

/**
 * @typedef {object} Lane
 * @property {(job: (signal: AbortSignal) => Promise<void>) => Promise<void>} offer runs the job now or after the one
 *   that runs, unless a newer one comes first; resolves when the lane is idle again
 * @property {() => void} clear aborts what runs and drops what waits
 */

/**
 * A slider that moves faster than the server answers neither queues nor starves: the job that runs is finished and
 * painted, then the newest one starts.
 *
 * @param {(error: unknown) => void} report called with what a job throws, except when it was aborted
 * @returns {Lane}
 */
export function createLane(report) {
  let waiting = null;
  let controller = null;
  let draining = null;

  async function drain() {
    while (waiting !== null) {
      const job = waiting;
      waiting = null;
      controller = new AbortController();
      const { signal } = controller;
      try {
        await job(signal);
      } catch (error) {
        if (!signal.aborted) {
          report(error);
        }
      }
    }
    controller = null;
    draining = null;
  }

  return {
    offer(job) {
      waiting = job;
      draining ??= drain();
      return draining;
    },
    clear() {
      waiting = null;
      controller?.abort();
    },
  };
}
