/** Cross-section: the heatmap, the histograms beside it, and the marks of what is not finite. */

import { indexAt, pictureKey, roleOf } from '../axes.js';
import { sliceTwin } from '../api.js';
import { MARKS } from '../colours.js';
import { fill, icon, make, partsOf, setText } from '../dom.js';
import { placeBoxes } from '../figure/boxes.js';
import { buildFigure, limitsOf } from '../figure/figure.js';
import { cellAt } from '../figure/heatmap.js';
import { histogramNote } from '../figure/histograms.js';
import { CONFIG, readTheme } from '../figure/theme.js';
import { elementToDouble, formatCount, shapeText } from '../format.js';
import { selectionOf } from '../loads.js';
import { createLane } from '../newest.js';
import { announcePaint } from '../painted.js';
import { failureBox } from './errors.js';

/** @typedef {import('../types.js').State} State */

const MARK_PATHS = {
  nan: 'M4 4 L12 12 M12 4 L4 12',
  pos_inf: 'M8 3 L13.5 12.5 L2.5 12.5 Z',
  neg_inf: 'M8 13 L2.5 3.5 L13.5 3.5 Z',
};

/**
 * What the picture depends on. A slider of a hidden axis is not among it: its frame is, once it is there.
 *
 * @param {State} state
 * @returns {unknown[]}
 */
export function pictureInputs(state) {
  const { frame, geometry, frameFailure, histograms, view, summary } = state;
  return [
    frame,
    geometry,
    frameFailure,
    histograms,
    view.array,
    view.colormap,
    view.limits,
    view.limits === 'array' ? summary : null,
    frame === null ? null : drawnIndex(state)?.join(),
    frame === null || cellAt(frame, 0, 0).exact ? null : state.crosshair,
  ];
}

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderCrossSection(state, element, actions) {
  const parts = partsOf(element, (panel) => build(panel, actions));
  parts.state = state;
  const { frame, geometry, frameFailure } = state;
  if (geometry === null) {
    return;
  }
  const refused = frameFailure?.id === state.view.array;
  const there = frame !== null && frame.id === geometry.id;
  const empty = there && frame.values.length === 0;
  fill(parts.notice,
    refused ? failureBox(frameFailure) : null,
    empty && !refused ? make('p.empty', {}, `${shapeText(geometry.shape)} holds no element: there is nothing to paint`) : null);
  parts.notice.hidden = !refused && !empty;
  parts.plot.hidden = refused || empty;
  parts.under.hidden = refused;
  if (!there || refused) {
    return;
  }
  setText(parts.numpy, frame.numpy);
  setText(parts.reduced, cellsText(frame));
  setText(parts.limits, limitsOf(state).text);
  setText(parts.note, state.histograms === null ? '' : histogramNote(state.histograms, frame.selection.at));
  parts.twin.href = sliceTwin(frame.id, frame.selection);
  for (const { id } of MARKS) {
    setText(parts.counts[id], formatCount(frame[id]));
    parts.marks[id].classList.toggle('none', Number(frame[id]) === 0);
  }
  if (!empty) {
    parts.lane.offer(() => paint(parts));
  }
}

/**
 * How many cells the heatmap of a selection can show: one per device pixel. With more, enlarging and shrinking would
 * leave some out, and one of those may be the only NaN.
 *
 * @param {HTMLElement} element
 * @param {import('../types.js').Selection} selection
 * @param {number[]} shape
 * @returns {{rows: number, columns: number}}
 */
export function mostCells(element, { rows, columns }, shape) {
  const plot = element.querySelector('#cross-section-plot');
  const size = { width: plot.clientWidth || 800, height: plot.clientHeight || 440 };
  const { pixels } = placeBoxes(size, rows === null ? 1 : shape[rows], columns === null ? 1 : shape[columns]);
  const density = Math.min(window.devicePixelRatio || 1, 2);
  return {
    rows: Math.max(Math.floor(pixels.height * density), 16),
    columns: Math.max(Math.floor(pixels.width * density), 16),
  };
}

/**
 * Whether the frame on display was cut for a figure of another size.
 *
 * @param {HTMLElement} element
 * @param {State} state
 * @returns {boolean}
 */
export function isOutgrown(element, { frame, geometry }) {
  if (frame === null || geometry === null || frame.id !== geometry.id) {
    return false;
  }
  const most = mostCells(element, frame.selection, geometry.shape);
  return ['rows', 'columns'].some((side) => Math.max(Math.ceil(frame[side].length / most[side]), 1) !== frame[side].step);
}

