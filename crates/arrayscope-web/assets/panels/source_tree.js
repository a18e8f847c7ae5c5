/** The arrays of files with many of them, as a tree that can be searched; under the source. */

import { fill, make, partsOf, setText } from '../dom/elements.js';
import { around, linesOf, rowsOf, search, treesOf } from '../model/tree.js';
import { formatCount } from '../text/format.js';

/** @typedef {import('../model/tree.js').Row} Row */

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {{openArray: (id: string) => void}} actions
 */
export function renderSourceTree({ arrays, view }, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  if (parts.arrays !== arrays) {
    parts.arrays = arrays;
    parts.trees = treesOf(arrays);
    element.hidden = parts.trees.length === 0;
    const count = parts.trees.reduce((sum, tree) => sum + tree.count, 0);
    setText(parts.summary, `Browse ${formatCount(count)} arrays`);
  }
  parts.shown = view.array;
  // Where the array on display is can be seen.
  around(parts.trees, view.array).forEach((key) => parts.open.add(key));
  draw(parts);
}

function draw(parts) {
  const text = parts.search.value.trim();
  const { rows, more } = text === '' ? { rows: rowsOf(parts.trees, parts.open), more: 0 } : search(parts.trees, text);
  parts.rows = rows;
  const holds = (key) => rows.some(({ node }) => node.key === key);
  if (!holds(parts.active)) {
    parts.active = rows.find(({ node }) => node.entry?.id === parts.shown)?.node.key ?? rows[0]?.node.key ?? null;
  }
  const hadFocus = parts.list.contains(document.activeElement);
  fill(parts.list, rows.map((row) => item(parts, row)));
  if (hadFocus) {
    focus(parts);
  }
  setText(parts.note, text === '' ? '' : found(rows.length, more));
}

function found(count, more) {
  if (count === 0) {
    return 'No array has all of these words in its name, dtype, shape or codecs';
  }
  return more === 0 ? `${formatCount(count)} found` : `The first ${formatCount(count)} of ${formatCount(count + more)} found`;
}

/** @param {Row} row */
function item(parts, { node, level, position, of, open }) {
  const { entry, children } = node;
  const isGroup = children.length > 0;
  const lines = entry === null ? [`${formatCount(node.count)} arrays`] : linesOf(entry);
  const element = make('li', {
    role: 'treeitem',
    'data-key': node.key,
    'data-array': entry?.id ?? null,
    'aria-level': level,
    'aria-posinset': position,
    'aria-setsize': of,
    'aria-expanded': isGroup ? String(open) : null,
    'aria-selected': String(entry !== null && entry.id === parts.shown),
    tabindex: node.key === parts.active ? '0' : '-1',
    onclick: () => {
      parts.active = node.key;
      press(parts, node);
    },
  }, make('span.tree-name', {}, node.name), lines.map((line) => make('span.hint', {}, line)));
  element.style.setProperty('--level', level);
  return element;
}

function press(parts, node) {
  if (node.entry !== null) {
    parts.actions.openArray(node.entry.id);
    focus(parts);
  } else {
    toggle(parts, node.key);
  }
}

function toggle(parts, key, open = !parts.open.has(key)) {
  parts.open[open ? 'add' : 'delete'](key);
  draw(parts);
  focus(parts);
}

function focus({ list, active }) {
  [...list.children].find(({ dataset }) => dataset.key === active)?.focus();
}

/** As the tree pattern of the ARIA Authoring Practices Guide has it. */
function move(parts, event) {
  const { rows } = parts;
  const place = rows.findIndex(({ node }) => node.key === parts.active);
  if (place < 0) {
    return;
  }
  const { node, level, open } = rows[place];
  const to = (next) => {
    if (rows[next] !== undefined) {
      parts.active = rows[next].node.key;
      [...parts.list.children].forEach((row) => row.setAttribute('tabindex', row.dataset.key === parts.active ? '0' : '-1'));
      focus(parts);
    }
  };
  const keys = {
    ArrowDown: () => to(place + 1),
    ArrowUp: () => to(place - 1),
    Home: () => to(0),
    End: () => to(rows.length - 1),
    ArrowRight: () => (node.children.length > 0 && !open ? toggle(parts, node.key, true) : open && to(place + 1)),
    ArrowLeft: () => (open ? toggle(parts, node.key, false) : to(rows.findLastIndex((row, other) => other < place && row.level < level))),
    Enter: () => press(parts, node),
    ' ': () => press(parts, node),
  };
  if (keys[event.key] !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    keys[event.key]();
  }
}

function build(element, actions) {
  const parts = {
    actions,
    arrays: null,
    trees: [],
    rows: [],
    open: new Set(),
    active: null,
    shown: null,
    summary: make('summary', {}),
    search: make('input', { type: 'text', role: 'searchbox', id: 'tree-search', 'aria-label': 'Search the arrays of files', placeholder: 'name, dtype, shape, codec', spellcheck: 'false' }),
    list: make('ul.tree', { role: 'tree', id: 'tree', 'aria-label': 'Arrays of files' }),
    note: make('p.hint', { role: 'status' }),
  };
  parts.search.addEventListener('input', () => draw(parts));
  parts.list.addEventListener('keydown', (event) => move(parts, event));
  fill(element, parts.summary, parts.search, parts.note, parts.list);
  return parts;
}
