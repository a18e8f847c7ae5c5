/** The marks under the curves of the statistics panel: where along the axis something is not finite. */

import { MARKS } from '../colours/all.js';
import { formatCount } from '../text/format.js';

/** Where the marks of what is not finite stand, in fractions of the height. */
const LOWEST_MARK = 0.03;
const BETWEEN_MARKS = 0.055;

/**
 * At the foot of the figure, above every index that holds something that is not finite: one trace for each mark, each
 * at a height of its own, because an index may hold all three.
 *
 * @param {object} stats
 * @returns {object[]} always as many traces as there are marks
 */
export function nonFiniteTraces(stats) {
  return MARKS.map(({ id, label, colour, symbol }, place) => {
    const counts = stats[id].map(Number);
    const places = Array.from(counts.keys()).filter((position) => counts[position] > 0);
    return {
      type: 'scatter',
      mode: 'markers',
      name: label,
      visible: places.length > 0,
      x: places,
      y: places.map(() => LOWEST_MARK + place * BETWEEN_MARKS),
      yaxis: 'y2',
      marker: { symbol, size: 8, color: colour },
      text: places.map((position) => `${formatCount(counts[position])} ${label}`),
      hovertemplate: '%{text}<extra></extra>',
    };
  });
}
