/** Wires the store, the URL, the questions and the panels together. */

import { asFailure, uploadFile } from './server/api.js';
import { clampIndex, showAxis } from './state/axes.js';
import { connectServer } from './server/connection.js';
import { createControls } from './controls/actions.js';
import { createTools } from './controls/tools.js';
import { createSettled } from './figure/settle.js';
import { onThemeChange } from './figure/theme.js';
import { createFlicker } from './controls/flicker.js';
import { isBeside, otherAfter, paintedOf } from './model/compare.js';
import { connectComparison } from './server/compare.js';
import { connectHolds } from './server/holds.js';
import { renderCompareChoice, renderComparison } from './panels/compare.js';
import { connectTools } from './server/tools.js';
import { connectLoads, loadArrays, selectionOf } from './server/loads.js';
import { renderColourControls } from './panels/colour_controls.js';
import { renderConnection } from './panels/connection.js';
import { isOutgrown, mostCells, pictureInputs, renderCrossSection } from './panels/cross_section.js';
import { renderBenchmark } from './panels/benchmark.js';
import { renderCopies } from './panels/copies.js';
import { elementsInputs, renderElements } from './panels/elements.js';
import { renderErrors } from './panels/errors.js';
import { renderExport } from './panels/export.js';
import { renderGoTo } from './panels/go_to.js';
import { rangesAround } from './model/places.js';
import { renderHeader } from './panels/header.js';
import { openHelp } from './panels/help.js';
import { linesInputs, renderLines } from './panels/lines.js';
import { renderMemory } from './panels/memory.js';
import { renderReadout } from './panels/readout.js';
import { renderRegion } from './panels/region.js';
import { renderReshape } from './panels/reshape.js';
import { renderScalar } from './panels/scalar.js';
import { renderControls, renderSource } from './panels/sidebar.js';
import { renderNote, renderPlaying } from './panels/playing.js';
import { renderShow } from './panels/show.js';
import { renderSliders } from './panels/sliders.js';
import { renderSignals } from './panels/signals.js';
import { markRow, renderStatistics } from './panels/statistics.js';
import { renderStrides } from './panels/strides.js';
import { renderTools } from './panels/tools.js';
import { DEFAULT_VIEW, readView, writeView } from './state/query.js';
import { connectRecent } from './state/recent.js';
import { DEFAULT_ASPECT } from './state/aspect.js';
import { carrySeen, DEFAULT_SEEN } from './state/seen.js';
import { connectKeyboard } from './controls/shortcuts.js';
import { namedView } from './state/sources.js';
import { createStore } from './state/store.js';
import { explain } from './dom/why.js';

/** Browsers refuse more than about 200 changes of the URL in ten seconds. */
const URL_PAUSE_MILLIS = 120;

const store = createStore({
  view: readView(location.search),
  arrays: [],
  notes: [],
  geometry: null,
  signals: null,
  summary: null,
  channels: null,
  stats: null,
  frame: null,
  frameFailure: null,
  histograms: null,
  levels: null,
  detail: null,
  profiles: null,
  crosshair: null,
  pointer: null,
  second: null,
  secondDetail: null,
  secondHistograms: null,
  comparison: null,
  comparedFailure: null,
  otherSummary: null,
  comparedCrosshair: null,
  comparedPointer: null,
  flipped: false,
  lines: null,
  region: null,
  picking: false,
  elements: null,
  tableColumns: null,
  reshape: null,
  lab: null,
  failure: null,
  missing: null,
  uploading: null,
  axis: null,
  playing: null,
  note: null,
  connection: 'ok',
  recent: [],
  resets: 0,
  resizes: 0,
});

