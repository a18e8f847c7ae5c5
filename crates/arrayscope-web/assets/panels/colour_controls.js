/** Under the picture: the scale of the colours, what the limits are made of, and whether they are held. */

import { SCALES } from '../colours/all.js';
import { coloursOf } from '../figure/colours_of.js';
import { fill, make, partsOf } from '../dom/elements.js';

/** @typedef {import('../types.js').State} State */

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderColourControls(state, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  const { view, frame, geometry } = state;
  parts.state = state;
  parts.scale.value = view.scale;
  for (const kind of ['percentiles', 'deviation', 'typed']) {
    parts[kind].hidden = view.limits !== kind;
  }
  parts.hold.checked = view.lock;
  const there = frame !== null && frame.id === geometry?.id && frame.values.length > 0;
  const { limits, labels } = there ? coloursOf(state) : { limits: null, labels: null };
  // Values with a colour each have no scale, and limits that never move.
  parts.scale.disabled = labels !== null;
  parts.holdField.hidden = labels !== null || view.limits === 'array' || view.limits === 'typed';
  put(parts.low, view.percentiles[0]);
  put(parts.high, view.percentiles[1]);
  put(parts.deviations, view.deviations);
  put(parts.from, view.between?.[0] ?? limits?.low ?? '');
  put(parts.to, view.between?.[1] ?? limits?.high ?? '');
  // Its room is kept while sliding: what is below would jump.
  parts.again.hidden = parts.holdField.hidden || !view.lock;
  parts.again.disabled = view.held === null || view.held.at.join() === view.at?.join();
}

/** What is being typed stays as it is. */
function put(input, value) {
  if (document.activeElement !== input) {
    input.value = String(value);
    input.setCustomValidity('');
  }
}

function build(element, actions) {
  const input = (id, label, attributes = {}) => make('input.number', { id, 'aria-label': label, type: 'number', step: 'any', ...attributes });
  const scale = make('select', { id: 'scale-select' }, SCALES.map(({ id, title }) => make('option', { value: id }, title)));
  const low = input('percentile-low', 'lower percentile', { min: 0, max: 100 });
  const high = input('percentile-high', 'upper percentile', { min: 0, max: 100 });
  const deviations = input('deviations', 'standard deviations', { min: 0 });
  const from = input('limit-low', 'lower limit');
  const to = input('limit-high', 'upper limit');
  const hold = make('input', { type: 'checkbox', id: 'hold-limits' });
  const again = make('button.small', { type: 'button', id: 'fit-limits' }, 'Take them from here');
  const parts = {
    state: null,
    scale, low, high, deviations, from, to, hold, again,
    percentiles: make('span.limits-detail', {}, low, 'to', high, '%'),
    deviation: make('span.limits-detail', {}, 'mean ±', deviations, 'std'),
    typed: make('span.limits-detail', {}, from, 'to', to),
    holdField: make('label.check', { for: 'hold-limits' }, hold, 'Hold limits while sliding'),
  };
  fill(element, make('label', { for: 'scale-select' }, 'Scale'), scale, parts.percentiles, parts.deviation, parts.typed,
    parts.holdField, again);
  scale.addEventListener('change', () => actions.patch({ scale: scale.value }));
  pair(low, high, (percentiles) => actions.patch({ percentiles }), ([first, last]) => first >= 0 && last <= 100);
  pair(from, to, (between) => actions.patch({ between }));
  deviations.addEventListener('input', () => {
    const value = Number(deviations.value);
    if (value > 0) {
      actions.patch({ deviations: value });
    }
  });
  hold.addEventListener('change', () => actions.patch({ lock: hold.checked }));
  again.addEventListener('click', () => actions.patch({ held: null, lock: false }));
  again.addEventListener('click', () => actions.patch({ lock: true }));
  return parts;
}

/** Two numbers, of which the first must be the smaller one. */
function pair(first, last, take, allowed = () => true) {
  const read = () => {
    const values = [first, last].map(({ value }) => (value.trim() === '' ? Number.NaN : Number(value)));
    const fine = values.every(Number.isFinite) && values[0] < values[1] && allowed(values);
    last.setCustomValidity(fine ? '' : 'the second number must be the larger one');
    if (fine) {
      take(values);
    }
  };
  first.addEventListener('input', read);
  last.addEventListener('input', read);
}
