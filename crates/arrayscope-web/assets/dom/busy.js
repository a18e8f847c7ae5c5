/** A quiet word in a panel whose answer takes longer than a glance. */

import { setText } from './elements.js';

/** Quicker answers come without a word: a text that flashes disturbs more than it tells. */
const UNNOTICED_MILLIS = 200;

/**
 * @param {HTMLElement[]} panels what is busy
 * @param {HTMLElement} note where it is said; it stands in a line that is there anyway
 * @returns {(waiting: boolean) => void}
 */
export function busyNote(panels, note) {
  let timer = null;
  return (waiting) => {
    if (waiting && timer === null) {
      timer = setTimeout(() => {
        panels.forEach((panel) => panel.setAttribute('aria-busy', 'true'));
        setText(note, 'computing…');
      }, UNNOTICED_MILLIS);
    } else if (!waiting && timer !== null) {
      clearTimeout(timer);
      timer = null;
      panels.forEach((panel) => panel.removeAttribute('aria-busy'));
      setText(note, '');
    }
  };
}
