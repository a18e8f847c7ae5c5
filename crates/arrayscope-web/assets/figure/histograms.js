/** The per-channel histograms of the selected batch item: the second subplot of the cross-section's figure. */

import { channelStyle } from '../colours/all.js';
import { formatCount, formatNumber, toDouble } from '../text/format.js';
import { plotText } from './text.js';

/** @typedef {import('../types.js').Histograms} Histograms */

/** More lines than this cannot be told apart. */
export const MOST_CHANNELS = 8;
/** Longer labels would not fit beside each other. */
const MOST_LABEL = 12;

/**
 * Whether the histograms of the state are those of the picture: of the whole array, or of its batch item.
 *
 * @param {import('../types.js').State} state
 * @returns {boolean}
 */
export function histogramsFit({ frame, histograms }) {
  return frame !== null && histograms !== null && histograms.id === frame.id && histograms.part === frame.selection.part
    && (!histograms.item.includes('[') || histograms.at[0] === frame.selection.at[0]);
}

/**
 * The channels that are drawn: the first ones, and always the selected one.
 *
 * @param {Histograms} histograms
 * @param {number[]} index
 * @returns {{drawn: import('../types.js').ChannelHistogram[], selected: number|null}}
 */
export function drawnChannels({ channels, channel_axis: axis }, index) {
  const selected = axis === null || axis === undefined ? null : index[axis] ?? null;
  return { drawn: firstAndSelected(channels, selected), selected };
}

function firstAndSelected(channels, selected) {
  const drawn = channels.slice(0, MOST_CHANNELS);
  const chosen = channels.find(({ channel }) => channel === selected);
  if (chosen !== undefined && !drawn.includes(chosen)) {
    drawn[MOST_CHANNELS - 1] = chosen;
  }
  return drawn;
}

/**
 * One stepped line per channel; the selected channel is filled and drawn thicker.
 *
 * @param {Histograms|null} histograms
 * @param {number|null} selected channel
 * @param {{name: 'light'|'dark', accent: string}} theme
 * @returns {object[]} always MOST_CHANNELS traces, so that Plotly updates them in place
 */
export function histogramTraces(histograms, selected, theme) {
  const edges = (histograms?.edges ?? []).map(toDouble);
  const drawn = histograms === null ? [] : firstAndSelected(histograms.channels, selected);
  return Array.from({ length: MOST_CHANNELS }, (_, position) => {
    const channel = drawn[position];
    if (channel === undefined || edges.length < 2) {
      return { type: 'scatter', visible: false, x: [0], y: [0], xaxis: 'x2', yaxis: 'y2' };
    }
    const only = drawn.length === 1;
    const strong = only || channel.channel === selected;
    const { colour, dash } = only
      ? { colour: theme.accent, dash: 'solid' }
      : channelStyle(channel.label, position, theme.name);
    const counts = channel.counts.map(Number);
    return {
      type: 'scatter',
      mode: 'lines',
      name: plotText(shortLabel(channel.label)),
      // In steps from edge to edge: a count belongs to the whole bin.
      x: edges,
      y: [...counts, counts.at(-1)],
      line: { shape: 'hv', width: strong ? 2 : 1.25, color: colour, dash: strong ? 'solid' : dash },
      fill: strong ? 'tozeroy' : 'none',
      fillcolor: `${colour}2e`,
      text: counts.map((count, bin) => `${formatNumber(edges[bin], 4)} to ${formatNumber(edges[bin + 1], 4)}: ${formatCount(count)}`),
      hovertemplate: '%{text}<extra>%{fullData.name}</extra>',
      showlegend: !only,
      xaxis: 'x2',
      yaxis: 'y2',
    };
  });
}

/**
 * What the histograms leave out, or do not draw.
 *
 * @param {Histograms} histograms
 * @param {number[]} index
 * @returns {string}
 */
export function histogramNote(histograms, index) {
  const { channels } = histograms;
  if (histograms.refused !== undefined) {
    return `No histograms: ${histograms.refused}`;
  }
  const left = channels.reduce((sum, { nan, pos_inf: up, neg_inf: down }) => sum + Number(nan) + Number(up) + Number(down), 0);
  const { drawn } = drawnChannels(histograms, index);
  const notes = [];
  const total = histograms.channels_total ?? channels.length;
  if (drawn.length < total) {
    notes.push(`histograms of ${drawn.length} of ${formatCount(total)} channels`);
  }
  if (left > 0) {
    notes.push(`${formatCount(left)} non-finite ${left === 1 ? 'value' : 'values'} of ${histograms.item} left out of the histograms`);
  }
  return notes.join(' · ');
}

/** The title of the figure says "by channel" already. */
function shortLabel(label) {
  const name = label.replace(/^channel (?=\d)/, '');
  return name.length > MOST_LABEL ? `${name.slice(0, MOST_LABEL - 1)}…` : name;
}
