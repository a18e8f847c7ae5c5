/** Elements: the exact texts around the crosshair as a table; arrow keys move the crosshair in it. */

import { elementsPath } from '../server/api.js';
import { colourOf, FINITE, MARKS, markOf, pixelOf } from '../colours/all.js';
import { fill, make, partsOf, setText } from '../dom/elements.js';
import { coloursOf } from '../figure/colours_of.js';
import { cellAt } from '../figure/place.js';
import { paintedOf } from '../model/painted.js';
import { columnsFor, indicesOf, inkOn, stepOf } from '../model/elements.js';
import { displayOf } from '../model/display.js';
import { selectionOf } from '../state/selection.js';
import { tableOf, toolSource, toolText } from '../server/tools.js';
import { axisTitle, elementToDouble } from '../text/format.js';
import { failureBox, isFailure } from './errors.js';
import { pictureInputs } from './cross_section.js';

/** @typedef {import('../types.js').State} State */

/** Pixels of a character of the table, and around each text. */
const SIZE = Object.freeze({ character: 7.3, padding: 15 });
/** The indices of the rows. */
const HEAD_WIDTH = 56;

/**
 * @param {State} state
 * @returns {unknown[]} what the table depends on; nothing while it is not shown
 */
export const elementsInputs = (state) => (state.view.elements === 'off' ? ['off']
  : [state.view.elements, state.elements, state.view.at?.join(), state.view.flip, ...(state.view.elements === 'coloured' ? pictureInputs(paintedOf(state)) : [state.geometry])]);

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderElements(state, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  parts.state = state;
  const { geometry, view, elements } = state;
  const there = view.elements !== 'off' && selectionOf(state) !== null && !geometry.shape.includes(0) && displayOf(geometry) !== 'number';
  element.hidden = !there;
  if (!there) {
    return;
  }
  parts.fit();
  parts.coloured.checked = view.elements === 'coloured';
  parts.colours.hidden = displayOf(geometry) !== 'picture';
  const table = tableOf(state);
  if (table !== null) {
    parts.twin.href = elementsPath(toolSource(state), selectionOf(state), table);
  }
  const refused = isFailure(elements);
  fill(parts.notice, refused ? failureBox(elements) : null);
  parts.scroller.hidden = refused;
  if (elements !== null && !refused && elements.selection.at.length === geometry.ndim) {
    setText(parts.numpy, toolText(elements.numpy, state));
    drawTable(parts, elements, state);
    parts.fit();
  }
}

function drawTable(parts, answer, state) {
  const { rows, columns, texts } = answer;
  const { geometry, view } = state;
  layOut(parts, texts.length, texts[0]?.length ?? 0);
  const here = { row: rows.axis === null ? 0 : view.at[rows.axis], column: columns.axis === null ? 0 : view.at[columns.axis] };
  const paint = view.elements === 'coloured' ? painterOf(paintedOf(state)) : () => null;
  const name = (axis, index) => (geometry.labels?.axis === axis ? geometry.labels.names[index] ?? '' : '');
  parts.indices = { rows: indicesOf(rows, view.flip.rows), columns: indicesOf(columns, view.flip.columns) };
  parts.heads.forEach((head, place) => headText(head, parts.indices.columns[place], name(columns.axis, parts.indices.columns[place]), here.column));
  parts.body.forEach(({ head, cells }, down) => {
    const row = parts.indices.rows[down];
    headText(head, rows.axis === null ? '' : row, name(rows.axis, row), here.row);
    cells.forEach((cell, right) => {
      const column = parts.indices.columns[right];
      const text = texts[row - rows.start][column - columns.start];
      setText(cell, text);
      const colour = paint(text, row, column);
      cell.style.backgroundColor = colour?.ground ?? '';
      cell.style.color = colour?.ink ?? '';
      const current = row === here.row && column === here.column;
      cell.classList.toggle('current', current);
      cell.setAttribute('aria-selected', String(current));
      if (current) {
        parts.table.setAttribute('aria-activedescendant', cell.id);
      }
    });
  });
  setText(parts.corner, [rows.axis, columns.axis].filter((axis) => axis !== null).map((axis) => axisTitle(axis, '')).join(' ↓ ').concat(columns.axis === null ? '' : ' →'));
  keepInView(parts);
}

function headText(head, index, name, here) {
  setText(head.index, String(index));
  setText(head.name, name);
  head.element.classList.toggle('current', index === here);
}

/**
 * The colour that an element has in the picture, and what is read on it; null for what has none. Where a cell of the
 * picture stands for several elements, the text has the colour of its own value.
 *
 * @param {State} state as it is painted
 * @returns {(text: string, row: number, column: number) => {ground: string, ink: string}|null}
 */
