/**
 * Plotly.js, loaded when it is first needed: after the first picture. Reading its 4 MB keeps a browser busy for longer
 * than everything else that the picture waits for.
 */

const PLACE = '/assets/plotly.min.js';

let loading = null;

/**
 * @returns {Promise<object>} Plotly
 * @throws {Error} when it did not come; asking again tries again
 */
export function loadPlotly() {
  loading ??= load().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

function load() {
  // PERF: its feature tests throw, and for the stack of each V8 reads the whole file again: 400 of 900 ms, measured with
  // a trace of V8.CollectSourcePositions on a busy machine.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = PLACE;
    script.addEventListener('load', () => resolve(window.Plotly));
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('Plotly, which draws axes and histograms, did not come; the picture has neither'));
    });
    document.head.append(script);
  }).finally(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });
}
