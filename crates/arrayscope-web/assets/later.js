/** Everything that the first picture does not wait for: the panels under it, its tools, comparing, the keyboard. */

import { connectKeyboard } from './controls/shortcuts.js';
import { loadSheets } from './dom/sheets.js';
import { explain } from './dom/why.js';
import { onThemeChange } from './figure/theme.js';
import { costKey, isRead } from './model/touched.js';
import { renderBenchmark } from './panels/benchmark.js';
import { renderColourControls } from './panels/colour_controls.js';
import { renderComparison } from './panels/comparison.js';
import { renderConnection } from './panels/connection.js';
import { renderCopies } from './panels/copies.js';
import { createDrawing } from './panels/drawing.js';
import { elementsInputs, renderElements } from './panels/elements.js';
import { renderGoTo } from './panels/go_to.js';
import { openHelp } from './panels/help.js';
import { linesInputs, renderLines } from './panels/lines.js';
import { renderMemory } from './panels/memory.js';
import { renderNote } from './panels/playing.js';
import { renderProgress } from './panels/progress.js';
import { renderReadout } from './panels/readout.js';
import { renderRegion } from './panels/region.js';
import { renderReshape } from './panels/reshape.js';
import { renderSignals } from './panels/signals.js';
import { renderSourceTree } from './panels/source_tree.js';
import { markRow, renderStatistics } from './panels/statistics.js';
import { renderStrides } from './panels/strides.js';
import { renderTouched } from './panels/touched.js';
import { connectComparison } from './server/compare.js';
import { connectProgress } from './server/progress.js';
import { connectReshapes } from './server/reshapes.js';
import { connectSummaries } from './server/summaries.js';
import { connectTools } from './server/tools.js';
import { connectTouched } from './server/touched.js';

const SHEETS = ['signals', 'statistics', 'strides', 'memory', 'reshape', 'copies', 'benchmark', 'comparison', 'lines', 'region', 'elements', 'go_to', 'source_tree', 'why', 'help'];

/**
 * @param {import('./state/store.js').Store} store
 * @param {object} actions
 * @param {import('./server/details.js').MostCells} mostCells
 */
export async function showTheRest(store, actions, mostCells) {
  await loadSheets(SHEETS.map((name) => `panels/${name}.css`));
  draw(store, actions);
  explain(document);
  const help = document.getElementById('help-dialog');
  document.getElementById('help-button').addEventListener('click', () => openHelp(help));
  connectKeyboard(store, actions, {
    help: () => openHelp(help),
    limits: document.getElementById('limits-select'),
    show: document.getElementById('show-select'),
  });
  connectSummaries(store);
  connectProgress(store);
  connectReshapes(store);
  connectComparison(store, mostCells);
  connectTools(store);
  connectTouched(store);
  delete document.querySelector('main').dataset.loading;
}

function draw(store, actions) {
  const { panel, panelAtRest, pictured } = createDrawing(store, actions);
  panel('connection', renderConnection, ({ connection }) => [connection]);
  panel('note', renderNote, ({ note }) => [note]);
  panel('source-tree', renderSourceTree, ({ arrays, view }) => [arrays, view.array]);
  pictured('go-to', renderGoTo, ({ geometry, summary }) => [geometry, summary]);
  panel('comparison-panel', renderComparison, ({ arrays, geometry, view, comparison }) => [arrays, geometry, view.other, comparison]);
  pictured('lines', renderLines, linesInputs);
  panel('region', renderRegion, ({ geometry, view, region, picking }) => [geometry, view.rows, view.columns, view.at?.join(), view.part, view.region, view.other, view.compare, region, picking]);
  panel('elements', renderElements, elementsInputs);
  pictured('colour-controls', renderColourControls, ({ frame, geometry, view, summary, levels }) => [frame, geometry, view, summary, levels]);
  panel('readout', renderReadout, ({ geometry, view, crosshair, pointer, frame, comparedCrosshair, comparedPointer }) =>
    [geometry, view.at, view.other, crosshair, pointer, frame, comparedCrosshair, comparedPointer]);
  panel('signals-panel', renderSignals, ({ signals, geometry, channels }) => [signals, geometry, channels]);
  panel('strides-panel', renderStrides, ({ geometry, view }) => [geometry, view.rows, view.columns]);
  panel('benchmark-panel', renderBenchmark, () => []);
  panel('memory', renderMemory, ({ geometry, pointer }) => [geometry, pointer?.index.join()]);
  panelAtRest('memory', renderMemory, ({ view }) => [view.rows, view.columns, view.at?.join()]);
  panel('statistics-panel', renderStatistics, ({ stats, summary, geometry, view }) =>
    [stats, summary, geometry, view.along, view.reduce, view.statistic, view.colormap]);
  panel('cross-section-touched', renderTouched, (state) => [state.touched, costKey(state), isRead(state)]);
  panel('statistics-progress', renderProgress, ({ progress }) => [progress]);
  panelAtRest('statistics-panel', renderStatistics, ({ view }) => [view.at?.join(), view.rows, view.columns]);
  panel('statistics-panel', markRow, ({ stats, view }) => [stats, view.at?.join()]);
  panel('lab', renderCopies, ({ lab, view }) => [lab, view.lab, view.labto, view.labcopy]);
  panel('reshape-panel', renderReshape, ({ reshape, geometry, view }) => [reshape, geometry, view.reshape]);

  const statistics = document.getElementById('statistics-panel');
  const redraw = () => renderStatistics(store.get(), statistics, actions);
  onThemeChange(redraw);
  new ResizeObserver(redraw).observe(document.getElementById('statistics-plot'));
}
