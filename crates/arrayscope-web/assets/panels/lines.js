/** Lines: the row and the column through the crosshair as curves; the row stands under the picture, on its axis. */

import { scaleOf } from '../colours/all.js';
import { partsOf, make, setText } from '../dom/elements.js';
import { placeTip } from '../dom/tip.js';
import { coloursOf } from '../figure/colours_of.js';
import { drawLinePlot, ROOM } from '../figure/line_plot.js';
import { seenOf } from '../figure/place.js';
import { hasLines, lineOf, spanOf } from '../model/lines.js';
import { linesKey } from '../server/tools.js';
import { selectionOf } from '../state/selection.js';
import { axisTitle } from '../text/format.js';
import { lineExpression, lineText } from '../text/lines.js';
import { pictureInputs } from './cross_section.js';

/** @typedef {import('../types.js').State} State */

/** Narrower than this a curve goes under the other one. */
const NARROWEST = 280;
const WHICH = Object.freeze(['row', 'column']);

/**
 * @param {State} state as it is painted
 * @returns {unknown[]} what the lines depend on; nothing while they are not shown
 */
export const linesInputs = (state) => (state.view.lines ? [true, state.lines, state.view.at?.join(), ...pictureInputs(state)] : [false]);

/**
 * @param {State} state as it is painted
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderLines(state, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  parts.state = state;
  const { frame, geometry, view } = state;
  const there = frame !== null && geometry !== null && frame.id === geometry.id && frame.values.length > 0 && frame.rows.axis !== null;
  element.hidden = !view.lines || !there;
  if (!element.hidden && selectionOf(state) !== null) {
    draw(parts);
  }
}

/**
 * The two lines of a state: of the picture where its cells are elements, else those that were asked for.
 *
 * @param {State} state
 * @returns {{row: import('../model/lines.js').Line|null, column: import('../model/lines.js').Line|null}} null while one
 *   is on its way
 */
function linesOf(state) {
  const { frame, lines, view } = state;
  if (hasLines(frame)) {
    return { row: lineOf(frame, 'row', view.at[frame.rows.axis]), column: lineOf(frame, 'column', view.at[frame.columns.axis]) };
  }
  const asked = lines?.key === linesKey(state) ? lines : null;
  return { row: asked?.row ?? null, column: asked?.column ?? null };
}

function draw(parts) {
  const { state, element } = parts;
  const { frame, view, geometry } = state;
  const box = pictureBox(parts.cells, element.clientWidth);
  place(element, box);
  const seen = seenOf(state);
  const drawn = linesOf(state);
  const marked = [frame.nan, frame.pos_inf, frame.neg_inf].some((count) => Number(count) > 0);
  const { scale, table, labels } = frame.colours === undefined ? coloursOf(state) : withoutColours(drawn);
  for (const which of WHICH) {
    const { canvas, expression, note, title } = parts[which];
    const line = drawn[which];
    // The one before it stays until it is there.
    if (line === null) {
      continue;
    }
    const beside = which === 'row' ? box : { left: ROOM.left, width: canvas.clientWidth - ROOM.left - ROOM.right };
    const range = which === 'row' ? seen.x : seen.y;
    parts[which].line = line;
    parts[which].plot = { ...beside, range };
    const { axis } = line.columns;
    drawLinePlot(canvas, { line, range, at: view.at[axis], scale, table, labels, marked, ...beside });
    setText(title, `along ${axisTitle(axis, geometry.axes[axis]?.name)}`);
    const text = lineExpression(view.at, axis).replace(/^arr/, frame.from === undefined ? 'arr' : '(a \u2212 b)');
    setText(expression, text);
    const told = lineText(line, scale);
    setText(note, told);
    note.title = told;
    canvas.setAttribute('aria-label', `${text}: ${told}`);
  }
}

/** A picture in its own colours has no limits: the curves reach from their smallest to their largest value. */
function withoutColours({ row, column }) {
  const span = spanOf([row, column]);
  return { scale: span && scaleOf('linear', ...span), table: null, labels: null };
}

/** Where the picture stands in the stage, and so above the lines; the whole width until it is there. */
function pictureBox(cells, width) {
  const [left, wide] = [Number.parseFloat(cells.style.left), Number.parseFloat(cells.style.width)];
  return Number.isFinite(left) && Number.isFinite(wide) ? { left, width: wide } : { left: ROOM.left, width: width - ROOM.left - ROOM.right };
}

function place(element, { left, width }) {
  const wide = left + width + ROOM.right;
  const beside = element.clientWidth - wide >= NARROWEST;
  const columns = beside ? `${wide}px minmax(0, 1fr)` : 'minmax(0, 1fr)';
  if (element.style.gridTemplateColumns !== columns) {
    element.style.gridTemplateColumns = columns;
  }
}

function build(element, actions) {
  const parts = { element, state: null, cells: document.querySelector('#cross-section-cells') };
  const [stage, tip] = [document.querySelector('.stage'), document.querySelector('#hover-tip')];
  for (const which of WHICH) {
    const canvas = make('canvas.line-plot', { role: 'img', id: `line-${which}` });
    const [title, expression, note] = [make('span.panel-note'), make('code'), make('span')];
    element.append(make('div.line', { 'data-line': which }, make('p.line-caption', {}, expression, ' ', title), make('p.line-caption.panel-note', {}, note), canvas));
    parts[which] = { canvas, title, expression, note, line: null, plot: null };
    const indexOf = ({ clientX }) => {
      const { line, plot } = parts[which];
      const { at } = parts.state.view;
      if (line === null || at === null || at[line.columns.axis] === undefined) {
        return null;
      }
      const share = (clientX - canvas.getBoundingClientRect().left - plot.left) / plot.width;
      const index = Math.round(plot.range[0] + (plot.range[1] - plot.range[0]) * share);
      return share < 0 || share > 1 || index < 0 || index >= line.columns.length ? null : at.with(line.columns.axis, index);
    };
    canvas.addEventListener('pointermove', (event) => {
      const index = indexOf(event);
      if (index !== null) {
        placeTip(tip, stage, event);
      }
      actions.pointAt(index);
    });
    canvas.addEventListener('pointerleave', () => actions.pointAt(null));
    canvas.addEventListener('click', (event) => {
      const index = indexOf(event);
      if (index !== null) {
        actions.goTo(index);
      }
    });
  }
  const again = () => {
    if (!element.hidden && parts.state !== null) {
      renderLines(parts.state, element, actions);
    }
  };
  // In a frame of its own: drawing changes sizes, and an observer that does is a loop.
  new ResizeObserver(() => requestAnimationFrame(again)).observe(element);
  // A picture that was placed anew takes the curve under it along.
  let placed = '';
  document.addEventListener('arrayscope:painted', () => {
    const { left, width } = parts.cells.style;
    if (placed !== `${left} ${width}`) {
      placed = `${left} ${width}`;
      again();
    }
  });
  return parts;
}
