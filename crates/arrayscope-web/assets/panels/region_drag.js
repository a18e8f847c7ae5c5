/** The rectangle over the picture: drawn where it is, and made by dragging. */

import { make } from '../dom/elements.js';
import { elementAt, pixelAt } from '../figure/place.js';
import { regionBetween } from '../state/tools.js';

/** The last point of the picture: one beyond it belongs to no element. */
const INSIDE = 1 - 1e-9;

/**
 * @param {HTMLElement} stage
 * @param {HTMLCanvasElement} cells the picture; it knows what it shows
 * @param {object} actions
 * @returns {(region: import('../state/tools.js').Region|null, picking: boolean) => void} draws it
 */
export function buildDrag(stage, cells, actions) {
  const box = make('div.region-box', { hidden: true, 'aria-hidden': 'true' });
  const layer = make('div.region-layer', { id: 'region-layer' }, box);
  stage.append(layer);
  let drawn = null;
  let from = null;

  function draw() {
    const { picture } = cells;
    box.hidden = drawn === null || picture === undefined;
    for (const name of ['left', 'top', 'width', 'height']) {
      if (layer.style[name] !== cells.style[name]) {
        layer.style[name] = cells.style[name];
      }
    }
    if (box.hidden) {
      return;
    }
    const [width, height] = [Number.parseFloat(cells.style.width), Number.parseFloat(cells.style.height)];
    const span = (range, pixels, [start, stop]) => [start - 0.5, stop - 0.5].map((at) => pixelAt(range, pixels, at)).sort((one, other) => one - other);
    const [left, right] = span(picture.seen.x, width, drawn.columns);
    // Along the values of a curve there are no elements.
    const [top, bottom] = picture.frame.line === undefined ? span(picture.seen.y, height, drawn.rows) : [0, height];
    Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
  }

  /** The element under the pointer, the nearest one outside of the picture; null while there is no picture. */
  const elementUnder = ({ clientX, clientY }) => {
    const { picture } = cells;
    if (picture === undefined) {
      return null;
    }
    const corner = cells.getBoundingClientRect();
    const share = (at, start, length) => Math.min(Math.max((at - start) / length, 0), INSIDE);
    return elementAt(picture.frame, picture.seen, {
      x: share(clientX, corner.left, corner.width), y: share(clientY, corner.top, corner.height),
    });
  };
  const isOver = ({ clientX, clientY }) => {
    const { left, top, right, bottom } = cells.getBoundingClientRect();
    return clientX >= left && clientX < right && clientY >= top && clientY < bottom;
  };

  // Before Plotly, which would zoom; without the default the browser sends it no mouse events, either.
  stage.addEventListener('pointerdown', (event) => {
    const picked = layer.classList.contains('picking') && layer.contains(event.target);
    if (event.button !== 0 || !(picked || (event.shiftKey && isOver(event)))) {
      return;
    }
    from = elementUnder(event);
    if (from !== null) {
      event.preventDefault();
      event.stopPropagation();
      layer.setPointerCapture(event.pointerId);
      actions.pointAt(null);
    }
  }, true);
  layer.addEventListener('pointermove', (event) => {
    const to = from === null ? null : elementUnder(event);
    if (to !== null) {
      actions.selectRegion(regionBetween(from, to));
    }
  });
  layer.addEventListener('lostpointercapture', () => {
    from = null;
    actions.pickRegion(false);
  });
  document.addEventListener('arrayscope:painted', draw);

  return (region, picking) => {
    drawn = region;
    layer.classList.toggle('picking', picking);
    draw();
  };
}
