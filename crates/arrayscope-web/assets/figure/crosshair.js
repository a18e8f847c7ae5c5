/** The crosshair: the row and the column that the sliders of the shown axes point at, and its value in the histogram. */

/** @typedef {import('../types.js').Frame} Frame */

/**
 * @param {Frame} frame
 * @param {number[]} index full index of the crosshair
 * @param {number} value of the cell, NaN when it cannot be drawn in the histogram
 * @param {import('./theme.js').Theme} theme
 * @returns {object[]} Plotly shapes: each band dark outside and light inside, to be seen on every colour
 */
export function crosshairShapes(frame, index, value, theme) {
  const { rows, columns } = frame;
  const shapes = [];
  if (columns.axis !== null && columns.length > 1) {
    const [low, high] = band(index[columns.axis], columns.step);
    shapes.push(...outlined('crosshair column', { x0: low, x1: high, y0: -0.5, y1: rows.cells * rows.step - 0.5 }));
  }
  if (rows.axis !== null && rows.length > 1) {
    const [low, high] = band(index[rows.axis], rows.step);
    shapes.push(...outlined('crosshair row', { x0: -0.5, x1: columns.cells * columns.step - 0.5, y0: low, y1: high }));
  }
  if (Number.isFinite(value)) {
    shapes.push({
      type: 'line',
      name: 'crosshair value',
      xref: 'x2',
      yref: 'y2 domain',
      x0: value,
      x1: value,
      y0: 0,
      y1: 1,
      line: { color: theme.ink, width: 1.5, dash: 'dot' },
    });
  }
  return shapes;
}

function band(index, step) {
  const start = Math.floor(index / step) * step - 0.5;
  return [start, start + step];
}

function outlined(name, box) {
  const shape = { type: 'rect', xref: 'x', yref: 'y', ...box };
  return [
    { ...shape, name, line: { color: 'rgba(0,0,0,0.75)', width: 3 } },
    { ...shape, name: `${name} light`, line: { color: 'rgba(255,255,255,0.95)', width: 1 } },
  ];
}
