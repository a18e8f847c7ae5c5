/** Statistics: the whole array in one line, and those over or along one axis as curves, as a picture and as a table. */

import { busyNote } from '../dom/busy.js';
import { fill, make, partsOf, setText } from '../dom/elements.js';
import { buildCurves } from '../figure/curves.js';
import { loadPlotly } from '../figure/plotly.js';
import { CONFIG, readTheme } from '../figure/theme.js';
import { STATISTICS, questionOf } from '../model/statistics.js';
import { axisLabel, formatCount, formatNumber } from '../text/format.js';
import { createLane } from '../server/newest.js';
import { failureBox, isFailure } from './errors.js';
import { buildCopies } from './statistics_copy.js';
import { drawPicture, resultAt } from './statistics_picture.js';

/** @typedef {import('../types.js').State} State */

const COLUMNS = ['count', 'mean', 'std', 'min', 'max', 'nan', 'pos_inf', 'neg_inf'];
const MOST_ROWS = 500;

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderStatistics(state, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  const { geometry, view, stats, summary } = state;
  parts.state = state;
  if (geometry === null) {
    return;
  }
  renderAxis(parts, geometry, view);
  renderSummary(parts, summary, geometry);
  parts.twin.href = `/api/arrays/${encodeURIComponent(geometry.id)}/stats?axis=${view.along ?? 'all'}&along=${view.reduce === 'along'}`;
  const refused = isFailure(stats);
  const nothing = emptyText(geometry, view.along);
  // The figure and the table keep their room while another answer is on its way.
  parts.bodyBox.hidden = refused || nothing !== null;
  // A profile too long to send is no mistake of anybody.
  const plain = refused && stats.kind === 'too large' ? stats.message : nothing;
  fill(parts.notice, plain === null ? null : make('p.hint', {}, plain), refused && plain === null ? failureBox(stats) : null);
  const old = stats === null || (!refused && stats.question !== questionOf(view, geometry.ndim));
  parts.busy(summary === null || (old && nothing === null));
  parts.copies.hidden = parts.bodyBox.hidden;
  if (stats === null || parts.bodyBox.hidden || view.at?.length !== geometry.ndim) {
    return;
  }
  const picture = stats.values !== undefined;
  parts.pictureBox.hidden = !picture;
  parts.plot.hidden = picture;
  if (picture) {
    parts.drawn = null;
    drawPicture(parts, stats, state);
  } else {
    renderTable(parts, stats, actions);
    parts.lane.offer(() => paint(parts));
  }
  if (!old && parts.copied !== stats) {
    parts.copied = stats;
    parts.renewCopies();
  }
}

/** Why there is nothing to draw, or null. */
function emptyText({ ndim, shape }, along) {
  if (ndim === 0) {
    return 'A scalar has no axis to go along';
  }
  if (ndim === 1) {
    return 'Along the only axis every index is one element: the cross-section shows them, the line above sums them up';
  }
  return shape[along] === 0 ? `Axis ${along} is empty: there is no index to go along` : null;
}

/** The row of the table that the slider points at. */
export function markRow({ view, stats }, element) {
  const parts = partsOf(element, () => null);
  if (parts === null || view.at === null || stats === null || isFailure(stats) || stats.values !== undefined) {
    return;
  }
  const index = String(view.at[stats.axis]);
  parts.body.querySelector('tr.current')?.classList.remove('current');
  parts.body.querySelector(`tr[data-index="${index}"]`)?.classList.add('current');
}

async function paint(parts) {
  // The picture comes first: curves are drawn when the browser has nothing better to do.
  await new Promise((resolve) => {
    (window.requestIdleCallback ?? setTimeout)(resolve, { timeout: 200 });
  });
  const plotly = await loadPlotly();
  const { state, plot } = parts;
  const { geometry, stats, view } = state;
  if (stats === null || isFailure(stats) || stats.values !== undefined || geometry === null || view.at === null || plot.clientWidth === 0) {
    return;
  }
  const size = { width: plot.clientWidth, height: plot.clientHeight };
  const { traces, layout } = buildCurves(stats, geometry, view.at[stats.axis] ?? 0, size, readTheme());
  await plotly.react(plot, traces, layout, { ...CONFIG, displayModeBar: false });
  if (!parts.listening) {
    parts.listening = true;
    plot.on('plotly_click', (event) => parts.actions.setIndex(parts.state.stats.axis, event.points[0].x));
  }
}

