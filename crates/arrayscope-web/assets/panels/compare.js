/** Comparing: which array with, in which way, and how much the two differ. */

import { busyNote } from '../dom/busy.js';
import { fill, make, partsOf, setText } from '../dom/elements.js';
import { otherOf, RATES, WAYS, whyNot } from '../model/compare.js';
import { indexText } from '../state/axes.js';
import { formatCount, formatNumber } from '../text/format.js';
import { failureBox, isFailure } from './errors.js';

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
  const ways = make('div.ways', { role: 'group', 'aria-label': 'Way of comparing' }, ...Object.values(buttons));
  const rate = make('select', { id: 'compare-rate' },
    RATES.map((value) => make('option', { value }, value === 0 ? 'by key b only' : `${value} per second`)));
  const flip = make('button.small', { type: 'button', id: 'compare-flip', 'aria-keyshortcuts': 'b', title: 'Show the other one (b)', onclick: () => actions.showOther() }, 'Other');
  const rateField = make('div.field.rate', {}, make('label', { for: 'compare-rate' }, 'Change'), rate, flip);
  select.addEventListener('change', () => actions.patch({ other: select.value === '' ? null : select.value }));
  rate.addEventListener('change', () => actions.patch({ rate: Number(rate.value) }));
  fill(element, make('div.field', {}, make('label', { for: 'compare-select' }, 'Compare'), select), missing, ways, rateField);
  return { select, missing, ways, rate, rateField, ...buttons, arrays: null, geometry: null };
}

/**
 * How much the two differ.
 *
 * @param {State} state
 * @param {HTMLElement} element
 * @param {{goTo: (index: number[]) => void}} actions
 */
export function renderComparison(state, element, actions) {
  const parts = partsOf(element, () => ({
    a: element.querySelector('#comparison-a'),
    b: element.querySelector('#comparison-b'),
    body: element.querySelector('#comparison-body'),
    twin: element.querySelector('#comparison-json'),
    busy: busyNote([element.querySelector('#comparison-body')], element.querySelector('#comparison-busy')),
    shown: null,
  }));
  const other = otherOf(state);
  element.hidden = other === null;
  if (other === null) {
    return;
  }
  const { comparison, geometry } = state;
  setText(parts.a, geometry.address);
  setText(parts.b, other.address);
  parts.twin.href = `/api/arrays/${encodeURIComponent(geometry.id)}/compare?other=${encodeURIComponent(other.id)}`;
  parts.busy(comparison === null);
  if (comparison !== null && parts.shown !== comparison) {
    parts.shown = comparison;
    fill(parts.body, isFailure(comparison) ? failureBox(comparison) : make('dl.summary', {}, facts(comparison, actions)));
  }
}

function facts(told, actions) {
  const place = (index) => (index === null ? null
    : make('button.link', { type: 'button', title: 'Go there', onclick: () => actions.goTo(index) }, indexText(index)));
  const fact = (term, value, index = null, id = null) =>
    make('div', {}, make('dt', {}, term), make('dd', id === null ? {} : { id }, value, index === null ? null : ' ', place(index)));
  const found = (term, { count, first }) => (Number(count) === 0 ? null : fact(term, formatCount(count), first));
  const { differ, size } = told;
  const share = Number(size) === 0 ? '' : ` of ${formatCount(size)} (${formatNumber(100 * Number(differ.count) / Number(size), 3)} %)`;
  return [
    fact('differ', Number(differ.count) === 0 ? `none of ${formatCount(size)}` : `${formatCount(differ.count)}${share}`, differ.first, 'comparison-differ'),
    fact('largest |A − B|', formatNumber(told.max_abs), Number(told.max_abs) === 0 ? null : told.max_abs_index, 'comparison-largest'),
    fact('mean |A − B|', formatNumber(told.mean_abs)),
    fact('root mean square', formatNumber(told.rms), null, 'comparison-rms'),
    fact('mean A − B', formatNumber(told.mean), null, 'comparison-mean'),
    fact('min A − B', formatNumber(told.min)),
    fact('max A − B', formatNumber(told.max)),
    Number(told.count) === Number(size) ? null : fact('finite differences', formatCount(told.count)),
    found('NaN in A only', told.nan_only_a),
    found('NaN in B only', told.nan_only_b),
    found('NaN in both', told.nan_both),
    found('A − B infinite', told.infinite),
    found('the same infinity', told.same_infinity),
  ].filter((item) => item !== null);
}

/**
 * What stands above the pictures: which is which.
 *
 * @param {HTMLElement[]} labels
 * @param {string[]} titles
 * @param {HTMLElement} plot
 */
export function placeTitles(labels, titles, plot) {
  const { xaxis, yaxis, xaxis3, yaxis3 } = plot._fullLayout ?? {};
  [[xaxis, yaxis], [xaxis3, yaxis3]].forEach(([across, down], place) => {
    const label = labels[place];
    label.hidden = titles[place] === undefined || across === undefined;
    if (!label.hidden) {
      setText(label, titles[place]);
      label.style.left = `${across._offset}px`;
      label.style.top = `${Math.max(down._offset - 22, 0)}px`;
      label.style.maxWidth = `${across._length}px`;
    }
  });
}
