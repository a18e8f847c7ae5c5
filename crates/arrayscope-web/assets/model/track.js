/**
 * What is drawn behind a slider, as numbers: pure geometry, no canvas.
 * The profile is told in columns that stand where the thumb would stand.
 */

import { toDouble } from '../text/format.js';

/**
 * @typedef {object} Profile the answer of `profiles` for one axis
 * @property {number} axis
 * @property {number} length
 * @property {number} step indices per bin
 * @property {number[]} count
 * @property {(number|string)[]} mean
 * @property {(number|string)[]} min
 * @property {(number|string)[]} max
 * @property {number[]} nan
 * @property {number[]} pos_inf
 * @property {number[]} neg_inf
 *
 * @typedef {{left: number, width: number, top: number, bottom: number, mean: [number, number]}} Bar what one column
 *   shows: from its largest to its smallest value, and the means from the highest to the lowest
 * @typedef {{kind: 'nan'|'pos_inf'|'neg_inf', x: number, y: number}} Tick the middle of a mark
 * @typedef {{width: number, height: number, inset: number, pixel: number}} Room in CSS pixels; `inset` is where the
 *   thumb stands at the first index, `pixel` the size of one pixel of the screen
 */

/** The middle of the thumb keeps away from the ends by this. */
export const INSET = 7;

/** Marks of one kind have a lane of this height; kinds that do not occur have none. */
const LANE = 6;
const PADDING = 3;
const WIDEST_BAR = 2 * INSET;

/** Marks of the first two lie above the bars, those of the last below. */
const NAMES = [['nan', 'NaN'], ['pos_inf', '+Inf'], ['neg_inf', '\u2212Inf']];
const KINDS = NAMES.map(([kind]) => kind);

/**
 * @param {Profile} profile
 * @param {Room} room
 * @returns {{bars: Bar[], ticks: Tick[]}}
 */
export function trackShape(profile, room) {
  const columns = foldBins(profile, room);
  const lanes = Object.fromEntries(KINDS.map((kind) => [kind, columns.some((column) => column[kind] > 0) ? LANE : 0]));
  const top = PADDING + lanes.nan + lanes.pos_inf;
  const bottom = room.height - PADDING - lanes.neg_inf;
  const finite = columns.filter(({ min }) => Number.isFinite(min));
  const low = Math.min(...finite.map(({ min }) => min));
  const high = Math.max(...finite.map(({ max }) => max));
  // Everything the same lies in the middle.
  const place = (value) => (high > low ? bottom - ((value - low) / (high - low)) * (bottom - top) : (top + bottom) / 2);
  const bars = finite.map(({ x, width, min, max, means }) => ({
    left: x - width / 2, width, top: place(max), bottom: place(min), mean: [place(means[1]), place(means[0])],
  }));
  const heights = { nan: PADDING + LANE / 2, pos_inf: PADDING + lanes.nan + LANE / 2, neg_inf: room.height - PADDING - LANE / 2 };
  const ticks = KINDS.flatMap((kind) => columns.filter((column) => column[kind] > 0).map(({ x }) => ({ kind, x, y: heights[kind] })));
  return { bars, ticks };
}

/**
 * Where the middle of the thumb stands.
 *
 * @param {number} index may lie between two
 * @param {number} length
 * @param {{width: number, inset: number}} room
 * @returns {number}
 */
export function placeOf(index, length, { width, inset }) {
  return length < 2 ? width / 2 : inset + (index / (length - 1)) * (width - 2 * inset);
}

/**
 * The index under a place of the track: where the thumb would stand nearest.
 *
 * @param {number} x
 * @param {number} length
 * @param {{width: number, inset: number}} room
 * @returns {number}
 */
export function indexUnder(x, length, { width, inset }) {
  const share = (x - inset) / Math.max(width - 2 * inset, 1);
  return Math.round(Math.min(Math.max(share, 0), 1) * Math.max(length - 1, 0));
}

/**
 * What lies at an index, or in the bin that it belongs to.
 *
 * @param {Profile} profile
 * @param {number} index
 * @param {(value: number|string) => string} format
 * @returns {string}
 */
export function binText({ length, step, count, mean, min, max, ...counts }, index, format) {
  const bin = Math.floor(index / step);
  if (bin >= mean.length) {
    return '';
  }
  const last = Math.min((bin + 1) * step, length) - 1;
  const words = [count[bin] === 0 ? 'no finite value' : `mean ${format(mean[bin])}, from ${format(min[bin])} to ${format(max[bin])}`];
  for (const [kind, name] of NAMES) {
    if (counts[kind][bin] > 0) {
      words.push(`${format(counts[kind][bin])} ${name}`);
    }
  }
  return `${step === 1 ? `index ${index}` : `indices ${bin * step} to ${last}`}: ${words.join(', ')}`;
}

/** Columns of at least one pixel: bins that share one are told together, and none loses an extreme or a mark. */
function foldBins({ length, step, mean, min, max, ...counts }, room) {
  const span = Math.max(room.width - 2 * room.inset, room.pixel);
  const most = Math.max(Math.floor(span / room.pixel), 1);
  const together = Math.max(Math.ceil(mean.length / most), 1);
  const wide = together * step;
  const spacing = length < 2 ? span : (span / (length - 1)) * wide;
  // Neighbours touch while they are many, and stand apart once they are few.
  const width = Math.min(spacing > 4 ? spacing - 1 : spacing, WIDEST_BAR);
  const columns = [];
  for (let first = 0; first < mean.length; first += together) {
    const part = (values) => values.slice(first, first + together);
    const finite = (values) => part(values).map(toDouble).filter(Number.isFinite);
    const last = Math.min((first + together) * step, length) - 1;
    const means = finite(mean);
    columns.push({
      x: placeOf((first * step + last) / 2, length, room),
      width,
      min: means.length === 0 ? Number.NaN : Math.min(...finite(min)),
      max: means.length === 0 ? Number.NaN : Math.max(...finite(max)),
      means: [Math.min(...means), Math.max(...means)],
      ...Object.fromEntries(KINDS.map((kind) => [kind, part(counts[kind]).reduce((sum, count) => sum + count, 0)])),
    });
  }
  return columns;
}

/**
 * The profile in words, for those who do not see the picture.
 *
 * @param {Profile} profile
 * @param {(value: number) => string} format
 * @returns {string}
 */
export function trackText(profile, format) {
  const means = profile.mean.map(toDouble).filter(Number.isFinite);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const words = [];
  if (means.length === 0) {
    words.push('no finite value');
  } else {
    words.push(low === high ? `mean ${format(low)}` : `means from ${format(low)} to ${format(high)}`);
  }
  for (const [kind, name] of NAMES) {
    const first = profile[kind].findIndex((count) => count > 0);
    if (first >= 0) {
      const others = profile[kind].filter((count) => count > 0).length - 1;
      const from = first * profile.step;
      const to = Math.min(from + profile.step, profile.length) - 1;
      words.push(`${name} at ${from === to ? from : `${from} to ${to}`}${others > 0 ? ` and ${others} more` : ''}`);
    }
  }
  return words.join('; ');
}
