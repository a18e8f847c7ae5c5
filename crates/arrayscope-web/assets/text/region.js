/** A rectangle of the cross-section in words and as lines of NumPy. */

import { formatCount } from './format.js';
import { loadLines } from './statistics.js';

/**
 * @param {{numpy: string, of: string}} region answer of the server
 * @param {{named: import('./commands.js').Named, format: string}} geometry of an array whose name can be typed
 * @returns {string} lines of Python after which `r` is the rectangle, and which print what the page shows of it
 */
export function regionLines({ numpy, of }, { named, format }) {
  const expression = numpy.replace(/\barr\b/, 'a');
  const asked = of === 'magnitude' && !expression.startsWith('np.abs(') ? `np.abs(${expression})` : expression;
  return [
    'import numpy as np',
    '',
    ...loadLines({ named, format }),
    `r = ${asked}`,
    'x = r[np.isfinite(r)]',
    'print(x.size, x.mean(dtype=np.float64), x.std(dtype=np.float64), x.min(), x.max())',
    '',
  ].join('\n');
}

/**
 * @param {import('../state/tools.js').Region} region
 * @param {import('../types.js').Selection} selection
 * @returns {string} `7 × 8 = 56 elements`
 */
export function sizeText(region, selection) {
  const lengths = ['rows', 'columns'].filter((side) => selection[side] !== null).map((side) => region[side][1] - region[side][0]);
  const size = lengths.reduce((product, length) => product * length, 1);
  const sides = lengths.length > 1 ? `${lengths.map(formatCount).join(' × ')} = ` : '';
  return `${sides}${formatCount(size)} ${size === 1 ? 'element' : 'elements'}`;
}
