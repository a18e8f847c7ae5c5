/** Readout: the exact text of the element under the crosshair and under the pointer, with its full index. */

import { indexText } from '../state/axes.js';
import { comparedText } from '../text/compare.js';
import { partsOf, setText } from '../dom/elements.js';
import { cellAt } from '../figure/place.js';
import { formatNumber, withUnit } from '../text/format.js';

/** @typedef {import('../types.js').State} State */

const HINTS = { 0: 'there is nothing but this number', 1: 'move over the curve; click to mark' };
const HINT = 'move over the heatmap; click to mark';

/**
 * @param {State} state
 * @param {HTMLElement} element
 */
export function renderReadout(state, element) {
  const parts = partsOf(element, (panel) => ({
    crosshair: panel.querySelector('#readout-crosshair'),
    pointer: panel.querySelector('#readout-pointer'),
    tip: document.querySelector('#hover-tip'),
  }));
  const { view, geometry, crosshair, pointer, frame } = state;
  if (geometry === null || view.at === null) {
    return;
  }
  if (geometry.shape.includes(0)) {
    setText(parts.crosshair, 'no element');
  } else {
    const known = crosshair?.index?.join() === view.at.join() && crosshair.text !== undefined;
    setText(parts.crosshair, `${elementText(view.at, known ? crosshair : null, geometry, frame)}${known ? partText(frame, view.at) : ''}${comparedText(state, state.comparedCrosshair, view.at)}`);
  }
  setText(parts.pointer, pointer === null ? HINTS[geometry.ndim] ?? HINT
    : `${elementText(pointer.index, pointer, geometry, frame)}${partText(frame, pointer.index)}${comparedText(state, state.comparedPointer, pointer.index)}${cellText(frame, pointer.index)}`);
  parts.pointer.classList.toggle('hint', pointer === null);
  parts.tip.hidden = pointer === null;
  if (pointer !== null) {
    setText(parts.tip, `${elementText(pointer.index, pointer, geometry, frame)}${partText(frame, pointer.index)}${comparedText(state, state.comparedPointer, pointer.index)}`);
  }
}

/** `arr[0, 3, 4, 1] = 0.5 °C`, with the label of the element when it has one; in a picture all its colours. */
function elementText(index, told, geometry, frame) {
  const { labels, unit, dtype } = geometry;
  const channel = frame?.id === geometry.id ? frame.selection.channel : undefined;
  if (channel !== undefined) {
    const names = labels?.axis === channel ? labels.names : COLOUR_NAMES;
    const texts = told?.channels?.map((text, place) => `${names[place]} ${text}`).join(', ') ?? '…';
    return `${indexText(index.with(channel, ':'))} = ${texts}`;
  }
  const text = told?.text ?? null;
  const bits = told?.bits && SHORT_FLOATS.test(dtype) ? ` · bits ${told.bits}` : '';
  const place = labels === null || labels === undefined ? null : index[labels.axis];
  const value = text === null ? '…' : withUnit(text, labels?.units?.[place] || unit);
  const name = labels?.names?.[place];
  return `${indexText(index)} = ${value}${name ? ` · ${name}` : ''}${bits}`;
}

const COLOUR_NAMES = ['red', 'green', 'blue', 'opacity'];
/** Floats with so few bits that one reads them. */
const SHORT_FLOATS = /^(float16|bfloat16|float8)/;

/** The part of a complex number that the picture shows. */
function partText(frame, index) {
  if (frame === null || frame.of === 'value' || frame.colours !== undefined) {
    return '';
  }
  const { rows, columns } = frame.selection;
  const { value, exact } = cellAt(frame, rows === null ? 0 : index[rows], columns === null ? 0 : index[columns]);
  return exact && !Number.isNaN(value) ? ` · ${frame.of} ${formatNumber(value)}` : '';
}

/** What a cell that stands for several elements shows besides the first of them. */
function cellText(frame, index) {
  if (frame === null || frame.colours !== undefined || (frame.rows.step === 1 && frame.columns.step === 1)) {
    return '';
  }
  const { rows, columns } = frame.selection;
  const cell = cellAt(frame, rows === null ? 0 : index[rows], columns === null ? 0 : index[columns]);
  return ` · first of ${frame.rows.step} × ${frame.columns.step} elements, together ${formatNumber(cell.value)}`;
}
