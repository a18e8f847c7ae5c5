/** Which axis holds channels, and what the value range of each is. */

/** Beyond this many positions an axis is no list of channels. */
const MOST_CHANNELS = 64;

/**
 * The axis named channel, else that of named columns, else the last one of up to four positions.
 *
 * @param {import('../types.js').Geometry} geometry
 * @returns {number|null}
 */
export function channelAxisOf({ ndim, shape, axes, labels }) {
  if (ndim < 2) {
    return null;
  }
  const named = axes.find(({ name }) => name === 'channel')?.axis ?? labels?.axis ?? null;
  if (named !== null) {
    return shape[named] >= 1 && shape[named] <= MOST_CHANNELS ? named : null;
  }
  return ndim > 2 && shape.at(-1) >= 1 && shape.at(-1) <= 4 ? ndim - 1 : null;
}

/**
 * @param {object} stats the profile along the channel axis
 * @param {import('../types.js').Geometry} geometry
 * @returns {{name: string, min: number|string, max: number|string, mean: number|string}[]}
 */
export function channelRows(stats, { labels }) {
  const names = labels?.axis === stats.axis ? labels.names : [];
  return Array.from({ length: stats.length }, (_, channel) => ({
    name: names[channel] ?? String(channel),
    min: stats.min[channel],
    max: stats.max[channel],
    mean: stats.mean[channel],
  }));
}
