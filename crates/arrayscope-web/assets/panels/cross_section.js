/** Cross-section: the picture, the histograms beside it, and the marks of what is not finite. */

import { numpyText, roleOf } from '../state/axes.js';
import { sliceTwin } from '../server/api.js';
import { clippedText, MARKS } from '../colours/all.js';
import { fill, icon, make, partsOf, setText } from '../dom/elements.js';
import { sizeOf } from '../dom/size.js';
import { placeBoxes } from '../figure/boxes.js';
import { density } from '../figure/canvas.js';
import { buildColourBar } from '../figure/colour_bar.js';
import { coloursOf } from '../figure/colours_of.js';
import { histogramNote, histogramsFit } from '../figure/histograms.js';
import { detailOf } from '../figure/detail.js';
import { sharedText, sourceOf, titlesOf } from '../model/compare.js';
import { displayOf } from '../model/display.js';
import { partOf } from '../state/seen.js';
import { createPainter } from '../figure/painter.js';
import { placeTitles } from '../figure/titles.js';
import { cellAt } from '../figure/place.js';
import { listen } from '../figure/pointing.js';
import { elementToDouble, formatCount, shapeText } from '../text/format.js';
import { selectionOf } from '../state/selection.js';
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
    detailOf(state),
    state.beside?.frame ?? null,
    state.beside?.detail ?? null,
    view.row_range,
    view.column_range,
    view.flip,
    histograms,
    view.array,
    view.colormap,
    view.scale,
    view.limits,
    view.percentiles,
    view.deviations,
    view.between,
    view.lock,
    view.held,
    state.levels,
    view.limits === 'array' || /int/.test(geometry?.dtype) ? summary : null,
    frame === null ? null : drawnIndex(state)?.join(),
    frame === null || hasValues(frame) ? null : state.crosshair,
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
  const display = displayOf(geometry);
  const refused = frameFailure?.id === state.view.array;
  const there = frame !== null && frame.id === geometry.id;
  element.dataset.display = there && frame.colours !== undefined ? frame.of : display;
  const empty = there && frame.values.length === 0;
  fill(parts.notice,
    refused ? failureBox(frameFailure) : null,
    empty && !refused ? make('p.empty', {}, `${shapeText(geometry.shape)} holds no element: there is nothing to paint`) : null);
  parts.notice.hidden = !refused && !empty;
  parts.stage.classList.toggle('unpainted', refused || empty);
  parts.under.hidden = refused;
  if (!there || refused) {
    return;
  }
  const seenText = numpyText(frame.selection, state.view);
  setText(parts.numpy, frame.numpy.replace(numpyText(frame.selection), seenText));
  setText(parts.reduced, cellsText(frame, detailOf(state), partOf(state.view, frame)));
  setText(parts.note, state.histograms === null ? '' : histogramNote(state.histograms, frame.selection.at));
  parts.twin.href = sliceTwin(sourceOf(frame), frame.selection);
  for (const { id } of MARKS) {
    const count = Number(frame[id]) + Number(state.beside?.frame[id] ?? 0);
    setText(parts.counts[id], formatCount(count));
    parts.marks[id].classList.toggle('none', count === 0);
  }
  if (empty) {
    setText(parts.limits, '');
  } else if (display !== 'number') {
    paint(parts);
  }
}

/**
 * How many cells the heatmap of a selection can show: one per device pixel. With more, enlarging and shrinking would
 * leave some out, and one of those may be the only NaN.
 *
 * @param {HTMLElement} element
 * @param {import('../types.js').Selection} selection
 * @param {number[]} shape
 * @param {boolean} [isBeside] whether there are two pictures
 * @returns {{rows: number, columns: number}}
 */
export function mostCells(element, { rows, columns, channel }, shape, isBeside = false) {
  const plot = element.querySelector('#cross-section-plot');
  const { width, height } = sizeOf(plot);
  const size = { width: width || 800, height: height || 440 };
  const [down, across] = [rows, columns].map((axis) => (axis === null ? 1 : shape[axis]));
  const { pixels } = placeBoxes(size, down, across, { isBeside, hasBar: rows !== null && channel === undefined });
  return {
    rows: Math.max(Math.floor(pixels.height * density()), 16),
    columns: Math.max(Math.floor(pixels.width * density()), 16),
  };
}

