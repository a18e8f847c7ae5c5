/** Comparing: which array with, and in which way. */

import { fill, make, partsOf, setText } from '../dom/elements.js';
import { otherOf, RATES, WAYS, whyNot } from '../model/compare.js';

/** @typedef {import('../types.js').State} State */

/**
 * The choice of the other array and of the way, under the source.
 *
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderCompareChoice(state, element, actions) {
  const parts = partsOf(element, () => buildChoice(element, actions));
  const { arrays, geometry, view } = state;
  if (geometry === null) {
    return;
  }
  if (parts.arrays !== arrays || parts.geometry !== geometry) {
    Object.assign(parts, { arrays, geometry });
    fill(parts.select, make('option', { value: '' }, 'Nothing'), options(arrays, geometry));
  }
  const other = otherOf(state);
  parts.select.value = other?.id ?? '';
  const missing = view.other !== null && other === null ? missingText(arrays, geometry, view.other) : '';
  setText(parts.missing, missing);
  parts.missing.hidden = missing === '';
  parts.ways.hidden = other === null;
  for (const { id } of WAYS) {
    parts[id].setAttribute('aria-pressed', String(view.compare === id));
  }
  parts.flicker.setAttribute('aria-pressed', String(view.compare === 'flicker'));
  parts.rateField.hidden = other === null || view.compare !== 'flicker';
  parts.rate.value = String(view.rate);
}

/** What can be compared first; then the others, each with the reason why not. */
function options(arrays, geometry) {
  const entries = arrays.filter(({ id }) => id !== geometry.id).map((entry) => ({ entry, reason: whyNot(entry, geometry) }));
  const group = (label, chosen) => (chosen.length === 0 ? null : make('optgroup', { label }, chosen.map(({ entry, reason }) =>
    make('option', { value: entry.id, disabled: reason !== null }, `${entry.address}${reason === null ? '' : ` ${reason}`}`))));
  return [
    group('Of the same shape', entries.filter(({ reason }) => reason === null)),
    group('Not these', entries.filter(({ reason }) => reason !== null)),
  ];
}

function missingText(arrays, geometry, other) {
  const entry = arrays.find(({ id }) => id === other);
  return entry === undefined ? `There is no array '${other}' here to compare with`
    : `${entry.address} ${whyNot(entry, geometry)}: not compared`;
}

function buildChoice(element, actions) {
  const select = make('select', { id: 'compare-select' });
  const missing = make('p.notice', { id: 'compare-missing', role: 'status' });
  const buttons = Object.fromEntries(WAYS.map(({ id, title, hint }) => [id, make('button', {
    type: 'button', id: `compare-${id}`, title: hint, onclick: () => actions.patch({ compare: id }),
  }, title)]));
  const ways = make('div.segmented.ways', { role: 'group', 'aria-label': 'Way of comparing' }, ...Object.values(buttons));
  const rate = make('select', { id: 'compare-rate' },
    RATES.map((value) => make('option', { value }, value === 0 ? 'by key b only' : `${value} per second`)));
  const flip = make('button.small', { type: 'button', id: 'compare-flip', 'aria-keyshortcuts': 'b', title: 'Show the other one (b)', onclick: () => actions.showOther() }, 'Other');
  const rateField = make('div.field.rate', {}, make('label', { for: 'compare-rate' }, 'Change'), rate, flip);
  select.addEventListener('change', () => actions.patch({ other: select.value === '' ? null : select.value }));
  rate.addEventListener('change', () => actions.patch({ rate: Number(rate.value) }));
  fill(element, make('div.field', {}, make('label', { for: 'compare-select' }, 'Compare'), select), missing, ways, rateField);
  return { select, missing, ways, rate, rateField, ...buttons, arrays: null, geometry: null };
}
