/** The first picture, and the panels that stand around it; everything else comes after it, by later.js. */

import { createActions } from './controls/page.js';
import { keepReadingOrder } from './dom/reading_order.js';
import { onThemeChange } from './figure/theme.js';
import { isBeside } from './model/compare.js';
import { paintedOf } from './model/painted.js';
import { renderCompareChoice } from './panels/compare_choice.js';
import { isOutgrown, mostCells, pictureInputs, renderCrossSection } from './panels/cross_section.js';
import { createDrawing } from './panels/drawing.js';
import { renderErrors } from './panels/errors.js';
import { renderExport } from './panels/export.js';
import { renderHeader } from './panels/header.js';
import { renderPlaying } from './panels/playing.js';
import { renderScalar } from './panels/scalar.js';
import { renderShow } from './panels/show.js';
import { renderControls, renderSource } from './panels/sidebar.js';
import { renderSliders } from './panels/sliders.js';
import { renderTools } from './panels/tools.js';
import { connectArray, loadArrays } from './server/arrays.js';
import { forgetEarly } from './server/early.js';
import { connectHolds } from './server/holds.js';
import { connectPictures } from './server/pictures.js';
import { NOTHING_YET } from './state/initial.js';
import { readView } from './state/query.js';
import { connectRecent } from './state/recent.js';
import { createStore } from './state/store.js';
import { keepUrl } from './state/url.js';

/** A picture that takes longer than this is not waited for by the other panels. */
const PATIENCE_MILLIS = 600;

keepReadingOrder(document);
const store = createStore({ ...NOTHING_YET, view: readView(location.search) });
const actions = createActions(store);
const { panel, pictured } = createDrawing(store, actions);

panel('error-panel', renderErrors, ({ failure }) => [failure]);
panel('source-panel', renderSource, ({ arrays, notes, view, uploading, missing, recent }) =>
  [arrays, notes, view.array, uploading, missing, recent]);
panel('controls-panel', renderControls, ({ geometry, view, frame, summary, second }) => [geometry, view, frame, summary, second]);
panel('axes-panel', renderSliders, ({ geometry, view, profiles }) => [geometry, view.rows, view.columns, view.at, view.show, view.row_range, view.column_range, profiles]);
panel('axes-panel', renderPlaying, ({ geometry, view, playing, axis }) => [geometry, view.speed, view.turn, playing, axis]);
panel('show', renderShow, ({ arrays, geometry, view }) => [arrays, geometry, view.array, view.rows, view.columns, view.part, view.show, view.other]);
panel('header-panel', renderHeader, ({ geometry }) => [geometry]);
pictured('cross-section-panel', renderCrossSection, pictureInputs);
panel('compare-choice', renderCompareChoice, ({ arrays, geometry, view }) => [arrays, geometry, view.other, view.compare, view.rate]);
panel('tools', renderTools, ({ geometry, view }) => [geometry, view.lines, view.region, view.elements]);
pictured('export', renderExport, ({ geometry, view, arrays, frame, frameFailure, summary, levels }) => [geometry, view, arrays, frame, frameFailure, summary, levels]);
panel('scalar', renderScalar, ({ geometry, crosshair }) => [geometry, crosshair]);

const crossSection = document.getElementById('cross-section-panel');
const repaint = () => renderCrossSection(paintedOf(store.get()), crossSection, actions);
onThemeChange(repaint);
new ResizeObserver(() => {
  repaint();
  if (isOutgrown(crossSection, paintedOf(store.get()))) {
    store.set({ resizes: store.get().resizes + 1 });
  }
}).observe(document.getElementById('cross-section-plot'));

connectRecent(store);
keepUrl(store);
const most = (selection, shape) => mostCells(crossSection, selection, shape, isBeside(store.get()));
const begun = new Promise((resolve) => {
  document.addEventListener('arrayscope:painted', resolve, { once: true });
  setTimeout(resolve, PATIENCE_MILLIS);
});
// The list first: an array that the URL names and that is gone is replaced before it is asked for.
await loadArrays(store);
connectArray(store);
connectPictures(store, most);
connectHolds(store);
await begun;
forgetEarly();
const { showTheRest } = await import('./later.js');
await showTheRest(store, actions, most);
