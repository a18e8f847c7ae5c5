/** The buttons of the tools: what is shown about the crosshair and of a rectangle. */

import { make, partsOf } from '../dom/elements.js';
import { displayOf } from '../model/display.js';

const TOOLS = [
  { id: 'lines', key: 'i', title: 'Lines', hint: 'The row and the column through the crosshair as curves', press: 'toggleLines' },
  { id: 'region', key: 'r', title: 'Region', hint: 'Statistics of a rectangle; Shift and drag makes one, too', press: 'toggleRegion' },
  { id: 'elements', key: 'e', title: 'Elements', hint: 'The numbers around the crosshair', press: 'toggleElements' },
];

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderTools({ geometry, view }, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  const empty = geometry === null || geometry.shape.includes(0) || displayOf(geometry) === 'number';
  const on = { lines: view.lines, region: view.region !== null, elements: view.elements !== 'off' };
  for (const { id } of TOOLS) {
    // A curve is its own line.
    const idle = empty || (id === 'lines' && displayOf(geometry) === 'line');
    parts[id].disabled = idle;
    parts[id].setAttribute('aria-pressed', String(on[id] && !idle));
  }
}

function build(element, actions) {
  return Object.fromEntries(TOOLS.map(({ id, key, title, hint, press }) => {
    const button = make('button', {
      type: 'button', id: `tool-${id}`, 'aria-keyshortcuts': key, title: `${hint} (${key})`, onclick: () => actions[press](),
    }, title);
    element.append(button);
    return [id, button];
  }));
}