/** Everything that a person can do; panels get these and never the store. */
const actions = {
  ...createControls(store, (index) => actions.goTo(index)),
  ...createTools(store),
  ...createFlicker(store),
  ...connectServer(store),
  patch: (patch) => store.setView(patch),
  openArray(id) {
    store.set({ pointer: null, missing: null });
    const other = otherAfter(store.get(), id);
    store.setView({ ...DEFAULT_SEEN, ...DEFAULT_ASPECT, array: id, other, rows: null, columns: null, at: null, along: null, reshape: '' });
  },
  showAxis(side, axis) {
    const selection = selectionOf(store.get());
    if (selection !== null) {
      const next = showAxis(selection, side, axis);
      store.setView({ ...next, ...carrySeen(store.get().view, next) });
    }
  },
  setIndex(axis, value) {
    const state = store.get();
    const selection = selectionOf(state);
    if (selection !== null) {
      store.setView({ at: selection.at.with(axis, clampIndex(value, state.geometry.shape[axis])) });
    }
  },
  goTo(index) {
    if (selectionOf(store.get()) !== null) {
      store.setView({ at: index, ...rangesAround(store.get().view, index) });
    }
  },
  pointAt(index) {
    const { pointer } = store.get();
    if (pointer?.index.join() !== index?.join()) {
      store.set({ pointer: index === null ? null : { index, text: null } });
    }
  },
  reshapeTo: (text) => store.setView({ reshape: text.trim() }),
  simulate() {
    // Once more shows it once more.
    store.setView({ simulate: false });
    store.setView({ simulate: true });
  },
  dismiss() {
    store.set({ failure: null });
    store.setView({ simulate: false });
  },
  reset() {
    const { view } = store.get();
    const { resets } = store.get();
    store.set({ failure: null, missing: null, pointer: null, geometry: null, frame: null, resets: resets + 1, view: DEFAULT_VIEW });
    store.setView({ array: view.array });
  },
  fail: (error) => store.set({ failure: asFailure(error) }),
  upload,
};

async function upload(files) {
  for (const file of files) {
    store.set({ uploading: { title: file.name } });
    try {
      const { arrays, notes = [] } = await uploadFile(file);
      await loadArrays(store);
      if (arrays.length > 0) {
        store.set({ failure: null });
        actions.openArray(arrays[0].id);
      } else if (notes.length > 0) {
        const text = notes.map(({ title, text: told }) => `${title}: ${told}`).join('; ');
        store.set({ failure: { kind: 'upload', message: text } });
      }
    } catch (error) {
      store.set({ failure: asFailure(error) });
    }
  }
  store.set({ uploading: null });
}

function keepUrl() {
  let timer = null;
  let written = location.search;
  const write = () => {
    timer = null;
    const { view, arrays } = store.get();
    const query = writeView(namedView(view, arrays));
    if (query !== written) {
      written = query;
      history.replaceState(null, '', `${location.pathname}${query}`);
      timer = setTimeout(write, URL_PAUSE_MILLIS);
    }
  };
  store.watch((state) => [state.view, state.arrays], () => {
    if (timer === null && store.get().arrays.length > 0) {
      write();
    }
  });
}

/** Draws a panel whenever the parts of the state that it depends on change. */
function panel(id, render, pick) {
  const element = document.getElementById(id);
  store.watch(pick, (state) => render(state, element, actions));
}

/** The same for what a step of a slider need not wait for: it follows when the sliders rest. */
function panelAtRest(id, render, pick) {
  const element = document.getElementById(id);
  store.watch(pick, createSettled(() => render(store.get(), element, actions)));
}

/** The same for what is drawn of the picture: while two arrays are compared, of what is painted of them. */
function pictured(id, render, pick) {
  panel(id, (state, element) => render(paintedOf(state), element, actions), (state) => pick(paintedOf(state)));
}

panel('error-panel', renderErrors, ({ failure }) => [failure]);
panel('source-panel', renderSource, ({ arrays, notes, view, uploading, missing, recent }) =>
  [arrays, notes, view.array, uploading, missing, recent]);
