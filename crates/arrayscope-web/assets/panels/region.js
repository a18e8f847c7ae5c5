/** Region: a rectangle of the cross-section, by its bounds, and the statistics of its elements. */

import { regionPath } from '../server/api.js';
import { busyNote } from '../dom/busy.js';
import { fill, make, partsOf, setText } from '../dom/elements.js';
import { selectionOf } from '../state/selection.js';
import { regionKey, regionOf, toolSource, toolText } from '../server/tools.js';
import { indexText } from '../state/axes.js';
import { repairRegion } from '../state/tools.js';
import { axisTitle, formatNumber } from '../text/format.js';
import { regionLines, sizeText } from '../text/region.js';
import { failureBox, isFailure } from './errors.js';
import { buildDrag } from './region_drag.js';

/** @typedef {import('../types.js').State} State */

const SIDES = Object.freeze(['rows', 'columns']);
const STATISTICS = [
  ['count', 'finite'], ['mean', 'mean'], ['std', 'std'], ['min', 'min'], ['max', 'max'],
  ['nan', 'NaN'], ['pos_inf', '+Inf'], ['neg_inf', '\u2212Inf'],
];

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderRegion(state, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  parts.state = state;
  const region = regionOf(state);
  parts.drag(region, state.picking);
  element.hidden = region === null;
  if (region === null) {
    return;
  }
  const selection = selectionOf(state);
  for (const side of SIDES) {
    const axis = selection[side];
    const { field, title, boxes } = parts[side];
    field.hidden = axis === null;
    if (axis === null) {
      continue;
    }
    setText(title, axisTitle(axis, state.geometry.axes[axis].name));
    boxes.forEach((box, end) => {
      box.min = String(end);
      box.max = String(state.geometry.shape[axis] - 1 + end);
      if (document.activeElement !== box) {
        box.value = String(region[side][end]);
      }
    });
  }
  setText(parts.hint, state.picking ? 'drag over the picture, or type the bounds' : 'Shift and drag makes another one');
  setText(parts.size, sizeText(region, selection));
  parts.twin.href = regionPath(toolSource(state), selection, region);
  showAnswer(parts, state);
}

function showAnswer(parts, state) {
  const { region: answer } = state;
  parts.busy(answer?.key !== regionKey(state));
  if (answer === null || parts.shown === answer) {
    return;
  }
  parts.shown = answer;
  parts.lines.hidden = true;
  setText(parts.said, '');
  const refused = isFailure(answer);
  fill(parts.notice, refused ? failureBox(answer) : null);
  parts.statistics.hidden = refused;
  if (refused) {
    return;
  }
  setText(parts.numpy, toolText(answer.numpy, state));
  fill(parts.statistics, STATISTICS.map(([name, label]) => {
    const place = answer.places[name] ?? null;
    return make('div', { 'data-statistic': name },
      make('dt', {}, label),
      make('dd', {}, formatNumber(answer.statistics[name]), place === null ? null : make('button.link', {
        type: 'button', title: 'Move the crosshair here', onclick: () => parts.actions.goTo(place),
      }, indexText(place).replace('arr', ''))));
  }));
}

async function copyLines(parts) {
  const { geometry, region } = parts.state;
  if (region === null || isFailure(region)) {
    return;
  }
  const untold = geometry.named === null ? 'the name has characters that cannot be typed'
    : toolSource(parts.state) !== geometry.id ? 'a difference is in no file: there are no lines for it' : null;
  if (untold !== null) {
    setText(parts.said, untold);
    return;
  }
  const text = regionLines(region, geometry);
  setText(parts.lines, text);
  parts.lines.hidden = false;
  try {
    await navigator.clipboard.writeText(text);
    setText(parts.said, 'copied');
  } catch {
    // Without a secure context, or without leave, there is no clipboard.
    setText(parts.said, 'the browser gives no clipboard: select and copy the lines by hand');
  }
}

function build(element, actions) {
  const parts = { actions, state: null, shown: null };
  for (const side of SIDES) {
    parts[side] = bounds(side, (end, value) => {
      const region = regionOf(parts.state);
      if (region !== null) {
        const next = { ...region, [side]: moved(region[side], end, value) };
        actions.selectRegion(repairRegion(next, selectionOf(parts.state), parts.state.geometry.shape));
      }
    }, (end) => regionOf(parts.state)?.[side][end]);
  }
  parts.numpy = make('code', { id: 'region-numpy' });
  parts.size = make('span.panel-note', { id: 'region-size' });
  parts.hint = make('span.panel-note');
  parts.said = make('span.panel-note', { role: 'status' });
  parts.twin = make('a.twin', { id: 'region-json', target: '_blank', rel: 'noopener' }, 'JSON');
  parts.statistics = make('dl.summary', { 'aria-label': 'Statistics of the rectangle' });
  parts.notice = make('div');
  parts.lines = make('pre.lines', { id: 'region-lines', hidden: true, tabindex: '0' });
  // The panel goes away: the focus stays where it is opened again.
  const clear = () => {
    actions.clearRegion();
    document.querySelector('#tool-region').focus({ preventScroll: true });
  };
  const working = make('span.panel-note', { role: 'status' });
  parts.busy = busyNote([parts.statistics], working);
  element.append(
    make('div.sub-head', {}, make('h3', {}, 'Region'), parts.numpy, parts.size, working, parts.twin),
    make('div.region-fields', {},
      parts.rows.field, parts.columns.field,
      make('button', { type: 'button', id: 'region-copy', onclick: () => copyLines(parts) }, 'Copy NumPy'),
      make('button', { type: 'button', id: 'region-clear', 'aria-keyshortcuts': 'Escape', onclick: clear }, 'Clear'),
      parts.said, parts.hint),
    parts.statistics, parts.notice, parts.lines,
  );
  // Keys of the page do nothing while one types; this one belongs to the boxes.
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && parts.state.view.region !== null) {
      event.preventDefault();
      clear();
    }
  });
  parts.drag = buildDrag(document.querySelector('.stage'), document.querySelector('#cross-section-cells'), actions);
  return parts;
}

/** The two number boxes of one side, as in `3:10`; what is typed counts once it is complete. */
function bounds(side, change, now) {
  const boxes = ['from', 'to'].map((name, end) => {
    const box = make('input.number', {
      type: 'number', id: `region-${side}-${name}`, step: 1, inputmode: 'numeric',
      'aria-label': end === 0 ? `first index of the ${side}` : `first index after the ${side}`,
      onchange: () => {
        if (/^\d+$/.test(box.value)) {
          change(end, Number(box.value));
        }
        box.value = String(now(end) ?? '');
      },
    });
    return box;
  });
  const title = make('span.field-label');
  return { boxes, title, field: make('span.region-field', {}, title, boxes[0], ':', boxes[1]) };
}

/** A bound that passes the other one takes it along. */
function moved([start, stop], end, value) {
  return end === 0 ? [value, Math.max(stop, value + 1)] : [Math.min(start, Math.max(value - 1, 0)), Math.max(value, 1)];
}
