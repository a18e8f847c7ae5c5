/** Which axis plays and how fast, which one the keys move, and the word that a key leaves behind. */

import { focusedAxis } from '../state/axes.js';
import { fill, icon, make, partsOf, setText } from '../dom/elements.js';
import { selectionOf } from '../state/selection.js';
import { SPEEDS } from '../controls/play.js';

export const PLAY = 'M5 3 L12.5 8 L5 13 Z';
const PAUSE = 'M5.5 3.5 V12.5 M10.5 3.5 V12.5';
const TURN_WORDS = { loop: 'loop', bounce: 'to and fro' };

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderPlaying(state, element, actions) {
  const settings = element.querySelector('#play-settings');
  const { speed, turn } = partsOf(settings, () => build(settings, actions));
  const { geometry, view, playing } = state;
  speed.value = String(view.speed);
  turn.value = view.turn;
  settings.hidden = geometry === null || geometry.shape.every((length) => length < 2);
  const selection = selectionOf(state);
  const focused = selection === null ? null : focusedAxis(state.axis, selection, geometry.shape);
  for (const item of element.querySelectorAll('li.axis')) {
    const axis = Number(item.dataset.axis);
    const plays = playing?.axis === axis;
    const button = item.querySelector('button');
    item.classList.toggle('focused', axis === focused);
    if (button.getAttribute('aria-pressed') !== String(plays)) {
      button.setAttribute('aria-pressed', String(plays));
      fill(button, icon(plays ? PAUSE : PLAY));
    }
  }
}

function build(settings, actions) {
  const speed = settings.querySelector('#play-speed');
  const turn = settings.querySelector('#play-turn');
  fill(speed, SPEEDS.map((steps) => make('option', { value: steps }, `${steps} per second`)));
  fill(turn, Object.entries(TURN_WORDS).map(([value, text]) => make('option', { value }, text)));
  speed.addEventListener('change', () => actions.patch({ speed: Number(speed.value) }));
  turn.addEventListener('change', () => actions.patch({ turn: turn.value }));
  return { speed, turn };
}

/** @param {import('../types.js').State} state */
export function renderNote({ note }, element) {
  element.hidden = note === null;
  setText(element, note ?? '');
}
