/** Asks the server what the statistics panel shows. */

import * as api from './api.js';
import { formatCount } from '../text/format.js';
import { decodeNpy } from './npy.js';
import { isPlane, questionOf } from '../model/statistics.js';

/** More results than this are no picture. */
const MOST_RESULTS = 1 << 20;

/**
 * Statistics along an axis, over one of two, or one statistic over an axis of more; with the question that they answer.
 *
 * @param {import('../types.js').Geometry} geometry
 * @param {import('../types.js').View} view
 * @param {AbortSignal} signal
 * @returns {Promise<object>} an entry of `/stats`, a refusal, or `over`, `statistic`, `shape` and `values`
 */
export async function fetchStatistics({ id, ndim, shape }, view, signal) {
  const { along: axis, statistic } = view;
  const question = questionOf(view, ndim);
  if (view.reduce === 'along') {
    return { ...(await api.fetchProfile(id, axis, signal)).axes[0], question };
  }
  if (isPlane(view, ndim)) {
    const size = shape.reduce((product, length) => product * Number(length), 1);
    const results = shape[axis] === 0 ? 0 : size / Number(shape[axis]);
    if (results > MOST_RESULTS) {
      return { kind: 'too large', message: `${formatCount(results)} results are more than a picture shows; along the axis there is one per index, and the command line writes all of them` };
    }
    const file = api.statisticsFile(id, { axis, along: false, statistic }, 'npy');
    return { over: axis, statistic, question, ...decodeNpy(await api.fetchBytes(file, signal)) };
  }
  // One axis is left: its curve is drawn as that along it is.
  const left = 1 - axis;
  return { ...(await api.fetchOver(id, axis, signal)).axes[0], over: axis, axis: left, length: shape[left], question };
}
