/** The second of two pictures side by side: cells on a canvas of its own, beneath axes that match those of the first. */

import { createCells, drawPicture, placeCanvas } from './canvas.js';

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {{fill: (beside: object|null, scale: object|null, table: Uint32Array|null) => void,
 *   show: (plot: HTMLElement, index: number[], seen: import('./place.js').Seen) => void}}
 */
export function createBeside(canvas) {
  const layers = [createCells(), createCells()];
  let painted = [];
  let filled = [];
  return {
    fill(beside, scale, table) {
      const inputs = [beside?.frame ?? null, beside?.detail ?? null, scale, table];
      if (inputs.every((input, place) => input === filled[place])) {
        return;
      }
      filled = inputs;
      painted = inputs.slice(0, 2).filter((frame) => frame !== null).map((frame, place) => ({
        frame, image: layers[place].canvas, painted: layers[place].fill(frame, scale, table),
      }));
    },
    show(plot, index, seen) {
      const { xaxis3, yaxis3 } = plot._fullLayout;
      canvas.hidden = painted.length === 0 || xaxis3 === undefined;
      if (!canvas.hidden) {
        const box = { left: xaxis3._offset, top: yaxis3._offset, width: xaxis3._length, height: yaxis3._length };
        drawPicture(canvas, painted, index, seen, placeCanvas(canvas, box));
        canvas.picture = { frame: painted.at(-1).frame, index, seen };
      }
    },
  };
}

/**
 * Where in a picture a point of the window lies.
 *
 * @param {HTMLElement} plot
 * @param {{clientX: number, clientY: number}} point
 * @returns {{x: number, y: number}|null} shares of width and height; null outside of all pictures
 */
export function shareAt(plot, { clientX, clientY }) {
  const { xaxis, yaxis, xaxis3, yaxis3 } = plot._fullLayout;
  const corner = plot.getBoundingClientRect();
  const share = ([across, down]) => ({
    x: (clientX - corner.left - across._offset) / across._length,
    y: (clientY - corner.top - down._offset) / down._length,
  });
  const inside = ({ x, y }) => x >= 0 && x < 1 && y >= 0 && y < 1;
  return [[xaxis, yaxis], [xaxis3, yaxis3]].filter(([axis]) => axis !== undefined).map(share).find(inside) ?? null;
}
