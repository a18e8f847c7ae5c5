/** The event that tests and embedding pages wait for instead of sleeping. */

/**
 * Dispatches `arrayscope:painted` on `document` once the browser has put the figure on the screen.
 *
 * @param {{address: string, index: number[], rows: number|null, columns: number|null, histogram: boolean}} detail
 *   `histogram` tells whether the histograms in the figure already belong to this index
 * @returns {Promise<void>}
 */
export async function announcePaint(detail) {
  await nextPaint();
  document.dispatchEvent(new CustomEvent('arrayscope:painted', { detail }));
}

/** Resolves after the frame that shows what was drawn last: a message posted in a frame arrives behind its paint. */
function nextPaint() {
  // A page in the background draws no frames, and must not wait for one.
  if (document.hidden) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  });
}
