/** The pointer over the figure: the element under it, clicks that go there, and drags that zoom. */

import { placeTip } from '../dom/tip.js';
import { indexAt } from '../state/axes.js';
import { shareAt } from './beside.js';
import { partSeen } from './detail.js';
import { seenIn } from './painter.js';
import { elementAt } from './place.js';

/** A click may move by so many pixels; beyond it was a drag. */
const CLICK_ROOM = 4;

/**
 * Plotly's own events exist only after its first drawing.
 *
 * @param {{plot: HTMLElement, tip: HTMLElement, stage: HTMLElement, actions: object, painter: object,
 *   state: import('../types.js').State}} parts of the cross-section; the state is read anew at every event
 * @param {() => void} paint draws what a drag ended with
 */
export function listen(parts, paint) {
  const { plot, actions, painter } = parts;
  const indexOf = (event) => {
    const { frame, geometry } = parts.state;
    // The figure of the last array stands until the next one is painted; its cells mean nothing by then.
    if (frame === null || frame.id !== geometry?.id) {
      return null;
    }
    const share = shareAt(plot, event);
    if (share === null) {
      return null;
    }
    const element = elementAt(frame, seenIn(plot), share);
    return element && indexAt(frame.selection, element.row, element.column);
  };
  plot.addEventListener('pointermove', (event) => {
    const index = event.buttons === 0 ? indexOf(event) : null;
    if (index !== null) {
      placeTip(parts.tip, parts.stage, event);
    }
    actions.pointAt(index);
  });
  plot.addEventListener('pointerleave', () => actions.pointAt(null));
  let pressed = null;
  plot.addEventListener('pointerdown', ({ clientX, clientY }) => {
    pressed = { clientX, clientY };
  }, true);
  plot.addEventListener('click', (event) => {
    // The end of a zoom is a click, too.
    const moved = pressed !== null && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) > CLICK_ROOM;
    const index = moved || event.target.closest('.draglayer .xy, .draglayer .x3y3') === null ? null : indexOf(event);
    if (index !== null) {
      actions.goTo(index);
    }
  });
  plot.on('plotly_relayout', (changed) => {
    // The histogram is zoomed for itself, and a double click tells of nothing.
    if (Object.keys(changed).some((key) => /^[xy]axis3?\./.test(key))) {
      painter.dragged();
      look(parts);
      paint();
    }
  });
  plot.on('plotly_doubleclick', () => actions.look(null));
  plot.on('plotly_relayouting', painter.zoomed);
}

/** Tells which whole elements a drag ended with; the figure is then drawn with those. */
function look({ plot, actions, state: { frame } }) {
  actions.look(partSeen(seenIn(plot), frame));
}
