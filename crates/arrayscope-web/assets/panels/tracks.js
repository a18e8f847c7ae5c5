/** Draws the profile along an axis behind its slider, crisp on every screen and in light and dark. */

import { INSET, trackShape } from '../model/track.js';

/** @typedef {import('../model/track.js').Profile} Profile */

const MARK_COLOURS = { nan: '--nan', pos_inf: '--pos-inf', neg_inf: '--neg-inf' };
/** Half the size of a mark. */
const HALF = 2.5;

/**
 * Draws only what has changed: while a slider moves, nothing of its track does.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Profile|null} profile null clears the track
 */
export function drawTrack(canvas, profile) {
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === 0 || height === 0) {
    return;
  }
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  if (profile === null) {
    return;
  }
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const colour = (name) => style.getPropertyValue(name).trim();
  const { bars, ticks } = trackShape(profile, { width, height, inset: INSET, pixel: 1 / scale });
  context.fillStyle = colour('--track-range');
  for (const { left, width: wide, top, bottom } of bars) {
    context.fillRect(left, top - 0.5, wide, bottom - top + 1);
  }
  context.fillStyle = colour('--track-mean');
  for (const { left, width: wide, mean: [top, bottom] } of bars) {
    context.fillRect(left, top - 0.75, wide, bottom - top + 1.5);
  }
  for (const { kind, x, y } of ticks) {
    context.fillStyle = colour(MARK_COLOURS[kind]);
    drawMark(context, kind, x, y);
  }
}

/** A square for NaN and triangles that point where the infinities are: told apart without colour. */
function drawMark(context, kind, x, y) {
  if (kind === 'nan') {
    context.fillRect(x - 1.5, y - HALF, 3, 2 * HALF);
    return;
  }
  const tip = kind === 'pos_inf' ? -HALF : HALF;
  context.beginPath();
  context.moveTo(x, y + tip);
  context.lineTo(x + HALF + 0.5, y - tip);
  context.lineTo(x - HALF - 0.5, y - tip);
  context.fill();
}
