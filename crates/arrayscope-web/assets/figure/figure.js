/** The whole figure of a cross-section: traces and layout for Plotly, from the state and a size in pixels. */

import { colourLimits } from '../colours.js';
import { axisTitle, formatNumber, toDouble } from '../format.js';
import { placeBoxes } from './boxes.js';
import { colourBarAxes, colourBarTrace } from './colour_bar.js';
import { crosshairShapes } from './crosshair.js';
import { heatmapTraces } from './heatmap.js';
import { drawnChannels, histogramTraces } from './histograms.js';
import { plotText } from './text.js';
import { baseLayout, quietAxis } from './theme.js';
import { offsetTicks } from './ticks.js';

/** @typedef {import('../types.js').State} State */

/**
 * Remembers the last answer. Plotly compares arrays by identity: traces that are the very same are not drawn again,
 * and a crosshair that moves costs two shapes.
 */
function keepLast(build) {
  let last = null;
  return (...given) => {
    if (last === null || given.some((value, place) => !Object.is(value, last.given[place]))) {
      last = { given, built: build(...given) };
    }
    return last.built;
  };
}

const keepHeatmap = keepLast((frame, colormap, low, high, cellPixels) =>
  heatmapTraces(frame, { colormap, limits: low === null ? null : { low, high }, cellPixels }));
const keepColourBar = keepLast((low, high, colormap) => colourBarTrace(low === null ? null : { low, high }, colormap));
const keepHistograms = keepLast((histograms, selected, name, accent) => histogramTraces(histograms, selected, { name, accent }));

/**
 * @param {State} state with a frame and a geometry that belong together
 * @param {{index: number[], value: number, size: {width: number, height: number}, theme: import('./theme.js').Theme}}
 *   drawn the crosshair, its value for the histogram, the size, the colours
 * @returns {{traces: object[], layout: object}}
 */
export function buildFigure(state, { index, value, size, theme }) {
  const { frame, geometry, histograms, view } = state;
  const boxes = placeBoxes(size, frame.rows.length, frame.columns.length);
  const cellPixels = Math.min(
    boxes.pixels.width / Math.max(frame.columns.cells, 1),
    boxes.pixels.height / Math.max(frame.rows.cells, 1),
  );
  const limits = limitsOf(state);
  const { low, high } = limits.drawn ?? { low: null, high: null };
  const selected = histograms === null ? null : drawnChannels(histograms, index).selected;
  const traces = [
    ...keepHeatmap(frame, view.colormap, low, high, cellPixels),
    keepColourBar(low, high, view.colormap),
    ...keepHistograms(histograms, selected, theme.name, theme.accent),
  ];
  const layout = {
    ...baseLayout(theme),
    ...size,
    margin: boxes.margin,
    // Zoom survives a slider step and a repaint, and belongs to one pair of axes.
    uirevision: `${frame.id} ${frame.selection.rows} ${frame.selection.columns} ${state.resets}`,
    xaxis: pictureAxis(frame.columns, geometry, theme, { domain: boxes.heatmap.x, anchor: 'y' }),
    yaxis: pictureAxis(frame.rows, geometry, theme, {
      domain: boxes.heatmap.y,
      anchor: 'x',
      reversed: true,
      ...(boxes.square ? { scaleanchor: 'x', constrain: 'domain', constraintoward: 'top' } : {}),
    }),
    ...histogramAxes(histograms, boxes, geometry, frame.of, theme),
    ...colourBarAxes(limits.drawn, boxes, theme),
    shapes: crosshairShapes(frame, index, histograms?.channels.length > 0 ? value : Number.NaN, theme),
    legend: channelLegend(histograms, boxes, frame, theme),
    showlegend: true,
  };
  return { traces, layout };
}

/**
 * The colour limits on display and the sentence that says where they come from.
 *
 * @param {State} state
 * @returns {{drawn: {low: number, high: number, flat: boolean}|null, text: string}}
 */
export function limitsOf({ frame, summary, view, geometry }) {
  const whole = view.limits === 'array' && summary !== null && 'min' in summary && frame.of === 'value' ? summary : null;
  const source = whole ?? frame;
  const drawn = colourLimits(toDouble(source.min), toDouble(source.max));
  const of = frame.of === 'magnitude' ? 'magnitude' : 'finite value';
  const where = whole !== null ? 'the whole array' : 'this cross-section';
  const waiting = view.limits === 'array' && summary === null ? '; the whole array is being read' : '';
  const unit = geometry.unit ? ` ${geometry.unit}` : '';
  if (drawn === null) {
    return { drawn, text: `No limits: no value of ${where} is finite${waiting}` };
  }
  if (drawn.flat) {
    return { drawn, text: `One colour: every ${of} of ${where} is ${formatNumber(source.min)}${unit}${waiting}` };
  }
  const range = `${formatNumber(source.min)} to ${formatNumber(source.max)}${unit}`;
  return { drawn, text: `${range}: the smallest and largest ${of} of ${where}${waiting}` };
}

