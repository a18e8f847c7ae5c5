/** The two ends of the colour bar as sliders: dragged or moved by keys, they change the limits to typed ones. */

import { make } from '../dom/elements.js';
import { formatNumber } from '../text/format.js';

/** One press of an arrow key, and of Page Up or Down, as shares of the bar. */
const SMALL = 0.01;
const LARGE = 0.1;
const KEYS = { ArrowUp: SMALL, ArrowRight: SMALL, ArrowDown: -SMALL, ArrowLeft: -SMALL, PageUp: LARGE, PageDown: -LARGE };

/**
 * @param {HTMLElement} element the colour bar
 * @param {(between: [number, number]) => void} change
 * @param {() => void} released an end was let go of
 * @returns {{tell: (scale: import('../colours/scales.js').Scale) => void, held: () => import('../colours/scales.js').Scale|null}}
 *   what tells the handles the scale that is drawn, and the scale that a drag began on while it lasts
 */
export function buildHandles(element, change, released) {
  let drawn = null;
  let held = null;
  const handles = [['low', 0, 'lower colour limit'], ['high', 1, 'upper colour limit']].map(([name, end, label]) => {
    const handle = make(`div.limit-handle.limit-handle-${name}`, {
      id: `limit-handle-${name}`, role: 'slider', tabindex: 0, 'aria-label': label, 'aria-orientation': 'vertical',
    });
    element.append(handle);
    /** Moves this end to a place on a scale; the other end stays. */
    const moveTo = (scale, place) => {
      const value = scale.value(place);
      const between = end === 0 ? [value, scale.high] : [scale.low, value];
      if (Number.isFinite(value) && between[0] < between[1]) {
        change(between);
      }
    };
    handle.addEventListener('keydown', (event) => {
      if (event.key in KEYS && drawn !== null) {
        event.preventDefault();
        event.stopPropagation();
        moveTo(drawn, end + KEYS[event.key]);
      }
    });
    handle.addEventListener('pointerdown', (event) => {
      // Until the end is let go of, the bar keeps the scale that the drag began on.
      const scale = drawn;
      held = scale;
      const { top, height } = element.getBoundingClientRect();
      handle.setPointerCapture(event.pointerId);
      handle.classList.add('dragged');
      const follow = ({ clientY }) => {
        const place = 1 - (clientY - top) / height;
        handle.style.top = `${(1 - place) * 100}%`;
        moveTo(scale, place);
      };
      const stop = () => {
        handle.classList.remove('dragged');
        handle.style.top = '';
        handle.removeEventListener('pointermove', follow);
        held = null;
        released();
      };
      handle.addEventListener('pointermove', follow);
      handle.addEventListener('lostpointercapture', stop, { once: true });
    });
    return handle;
  });
  const tell = (scale) => {
    drawn = scale;
    if (scale === null) {
      return;
    }
    const ends = [scale.low, scale.high];
    handles.forEach((handle, place) => {
      const told = {
        'aria-valuenow': String(ends[place]),
        'aria-valuetext': formatNumber(ends[place]),
        'aria-valuemin': String(place === 0 ? Math.min(scale.value(-1), ends[0]) : ends[0]),
        'aria-valuemax': String(place === 1 ? Math.max(scale.value(2), ends[1]) : ends[1]),
      };
      Object.entries(told).forEach(([name, text]) => handle.setAttribute(name, text));
    });
  };
  return { tell, held: () => held };
}
