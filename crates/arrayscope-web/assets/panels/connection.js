/** The notice that the server does not answer, over the page and out of its way. */

import { make, fill } from '../dom/elements.js';

const TEXTS = {
  lost: ['The server does not answer', 'This page tries again by itself, and goes on where it was'],
  token: ['arrayscope was started again and has a new address',
    'Open the URL that it printed in this browser; this page then goes on where it was'],
};

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {{retry: () => void}} actions
 */
export function renderConnection({ connection }, element, { retry }) {
  element.hidden = connection === 'ok';
  element.dataset.connection = connection;
  if (connection === 'ok') {
    fill(element);
    return;
  }
  const [title, text] = TEXTS[connection];
  fill(element, make('p', {}, make('strong', {}, title), ` ${text}`),
    make('button', { type: 'button', id: 'connection-retry', onclick: () => retry() }, 'Try now'));
}
