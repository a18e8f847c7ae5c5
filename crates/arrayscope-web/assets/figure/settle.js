/** Work that waits until the sliders rest: the picture comes first. */

/** So long nothing may have been asked for: longer than a held key waits between two steps. */
const QUIET_MILLIS = 90;
/** While a slider never rests, so long at most. */
const MOST_MILLIS = 700;

/**
 * @param {() => void} run called once for many requests, when none came for a moment
 * @param {{quiet?: number, most?: number}} [times] milliseconds
 * @returns {() => void} asks for it
 */
export function createSettled(run, { quiet = QUIET_MILLIS, most = MOST_MILLIS } = {}) {
  let timer = null;
  let since = 0;
  return () => {
    const now = performance.now();
    if (timer === null) {
      since = now;
    } else {
      clearTimeout(timer);
    }
    timer = setTimeout(() => {
      timer = null;
      run();
    }, Math.max(Math.min(quiet, since + most - now), 0));
  };
}
