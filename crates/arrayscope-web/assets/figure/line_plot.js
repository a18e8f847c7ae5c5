/** Draws a line through the crosshair: values along an axis of the array, upwards on the scale of the colours. */

import { colourOf, ticksOf } from '../colours/all.js';
import { indexTicks, onScale } from '../model/lines.js';
import { formatCount, formatNumber } from '../text/format.js';
import { density } from './canvas.js';
import { drawLine } from './line.js';
import { pixelAt } from './place.js';
import { readTheme } from './theme.js';
import { offsetTicks } from './ticks.js';

/** Room around the curve, in CSS pixels: texts of values to the left, of indices below. */
export const ROOM = Object.freeze({ left: 58, right: 12, top: 8, bottom: 20 });
/** Under the curve where marks of what is not finite stand: three lines of them. */
const FOOT = 44;
/** The strip of colours at the left. */
const STRIP = { width: 4, gap: 2 };
/** Pixels from one text to the next. */
const TICK_ROOM = Object.freeze({ index: 64, value: 26 });
/** The scale of a line that has nothing finite. */
const NOWHERE = Object.freeze({ position: () => Number.NaN });

/**
 * @typedef {object} LinePlot
 * @property {import('../model/lines.js').Line} line
 * @property {[number, number]} range elements that are seen
 * @property {number} at index of the crosshair on the axis
 * @property {import('../colours/scales.js').Scale|null} scale null when nothing is finite
 * @property {Uint32Array|null} table of colours, null where the picture is not painted from one
 * @property {string[]|null} labels of values that have a colour each
 * @property {boolean} marked whether there is anything that is not finite, in this line or in its neighbours
 * @property {number} left of the curve in the canvas, CSS pixels
 * @property {number} width of the curve
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {LinePlot} plot
 */
export function drawLinePlot(canvas, plot) {
  const { clientWidth, clientHeight } = canvas;
  if (clientWidth === 0) {
    return;
  }
  const ratio = density();
  canvas.width = Math.round(clientWidth * ratio);
  canvas.height = Math.round(clientHeight * ratio);
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colour = (name) => style.getPropertyValue(name).trim();
  const foot = plot.marked ? FOOT : 0;
  const box = { left: plot.left, top: ROOM.top, width: plot.width, height: clientHeight - ROOM.top - ROOM.bottom - foot };
  pen.font = `11px ${colour('--mono')}`;
  canvas.plot = { ...plot, curve: box };
  drawValueAxis(pen, box, plot, colour);
  drawIndexAxis(pen, { ...box, height: box.height + foot }, plot, colour);
  // What lies beyond the limits leaves the plot by a few pixels.
  pen.beginPath();
  pen.rect(box.left, box.top - ROOM.top, box.width, box.height + foot + 2 * ROOM.top);
  pen.clip();
  drawCurve(pen, box, foot, { ...plot, scale: plot.scale ?? NOWHERE }, ratio);
}

const across = ({ left, width }, { range }, place) => left + pixelAt(range, width, place);

const upwards = ({ top, height }, scale, value) => top + (1 - scale.position(value)) * height;

function drawValueAxis(pen, box, { scale, table, labels }, colour) {
  pen.strokeStyle = colour('--line');
  pen.lineWidth = 1;
  if (scale === null) {
    return;
  }
  for (let row = 0; table !== null && row < box.height; row += 1) {
    const entry = Math.min(Math.floor((1 - row / box.height) * table.length), table.length - 1);
    pen.fillStyle = colourOf(table[entry]);
    pen.fillRect(box.left - STRIP.gap - STRIP.width, box.top + row, STRIP.width, 1.5);
  }
  pen.fillStyle = colour('--muted');
  pen.textAlign = 'right';
  pen.textBaseline = 'middle';
  for (const [value, text] of valueTicks(scale, labels, Math.max(Math.floor(box.height / TICK_ROOM.value), 2))) {
    const y = Math.round(upwards(box, scale, value)) + 0.5;
    pen.beginPath();
    pen.moveTo(box.left, y);
    pen.lineTo(box.left + box.width, y);
    pen.stroke();
    pen.fillText(text, box.left - STRIP.gap - STRIP.width - 4, y, box.left - STRIP.width - 8);
  }
}

/** Values and their texts; of values far from zero only what they have above an offset, which the colour bar tells. */
function valueTicks(scale, labels, most) {
  if (labels !== null) {
    const every = Math.ceil(labels.length / most);
    return labels.map((text, place) => [scale.low + 0.5 + place, text]).filter((_, place) => place % every === 0);
  }
  const offset = scale.kind === 'linear' ? offsetTicks(scale.low, scale.high) : null;
  if (offset !== null) {
    const every = Math.ceil(offset.tickvals.length / most);
    return offset.tickvals.map((value, place) => [value, offset.ticktext[place]]).filter((_, place) => place % every === 0);
  }
  return ticksOf(scale, most).map((value) => [value, formatNumber(value, 4)]);
}

function drawIndexAxis(pen, box, plot, colour) {
  pen.strokeStyle = colour('--line');
  pen.strokeRect(box.left + 0.5, box.top + 0.5, box.width - 1, box.height - 1);
  pen.fillStyle = colour('--muted');
  pen.strokeStyle = colour('--line-strong');
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  const bottom = box.top + box.height;
  for (const tick of indexTicks(plot.range, Math.max(Math.floor(box.width / TICK_ROOM.index), 2))) {
    const x = across(box, plot, tick);
    if (tick < plot.line.columns.length && x >= box.left && x <= box.left + box.width) {
      pen.beginPath();
      pen.moveTo(x, bottom);
      pen.lineTo(x, bottom + 4);
      pen.stroke();
      pen.fillText(formatCount(tick), x, bottom + 6);
    }
  }
}

/** The curve is drawn as that of an array of one axis: upwards the places on the scale, and under them the foot. */
function drawCurve(pen, box, foot, { line, range, at, scale }, ratio) {
  const size = { width: box.width * ratio, height: (box.height + foot) * ratio, density: ratio };
  pen.setTransform(1, 0, 0, 1, Math.round(box.left * ratio), Math.round(box.top * ratio));
  drawLine(pen, onScale(line, scale), at, { x: range, y: [1, -foot / box.height] }, size, readTheme());
}
