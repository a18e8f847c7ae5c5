/** The lines through the crosshair: the row and the column of the picture that it stands in, as values along an axis. */

/** @typedef {import('../types.js').Frame} Frame */

/**
 * Values along one axis: as the server sends them, and as an exact picture has them.
 *
 * @typedef {{columns: import('../types.js').ShownAxis, line: NonNullable<Frame['line']>}} Line
 */

/**
 * Whether a picture has its lines itself: a cell is an element, and has its value.
 *
 * @param {Frame} frame
 * @returns {boolean}
 */
export const hasLines = ({ rows, columns, colours }) => rows.step === 1 && columns.step === 1 && colours === undefined;

/**
 * A row or a column of a picture whose cells are elements.
 *
 * @param {Frame} frame
 * @param {'row'|'column'} which
 * @param {number} index of it
 * @returns {Line|null} null where the frame has no such axis, or not that index
 */
export function lineOf(frame, which, index) {
  const [along, across] = which === 'row' ? [frame.columns, frame.rows] : [frame.rows, frame.columns];
  const at = index - (across.start ?? 0);
  if (along.axis === null || at < 0 || at >= across.cells) {
    return null;
  }
  const [first, step] = which === 'row' ? [at * frame.columns.cells, 1] : [at, frame.columns.cells];
  const values = Float64Array.from({ length: along.cells }, (_, cell) => frame.values[first + cell * step]);
  const counted = (is) => Array.from(values, (value) => (is(value) ? 1 : 0));
  return {
    columns: along,
    line: {
      low: values,
      high: values,
      mean: values,
      counts: {
        nan: counted(Number.isNaN), pos_inf: counted((value) => value === Infinity), neg_inf: counted((value) => value === -Infinity),
      },
    },
  };
}

/**
 * From the smallest to the largest value of some lines, where the picture has no limits.
 *
 * @param {(Line|null)[]} lines
 * @returns {[number, number]|null} null without a finite value
 */
export function spanOf(lines) {
  const ends = lines.filter((line) => line !== null).map((line) => contentsOf(line, null)).filter(({ low }) => !Number.isNaN(low));
  if (ends.length === 0) {
    return null;
  }
  const [low, high] = [Math.min(...ends.map((end) => end.low)), Math.max(...ends.map((end) => end.high))];
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

/** How far outside of the limits what lies beyond them is drawn. */
const OUTSIDE = 0.03;

/**
 * The same line with the places of its values on a scale, so that it is drawn as the colours are: 0 at the lower limit,
 * 1 at the upper one. What lies beyond them runs along outside of the limit, as it has the last colour in the picture.
 *
 * @param {Line} line
 * @param {import('../colours/scales.js').Scale} scale
 * @returns {Line}
 */
export function onScale({ columns, line }, scale) {
  const place = (value) => (Number.isFinite(value) ? Math.min(Math.max(scale.position(value), -OUTSIDE), 1 + OUTSIDE) : Number.NaN);
  const [low, high, mean] = [line.low, line.high, line.mean].map((values) => values.map(place));
  return { columns, line: { low, high, mean, counts: line.counts } };
}

/**
 * What a line holds.
 *
 * @param {Line} line
 * @param {{low: number, high: number}|null} limits of the colours
 * @returns {{low: number, high: number, odd: number, beyond: number}} its extremes, NaN without a finite value; how many
 *   elements are not finite; how many points have something beyond the limits
 */
export function contentsOf({ line }, limits) {
  const contents = { low: Infinity, high: -Infinity, odd: 0, beyond: 0 };
  for (let point = 0; point < line.mean.length; point += 1) {
    contents.odd += ['nan', 'pos_inf', 'neg_inf'].reduce((sum, id) => sum + Number(line.counts[id][point]), 0);
    const [low, high] = [line.low[point], line.high[point]];
    if (Number.isFinite(low)) {
      contents.low = Math.min(contents.low, low);
      contents.high = Math.max(contents.high, high);
      contents.beyond += limits !== null && (low < limits.low || high > limits.high) ? 1 : 0;
    }
  }
  return contents.low > contents.high ? { ...contents, low: Number.NaN, high: Number.NaN } : contents;
}

/**
 * Whole indices for the ticks under a line.
 *
 * @param {[number, number]} range elements, in either direction
 * @param {number} most about how many
 * @returns {number[]} upwards
 */
export function indexTicks(range, most) {
  const [low, high] = [Math.min(...range), Math.max(...range)];
  const least = Math.max((high - low) / Math.max(most, 1), 1);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
  const first = Math.max(Math.ceil(low / step), 0);
  return Array.from({ length: Math.max(Math.floor(high / step) - first + 1, 0) }, (_, count) => (first + count) * step);
}
