/** The colours on display in words of the command line and of the server. */

import { coloursOf } from '../figure/colours_of.js';
import { toDouble } from '../text/format.js';

/** What the command and the server use unasked. */
const USUAL_MAP = 'viridis';
/** Maps that the server knows by name; it is told the colours of another one. */
const SERVER_MAPS = [USUAL_MAP, 'cividis', 'magma', 'greys', 'blue-red', 'twilight'];
/** So many colours say what a table of ours looks like. */
const STOPS = 256;

/**
 * @param {import('../types.js').State} state with a geometry
 * @returns {{command: import('../text/commands.js').Colours, query: string}} for `arrayscope slice`, and for the server's
 *   `slice.png` and `report.html`
 */
export function paintedColours(state) {
  const { frame, geometry } = state;
  if (frame === null || frame.id !== geometry.id) {
    return { command: { colormap: null, limits: null }, query: '' };
  }
  if (frame.colours !== undefined) {
    return { command: { colormap: null, limits: null }, query: '' };
  }
  const { map, scale, table } = coloursOf(state);
  const pairs = [`colormap=${SERVER_MAPS.includes(map) ? map : stopsOf(table).join(',')}`];
  const command = { colormap: map === USUAL_MAP ? null : map, limits: null };
  if (scale !== null) {
    pairs.push(`scale=${scale.kind}`);
    // What both do unasked is not asked for, so that the report can say where the limits come from.
    const own = frame.min === frame.max || (scale.low === toDouble(frame.min) && scale.high === toDouble(frame.max));
    if (!own) {
      pairs.push(`low=${scale.low}`, `high=${scale.high}`);
      command.limits = scale.kind === 'linear' ? [scale.low, scale.high] : null;
    }
  }
  return { command, query: pairs.join('&') };
}

/** Colours of a table, evenly spaced, as `rrggbb`. */
function stopsOf(table) {
  return Array.from({ length: STOPS }, (_, place) => {
    const pixel = table[Math.round((place * (table.length - 1)) / (STOPS - 1))];
    return [0, 8, 16].map((shift) => ((pixel >>> shift) & 0xff).toString(16).padStart(2, '0')).join('');
  });
}
