/**
 * The colour bar, drawn as one more heatmap with an axis of its own.
 * Plotly's own writes a style attribute, which the policy of the page forbids.
 */

import { colourScale } from '../colours.js';
import { quietAxis } from './theme.js';
import { offsetTicks } from './ticks.js';

const STEPS = 128;
const COLUMN = Array.from({ length: STEPS }, (_, step) => [step]);

/**
 * @param {{low: number, high: number}|null} limits
 * @param {string} colormap
 * @returns {object}
 */
export function colourBarTrace(limits, colormap) {
  const { low, high } = limits ?? { low: 0, high: 1 };
  const step = (high - low) / STEPS;
  return {
    type: 'heatmap',
    name: 'colours',
    visible: limits !== null,
    z: COLUMN,
    x0: 0,
    dx: 1,
    y0: low + step / 2,
    dy: step,
    zsmooth: 'fast',
    zauto: false,
    zmin: 0,
    zmax: STEPS - 1,
    colorscale: colourScale(colormap),
    showscale: false,
    hoverinfo: 'skip',
    xaxis: 'x3',
    yaxis: 'y3',
  };
}

/**
 * @param {{low: number, high: number, flat: boolean}|null} limits
 * @param {import('./boxes.js').Boxes} boxes
 * @param {import('./theme.js').Theme} theme
 * @returns {object}
 */
export function colourBarAxes(limits, boxes, theme) {
  const there = limits !== null;
  const { low, high, flat } = limits ?? { low: 0, high: 1, flat: false };
  const ticks = flat ? null : offsetTicks(low, high);
  return {
    xaxis3: { domain: boxes.colourBar, anchor: 'y3', visible: false, fixedrange: true, range: [-0.5, 0.5] },
    yaxis3: {
      ...quietAxis(theme),
      visible: there,
      domain: boxes.heatmap.y,
      anchor: 'x3',
      side: 'right',
      fixedrange: true,
      range: [low, high],
      nticks: 6,
      showline: false,
      // A flat cross-section has one value and one colour.
      ...(flat ? { tickvals: [(low + high) / 2] } : {}),
      ...(ticks === null ? {} : {
        tickvals: ticks.tickvals,
        ticktext: ticks.ticktext,
        title: { text: `from ${ticks.offset}`, standoff: 2, font: { family: theme.sans, size: 11, color: theme.muted } },
      }),
      // Limits are said, never zoomed.
      uirevision: `${low} ${high}`,
    },
  };
}
