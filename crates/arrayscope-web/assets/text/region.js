/** A rectangle of the cross-section in words and as lines of NumPy. */

import { formatCount } from './format.js';
import { loadLines } from './statistics.js';

/**
 * @param {{numpy: string, of: string}} region answer of the server
 * @param {{named: import('./commands.js').Named, format: string}} geometry of an array whose name can be typed
 * @returns {string} lines of Python after which `r` is the rectangle, and which print what the page shows of it
 */
export function regionLines({ numpy, of }, { named, format }) {
  return [
    'import numpy as np',
    '',
    ...loadLines({ named, format }),
    `r = ${numpy.replace(/^arr/, 'a')}`,
    `x = ${of === 'magnitude' ? 'np.abs(r)' : 'r'}`,
    'x = x[np.isfinite(x)]',
    'print(x.size, x.mean(dtype=np.float64), x.std(dtype=np.float64), x.min(), x.max())',
    '',
  ].join('\n');
}

/**
 * @param {import('../state/tools.js').Region} region
 * @returns {string} `7 × 8 = 56 elements`
 */
export function sizeText({ rows, columns }) {
  const [high, wide] = [rows, columns].map(([start, stop]) => stop - start);
  return `${formatCount(high)} × ${formatCount(wide)} = ${formatCount(high * wide)} ${high * wide === 1 ? 'element' : 'elements'}`;
}
