/** Go to: buttons that take the sliders to the first NaN, +Inf, −Inf, the minimum or the maximum of the whole array. */

import { make, partsOf } from '../dom/elements.js';
import { hasNone, PLACES } from '../model/places.js';

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {{goToPlace: (of: import('../model/places.js').Place) => void}} actions
 */
export function renderGoTo({ geometry, summary }, element, actions) {
  const buttons = partsOf(element, () => build(element, actions));
  element.hidden = geometry === null || geometry.ndim === 0 || geometry.shape.includes(0);
  for (const { of } of PLACES) {
    buttons[of].disabled = hasNone(of, summary);
  }
}

function build(element, actions) {
  const buttons = Object.fromEntries(PLACES.map(({ of, label, name, key }) => [of, make('button.link', {
    type: 'button',
    'data-place': of,
    'aria-keyshortcuts': key,
    'aria-label': `Go to the ${name} of the array`,
    title: `The ${name} of the whole array (${key})`,
    onclick: () => actions.goToPlace(of),
  }, label)]));
  element.append(make('span.field-label', {}, 'Go to'), ...Object.values(buttons));
  return buttons;
}
