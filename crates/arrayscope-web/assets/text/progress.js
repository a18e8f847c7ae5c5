/** How far a computation is, in a few words. */

import { formatCount } from './format.js';

/** Before this share and this long nobody can tell how long the rest will take. */
const TOLD_SHARE = 0.01;
const TOLD_SECONDS = 0.5;

/**
 * `34 %, 1.2 GB/s, 6 s left`; without rate and rest where it is too early to tell them.
 *
 * @param {import('../types.js').Progress} progress
 * @returns {string}
 */
export function progressText({ done, total, seconds }) {
  const share = total > 0 ? done / total : 0;
  // All of it is read, and the answer is not there yet.
  const percent = `${Math.min(Math.floor(share * 100), 99)} %`;
  if (share < TOLD_SHARE || seconds < TOLD_SECONDS) {
    return percent;
  }
  const rate = done / seconds;
  return [percent, rateText(rate), leftText((total - done) / rate)].join(', ');
}

function rateText(rate) {
  const [scale, unit] = rate >= 1e9 ? [1e9, 'GB/s'] : [1e6, 'MB/s'];
  const value = rate / scale;
  return `${value < 10 ? value.toFixed(1) : formatCount(Math.round(value))} ${unit}`;
}

/** Rounded up, so that it never says that nothing is left. */
function leftText(seconds) {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) {
    return `${whole} s left`;
  }
  const minutes = Math.ceil(whole / 60);
  return minutes < 60 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}
