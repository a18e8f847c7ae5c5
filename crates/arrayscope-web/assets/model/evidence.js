/** Where the signals say that something is. */

const NAMES = { nan: 'NaN', pos_inf: '+Inf', neg_inf: '\u2212Inf' };

/**
 * The first element of a kind that is not finite, and what to say about it.
 *
 * @param {import('../types.js').Signal[]|import('../types.js').Failure|null} signals
 * @param {'nan'|'pos_inf'|'neg_inf'} kind
 * @returns {{index: number[]|null, text: string}}
 */
export function firstOffender(signals, kind) {
  const name = NAMES[kind];
  if (signals === null) {
    return { index: null, text: 'The signals are still being computed' };
  }
  const signal = Array.isArray(signals) ? signals.find((one) => one.signal === 'non-finite') : undefined;
  const count = signal?.measured?.[kind];
  if (count === undefined) {
    return { index: null, text: `Nobody counted ${name} in this array` };
  }
  const words = ({ text }) => text.replaceAll('-Inf', '\u2212Inf').split(/\s+/);
  const found = signal.evidence.find((piece) => Array.isArray(piece.index) && words(piece).includes(name));
  if (found === undefined) {
    return { index: null, text: `There is no ${name} in this array` };
  }
  return { index: found.index.map(Number), text: `The first ${name} is at [${found.index.join(', ')}]` };
}
