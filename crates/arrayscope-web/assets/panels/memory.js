/**
 * The drawing of memory in the strides panel: all bytes of the array as a strip with those of the cross-section lit, the
 * cache lines around one element, the arithmetic of its address, and what a row and a column cost.
 */

import { indexText } from '../state/axes.js';
import { fill, make, partsOf, setText } from '../dom/elements.js';
import { onThemeChange, readTheme } from '../figure/theme.js';
import { formatCount } from '../text/format.js';
import { CACHE_LINE, addressOf, coverage, elementAt, extentOf, layoutOf, sectionOf } from '../model/memory_map.js';
import { arithmeticText, lineCosts } from '../text/memory.js';
import { createLane } from '../server/newest.js';

const SVG = 'http://www.w3.org/2000/svg';
/** The line of the element, and one on either side. */
const LINES = 3;
/** What a single lit byte among thousands is drawn with, so that it is seen. */
const FAINTEST = 0.3;

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {{goTo: (index: number[]) => void}} actions
 */
export function renderMemory(state, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  parts.state = state;
  const { geometry, view } = state;
  if (geometry === null || view.at?.length !== geometry.ndim) {
    return;
  }
  const layout = layoutOf(geometry);
  const empty = layout.shape.includes(0) || layout.itemsize === 0;
  parts.body.hidden = empty;
  parts.empty.hidden = !empty;
  if (!empty) {
    parts.hovered = null;
    parts.lane.offer(() => draw(parts));
  }
}

async function draw(parts) {
  // The picture comes first.
  await new Promise((resolve) => {
    (window.requestIdleCallback ?? setTimeout)(resolve, { timeout: 100 });
  });
  const { state: { geometry, view, pointer } } = parts;
  const layout = layoutOf(geometry);
  if (view.at?.length !== geometry.ndim) {
    return;
  }
  const section = sectionOf(layout, view);
  const pointed = pointer !== null && pointer.index.length === geometry.ndim;
  const index = pointed ? pointer.index : view.at;
  drawStrip(parts, layout, section, index);
  drawLines(parts, layout, section, index);
  setText(parts.element, `${indexText(index)} · ${pointed ? 'under the pointer' : 'the crosshair'}`);
  setText(parts.arithmetic, arithmeticText(layout, index));
  const { rows, columns } = view;
  const costs = lineCosts(section, rows === null ? 0 : index[rows], columns === null ? 0 : index[columns]);
  fill(parts.costs, costs.map(({ name, lines, text }) => make('li', { 'data-lane': name, 'data-lines': lines }, text)));
}

function drawStrip(parts, layout, section, index) {
  const { strip } = parts;
  const extent = extentOf(layout);
  const bytes = extent.high - extent.low;
  const density = window.devicePixelRatio || 1;
  const [width, height] = [Math.max(Math.round(strip.clientWidth * density), 1), Math.round(strip.clientHeight * density)];
  const bins = Math.min(width, bytes);
  if (strip.width !== width || strip.height !== height) {
    strip.width = width;
    strip.height = height;
  }
  const theme = readTheme();
  const pen = strip.getContext('2d');
  pen.clearRect(0, 0, width, height);
  const lit = coverage(section, extent, bins);
  let shown = 0;
  pen.fillStyle = theme.accent;
  lit.forEach((share, bin) => {
    // Less than a millionth of a bin is the noise of a division.
    if (share > 1e-9) {
      shown += 1;
      const left = Math.floor((bin * width) / bins);
      pen.globalAlpha = FAINTEST + (1 - FAINTEST) * share;
      pen.fillRect(left, 0, Math.max(Math.floor(((bin + 1) * width) / bins) - left, 1), height);
    }
  });
  pen.globalAlpha = 1;
  pen.fillStyle = theme.ink;
  const at = ((addressOf(layout, index) - extent.low) / bytes) * width;
  const thick = Math.max(2 * density, (layout.itemsize / bytes) * width);
  pen.fillRect(Math.min(at, width - thick), 0, thick, height);
  strip.dataset.lit = String(shown);
  const own = Math.min(section.shape.reduce((product, length) => product * length, section.itemsize), bytes);
  strip.setAttribute('aria-label', `Memory of the array: ${formatCount(bytes)} bytes, ${formatCount(own)} of them in this cross-section`);
  const perPixel = bytes / (width / density);
  setText(parts.note, perPixel <= 1 ? 'every byte is drawn' : `a pixel is ${formatCount(Math.round(perPixel))} ${Math.round(perPixel) === 1 ? 'byte' : 'bytes'}`);
  setText(parts.low, `byte ${formatCount(extent.low)}`);
  setText(parts.high, formatCount(extent.high));
}

