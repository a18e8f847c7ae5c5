/** An array of one axis: its curve on the canvas, where others have their cells. */

import { MARKS } from '../colours/all.js';
import { outline } from './symbols.js';

/** @typedef {import('../types.js').Frame} Frame */

/** From this distance on, in CSS pixels, a point has a dot of its own. */
const DOTTED = 7;
/** The marks stand in three lines at the foot, the lowest so far above it, in CSS pixels. */
const LOWEST_MARK = 9;
const BETWEEN_MARKS = 15;
const MARK_RADIUS = 5;

/**
 * Draws the curve; where a point stands for several elements a band from the smallest to the largest of them.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame of a line, or of the part of it that is seen
 * @param {number} at index of the crosshair
 * @param {import('./place.js').Seen} seen
 * @param {{width: number, height: number, density: number}} size
 * @param {import('./theme.js').Theme} theme
 */
export function drawLine(context, { columns, line }, at, seen, { width, height, density }, theme) {
  const { start = 0, step, cells } = columns;
  const across = (element) => ((element - seen.x[0]) / (seen.x[1] - seen.x[0])) * width;
  const down = (value) => ((value / 2 - seen.y[0] / 2) / (seen.y[1] / 2 - seen.y[0] / 2)) * height;
  const x = (point) => across(start + point * step + (Math.min(step, columns.length - start - point * step) - 1) / 2);
  // Of a flipped axis the larger end comes first.
  const first = Math.max(Math.floor((Math.min(...seen.x) - start) / step) - 1, 0);
  const last = Math.min(Math.ceil((Math.max(...seen.x) - start) / step) + 1, cells - 1);

  drawPlace(context, across(at - 0.5), across(at + 0.5), height, density, theme);
  context.lineJoin = 'round';
  if (step > 1) {
    context.fillStyle = `${theme.accent}40`;
    for (const [from, to] of runsOf(line.mean, first, last)) {
      context.beginPath();
      for (let point = from; point <= to; point += 1) {
        context.lineTo(x(point), down(line.high[point]));
      }
      for (let point = to; point >= from; point -= 1) {
        context.lineTo(x(point), down(line.low[point]));
      }
      // A band of one value everywhere is seen as a line.
      context.strokeStyle = `${theme.accent}80`;
      context.lineWidth = density;
      context.closePath();
      context.fill();
      context.stroke();
    }
  }
  context.strokeStyle = theme.accent;
  context.fillStyle = theme.accent;
  context.lineWidth = 1.75 * density;
  const dotted = Math.abs(across(step) - across(0)) >= DOTTED * density;
  for (const [from, to] of runsOf(line.mean, first, last)) {
    context.beginPath();
    for (let point = from; point <= to; point += 1) {
      context.lineTo(x(point), down(line.mean[point]));
    }
    context.stroke();
    for (let point = from; point <= to && (dotted || from === to); point += 1) {
      dot(context, x(point), down(line.mean[point]), 2.5 * density);
    }
  }
  const here = Math.floor((at - start) / step);
  if (here >= 0 && here < cells && Number.isFinite(line.mean[here])) {
    context.fillStyle = theme.ink;
    dot(context, x(here), down(line.mean[here]), 4.5 * density);
  }
  drawMarks(context, line, x, first, last, height, density);
}

/** The element of the crosshair, as wide as it is. */
function drawPlace(context, left, right, height, density, theme) {
  context.fillStyle = `${theme.accent}22`;
  context.fillRect(left, 0, right - left, height);
  context.fillStyle = theme.ink;
  context.fillRect((left + right) / 2 - density / 2, 0, density, height);
}

/** At the foot, above every point that holds something that is not finite; the symbols where there is room for them. */
function drawMarks(context, { counts }, x, first, last, height, density) {
  const apart = (left, right) => Math.abs(left - right);
  const roomy = apart(x(1), x(0)) >= 2 * MARK_RADIUS * density;
  MARKS.forEach(({ id, colour }, place) => {
    const y = height - (LOWEST_MARK + place * BETWEEN_MARKS) * density;
    let drawn = -Infinity;
    for (let point = first; point <= last; point += 1) {
      if (Number(counts[id][point]) === 0) {
        continue;
      }
      context.fillStyle = colour;
      context.fillRect(x(point) - density, y - MARK_RADIUS * density, 2 * density, 2 * MARK_RADIUS * density);
      // Symbols that would cover each other say less than one of them.
      if (roomy || apart(x(point), drawn) >= 3 * MARK_RADIUS * density) {
        context.strokeStyle = colour;
        context.lineWidth = 2 * density;
        outline(context, id, x(point), y, MARK_RADIUS * density);
        drawn = x(point);
      }
    }
  });
}

/** From where to where there are finite values without a gap. */
function runsOf(values, first, last) {
  const runs = [];
  for (let point = first; point <= last; point += 1) {
    if (!Number.isFinite(values[point])) {
      continue;
    }
    if (runs.at(-1)?.[1] === point - 1) {
      runs.at(-1)[1] = point;
    } else {
      runs.push([point, point]);
    }
  }
  return runs;
}

function dot(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
