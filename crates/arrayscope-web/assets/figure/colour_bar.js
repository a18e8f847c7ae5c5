/** The colour bar beside the picture: the colours between the limits, with ticks where the scale has round values. */

import { TABLE_LENGTH, ticksOf } from '../colours/all.js';
import { fill, make } from '../dom/elements.js';
import { formatNumber } from '../text/format.js';
import { buildHandles } from './limit_handles.js';
import { offsetTicks } from './ticks.js';

/**
 * @param {HTMLElement} element empty
 * @param {(between: [number, number]) => void} change called when an end was moved
 * @returns {object} its parts
 */
export function buildColourBar(element, change) {
  const strip = make('canvas.colour-strip', { width: 1, height: TABLE_LENGTH, 'aria-hidden': 'true' });
  const ticks = make('div.colour-ticks', { 'aria-hidden': 'true' });
  fill(element, strip, ticks);
  const parts = { element, strip, ticks, handles: null, last: null, painted: null, key: null };
  parts.handles = buildHandles(element, change, () => drawColourBar(parts, parts.last));
  return parts;
}

/**
 * @param {object} parts of buildColourBar
 * @param {{scale: import('../colours/scales.js').Scale|null, table: Uint32Array, flat: boolean, labels: string[]|null,
 *   box: {left: number, top: number, width: number, height: number}}} drawn
 */
export function drawColourBar(parts, drawn) {
  const { scale, table, flat, labels, box } = drawn;
  parts.last = drawn;
  const { element, strip, ticks } = parts;
  element.hidden = scale === null;
  if (scale === null) {
    return;
  }
  for (const name of ['left', 'top', 'height']) {
    const text = `${box[name]}px`;
    if (element.style[name] !== text) {
      element.style[name] = text;
    }
  }
  const held = parts.handles.held();
  if (parts.painted?.table !== table || parts.painted.held !== held || held !== null) {
    parts.painted = { table, held };
    const colours = held === null ? table : colouredAlong(held, scale, table);
    // The highest value stands at the top.
    const image = new ImageData(new Uint8ClampedArray(colours.toReversed().buffer), 1, TABLE_LENGTH);
    strip.getContext('2d').putImageData(image, 0, 0);
  }
  const key = JSON.stringify([scale.kind, scale.low, scale.high, flat, labels, box.height, held !== null]);
  if (parts.key !== key) {
    parts.key = key;
    parts.handles.tell(scale);
    fill(ticks, held === null ? tickLabels(scale, flat, labels, box.height) : tickLabels(held, false, null, box.height));
  }
}

/** The colours that new limits give to the values along the scale that the bar keeps. */
function colouredAlong(held, scale, table) {
  return table.map((_, place) => {
    const share = scale.position(held.value(place / (TABLE_LENGTH - 1)));
    return table[Math.round(Math.min(Math.max(share, 0), 1) * (TABLE_LENGTH - 1))];
  });
}

/** Texts where the scale has them; a flat cross-section has one value and one colour. */
function tickLabels(scale, flat, labels, height) {
  const offset = scale.kind === 'linear' && !flat && labels === null ? offsetTicks(scale.low, scale.high) : null;
  const label = (at, text) => {
    const item = make('span.colour-tick', {}, text);
    item.style.top = `${(1 - scale.position(at)) * height}px`;
    return item;
  };
  if (labels !== null) {
    return labels.map((text, place) => label(scale.low + 0.5 + place, text));
  }
  if (flat) {
    const middle = scale.value(0.5);
    return [label(middle, formatNumber(middle))];
  }
  if (offset !== null) {
    return [
      make('span.colour-offset', {}, `from ${offset.offset}`),
      ...offset.tickvals.map((at, place) => label(at, offset.ticktext[place])),
    ];
  }
  return ticksOf(scale, Math.max(Math.floor(height / 46), 4)).map((at) => label(at, formatNumber(at, 4)));
}
