/** What is shown of complex numbers, and of arrays that are pictures; not there for others. */

import { colourAxisOf, hasParts, PARTS } from '../state/aspect.js';
import { fill, make, partsOf } from '../dom/elements.js';

/** @typedef {import('../types.js').State} State */

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderShow(state, element, actions) {
  const { geometry, view } = state;
  const parts = partsOf(element, () => build(element, actions));
  const choices = geometry === null || geometry.id !== view.array ? [] : choicesOf(state);
  element.hidden = choices.length === 0;
  const key = JSON.stringify(choices);
  if (parts.key !== key) {
    parts.key = key;
    fill(parts.select, choices.map(({ id, title }) => make('option', { value: id }, title)));
  }
  parts.name = choices.length > 0 && hasParts(state) ? 'part' : 'show';
  parts.select.value = view[parts.name];
}

function choicesOf(state) {
  const { geometry, view } = state;
  if (hasParts(state)) {
    return PARTS;
  }
  const axis = colourAxisOf(geometry, view);
  return axis === null ? [] : [
    { id: 'values', title: `One index of axis ${axis}` },
    { id: 'rgb', title: `Axis ${axis} as ${geometry.shape[axis] === 4 ? 'RGBA' : 'RGB'}` },
  ];
}

function build(element, actions) {
  const parts = { select: element.querySelector('select'), key: null, name: 'show' };
  parts.select.addEventListener('change', () => actions.patch({ [parts.name]: parts.select.value }));
  return parts;
}