/** The bytes around the element, a cache line to a row; every element of the array that begins there has its box. */
function drawLines(parts, layout, section, index) {
  const extent = extentOf(layout);
  const current = addressOf(layout, index);
  const lastLine = Math.floor((extent.high - 1) / CACHE_LINE);
  const firstLine = Math.floor(extent.low / CACHE_LINE);
  const most = Math.max(lastLine - LINES + 1, firstLine);
  const begin = Math.min(Math.max(Math.floor(current / CACHE_LINE) - 1, firstLine), most);
  const rows = Array.from({ length: Math.min(LINES, lastLine - begin + 1) }, (_, row) => (begin + row) * CACHE_LINE);
  const boxes = elementsBetween(layout, section, rows[0], rows.at(-1) + CACHE_LINE);
  fill(parts.lines, rows.map((low) => make('li', {},
    make('span.number.address', {}, formatCount(low)),
    lineDrawing(boxes.filter(({ address }) => address < low + CACHE_LINE && address + layout.itemsize > low), low, current, layout.itemsize))));
}

function elementsBetween(layout, section, low, high) {
  const boxes = [];
  for (let address = low - layout.itemsize + 1; address < high; address += 1) {
    const index = elementAt(layout, address);
    if (index !== null) {
      boxes.push({ address, index, lit: elementAt(section, address) !== null });
    }
  }
  return boxes;
}

function lineDrawing(boxes, low, current, itemsize) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${CACHE_LINE} 1`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  for (const { address, index, lit } of boxes) {
    const left = Math.max(address - low, 0);
    const right = Math.min(address + itemsize - low, CACHE_LINE);
    const box = document.createElementNS(SVG, 'rect');
    box.setAttribute('x', String(left + 0.06));
    box.setAttribute('width', String(right - left - 0.12));
    box.setAttribute('height', '1');
    box.setAttribute('class', address === current ? 'current' : lit ? 'lit' : 'other');
    box.dataset.index = index.join();
    svg.append(box);
  }
  return svg;
}

function build(element, actions) {
  const find = (id) => element.querySelector(`#${id}`);
  const parts = {
    state: null,
    hovered: null,
    lane: createLane((error) => actions.fail(error)),
    body: find('memory-body'),
    empty: find('memory-empty'),
    strip: find('memory-strip'),
    note: find('memory-note'),
    low: find('memory-low'),
    high: find('memory-high'),
    lines: find('memory-lines'),
    element: find('memory-element'),
    arithmetic: find('memory-arithmetic'),
    costs: find('memory-costs'),
  };
  const again = () => {
    if (parts.state !== null && parts.state.geometry !== null && !parts.body.hidden) {
      parts.lane.offer(() => draw(parts));
    }
  };
  onThemeChange(again);
  new ResizeObserver(again).observe(parts.strip);
  const indexOf = ({ target }) => target.dataset?.index?.split(',').filter((text) => text !== '').map(Number) ?? null;
  parts.lines.addEventListener('pointerover', (event) => {
    const index = indexOf(event);
    if (index !== null && index.join() !== parts.hovered?.join()) {
      parts.hovered = index;
      tell(parts, index);
    }
  });
  parts.lines.addEventListener('pointerleave', () => {
    parts.hovered = null;
    again();
  });
  parts.lines.addEventListener('click', (event) => {
    const index = indexOf(event);
    if (index !== null) {
      actions.goTo(index);
    }
  });
  return parts;
}

/** The words for an element of the drawing itself; the drawing stays as it is, or it would move under the pointer. */
function tell(parts, index) {
  setText(parts.element, `${indexText(index)} · in this drawing; click to go there`);
  setText(parts.arithmetic, arithmeticText(layoutOf(parts.state.geometry), index));
}
