/** Header: the shape as a badge with its axis names, dtype, order, size, memory. */

import { fill, make, setText } from '../dom/elements.js';
import { formatBytes, formatCount, shapeText } from '../text/format.js';

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 */
export function renderHeader({ geometry }, element) {
  if (geometry === null) {
    return;
  }
  document.title = `${geometry.title} · arrayscope`;
  setText(element.querySelector('#array-title'), geometry.title);
  // The address of a file's only array is its name: once is enough.
  setText(element.querySelector('#array-address'), geometry.address === geometry.title ? '' : geometry.address);
  renderShape(geometry, element.querySelector('#shape-badge'));
  const facts = [
    ['dtype', 'dtype', geometry.dtype, byteOrder(geometry)],
    ['ndim', 'ndim', String(geometry.ndim), null],
    ['size', 'size', formatCount(geometry.size), null],
    ['order', 'order', orderText(geometry.order), null],
    ['memory', 'memory', formatBytes(geometry.nbytes), `${formatCount(geometry.size)} × ${geometry.itemsize} bytes`],
  ];
  fill(element.querySelector('#facts'), facts.map(([id, name, value, more]) => make('div.fact', { id: `fact-${id}`, title: more },
    make('dt', {}, name), make('dd', {}, value))));
  renderNotes(geometry.notes ?? [], element.querySelector('#array-notes'));
}

function renderShape({ shape, axes }, element) {
  element.setAttribute('aria-label', `shape ${shapeText(shape)}`);
  element.dataset.shape = shapeText(shape);
  const parts = shape.map((length, axis) => make('span.shape-axis', {},
    make('span.shape-length', {}, String(length)),
    make('span.shape-name', {}, axes[axis]?.name && axes[axis].name !== `axis ${axis}` ? axes[axis].name : `axis ${axis}`)));
  fill(element, make('span.shape-paren', {}, '('),
    parts.length === 0 ? make('span.shape-axis', {}, make('span.shape-length', {}, '\u00a0'), make('span.shape-name', {}, 'scalar')) : null,
    parts.flatMap((part, axis) => (axis === 0 ? [part] : [make('span.shape-comma', {}, ','), part])),
    make('span.shape-paren', {}, shape.length === 1 ? ',)' : ')'));
}

function renderNotes(notes, element) {
  element.hidden = notes.length === 0;
  fill(element, notes.map((note) => make('li', {}, typeof note === 'string' ? note : `${note.title}: ${note.text}`)));
}

function byteOrder({ byte_order: order }) {
  return order === 'little' || order === 'big' ? `${order}-endian` : null;
}

function orderText(order) {
  return { C: 'C order', F: 'F order', 'C and F': 'C and F', neither: 'neither C nor F' }[order] ?? order;
}