panel('connection', renderConnection, ({ connection }) => [connection]);
panel('controls-panel', renderControls, ({ geometry, view, frame, summary, second }) => [geometry, view, frame, summary, second]);
panel('axes-panel', renderSliders, ({ geometry, view, profiles }) => [geometry, view.rows, view.columns, view.at, view.show, view.row_range, view.column_range, profiles]);
pictured('go-to', renderGoTo, ({ geometry, summary }) => [geometry, summary]);
panel('axes-panel', renderPlaying, ({ geometry, view, playing, axis }) => [geometry, view.speed, view.turn, playing, axis]);
panel('show', renderShow, ({ geometry, view }) => [geometry, view.array, view.rows, view.columns, view.part, view.show]);
panel('note', renderNote, ({ note }) => [note]);
panel('header-panel', renderHeader, ({ geometry }) => [geometry]);
pictured('cross-section-panel', renderCrossSection, pictureInputs);
panel('compare-choice', renderCompareChoice, ({ arrays, geometry, view }) => [arrays, geometry, view.other, view.compare, view.rate]);
panel('comparison-panel', renderComparison, ({ arrays, geometry, view, comparison }) => [arrays, geometry, view.other, comparison]);
panel('tools', renderTools, ({ geometry, view }) => [geometry, view.lines, view.region, view.elements]);
pictured('lines', renderLines, linesInputs);
panel('region', renderRegion, ({ geometry, view, region, picking }) => [geometry, view.rows, view.columns, view.at?.join(), view.part, view.region, view.other, view.compare, region, picking]);
panel('elements', renderElements, elementsInputs);
pictured('colour-controls', renderColourControls, ({ frame, geometry, view, summary, levels }) => [frame, geometry, view, summary, levels]);
pictured('export', renderExport, ({ geometry, view, arrays, frame, frameFailure, summary, levels }) => [geometry, view, arrays, frame, frameFailure, summary, levels]);
panel('scalar', renderScalar, ({ geometry, crosshair }) => [geometry, crosshair]);
panel('readout', renderReadout, ({ geometry, view, crosshair, pointer, frame, comparedCrosshair, comparedPointer }) =>
  [geometry, view.at, view.other, crosshair, pointer, frame, comparedCrosshair, comparedPointer]);
panel('signals-panel', renderSignals, ({ signals, geometry, channels }) => [signals, geometry, channels]);
panel('strides-panel', renderStrides, ({ geometry, view }) => [geometry, view.rows, view.columns]);
panel('benchmark-panel', renderBenchmark, () => []);
panel('memory', renderMemory, ({ geometry, pointer }) => [geometry, pointer?.index.join()]);
panelAtRest('memory', renderMemory, ({ view }) => [view.rows, view.columns, view.at?.join()]);
panel('statistics-panel', renderStatistics, ({ stats, summary, geometry, view }) =>
  [stats, summary, geometry, view.along, view.reduce, view.statistic, view.colormap]);
panelAtRest('statistics-panel', renderStatistics, ({ view }) => [view.at?.join(), view.rows, view.columns]);
panel('statistics-panel', markRow, ({ stats, view }) => [stats, view.at?.join()]);
panel('lab', renderCopies, ({ lab, view }) => [lab, view.lab, view.labto, view.labcopy]);
panel('reshape-panel', renderReshape, ({ reshape, geometry, view }) => [reshape, geometry, view.reshape]);

const crossSection = document.getElementById('cross-section-panel');
const statistics = document.getElementById('statistics-panel');

function repaint() {
  renderCrossSection(paintedOf(store.get()), crossSection, actions);
  renderStatistics(store.get(), statistics, actions);
}

onThemeChange(repaint);
const sizes = new ResizeObserver(() => {
  repaint();
  if (isOutgrown(crossSection, paintedOf(store.get()))) {
    store.set({ resizes: store.get().resizes + 1 });
  }
});
sizes.observe(document.getElementById('cross-section-plot'));
sizes.observe(document.getElementById('statistics-plot'));

explain(document);
const help = document.getElementById('help-dialog');
document.getElementById('help-button').addEventListener('click', () => openHelp(help));
connectKeyboard(store, actions, {
  help: () => openHelp(help),
  limits: document.getElementById('limits-select'),
  show: document.getElementById('show-select'),
});

connectRecent(store);
keepUrl();
// The list first: an array that the URL names and that is gone is replaced before it is asked for.
await loadArrays(store);
const most = (selection, shape) => mostCells(crossSection, selection, shape, isBeside(store.get()));
connectLoads(store, most);
connectComparison(store, most);
connectHolds(store);
connectTools(store);
