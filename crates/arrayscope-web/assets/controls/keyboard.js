/** Which key does what, as a table: the handler and the help both read it. */

/**
 * @typedef {object} Shortcut
 * @property {string[]} keys as `KeyboardEvent.key` tells them, letters in lower case
 * @property {boolean} [shift] whether Shift has to be held; letters only
 * @property {string} action
 * @property {number} [by] for `move` and `leap`: steps or tenths of the axis
 * @property {'rows'|'columns'} [side] for `flip`
 * @property {import('../model/places.js').Place} [of] for `place`
 * @property {'slider'} [only] keys that scroll the page unless a slider has the focus
 * @property {string} group
 * @property {string} shown how the help writes the keys
 * @property {string} text
 */

/** @type {ReadonlyArray<Shortcut>} */
export const SHORTCUTS = Object.freeze([
  { keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], action: 'focus', group: 'Axis', shown: '0 … 9', text: 'focus the slider of this axis' },
  { keys: ['ArrowRight'], action: 'move', by: 1, group: 'Axis', shown: '→', text: 'one index on' },
  { keys: ['ArrowLeft'], action: 'move', by: -1, group: 'Axis', shown: '←', text: 'one index back' },
  { keys: ['ArrowUp'], action: 'move', by: 1, only: 'slider', group: 'On a slider', shown: '↑', text: 'one index on' },
  { keys: ['ArrowDown'], action: 'move', by: -1, only: 'slider', group: 'On a slider', shown: '↓', text: 'one index back' },
  { keys: ['PageUp'], action: 'leap', by: 1, only: 'slider', group: 'On a slider', shown: 'Page up', text: 'a tenth of the axis on' },
  { keys: ['PageDown'], action: 'leap', by: -1, only: 'slider', group: 'On a slider', shown: 'Page down', text: 'a tenth of the axis back' },
  { keys: ['Home'], action: 'first', only: 'slider', group: 'On a slider', shown: 'Home', text: 'the first index' },
  { keys: ['End'], action: 'last', only: 'slider', group: 'On a slider', shown: 'End', text: 'the last index' },
  { keys: ['p', ' '], action: 'play', group: 'Axis', shown: 'p, Space', text: 'play or pause the focused axis' },
  { keys: ['Escape'], action: 'stop', group: 'Axis', shown: 'Esc', text: 'stop playing; clear the region' },
  { keys: ['y'], action: 'rows', group: 'Picture', shown: 'y', text: 'show the focused axis as rows' },
  { keys: ['x'], action: 'columns', group: 'Picture', shown: 'x', text: 'show the focused axis as columns' },
  { keys: ['t'], action: 'swap', group: 'Picture', shown: 't', text: 'swap rows and columns' },
  { keys: ['c'], action: 'show', group: 'Picture', shown: 'c', text: 'the next part of complex numbers, or colours and back' },
  { keys: ['l'], action: 'limits', group: 'Picture', shown: 'l', text: 'the next colour limits' },
  { keys: ['v'], action: 'flip', side: 'rows', group: 'Picture', shown: 'v', text: 'flip the rows' },
  { keys: ['h'], action: 'flip', side: 'columns', group: 'Picture', shown: 'h', text: 'flip the columns' },
  { keys: ['a'], action: 'all', group: 'Picture', shown: 'a', text: 'all of it: end the zoom' },
  { keys: ['n'], action: 'place', of: 'nan', group: 'Go to', shown: 'n', text: 'the first NaN' },
  { keys: ['u'], action: 'place', of: 'pos_inf', group: 'Go to', shown: 'u', text: 'the first +Inf (up)' },
  { keys: ['d'], action: 'place', of: 'neg_inf', group: 'Go to', shown: 'd', text: 'the first \u2212Inf (down)' },
  { keys: ['<'], action: 'place', of: 'min', group: 'Go to', shown: '<', text: 'the minimum' },
  { keys: ['>'], action: 'place', of: 'max', group: 'Go to', shown: '>', text: 'the maximum' },
  { keys: ['i'], action: 'lines', group: 'Picture', shown: 'i', text: 'lines through the crosshair' },
  { keys: ['r'], action: 'region', group: 'Picture', shown: 'r', text: 'statistics of a region' },
  { keys: ['e'], action: 'elements', group: 'Picture', shown: 'e', text: 'the elements around the crosshair' },
  { keys: ['m'], action: 'way', group: 'Compare', shown: 'm', text: 'the next way of comparing' },
  { keys: ['b'], action: 'other', group: 'Compare', shown: 'b', text: 'the other one in the same place' },
  { keys: ['?'], action: 'help', group: 'Page', shown: '?', text: 'this list' },
]);

/**
 * What has the focus: a `field` is typed into, a `slider` moves, a `button` is pressed with Space, a `scroller` moves
 * what it holds, a `dialog` covers the page, and the `page` is everything else.
 *
 * @typedef {'field'|'slider'|'button'|'scroller'|'dialog'|'page'} Focus
 */

/**
 * @param {{key: string, shiftKey: boolean, ctrlKey: boolean, metaKey: boolean, altKey: boolean}} event
 * @param {Focus} focus
 * @returns {Shortcut|null} null when the key is somebody else's
 */
export function shortcutOf({ key, shiftKey, ctrlKey, metaKey, altKey }, focus) {
  if (ctrlKey || metaKey || altKey || focus === 'field' || focus === 'dialog') {
    return null;
  }
  const letter = /^[a-z]$/i.test(key);
  // Caps lock changes the letter and not what is meant.
  const meant = letter ? key.toLowerCase() : key;
  const found = SHORTCUTS.find(({ keys, shift = false }) => keys.includes(meant) && (!letter || shift === shiftKey));
  if (found === undefined || (found.only === 'slider' && focus !== 'slider')) {
    return null;
  }
  const scrolls = focus === 'scroller' && ['move', 'play'].includes(found.action) && meant !== 'p';
  const presses = focus === 'button' && meant === ' ';
  return scrolls || presses ? null : found;
}

/**
 * Where the focused axis goes.
 *
 * @param {Shortcut} shortcut one that moves
 * @param {number} index
 * @param {number} length
 * @returns {number} an index of the axis
 */
export function movedTo({ action, by }, index, length) {
  const last = Math.max(length - 1, 0);
  const to = {
    move: index + by,
    leap: index + by * Math.max(Math.round(length / 10), 1),
    first: 0,
    last,
  }[action] ?? index;
  return Math.min(Math.max(to, 0), last);
}
