/** The event that tests and embedding pages wait for instead of sleeping. */

/**
 * @typedef {object} Detail
 * @property {string} address
 * @property {number[]} index
 * @property {number|null} rows
 * @property {number|null} columns
 * @property {boolean} histogram whether the histograms in the figure already belong to this index
 */

/**
 * Dispatches `arrayscope:painted` on `document` once the browser has put the picture on the screen. Several paints of
 * one frame of the screen are one event: only the last of them was seen.
 *
 * @returns {(detail: Detail) => void}
 */
export function createAnnouncer() {
  let waiting = null;
  return (detail) => {
    const scheduled = waiting !== null;
    waiting = detail;
    if (!scheduled) {
      beforePaint(() => {
        const shown = waiting;
        waiting = null;
        behindPaint(() => document.dispatchEvent(new CustomEvent('arrayscope:painted', { detail: shown })));
      });
    }
  };
}

/**
 * Runs something once what is drawn by now is on the screen.
 *
 * @param {() => void} run
 */
export function afterPaint(run) {
  beforePaint(() => behindPaint(run));
}

/** A page in the background draws no frames, and must not wait for one. */
function beforePaint(run) {
  if (document.hidden) {
    queueMicrotask(run);
  } else {
    requestAnimationFrame(run);
  }
}

/** A message posted before a frame is painted arrives behind its paint. */
function behindPaint(run) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(null);
}
