/** What the histogram shows of the picture: the value under the crosshair, and the colour limits. */

/**
 * @param {number} value of the crosshair, NaN when it cannot be drawn
 * @param {{low: number, high: number}|null} limits
 * @param {import('./theme.js').Theme} theme
 * @returns {object[]} Plotly shapes
 */
export function histogramShapes(value, limits, theme) {
  const upright = (name, at, line) => ({
    type: 'line', name, xref: 'x2', yref: 'y2 domain', x0: at, x1: at, y0: 0, y1: 1, layer: 'above', line,
  });
  const shapes = [];
  if (limits !== null) {
    const line = { color: theme.muted, width: 1, dash: 'dash' };
    shapes.push(upright('lower limit', limits.low, line), upright('upper limit', limits.high, line));
  }
  if (Number.isFinite(value)) {
    shapes.push(upright('crosshair value', value, { color: theme.ink, width: 1.5, dash: 'dot' }));
  }
  return shapes;
}
