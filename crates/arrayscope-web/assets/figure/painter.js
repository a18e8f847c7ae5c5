/**
 * Paints the cross-section. The cells go on a canvas at once; Plotly is called first only when axes, size or colours of
 * the page change, and for the histograms when the sliders rest.
 */

import { afterPaint, createAnnouncer } from '../dom/painted.js';
import { sizeOf } from '../dom/size.js';
import { createLane } from '../server/newest.js';
import { boxesOf } from './boxes_of.js';
import { createCells, drawPicture, placeCanvas } from './canvas.js';
import { drawColourBar } from './colour_bar.js';
import { detailOf } from './detail.js';
import { createBeside } from './beside.js';
import { axesKey, buildFigure } from './figure.js';
import { pictureBox } from './picture_box.js';
import { loadPlotly } from './plotly.js';
import { createSettled } from './settle.js';
import { CONFIG, readTheme, themeName } from './theme.js';

/**
 * @typedef {object} Scene what is to be painted
 * @property {import('../types.js').State} state with a frame and a geometry that belong together
 * @property {number[]} index of the crosshair
 * @property {number} value of the crosshair for the histogram, NaN when it cannot be drawn there
 * @property {import('../colours/limits.js').Limits|null} limits
 * @property {import('../colours/scales.js').Scale|null} scale
 * @property {Uint32Array} table
 * @property {string[]|null} labels of the values that have a colour each
 * @property {boolean} current whether the histograms of the state are those of this picture
 */

/**
 * @param {{plot: HTMLElement, canvas: HTMLCanvasElement, bar: object, fail: (error: unknown) => void,
 *   besideCanvas: HTMLCanvasElement, drawn: () => void, shown: () => void, showAll: () => void}} parts `drawn` is called
 *   after Plotly has drawn, `shown` after the cells were, `showAll` ends a zoom
 */
export function createPainter({ plot, canvas, besideCanvas, bar, fail, drawn, shown, showAll }) {
  const announce = createAnnouncer();
  const layers = [createCells(), createCells()];
  const beside = createBeside(besideCanvas);
  const lane = createLane(fail);
  const settled = createSettled(() => draw());
  let scene = null;
  // What the axes were drawn from; null before there are any.
  let axes = null;
  let inFigure = [];
  let filled = [];
  let painted = [];

  /** @param {Scene} next */
  function paint(next) {
    scene = next;
    const { frame } = next.state;
    const detail = detailOf(next.state);
    const inputs = [frame, detail, next.scale, next.table];
    if (!same(filled, inputs)) {
      filled = inputs;
      // The whole, and over it what is shown more finely.
      painted = [frame, detail].filter((part) => part !== null).map((part, place) => ({
        frame: part, image: layers[place].canvas, painted: layers[place].fill(part, next.scale, next.table),
      }));
    }
    beside.fill(next.state.beside, next.scale, next.table);
    if (axes === null) {
      show();
      // Which the first picture does not wait for.
      afterPaint(draw);
    } else if (axes !== axesKey(next.state, sizeOf(plot), themeName())) {
      draw();
    } else {
      show();
      if (!same(inFigure, figureInputs(next))) {
        settled();
      }
    }
    return painted[0].painted;
  }

  /** Everything that Plotly draws. */
  function draw() {
    lane.offer(async () => {
      const plotly = await loadPlotly();
      if (sizeOf(plot).width === 0) {
        return;
      }
      const { state, index, value, limits } = scene;
      const [size, theme] = [sizeOf(plot), readTheme()];
      const { traces, layout } = buildFigure(state, { index, value, limits, size, theme });
      const inputs = figureInputs(scene);
      await plotly.react(plot, traces, layout, configOf(plotly, showAll));
      axes = axesKey(state, size, theme.name);
      inFigure = inputs;
      drawn();
      if (axes === axesKey(scene.state, sizeOf(plot), themeName())) {
        show();
      }
    });
  }

  /** The cells of the zoomed range, from what was filled last. */
  function show() {
    const { state: { frame }, index, scale, table, limits, labels, current } = scene;
    const { box, seen } = axes === null ? pictureBox(scene.state, sizeOf(plot)) : drawnBox(plot);
    const size = placeCanvas(canvas, box);
    drawPicture(canvas, painted, index, seen, size);
    if (axes !== null) {
      beside.show(plot, index, seen);
    }
    shown();
    drawColourBar(bar, { scale, table, flat: limits?.flat ?? false, labels, box: barBox(frame) });
    canvas.picture = { frame: painted.at(-1).frame, index, seen, scale };
    const { rows, columns } = frame.selection;
    announce({ address: frame.address, index, rows, columns, histogram: current && same(inFigure, figureInputs(scene)) });
  }

  /** As high as the picture before any zoom. */
  function barBox(frame) {
    const { width, height } = sizeOf(plot);
    const { margin, pixels, colourBar } = boxesOf(scene.state, { width, height });
    const inner = width - margin.l - margin.r;
    return { left: margin.l + colourBar[0] * inner, top: margin.t, height: pixels.height };
  }

  return {
    paint,
    zoomed: () => scene !== null && show(),
    /** What a drag ended with is drawn anew: whole elements. */
    dragged() {
      axes = '';
    },
  };
}

/**
 * The elements that the figure shows now.
 *
 * @param {HTMLElement} plot
 * @returns {import('./place.js').Seen}
 */
export function seenIn(plot) {
  const { xaxis, yaxis } = plot._fullLayout;
  return { x: [...xaxis.range], y: [yaxis.range[1], yaxis.range[0]] };
}

/** Where the picture stands in the figure that is drawn. */
function drawnBox(plot) {
  const { xaxis, yaxis } = plot._fullLayout;
  const box = { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
  return { box, seen: seenIn(plot) };
}

/** Plotly's own button would go back to the range of the first drawing. */
function configOf(plotly, showAll) {
  const showEverything = { name: 'everything', title: 'Show everything', icon: plotly.Icons.home, click: showAll };
  return { ...CONFIG, modeBarButtonsToAdd: [showEverything] };
}

/** What Plotly draws besides the axes. */
function figureInputs({ state, index, value, limits }) {
  const { histograms } = state;
  const selected = histograms?.channel_axis == null ? null : index[histograms.channel_axis];
  const there = histograms !== null && histograms.channels.length > 0;
  return [histograms, selected, ...(there ? [value, limits?.low, limits?.high] : [])];
}

function same(left, right) {
  return left.length === right.length && left.every((item, place) => Object.is(item, right[place]));
}
