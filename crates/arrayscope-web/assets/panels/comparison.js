/** Comparing: how much the two arrays differ. */

import { busyNote } from '../dom/busy.js';
import { fill, make, partsOf, setText } from '../dom/elements.js';
import { otherOf } from '../model/compare.js';
import { indexText } from '../state/axes.js';
import { formatCount, formatNumber } from '../text/format.js';
import { failureBox, isFailure } from './errors.js';

/** @typedef {import('../types.js').State} State */

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
    fill(parts.body, isFailure(comparison) ? failureBox(comparison) : [noteOf(comparison), make('dl.summary', {}, facts(comparison, actions))]);
  }
}

const noteOf = ({ of }) => (of === 'magnitude'
  ? make('p.hint', { id: 'comparison-of' }, 'A − B is complex, and complex numbers have no order: statistics are those of its magnitude |A − B|') : null);

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
    ...(told.of === 'magnitude' ? [fact('smallest |A − B|', formatNumber(told.min))] : [
      fact('mean A − B', formatNumber(told.mean), null, 'comparison-mean'),
      fact('min A − B', formatNumber(told.min)),
      fact('max A − B', formatNumber(told.max)),
    ]),
    Number(told.count) === Number(size) ? null : fact('finite differences', formatCount(told.count)),
    found('NaN in A only', told.nan_only_a),
    found('NaN in B only', told.nan_only_b),
    found('NaN in both', told.nan_both),
    found('A − B infinite', told.infinite),
    found('the same infinity', told.same_infinity),
  ].filter((item) => item !== null);
}