/**
 * Whether the frame on display was cut for a figure of another size.
 *
 * @param {HTMLElement} element
 * @param {State} state
 * @returns {boolean}
 */
export function isOutgrown(element, { frame, geometry, beside }) {
  if (frame === null || geometry === null || frame.id !== geometry.id) {
    return false;
  }
  const most = mostCells(element, frame.selection, geometry.shape, beside !== null);
  return ['rows', 'columns'].some((side) => Math.max(Math.ceil(frame[side].length / most[side]), 1) !== frame[side].step);
}

/** A curve has no colours between limits. */
const COLOURLESS = { limits: null, text: '', scale: null, table: null, labels: null };

function paint(parts) {
  const { state, plot } = parts;
  const index = drawnIndex(state);
  if (index === null || sizeOf(plot).width === 0) {
    return;
  }
  const { limits, text, scale, table, labels } = displayOf(state.geometry) === 'line' ? COLOURLESS : coloursOf(state);
  const painted = parts.painter.paint({
    state, index, value: valueInHistogram(state, index), limits, scale, table, labels, current: histogramsFit(state),
  });
  const clipped = clippedText(painted, formatCount, state.frame.colours === undefined ? 'cell' : 'value');
  setText(parts.limits, [text, sharedText(state), scale?.note, clipped].filter(Boolean).join(' · '));
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

/** Whether a cell is the value of one element. */
const hasValues = (frame) => frame.colours === undefined && cellAt(frame, 0, 0).exact;

/** The value under the crosshair: from the frame when a cell is one element, else the exact one once it is known. */
function valueInHistogram({ frame, crosshair }, index) {
  const { rows, columns } = frame.selection;
  if (hasValues(frame)) {
    return cellAt(frame, rows === null ? 0 : index[rows], columns === null ? 0 : index[columns]).value;
  }
  return crosshair?.index?.join() === index.join() ? elementToDouble(crosshair.text ?? '') : Number.NaN;
}

/** How the elements became cells: of the whole, or of the part that is seen once it is there. */
function cellsText(frame, detail, part) {
  const { rows, columns, of, line } = frame;
  if (columns.axis === null) {
    return '';
  }
  const whole = line === undefined ? `${formatCount(rows.length)} × ${formatCount(columns.length)}` : `${formatCount(columns.length)} elements`;
  const down = line === undefined && part !== null ? `rows ${part.rows[0]} to ${part.rows[1] - 1}, columns ` : '';
  const range = part === null ? '' : ` · seen: ${down}${part.columns[0]} to ${part.columns[1] - 1}`;
  const { reduced } = part === null || detail === null ? frame : detail;
  const how = reduced ? `reduced to the screen: ${reduced}${part === null ? '; zoom for more' : ''}` : `every element has its own ${line === undefined ? 'cell' : 'point'}`;
  return `${whole}${range} · ${how}${WHAT[of] ?? ''}`;
}

/** What of complex values is shown. */
const WHAT = {
  magnitude: ' · magnitudes of complex values',
  phase: ' · phases of complex values',
  real: ' · real parts of complex values',
  imaginary: ' · imaginary parts of complex values',
};

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
  const plot = find('cross-section-plot');
  const titles = [find('picture-title'), find('second-title')];
  const parts = {
    actions,
    state: null,
    listening: false,
    painter: createPainter({
      plot,
      canvas: find('cross-section-cells'),
      bar: buildColourBar(find('colour-bar'), (between) => actions.patch({ limits: 'typed', between })),
      fail: (error) => actions.fail(error),
      drawn() {
        if (!parts.listening) {
          parts.listening = true;
          listen(parts, () => paint(parts));
        }
      },
      showAll: () => actions.look(null),
      besideCanvas: find('beside-cells'),
      shown: () => placeTitles(titles, titlesOf(parts.state), plot),
    }),
    marks,
    counts,
    plot,
    stage: element.querySelector('.stage'),
    notice: find('cross-section-notice'),
    numpy: find('cross-section-numpy'),
    reduced: find('cross-section-reduced'),
    limits: find('colour-limits'),
    note: find('histogram-note'),
    under: element.querySelector('.under-plot'),
    tip: find('hover-tip'),
    twin: find('cross-section-json'),
  };
  return parts;
}
