/** What is shown of complex numbers, and of arrays that are pictures; not there for others. */

import { colourAxisOf, isComplex, PARTS } from '../state/aspect.js';
import { fill, make, partsOf } from '../dom/elements.js';

/** @typedef {import('../types.js').State} State */

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderShow({ geometry, view }, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  const choices = geometry === null || geometry.id !== view.array ? [] : choicesOf(geometry, view);
  element.hidden = choices.length === 0;
  const key = JSON.stringify(choices);
  if (parts.key !== key) {
    parts.key = key;
    fill(parts.select, choices.map(({ id, title }) => make('option', { value: id }, title)));
  }
  parts.name = choices.length > 0 && isComplex(geometry) ? 'part' : 'show';
  parts.select.value = view[parts.name];
}

function choicesOf(geometry, view) {
  if (isComplex(geometry)) {
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