function pictureAxis(side, geometry, theme, { domain, anchor, reversed = false, ...rest }) {
  const whole = [-0.5, Math.max(side.cells * side.step, 1) - 0.5];
  const named = side.axis !== null;
  return {
    ...quietAxis(theme),
    domain,
    anchor,
    range: reversed ? [whole[1], whole[0]] : whole,
    title: {
      text: named ? plotText(axisTitle(side.axis, geometry.axes[side.axis]?.name)) : '',
      standoff: 8,
      font: { family: theme.sans, size: 12, color: theme.muted },
    },
    showticklabels: named,
    ticks: named ? 'outside' : '',
    tickformat: 'd',
    ...(side.length <= 12 ? { tick0: 0, dtick: 1 } : { nticks: 8 }),
    ...rest,
  };
}

function histogramAxes(histograms, boxes, geometry, of, theme) {
  const there = histograms !== null && histograms.channels.length > 0;
  const ticks = there ? offsetTicks(toDouble(histograms.edges.at(0)), toDouble(histograms.edges.at(-1))) : null;
  return {
    xaxis2: {
      ...quietAxis(theme),
      visible: there,
      domain: boxes.histogram.x,
      anchor: 'y2',
      nticks: 6,
      ...(ticks === null ? {} : { tickvals: ticks.tickvals, ticktext: ticks.ticktext }),
      title: {
        text: plotText(`${of}${ticks === null ? '' : ` from ${ticks.offset}`}${geometry.unit ? `, ${geometry.unit}` : ''}`),
        standoff: 8,
        font: { family: theme.sans, size: 12, color: theme.muted },
      },
      // Histograms of the next item start unzoomed: their edges differ.
      uirevision: histograms?.key ?? '',
    },
    yaxis2: {
      ...quietAxis(theme),
      visible: there,
      domain: histogramHeight(boxes, histograms),
      anchor: 'x2',
      showgrid: true,
      gridcolor: theme.line,
      showline: false,
      ticks: '',
      rangemode: 'tozero',
      exponentformat: 'SI',
      // Counts are whole.
      ...(mostCounted(histograms) < 6 ? { tick0: 0, dtick: 1 } : { nticks: 5 }),
      uirevision: histograms?.key ?? '',
    },
    annotations: there
      ? [{
        text: plotText(histogramTitle(histograms, geometry)),
        xref: 'paper',
        yref: 'paper',
        x: boxes.histogram.x[0],
        y: boxes.histogram.y[1],
        xanchor: 'left',
        yanchor: 'top',
        showarrow: false,
        font: { family: theme.sans, size: 12, color: theme.ink },
      }]
      : [],
  };
}

/** A few channels stand in a line under the title; more stand below each other in the corner. */
const MOST_IN_LINE = 4;

function channelLegend(histograms, { histogram, lineHeight }, frame, theme) {
  const inLine = (histograms?.channels.length ?? 0) <= MOST_IN_LINE;
  return {
    x: inLine ? histogram.x[0] : 1,
    y: histogram.y[1] - lineHeight * (inLine ? 1.1 : 1.7),
    xanchor: inLine ? 'left' : 'right',
    yanchor: 'top',
    orientation: inLine ? 'h' : 'v',
    bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.sans, size: 11, color: theme.ink },
    itemclick: false,
    itemdoubleclick: false,
    // Each figure starts with every channel, whatever was hidden in another.
    uirevision: frame.id,
  };
}

/** Room for the title, and under it for a legend in a line. */
function histogramHeight({ histogram, lineHeight }, histograms) {
  const channels = histograms?.channels.length ?? 0;
  const lines = channels > 1 && channels <= MOST_IN_LINE ? 2.9 : 1.6;
  return [histogram.y[0], Math.max(histogram.y[1] - lines * lineHeight, histogram.y[0] + 0.05)];
}

function mostCounted(histograms) {
  return Math.max(0, ...(histograms?.channels ?? []).flatMap(({ counts }) => counts.map(Number)));
}

function histogramTitle({ item, channels, channel_axis: axis }, { axes }) {
  return channels.length > 1 ? `${item} by ${axisTitle(axis, axes[axis]?.name)}` : `Elements of ${item}`;
}