async function paint(parts) {
  const { state, plot } = parts;
  const { frame } = state;
  const index = drawnIndex(state);
  if (index === null || plot.clientWidth === 0) {
    return;
  }
  const size = { width: plot.clientWidth, height: plot.clientHeight };
  const { traces, layout } = buildFigure(state, { index, value: valueInHistogram(state, index), size, theme: readTheme() });
  await window.Plotly.react(plot, traces, layout, CONFIG);
  listen(parts);
  await announcePaint({
    address: frame.address,
    index,
    rows: frame.selection.rows,
    columns: frame.selection.columns,
    histogram: state.histograms?.key === `${frame.id}|${pictureKey(frame.selection)}`,
  });
}

/**
 * The index of the picture: hidden axes where the frame was cut, shown axes where the crosshair is now.
 * A frame that is one step behind the sliders is thus never announced as something that it is not.
 */
function drawnIndex(state) {
  const selection = selectionOf(state);
  const { frame } = state;
  if (selection === null || frame === null || frame.id !== state.geometry.id) {
    return null;
  }
  return frame.selection.at.map((at, axis) => (roleOf(frame.selection, axis) === 'hidden' ? at : selection.at[axis]));
}

/** The value under the crosshair: from the frame when a cell is one element, else the exact one once it is known. */
function valueInHistogram({ frame, crosshair }, index) {
  const { rows, columns } = frame.selection;
  const cell = cellAt(frame, rows === null ? 0 : index[rows], columns === null ? 0 : index[columns]);
  if (cell.exact) {
    return cell.value;
  }
  return crosshair?.index?.join() === index.join() ? elementToDouble(crosshair.text ?? '') : Number.NaN;
}

/** Plotly's own events exist only after its first drawing. */
function listen(parts) {
  if (parts.listening) {
    return;
  }
  parts.listening = true;
  const { plot, actions } = parts;
  const indexOf = (event) => {
    const point = event.points.find(({ curveNumber }) => curveNumber === 0);
    const { frame, geometry } = parts.state;
    // The figure of the last array stands until the next one is painted; its cells mean nothing by then.
    if (point === undefined || frame === null || frame.id !== geometry?.id) {
      return null;
    }
    const [row, column] = point.pointNumber;
    return indexAt(frame.selection, row * frame.rows.step, column * frame.columns.step);
  };
  plot.on('plotly_hover', (event) => {
    const index = indexOf(event);
    if (index !== null) {
      placeTip(parts, event.event);
      actions.pointAt(index);
    }
  });
  plot.on('plotly_unhover', () => actions.pointAt(null));
  plot.on('plotly_click', (event) => {
    const index = indexOf(event);
    if (index !== null) {
      actions.goTo(index);
    }
  });
}

function placeTip({ plot, tip }, { clientX, clientY }) {
  const box = plot.getBoundingClientRect();
  const x = clientX - box.left;
  const leftHalf = x < box.width / 2;
  tip.style.left = leftHalf ? `${x + 16}px` : 'auto';
  tip.style.right = leftHalf ? 'auto' : `${box.width - x + 16}px`;
  tip.style.top = `${Math.max(clientY - box.top - 34, 0)}px`;
}

function cellsText({ rows, columns, reduced, of }) {
  const whole = `${formatCount(rows.length)} × ${formatCount(columns.length)}`;
  const how = reduced ? `reduced to the screen: ${reduced}; zooming shows the same cells` : 'every element has its own cell';
  return `${whole} · ${how}${of === 'magnitude' ? ' · magnitudes of complex values' : ''}`;
}

function build(element, actions) {
  const find = (id) => element.querySelector(`#${id}`);
  const marks = {};
  const counts = {};
  fill(find('mark-legend'), MARKS.map(({ id, label }) => {
    const name = id.replace('_', '-');
    counts[id] = make('span.number', { id: `count-${name}` }, '0');
    marks[id] = make(`li.mark.mark-${name}`, { 'data-mark': id }, icon(MARK_PATHS[id], 'mark-icon'), label, counts[id]);
    return marks[id];
  }));
  return {
    actions,
    state: null,
    listening: false,
    lane: createLane((error) => actions.fail(error)),
    marks,
    counts,
    plot: find('cross-section-plot'),
    notice: find('cross-section-notice'),
    numpy: find('cross-section-numpy'),
    reduced: find('cross-section-reduced'),
    limits: find('colour-limits'),
    note: find('histogram-note'),
    under: element.querySelector('.under-plot'),
    tip: find('hover-tip'),
    twin: find('cross-section-json'),
  };
}
