/** The figure of the statistics panel: mean, spread and extremes per index along one axis. */

import { axisTitle, toDouble } from '../text/format.js';
import { nonFiniteTraces } from './marks.js';
import { plotText } from './text.js';
import { baseLayout, quietAxis } from './theme.js';

/** Drawings kept as long as the answer is, so that moving the mark draws no curve again. */
const kept = new WeakMap();

/**
 * @param {object} stats one entry of `/stats?along=true`
 * @param {import('../types.js').Geometry} geometry
 * @param {number} index where the slider of this axis is
 * @param {{width: number, height: number}} size
 * @param {import('./theme.js').Theme} theme
 * @returns {{traces: object[], layout: object}}
 */
export function buildCurves(stats, geometry, index, size, theme) {
  let drawn = kept.get(stats);
  if (drawn?.theme !== theme.name) {
    drawn = { theme: theme.name, traces: curveTraces(stats, theme) };
    kept.set(stats, drawn);
  }
  const layout = {
    ...baseLayout(theme),
    ...size,
    margin: { l: MARGIN, r: 12, t: 8, b: 46 + LEGEND_LINE * legendLines(drawn.traces, size.width) },
    uirevision: `${geometry.id} ${stats.axis}`,
    xaxis: {
      ...quietAxis(theme),
      title: {
        text: plotText(`index along ${axisTitle(stats.axis, geometry.axes[stats.axis]?.name)}`),
        standoff: 6,
        font: { family: theme.sans, size: 12, color: theme.muted },
      },
      range: [-0.5, Math.max(stats.length, 1) - 0.5],
      tickformat: 'd',
      ...(stats.length <= 12 ? { tick0: 0, dtick: 1 } : { nticks: 10 }),
    },
    // Labels of values far from zero are long, and only here may they take room from the curves.
    yaxis: { ...quietAxis(theme), automargin: 'left', showgrid: true, gridcolor: theme.line, showline: false, ticks: '', nticks: 6 },
    // The marks of what is not finite have no value: they stand on an axis of their own.
    yaxis2: { overlaying: 'y', range: [0, 1], visible: false, fixedrange: true },
    hovermode: 'x unified',
    legend: {
      orientation: 'h', x: 0, y: 0, yref: 'container', xanchor: 'left', yanchor: 'bottom', itemclick: false, itemdoubleclick: false,
      font: { family: theme.sans, size: 11, color: theme.ink },
    },
    shapes: [{
      type: 'line', name: 'index', xref: 'x', yref: 'paper', x0: index, x1: index, y0: 0, y1: 1,
      line: { color: theme.ink, width: 1.5, dash: 'dot' },
    }],
  };
  return { traces: drawn.traces, layout };
}

/** Left of the curves, and what an entry of the legend takes. */
const MARGIN = 58;
const LEGEND_ENTRY = 100;
const LEGEND_LINE = 20;

function legendLines(traces, width) {
  const entries = traces.filter(({ showlegend }) => showlegend !== false).length;
  return Math.ceil(entries / Math.max(Math.floor((width - MARGIN) / LEGEND_ENTRY), 1));
}

function curveTraces(stats, theme) {
  const x = Array.from({ length: stats.length }, (_, position) => position);
  const numbers = (name) => stats[name].map((value) => finiteOrNull(toDouble(value)));
  const mean = numbers('mean');
  const std = numbers('std');
  const around = (sign) => mean.map((value, position) => (value === null || std[position] === null ? null : value + sign * std[position]));
  const line = (name, y, width, rest = {}) => ({
    type: 'scatter',
    mode: stats.length === 1 ? 'markers' : 'lines',
    name,
    x,
    y,
    line: { color: theme.accent, width },
    marker: { color: theme.accent, size: 7 },
    hovertemplate: '%{y:.6~g}',
    ...rest,
  });
  // What stands in the legend for a band: the band itself would bring its invisible line.
  const key = (name, alpha) => ({
    type: 'scatter', mode: 'markers', name, x: [null], y: [null], hoverinfo: 'skip',
    marker: { symbol: 'square', size: 11, color: `${theme.accent}${alpha}` },
  });
  return [
    line('min', numbers('min'), 0, { showlegend: false }),
    line('max', numbers('max'), 0, { fill: 'tonexty', fillcolor: `${theme.accent}1c`, showlegend: false }),
    key('min to max', '1c'),
    line('mean − std', around(-1), 0, { hoverinfo: 'skip', hovertemplate: null, showlegend: false }),
    line('mean ± std', around(1), 0, {
      hoverinfo: 'skip', hovertemplate: null, fill: 'tonexty', fillcolor: `${theme.accent}38`, showlegend: false,
    }),
    key('mean ± std', '54'),
    line('mean', mean, 2.25),
    ...nonFiniteTraces(stats),
  ];
}

function finiteOrNull(value) {
  return Number.isFinite(value) ? value : null;
}
