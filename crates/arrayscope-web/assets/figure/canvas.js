/**
 * The picture: cells painted on a canvas beneath the transparent figure, which keeps axes, zoom and histograms.
 * One step of a slider is one pass over the cells and one `drawImage`.
 */

import { copyCells, NOTHING_PAINTED, paintCells } from './cells.js';
import { drawLine } from './line.js';
import { drawCrosshair, drawSymbols } from './symbols.js';
import { sourceOf } from './place.js';
import { readTheme, themeName } from './theme.js';

/** Beyond two pixels per CSS pixel nobody sees more, and every paint costs more. */
const MOST_DENSITY = 2;

/** @returns {number} pixels of the canvas per CSS pixel */
export function density() {
  return Math.min(window.devicePixelRatio || 1, MOST_DENSITY);
}

/**
 * Cells of one frame as an image of one pixel each; its memory is used again for the next frame.
 *
 * @returns {{canvas: HTMLCanvasElement, fill: (frame: import('../types.js').Frame,
 *   scale: import('../colours/scales.js').Scale|null, table: Uint32Array) => import('./cells.js').Painted}}
 */
export function createCells() {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  let image = null;
  return {
    canvas,
    fill(frame, scale, table) {
      const { rows: { cells: height }, columns: { cells: width }, values } = frame;
      if (frame.line !== undefined) {
        return NOTHING_PAINTED;
      }
      if (image === null || image.width !== width || image.height !== height) {
        canvas.width = width;
        canvas.height = height;
        image = new ImageData(width, height);
      }
      const pixels = new Uint32Array(image.data.buffer);
      const painted = frame.colours === undefined ? paintCells(values, scale, table, pixels) : copyCells(frame, pixels);
      context.putImageData(image, 0, 0);
      return painted;
    },
  };
}

/**
 * Puts the canvas where the figure has its picture.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{left: number, top: number, width: number, height: number}} box CSS pixels in the stage
 * @returns {{width: number, height: number, density: number}} its pixels
 */
export function placeCanvas(canvas, { left, top, width, height }) {
  const scale = density();
  const size = { width: Math.max(Math.round(width * scale), 1), height: Math.max(Math.round(height * scale), 1) };
  // Setting a size empties a canvas, even when it is the same.
  if (canvas.width !== size.width || canvas.height !== size.height) {
    canvas.width = size.width;
    canvas.height = size.height;
  }
  const place = { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
  for (const [name, value] of Object.entries(place)) {
    if (canvas.style[name] !== value) {
      canvas.style[name] = value;
    }
  }
  return { ...size, density: scale };
}

/** The colours of the page, asked for once in light and once in dark. */
function themeNow() {
  if (theme?.name !== themeName()) {
    theme = readTheme();
  }
  return theme;
}

let theme = null;

/**
 * Draws the seen part of the layers, the symbols and the crosshair; of a line its curve.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{frame: import('../types.js').Frame, image: CanvasImageSource, painted: import('./cells.js').Painted}[]} layers
 *   the whole cross-section first, then what is shown more finely
 * @param {number[]|null} index of the crosshair
 * @param {import('./place.js').Seen} seen
 * @param {{width: number, height: number, density: number}} size
 */
export function drawPicture(canvas, layers, index, seen, size) {
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, size.width, size.height);
  const finest = layers.at(-1).frame;
  if (finest.line !== undefined) {
    drawLine(context, finest, index[finest.columns.axis], seen, size, themeNow());
    return;
  }
  for (const { frame, image } of layers) {
    const { x, y, width, height } = sourceOf(frame, seen);
    // drawImage keeps its direction whatever the sign of a size: what is drawn backwards is turned here.
    const [turnX, turnY] = [width < 0, height < 0];
    context.setTransform(turnX ? -1 : 1, 0, 0, turnY ? -1 : 1, turnX ? size.width : 0, turnY ? size.height : 0);
    context.drawImage(image, Math.min(x, x + width), Math.min(y, y + height), Math.abs(width), Math.abs(height), 0, 0, size.width, size.height);
  }
  context.resetTransform();
  const { frame, painted } = layers.at(-1);
  drawSymbols(context, frame, painted, seen, size);
  if (index !== null) {
    drawCrosshair(context, frame, index, seen, size);
  }
}
