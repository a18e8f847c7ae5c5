/** Strides: for each axis its length, the step in memory, and what one step skips. */

import { fill, make, partsOf } from '../dom/elements.js';
import { formatCount } from '../text/format.js';
import { roleOf } from '../state/axes.js';

const SHOWN = { rows: 'rows', columns: 'columns', hidden: '' };

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 */
export function renderStrides({ geometry, view }, element) {
  const parts = partsOf(element, () => ({
    body: element.querySelector('tbody'),
    empty: element.querySelector('#strides-empty'),
    table: element.querySelector('.table-scroll'),
    twin: element.querySelector('#strides-json'),
  }));
  if (geometry === null) {
    return;
  }
  parts.twin.href = `/api/arrays/${encodeURIComponent(geometry.id)}`;
  parts.table.hidden = geometry.ndim === 0;
  parts.empty.hidden = geometry.ndim !== 0;
  fill(parts.body, geometry.axes.map(({ axis, name, length, stride_bytes: bytes, stride_elements: elements, step_skips: skips }) =>
    make('tr', { 'data-axis': axis, 'data-role': roleOf({ ...view, at: [] }, axis) },
      make('td.number', {}, String(axis)),
      make('td', {}, name && name !== `axis ${axis}` ? name : '–', badge(SHOWN[roleOf({ ...view, at: [] }, axis)])),
      make('td.number', {}, formatCount(length)),
      make('td.number', {}, formatCount(bytes)),
      make('td.number', {}, elements === null ? '–' : formatCount(elements)),
      make('td.skips', {}, skips))));
}

function badge(text) {
  return text === '' ? null : make('span.role', {}, text);
}
