/** What the benchmark's report says, as rows and bars: pure functions of its JSON. */

/**
 * Seconds with three digits: `1.23 ms`.
 *
 * @param {number} seconds
 * @returns {string}
 */
export function durationText(seconds) {
  const [scale, unit] = seconds < 999.5e-9 ? [1e9, 'ns'] : seconds < 999.5e-6 ? [1e6, 'µs']
    : seconds < 999.5e-3 ? [1e3, 'ms'] : [1, 's'];
  const value = seconds * scale;
  return `${value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)} ${unit}`;
}

/** The questions of the lesson, in its order: which cases answer each, and what the lesson expects. */
export const QUESTIONS = Object.freeze([
  {
    group: 'columns',
    title: 'One column at a time, or all in one pass',
    expects: 'A loop over the columns is a hundred times slower',
    holds: (ratio) => (ratio >= 30 ? 'yes' : ratio > 1.1 ? 'partly' : 'no'),
    finding: 'one column at a time',
  },
  {
    group: 'axes',
    title: 'Axis 0 against axis −1',
    expects: 'Axis 0 is slower, because it steps far',
    holds: (ratio) => (ratio > 1.1 ? 'yes' : 'no'),
    finding: 'axis 0 against axis -1',
  },
  {
    group: 'reshape',
    title: 'Reshape as a view or as a copy',
    expects: 'A view costs nothing, a copy all its bytes',
    holds: (ratio) => (ratio > 10 ? 'yes' : 'no'),
    finding: 'reshape as copy',
  },
  {
    group: 'product',
    title: 'arr.T @ arr against arr @ arr.T',
    expects: 'The order of the operands alone makes cache misses',
    // Of other shapes the two are not the same work, and the ratio says nothing about caches.
    holds: (ratio, text) => (!text.startsWith('FLOPs are equal') ? 'work' : ratio > 1.1 ? 'yes' : 'no'),
    finding: 'arr.T @ arr',
  },
]);

/**
 * The measurements of a question with their bars, the longest of them 1; times of matrices of other shapes are not
 * comparable, so each subject has its own longest.
 *
 * @param {object[]} measurements
 * @param {string} group
 * @returns {{subject: string, what: string, median: number, low: number, high: number, share: number}[]}
 */
export function barsOf(measurements, group) {
  const own = measurements.filter((case_) => case_.group === group);
  const longest = new Map();
  for (const { subject, median_seconds: median } of own) {
    longest.set(subject, Math.max(longest.get(subject) ?? 0, median));
  }
  return own.map(({ subject, what, median_seconds: median, low_seconds: low, high_seconds: high }) => ({
    subject, what, median, low, high, share: median / longest.get(subject),
  }));
}

/**
 * What the run says about one expectation of the lesson.
 *
 * @param {{about: string, text: string, ratio: number}[]} findings
 * @param {{finding: string, holds: (ratio: number, text: string) => string}} question
 * @returns {{about: string, text: string, ratio: number, holds: string}[]}
 */
export function answersTo(findings, { finding, holds }) {
  return findings.filter(({ about }) => about.startsWith(finding))
    .map((found) => ({ ...found, holds: holds(found.ratio, found.text) }));
}
