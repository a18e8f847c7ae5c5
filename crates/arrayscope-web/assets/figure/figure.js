/** The figure around the picture: axes, zoom and histograms for Plotly, from the state and a size in pixels. */

import { axisTitle, toDouble } from '../text/format.js';
import { boxesOf } from './boxes_of.js';
import { histogramShapes } from './crosshair.js';
import { drawnChannels, histogramTraces } from './histograms.js';
import { seenOf, wholeOf } from './place.js';
import { plotText } from './text.js';
import { baseLayout, quietAxis } from './theme.js';
import { offsetTicks } from './ticks.js';

/** @typedef {import('../types.js').State} State */

/**
 * Remembers the last answer. Plotly compares arrays by identity: traces that are the very same are not drawn again.
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

const keepHistograms = keepLast((histograms, selected, name, accent) => histogramTraces(histograms, selected, { name, accent }));

/** Axes are drawn where a trace is; this one has nothing to show, the cells are painted beneath it. */
const PICTURE = {
  type: 'scatter', name: 'picture', mode: 'markers', x: [null], y: [null], hoverinfo: 'skip', showlegend: false, xaxis: 'x', yaxis: 'y',
};

const SECOND_PICTURE = { ...PICTURE, name: 'second picture', xaxis: 'x3', yaxis: 'y3' };

/**
 * What the figure is drawn from, besides the histograms: while this stays, a step of a slider leaves Plotly alone.
 *
 * @param {State} state with a frame and a geometry that belong together
 * @param {{width: number, height: number}} size
 * @param {'light'|'dark'} theme
 * @returns {string}
 */
export function axesKey(state, size, theme) {
  const { frame: { rows, columns, of }, geometry } = state;
  return JSON.stringify([geometry.id, rows.axis, rows.length, columns.axis, columns.length, of, seenOf(state), isBeside(state), size, theme]);
}

/**
 * @param {State} state with a frame and a geometry that belong together
 * @param {{index: number[], value: number, limits: {low: number, high: number}|null,
 *   size: {width: number, height: number}, theme: import('./theme.js').Theme}} drawn the crosshair, its value for the
 *   histogram, the colour limits, the size, the colours
 * @returns {{traces: object[], layout: object}}
 */
export function buildFigure(state, { index, value, limits, size, theme }) {
  const { frame, geometry, histograms } = state;
  const boxes = boxesOf(state, size);
  const seen = seenOf(state);
  const selected = histograms === null ? null : drawnChannels(histograms, index).selected;
  const there = histograms !== null && histograms.channels.length > 0;
  const layout = {
    ...baseLayout(theme),
    ...size,
    margin: boxes.margin,
    // For a range alone Plotly leaves the labels of the other axis where they were, though the picture has another height.
    meta: JSON.stringify(seen),
    xaxis: pictureAxis(frame.columns, seen.x, geometry, theme, {
      domain: boxes.heatmap.x,
      anchor: 'y',
      // A range that was chosen is kept: where it is narrow the picture is.
      ...(boxes.square ? { constrain: 'domain', constraintoward: 'left' } : {}),
    }),
    yaxis: frame.line === undefined
      ? pictureAxis(frame.rows, seen.y.toReversed(), geometry, theme, {
        domain: boxes.heatmap.y,
        anchor: 'x',
        ...(boxes.square ? { scaleanchor: 'x', constrain: 'domain', constraintoward: 'top' } : {}),
      })
      : valueAxis(frame, geometry, theme, boxes),
    ...(isBeside(state) ? secondAxes(frame, seen, geometry, theme, boxes) : {}),
    ...histogramAxes(histograms, boxes, geometry, frame.colours === undefined ? frame.of : 'value', theme),
    shapes: there ? histogramShapes(value, limits, theme) : [],
    legend: channelLegend(histograms, boxes, frame, theme),
    showlegend: true,
  };
  const second = isBeside(state) ? [SECOND_PICTURE] : [];
  return { traces: [PICTURE, ...keepHistograms(histograms, selected, theme.name, theme.accent), ...second], layout };
}

const isBeside = ({ beside }) => beside !== null && beside !== undefined;

/** Those of a second picture, zoomed as the first. */
function secondAxes(frame, seen, geometry, theme, boxes) {
  const { second, square } = boxes;
  return {
    xaxis3: pictureAxis(frame.columns, seen.x, geometry, theme, { domain: second.x, anchor: 'y3', matches: 'x' }),
    yaxis3: frame.line === undefined
      ? pictureAxis(frame.rows, seen.y.toReversed(), geometry, theme, {
        domain: second.y,
        anchor: 'x3',
        matches: 'y',
        ...(square ? { constrain: 'domain', constraintoward: 'top' } : {}),
      })
      : { ...valueAxis(frame, geometry, theme, boxes), domain: second.y, anchor: 'x3' },
  };
}

function pictureAxis(side, range, geometry, theme, { domain, anchor, ...rest }) {
  const named = side.axis !== null;
  return {
    ...quietAxis(theme),
    domain,
    anchor,
    range,
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

/** The values of a line upwards: its elements are zoomed, its values stay. */
function valueAxis(frame, geometry, theme, boxes) {
  const [high, low] = wholeOf(frame).y;
  const ticks = offsetTicks(low, high);
  return {
    ...quietAxis(theme),
    domain: boxes.heatmap.y,
    anchor: 'x',
    range: [low, high],
    fixedrange: true,
    nticks: 7,
    ...(ticks === null ? {} : { tickvals: ticks.tickvals, ticktext: ticks.ticktext }),
    title: {
      text: plotText(valueTitle(frame.of, ticks, geometry.unit)),
      standoff: 8,
      font: { family: theme.sans, size: 12, color: theme.muted },
    },
  };
}

/** `magnitude from 1 000, mm`. */
const valueTitle = (of, ticks, unit) => `${of}${ticks === null ? '' : ` from ${ticks.offset}`}${unit ? `, ${unit}` : ''}`;

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
      // The lines of limits that lie outside would stretch it.
      ...(there ? { range: [toDouble(histograms.edges.at(0)), toDouble(histograms.edges.at(-1))] } : {}),
      ...(ticks === null ? {} : { tickvals: ticks.tickvals, ticktext: ticks.ticktext }),
      title: {
        text: plotText(valueTitle(of, ticks, geometry.unit)),
        standoff: 8,
        font: { family: theme.sans, size: 12, color: theme.muted },
      },
      // Histograms of the next item start unzoomed: their edges differ.
      uirevision: histograms === null ? '' : `${histograms.id} ${histograms.item}`,
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
      uirevision: histograms === null ? '' : `${histograms.id} ${histograms.item}`,
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