function painterOf(state) {
  const { frame, geometry } = state;
  if (frame === null || frame.id !== geometry.id || displayOf(geometry) !== 'picture') {
    return () => null;
  }
  const { scale, table } = frame.colours === undefined ? coloursOf(state) : { scale: null, table: null };
  const onScale = (value) => (scale === null ? null
    : table[Math.min(Math.max(Math.floor(scale.position(value) * table.length), 0), table.length - 1)]);
  return (text, row, column) => {
    const cell = cellAt(frame, row, column);
    const value = cell.exact ? cell.value : elementToDouble(text);
    if (!cell.exact && Number.isNaN(value) && text !== 'nan') {
      return null;
    }
    const own = cell.exact && frame.colours !== undefined ? frame.colours[row * frame.columns.cells + column] : onScale(value);
    const mark = markOf(value);
    const pixel = mark === FINITE ? own : pixelOf(MARKS[mark - 1].colour);
    return pixel === null ? null : { ground: colourOf(pixel), ink: inkOn(pixel) };
  };
}

/** The table has as many cells as the answer; while the crosshair moves they stay and change their texts. */
function layOut(parts, high, wide) {
  if (parts.size === `${high} ${wide}`) {
    return;
  }
  parts.size = `${high} ${wide}`;
  const head = (scope) => {
    const [index, name] = [make('span'), make('span.label')];
    return { index, name, element: make('th.number', { scope }, index, name) };
  };
  parts.heads = Array.from({ length: wide }, () => head('col'));
  parts.body = Array.from({ length: high }, (_, row) => ({
    head: head('row'),
    cells: Array.from({ length: wide }, (__, column) => make('td.number', { id: `element-${row}-${column}` })),
  }));
  fill(parts.table,
    make('thead', {}, make('tr', {}, parts.corner, parts.heads.map(({ element }) => element))),
    make('tbody', {}, parts.body.map(({ head: { element }, cells }) => make('tr', {}, element, cells))));
}

/** The most characters that a text of this array had so far: a table only ever becomes narrower, and that ends. */
function longestOf(parts) {
  const { geometry, elements } = parts.state;
  const seen = elements === null || isFailure(elements) || !elements.key.includes(geometry.id) ? 0
    : elements.texts.reduce((most, row) => row.reduce((more, text) => Math.max(more, text.length), most), 0);
  parts.longest = { id: geometry.id, characters: Math.max(parts.longest?.id === geometry.id ? parts.longest.characters : 0, seen) };
  return parts.longest.characters;
}

/** Scrolls the table, and never the page. */
function keepInView({ scroller, table }) {
  const cell = table.querySelector('td.current');
  if (cell !== null && scroller.scrollWidth > scroller.clientWidth) {
    scroller.scrollLeft = cell.offsetLeft - (scroller.clientWidth + HEAD_WIDTH - cell.offsetWidth) / 2;
  }
}

function build(element, actions) {
  const parts = { state: null, size: null, heads: [], body: [], indices: null };
  parts.numpy = make('code', { id: 'elements-numpy' });
  parts.twin = make('a.twin', { id: 'elements-json', target: '_blank', rel: 'noopener' }, 'JSON');
  parts.coloured = make('input', { type: 'checkbox', id: 'elements-coloured', onchange: () => actions.colourElements(parts.coloured.checked) });
  parts.colours = make('label.check', {}, parts.coloured, 'colours');
  parts.corner = make('th.corner', { scope: 'col' });
  parts.table = make('table', {
    id: 'elements-table', tabindex: '0', role: 'grid', 'aria-label': 'Elements around the crosshair; arrow keys move it',
  });
  parts.notice = make('div');
  parts.scroller = make('div.elements-scroll', {}, parts.table);
  element.append(
    make('div.sub-head', {}, make('h3', {}, 'Elements'), parts.numpy, make('span.panel-note', {}, 'exact texts; arrow keys move the crosshair'),
      parts.colours, parts.twin),
    parts.scroller, parts.notice,
  );
  parts.fit = () => {
    const { geometry } = parts.state;
    if (element.clientWidth > 0) {
      actions.fitElements(columnsFor(element.clientWidth - HEAD_WIDTH, geometry.dtype, SIZE, longestOf(parts)));
    }
  };
  // In a frame of its own: another number of columns may change the size, and an observer that does is a loop.
  new ResizeObserver(() => requestAnimationFrame(() => {
    if (!element.hidden && parts.state?.geometry) {
      parts.fit();
    }
  })).observe(element);
  parts.table.addEventListener('keydown', (event) => {
    const selection = selectionOf(parts.state);
    const step = event.ctrlKey || event.metaKey || event.altKey || selection === null ? null : stepOf(event.key, selection, parts.state.view.flip);
    if (step !== null) {
      event.preventDefault();
      actions.setIndex(step.axis, selection.at[step.axis] + step.by);
    }
  });
  parts.table.addEventListener('click', ({ target }) => {
    const [, row, column] = /^element-(\d+)-(\d+)$/.exec(target.id)?.map(Number) ?? [];
    const { elements, view } = parts.state;
    if (row !== undefined && elements !== null && !isFailure(elements)) {
      const { rows, columns } = elements;
      actions.goTo(view.at.map((at, axis) => (
        axis === rows.axis ? parts.indices.rows[row] : axis === columns.axis ? parts.indices.columns[column] : at)));
    }
  });
  return parts;
}
