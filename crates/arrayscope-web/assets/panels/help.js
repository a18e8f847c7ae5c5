/** The list of keys, over the page until it is closed. */

import { fill, make, partsOf } from '../dom/elements.js';
import { SHORTCUTS } from '../controls/keyboard.js';

/**
 * @param {HTMLDialogElement} dialog
 */
export function openHelp(dialog) {
  partsOf(dialog, build);
  dialog.showModal();
}

function build(dialog) {
  const groups = grouped(SHORTCUTS);
  fill(dialog.querySelector('#help-keys'), [...groups].map(([group, shortcuts]) => make('section', {},
    make('h3', {}, group),
    make('dl', {}, shortcuts.map(({ shown, text }) => make('div', {},
      make('dt', {}, shown.split(', ').flatMap((key, place) => [place > 0 ? ' ' : null, make('kbd', {}, key)])),
      make('dd', {}, text)))))));
  // The dialog itself is hit only beside what it holds.
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  dialog.querySelector('#help-close').addEventListener('click', () => dialog.close());
  return {};
}

/** In the order of the table. */
function grouped(shortcuts) {
  const groups = new Map();
  for (const shortcut of shortcuts) {
    groups.set(shortcut.group, [...groups.get(shortcut.group) ?? [], shortcut]);
  }
  return groups;
}