function renderAxis(parts, geometry, view) {
  const { along } = view;
  parts.reduce.value = view.reduce;
  parts.reduce.disabled = geometry.ndim < 2;
  parts.statistic.value = view.statistic;
  if (parts.geometry !== geometry) {
    parts.geometry = geometry;
    fill(parts.select, geometry.ndim === 0 ? make('option', { value: '' }, 'none: a scalar')
      : geometry.axes.map(({ axis, name, length }) => make('option', { value: axis }, axisLabel(axis, name, length))));
    parts.select.disabled = geometry.ndim < 2;
  }
  parts.select.value = along === null ? '' : String(along);
}

function renderSummary(parts, summary, { unit }) {
  if (summary === null) {
    return;
  }
  parts.summary.hidden = isFailure(summary);
  if (isFailure(summary)) {
    return;
  }
  const entry = (name, text) => make('div', { 'data-statistic': name }, make('dt', {}, LABELS[name]), make('dd', {}, text));
  fill(parts.summary, COLUMNS.map((name) => entry(name, formatNumber(summary[name]))),
    unit ? make('div', {}, make('dt', {}, 'unit'), make('dd', {}, unit)) : null);
}

const LABELS = {
  count: 'finite', mean: 'mean', std: 'std', min: 'min', max: 'max', nan: 'NaN', pos_inf: '+Inf', neg_inf: '\u2212Inf',
};

function renderTable(parts, stats, actions) {
  if (parts.drawn === stats) {
    return;
  }
  parts.drawn = stats;
  const rows = Math.min(stats.length, MOST_ROWS);
  fill(parts.head, make('tr', {}, make('th.number', { scope: 'col' }, 'index'),
    COLUMNS.map((name) => make('th.number', { scope: 'col' }, LABELS[name]))));
  fill(parts.body, Array.from({ length: rows }, (_, index) => make('tr', { 'data-index': index },
    make('th.number', { scope: 'row' }, make('button.link', {
      type: 'button', title: 'Move the slider here', onclick: () => actions.setIndex(stats.axis, index),
    }, String(index))),
    COLUMNS.map((name) => make('td.number', {}, formatNumber(stats[name][index]))))));
  setText(parts.more, rows < stats.length ? `The first ${formatCount(rows)} of ${formatCount(stats.length)} rows` : '');
  markRow(parts.state, parts.element);
}

function build(element, actions) {
  const find = (id) => element.querySelector(`#${id}`);
  const select = find('statistics-axis');
  const reduce = find('statistics-reduce');
  const statistic = find('statistics-statistic');
  const picture = find('statistics-picture');
  fill(statistic, STATISTICS.map(({ id, label }) => make('option', { value: id }, label)));
  select.addEventListener('change', () => actions.patch({ along: Number(select.value) }));
  reduce.addEventListener('change', () => actions.patch({ reduce: reduce.value }));
  statistic.addEventListener('change', () => actions.patch({ statistic: statistic.value }));
  const parts = {
    element,
    actions,
    select,
    reduce,
    statistic,
    picture,
    pictureBox: find('statistics-picture-box'),
    marker: find('statistics-marker'),
    bar: find('statistics-bar'),
    low: find('statistics-low'),
    high: find('statistics-high'),
    reading: find('statistics-reading'),
    plane: find('statistics-plane'),
    copies: find('statistics-copies'),
    copied: null,
    state: null,
    geometry: null,
    drawn: null,
    listening: false,
    lane: createLane((error) => actions.fail(error)),
    summary: find('summary'),
    busy: busyNote([find('summary'), find('statistics-body')], find('statistics-busy')),
    notice: find('statistics-notice'),
    bodyBox: find('statistics-body'),
    plot: find('statistics-plot'),
    head: element.querySelector('thead'),
    body: element.querySelector('tbody'),
    more: find('statistics-more'),
    twin: find('statistics-json'),
  };
  parts.renewCopies = buildCopies(parts.copies, () => parts.state);
  picture.addEventListener('pointermove', (event) => {
    const found = resultAt(parts, event);
    if (found !== null) {
      setText(parts.reading, found.text);
    }
  });
  picture.addEventListener('click', (event) => {
    const found = resultAt(parts, event);
    if (found !== null) {
      const { axes } = parts.plane_;
      actions.goTo(parts.state.view.at.with(axes.rows, found.row).with(axes.columns, found.column));
    }
  });
  return parts;
}
