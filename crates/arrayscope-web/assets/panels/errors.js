/** Errors: what was asked, what was found, what would work. The page goes on working beside them. */

import { fill, icon, make } from '../dom/elements.js';

/** @typedef {import('../types.js').Failure} Failure */

const CROSS = 'M8 1.5 L14.5 8 L8 14.5 L1.5 8 Z M8 5 L8 8.6 M8 10.6 L8 11';

/**
 * The error panel of the page: of *Simulate error*, uploads, and anything that has no panel of its own.
 *
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {{dismiss: () => void}} actions
 */
export function renderErrors({ failure }, element, actions) {
  element.hidden = failure === null;
  if (failure === null) {
    fill(element);
    return;
  }
  const dismiss = () => {
    actions.dismiss();
    // The button is gone with the panel.
    document.querySelector(failure.simulated ? '#simulate-error' : '#source-select').focus({ preventScroll: true });
  };
  fill(element, icon(CROSS, 'icon verdict-fail'),
    make('div.error-text', {},
      make('h2', { id: 'error-title' }, failure.simulated ? 'Simulated error: reshape 13 elements to (3, 4)' : titleOf(failure)),
      make('p', { id: 'error-message' }, failure.message),
      make('p.hint', {}, failure.simulated ? 'Nothing was changed, and the page goes on working; Reset clears this' : 'The page goes on working')),
    make('button.quiet', { type: 'button', id: 'error-dismiss', onclick: dismiss }, 'Dismiss'));
  // The button that was pressed may be far below.
  element.scrollIntoView({ block: 'nearest' });
}

/**
 * A refusal inside the panel that it concerns.
 *
 * @param {Failure} failure
 * @returns {HTMLElement}
 */
export function failureBox(failure) {
  return make('div.failure', { role: 'status', 'data-kind': failure.kind }, icon(CROSS, 'icon verdict-fail'),
    make('p', {}, failure.message));
}

/**
 * @param {unknown} answer
 * @returns {boolean} whether an answer in the state is a refusal
 */
export function isFailure(answer) {
  return answer !== null && typeof answer === 'object' && 'kind' in answer && 'message' in answer;
}

function titleOf({ kind }) {
  return { network: 'No answer from the server', shape: 'The shapes do not fit' }[kind] ?? `Error: ${kind}`;
}
